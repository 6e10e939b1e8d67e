"""The lists' columns, on the screen and in a file alike."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString, mark_safe

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import Grant, Presence, Story

NUMBER = {"cell": {"class": "num"}, "th": {"class": "num"}, "td": {"class": "num"}}


MISSING = mark_safe('<span class="mute">Mangler</span>')


class EnterpriseTable(tables.Table):
    """Rows are presences, read with `rsv_now` and `cvr_now`."""

    name = tables.Column(
        "Navn", accessor="enterprise__name", linkify=lambda record: record.enterprise.get_absolute_url()
    )
    municipality = tables.Column("Kommune", accessor="municipality__name")
    standing = tables.Column("Status", order_by=("rsv_now", "kind"))
    locality = tables.Column("Sted", default="", accessor="enterprise__locality", order_by=("enterprise__locality",))
    since = tables.Column("Aktiv siden", default="", order_by=("valid_from",))
    until = tables.Column("Til og med", default="", accessor="valid_to")
    cvr = tables.Column("CVR-nummer", accessor="cvr_now", default=MISSING)

    class Meta:
        model = Presence
        fields: tuple[str, ...] = ()
        sequence = ("name", "municipality", "standing", "locality", "since", "until", "cvr")
        order_by = "name"

    def render_standing(self, value: Any) -> SafeString:
        return status(value.shape, value.text)

    def value_standing(self, value: Any) -> str:
        return str(value.text)

    def render_until(self, value: dt.date) -> str:
        return danish.date(value)

    def value_since(self, record: Presence) -> Any:
        return record.since_text or record.valid_from

    def value_until(self, value: dt.date) -> Any:
        return value


class GrantTable(tables.Table):
    """Puljer og fondsmidler."""

    purpose = tables.Column("Formål", linkify=True)
    recipient = tables.Column("Modtager", accessor="presence__enterprise__name")
    year = tables.Column("År", attrs=NUMBER)
    amount = tables.Column("Beløb", attrs=NUMBER)
    donors = tables.Column("Givere", accessor="donors_here", orderable=False, empty_values=())

    class Meta:
        model = Grant
        fields: tuple[str, ...] = ()
        order_by = ("-year", "-amount")

    def render_year(self, value: int) -> str:
        return str(value)

    def value_year(self, value: int) -> int:
        return value

    def render_amount(self, record: Grant) -> str:
        return danish.kroner(record.amount, approximate=record.approximate)

    def value_amount(self, record: Grant) -> Any:
        return record.amount

    def render_donors(self, record: Grant) -> str:
        names = [donor.printed_name for donor in record.donors.all()]
        return danish.listing(names) if len(names) <= 2 else danish.count(len(names), "giver", "givere")

    def value_donors(self, record: Grant) -> str:
        return danish.listing(donor.printed_name for donor in record.donors.all())


class StoryTable(tables.Table):
    """Historier."""

    title = tables.Column("Overskrift", linkify=True)
    year = tables.Column("År", attrs=NUMBER)
    order = tables.Column("Plads", attrs=NUMBER)
    happened_on = tables.Column("Dato", default="")

    class Meta:
        model = Story
        fields: tuple[str, ...] = ()
        order_by = ("-year", "order")

    def render_year(self, value: int) -> str:
        return str(value)

    def value_year(self, value: int) -> int:
        return value

    def render_happened_on(self, value: dt.date) -> str:
        return danish.date(value)

    def value_happened_on(self, value: dt.date) -> dt.date:
        return value
