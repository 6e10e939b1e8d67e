"""The report itself, in both editions, and ”Det har vi skabt”."""

from django.urls import URLPattern, path

from ..views import created, document
from .places import CREATED, YEAR

urlpatterns: list[URLPattern] = [
    # The report itself
    path(f"{YEAR}udgave/", document.ReportPage.as_view(), name="document"),
    path(f"{YEAR}udgave/pdf/", document.ReportPdf.as_view(), name="document_pdf"),
    path(f"{YEAR}udgave/tal/", document.ReportJson.as_view(), name="document_json"),
    # Det har vi skabt
    path(f"{CREATED}<slug:slug>/", created.CreatedPage.as_view(), name="created"),
    path(f"{CREATED}<slug:slug>.pdf", created.CreatedPdf.as_view(), name="created-pdf"),
]
