"""Lists of collaborations and initiatives."""

from typing import Any

import django_tables2 as tables

from ..models import Collaboration, Initiative
from .base import NUMBER, DayColumn, WorkTable


class CollaborationTable(WorkTable):
    """Samarbejder of every kind."""

    enterprise = tables.Column(
        "Virksomhed", accessor="presence__enterprise__name", linkify=lambda record: record.get_absolute_url()
    )
    kind = tables.Column("Slags")
    partner = tables.Column("Med", accessor="with_whom", orderable=False)
    scope = tables.Column("Om", default="Ikke oplyst")
    place = tables.Column("Sted", default="Ikke oplyst")
    since = tables.Column("Begyndt", order_by=("valid_from",), empty_values=())
    valid_to = DayColumn("Sluttede", default="Løber")

    class Meta:
        model = Collaboration
        fields: tuple[str, ...] = ()
        sequence = ("enterprise", "kind", "partner", "scope", "place", "since", "valid_to")
        order_by = "enterprise"

    def render_since(self, record: Collaboration) -> str:
        return record.since or "Ikke oplyst"

    def value_since(self, record: Collaboration) -> Any:
        return record.since_text or record.valid_from


class InitiativeTable(WorkTable):
    """Rows are read with `taking_part`, how many take part today."""

    name = tables.Column("Initiativ", linkify=lambda record: record.get_absolute_url())
    taking_part = tables.Column("Virksomheder med nu", attrs=NUMBER)
    since = tables.Column("Begyndt", order_by=("valid_from",), empty_values=())
    valid_to = DayColumn("Slutter", default="Løber")

    class Meta:
        model = Initiative
        fields: tuple[str, ...] = ()
        sequence = ("name", "taking_part", "since", "valid_to")
        order_by = "name"

    def render_since(self, record: Initiative) -> str:
        return record.since or "Ikke oplyst"

    def value_since(self, record: Initiative) -> Any:
        return record.since_text or record.valid_from
