"""Evaluations side by side: what agreements lead to and cost, each in its own evaluation's period.

All that is counted is counted by the database in one query, however many evaluations; the terms are read with the second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from ..models import AttendanceWeek, Course, Evaluation, Outcome, OutcomeType, Placement, Terms
from ..terms import spent
from .counting import holding
from .progression import LASTING, LastingAfter, MonthsLater

POSITIVE = (OutcomeType.Group.JOB, OutcomeType.Group.EDUCATION)


@dataclass(frozen=True)
class Compared:
    """An evaluation's figures as they are compared. What is None is not known.

    `spent` is the price of the ordinary places in the period, by the terms; `lasting` is of jobs that began in it after a
    course under the agreement, as far as they can have lasted so long.
    """

    evaluation: Evaluation
    ended: int
    positive: int
    places: int | None
    price_per_place: Decimal | None
    spent: Decimal | None
    planned: Decimal
    attended: Decimal
    lasting: tuple[LastingAfter, ...]

    @property
    def price_per_positive(self) -> Decimal | None:
        """What a course that led to job, education or teaching came to."""
        return None if self.spent is None or not self.positive else self.spent / self.positive


def compared(evaluations: QuerySet[Evaluation]) -> list[Compared]:
    """The evaluations' figures, in the order they come in."""
    rows: Any = evaluations.select_related(
        "agreement__presence__enterprise", "agreement__municipality"
    ).prefetch_related(Prefetch("agreement__terms", Terms.objects.order_by("valid_from")))
    return [_compared(row) for row in rows.annotate(**_counts())]


def _compared(row: Any) -> Compared:
    terms = list(row.agreement.terms.all())
    held = holding(terms, row.as_of)
    versions = [((one.valid_from, one.valid_to), one.places, one.price_per_place) for one in terms]
    return Compared(
        evaluation=row,
        ended=row.ended,
        positive=row.positive,
        places=held.places if held else None,
        price_per_place=held.price_per_place if held else None,
        spent=spent(versions, row.counted_from, row.as_of),
        planned=row.planned_hours,
        attended=row.attended_hours,
        lasting=tuple(LastingAfter(m, getattr(row, f"begun_{m}"), getattr(row, f"lasting_{m}")) for m in LASTING),
    )


def _counts() -> dict[str, Any]:
    """Each figure as a subquery of its own, so that nothing is counted twice."""
    within = {"gte": OuterRef("counted_from"), "lte": OuterRef("as_of")}

    def period(field: str) -> dict[str, OuterRef]:
        return {f"{field}__{how}": day for how, day in within.items()}

    ended = Course.objects.filter(agreement=OuterRef("agreement"), **period("ended_on"))
    firsts = Outcome.objects.filter(course=OuterRef("pk"), primary=True, type__group__in=POSITIVE)
    weeks = AttendanceWeek.objects.filter(
        course__agreement=OuterRef("agreement"), course__deleted_at=None, **period("monday")
    )
    counts: dict[str, Any] = {
        "ended": _total(ended, Count("pk")),
        "positive": _total(ended.filter(Exists(firsts)), Count("pk")),
        "planned_hours": _total(weeks, Sum("planned"), Value(Decimal(0))),
        "attended_hours": _total(weeks, Sum("attended"), Value(Decimal(0))),
    }
    jobs = Placement.objects.filter(
        course__agreement=OuterRef("agreement"), course__deleted_at=None, **period("started_on")
    )
    for months in LASTING:
        begun = jobs.annotate(then=MonthsLater(F("started_on"), months)).filter(then__lte=OuterRef("as_of"))
        still = begun.filter(Q(ended_on=None) | Q(ended_on__gte=F("then")))
        counts |= {f"begun_{months}": _total(begun, Count("pk")), f"lasting_{months}": _total(still, Count("pk"))}
    return counts


def _total(rows: QuerySet[Any], what: Any, nothing: Any = 0) -> Coalesce:
    grouped: Any = rows.order_by().annotate(all=Value(1)).values("all").annotate(total=what)
    return Coalesce(Subquery(grouped.values("total")), nothing)


def newest_of_each(evaluations: Iterable[Evaluation]) -> list[int]:
    """Of evaluations, newest first, the newest of each agreement."""
    found: dict[int, int] = {}
    for one in evaluations:
        found.setdefault(one.agreement_id, one.pk)  # type: ignore[attr-defined]
    return list(found.values())
