"""What the report is made of: texts and smaller parts."""

from django.urls import URLPattern, path

from ..views import parts, writing
from .places import YEAR, YEARS

urlpatterns: list[URLPattern] = [
    # Texts
    path(f"{YEAR}afsnit/<slug:key>/", writing.SectionText.as_view(), name="section"),
    path(f"{YEAR}punkt/<slug:key>/", writing.PointText.as_view(), name="point-text"),
    path(f"{YEAR}maal/<slug:key>/", writing.GoalText.as_view(), name="goal-text"),
    # Parts
    path(f"{YEAR}anbefaling/ny/", parts.RecommendationAdd.as_view(), name="recommendation-add"),
    path(f"{YEARS}anbefaling/<int:pk>/", parts.RecommendationEdit.as_view(), name="recommendation"),
    path(f"{YEARS}anbefaling/<int:pk>/slet/", parts.RecommendationRemove.as_view(), name="recommendation-remove"),
    path(f"{YEAR}fortaellinger/", parts.Cases.as_view(), name="cases"),
    path(f"{YEAR}fortaellinger/ny/", parts.CaseAdd.as_view(), name="case-add"),
    path(f"{YEARS}fortaelling/<int:pk>/", parts.CaseEdit.as_view(), name="case"),
    path(f"{YEARS}fortaelling/<int:pk>/slet/", parts.CaseRemove.as_view(), name="case-remove"),
    path(f"{YEAR}referencer/", parts.References.as_view(), name="references"),
    path(f"{YEAR}referencer/ny/", parts.ReferenceAdd.as_view(), name="reference-add"),
    path(f"{YEARS}reference/<int:pk>/", parts.ReferenceEdit.as_view(), name="reference"),
    path(f"{YEARS}reference/<int:pk>/slet/", parts.ReferenceRemove.as_view(), name="reference-remove"),
]
