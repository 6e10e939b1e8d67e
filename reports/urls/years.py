"""The years, and a year's working copy."""

from django.urls import URLPattern, path

from ..views import report, trash
from .places import YEAR, YEARS

urlpatterns: list[URLPattern] = [
    path(YEARS, report.Years.as_view(), name="list"),
    path(f"{YEARS}aabn/", report.Open.as_view(), name="open"),
    path(f"{YEARS}slettet/", trash.Trash.as_view(), name="trash"),
    path(YEAR, report.Overview.as_view(), name="overview"),
    path(f"{YEAR}forside/", report.Cover.as_view(), name="cover"),
    path(f"{YEAR}slet/", report.Remove.as_view(), name="remove"),
]
