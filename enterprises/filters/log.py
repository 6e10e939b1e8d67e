"""What the log can be narrowed to."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from ..models import Activity, Body, Enterprise
from .lists import years_of


class ActivityFilter(filters.FilterSet):
    """By year, kind, enterprise, body, and words of title, audience and note."""

    q = filters.CharFilter(label="Søg i det, der er skrevet", method="search")
    aar = filters.ChoiceFilter(label="År", field_name="on__year", empty_label="Alle")
    slags = filters.ChoiceFilter(label="Slags", choices=Activity.Kind.choices, field_name="kind", empty_label="Alle")
    virksomhed = filters.ModelChoiceFilter(
        label="Virksomhed",
        queryset=Enterprise.objects.none(),
        to_field_name="slug",
        field_name="enterprises",
        empty_label="Alle",
    )
    gruppe = filters.ModelChoiceFilter(
        label="Gruppe eller forum", queryset=Body.objects.none(), field_name="body", empty_label="Alle"
    )

    class Meta:
        model = Activity
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        access = self.request.access
        self.filters["aar"].extra["choices"] = years_of(self.queryset, "on__year")
        seen: Any = Enterprise.objects.visible_to(access)  # type: ignore[attr-defined]
        self.filters["virksomhed"].queryset = seen.filter(activities__in=self.queryset.values("pk")).distinct()
        self.filters["gruppe"].queryset = Body.objects.visible_to(access)  # type: ignore[attr-defined]

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(title__icontains=value) | Q(audience__icontains=value) | Q(note__icontains=value))
