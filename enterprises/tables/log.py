"""Columns of the log, its counts, bodies and housing areas."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from socialportal.common import danish

from ..models import Activity, Body, HousingArea
from .lists import NUMBER


class ActivityTable(tables.Table):
    """One line a visit, talk, meeting or event."""

    on = tables.Column("Dag")
    kind = tables.Column("Slags")
    title = tables.Column("Hvad", linkify=True)
    enterprises = tables.Column("Virksomheder", orderable=False, empty_values=(), accessor="pk")
    audience = tables.Column("For hvem", default="")
    people = tables.Column("Mennesker", default="", attrs=NUMBER)

    class Meta:
        model = Activity
        fields: tuple[str, ...] = ()
        order_by = "-on"

    def render_on(self, value: dt.date) -> str:
        return danish.date(value)

    def value_on(self, value: dt.date) -> dt.date:
        return value

    def render_enterprises(self, record: Activity) -> str:
        names = sorted(one.name for one in record.enterprises.all())
        return danish.listing(names) if len(names) <= 3 else danish.count(len(names), "virksomhed", "virksomheder")

    def value_enterprises(self, record: Activity) -> str:
        return danish.listing(sorted(one.name for one in record.enterprises.all()))


class CountedTable(tables.Table):
    """Rows are years, as `views.activity.counted` gives them; each figure leads to the lines behind it."""

    year = tables.Column("År")
    visit = tables.Column("Besøg", attrs=NUMBER)
    talk = tables.Column("Oplæg", attrs=NUMBER)
    external = tables.Column("Heraf eksterne oplæg", attrs=NUMBER)
    body_meeting = tables.Column("Møder i grupper og fora", attrs=NUMBER)
    event = tables.Column("Begivenheder", attrs=NUMBER)
    total = tables.Column("I alt", attrs=NUMBER)

    class Meta:
        orderable = False

    def _figure(self, record: dict[str, Any], value: int, kind: str = "") -> SafeString | str:
        if not value:
            return "0"
        chosen = {"aar": record["year"]} | ({"slags": kind} if kind else {})
        return format_html('<a href="{}?{}">{}</a>', reverse("enterprises:activities"), urlencode(chosen), value)

    def render_year(self, value: int) -> str:
        return str(value)

    def render_visit(self, record: dict[str, Any], value: int) -> SafeString | str:
        return self._figure(record, value, Activity.Kind.VISIT)

    def render_talk(self, record: dict[str, Any], value: int) -> SafeString | str:
        return self._figure(record, value, Activity.Kind.TALK)

    def render_body_meeting(self, record: dict[str, Any], value: int) -> SafeString | str:
        return self._figure(record, value, Activity.Kind.BODY_MEETING)

    def render_event(self, record: dict[str, Any], value: int) -> SafeString | str:
        return self._figure(record, value, Activity.Kind.EVENT)

    def render_total(self, record: dict[str, Any], value: int) -> SafeString | str:
        return self._figure(record, value)

    def value_year(self, value: int) -> int:
        return value

    def value_visit(self, value: int) -> int:
        return value

    value_talk = value_external = value_body_meeting = value_event = value_total = value_visit


class BodyTable(tables.Table):
    """Rows are read with `met` (meetings in the log) and `last_met`."""

    name = tables.Column("Navn")
    members = tables.Column("Hvem sidder i den", orderable=False)
    span = tables.Column("Hvornår", orderable=False, default="Uden datoer")
    met = tables.Column("Møder", attrs=NUMBER)
    last_met = tables.Column("Senest", default="Ikke noteret")
    change = tables.Column("Ret", orderable=False, empty_values=(), accessor="pk", exclude_from_export=True)

    class Meta:
        model = Body
        fields: tuple[str, ...] = ()
        order_by = "name"

    def render_members(self, value: str) -> str:
        return danish.listing(line.strip() for line in value.splitlines() if line.strip())

    def render_span(self, value: str) -> str:
        return danish.capital(value)

    def render_met(self, record: Body, value: int) -> SafeString | str:
        if not value:
            return "0"
        return format_html('<a href="{}?gruppe={}">{}</a>', reverse("enterprises:activities"), record.pk, value)

    def value_met(self, value: int) -> int:
        return value

    def render_last_met(self, value: dt.date) -> str:
        return danish.date(value)

    def value_last_met(self, value: dt.date) -> dt.date:
        return value

    def render_change(self, record: Body) -> SafeString:
        return format_html(
            '<a href="{}">Ret<span class="sr-only"> {}</span></a>',
            reverse("enterprises:body-edit", args=[record.pk]),
            record.name,
        )


class AreaTable(tables.Table):
    """Rows are read with `enterprises_now`."""

    name = tables.Column("Navn", linkify=True)
    dwellings = tables.Column("Boliger", default="", attrs=NUMBER)
    residents = tables.Column("Beboere", default="", attrs=NUMBER)
    year = tables.Column("Tallene er fra", default="", attrs=NUMBER)
    enterprises_now = tables.Column("Virksomheder i dag", attrs=NUMBER)

    class Meta:
        model = HousingArea
        fields: tuple[str, ...] = ()
        order_by = "name"

    def render_dwellings(self, value: int) -> str:
        return danish.number(value)

    def value_dwellings(self, value: int) -> int:
        return value

    def render_residents(self, value: int) -> str:
        return danish.number(value)

    def value_residents(self, value: int) -> int:
        return value

    def render_year(self, value: int) -> str:
        return str(value)

    def value_year(self, value: int) -> int:
        return value
