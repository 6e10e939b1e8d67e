"""Where a goal's pace leads, for the strategy's page only: a projection is no figure, and stands in no report."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from socialportal.common import charts, danish
from socialportal.common.charts import Noun, Value

from ..figures import Basis
from ..indicators import GoalStatus
from ..indicators.goals import first_day
from ..lifecycle import Pace, projected
from ..models import Goal

QUARTER = (4, 1)  # before April a year's pace says nothing
_OF_A_YEAR = {Goal.Kind.YEARLY, Goal.Kind.RANGE}


@dataclass(frozen=True)
class Ahead:
    """A projection in words and as a picture; `reaches` says whether it comes as far as the target."""

    text: str
    picture: str
    reaches: bool


def ahead(status: GoalStatus, basis: Basis, before: int | Decimal | None) -> Ahead | None:
    """None for a goal that is judged by hand, has no deadline ahead, or has not been followed long enough.

    `before` is a stock's number on the first day. A year's number goes from 1 January to 31 December, a sum from the
    strategy's first day, both from nothing.
    """
    goal, actual = status.goal, status.actual
    way = _way(goal, basis)
    if not goal.indicator or actual is None or not status.target or way is None:
        return None
    first, due = way
    begun = before if goal.kind == Goal.Kind.STOCK else 0
    if begun is None:
        return None
    number = projected(Pace(first, begun, basis.as_of, actual), due)
    return None if number is None else _told(status, basis, due, number, (first, begun))


def _way(goal: Goal, basis: Basis) -> tuple[dt.date, dt.date] | None:
    """The first day and the deadline."""
    if goal.kind in _OF_A_YEAR:
        late_enough = (basis.as_of.month, basis.as_of.day) >= QUARTER
        return (dt.date(basis.year, 1, 1), dt.date(basis.year, 12, 31)) if late_enough else None
    first = first_day(goal.strategy, basis.municipality)
    if goal.kind not in {Goal.Kind.STOCK, Goal.Kind.TOTAL} or first is None or goal.due_on is None:
        return None
    return first, goal.due_on


def _told(status: GoalStatus, basis: Basis, due: dt.date, number: int, begun: tuple[dt.date, int | Decimal]) -> Ahead:
    goal, target = status.goal, status.target or 0
    day, reaches = danish.date(due), number >= target
    first, before = begun
    now = f"{danish.number(status.actual or 0)} den {danish.date(basis.as_of)}"
    if goal.kind == Goal.Kind.STOCK:
        gone = f"Fra {danish.number(before)} den {danish.date(first)} til {now}. "
    else:
        gone = f"Siden {danish.date(first)} er der kommet {now.replace(' den ', ' til og med ')}. "
    text = (
        f"{gone}"
        f"Fremskrivning: Fortsætter det som hidtil, er der {danish.number(number)} den {day}. "
        f"Målet er {danish.number(target)}. Det er en fremskrivning, ikke en opgørelse."
    )
    series = [
        *([Value(_short(first), float(before))] if goal.kind == Goal.Kind.STOCK else []),
        Value(_short(basis.as_of), float(status.actual or 0)),
        Value(f"{_short(due)}, fremskrevet", float(number)),
    ]
    noun = goal.unit or goal.label
    picture = charts.columns(series, Noun(noun, noun), target=float(target), width=110, height=30)
    return Ahead(text, picture, reaches)


def _short(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
