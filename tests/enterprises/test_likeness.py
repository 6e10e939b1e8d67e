"""When two names are perhaps the same enterprise's."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enterprises.likeness import FORMS, alike, joined, name_keys, phone_key, plain_name, together, website_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sumak", "SUMAK ApS"),
        ("Kløverbakken", "Kloeverbakken I/S"),
        ("VeteranHaven", "Veteran Haven"),
        ("Fonden Havnehuset", "Havnehuset"),
        ("Mad & Medmenneske", "Mad og Medmenneske"),
        ("Magleby Værksted A.M.B.A.", "magleby vaerksted"),
        ("Kirkens Korshær", "Kirkens Korshaer"),
        ("Blindes Arbejde", "Blindes Arbjede"),
        ("Café Åen", "CAFE ÅEN"),
    ],
)
def test_these_are_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sumak", "Sumat"),  # a letter in a short name makes another
        ("Hus 1 i Slagelse", "Hus 2 i Slagelse"),
        ("Havnehuset", "Veteranhaven"),
        ("Fonden", "Foreningen"),
        ("", ""),
        ("ApS", ""),
        ("!!!", "???"),
    ],
)
def test_these_are_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_a_form_alone_is_a_name() -> None:
    assert plain_name("Fonden") == "fonden"


names = st.text(st.characters(codec="utf-8", categories=("L", "N", "Z", "P")), max_size=40)


@given(names, names)
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)


@given(st.from_regex(r"[a-z]{6,20}", fullmatch=True), st.data())
def test_one_letter_missing_is_forgiven(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    slipped = name[:place] + name[place + 1 :]
    if len(plain_name(slipped)) >= 6:
        assert alike(name, slipped)


@given(
    st.from_regex(r"[a-zæøå]{2,20}( [a-zæøå]{2,12})?", fullmatch=True), st.sampled_from(["ApS", "A/S", "I/S", "IVS"])
)
def test_case_and_form_make_no_difference(name: str, form: str) -> None:
    assume(not FORMS.issuperset(name.split()))
    assert alike(name, f"{name.upper()} {form}")


@given(names)
def test_the_number_of_keys_is_bounded(name: str) -> None:
    assert len(name_keys(name)) <= len(plain_name(name)) + 1


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("58 50 00 00", "58500000"),
        ("+45 58500000", "58500000"),
        ("0045 58 50 00 00", "58500000"),
        ("112", ""),
        ("", ""),
    ],
)
def test_phones(typed: str, key: str) -> None:
    assert phone_key(typed) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.Sumak.dk/", "sumak.dk"),
        ("http://sumak.dk", "sumak.dk"),
        ("https://facebook.com/Sumak", "facebook.com/sumak"),
        ("", ""),
        ("https://[", ""),
    ],
)
def test_websites(typed: str, key: str) -> None:
    assert website_key(typed) == key


@dataclass(frozen=True)
class Time:
    valid_from: dt.date | None
    valid_to: dt.date | None


days = st.none() | st.dates(dt.date(2015, 1, 1), dt.date(2022, 12, 31))
times = st.builds(Time, days, days).filter(
    lambda t: t.valid_from is None or t.valid_to is None or t.valid_from <= t.valid_to
)


def covers(time: Time, day: dt.date) -> bool:
    return (time.valid_from is None or time.valid_from <= day) and (time.valid_to is None or day <= time.valid_to)


@given(st.lists(times, max_size=6), st.dates(dt.date(2014, 1, 1), dt.date(2023, 12, 31)))
def test_joined_times_cover_the_same_days_once(spans: list[Time], day: dt.date) -> None:
    groups = together(spans)
    assert sorted(map(str, (one for group in groups for one in group))) == sorted(map(str, spans))
    one_each = [Time(joined(group)[0].valid_from, joined(group)[1].valid_to) for group in groups]
    assert sum(covers(one, day) for one in one_each) == any(covers(one, day) for one in spans)
