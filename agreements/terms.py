"""What an agreement's terms mean in days and places. Pure: dates and numbers in, dates and numbers out."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from socialportal.common import danish

from .tabulate import occupancy

WEEK = dt.timedelta(weeks=1)
ONE_DAY = dt.timedelta(days=1)

# First and last day; None is without end in that direction.
Span = tuple[dt.date | None, dt.date | None]


def merged(pauses: Iterable[Span]) -> list[tuple[dt.date, dt.date | None]]:
    """The same pauses in order, without overlap, neighbours joined: a day stands still once. An unknown first day is the
    beginning of time.
    """
    joined: list[tuple[dt.date, dt.date | None]] = []
    for first, last in sorted(((first or dt.date.min, last) for first, last in pauses), key=lambda span: span[0]):
        if joined:
            begun, over = joined[-1]
            if over is None:
                break
            if first <= over + ONE_DAY:
                joined[-1] = (begun, None if last is None else max(over, last))
                continue
        joined.append((first, last))
    return joined


def until(pauses: Iterable[Span], day: dt.date) -> list[Span]:
    """The pauses as one sees them on the day: one that still goes on lasts, so far, to that day."""
    return [(first, last or max(first or day, day)) for first, last in pauses if first is None or first <= day]


def moved(start: dt.date, last_day: dt.date, pauses: Iterable[Span]) -> dt.date:
    """A deadline that counts from the start, moved by the days on which the course stood still.

    A pause moves it when it begins on the deadline at the latest, as earlier pauses have moved that; one that begins after it
    changes nothing. Days before the start and days in two pauses count once at most. A pause without a last day moves
    nothing: nobody knows how long it will be (`until` says how long it has been).
    """
    for first, last in merged(pauses):
        if last is None or max(first, start) > last_day:
            break
        last_day += max((last - max(first, start)).days + 1, 0) * ONE_DAY
    return last_day


def rests(pauses: Iterable[Span], due: dt.date) -> bool:
    """Whether a pause that still goes on began by the deadline: then it waits, and is known when the course goes on."""
    return any(last is None and (first is None or first <= due) for first, last in pauses)


def plan_due(start: dt.date, weeks: int, pauses: Iterable[Span] = ()) -> dt.date:
    """The last day for the individual plan: so many weeks after the start (domain-model R1), moved by the pauses."""
    return moved(start, start + weeks * WEEK, pauses)


def planned_end(
    start: dt.date, frame_weeks: int, extensions: Iterable[int] = (), pauses: Iterable[Span] = ()
) -> dt.date:
    """The last day of the frame and its extensions (weeks each), moved by the pauses. 52 weeks from 5 February 2018 end on
    3 February 2019.
    """
    return moved(start, start + (frame_weeks + sum(extensions)) * WEEK - ONE_DAY, pauses)


def week_number(start: dt.date, day: dt.date) -> int:
    """Which week of the course the day lies in; the first is 1. Days before the start are in week 0."""
    return max((day - start).days // 7 + 1, 0)


# --- Places -----------------------------------------------------------------------------------------------------------
def free_said(running: int, places: int, optional: int) -> str:
    """`2 ledige pladser`, `ingen ledige pladser`: ordinary and optional together."""
    return danish.count(max(places + optional - running, 0), "ledig plads", "ledige pladser")


def running_on(courses: Iterable[tuple[dt.date, dt.date | None]], day: dt.date) -> int:
    """How many of the courses (start, end) take a place on the day: a place is free from the day its course ended."""
    return sum(1 for start, end in courses if start <= day and (end is None or end > day))


def first_full_day(
    courses: Sequence[tuple[dt.date, dt.date | None]],
    first: dt.date,
    places_on: Callable[[dt.date], int],
) -> dt.date | None:
    """The first day from `first` on when one more course would be one too many, or None.

    Places in use only grow on days when a course begins, so those are the days to look at.
    """
    days = [first, *sorted(start for start, _ in courses if start > first)]
    return next((day for day in days if running_on(courses, day) + 1 > places_on(day)), None)


def free_from(ended_on: dt.date | None, planned: dt.date | None) -> dt.date | None:
    """The first day on which a course's place is free: the day it ended, else the day after it is planned to."""
    if ended_on is not None:
        return ended_on
    return None if planned is None else planned + ONE_DAY


