"""When a registered enterprise has to report: pure arithmetic over dates."""

import calendar
import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.deadlines import (
    ASKED_YEARS,
    REMIND_AHEAD,
    Disagreement,
    ReportState,
    change_due,
    disagreement,
    report_due,
    year_end,
    yearly_reports,
)

DAY = dt.date
DAYS = st.dates(DAY(2015, 1, 1), DAY(2090, 1, 1))
MONTHS = st.integers(1, 12)


@dataclass(frozen=True)
class Span:
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class Law(Span):
    months_after_year_end: int | None = None
    days_after_change: int | None = None

    def holds_on(self, day: dt.date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)


YEARLY, CHANGES = Law(months_after_year_end=6), Law(days_after_change=14)
LAWS = (YEARLY, CHANGES)


def asked(span: Span, day: dt.date, *, month: int = 12, sent: tuple[int, ...] = (), laws: tuple[Law, ...] = LAWS):
    return yearly_reports([span], month=month, duties=laws, sent=sent, day=day)


def told(span: Span, day: dt.date, **more: object) -> list[tuple[int, str, dt.date]]:
    return [(one.year, one.state.value, one.due) for one in asked(span, day, **more)]  # type: ignore[arg-type]


def test_registered_in_the_middle_of_a_year_owes_nothing_before_it_has_ended() -> None:
    span = Span(DAY(2018, 8, 15))
    assert told(span, DAY(2018, 12, 31)) == []
    assert told(span, DAY(2019, 1, 1)) == [(2018, "later", DAY(2019, 6, 30))]


def test_it_comes_near_and_passes() -> None:
    span, due = Span(DAY(2018, 1, 1)), DAY(2019, 6, 30)
    assert told(span, due - REMIND_AHEAD - dt.timedelta(days=1)) == [(2018, "later", due)]
    assert told(span, due - REMIND_AHEAD) == [(2018, "soon", due)]
    assert told(span, due) == [(2018, "soon", due)]
    assert told(span, due + dt.timedelta(days=1)) == [(2018, "overdue", due)]
    assert told(span, due + dt.timedelta(days=1), sent=(2018,)) == [(2018, "done", due)]


def test_who_left_answers_for_the_years_that_had_ended() -> None:
    assert told(Span(DAY(2016, 1, 1), DAY(2018, 12, 30)), DAY(2019, 3, 1)) == [(2017, "overdue", DAY(2018, 6, 30))]
    left_after = Span(DAY(2018, 1, 1), DAY(2018, 12, 31))
    assert told(left_after, DAY(2019, 3, 1)) == [(2018, "later", DAY(2019, 6, 30))]


def test_an_unknown_start_is_not_asked_for_ten_years() -> None:
    assert [one.year for one in asked(Span(), DAY(2026, 11, 22))] == [2025, 2024]


def test_another_financial_year() -> None:
    assert told(Span(DAY(2019, 7, 1)), DAY(2020, 7, 1), month=6) == [(2020, "later", DAY(2020, 12, 31))]
    assert year_end(2020, 2) == DAY(2020, 2, 29)
    assert report_due(DAY(2020, 2, 29), 6) == DAY(2020, 8, 31)
    assert report_due(DAY(2019, 8, 31), 6) == DAY(2020, 2, 29)


def test_the_law_of_the_years_end_decides() -> None:
    laws = (
        Law(valid_to=DAY(2018, 12, 30), months_after_year_end=5),
        Law(valid_from=DAY(2018, 12, 31), months_after_year_end=4),
    )
    found = told(Span(DAY(2010, 1, 1)), DAY(2019, 3, 1), laws=laws)
    assert [due for _, _, due in found] == [DAY(2019, 4, 30), DAY(2018, 5, 31)]
    assert told(Span(DAY(2010, 1, 1)), DAY(2019, 3, 1), laws=(CHANGES,)) == []


@given(DAYS, DAYS, MONTHS)
def test_nothing_is_asked_before_a_year_has_ended_while_registered(start: dt.date, day: dt.date, month: int) -> None:
    found = asked(Span(start), day, month=month)
    assert len(found) <= ASKED_YEARS
    for one in found:
        assert start <= one.ends < day
        assert one.ends < one.due
        assert one.due.day == calendar.monthrange(one.due.year, one.due.month)[1]
        assert one.ends.month == month
        assert (one.state is ReportState.OVERDUE) == (one.due < day)


@given(DAYS, MONTHS)
def test_who_has_sent_all_is_asked_for_nothing(day: dt.date, month: int) -> None:
    sent = tuple(range(2010, 2095))
    assert not any(one.is_open for one in asked(Span(), day, month=month, sent=sent))


@given(DAYS)
def test_a_change_is_reported_within_the_days_of_the_law(day: dt.date) -> None:
    assert change_due(day, LAWS) == day + dt.timedelta(days=14)
    assert change_due(day, (YEARLY,)) is None
    assert change_due(
        day, (Law(valid_to=day - dt.timedelta(days=1), days_after_change=5), CHANGES)
    ) == day + dt.timedelta(days=14)


@pytest.mark.parametrize(
    ("state", "in_register", "judgement", "expected"),
    [
        ("registered", True, "yes", None),
        ("registered", True, "unknown", None),
        ("registered", True, "no", Disagreement.NOT_LIVING_UP),
        ("registered", False, "yes", Disagreement.NOT_THERE),
        ("working", True, "yes", Disagreement.NOT_NOTED),
        ("left", True, "unknown", Disagreement.NOT_NOTED),
        (None, True, "unknown", Disagreement.NOT_NOTED),
        ("working", False, "no", None),
        (None, False, "unknown", None),
    ],
)
def test_where_the_own_look_says_something_else(
    state: str | None, in_register: bool, judgement: str, expected: Disagreement | None
) -> None:
    assert disagreement(state, in_register=in_register, judgement=judgement) is expected
