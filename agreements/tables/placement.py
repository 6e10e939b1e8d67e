"""Lists of jobs and of what enterprises need."""

from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import JobNeed, Placement
from ..tabulate import effective_hours
from .base import NUMBER, DayColumn, WorkTable


class PlacementTable(WorkTable):
    """Rows are read with `hours_now` and `intensity_now`. No participant: not everybody may see them."""

    type = tables.Column("Job", accessor="type__name", order_by=("type__order", "-started_on"))
    enterprise = tables.Column("Virksomhed", accessor="presence__enterprise__name")
    channel = tables.Column("Vej til jobbet")
    started_on = DayColumn("Begyndt")
    hours = tables.Column("Effektive timer", orderable=False, empty_values=(), attrs=NUMBER)
    ended_on = DayColumn("Ophørt", default="Løber")

    class Meta:
        model = Placement
        fields: tuple[str, ...] = ()
        sequence = ("type", "enterprise", "channel", "started_on", "hours", "ended_on")
        order_by = "-started_on"

    def render_type(self, record: Placement, value: str) -> SafeString:
        return format_html(
            '<a href="{}">{}<span class="sr-only"> hos {}</span></a>',
            record.get_absolute_url(),
            value,
            record.presence.enterprise,
        )

    def value_type(self, value: str) -> str:
        return value

    def render_channel(self, record: Placement) -> str:
        return danish.capital(record.get_channel_display())

    def _hours(self, record: Any) -> Decimal | None:
        if record.hours_now is None:
            return None
        return effective_hours(record.hours_now, record.intensity_now)

    def render_hours(self, record: Any) -> str:
        hours = self._hours(record)
        return "–" if hours is None else danish.number(hours)

    def value_hours(self, record: Any) -> Any:
        return self._hours(record)


class NeedTable(WorkTable):
    """Behov, the first one first."""

    title = tables.Column("Opgave", linkify=lambda record: record.get_absolute_url())
    enterprise = tables.Column("Virksomhed", accessor="presence__enterprise__name")
    hours = tables.Column("Timer om ugen", empty_values=(), order_by=("hours_to",), attrs=NUMBER)
    wanted_from = DayColumn("Fra")
    area = tables.Column("Sted", default="Ikke oplyst")
    state = tables.Column("Status", empty_values=(), order_by=("closed_on",))

    class Meta:
        model = JobNeed
        fields: tuple[str, ...] = ()
        sequence = ("title", "enterprise", "hours", "wanted_from", "area", "state")
        order_by = "wanted_from"

    def render_hours(self, record: JobNeed) -> str:
        least, most = danish.number(record.hours_from), danish.number(record.hours_to)
        return most if least == most else f"{least}–{most}"

    def render_state(self, record: JobNeed) -> SafeString:
        return status(*state_of_need(record))

    def value_state(self, record: JobNeed) -> str:
        return state_of_need(record)[1]


def state_of_need(need: JobNeed) -> tuple[str, str]:
    """Shape and words."""
    if need.closed_on is None:
        return "half", "Åbent"
    return ("ok", "Besat") if need.filled else ("full", "Ikke længere aktuelt")
