"""Columns of the network's lists."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import BoardPost, NetworkMeeting
from .lists import NUMBER

STATES = {
    NetworkMeeting.State.PLANNED: "todo",
    NetworkMeeting.State.HELD: "done",
    NetworkMeeting.State.CANCELLED: "plain",
}


class MeetingTable(tables.Table):
    """Netværksmøder."""

    held_on = tables.Column("Dag", linkify=True)
    theme = tables.Column("Emne", default="")
    state = tables.Column("Tilstand")
    attendees = tables.Column("Deltagere", attrs=NUMBER, default="")

    class Meta:
        model = NetworkMeeting
        fields: tuple[str, ...] = ()
        sequence = ("held_on", "theme", "state", "attendees")
        order_by = "-held_on"

    def render_held_on(self, value: dt.date) -> str:
        return danish.date(value)

    def value_held_on(self, value: dt.date) -> dt.date:
        return value

    def render_state(self, record: NetworkMeeting) -> SafeString:
        return status(STATES[NetworkMeeting.State(record.state)], record.get_state_display())

    def value_state(self, record: NetworkMeeting) -> str:
        return record.get_state_display()


class BoardTable(tables.Table):
    """Rows are posts, read with `reply_count`."""

    title = tables.Column("Opslag", linkify=True)
    kind = tables.Column("Slags")
    enterprise = tables.Column(
        "Virksomhed", accessor="presence__enterprise__name", order_by=("presence__enterprise__name",)
    )
    created_at = tables.Column("Slået op")
    shown_until = tables.Column("Hænger til")
    replies = tables.Column("Svar", accessor="reply_count", attrs=NUMBER)

    class Meta:
        model = BoardPost
        fields: tuple[str, ...] = ()
        sequence = ("title", "kind", "enterprise", "created_at", "shown_until", "replies")
        order_by = "-created_at"

    def render_created_at(self, value: dt.datetime) -> str:
        return danish.date(timezone.localdate(value))

    def value_created_at(self, value: dt.datetime) -> dt.date:
        return timezone.localdate(value)

    def render_shown_until(self, record: BoardPost, value: dt.date) -> str:
        return f"Lukket {danish.date(record.closed_on)}" if record.closed_on else danish.date(value)

    def value_shown_until(self, record: BoardPost, value: dt.date) -> dt.date:
        return record.closed_on or value


class YearTable(tables.Table):
    """Rows are `queries_network.NetworkYear`."""

    year = tables.Column("År")
    meetings = tables.Column("Møder holdt", attrs=NUMBER)
    invited = tables.Column("Indbydelser", attrs=NUMBER)
    came = tables.Column("Virksomheder, der kom", attrs=NUMBER)
    people = tables.Column("Deltagere", attrs=NUMBER, default="")
    wishes = tables.Column("Ønsker", attrs=NUMBER)
    posts = tables.Column("Opslag", attrs=NUMBER)
    replies = tables.Column("Svar på opslag", attrs=NUMBER)

    class Meta:
        orderable = False

    def render_year(self, value: int) -> str:
        return str(value)

    def value_year(self, value: int) -> Any:
        return value
