"""What a figure is: a number that knows its unit, period, denominator, rounding and definition, and the records behind it.

Pure: the records are a query that nobody has asked yet.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from socialportal.accounts.models import Municipality
from socialportal.common import danish
from socialportal.common.periods import Period, year_to

HALF_UP = "Afrundet til én decimal; en halv rundes op."


class BasisError(ValueError):
    """A year or a day that nothing can be counted for. The message is for the user."""


@dataclass(frozen=True)
class Basis:
    """Whose figures, of which year, as of which day. Flows count from 1 January to that day, both included."""

    municipality: Municipality
    year: int
    as_of: dt.date

    @classmethod
    def of(cls, municipality: Municipality, year: int, as_of: dt.date | None = None) -> "Basis":
        """As of 31 December, unless told otherwise. Raises BasisError when the day is not in the year."""
        if not 2000 <= year <= 2100:
            raise BasisError(f"Året {year} er ikke mellem 2000 og 2100.")
        day = as_of or dt.date(year, 12, 31)
        if day.year != year:
            raise BasisError(f"Datoen {danish.date(day)} ligger ikke i {year}. Vælg en dag i året, eller et andet år.")
        return cls(municipality, year, day)

    @property
    def period(self) -> Period:
        """1 January – as of."""
        return year_to(self.as_of)

    @property
    def is_whole_year(self) -> bool:
        """Whether it is as of 31 December."""
        return (self.as_of.month, self.as_of.day) == (12, 31)

    @property
    def before(self) -> "Basis | None":
        """The same day a year earlier, or None before the municipality's figures begin."""
        first = self.municipality.figures_from
        if first is None or self.year - 1 < first:
            return None
        leap_day = (self.as_of.month, self.as_of.day) == (2, 29)
        day = dt.date(self.year - 1, 2, 28) if leap_day else self.as_of.replace(year=self.year - 1)
        return replace(self, year=self.year - 1, as_of=day)


def over(period: Period) -> str:
    """`1. januar – 31. december 2018`; `1. juli 2015 – 30. juni 2018`."""
    same_year = period.first.year == period.last.year
    return f"{danish.date(period.first, year=not same_year)} – {danish.date(period.last)}"


def as_of(day: dt.date) -> str:
    """`pr. 31. december 2018`."""
    return f"pr.{danish.NO_BREAK}{danish.date(day)}"


@dataclass(frozen=True, eq=False)
class Figure:
    """A named number. `value` None means not known; `protected` that it tells an attribute of persons, not a volume."""

    name: str
    value: int | Decimal | None
    unit: str
    period: str
    label: str
    definition: str
    denominator: int | None = None
    part: int | None = None
    rounding: str = ""
    approximate: bool = False
    protected: bool = False
    neuter: bool = False
    source: Callable[[], QuerySet[Any]] | None = None
    sums: str = ""

    @property
    def records(self) -> QuerySet[Any] | None:
        """The records whose count (or sum of `sums`) is the figure. None of what is a term, a share or a mean."""
        return self.source() if self.source else None

    def recounted(self) -> int | Decimal | None:
        """The figure once more, from its records: what a list of them must agree with. A known sum of nothing is 0."""
        records = self.records
        if records is None:
            return None
        if not self.sums:
            return records.count()
        total = records.aggregate(total=Sum(self.sums))["total"]
        return 0 if total is None and self.value is not None else total


def number(value: Decimal | int | float | None) -> int | Decimal | None:
    """A whole amount as int, another as Decimal, so that JSON has 1687000 and not 1687000.00."""
    if value is None or isinstance(value, int):
        return value
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else exact
