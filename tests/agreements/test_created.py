"""What an enterprise has created: the counts, and the rule by which a growing table of persons may be renewed."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import AttendanceWeek, JobNeed, Placement
from agreements.queries.created import FLEX, OTHER, YearCreated, created
from agreements.queries.openings import with_free_places, with_open_jobs
from agreements.tabulate import Renewal, last_renewal
from enterprises.models import Contribution
from tests import factories

from . import world
from .world import Place

DAY = dt.date
Years = dict[int, dict[str, int]]
COUNTS = st.integers(0, 9)
YEARS = st.dictionaries(st.integers(2015, 2022), st.fixed_dictionaries({FLEX: COUNTS, OTHER: COUNTS}), max_size=8)


def cells(flex: int, other: int) -> dict[str, int]:
    return {FLEX: flex, OTHER: other}


# --- The rule ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("own", "others", "renewed"),
    [
        ({}, {}, None),
        ({2018: cells(3, 3)}, {}, Renewal(2018, cells(3, 3))),
        ({2018: cells(3, 2)}, {}, None),
        ({2018: cells(6, 0)}, {}, None),  # ”all of them” tells of each
        ({2018: cells(3, 2), 2019: cells(0, 1)}, {}, Renewal(2019, cells(3, 3))),
        ({2018: cells(3, 3), 2019: cells(1, 0)}, {}, Renewal(2018, cells(3, 3))),
        ({2018: cells(3, 3), 2019: cells(3, 0), 2020: cells(0, 4)}, {}, Renewal(2020, cells(6, 7))),
        ({2018: cells(3, 3)}, {2018: cells(1, 5)}, None),  # the municipality's table less this one is one person
        ({2018: cells(3, 3)}, {2018: cells(0, 5)}, Renewal(2018, cells(3, 3))),
        ({2018: cells(3, 3)}, {2017: cells(1, 1), 2018: cells(4, 4)}, Renewal(2018, cells(3, 3))),
        ({2018: cells(3, 3), 2019: cells(0, 0)}, {2019: cells(1, 1)}, Renewal(2018, cells(3, 3))),
    ],
)
def test_a_table_is_renewed_when_nobody_can_be_told(own: Years, others: Years, renewed: Renewal | None) -> None:
    assert last_renewal(own, others, 3) == renewed


def _tables(own: Years, others: Years, threshold: int) -> list[Renewal]:
    """Every table that anybody could have kept: as it stood at the end of each year."""
    kept: list[Renewal] = []
    for last in range(2014, 2024):
        table = last_renewal({y: c for y, c in own.items() if y <= last}, others, threshold)
        if table and (not kept or kept[-1] != table):
            kept.append(table)
    return kept


@given(YEARS, YEARS, st.integers(2, 5))
def test_no_difference_of_two_tables_is_about_few(own: Years, others: Years, threshold: int) -> None:
    tables = [Renewal(0, cells(0, 0)), *_tables(own, others, threshold)]
    for number, later in enumerate(tables):
        for earlier in tables[:number]:
            for name in (FLEX, OTHER):
                assert later.cells[name] - earlier.cells[name] >= threshold


@given(YEARS, YEARS, st.integers(2, 5))
def test_no_rest_of_the_municipality_is_about_few(own: Years, others: Years, threshold: int) -> None:
    """In the years between two renewals in which the enterprise added something: the others' part is none or enough."""
    tables = [Renewal(0, cells(0, 0)), *_tables(own, others, threshold)]
    for earlier, later in itertools.pairwise(tables):
        years = [year for year, added in own.items() if earlier.year < year <= later.year and any(added.values())]
        for name in (FLEX, OTHER):
            rest = sum(others.get(year, {}).get(name, 0) for year in years)
            assert rest == 0 or rest >= threshold


@given(YEARS, YEARS, st.integers(2, 5))
def test_no_single_year_s_kinds_follow_from_its_volume(own: Years, others: Years, threshold: int) -> None:
    """Of a table over several years and the public number of jobs in each, no year's flex jobs follow but all or none."""
    tables = [Renewal(0, cells(0, 0)), *_tables(own, others, threshold)]
    for earlier, later in itertools.pairwise(tables):
        volumes = {y: sum(c.values()) for y, c in own.items() if earlier.year < y <= later.year and any(c.values())}
        grown = {name: later.cells[name] - earlier.cells[name] for name in (FLEX, OTHER)}
        if len(volumes) < 2:
            continue
        for volume in volumes.values():
            fewest, most = max(0, volume - grown[OTHER]), min(volume, grown[FLEX])
            assert fewest < most


