"""The public directory, its pages and its open data."""

from typing import Any

from django.urls import path

from ..views import open_data, public

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("virksomheder/", public.Directory.as_view(), name="directory"),
    path("virksomheder/data.csv", open_data.OpenCsv.as_view(), name="data-csv"),
    path("virksomheder/data.json", open_data.OpenJson.as_view(), name="data-json"),
    path("virksomheder/<slug:slug>/", public.PublicPage.as_view(), name="public"),
    path("aabne-data/", open_data.OpenData.as_view(), name="open-data"),
]
