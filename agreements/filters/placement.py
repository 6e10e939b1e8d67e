"""Filters of jobs."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from socialportal.common.periods import year

from ..models import (
    Placement,
    PlacementType,
)
from .base import known_enterprises, years_of


class PlacementFilter(filters.FilterSet):
    """Jobs by year, type, enterprise and channel."""

    aar = filters.ChoiceFilter(label="År", method="in_year", empty_label="Alle")
    type = filters.ModelChoiceFilter(label="Jobtype", queryset=PlacementType.objects.all(), empty_label="Alle")
    virksomhed = filters.ModelChoiceFilter(
        label="Virksomhed",
        queryset=lambda request: known_enterprises(request, Placement),
        field_name="presence__enterprise",
        empty_label="Alle",
    )
    vej = filters.ChoiceFilter(
        label="Vej til jobbet", choices=Placement.Channel.choices, field_name="channel", empty_label="Alle"
    )

    class Meta:
        model = Placement
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = years_of(self.queryset, "started_on")

    def in_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.started_within(year(int(value)))  # type: ignore[attr-defined]
