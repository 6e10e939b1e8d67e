"""Udvikling: what the page says is what the lists behind it hold."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.test import Client

from agreements.models import HoursStep, Placement, PlacementEndReason
from agreements.queries.progression import progression
from agreements.services import placement as services
from agreements.views.progression import GROUPS
from socialportal.accounts.access import SYSTEM

from . import world
from .reading import at, text_of
from .world import Place

DAY = dt.date(2020, 12, 31)


def job(of: Place, start: dt.date, first: str = "5", *steps: tuple[dt.date, str]) -> Placement:
    made = Placement(presence=of.presence, type=world.job_type(), started_on=start)
    services.register_placement(SYSTEM, made, hours=HoursStep(hours_per_week=Decimal(first)))
    for day, hours in steps:
        services.add_hours_step(SYSTEM, HoursStep(placement=made, valid_from=day, hours_per_week=Decimal(hours)))
    return made


def end(made: Placement, day: dt.date, code: str | None) -> None:
    reason = PlacementEndReason.objects.get(code=code) if code else None
    services.end_placement(SYSTEM, made, ended_on=day, end_reason=reason, expected_version=made.version)


@pytest.fixture
def jobs(slagelse: Place, kolding: Place) -> Place:
    job(slagelse, dt.date(2018, 1, 1), "5", (dt.date(2018, 7, 1), "10"))
    end(job(slagelse, dt.date(2018, 1, 1), "10", (dt.date(2019, 2, 1), "15")), DAY, "ordinary-enterprise")
    end(job(slagelse, dt.date(2020, 1, 1), "20"), dt.date(2020, 3, 1), "education")
    end(job(slagelse, dt.date(2020, 9, 1), "20"), dt.date(2020, 10, 1), None)
    job(kolding, dt.date(2018, 1, 1), "37")
    return slagelse


def test_who_moved_on_is_counted_of_those_whose_reason_is_known(jobs: Place) -> None:
    found = progression(jobs.municipality, DAY)
    assert (found.ended, found.moved_on) == (2, 1)
    day_before = progression(jobs.municipality, DAY - dt.timedelta(days=1))
    assert (day_before.ended, day_before.moved_on) == (1, 0)


def test_every_number_leads_to_as_many_jobs(jobs: Place, consultant: Client) -> None:
    page = consultant.get(f"{at('progression')}?dag={DAY}")
    text = text_of(page)
    for words in ("Ved start 4 13,8", "Efter 6 måneder 2 10", "Har flere timer end ved start 50 % 2", "ordinær"):
        assert words in text, text
    links = re.findall(r'<a href="(/arbejde/udvikling/([\w-]+)/\?dag=[\d-]+)">(\d+)', page.content.decode())
    assert {key for _, key, _ in links} == set(GROUPS)
    for url, _, number in links:
        told = "ingen job" if number == "0" else f"{number} job"
        behind = consultant.get(url)
        assert told in text_of(behind) or number == "0", url
        assert len(behind.context["table"].rows) == int(number)
    assert consultant.get(at("progression-jobs", "alt")).status_code == 404


def test_a_day_that_is_none_is_told_and_nothing_to_count_is_said(slagelse: Place, consultant: Client) -> None:
    assert "Her kommer timer og varighed" in text_of(consultant.get(at("progression")))
    page = consultant.get(f"{at('progression')}?dag=31.13.2020").content.decode()
    assert "<title>Fejl:" in page


def test_it_is_asked_in_one_query(jobs: Place, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        progression(jobs.municipality, DAY)
