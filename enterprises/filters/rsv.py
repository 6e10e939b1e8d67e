"""The list of who is registered, and who is on the way."""

import datetime as dt
from typing import Any

import django_filters as filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from socialportal.common.forms import DateInput

from ..models import Enterprise, Presence, RsvCheck, RsvPeriod
from ..terms import RSV_ON_THE_WAY, RSV_REGISTERED

ALL_ACTIVE = "alle"
ON_THE_WAY = "paa-vej"
STATES = [
    *RsvPeriod.State.choices,
    (ON_THE_WAY, "Arbejder med det eller har ansøgt"),
    (ALL_ACTIVE, "Alle aktive, også dem uden status"),
]


# Financial years are counted from the day, to both sides of it.
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class RsvFilter(filters.FilterSet):
    """Rows are presences. Without a choice: those that are active today and have a state on the way."""

    q = filters.CharFilter(label="Søg efter navn eller CVR-nummer", method="search")
    status = filters.ChoiceFilter(label="Status", choices=STATES, method="in_state", empty_label="Alle med en status")
    dag = filters.DateFilter(
        label="På dagen",
        method="on_day",
        widget=DateInput,
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )
    uenig = filters.BooleanFilter(
        label="Kun hvor eftersynet siger noget andet",
        method="disagreeing",
        widget=forms.CheckboxInput(attrs={"value": "on"}),
    )

    class Meta:
        model = Presence
        fields: list[str] = []

    @property
    def day(self) -> dt.date:
        """The day the list is about: the chosen one, else today."""
        chosen = self.form.cleaned_data.get("dag") if self.form.is_valid() else None
        return chosen or timezone.localdate()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """With the state of the day and what was last seen by then; those without a state only when asked for."""
        own = RsvCheck.objects.filter(enterprise=OuterRef("enterprise"), municipality=OuterRef("municipality"))
        seen = own.filter(checked_on__lte=self.day)
        latest = seen.order_by("-checked_on", "-pk")
        rows: Any = queryset.active_on(self.day).with_rsv(self.day)  # type: ignore[attr-defined]
        rows = rows.annotate(
            checked_on=Subquery(latest.values("checked_on")[:1]),
            in_register=Subquery(latest.values("in_register")[:1]),
            judgement=Subquery(latest.values("judgement")[:1]),
        )
        if not self.form.cleaned_data.get("status"):
            rows = rows.filter(Q(rsv_now__isnull=False) | Q(in_register=True))
        return super().filter_queryset(rows)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(enterprise__in=Enterprise.objects.search(value).values("pk"))

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == ALL_ACTIVE:
            return rows
        return rows.filter(rsv_now__in=RSV_ON_THE_WAY) if value == ON_THE_WAY else rows.filter(rsv_now=value)

    def on_day(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        return rows

    def disagreeing(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        """The same question as `deadlines.disagreement`, of the database."""
        if not value:
            return rows
        registered = Q(rsv_now=RSV_REGISTERED)
        return rows.filter(
            Q(in_register=True) & (Q(rsv_now__isnull=True) | ~registered)
            | registered & (Q(in_register=False) | Q(judgement=RsvCheck.Judgement.NO))
        )
