"""Filters of collaborations and initiatives."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from socialportal.common.periods import year

from ..models import (
    Collaboration,
    Initiative,
)
from .base import ENDED, RUNNING, in_time, years_of


class CollaborationFilter(filters.FilterSet):
    """Collaborations by name, kind, start and whether they go on."""

    q = filters.CharFilter(label="Virksomhed, partner eller opgave", method="search")
    slags = filters.ChoiceFilter(
        label="Slags", choices=Collaboration.Kind.choices, field_name="kind", empty_label="Alle"
    )
    aar = filters.ChoiceFilter(label="Begyndt i", method="in_year", empty_label="Alle år")
    status = filters.ChoiceFilter(
        label="Status",
        choices=[(RUNNING, "Løber"), (ENDED, "Sluttet")],
        method="in_state",
        empty_label="Alle",
    )

    class Meta:
        model = Collaboration
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = years_of(self.queryset.exclude(valid_from=None), "valid_from")

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            rows = rows.filter(
                Q(presence__enterprise__name__icontains=word)
                | Q(partner__name__icontains=word)
                | Q(partner_name__icontains=word)
                | Q(scope__icontains=word)
                | Q(place__icontains=word)
            )
        return rows

    def in_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.started_within(year(int(value)))  # type: ignore[attr-defined]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return in_time(rows, value)


class InitiativeFilter(filters.FilterSet):
    """Initiatives by name and whether they go on."""

    q = filters.CharFilter(label="Navn", field_name="name", lookup_expr="icontains")
    status = filters.ChoiceFilter(
        label="Status", choices=[(RUNNING, "Løber"), (ENDED, "Sluttet")], method="in_state", empty_label="Alle"
    )

    class Meta:
        model = Initiative
        fields: list[str] = []

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return in_time(rows, value)
