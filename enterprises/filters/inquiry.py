"""Inquiries by how far they are, whose, and the year; conversations by month and topic."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from socialportal.common import danish

from ..models import AdviceSession, Inquiry
from .lists import years_of

OPEN, MINE, NOBODYS = "aabne", "mine", "ingens"
STATES = [(OPEN, "De åbne"), *Inquiry.State.choices]
WHOSE = [(MINE, "Mine"), (NOBODYS, "Dem, ingen tager sig af")]


class InquiryFilter(filters.FilterSet):
    """Rows are inquiries."""

    status = filters.ChoiceFilter(label="Hvor langt", choices=STATES, method="in_state", empty_label="Alle")
    hvis = filters.ChoiceFilter(label="Hvem tager sig af den", choices=WHOSE, method="of", empty_label="Alle")
    aar = filters.ChoiceFilter(label="Modtaget i", field_name="received_on__year", empty_label="Alle år")

    class Meta:
        model = Inquiry
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["aar"].extra["choices"] = years_of(self.queryset, "received_on__year")

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.open() if value == OPEN else rows.filter(state=value)  # type: ignore[attr-defined]

    def of(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(caretaker=self.request.access.user_id if value == MINE else None)


class AdviceFilter(filters.FilterSet):
    """Rows are conversations of one year: the chosen one, else this one."""

    aar = filters.ChoiceFilter(label="År", method="whenever", empty_label=None)
    maaned = filters.ChoiceFilter(
        label="Måned",
        choices=[(str(number), danish.capital(name)) for number, name in enumerate(danish.MONTHS, start=1)],
        field_name="held_on__month",
        empty_label="Hele året",
    )
    om = filters.ChoiceFilter(label="Om", choices=AdviceSession.Topic.choices, field_name="topic", empty_label="Alle")

    class Meta:
        model = AdviceSession
        fields: list[str] = []

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        self.this_year = timezone.localdate().year
        data = data.copy() if data is not None else {}
        if not data.get("aar"):
            data["aar"] = str(self.this_year)
        super().__init__(data, *args, **kwargs)
        found = years_of(self.queryset, "held_on__year")
        this_year = (self.this_year, str(self.this_year))
        self.filters["aar"].extra["choices"] = lambda: sorted({this_year, *found()}, reverse=True)

    @property
    def year(self) -> int:
        """The year the page is about."""
        chosen = self.form.cleaned_data.get("aar") if self.form.is_valid() else None
        return int(chosen or self.this_year)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(queryset.filter(held_on__year=self.year))

    def whenever(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows
