"""What the filters of the work share."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from enterprises.models import Enterprise
from socialportal.accounts.models import Team
from socialportal.common.forms import DateInput

from ..models import (
    Agreement,
    Participant,
)

RUNNING, ENDED, ALL = "i-gang", "afsluttet", "alle"


def day_filter() -> filters.DateFilter:
    """The day a list is about; subclasses of `OnDayFilter` name it `dag`, last."""
    return filters.DateFilter(label="Den (tomt: i dag)", method="on_day", widget=DateInput)


class OnDayFilter(filters.FilterSet):
    """Mixin: the list is about a day, today unless chosen."""

    @property
    def day(self) -> dt.date:
        """The chosen day, else today."""
        chosen = self.form.cleaned_data.get("dag") if self.form.is_valid() else None
        return chosen or timezone.localdate()

    def on_day(self, rows: QuerySet, name: str, value: dt.date) -> QuerySet:
        """The day decides in `filter_queryset`, since what else is chosen hangs on it."""
        return rows


def years_of(rows: QuerySet, field: str) -> Callable[[], Iterable[tuple[int, str]]]:
    """The years that occur in a date field, newest first, as choices; asked when the form is shown."""

    def choices() -> list[tuple[int, str]]:
        return [(day.year, str(day.year)) for day in rows.order_by().dates(field, "year", order="DESC")]

    return choices


def own_teams(request: Any) -> QuerySet:
    visible = Participant.objects.visible_to(request.access)
    return Team.objects.filter(pk__in=visible.values("team")).order_by("name")


def own_agreements(request: Any) -> QuerySet:
    rows: Any = Agreement.objects.visible_to(request.access)
    return rows.select_related("presence__enterprise").order_by("number")


def known_enterprises(request: Any, model: Any) -> QuerySet:
    visible = model.objects.visible_to(request.access)
    return Enterprise.objects.filter(pk__in=visible.values("presence__enterprise")).order_by("name")


def in_time(rows: QuerySet, state: str) -> QuerySet:
    today = timezone.localdate()
    over = Q(valid_to__lt=today)
    return rows.filter(over) if state == ENDED else rows.exclude(over)
