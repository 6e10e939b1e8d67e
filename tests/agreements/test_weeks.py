"""Weeks of a course, the sheets they belong to, and hours that add up. Pure."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agreements import weeks
from agreements.deadlines import sheet_periods
from agreements.weeks import Hours

MONDAY = dt.date(2018, 2, 5)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2027, 12, 31))
HOURS = st.decimals(0, 60, places=1)


def num(text: str) -> Decimal:
    return Decimal(text)


@given(DAYS)
def test_a_day_lies_in_the_week_of_its_monday(day: dt.date) -> None:
    first = weeks.monday(day)
    assert first.weekday() == 0
    assert dt.timedelta(0) <= day - first < dt.timedelta(days=7)
    year, week, _ = day.isocalendar()
    assert weeks.monday_of(year, week) == first


def test_a_week_that_the_year_does_not_have() -> None:
    assert weeks.monday_of(2020, 53) == dt.date(2020, 12, 28)
    with pytest.raises(ValueError, match="53"):
        weeks.monday_of(2019, 53)


def test_a_week_in_words() -> None:
    assert weeks.week_said(MONDAY).replace("\u00a0", " ") == "5.–11. februar 2018"
    assert weeks.week_said(dt.date(2018, 11, 26)).replace("\u00a0", " ") == "26. november – 2. december 2018"
    assert weeks.week_said(dt.date(2018, 12, 31)).replace("\u00a0", " ") == "31. december 2018 – 6. januar 2019"


@pytest.mark.parametrize(
    ("start", "ended", "pauses", "runs"),
    [
        (MONDAY, None, [], True),
        (dt.date(2018, 2, 11), None, [], True),  # begins on the Sunday
        (dt.date(2018, 2, 12), None, [], False),
        (dt.date(2018, 1, 1), MONDAY, [], True),  # its last day is the Monday
        (dt.date(2018, 1, 1), dt.date(2018, 2, 4), [], False),
        (MONDAY, None, [(MONDAY, None)], False),
        (MONDAY, None, [(dt.date(2018, 2, 1), dt.date(2018, 2, 11))], False),
        (MONDAY, None, [(dt.date(2018, 2, 1), dt.date(2018, 2, 10))], True),  # back on the Sunday
        (MONDAY, None, [(MONDAY, dt.date(2018, 2, 7)), (dt.date(2018, 2, 8), dt.date(2018, 2, 11))], False),
        (dt.date(2018, 2, 9), None, [(dt.date(2018, 2, 10), None)], True),  # one day
    ],
)
def test_a_week_counts_with_one_day(
    start: dt.date, ended: dt.date | None, pauses: list[tuple[dt.date, dt.date | None]], runs: bool
) -> None:
    assert (weeks.first_day_in(start, ended, pauses, MONDAY) is not None) is runs


@given(
    start=DAYS,
    months=st.integers(1, 4),
    length=st.integers(1, 400),
    pause=st.one_of(st.none(), st.tuples(st.integers(0, 300), st.integers(0, 120))),
)
@example(start=dt.date(2021, 1, 1), months=1, length=59, pause=None)  # ends on the day a new period would begin
def test_every_week_of_a_course_is_on_one_sheet(
    start: dt.date, months: int, length: int, pause: tuple[int, int] | None
) -> None:
    ended = start + dt.timedelta(days=length)
    pauses = []
    if pause:
        first = start + dt.timedelta(days=pause[0])
        pauses = [(first, first + dt.timedelta(days=pause[1]))]
    told = [
        week
        for period in sheet_periods(start, months, ended, ended, pauses)
        for week in weeks.weeks_of((period.first, period.last), start, ended, pauses)
    ]
    first, wanted = weeks.monday(start), []
    while first <= ended:
        if weeks.first_day_in(start, ended, pauses, first):
            wanted.append(first)
        first += dt.timedelta(weeks=1)
    assert told == wanted


def test_a_week_on_the_border_of_two_sheets_is_the_first_ones() -> None:
    start = dt.date(2018, 2, 1)  # a Thursday; the first period ends on Saturday 31 March
    first, second = sheet_periods(start, 2, dt.date(2018, 4, 2))
    assert weeks.weeks_of((first.first, first.last), start)[0] == dt.date(2018, 1, 29)
    assert weeks.weeks_of((first.first, first.last), start)[-1] == dt.date(2018, 3, 26)
    assert weeks.weeks_of((second.first, second.last), start)[0] == dt.date(2018, 4, 2)


# --- Hours ------------------------------------------------------------------------------------------------------------
@given(planned=HOURS, lawful=HOURS, absent=HOURS)
def test_absence_alone_says_what_was_attended(planned: Decimal, lawful: Decimal, absent: Decimal) -> None:
    told = weeks.filled(planned, None, lawful, absent)
    assert told.too_much_absence is (lawful + absent > planned)
    if not told.too_much_absence:
        assert told.attended + told.lawful + told.absent == planned
    assert told.untold == 0


@pytest.mark.parametrize(
    ("written", "untold"),
    [
        (Hours(num("20"), num("15")), num("5")),
        (Hours(num("20"), num("15"), num("5")), num("0")),
        (Hours(num("20"), num("15"), num("2.5"), num("2.5")), num("0")),
        (Hours(num("20"), num("25")), num("0")),
        (Hours(num("20"), num("0")), num("20")),
    ],
)
def test_what_is_not_told(written: Hours, untold: Decimal) -> None:
    assert written.untold == untold


def test_hours_in_words() -> None:
    said = str(Hours(num("20.0"), num("14.5"), num("1.0"), num("4.5"))).replace("\u00a0", " ")
    assert said == "14,5 af 20 timer, 1 time lovligt fravær, 4,5 timer udeblevet"


def test_steadiness() -> None:
    assert weeks.steadiness(num("15"), num("20")) == num("75.0")
    assert weeks.steadiness(num("1"), num("3")) == num("33.3")
    assert weeks.steadiness(num("0"), num("0")) is None
