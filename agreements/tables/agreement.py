"""Lists of agreements and their evaluations."""

from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialportal.common import charts, danish

from ..models import Agreement, Evaluation
from ..queries import Standing, holding, standings
from ..tabulate import occupancy
from ..terms import places_said
from .base import NUMBER, DayColumn, WorkTable


class AgreementTable(WorkTable):
    """Rows are read with `running` and their terms."""

    number = tables.Column("Nr.", attrs=NUMBER)
    name = tables.Column(
        "Virksomhed", accessor="presence__enterprise__name", linkify=lambda record: record.get_absolute_url()
    )
    since = tables.Column("Begyndt", order_by=("valid_from",), empty_values=())
    places = tables.Column("Pladser", orderable=False, empty_values=())
    free = tables.Column("Ledige", orderable=False, empty_values=())
    frame = tables.Column("Ramme", orderable=False, empty_values=())
    valid_to = DayColumn("Slutter", default="Løber")

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = ()
        sequence = ("name", "number", "since", "places", "free", "frame", "valid_to")
        order_by = "number"

    def render_since(self, record: Agreement) -> str:
        return record.since or "Ikke oplyst"

    def value_since(self, record: Agreement) -> Any:
        return record.since_text or record.valid_from

    def _terms(self, record: Agreement) -> Any:
        return holding(list(record.terms.all()), self.day)

    def render_places(self, record: Any) -> str | SafeString:
        held = self._terms(record)
        return "Ingen vilkår" if held is None else places_picture(record.running, held.places, held.places_optional)

    def value_places(self, record: Any) -> str:
        held = self._terms(record)
        return places_said(record.running, held.places, held.places_optional) if held else ""

    @cached_property
    def _shown(self) -> dict[int, Standing]:
        """How the places of the rows on the page stand; read once."""
        rows = self.page.object_list if hasattr(self, "page") else self.rows
        return standings([row.record for row in rows], self.day)

    @cached_property
    def _all(self) -> dict[int, Standing]:
        """The same of all rows, for a file: it has no pages."""
        return standings([row.record for row in self.rows], self.day)

    def _free(self, record: Agreement, found: dict[int, Standing]) -> str:
        if record.valid_to and record.valid_to < self.day:
            return "–"
        standing = found.get(record.pk)
        return standing.said if standing else "–"

    def render_free(self, record: Agreement) -> str:
        return self._free(record, self._shown)

    def value_free(self, record: Agreement) -> str:
        return self._free(record, self._all)

    def render_frame(self, record: Agreement) -> str:
        held = self._terms(record)
        return danish.count(held.frame_weeks, "uge", "uger") if held else ""


def places_picture(running: int, places: int, optional: int) -> SafeString:
    """The strip of places and the same in words."""
    held = occupancy(running, places, optional)
    picture = charts.occupancy(
        places, held.in_use, extra=optional, extra_in_use=held.optional_in_use, words=False, width=40, cell=4
    )
    return format_html('{} <span class="places">{}</span>', picture, places_said(running, places, optional))


class EvaluationTable(WorkTable):
    """Rows are read with `answered`, how many questions have a text, and `groups`."""

    agreement = tables.Column(
        "Aftale", linkify=lambda record: record.get_absolute_url(), order_by=("agreement__number",)
    )
    as_of = DayColumn("Opgjort pr.")
    counted_from = DayColumn("Tæller fra")
    answered = tables.Column("Spørgsmål besvaret", attrs=NUMBER)
    groups = tables.Column("Offentlige grupper", attrs=NUMBER)

    class Meta:
        model = Evaluation
        fields: tuple[str, ...] = ()
        sequence = ("agreement", "as_of", "counted_from", "answered", "groups")
        order_by = "-as_of"
