"""When things are due: month ends, leap years, holidays, pauses, extensions, several follow-ups."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import deadlines, terms
from socialportal.common.periods import add_months

DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))
CLOSED = st.tuples(DAYS, st.integers(0, 200)).map(lambda pair: (pair[0], pair[0] + pair[1] * DAY))
PAUSES = st.lists(CLOSED, max_size=5)
WEEKS = st.integers(1, 104)
NEAR = st.lists(
    st.tuples(st.integers(-60, 600), st.integers(0, 90)), max_size=6
)  # pauses as days after a start, so that they matter


def near(start: dt.date, offsets: list[tuple[int, int]]) -> list[terms.Span]:
    return [(start + first * DAY, start + (first + length) * DAY) for first, length in offsets]


def days_of(pauses: list) -> set[dt.date]:
    return {first + n * DAY for first, last in pauses for n in range((last - first).days + 1)}


# --- Working days ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (dt.date(2026, 4, 2), dt.date(2026, 4, 7)),  # Maundy Thursday to the Tuesday after Easter
        (dt.date(2026, 12, 24), dt.date(2026, 12, 28)),
        (dt.date(2026, 12, 31), dt.date(2027, 1, 4)),
        (dt.date(2023, 5, 5), dt.date(2023, 5, 8)),  # store bededag, for the last time
        (dt.date(2024, 4, 26), dt.date(2024, 4, 26)),
        (dt.date(2024, 6, 5), dt.date(2024, 6, 6)),
        (dt.date(2024, 2, 29), dt.date(2024, 2, 29)),
        (dt.date(2018, 2, 3), dt.date(2018, 2, 5)),
    ],
)
def test_known_days(day: dt.date, moved: dt.date) -> None:
    assert deadlines.working_day(day) == moved


@given(DAYS)
def test_a_working_day_is_the_first_one_from_the_day(day: dt.date) -> None:
    found = deadlines.working_day(day)
    assert found >= day
    assert deadlines.is_working_day(found)
    assert found.weekday() < 5
    assert not any(deadlines.is_working_day(day + n * DAY) for n in range((found - day).days))
    assert deadlines.working_day(found) == found


@given(DAYS, st.integers(1, 12))
def test_working_days_are_counted(day: dt.date, count: int) -> None:
    found = deadlines.working_days_after(day, count)
    between = [day + n * DAY for n in range(1, (found - day).days + 1)]
    assert sum(deadlines.is_working_day(one) for one in between) == count


# --- Pauses ---------------------------------------------------------------------------------------------------------
@given(DAYS, WEEKS)
def test_without_pauses_nothing_moves(start: dt.date, weeks: int) -> None:
    assert terms.plan_due(start, weeks) == start + dt.timedelta(weeks=weeks)


def test_a_pause_of_ten_days_moves_the_plan_ten_days() -> None:
    start = dt.date(2018, 2, 5)
    assert terms.plan_due(start, 4, [(dt.date(2018, 2, 12), dt.date(2018, 2, 21))]) == dt.date(2018, 3, 15)
    assert terms.plan_due(start, 4, [(dt.date(2018, 3, 5), dt.date(2018, 3, 5))]) == dt.date(2018, 3, 6)
    assert terms.plan_due(start, 4, [(dt.date(2018, 3, 6), dt.date(2018, 3, 20))]) == dt.date(2018, 3, 5)


@given(DAYS, WEEKS, NEAR)
def test_as_many_days_of_work_as_were_agreed(start: dt.date, weeks: int, offsets: list) -> None:
    """Between the start and the end of the frame lie exactly the agreed days, those of pauses apart."""
    pauses = near(start, offsets)
    end = terms.planned_end(start, weeks, [], pauses)
    still = days_of(pauses)
    worked = [start + n * DAY for n in range((end - start).days + 1) if start + n * DAY not in still]
    assert len(worked) == weeks * 7
    assert worked[-1] == end or not worked


@given(DAYS, WEEKS, NEAR, st.integers(0, 5))
def test_the_order_and_the_overlap_of_pauses_change_nothing(
    start: dt.date, weeks: int, offsets: list, turn: int
) -> None:
    pauses = near(start, offsets)
    turned = pauses[turn:] + pauses[:turn]
    assert terms.plan_due(start, weeks, pauses) == terms.plan_due(start, weeks, turned)
    assert terms.plan_due(start, weeks, pauses + pauses) == terms.plan_due(start, weeks, pauses)


@given(DAYS, WEEKS, NEAR, st.integers(0, 90))
def test_one_more_pause_never_brings_a_deadline_forward(start: dt.date, weeks: int, offsets: list, length: int) -> None:
    pauses = near(start, offsets)
    due = terms.plan_due(start, weeks, pauses)
    assert terms.plan_due(start, weeks, [*pauses, (start, start + length * DAY)]) >= due
    assert terms.plan_due(start, weeks, [*pauses, (due + DAY, due + 30 * DAY)]) == due


@given(DAYS, WEEKS, st.integers(0, 300), st.integers(0, 300))
def test_a_pause_that_goes_on_waits_or_is_too_late(start: dt.date, weeks: int, after: int, until: int) -> None:
    still = [(start + after * DAY, None)]
    due = terms.plan_due(start, weeks, still)
    assert due == start + dt.timedelta(weeks=weeks)
    assert terms.rests(still, due) is (start + after * DAY <= due)
    day = start + until * DAY
    so_far = terms.plan_due(start, weeks, terms.until(still, day))
    assert so_far == (due + (until - after + 1) * DAY if after <= until and start + after * DAY <= due else due)


@given(PAUSES)
def test_merged_pauses_are_apart_and_the_same_days(pauses: list) -> None:
    joined = terms.merged(pauses)
    assert days_of(joined) == days_of(pauses)
    assert all(before[1] + DAY < after[0] for before, after in itertools.pairwise(joined))


# --- Attendance -----------------------------------------------------------------------------------------------------
def test_every_second_month_from_the_last_of_a_long_month() -> None:
    found = deadlines.sheet_periods(dt.date(2023, 12, 31), 2, dt.date(2024, 6, 1))
    assert [(p.first, p.last) for p in found] == [
        (dt.date(2023, 12, 31), dt.date(2024, 2, 28)),
        (dt.date(2024, 2, 29), dt.date(2024, 4, 29)),
        (dt.date(2024, 4, 30), dt.date(2024, 6, 29)),
    ]
    assert found[0].due == dt.date(2024, 3, 6)
    assert found[1].due == dt.date(2024, 5, 7)  # 1 May is no holiday by law, but offices are closed


def test_the_last_period_is_cut_where_the_course_ended() -> None:
    found = deadlines.sheet_periods(dt.date(2018, 2, 5), 2, dt.date(2019, 1, 1), dt.date(2018, 5, 4))
    assert [(p.first, p.last) for p in found] == [
        (dt.date(2018, 2, 5), dt.date(2018, 4, 4)),
        (dt.date(2018, 4, 5), dt.date(2018, 5, 4)),
    ]
    # No sheet of one day: the day a new period would begin belongs to the one before.
    whole = deadlines.sheet_periods(dt.date(2018, 2, 5), 2, dt.date(2019, 1, 1), dt.date(2018, 4, 5))
    assert [(p.first, p.last) for p in whole] == [(dt.date(2018, 2, 5), dt.date(2018, 4, 5))]


def test_nothing_is_due_for_a_period_wholly_paused() -> None:
    start = dt.date(2018, 2, 5)
    whole = (dt.date(2018, 4, 1), dt.date(2018, 6, 30))
    found = deadlines.sheet_periods(start, 2, dt.date(2018, 7, 1), None, [whole])
    assert [p.first for p in found] == [start, dt.date(2018, 6, 5)]
    almost = (dt.date(2018, 4, 6), dt.date(2018, 6, 4))
    assert len(deadlines.sheet_periods(start, 2, dt.date(2018, 7, 1), None, [almost])) == 3
    assert len(deadlines.sheet_periods(start, 2, dt.date(2019, 7, 1), None, [(dt.date(2018, 4, 1), None)])) == 1


@given(DAYS, st.integers(1, 12), st.integers(0, 900), st.one_of(st.none(), st.integers(1, 900)))
def test_periods_cover_the_course_without_gap_or_overlap(
    start: dt.date, months: int, ahead: int, ended: int | None
) -> None:
    ended_on = None if ended is None else start + ended * DAY
    until = start + ahead * DAY
    found = deadlines.sheet_periods(start, months, until, ended_on)
    assert found[0].first == start
    for before, after in itertools.pairwise(found):
        assert after.first == before.last + DAY
    assert all(p.first <= p.last < p.due for p in found)
    assert all(p.first <= until for p in found)
    assert found[-1].last == ended_on or (ended_on is None or found[-1].last < ended_on)
    covered = ended_on if ended_on is not None and ended_on <= until else until
    assert found[-1].last >= covered


def test_a_sheet_that_was_sent_is_not_asked_for_again() -> None:
    periods = deadlines.sheet_periods(dt.date(2018, 2, 5), 2, dt.date(2018, 7, 1))
    first, second, third = periods
    assert deadlines.unsent(periods, [(first.first, first.last)]) == [second, third]
    assert deadlines.unsent(periods, [(second.first, second.last - 9 * DAY)]) == [first, third]
    assert deadlines.unsent(periods, [(first.first, third.last)]) == []
    assert deadlines.unsent(periods, [(first.first + DAY, first.last)]) == periods


# --- Meetings, flex jobs, evaluations -------------------------------------------------------------------------------
def test_a_meeting_is_held_within_two_weeks_or_by_the_day_that_was_said() -> None:
    assert deadlines.meeting_due(dt.date(2026, 3, 4), None) == dt.date(2026, 3, 18)
    assert deadlines.meeting_due(dt.date(2026, 3, 4), dt.date(2026, 3, 7)) == dt.date(2026, 3, 9)


def test_a_flex_job_is_followed_up_on_the_day_whatever_day_it_is() -> None:
    start = dt.date(2018, 8, 31)
    due = deadlines.flex_follow_up_due(start, [])
    assert due == dt.date(2021, 2, 28)
    assert due.weekday() == 6
    assert deadlines.flex_follow_up_due(start, [dt.date(2021, 3, 1), dt.date(2023, 9, 4)]) == dt.date(2026, 3, 4)
    assert deadlines.flex_status_due(dt.date(2020, 2, 29)) == dt.date(2024, 8, 29)


@given(DAYS, st.lists(DAYS, max_size=6))
def test_only_the_latest_follow_up_counts(start: dt.date, held: list[dt.date]) -> None:
    due = deadlines.flex_follow_up_due(start, held)
    assert due == add_months(max([start, *held]), 30)
    assert deadlines.flex_follow_up_due(start, held[::-1]) == due
    assert deadlines.flex_follow_up_due(start, [*held, due]) == add_months(due, 30)
    assert deadlines.flex_follow_up_due(start, [*held, start - DAY]) == due


@given(DAYS, st.lists(DAYS, max_size=4))
def test_an_agreement_is_evaluated_every_year(begun: dt.date, evaluated: list[dt.date]) -> None:
    due = deadlines.evaluation_due(begun, evaluated)
    assert due >= add_months(max([begun, *evaluated]), 12)
    assert deadlines.is_working_day(due)


@given(DAYS)
def test_the_latest_start_is_the_latest(limit: dt.date) -> None:
    found = deadlines.latest_start(limit, deadlines.flex_status_due)
    assert deadlines.flex_status_due(found) <= limit < deadlines.flex_status_due(found + DAY)
