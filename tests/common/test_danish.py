"""How Danish is written."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialportal.common import danish
from socialportal.common.danish import NO_BREAK

NUMBERS = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def read(text: str) -> Decimal:
    """A number as a Danish reader reads it."""
    return Decimal(text.replace("−", "-").replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (1687000, None, "1.687.000"),
        (6154, None, "6.154"),
        (999, None, "999"),
        (Decimal("4.50"), None, "4,5"),
        (4.0, None, "4"),
        (0.125, 2, "0,13"),
        (-1234.5, None, "−1.234,5"),
        (Decimal("1E+3"), None, "1.000"),
        (-0.4, 0, "0"),
    ],
)
def test_numbers(value: float, decimals: int | None, text: str) -> None:
    assert danish.number(value, decimals) == text


@given(NUMBERS)
def test_a_number_can_be_read_back(value: Decimal) -> None:
    assert read(danish.number(value)) == value


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_have_dots_between_threes(value: int) -> None:
    groups = danish.number(value).lstrip("−").split(".")
    assert all(len(group) == 3 for group in groups[1:])
    assert 1 <= len(groups[0]) <= 3


@given(NUMBERS, st.integers(0, 2))
def test_rounding_is_to_the_nearest_and_halves_go_away_from_zero(value: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    rounded = danish.half_up(value, decimals)
    assert abs(rounded - value) <= step / 2
    if abs(rounded - value) == step / 2:
        assert abs(rounded) > abs(value)
    assert danish.half_up(-value, decimals) == -rounded


@pytest.mark.parametrize(("value", "rounded"), [("64.75", "64.8"), ("64.65", "64.7"), ("0.05", "0.1"), ("2.25", "2.3")])
def test_halves_are_not_rounded_to_even(value: str, rounded: str) -> None:
    assert danish.half_up(Decimal(value), 1) == Decimal(rounded)


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(22, 34, "64,7 %"), (10, 25, "40 %"), (1, 34, "2,9 %"), (0, 5, "0 %"), (5, 5, "100 %")],
)
def test_shares(part: int, whole: int, percent: str) -> None:
    assert plain(danish.percent(danish.share(part, whole))) == percent


def test_a_share_of_nothing_is_no_number() -> None:
    assert danish.share(0, 0) is None
    assert danish.percent(None) == ""


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_share_is_as_near_as_one_decimal_can_be(part: int, whole: int) -> None:
    share = danish.share(part, whole)
    assert share is not None
    assert abs(share * whole - part * 100) * 20 <= whole


@pytest.mark.parametrize(
    ("value", "text"),
    [(1687000, "1.687.000 kr."), (Decimal("12.50"), "12,50 kr."), (Decimal("12.00"), "12 kr."), (0, "0 kr.")],
)
def test_money_has_the_decimals_it_came_with(value: Decimal, text: str) -> None:
    assert plain(danish.kroner(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1687000, "ca. 1,7 mio. kr."),
        (650000, "ca. 650.000 kr."),
        (650400, "ca. 650.000 kr."),
        (1_000_000, "ca. 1 mio. kr."),
    ],
)
def test_about_money(value: int, text: str) -> None:
    assert plain(danish.about_kroner(value)) == text


def test_dates() -> None:
    day = dt.date(2018, 4, 3)
    assert plain(danish.date(day)) == "3. april 2018"
    assert plain(danish.date(day, year=False)) == "3. april"
    assert plain(danish.month(day)) == "april 2018"
    assert danish.date(None) == ""


@given(st.dates())
def test_nothing_in_a_date_breaks_over_a_line(day: dt.date) -> None:
    assert " " not in danish.date(day)
    assert danish.date(day).split(NO_BREAK)[1] in danish.MONTHS


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "ingen virksomheder"), (1, "1 virksomhed"), (2, "2 virksomheder"), (1200, "1.200 virksomheder")],
)
def test_counts(value: int, text: str) -> None:
    assert plain(danish.count(value, "virksomhed", "virksomheder")) == text


@given(st.integers(0, 10**6))
def test_only_one_is_singular(value: int) -> None:
    ending = danish.count(value, "hus", "huse").split(NO_BREAK)[-1].split(" ")[-1]
    assert ending == ("hus" if value == 1 else "huse")


@pytest.mark.parametrize(
    ("value", "text"), [(0, "ingen"), (1, "én"), (2, "to"), (10, "ti"), (11, "11"), (1000, "1.000"), (-1, "−1")]
)
def test_numbers_to_ten_are_words(value: int, text: str) -> None:
    assert danish.words(value) == text


def test_one_has_two_genders() -> None:
    assert danish.words(1, neuter=True) == "ét"
    assert danish.words(2, neuter=True) == "to"


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_lists(items: list[str], text: str) -> None:
    assert danish.listing(items) == text
    assert danish.listing(iter(items)) == text


@given(st.lists(st.sampled_from(["æble", "pære", "fersken"]), min_size=2, max_size=9))
def test_a_list_has_one_last_word(items: list[str]) -> None:
    text = danish.listing(items, "eller")
    assert text.count(" eller ") == 1
    assert text.replace(" eller ", ", ").split(", ") == items


@pytest.mark.parametrize(
    ("name", "text"),
    [("Slagelse", "Slagelses"), ("Veterans", "Veterans’"), ("BOAS", "BOAS’"), ("Max", "Max’"), ("", "s")],
)
def test_genitives(name: str, text: str) -> None:
    assert danish.genitive(name) == text


def test_only_the_first_letter_becomes_large() -> None:
    assert danish.capital("socialøkonomisk RSV") == "Socialøkonomisk RSV"
    assert danish.capital("ærø") == "Ærø"
    assert danish.capital("") == ""


def test_parts_of_a_whole() -> None:
    assert plain(danish.out_of(10, 25)) == "10 af 25"
    assert plain(danish.out_of(1200, 2500)) == "1.200 af 2.500"
