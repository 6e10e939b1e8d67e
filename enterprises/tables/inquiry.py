"""Columns of inquiries and conversations."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import AdviceSession, Inquiry
from .lists import NUMBER

SHAPES = {
    "new": "now",
    "in_contact": "todo",
    "advised": "half",
    "on_the_way": "half",
    "established": "ok",
    "dropped": "full",
}
NOBODY = mark_safe('<span class="mute">Ingen endnu</span>')


class InquiryTable(tables.Table):
    """Henvendelser."""

    name = tables.Column("Fra", linkify=True)
    wish = tables.Column("Vil", accessor="get_wish_display", order_by=("wish",))
    received_on = tables.Column("Modtaget")
    state = tables.Column("Hvor langt")
    caretaker = tables.Column("Tages af", accessor="caretaker__name", default=NOBODY)

    class Meta:
        model = Inquiry
        fields: tuple[str, ...] = ()
        sequence = ("name", "wish", "received_on", "state", "caretaker")
        order_by = "-received_on"
        attrs = {"class": "table stack"}

    def render_received_on(self, value: dt.date) -> str:
        return danish.date(value)

    def value_received_on(self, value: dt.date) -> dt.date:
        return value

    def render_state(self, record: Inquiry) -> SafeString:
        return status(SHAPES[record.state], record.get_state_display())

    def value_state(self, record: Inquiry) -> str:
        return record.get_state_display()

    def value_caretaker(self, record: Inquiry) -> str:
        return str(record.caretaker or "")


class AdviceTable(tables.Table):
    """Conversations."""

    held_on = tables.Column("Dag")
    topic = tables.Column("Om")
    who = tables.Column("Med", orderable=False, empty_values=())
    advised_by = tables.Column("Vejledt af", accessor="advised_by__name", default="")
    minutes = tables.Column("Minutter", default="", attrs=NUMBER)
    note = tables.Column("Bemærkning", default="", orderable=False)

    class Meta:
        model = AdviceSession
        fields: tuple[str, ...] = ()
        sequence = ("held_on", "topic", "who", "advised_by", "minutes", "note")
        order_by = "-held_on"
        attrs = {"class": "table stack"}

    def render_held_on(self, record: AdviceSession) -> SafeString:
        url = reverse("enterprises:advice-edit", args=[record.pk])
        return format_html('<a href="{}">{}</a>', url, danish.date(record.held_on))

    def value_held_on(self, record: AdviceSession) -> dt.date:
        return record.held_on

    def render_topic(self, record: AdviceSession) -> str:
        return record.get_topic_display()

    def render_who(self, record: AdviceSession) -> SafeString | str:
        of: Any = record.inquiry or record.enterprise
        return format_html('<a href="{}">{}</a>', of.get_absolute_url(), of) if of else record.with_whom

    def value_who(self, record: AdviceSession) -> str:
        return str(record.inquiry or record.enterprise or record.with_whom)


class MonthTable(tables.Table):
    """Rows are months of a year: how many conversations, by topic, as in `AdviceQuerySet.by_month`. For the file."""

    month = tables.Column("Måned", orderable=False)
    business = tables.Column("Forretning", orderable=False)
    employment = tables.Column("Beskæftigelse", orderable=False)
    total = tables.Column("I alt", orderable=False)