def next_free_day(free: Iterable[dt.date | None], day: dt.date) -> dt.date | None:
    """The first of the courses' free days after the day; None when none of them lies ahead."""
    return min((found for found in free if found is not None and found > day), default=None)


def next_place(
    stays: Sequence[tuple[dt.date, dt.date | None]], day: dt.date, places_on: Callable[[dt.date], int]
) -> dt.date | None:
    """The first day from `day` on when there is a place, if all goes as planned; None when it is not known. A stay is a
    course's first day and the day its place is free; one that has outlived its frame has the place until it ends (None).
    """
    known = [(start, free if free is None or free > day else None) for start, free in stays]
    days = [day, *sorted(free for _, free in known if free is not None)]
    return next((one for one in days if running_on(known, one) < places_on(one)), None)


def places_said(running: int, places: int, optional: int) -> str:
    """`4 af 8 pladser i brug`, `8 af 8 pladser og 1 af 2 ekstra i brug`, and what is beyond. Extra places that nobody needs
    are only told of.
    """
    held = occupancy(running, places, optional)
    said = f"{danish.out_of(held.in_use, places)} {'plads' if places == 1 else 'pladser'}"
    if held.optional_in_use:
        said += f" og {danish.out_of(held.optional_in_use, optional)} ekstra"
    said += " i brug"
    if optional and not held.optional_in_use:
        said += f" ({danish.count(optional, 'ekstra', 'ekstra')} efter behov)"
    if held.beyond:
        said += f", og {danish.words(held.beyond, neuter=True)} forløb ud over dem"
    return said


# --- Periods ----------------------------------------------------------------------------------------------------------
def covers(span: Span, day: dt.date) -> bool:
    """Whether the day lies in the span."""
    first, last = span
    return (first is None or first <= day) and (last is None or day <= last)


def overlapping(one: Span, other: Span) -> bool:
    """Whether two spans share a day."""
    starts_before = one[0] is None or other[1] is None or one[0] <= other[1]
    ends_after = one[1] is None or other[0] is None or one[1] >= other[0]
    return starts_before and ends_after


# --- Renewal ----------------------------------------------------------------------------------------------------------
_NUMBERS = {
    "places": ("plads", "pladser"),
    "places_optional": ("ekstra plads", "ekstra pladser"),
    "frame_weeks": ("uges ramme", "ugers ramme"),
    "plan_due_weeks": ("uge til planen", "uger til planen"),
    "attendance_months": ("måned mellem fremmødesedler", "måneder mellem fremmødesedler"),
}


def changes(before: Any, after: Any) -> list[str]:
    """What new terms change, in words: `10 pladser (før 8)`. Nothing when they say the same."""
    told = []
    for name, (singular, plural) in _NUMBERS.items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            told.append(f"{danish.count(new, singular, plural)} (før {danish.number(old)})")
    if before.extension_allowed != after.extension_allowed:
        told.append("kan nu forlænges" if after.extension_allowed else "kan ikke længere forlænges")
    if before.price_per_place != after.price_per_place:
        told.append(f"prisen er {_price(after.price_per_place)} (før {_price(before.price_per_place)})")
    return told


# --- Price ------------------------------------------------------------------------------------------------------------
def months_within(first: dt.date, last: dt.date) -> Decimal:
    """Months from the first day to the last, both included; of a month that is not whole, the share of its days."""
    months, day = Decimal(0), first
    while day <= last:
        length = calendar.monthrange(day.year, day.month)[1]
        end = min(day.replace(day=length), last)
        months += Decimal((end - day).days + 1) / length
        day = end + ONE_DAY
    return months


def spent(versions: Iterable[tuple[Span, int, Decimal | None]], first: dt.date, last: dt.date) -> Decimal | None:
    """What the ordinary places cost from the first day to the last, by the terms (span, places, price per place a month).
    None where a price that held on one of the days is not known, or no terms did.
    """
    total, known = Decimal(0), False
    for (begins, ends), places, price in versions:
        start, end = max(begins or first, first), min(ends or last, last)
        if start > end:
            continue
        if price is None:
            return None
        total, known = total + months_within(start, end) * places * price, True
    return total if known else None


def _price(amount: Any) -> str:
    return "ikke aftalt" if amount is None else danish.kroner(amount)
