"""Rimelighedskravet: how many may be in internship and wage subsidy at once (domain-model R33)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import ReasonablenessRule
from agreements.tabulate import allowed_at_once, mean_of, needed_for

from .reading import at, text_of

NUMBERS = st.decimals(0, 400, places=2)


@dataclass(frozen=True)
class Rule:
    employees_per_place: int = 5
    up_to: int = 50
    employees_per_place_above: int = 10
    at_least: int = 1


@pytest.mark.parametrize(
    ("employees", "allowed"),
    [
        ("0", 1),
        ("4.99", 1),
        ("5", 1),
        ("9.99", 1),
        ("10", 2),
        ("49.99", 9),
        ("50", 10),
        ("51", 10),
        ("59.99", 10),
        ("60", 11),
        ("100", 15),
    ],
)
def test_one_for_five_up_to_fifty_then_one_for_ten(employees: str, allowed: int) -> None:
    assert allowed_at_once(Decimal(employees), Rule()) == allowed


@given(NUMBERS, NUMBERS)
def test_more_employees_never_allow_fewer(one: Decimal, other: Decimal) -> None:
    fewer, more = sorted([one, other])
    assert 1 <= allowed_at_once(fewer, Rule()) <= allowed_at_once(more, Rule())


@given(NUMBERS)
def test_a_tenth_is_the_least_and_a_fifth_the_most(employees: Decimal) -> None:
    allowed = allowed_at_once(employees, Rule())
    assert allowed == 1 or employees / 10 - 1 < allowed <= employees / 5


@given(st.integers(2, 60))
def test_what_is_needed_is_just_enough(places: int) -> None:
    enough = needed_for(places, Rule())
    assert allowed_at_once(enough, Rule()) == places
    assert allowed_at_once(enough - Decimal("0.01"), Rule()) == places - 1
    assert needed_for(1, Rule()) == 0


@given(st.lists(NUMBERS, min_size=1, max_size=4))
def test_the_average_lies_among_its_months(months: list[Decimal]) -> None:
    assert min(months) <= mean_of(months) <= max(months)


def test_of_no_months_there_is_no_average() -> None:
    with pytest.raises(ValueError, match="ingen måneder"):
        mean_of([])


# --- The page ---------------------------------------------------------------------------------------------------------
def asked(client: Client, query: str) -> str:
    return text_of(client.get(f"{at('reasonableness')}?{query}"))


def test_one_average_or_four_months(consultant: Client) -> None:
    assert "Regn ud" in asked(consultant, "")
    page = asked(consultant, "gennemsnit=12,5&allerede=1")
    assert "Der er plads til én mere" in page
    assert "Med 12,5 ordinært ansatte må der være 2 i praktik og løntilskud ad gangen." in page
    page = asked(consultant, "maaned1=60&maaned2=60&maaned3=61&maaned4=59&allerede=11")
    assert "Der er ikke plads til flere" in page
    assert "Først ved 70 ordinært ansatte er der plads til en mere." in page
    assert "Der er én for mange" in asked(consultant, "gennemsnit=0&allerede=2")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("gennemsnit=-1", "Gennemsnit"),
        ("allerede=2", "hvor mange ordinært ansatte"),
        ("gennemsnit=5&maaned1=4", "ikke begge dele"),
        ("maaned1=4&maaned2=4&maaned4=4", "alle fire måneder"),
    ],
)
def test_what_is_missing_is_told(consultant: Client, query: str, told: str) -> None:
    response = consultant.get(f"{at('reasonableness')}?{query}")
    assert response.status_code == 422
    assert told in text_of(response)
    assert "<title>Fejl:" in response.content.decode()


def test_the_rule_is_the_one_of_the_day(consultant: Client) -> None:
    ReasonablenessRule.objects.update(valid_to=dt.date(2025, 12, 31), valid_from=dt.date(2020, 1, 1))
    ReasonablenessRule.objects.create(
        code="reasonableness",
        name="Ny regel",
        employees_per_place=4,
        up_to=40,
        employees_per_place_above=8,
        valid_from=dt.date(2026, 1, 1),
        legal_reference="Ny bekendtgørelse",
    )
    old, new = (asked(consultant, f"gennemsnit=20&dag={day}") for day in ("2025-06-01", "2026-06-01"))
    assert "må der være 4 i" in old
    assert "må der være 5 i" in new
    assert "Ny bekendtgørelse" in new
    assert "Der er ingen regel for 1. juni 2019" in asked(consultant, "gennemsnit=20&dag=2019-06-01")