# --- The counts -------------------------------------------------------------------------------------------------------
@pytest.fixture
def place(db: None) -> Place:
    return world.place("0330", "VeteranHaven")


def job(of: Place, day: dt.date, code: str = "fleksjob", **fields: object) -> Placement:
    return Placement.objects.create(presence=of.presence, type=world.job_type(code), started_on=day, **fields)


def test_courses_weeks_and_jobs_of_each_year(place: Place) -> None:
    first = world.course(place, DAY(2018, 2, 5))
    second = world.course(place, DAY(2018, 3, 5))
    world.ended(second, DAY(2019, 1, 31))
    for course, monday, hours in (
        (first, DAY(2018, 2, 5), "12.5"),
        (first, DAY(2018, 12, 31), "10"),
        (second, DAY(2018, 3, 5), "8"),
        (second, DAY(2018, 3, 12), "0"),
    ):
        AttendanceWeek.objects.create(course=course, monday=monday, planned=15, attended=Decimal(hours))
    job(place, DAY(2018, 5, 1))
    job(place, DAY(2018, 6, 1), "full_time")
    job(place, DAY(2018, 6, 1), channel="other")  # not the municipality's doing
    job(place, DAY(2020, 1, 1))
    Contribution.objects.create(presence=place.presence, year=2018, placements_other_channels=4, state="approved")
    Contribution.objects.create(presence=place.presence, year=2019, placements_other_channels=9, state="submitted")
    found = created(place.enterprise, [place.municipality.pk], 2019)[place.municipality.pk]
    assert found.years == {
        2018: YearCreated(2, 0, 2, 2, 3, Decimal("30.5"), 2, 4),
        2019: YearCreated(0, 1, 1),
    }
    assert found.own[2018] == {FLEX: 1, OTHER: 1}
    assert 2020 not in found.own


def test_what_lies_in_the_trash_or_elsewhere_does_not_count(place: Place) -> None:
    other = world.place("0621", "Havnehuset")
    world.course(other)
    job(other, DAY(2018, 5, 1))
    course = world.course(place)
    course.participant.deleted_at = timezone.now()
    course.participant.save()
    gone = job(place, DAY(2018, 5, 1))
    gone.deleted_at = timezone.now()
    gone.save()
    found = created(place.enterprise, [place.municipality.pk], 2025)
    assert found[place.municipality.pk].years == {}


def test_others_of_the_municipality_are_counted_apart(place: Place) -> None:
    neighbour = factories.enterprise("Nabo", place.municipality)
    job(place, DAY(2018, 5, 1))
    for code in ("fleksjob", "full_time", "part_time"):
        Placement.objects.create(
            presence=neighbour.presences.get(), type=world.job_type(code), started_on=DAY(2018, 4, 1)
        )
    found = created(place.enterprise, [place.municipality.pk], 2018)[place.municipality.pk]
    assert (found.own[2018][FLEX], found.own[2018][OTHER]) == (1, 0)
    assert found.others[2018] == {FLEX: 1, OTHER: 2}


def test_the_same_queries_for_more(place: Place) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            created(place.enterprise, [place.municipality.pk], 2025)
        return len(queries)

    job(place, DAY(2018, 1, 1))
    few = asked()
    for number in range(20):
        job(place, DAY(2000 + number, 1, 1), "fleksjob" if number % 2 else "full_time")
    assert asked() == few <= 8


# --- What is open -----------------------------------------------------------------------------------------------------
def test_free_places_are_ordinary_places_nobody_is_in(place: Place) -> None:
    today = DAY(2018, 6, 1)
    assert list(with_free_places(today)) == [place.enterprise.pk]
    for _ in range(2):
        world.course(place)
    assert list(with_free_places(today)) == [place.enterprise.pk]
    last = world.course(place)
    assert list(with_free_places(today)) == []
    world.ended(last, DAY(2018, 5, 31))
    assert list(with_free_places(today)) == [place.enterprise.pk]
    place.agreement.valid_to = DAY(2018, 5, 31)
    place.agreement.save()
    assert list(with_free_places(today)) == []


def test_open_jobs_are_needs_not_closed(place: Place) -> None:
    need = JobNeed.objects.create(
        presence=place.presence, title="Køkkenhjælp", hours_from=5, hours_to=10, wanted_from=DAY(2018, 9, 1)
    )
    today = DAY(2018, 6, 1)
    assert list(with_open_jobs(today)) == [place.enterprise.pk]
    need.closed_on = today
    need.save()
    assert list(with_open_jobs(today)) == []
