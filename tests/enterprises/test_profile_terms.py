"""What is different, what is missing, what vanishes at once, what is searched in: pure rules."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.profile import (
    NOTHING,
    PARTS,
    completeness,
    differences,
    fingerprint,
    freshness,
    is_stale,
    missing,
    searched,
    without_what_is_gone,
)

TODAY = dt.date(2018, 12, 31)
COFFEE = {
    "name": "Kaffe",
    "text": "Ristet her",
    "price": "30 kr.",
    "order": "",
    "categories": ["Mad og catering"],
    "picture": 7,
    "picture_alt": "En kop",
}
FULL = {
    **NOTHING,
    "summary": "Café",
    "social_purpose": "Flere i job",
    "email": "hej@cafe.example",
    "locality": "Motalavej",
    "trades": ["Mad og café"],
    "target_groups": ["fleksjobbere"],
    "support": ["Mentortimer"],
    "products": [COFFEE],
    "pictures": [{"pk": 7, "alt": "En kop", "credit": "", "width": 4, "height": 3}],
    "contacts": [{"name": "Rana", "title": "", "email": "", "phone": "1", "only_in": None}],
}


def profile(**fields: Any) -> dict[str, Any]:
    return {**FULL, **fields}


def test_the_weights_are_a_hundred() -> None:
    assert sum(part.weight for part in PARTS) == 100
    assert (completeness(NOTHING), completeness(FULL)) == (0, 100)


@pytest.mark.parametrize(
    ("fields", "key", "percent"),
    [
        ({"summary": ""}, "summary", 85),
        ({"email": ""}, "reach", 85),
        ({"locality": ""}, "place", 90),
        ({"products": []}, "products", 85),
        ({"support": []}, "support", 95),
    ],
)
def test_what_is_missing_is_told_and_weighed(fields: dict[str, Any], key: str, percent: int) -> None:
    assert [part.key for part in missing(profile(**fields))] == [key]
    assert completeness(profile(**fields)) == percent


def test_one_way_to_be_reached_is_enough() -> None:
    assert missing(profile(email="", phone="12 34 56 78")) == []
    assert missing(profile(locality="", address="Motalavej 1")) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Bekræftet i dag"),
        (1, "Bekræftet for 1 dag siden"),
        (30, "Bekræftet for 30 dage siden"),
        (31, "Bekræftet for 1 måned siden"),
        (250, "Bekræftet for 8 måneder siden"),
        (365, "Bekræftet for 11 måneder siden"),
        (366, "Bekræftet for 1 år siden"),
        (800, "Bekræftet for 2 år siden"),
    ],
)
def test_how_fresh_in_words(days: int, words: str) -> None:
    assert freshness(TODAY - dt.timedelta(days=days), TODAY).replace("\u00a0", " ") == words


def test_after_half_a_year_it_is_time_again() -> None:
    assert is_stale(None, TODAY)
    assert freshness(None, TODAY) == "Ikke bekræftet endnu"
    assert not is_stale(TODAY - dt.timedelta(days=183), TODAY)
    assert is_stale(TODAY - dt.timedelta(days=184), TODAY)


def test_nothing_is_different_from_itself() -> None:
    assert differences(FULL, FULL) == []


def test_a_text_is_told_before_and_now() -> None:
    (found,) = differences(FULL, profile(summary="Café og catering"))
    assert (found.label, found.gone, found.come) == ("Kort beskrivelse", ("Café",), ("Café og catering",))


def test_of_lists_only_what_goes_and_comes() -> None:
    tea = {**COFFEE, "name": "Te", "picture": None, "picture_alt": ""}
    (found,) = differences(FULL, profile(products=[COFFEE, tea]))
    assert (found.gone, found.come) == ((), ("Te · Ristet her · 30 kr. · (Mad og catering)",))
    assert found.pictures_come == ()
    (found,) = differences(FULL, profile(products=[]))
    assert found.pictures_gone == ((7, "En kop"),)


def test_another_order_is_a_difference_too() -> None:
    (found,) = differences(profile(trades=["a", "b"]), profile(trades=["b", "a"]))
    assert found.come == ("Det samme i en anden rækkefølge",)


def test_pictures_and_people_that_are_taken_away_are_gone_at_once() -> None:
    public = without_what_is_gone(FULL, profile(pictures=[], contacts=[], products=[], summary="Noget andet"))
    assert public["pictures"] == [] == public["contacts"]
    assert public["products"] == [{**COFFEE, "picture": None, "picture_alt": ""}]
    assert public["summary"] == "Café"


def test_a_persons_number_that_is_taken_away_or_changed_is_gone_at_once() -> None:
    (rana,) = FULL["contacts"]
    for phone in ("", "2"):
        (public,) = without_what_is_gone(FULL, profile(contacts=[{**rana, "phone": phone, "email": "ny@x.example"}]))[
            "contacts"
        ]
        assert public == {**rana, "phone": ""}
    assert without_what_is_gone(FULL, profile(contacts=[{**rana, "title": "Leder"}]))["contacts"] == [rana]


def test_what_is_searched_in() -> None:
    words = searched(FULL, ["Sumak", "Café Ådalen"])
    assert all(one in words for one in ("sumak", "café ådalen", "kaffe", "ristet her", "motalavej"))
    assert "rana" not in words


texts = st.text(max_size=12)
profiles = st.fixed_dictionaries(
    {
        **{name: st.just(value) for name, value in NOTHING.items()},
        "summary": texts,
        "trades": st.lists(texts, max_size=3),
    }
)


@given(profiles, profiles)
def test_same_print_same_profile_no_difference(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)
    assert bool(differences(one, other)) == (one != other)


@given(profiles, profiles)
def test_taking_away_adds_nothing(published: dict[str, Any], now: dict[str, Any]) -> None:
    kept = without_what_is_gone(published, now)
    assert kept.keys() == published.keys()
    assert all(item in published["pictures"] for item in kept["pictures"])
