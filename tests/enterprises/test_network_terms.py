"""The network's rules: the last day, who is reminded, marks, wishes that are the same."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises import network_terms as terms

DAY = dt.date(2026, 3, 20)
WEEK = dt.timedelta(days=7)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


def test_the_last_day_is_the_one_set_else_the_meeting() -> None:
    assert terms.last_day(None, DAY) == DAY
    assert terms.last_day(DAY - WEEK, DAY) == DAY - WEEK


@pytest.mark.parametrize(("days_before", "due"), [(8, False), (7, True), (1, True), (0, True), (-1, False)], ids=str)
def test_reminded_within_the_last_week(days_before: int, due: bool) -> None:
    day = DAY - dt.timedelta(days=days_before)
    assert terms.reminder_due(day, last=DAY, invited_on=DAY - 5 * WEEK) is due


def test_who_was_invited_yesterday_is_not_reminded_today() -> None:
    day = DAY - dt.timedelta(days=3)
    assert not terms.reminder_due(day, last=DAY, invited_on=day - dt.timedelta(days=1))
    assert terms.reminder_due(day, last=DAY, invited_on=day - dt.timedelta(days=2))


@given(day=DAYS, last=DAYS, invited=DAYS)
def test_never_reminded_too_late_or_before_being_invited(day: dt.date, last: dt.date, invited: dt.date) -> None:
    if terms.reminder_due(day, last=last, invited_on=invited):
        assert invited < day <= last


def test_an_average_of_two_would_give_them_away() -> None:
    assert terms.shown_average(0, None) is None
    assert terms.shown_average(2, 4.5) is None
    assert terms.shown_average(3, 4.5) == 4.5


def test_the_same_wish_in_other_letters_is_one() -> None:
    found = terms.grouped(
        [
            ("Sociale medier", "Sumak"),
            ("sociale  medier.", "BEVAR"),
            ("Fælles indkøb", "Sumak"),
            ("SOCIALE MEDIER", "Sumak"),
        ]
    )
    assert [(wish.text, wish.count, wish.enterprises) for wish in found] == [
        ("Sociale medier", 2, ("BEVAR", "Sumak")),
        ("Fælles indkøb", 1, ("Sumak",)),
    ]


@given(wishes=st.lists(st.tuples(st.text(min_size=1, max_size=20), st.sampled_from("ABC"))))
def test_no_wish_is_lost_and_none_counts_twice(wishes: list[tuple[str, str]]) -> None:
    found = terms.grouped(wishes)
    assert {terms.plain(wish.text) for wish in found} == {terms.plain(text) for text, _ in wishes}
    assert sum(wish.count for wish in found) == len({(terms.plain(text), who) for text, who in wishes})
    assert [wish.count for wish in found] == sorted((wish.count for wish in found), reverse=True)


def test_a_theme_stands_in_a_plan_once() -> None:
    assert terms.with_theme("", " Indkøb ") == "Indkøb"
    assert terms.with_theme("Indkøb\n\nSalg", "Medier") == "Indkøb\nSalg\nMedier"
    assert terms.with_theme("Indkøb\nSalg", "indkøb.") == "Indkøb\nSalg"
