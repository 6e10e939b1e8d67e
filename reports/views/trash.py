"""What was deleted of strategy and report within 30 days, of all kinds on one page."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from socialportal.common.pages import RecordTrash

from .. import services
from ..models import (
    AnnualReport,
    CaseStory,
    Committee,
    Decision,
    Goal,
    Recommendation,
    Reference,
    Strategy,
    StrategyPoint,
)
from .doors import REPORT, InMunicipality


@dataclass(frozen=True)
class Kind:
    """A kind of record: its word, how it leads to the municipality, what must be live, and what brings it back."""

    word: str
    model: Any
    to_place: str
    restore: Callable[..., Any]
    within: str = ""
    only: tuple[tuple[str, Any], ...] = ()


KINDS = {
    "rapport": Kind("Årsrapport", AnnualReport, "municipality", services.restore_report),
    "strategi": Kind("Strategi", Strategy, "municipality", services.restore_strategy),
    "maal": Kind("Mål", Goal, "strategy__municipality", services.restore_goal, "strategy"),
    "punkt": Kind("Punkt", StrategyPoint, "strategy__municipality", services.restore_point, "strategy"),
    "udvalg": Kind("Udvalg", Committee, "municipality", services.restore_committee),
    "beslutning": Kind("Beslutning", Decision, "committee__municipality", services.restore_decision, "committee"),
    # A point's own recommendation is emptied and written again with the point.
    "anbefaling": Kind(
        "Anbefaling", Recommendation, "report__municipality", services.restore_part, "report", (("point", None),)
    ),
    "fortaelling": Kind("Borgerfortælling", CaseStory, "report__municipality", services.restore_part, "report"),
    "reference": Kind("Reference", Reference, "report__municipality", services.restore_part, "report"),
}


@dataclass(frozen=True)
class Row:
    """A line of the page."""

    pk: str
    label: str
    deleted_at: dt.datetime


class Trash(InMunicipality, RecordTrash):
    """All kinds together, newest first."""

    permission = REPORT
    title = "Slettet af strategi og årsrapport"
    back_url_name = "reports:list"

    def of_kind(self, kind: Kind) -> QuerySet:
        """The deleted ones of a kind in the municipality in focus, whose whole is still there."""
        live = {f"{kind.within}__deleted_at": None} if kind.within else {}
        mine = {kind.to_place: self.request.access.municipality_id}
        return kind.model.with_deleted.restorable().filter(**mine, **live, **dict(kind.only))

    def rows(self) -> Iterable[Row]:
        found = [
            Row(f"{name}-{record.pk}", f"{kind.word}: {record}", record.deleted_at)
            for name, kind in KINDS.items()
            for record in self.of_kind(kind)
        ]
        return sorted(found, key=lambda row: row.deleted_at, reverse=True)

    def find(self, key: str) -> Any:
        name, _, number = key.rpartition("-")
        if name not in KINDS or not number.isdecimal():
            raise Http404
        return get_object_or_404(self.of_kind(KINDS[name]), pk=number)

    def restore(self, access: Any, record: Any) -> Any:
        """By the service of its kind."""
        kind = next(kind for kind in KINDS.values() if isinstance(record, kind.model))
        return kind.restore(access, record)
