"""Filters of agreements and evaluations."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from ..models import (
    Agreement,
    Evaluation,
)
from .base import ALL, ENDED, RUNNING, OnDayFilter, day_filter, own_agreements, years_of


class AgreementFilter(OnDayFilter):
    """Agreements that run on the day, those that have ended, or all."""

    status = filters.ChoiceFilter(
        label="Status",
        choices=[(RUNNING, "Løber"), (ENDED, "Sluttet"), (ALL, "Alle")],
        method="in_state",
        empty_label=None,
        initial=RUNNING,
    )
    dag = day_filter()

    class Meta:
        model = Agreement
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        rows: Any = super().filter_queryset(queryset)
        state = self.form.cleaned_data.get("status") or RUNNING
        if state == RUNNING:
            # one that begins later is not ended: it stands among those that run, with its day
            rows = rows.filter(Q(valid_to=None) | Q(valid_to__gte=self.day))
        elif state == ENDED:
            rows = rows.filter(valid_to__lt=self.day)
        return rows.with_running(self.day)

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


class EvaluationFilter(filters.FilterSet):
    """Evaluations by agreement and year."""

    aftale = filters.ModelChoiceFilter(
        label="Aftale", queryset=lambda request: own_agreements(request), field_name="agreement", empty_label="Alle"
    )
    aar = filters.ChoiceFilter(label="Opgjort i", field_name="as_of__year", empty_label="Alle år")

    class Meta:
        model = Evaluation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = years_of(self.queryset, "as_of")
