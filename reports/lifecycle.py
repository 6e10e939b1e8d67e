"""How it stands with a goal on a day. Pure."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class GoalState(StrEnum):
    """Met; missed, when the time is up; else under way. Unknown, when the number is not known."""

    MET = "met"
    MISSED = "missed"
    UNDER_WAY = "under_way"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class GoalTerms:
    """What decides: the lower target, the deadline (None: the end of the report's year), the day it was reached."""

    target: int | None
    due_on: dt.date | None
    year: int | None
    yearly: bool
    measured: bool
    achieved_on: dt.date | None


def deadline(terms: GoalTerms, as_of: dt.date) -> dt.date:
    """The goal's own deadline; the end of its year; of a yearly goal, or one without either, the end of this year."""
    if terms.yearly:
        return dt.date(as_of.year, 12, 31)
    return terms.due_on or dt.date(terms.year or as_of.year, 12, 31)


def goal_state(terms: GoalTerms, actual: int | Decimal | None, as_of: dt.date) -> GoalState:
    """A measured goal is met at its (lower) target, also when the number goes beyond a range: more is no miss.

    A goal judged by hand is met when it was reached by the day. Before the deadline nothing is missed.
    """
    if terms.measured:
        if actual is None or terms.target is None:
            return GoalState.UNKNOWN
        met = actual >= terms.target
    else:
        met = terms.achieved_on is not None and terms.achieved_on <= as_of
    if met:
        return GoalState.MET
    return GoalState.MISSED if deadline(terms, as_of) <= as_of else GoalState.UNDER_WAY
