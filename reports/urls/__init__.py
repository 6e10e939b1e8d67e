"""Addresses of strategy and report, a module a room."""

from django.urls import URLPattern

from . import checking, document, draft, evidence, follow_up, politics, publishing, strategy, texts, years

app_name = "reports"

urlpatterns: list[URLPattern] = [
    *years.urlpatterns,
    *document.urlpatterns,
    *draft.urlpatterns,
    *texts.urlpatterns,
    *evidence.urlpatterns,
    *checking.urlpatterns,
    *follow_up.urlpatterns,
    *publishing.urlpatterns,
    *strategy.urlpatterns,
    *politics.urlpatterns,
]
