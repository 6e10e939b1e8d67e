"""Duplicates, and putting two enterprises together."""

from typing import Any

from django.urls import path

from ..views import merging

# Below one enterprise, `/arbejde/virksomheder/<slug>/…`; and with addresses of their own.
one: list[Any] = []
rooms: list[Any] = [
    path("arbejde/dubletter/", merging.Duplicates.as_view(), name="duplicates"),
    path("arbejde/dubletter/<slug:slug>/<slug:other>/", merging.Merge.as_view(), name="merge"),
]
