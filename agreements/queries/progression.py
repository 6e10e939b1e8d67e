"""Progression of a group: hours at the start of a job and 6, 12 and 24 months later, and how long jobs last.

What the committee asked for (points 6.9 and 6.10 of the 2018 report) and the printed report could not give.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DateField, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from socialportal.accounts.models import Municipality

from ..models import HoursStep
from .records import placements_via_municipality

MONTHS = (6, 12, 24)
LASTING = (6, 12)


class MonthsLater(Func):
    """`periods.add_months` in the database: the same day of a later month, or that month's last day."""

    output_field = DateField()

    def __init__(self, day: Combinable, months: int) -> None:
        super().__init__(day)
        self.months = int(months)

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # type: ignore[override]
        template = f"CAST(%(expressions)s + INTERVAL '{self.months} months' AS date)"
        return super().as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # SQLite goes on into the next month where there is no such day; the last day of the month is then the smaller.
        day, params = compiler.compile(self.source_expressions[0])
        same = f"date({day}, '+{self.months} months')"
        last = f"date({day}, 'start of month', '+{self.months + 1} months', '-1 day')"
        return f"min({same}, {last})", [*params, *params]


@dataclass(frozen=True)
class HoursAfter:
    """Mean weekly hours after some months of the jobs that lasted so long and whose hours are known, and how many."""

    months: int
    jobs: int
    mean: Decimal | None


@dataclass(frozen=True)
class LastingAfter:
    """Of the jobs begun at least so many months ago, how many still ran then."""

    months: int
    begun: int
    lasting: int


@dataclass(frozen=True)
class Progression:
    """Of all jobs through the municipality begun by a day."""

    jobs: int
    mean_at_start: Decimal | None
    after: tuple[HoursAfter, ...]
    rose: int
    lasting: tuple[LastingAfter, ...]
    ended: int
    moved_on: int


def placements_followed(municipality: Municipality, day: dt.date) -> QuerySet[Any]:
    """Jobs through the municipality, begun by the day, whose hours at the start are known, with hours as annotations."""
    steps = HoursStep.objects.filter(placement=OuterRef("pk"), valid_from__lte=day)
    begun: QuerySet[Any] = placements_via_municipality(municipality).filter(started_on__lte=day)
    return begun.annotate(
        hours_at_start=Subquery(steps.order_by("valid_from").values("hours_per_week")[:1]),
        hours_now=Subquery(steps.order_by("-valid_from").values("hours_per_week")[:1]),
    ).filter(hours_at_start__isnull=False)


def placements_that_rose(municipality: Municipality, day: dt.date) -> QuerySet[Any]:
    """Those with more hours now than at the start; the last known hours of a job that has ended."""
    return placements_followed(municipality, day).filter(hours_now__gt=F("hours_at_start"))


def placements_begun_before(municipality: Municipality, day: dt.date, months: int) -> QuerySet[Any]:
    """Jobs through the municipality begun at least so many months before the day."""
    jobs: QuerySet[Any] = placements_via_municipality(municipality).annotate(then=MonthsLater(F("started_on"), months))
    return jobs.filter(then__lte=day)


def placements_lasting(municipality: Municipality, day: dt.date, months: int) -> QuerySet[Any]:
    """Of those, the ones that still ran so many months after their start."""
    return placements_begun_before(municipality, day, months).filter(_lasted("then"))


def placements_ended(municipality: Municipality, day: dt.date) -> QuerySet[Any]:
    """Jobs through the municipality that ended by the day for a reason that is known."""
    ended: QuerySet[Any] = placements_via_municipality(municipality).filter(_ended(day))
    return ended


def placements_moved_on(municipality: Municipality, day: dt.date) -> QuerySet[Any]:
    """Those that ended because somebody went on to an ordinary enterprise."""
    return placements_ended(municipality, day).filter(end_reason__moved_on=True)


def _ended(day: dt.date) -> Q:
    return Q(ended_on__lte=day, end_reason__isnull=False)


def _lasted(until: str) -> Q:
    """Still a job on that day, its last day included."""
    return Q(ended_on=None) | Q(ended_on__gte=F(until))


def progression(municipality: Municipality, day: dt.date) -> Progression:
    """All of it in one query."""
    jobs = placements_via_municipality(municipality).filter(started_on__lte=day)
    steps = HoursStep.objects.filter(placement=OuterRef("pk"), valid_from__lte=day)
    jobs = jobs.annotate(
        start=Subquery(steps.order_by("valid_from").values("hours_per_week")[:1]),
        now=Subquery(steps.order_by("-valid_from").values("hours_per_week")[:1]),
        **{f"then_{m}": MonthsLater(F("started_on"), m) for m in MONTHS},
    )
    jobs = jobs.annotate(
        **{
            f"hours_{m}": Subquery(
                steps.filter(valid_from__lte=OuterRef(f"then_{m}")).order_by("-valid_from").values("hours_per_week")[:1]
            )
            for m in MONTHS
        }
    )
    wanted: dict[str, Any] = {
        "jobs": Count("pk", filter=Q(start__isnull=False)),
        "mean_at_start": Avg("start"),
        "rose": Count("pk", filter=Q(now__gt=F("start"))),
        "ended": Count("pk", filter=_ended(day)),
        "moved_on": Count("pk", filter=_ended(day) & Q(end_reason__moved_on=True)),
    }
    for m in MONTHS:
        reached = Q(**{f"then_{m}__lte": day}) & _lasted(f"then_{m}")
        wanted[f"jobs_{m}"] = Count("pk", filter=reached & Q(**{f"hours_{m}__isnull": False}))
        wanted[f"mean_{m}"] = Avg(f"hours_{m}", filter=reached)
    for m in LASTING:
        begun = Q(**{f"then_{m}__lte": day})
        wanted[f"begun_{m}"] = Count("pk", filter=begun)
        wanted[f"lasting_{m}"] = Count("pk", filter=begun & _lasted(f"then_{m}"))
    row = jobs.aggregate(**wanted)
    return Progression(
        jobs=row["jobs"],
        mean_at_start=_decimal(row["mean_at_start"]),
        after=tuple(HoursAfter(m, row[f"jobs_{m}"], _decimal(row[f"mean_{m}"])) for m in MONTHS),
        rose=row["rose"],
        lasting=tuple(LastingAfter(m, row[f"begun_{m}"], row[f"lasting_{m}"]) for m in LASTING),
        ended=row["ended"],
        moved_on=row["moved_on"],
    )


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
