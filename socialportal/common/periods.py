"""Periods of days, both ends included. Pure: no database, no clock."""

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Period:
    """All days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"perioden slutter ({self.last}) før den begynder ({self.first})")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last

    def overlaps(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether it shares a day with first–last, where None is without end in that direction."""
        return (first is None or first <= self.last) and (last is None or last >= self.first)

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.last - self.first).days + 1


def overlap(
    first: dt.date | None, last: dt.date | None, other_first: dt.date | None, other_last: dt.date | None
) -> bool:
    """Whether two spans share a day, where None is without end in that direction."""
    return (first is None or other_last is None or first <= other_last) and (
        last is None or other_first is None or last >= other_first
    )


def year(number: int) -> Period:
    """The calendar year."""
    return Period(dt.date(number, 1, 1), dt.date(number, 12, 31))


def year_to(day: dt.date) -> Period:
    """1 January of the day's year, to the day."""
    return Period(dt.date(day.year, 1, 1), day)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later (or earlier), or the month's last day where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    target_year, month = divmod(index, 12)
    last = calendar.monthrange(target_year, month + 1)[1]
    return dt.date(target_year, month + 1, min(day.day, last))
