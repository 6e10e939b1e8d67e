"""Days and places, as terms have them."""

import datetime as dt
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from agreements import terms

DAYS = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))
SPANS = st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 700))).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + dt.timedelta(days=pair[1]))
)
COURSES = st.lists(SPANS, max_size=12)


def test_the_frame_of_a_year() -> None:
    """The designer's course: week 44 of 52, from 5 February 2018 to 3 February 2019."""
    start = dt.date(2018, 2, 5)
    assert terms.planned_end(start, 52) == dt.date(2019, 2, 3)
    assert terms.week_number(start, dt.date(2018, 12, 4)) == 44
    assert terms.plan_due(start, 4) == dt.date(2018, 3, 5)


@given(DAYS, st.integers(1, 260), st.lists(st.integers(1, 52), max_size=4))
def test_extensions_add_up(start: dt.date, frame: int, extensions: list[int]) -> None:
    end = terms.planned_end(start, frame, extensions)
    assert (end - start).days + 1 == 7 * (frame + sum(extensions))
    assert terms.week_number(start, end) == frame + sum(extensions)
    assert terms.week_number(start, end + terms.ONE_DAY) == frame + sum(extensions) + 1


@given(DAYS, st.integers(1, 52))
def test_a_plan_is_due_on_the_weekday_of_the_start(start: dt.date, weeks: int) -> None:
    assert terms.plan_due(start, weeks).weekday() == start.weekday()
    assert terms.plan_due(start, weeks) > start


@given(DAYS, DAYS)
def test_weeks_begin_at_one(start: dt.date, day: dt.date) -> None:
    assert (terms.week_number(start, day) == 0) is (day < start)


@given(COURSES, DAYS)
def test_a_course_that_ends_frees_its_place_that_day(courses: list, day: dt.date) -> None:
    running = terms.running_on(courses, day)
    assert terms.running_on([*courses, (day, day)], day) == running
    assert terms.running_on([*courses, (day, day + terms.ONE_DAY)], day) == running + 1
    assert terms.running_on([*courses, (day, None)], day) == running + 1


@given(COURSES, DAYS, st.integers(1, 8))
def test_the_first_full_day_is_full_and_no_day_before_it_is(courses: list, first: dt.date, places: int) -> None:
    full = terms.first_full_day(courses, first, lambda day: places)
    if full is not None:
        assert full >= first
        assert terms.running_on(courses, full) >= places
    last = full or max([first, *(start for start, _ in courses)]) + dt.timedelta(days=1)
    day = first
    while day < last and (day - first).days < 500:
        assert terms.running_on(courses, day) < places
        day += terms.ONE_DAY


def test_a_place_is_free_the_day_a_course_ended_or_the_day_after_it_is_planned_to() -> None:
    planned = dt.date(2018, 4, 30)
    assert terms.free_from(dt.date(2018, 4, 2), planned) == dt.date(2018, 4, 2)
    assert terms.free_from(None, planned) == dt.date(2018, 5, 1)
    assert terms.free_from(None, None) is None


def test_places_may_change_with_the_terms() -> None:
    courses = [(dt.date(2018, 1, 1), None), (dt.date(2018, 6, 1), None)]
    renewed = dt.date(2018, 5, 1)
    assert terms.first_full_day(courses, dt.date(2018, 2, 1), lambda day: 2 if day < renewed else 3) is None
    assert terms.first_full_day(courses, dt.date(2018, 2, 1), lambda day: 2) == dt.date(2018, 6, 1)


def test_the_next_free_day() -> None:
    free = [dt.date(2018, 5, 3), dt.date(2018, 5, 1), dt.date(2018, 4, 1), None]
    assert terms.next_free_day(free, dt.date(2018, 4, 1)) == dt.date(2018, 5, 1)
    assert terms.next_free_day([None], dt.date(2018, 4, 1)) is None
    assert terms.next_free_day([], dt.date(2018, 4, 1)) is None


OPEN = st.tuples(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)).filter(
    lambda span: span[0] is None or span[1] is None or span[0] <= span[1]
)


@given(OPEN, OPEN)
def test_overlapping_is_mutual_and_means_a_common_day(one: terms.Span, other: terms.Span) -> None:
    assert terms.overlapping(one, other) is terms.overlapping(other, one)
    days = {day for day in (*one, *other) if day} or {dt.date(2018, 1, 1)}
    assert terms.overlapping(one, other) is any(terms.covers(one, day) and terms.covers(other, day) for day in days)


def test_what_new_terms_change_is_said() -> None:
    old = SimpleNamespace(
        places=8,
        places_optional=0,
        frame_weeks=13,
        plan_due_weeks=4,
        attendance_months=2,
        extension_allowed=True,
        price_per_place=None,
    )
    assert terms.changes(old, old) == []
    new = SimpleNamespace(
        **vars(old) | {"places": 10, "plan_due_weeks": 1, "extension_allowed": False, "price_per_place": 9500}
    )
    assert terms.changes(old, new) == [
        "10\u00a0pladser (før 8)",
        "1\u00a0uge til planen (før 4)",
        "kan ikke længere forlænges",
        "prisen er 9.500\u00a0kr. (før ikke aftalt)",
    ]


def test_places_in_words() -> None:
    said = {
        (0, 8, 0): "0 af 8 pladser i brug",
        (1, 1, 0): "1 af 1 plads i brug",
        (6, 8, 2): "6 af 8 pladser i brug (2 ekstra efter behov)",
        (9, 8, 2): "8 af 8 pladser og 1 af 2 ekstra i brug",
        (11, 8, 2): "8 af 8 pladser og 2 af 2 ekstra i brug, og ét forløb ud over dem",
        (10, 8, 0): "8 af 8 pladser i brug, og to forløb ud over dem",
    }
    assert {case: terms.places_said(*case).replace("\u00a0", " ") for case in said} == said
    assert terms.free_said(6, 8, 2).replace("\u00a0", " ") == "4 ledige pladser"
    assert terms.free_said(9, 8, 2).replace("\u00a0", " ") == "1 ledig plads"
    assert terms.free_said(11, 8, 2) == "ingen ledige pladser"
