"""When what was agreed, or what the law asks, is due. Pure: dates in, dates out; no clock, no database.

Agreed deadlines that fall on a Saturday, Sunday or holiday move to the next working day; statutory ones stay (decisions,
"Time"). The frame of a course and the deadline of its plan move by the days of its pauses (`terms.moved`).
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from holidays.constants import OPTIONAL, PUBLIC
from holidays.countries import Denmark

from socialportal.common.periods import add_months

from .terms import ONE_DAY, Span, merged

HORIZON = dt.timedelta(days=90)  # how far ahead the work is listed
FRAME_AHEAD = dt.timedelta(days=28)  # a frame that runs out is told of so long before
SHEET_WORKING_DAYS = 5  # an attendance sheet is due so many working days after its period
MEETING_DAYS = 14  # a meeting that is asked for without a day is held within so many
FLEX_MONTHS = 30  # LAB § 70 d: follow-up two and a half years after the start, then after the latest; domain-model R8
FLEX_STATUS_MONTHS = 54  # a temporary flex job: status after four and a half years
EVALUATION_MONTHS = 12  # an agreement is evaluated every year

SATURDAY = 5


# --- Working days -----------------------------------------------------------------------------------------------------
@lru_cache(maxsize=200)
def _closed(year: int) -> frozenset[dt.date]:
    """Public holidays, and 1 May, Constitution Day, Christmas Eve and New Year's Eve, when offices are closed too."""
    return frozenset(Denmark(years=year, categories=(PUBLIC, OPTIONAL)))


def is_working_day(day: dt.date) -> bool:
    """Neither Saturday, Sunday nor a day on which Danish offices are closed."""
    return day.weekday() < SATURDAY and day not in _closed(day.year)


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the next working day: how an agreed deadline moves. A statutory one does not come here."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The so many-th working day after the day."""
    for _ in range(count):
        day = working_day(day + ONE_DAY)
    return day


# --- Attendance (domain-model R5) -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class SheetPeriod:
    """What one attendance sheet tells of, both days included, and when it is due."""

    first: dt.date
    last: dt.date
    due: dt.date


def sheet_periods(
    start: dt.date, months: int, until: dt.date, ended_on: dt.date | None = None, pauses: Iterable[Span] = ()
) -> list[SheetPeriod]:
    """The periods of a course that begin by `until`, each so many months long, counted from the start.

    A course that begins on the 31st has periods from the last day of shorter months. The last period ends on the day the
    course ended, also where a new one would begin on that day: no day is left without a sheet. Nothing is due for a period
    in which the course stood still every day.
    """
    still = merged(pauses)
    found = []
    number = 0
    while (first := add_months(start, number * months)) <= until and (ended_on is None or first < ended_on):
        number += 1
        following = add_months(start, number * months)
        last = following - ONE_DAY if ended_on is None or following < ended_on else ended_on
        if not any(begun <= first and (over is None or over >= last) for begun, over in still):
            found.append(SheetPeriod(first, last, working_days_after(last, SHEET_WORKING_DAYS)))
    return found


def unsent(periods: Iterable[SheetPeriod], sent: Iterable[tuple[dt.date, dt.date]]) -> list[SheetPeriod]:
    """The periods no sheet (first day, last day) was sent for. One that covers the period is enough, and so is one that begins
    with it: a course whose end was corrected afterwards does not ask for its sheet again.
    """
    told = list(sent)
    return [
        period
        for period in periods
        if not any(first == period.first or (first <= period.first and last >= period.last) for first, last in told)
    ]


# --- Meetings (domain-model R6) ---------------------------------------------------------------------------------------
def meeting_due(asked_on: dt.date, wanted_by: dt.date | None) -> dt.date:
    """By when a meeting that was asked for is held: the day that was said, else 14 days after asking. Agreed, so it moves."""
    return working_day(wanted_by or asked_on + dt.timedelta(days=MEETING_DAYS))


# --- Flex jobs (statutory: never moved) -------------------------------------------------------------------------------
def flex_follow_up_due(start: dt.date, held: Iterable[dt.date]) -> dt.date:
    """Thirty months after the start, or after the latest follow-up that was held since."""
    return add_months(max([start, *held]), FLEX_MONTHS)


def flex_status_due(start: dt.date) -> dt.date:
    """Four and a half years after the start of a temporary flex job."""
    return add_months(start, FLEX_STATUS_MONTHS)


# --- Agreements -------------------------------------------------------------------------------------------------------
def evaluation_due(begun: dt.date, evaluated: Iterable[dt.date]) -> dt.date:
    """A year after the agreement began, or after the day the latest evaluation was made up to. Agreed."""
    return working_day(add_months(max([begun, *evaluated]), EVALUATION_MONTHS))


# --- Which of them are near -------------------------------------------------------------------------------------------
def latest_start(limit: dt.date, due_from: Callable[[dt.date], dt.date]) -> dt.date:
    """The latest day from which something is due by the limit, for narrowing in the database: `due_from` never falls when
    its day grows, and is never before its day.
    """
    low, high = dt.date(1900, 1, 1), limit
    while low < high:
        middle = low + (high - low + ONE_DAY) // 2
        if due_from(middle) <= limit:
            low = middle
        else:
            high = middle - ONE_DAY
    return low
