"""Hours at the start and later, whose rose, which jobs lasted; and one person's story."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F, Value
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.models import HoursStep, Placement
from agreements.queries.progression import MonthsLater
from reports import indicators
from reports.figures import Basis
from reports.indicators import cases
from socialportal.accounts.models import Municipality
from socialportal.common.periods import add_months

from . import records
from .records import D


@pytest.fixture
def place(db: None) -> Municipality:
    return records.municipality()


def job(where: Any, start: dt.date, *steps: tuple[dt.date, float], end: dt.date | None = None) -> Placement:
    made = records.placement(where, start=start, ended_on=end)
    for day, hours in steps:
        HoursStep.objects.create(placement=made, valid_from=day, hours_per_week=hours)
    return made


def values(place: Municipality, *names: str, day: dt.date | None = None) -> list[object]:
    found = indicators.count(Basis.of(place, 2018, day)).figures
    for name in ("progression_jobs", "progression_rose"):
        assert found[name].recounted() == found[name].value
    return [found[f"progression_{name}"].value for name in names]


def test_hours_at_the_start_and_after(place: Municipality) -> None:
    where = records.presence(place)
    start = D(2016, 12, 31)
    job(where, start, (start, 5), (D(2017, 6, 30), 10), (D(2017, 12, 31), 15), (D(2018, 12, 31), 20))
    job(where, start, (start, 8))
    assert values(place, "jobs", "hours_start", "hours_6", "hours_12", "hours_24") == [
        2,
        Decimal("6.5"),
        Decimal("9.0"),
        Decimal("11.5"),
        Decimal("14.0"),
    ]
    assert values(place, "rose", "rose_pct") == [1, Decimal("50.0")]


def test_a_job_counts_after_some_months_from_that_very_day(place: Municipality) -> None:
    where = records.presence(place)
    job(where, D(2018, 3, 31), (D(2018, 3, 31), 5))
    assert values(place, "hours_6", "lasting_6_pct", day=D(2018, 9, 29)) == [None, None]
    assert values(place, "hours_6", "lasting_6_pct", day=D(2018, 9, 30)) == [Decimal("5.0"), Decimal("100.0")]


def test_a_job_lasted_when_its_last_day_is_that_day_or_later(place: Municipality) -> None:
    where = records.presence(place)
    for end in (D(2018, 6, 30), D(2018, 7, 1), None):
        job(where, D(2018, 1, 1), (D(2018, 1, 1), 5), end=end)
    found = indicators.count(Basis.of(place, 2018)).figures["progression_lasting_6_pct"]
    assert (found.part, found.denominator, found.value) == (2, 3, Decimal("66.7"))
    assert indicators.count(Basis.of(place, 2018)).figures["progression_hours_6"].denominator == 2


def test_what_is_not_followed_is_left_out(place: Municipality) -> None:
    where = records.presence(place)
    job(where, D(2018, 1, 1))
    other = job(where, D(2018, 1, 1), (D(2018, 1, 1), 5))
    Placement.objects.filter(pk=other.pk).update(channel=Placement.Channel.OTHER)
    job(where, D(2019, 1, 1), (D(2019, 1, 1), 5))
    deleted = job(where, D(2018, 1, 1), (D(2018, 1, 1), 5))
    HoursStep.objects.filter(placement=deleted).update(deleted_at=dt.datetime(2018, 1, 1, tzinfo=dt.UTC))
    assert values(place, "jobs", "hours_start", "rose_pct", "hours_12") == [0, None, None, None]


def test_hours_known_only_after_the_day_are_not_known(place: Municipality) -> None:
    where = records.presence(place)
    job(where, D(2018, 1, 1), (D(2018, 1, 1), 5), (D(2019, 1, 1), 20))
    assert values(place, "rose") == [0]
    assert values(place, "rose", day=D(2018, 12, 31)) == [0]


class TestMonthsLater(TestCase):
    """The database and `add_months` agree on every day, also on 31 August and 29 February."""

    @given(st.dates(D(2000, 1, 1), D(2099, 12, 31)), st.sampled_from([6, 12, 24]))
    @settings(max_examples=60, deadline=None)
    def test_same_as_in_python(self, day: dt.date, months: int) -> None:
        place = Municipality.objects.order_by("pk")[:1]
        found = place.annotate(
            day=Value(day, output_field=MonthsLater.output_field), then=MonthsLater(F("day"), months)
        )
        assert found.get().then == add_months(day, months)


# --- One person's story -----------------------------------------------------------------------------------------------


@dataclass
class Step:
    valid_from: dt.date
    hours_per_week: Decimal
    intensity: int


VICTOR = [Step(D(2019, 1, 1), Decimal("15.0"), 100), Step(D(2016, 9, 8), Decimal("4.5"), 80)]


def test_the_printed_story_is_computed_and_carries_its_own_days() -> None:
    found = cases.figures(VICTOR, D(2018, 12, 31))
    assert {name: figure.value for name, figure in found.items()} == {
        "case.hours_start": Decimal("4.5"),
        "case.intensity_start": 80,
        "case.effective_start": Decimal("3.6"),
        "case.hours_latest": 15,
        "case.intensity_latest": 100,
        "case.effective_latest": 15,
    }
    assert found["case.effective_start"].period.replace("\u00a0", " ") == "fra 8. september 2016"
    assert found["case.hours_latest"].period.replace("\u00a0", " ") == "fra 1. januar 2019"
    assert found["case.effective_start"].rounding
    assert all(figure.protected for figure in found.values())


def test_a_story_ends_when_the_report_is_written() -> None:
    later = [*VICTOR, Step(D(2019, 4, 1), Decimal(20), 100)]
    assert cases.figures(later, D(2018, 12, 31))["case.hours_latest"].value == 15
    assert cases.figures(later, D(2019, 1, 1))["case.hours_latest"].value == 20
    assert cases.figures([], D(2018, 12, 31)) == {}
