"""The working draft: who writes what by when, and how far it is."""

from django.urls import URLPattern, path

from ..views import draft
from .places import YEAR

urlpatterns: list[URLPattern] = [
    path(f"{YEAR}fordeling/", draft.Plan.as_view(), name="plan"),
    path(f"{YEAR}fordeling/<slug:name>/", draft.TextState.as_view(), name="text-state"),
    path(f"{YEAR}fordeling/<slug:name>/tilbage/", draft.TextReturn.as_view(), name="text-return"),
]
