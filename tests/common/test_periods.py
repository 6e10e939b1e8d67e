"""Periods of days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialportal.common.periods import Period, add_months, overlap, year, year_to

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))
ENDS = DAYS | st.none()


@st.composite
def spans(draw: st.DrawFn) -> tuple[dt.date | None, dt.date | None]:
    """A start and an end in order, either of them perhaps unknown."""
    first, last = draw(ENDS), draw(ENDS)
    return (last, first) if first and last and last < first else (first, last)


def holds(span: tuple[dt.date | None, dt.date | None], day: dt.date) -> bool:
    first, last = span
    return (first is None or first <= day) and (last is None or day <= last)


@given(spans(), spans())
def test_spans_overlap_when_they_share_a_day(one: tuple, other: tuple) -> None:
    """Two spans share a day exactly when one of their known ends (or any day, if none is known) lies in both."""
    days = [day for day in (*one, *other) if day] or [dt.date(2018, 1, 1)]
    shared = any(holds(one, day) and holds(other, day) for day in days)
    assert overlap(*one, *other) is shared
    assert overlap(*other, *one) is shared


@given(DAYS, DAYS, spans())
def test_a_period_overlaps_as_a_span_does(one: dt.date, other: dt.date, span: tuple) -> None:
    period = Period(min(one, other), max(one, other))
    assert period.overlaps(*span) is overlap(period.first, period.last, *span)


@given(DAYS, DAYS, DAYS)
def test_both_ends_belong_to_a_period(one: dt.date, other: dt.date, day: dt.date) -> None:
    period = Period(min(one, other), max(one, other))
    assert one in period
    assert other in period
    assert (day in period) is (period.first <= day <= period.last)
    assert period.days == abs((one - other).days) + 1


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="før den begynder"):
        Period(dt.date(2018, 1, 2), dt.date(2018, 1, 1))


def test_only_days_are_in_a_period() -> None:
    assert "2018-05-01" not in year(2018)
    assert None not in year(2018)


def test_years() -> None:
    assert year(2018) == Period(dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    assert year(2018).days == 365
    assert year(2020).days == 366
    assert year_to(dt.date(2018, 6, 30)) == Period(dt.date(2018, 1, 1), dt.date(2018, 6, 30))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2018, 1, 31), 1, (2018, 2, 28)),
        ((2020, 1, 31), 1, (2020, 2, 29)),
        ((2018, 12, 15), 1, (2019, 1, 15)),
        ((2018, 1, 15), -1, (2017, 12, 15)),
        ((2018, 3, 31), -1, (2018, 2, 28)),
        ((2016, 2, 29), 12, (2017, 2, 28)),
        ((2018, 4, 30), 30, (2020, 10, 30)),
        ((2018, 5, 5), 0, (2018, 5, 5)),
    ],
)
def test_months_later(day: tuple, months: int, expected: tuple) -> None:
    assert add_months(dt.date(*day), months) == dt.date(*expected)


@given(DAYS, st.integers(-600, 600))
def test_months_go_back_again_but_for_the_last_days(day: dt.date, months: int) -> None:
    there = add_months(day, months)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == months
    assert there.day == day.day or (there.day < day.day and (there + dt.timedelta(days=1)).day == 1)
