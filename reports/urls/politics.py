"""Committees and decisions."""

from django.urls import URLPattern, path

from ..views import politics
from .places import POLITICS

urlpatterns: list[URLPattern] = [
    path(POLITICS, politics.Politics.as_view(), name="politics"),
    path(f"{POLITICS}nyt/", politics.CommitteeAdd.as_view(), name="committee-add"),
    path(f"{POLITICS}<int:pk>/", politics.CommitteeEdit.as_view(), name="committee"),
    path(f"{POLITICS}<int:pk>/slet/", politics.CommitteeRemove.as_view(), name="committee-remove"),
    path(f"{POLITICS}beslutning/ny/", politics.DecisionAdd.as_view(), name="decision-add"),
    path(f"{POLITICS}beslutning/<int:pk>/", politics.DecisionEdit.as_view(), name="decision"),
    path(f"{POLITICS}beslutning/<int:pk>/slet/", politics.DecisionRemove.as_view(), name="decision-remove"),
]
