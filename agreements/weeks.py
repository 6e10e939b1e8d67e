"""Attendance by the week: which weeks a course has, to which sheet a week belongs, and hours that add up. Pure.

A week is named by its Monday. Absence is lawful or not; why is nobody's business here (practice, "Work").
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from socialportal.common import danish

from .terms import ONE_DAY, WEEK, Span, covers

# How long after its end the enterprise's people still see a course: its last week and last sheet are written then.
CLOSING = dt.timedelta(weeks=8)
NOTHING = Decimal(0)


# --- Weeks ------------------------------------------------------------------------------------------------------------
def monday(day: dt.date) -> dt.date:
    """The Monday of the day's week."""
    return day - dt.timedelta(days=day.weekday())


def monday_of(year: int, week: int) -> dt.date:
    """The Monday of an ISO week. Raises ValueError when the year has no such week."""
    return dt.date.fromisocalendar(year, week, 1)


def week_said(first: dt.date) -> str:
    """`19.–25. november 2018`, `26. november – 2. december 2018`, with both years where they differ."""
    last = first + 6 * ONE_DAY
    if first.month == last.month:
        return f"{first.day}.–{danish.date(last)}"
    return f"{danish.date(first, year=first.year != last.year)} – {danish.date(last)}"


def first_day_in(start: dt.date, ended_on: dt.date | None, pauses: Iterable[Span], first: dt.date) -> dt.date | None:
    """The first day of the week on which the course runs; None when there is none. The day it ended is its last, and a day
    of pause does not count.
    """
    spans = list(pauses)
    for day in (first + number * ONE_DAY for number in range(7)):
        if covers((start, ended_on), day) and not any(covers(span, day) for span in spans):
            return day
    return None


def weeks_of(
    period: tuple[dt.date, dt.date], start: dt.date, ended_on: dt.date | None = None, pauses: Iterable[Span] = ()
) -> list[dt.date]:
    """The Mondays of the weeks a sheet for the period tells of. A week lies in one period: that of its first day in the
    course, so that no week is told twice and none is forgotten between two sheets.
    """
    spans = list(pauses)
    found, week = [], monday(period[0])
    while week <= period[1]:
        begun = first_day_in(start, ended_on, spans, week)
        if begun is not None and covers(period, begun):
            found.append(week)
        week += WEEK
    return found


# --- Hours ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Hours:
    """One week in hours."""

    planned: Decimal
    attended: Decimal
    lawful: Decimal = NOTHING
    absent: Decimal = NOTHING

    @property
    def untold(self) -> Decimal:
        """Planned hours that are neither attended nor told as absence; attending more than planned owes nothing."""
        return max(self.planned - self.attended - self.lawful - self.absent, NOTHING)

    @property
    def too_much_absence(self) -> bool:
        """Nobody is absent from more than was planned."""
        return self.lawful + self.absent > self.planned

    def __str__(self) -> str:
        """`15 af 20 timer, 5 timer lovligt fravær`."""
        parts = [f"{danish.number(self.attended)} af {hours_said(self.planned)}"]
        parts += [f"{hours_said(self.lawful)} lovligt fravær"] if self.lawful else []
        parts += [f"{hours_said(self.absent)} udeblevet"] if self.absent else []
        return ", ".join(parts)


def hours_said(hours: Decimal) -> str:
    """`1 time`, `4,5 timer`."""
    return f"{danish.number(hours)}{danish.NO_BREAK}{'time' if hours == 1 else 'timer'}"


def filled(planned: Decimal, attended: Decimal | None, lawful: Decimal | None, absent: Decimal | None) -> Hours:
    """What a person means who writes only the absence: the rest was attended. Absence that is not written is none."""
    away = (lawful or NOTHING) + (absent or NOTHING)
    return Hours(
        planned, max(planned - away, NOTHING) if attended is None else attended, lawful or NOTHING, absent or NOTHING
    )


def steadiness(attended: Decimal, planned: Decimal) -> Decimal | None:
    """Mødestabilitet: attended of planned hours in percent, one decimal, half up; None where nothing was planned."""
    return danish.half_up(attended * 100 / planned, 1) if planned else None
