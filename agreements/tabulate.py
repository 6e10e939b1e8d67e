"""How the work is counted, one record at a time. Pure: the same rules as `queries.py`, for a row already in hand."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol

from socialportal.common import danish


class PlanState(StrEnum):
    """How it stands with an individual plan on a day."""

    MADE = "made"
    IN_PROGRESS = "in_progress"
    NONE = "none"


class PlanDates(Protocol):
    """What of a plan decides its state."""

    made_on: dt.date | None
    no_plan_on: dt.date | None


def plan_state(plan: PlanDates | None, day: dt.date) -> PlanState:
    """Made by the day; else none, if that was decided by the day; else in progress.

    A course without a plan record counts as none, and is told as an opmærksomhedspunkt.
    """
    if plan is None:
        return PlanState.NONE
    if plan.made_on and plan.made_on <= day:
        return PlanState.MADE
    if plan.no_plan_on and plan.no_plan_on <= day:
        return PlanState.NONE
    return PlanState.IN_PROGRESS


@dataclass(frozen=True)
class Occupancy:
    """How running courses fill the places: the ordinary ones first, then the optional; `beyond` is more than both."""

    in_use: int
    optional_in_use: int
    beyond: int


def occupancy(running: int, places: int, places_optional: int = 0) -> Occupancy:
    """Nine running on eight places and two optional: 8 in use, 1 optional, none beyond (decisions, "Places")."""
    in_use = min(running, places)
    optional = min(running - in_use, places_optional)
    return Occupancy(in_use, optional, running - in_use - optional)


def may_be_told(cells: Iterable[int], threshold: int) -> bool:
    """Whether a table about persons may be read by others: no cell but an empty one stands for fewer than the threshold."""
    return all(cell == 0 or cell >= threshold for cell in cells)


def may_be_subtracted(before: Mapping[Any, int], after: Mapping[Any, int], threshold: int) -> bool:
    """Whether two tables that count over each other's time may both be read: what one gets by taking the one from the other
    must be a table that may be told, and of the same cells (decisions, "Two editions").
    """
    if before.keys() != after.keys():
        return False
    return may_be_told((abs(after[cell] - before[cell]) for cell in after), threshold)


@dataclass(frozen=True)
class Renewal:
    """A table over all years up to and with `year`: as it was renewed last."""

    year: int
    cells: dict[str, int]


def last_renewal(
    own: Mapping[int, Mapping[str, int]], others: Mapping[int, Mapping[str, int]], threshold: int
) -> Renewal | None:
    """A table that grows year by year, as it was when it last could be renewed; None when it never could.

    `own` is what one enterprise adds each year, cell by cell, `others` what all the others of the municipality add. It is
    renewed at the end of a year when, since the last time, every cell has grown by at least the threshold (so neither a
    single person nor ”all of them” can be told from the growth), and what others added meanwhile is none or at least the
    threshold in every cell (so they cannot be told by taking this table from the municipality's). Else the last one stands.
    Years in which the enterprise adds nothing say nothing, and are left out on both sides.
    """
    names = sorted({name for cells in own.values() for name in cells} | {name for c in others.values() for name in c})
    told, renewed = dict.fromkeys(names, 0), None
    grown, grown_beside = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for year in sorted(own):
        if not any(own[year].values()):
            continue
        for name in names:
            grown[name] += own[year].get(name, 0)
            grown_beside[name] += others.get(year, {}).get(name, 0)
        enough = len(names) > 1 and min(grown.values()) >= threshold
        if enough and may_be_told(grown_beside.values(), threshold):
            told = {name: told[name] + grown[name] for name in names}
            renewed = Renewal(year, told)
            grown, grown_beside = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    return renewed


def effective_hours(hours_per_week: Decimal, intensity: int) -> Decimal:
    """Hours a week × intensity in percent, one decimal, half up: 4.5 × 80 % = 3.6 (domain-model F16)."""
    return danish.half_up(hours_per_week * intensity / 100, 1)


# --- Rimelighedskravet (domain-model R33) -----------------------------------------------------------------------------
class Reasonableness(Protocol):
    """The numbers of the rule that holds on a day."""

    employees_per_place: int
    up_to: int
    employees_per_place_above: int
    at_least: int


def allowed_at_once(employees: Decimal, rule: Reasonableness) -> int:
    """How many may be in internship and wage subsidy at once for so many ordinary employees (full-time equivalents).

    One for every full five up to fifty, then one for every full ten, and always at least one: 51 give 10, 60 give 11.
    """
    below = min(employees, Decimal(rule.up_to))
    above = max(employees - rule.up_to, Decimal(0))
    return max(int(below // rule.employees_per_place) + int(above // rule.employees_per_place_above), rule.at_least)


def needed_for(places: int, rule: Reasonableness) -> Decimal:
    """The fewest ordinary employees that allow so many at once."""
    if places <= rule.at_least:
        return Decimal(0)
    within = rule.up_to // rule.employees_per_place
    if places <= within:
        return Decimal(places * rule.employees_per_place)
    return Decimal(rule.up_to + (places - within) * rule.employees_per_place_above)


def mean_of(numbers: Iterable[Decimal]) -> Decimal:
    """The average of some months, with two decimals, half up. Raises ValueError of none."""
    months = list(numbers)
    if not months:
        raise ValueError("ingen måneder at tage gennemsnit af")
    return danish.half_up(sum(months, Decimal(0)) / len(months), 2)
