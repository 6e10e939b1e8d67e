"""What the notice board can be narrowed to."""

import django_filters as filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..models import BoardPost
from ..queries_network import showing


class BoardFilter(filters.FilterSet):
    """Rows are posts. Without a choice: those that hang on the board today."""

    q = filters.CharFilter(label="Søg i opslag og navne", method="search")
    slags = filters.ChoiceFilter(label="Slags", choices=BoardPost.Kind.choices, field_name="kind", empty_label="Alle")
    mine = filters.BooleanFilter(label="Kun vores egne", method="own", widget=forms.CheckboxInput)
    gamle = filters.BooleanFilter(
        label="Også de gamle", method="whenever", widget=forms.CheckboxInput(attrs={"value": "on"})
    )

    class Meta:
        model = BoardPost
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """What has run out is left out unless it is asked for."""
        rows = queryset if self.form.cleaned_data.get("gamle") else showing(queryset, timezone.localdate())
        return super().filter_queryset(rows)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(title__icontains=value) | Q(text__icontains=value) | Q(presence__enterprise__name__icontains=value)
        )

    def own(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        mine = self.request.access.own_enterprises("enterprise_user")  # type: ignore[union-attr]
        return rows.filter(presence__enterprise__in=mine) if value else rows

    def whenever(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows
