"""What the lists can be narrowed to. The choices live in the address."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from socialportal.common.forms import DateInput

from ..models import CvrNumber, Enterprise, Grant, NetworkMeeting, Presence, Story, TargetGroup
from ..models.enterprise import stands_as
from ..terms import STANDINGS

STANDING_CHOICES = [(standing.key, standing.text) for standing in STANDINGS]


class EnterpriseFilter(filters.FilterSet):
    """Rows are presences. Without a choice: those that are active today."""

    q = filters.CharFilter(label="Søg efter navn, vare, sted eller CVR-nummer", method="search")
    status = filters.ChoiceFilter(label="Status", choices=STANDING_CHOICES, method="stands", empty_label="Alle")
    slags = filters.ChoiceFilter(label="Slags", choices=Presence.Kind.choices, field_name="kind", empty_label="Alle")
    maalgruppe = filters.ModelChoiceFilter(
        label="Målgruppe",
        queryset=TargetGroup.objects.all(),
        field_name="enterprise__target_groups",
        empty_label="Alle",
    )
    dag = filters.DateFilter(label="Aktive den", method="on_day", widget=DateInput)
    ogsaa = filters.BooleanFilter(
        label="Også dem, der er stoppet", method="whenever", widget=forms.CheckboxInput(attrs={"value": "on"})
    )
    uden_cvr = filters.BooleanFilter(label="Kun uden CVR-nummer", method="without_cvr", widget=forms.CheckboxInput)

    class Meta:
        model = Presence
        fields: list[str] = []

    @property
    def day(self) -> dt.date:
        """The day the list is about: the chosen one, else today."""
        chosen = self.form.cleaned_data.get("dag") if self.form.is_valid() else None
        return chosen or timezone.localdate()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Status and time hang together, so the day is there before the rest."""
        rows: Any = queryset.with_rsv(self.day)  # type: ignore[attr-defined]
        rows = rows.latest() if self.form.cleaned_data.get("ogsaa") else rows.active_on(self.day)
        return super().filter_queryset(rows)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(enterprise__in=Enterprise.objects.search(value).values("pk"))

    def stands(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(stands_as(value, kind="kind", rsv="rsv_now"))

    def on_day(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        return rows

    def whenever(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows

    def without_cvr(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.exclude(Exists(CvrNumber.objects.filter(enterprise=OuterRef("enterprise")))) if value else rows


def years_of(rows: QuerySet, field: str = "year") -> Callable[[], list[tuple[int, str]]]:
    """The years that occur, newest first, as choices; asked once, when the form is shown or checked."""

    @functools.cache
    def choices() -> list[tuple[int, str]]:
        years = rows.order_by(f"-{field}").values_list(field, flat=True).distinct()
        return [(year, str(year)) for year in years]

    return choices


class YearFilter(filters.FilterSet):
    """Mixin: the year, among those that occur in what one may see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = "held_on__year" if self._meta.model is NetworkMeeting else "year"
        self.filters["aar"].field_name = field
        self.filters["aar"].extra["choices"] = years_of(self.queryset, field)


class GrantFilter(YearFilter):
    """Grants by year, and by words of recipient, purpose or donor."""

    q = filters.CharFilter(label="Søg efter modtager, giver eller formål", method="search")
    aar = filters.ChoiceFilter(label="År", empty_label="Alle")

    class Meta:
        model = Grant
        fields: list[str] = []

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.search(value)  # type: ignore[attr-defined]


class MeetingFilter(YearFilter):
    """Meetings by year."""

    aar = filters.ChoiceFilter(label="År", empty_label="Alle")

    class Meta:
        model = NetworkMeeting
        fields: list[str] = []


class StoryFilter(YearFilter):
    """Stories by year."""

    aar = filters.ChoiceFilter(label="År", empty_label="Alle")

    class Meta:
        model = Story
        fields: list[str] = []
