"""Bidrag til årsrapporten as a round: opened, written, submitted, approved."""

from typing import Any

from django.urls import path

from ..views import contribution_steps as steps
from ..views import reporting_year as year

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("arbejde/bidrag/", steps.OwnContributions.as_view(), name="own-contributions"),
    path("arbejde/bidrag/aar/opret/", year.YearOpen.as_view(), name="year-open"),
    path("arbejde/bidrag/aar/<int:pk>/ret/", year.YearEdit.as_view(), name="year-edit"),
    path("arbejde/bidrag/aar/<int:pk>/mind/", year.YearRemind.as_view(), name="year-remind"),
    path("arbejde/bidrag/aar/<int:pk>/luk/", year.YearClose.as_view(), name="year-close"),
    path("arbejde/bidrag/aar/<int:pk>/aabn/", year.YearReopen.as_view(), name="year-reopen"),
    path("arbejde/bidrag/aar/<int:pk>/<int:presence>/", steps.ContributionStart.as_view(), name="contribution-start"),
    path("arbejde/bidrag/<int:pk>/indsend/", steps.Submit.as_view(), name="contribution-submit"),
    path("arbejde/bidrag/<int:pk>/tag-tilbage/", steps.TakeBack.as_view(), name="contribution-take-back"),
    path("arbejde/bidrag/<int:pk>/godkend/", steps.Approve.as_view(), name="contribution-approve"),
    path("arbejde/bidrag/<int:pk>/send-tilbage/", steps.SendBack.as_view(), name="contribution-send-back"),
    path("arbejde/bidrag/<int:pk>/historie/", steps.TakeStory.as_view(), name="contribution-story"),
]
