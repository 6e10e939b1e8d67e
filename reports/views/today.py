"""How a strategy's goals stand today, without counting all that a report needs: one query for all figures and names."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.utils import timezone

from socialportal.accounts.models import Municipality

from ..figures import Basis, Figure
from ..indicators import goals as standing
from ..indicators import names, scalars
from ..models import AnnualReport, Goal, Strategy
from .attention import GoalLine, goal_line


def words_on(basis: Basis) -> dict[str, str]:
    """What the municipality's units are called on the day."""
    return names.words(basis, _row(basis, names.columns(basis)))


def _row(basis: Basis, columns: dict[str, Any]) -> dict[str, Any]:
    return Municipality.objects.filter(pk=basis.municipality.pk).annotate(**columns).values(*columns).get()


def goals_of(strategy: Strategy) -> tuple[list[GoalLine], dt.date]:
    """The goals as they stand today, or as a strategy that has ended was last reported on, and that day; a goal for one year
    as it stood at the end of it. Three queries at most, and no error where nobody is present: then all is none.
    """
    day = _within(strategy, timezone.localdate())
    goals = list(Goal.objects.filter(strategy=strategy))
    days = {goal.pk: _day_of(goal, day) for goal in goals}
    bases = {each: Basis.of(strategy.municipality, each.year, each) for each in sorted({day, *days.values()})}
    wanted = sorted({goal.indicator for goal in goals} & scalars.SCALARS.keys())
    every = list(bases.values())
    row = _row(every[0], scalars.columns(wanted, every) | names.columns(every[0]))
    lines = []
    for goal in goals:
        goal.strategy = strategy
        basis = bases[days[goal.pk]]
        figures = {name: _figure(name, basis, row, every.index(basis)) for name in wanted if name == goal.indicator}
        lines.append(goal_line(standing.status(goal, figures, basis), figure=figures.get(goal.indicator)))
    return lines, day


def _within(strategy: Strategy, day: dt.date) -> dt.date:
    """The day; for a strategy that has not begun its first. For one that has ended the end of the last year that was
    reported on (nobody kept records for a report after it: all would be none), else its last day.
    """
    if strategy.valid_to and day > strategy.valid_to:
        return _last_reported(strategy, strategy.valid_to)
    return strategy.valid_from if strategy.valid_from and day < strategy.valid_from else day


def _last_reported(strategy: Strategy, last: dt.date) -> dt.date:
    reports = AnnualReport.objects.filter(municipality=strategy.municipality, year__lte=last.year)
    if strategy.valid_from:
        reports = reports.filter(year__gte=strategy.valid_from.year)
    year = reports.order_by("-year").values_list("year", flat=True).first()
    return min(dt.date(year, 12, 31), last) if year else last


def _day_of(goal: Goal, day: dt.date) -> dt.date:
    return dt.date(goal.year, 12, 31) if goal.year and goal.year < day.year else day


def _figure(name: str, basis: Basis, row: dict[str, Any], index: int) -> Figure:
    made = scalars.figure(name, basis, row, names.words(basis, row))
    return replace(made, value=scalars.value(name, basis, row, index))
