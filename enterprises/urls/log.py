"""Visits, talks, bodies, events, housing areas."""

from typing import Any

from django.urls import path

from ..views import activity, area

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("arbejde/aktiviteter/", activity.ActivityList.as_view(), name="activities"),
    path("arbejde/aktiviteter/opret/", activity.ActivityAdd.as_view(), name="activity-add"),
    path("arbejde/aktiviteter/optalt/", activity.ActivityCounts.as_view(), name="activities-counted"),
    path("arbejde/aktiviteter/<int:pk>/", activity.ActivityPage.as_view(), name="activity"),
    path("arbejde/aktiviteter/<int:pk>/ret/", activity.ActivityEdit.as_view(), name="activity-edit"),
    path("arbejde/aktiviteter/<int:pk>/slet/", activity.ActivityRemove.as_view(), name="activity-remove"),
    path("arbejde/aktiviteter/grupper/", activity.BodyList.as_view(), name="bodies"),
    path("arbejde/aktiviteter/grupper/opret/", activity.BodyAdd.as_view(), name="body-add"),
    path("arbejde/aktiviteter/grupper/<int:pk>/ret/", activity.BodyEdit.as_view(), name="body-edit"),
    path("arbejde/aktiviteter/grupper/<int:pk>/slet/", activity.BodyRemove.as_view(), name="body-remove"),
    path("arbejde/boligomraader/", area.AreaList.as_view(), name="areas"),
    path("arbejde/boligomraader/opret/", area.AreaAdd.as_view(), name="area-add"),
    path("arbejde/boligomraader/<int:pk>/", area.AreaPage.as_view(), name="area"),
    path("arbejde/boligomraader/<int:pk>/ret/", area.AreaEdit.as_view(), name="area-edit"),
    path("arbejde/boligomraader/<int:pk>/slet/", area.AreaRemove.as_view(), name="area-remove"),
]
