"""Det har vi skabt, as the enterprise and the municipality read it: who may, what is protected, and the paper."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.models import AttendanceWeek, Evaluation, Placement
from enterprises.models import Presence
from socialportal.accounts import roles
from tests import factories
from tests.agreements import world
from tests.agreements.world import Place
from tests.common.pdf_reading import spoken, tags, without_spaces
from tests.pages import faults_of

DAY = dt.date
PAGE = "/arbejde/det-har-vi-skabt/"


@pytest.fixture
def place(db: None) -> Place:
    of = world.place("0330", "VeteranHaven")
    of.enterprise.slug = "veteranhaven"
    of.enterprise.save()
    return of


def client(who: Any) -> Client:
    browser = Client()
    browser.force_login(who)
    return browser


def own_user(of: Place) -> Any:
    return factories.user("bruger@veteranhaven.example", roles.ENTERPRISE_USER, serves=of.enterprise)


def read(who: Any, query: str = "", status: int = 200) -> str:
    response = client(who).get(f"{PAGE}veteranhaven/{query}")
    assert response.status_code == status
    return str(response.content.decode())


def jobs(of: Presence, day: dt.date, **numbers: int) -> None:
    for code, number in numbers.items():
        for _ in range(number):
            Placement.objects.create(presence=of, type=world.job_type(code), started_on=day)


def attend(of: Place, persons: int, monday: dt.date, hours: int) -> None:
    for _ in range(persons):
        course = world.course(of, monday)
        AttendanceWeek.objects.create(course=course, monday=monday, planned=hours, attended=hours)


def test_who_may_read(place: Place) -> None:
    kolding = world.place("0621", "Havnehuset")
    mentor = factories.user("mentor@veteranhaven.example", roles.MENTOR, serves=place.enterprise)
    administrator = factories.user("adm@slagelse.example", roles.ADMINISTRATOR, place.municipality)
    politician = factories.user("pol@slagelse.example", roles.POLITICIAN, place.municipality)
    stranger = factories.user("bruger@havnehuset.example", roles.ENTERPRISE_USER, serves=kolding.enterprise)
    for who in (own_user(place), place.coordinator, place.consultant):
        assert faults_of(read(who)) == []
    for who, status in (
        (mentor, 403),
        (administrator, 403),
        (politician, 403),
        (stranger, 404),
        (kolding.coordinator, 404),
    ):
        read(who, status=status)
        assert client(who).get(f"{PAGE}veteranhaven.pdf").status_code == status
    assert Client().get(f"{PAGE}veteranhaven/").status_code == 302


def test_nothing_yet_says_what_will_be_here(place: Place) -> None:
    page = read(own_user(place))
    assert "Der er ikke noget at tælle endnu." in page
    assert "Hent som PDF" not in page


def test_volumes_are_told_and_hours_of_few_are_not(place: Place) -> None:
    place.agreement.terms.update(places=9)
    attend(place, 2, DAY(2018, 1, 8), 17)
    attend(place, 3, DAY(2019, 1, 7), 20)
    page = read(own_user(place)).replace("\u00a0", " ")
    assert "5 forløb er begyndt siden 2018." in page
    assert ">60<" in page
    assert ">34<" not in page
    assert ">94<" not in page  # the sum is of what is told


def test_this_year_comes_when_it_has_gone(place: Place) -> None:
    jobs(place.presence, timezone.localdate(), fleksjob=5)
    assert "Der er ikke noget at tælle endnu." in read(own_user(place))


@pytest.mark.parametrize(
    ("numbers", "others", "told"),
    [
        ({"fleksjob": 4, "full_time": 2, "part_time": 1}, {}, True),
        ({"fleksjob": 4, "full_time": 2}, {}, False),
        ({"fleksjob": 9}, {}, False),
        ({"fleksjob": 4, "full_time": 3}, {"fleksjob": 1}, False),
        ({"fleksjob": 4, "full_time": 3}, {"fleksjob": 3, "full_time": 5}, True),
    ],
)
def test_kinds_of_job_are_protected(place: Place, numbers: dict[str, int], others: dict[str, int], told: bool) -> None:
    neighbour = factories.enterprise("Nabo", place.municipality)
    jobs(place.presence, DAY(2018, 5, 1), **numbers)
    jobs(neighbour.presences.get(), DAY(2018, 5, 1), **others)
    page = read(own_user(place))
    assert ("Slags job" in page) is told
    assert ("Fleksjob" in page) is told


def test_the_threshold_is_the_municipality_s(place: Place) -> None:
    jobs(place.presence, DAY(2018, 5, 1), fleksjob=4, full_time=4)
    assert "Slags job" in read(own_user(place))
    place.municipality.threshold = 5
    place.municipality.save()
    assert "Slags job" not in read(place.coordinator)


def test_statuses_are_those_of_the_evaluation_that_was_sent(place: Place) -> None:
    jobs(place.presence, DAY(2018, 5, 1), fleksjob=1)
    copy = {"cells": [["i job", ["fleksjob"], 7], ["stoppet", ["stopped"], 0]], "cells_as_of": "2018-06-30"}
    made = Evaluation.objects.create(agreement=place.agreement, counted_from=DAY(2015, 7, 1), as_of=DAY(2018, 6, 30))
    assert "Hvad forløbene førte til</h2>" not in read(own_user(place))
    Evaluation.objects.filter(pk=made.pk).update(sent_on=DAY(2018, 7, 1), sent_copy=copy)
    page = read(place.coordinator).replace("\u00a0", " ")
    assert "Afsluttet fra 1. juli 2015 til 30. juni 2018" in page
    assert "I job" in page
    assert "Stoppet" not in page


def test_each_municipality_reads_its_own(place: Place) -> None:
    kolding = world.place("0621", "Havnehuset")
    there = factories.presence(place.enterprise, kolding.municipality)
    jobs(place.presence, DAY(2018, 5, 1), fleksjob=2)
    jobs(there, DAY(2019, 5, 1), fleksjob=7)
    mine = own_user(place)
    assert "9 job er kommet til" in read(mine).replace("\u00a0", " ")
    assert "7 job er kommet til" in read(mine, "?kommune=0621").replace("\u00a0", " ")
    assert "2 job er kommet til" in read(place.coordinator).replace("\u00a0", " ")
    assert "Kolding" not in read(place.coordinator)
    read(place.coordinator, "?kommune=0621", status=404)
    read(mine, "?kommune=0101", status=404)
    read(mine, "?kommune=%3Cx%3E", status=404)


def test_all_municipalities_together_give_no_hidden_hours(place: Place) -> None:
    """Two persons in the one, three in the other: the sum of both is what may be told of each, and no more."""
    kolding = world.place("0621", "Havnehuset")
    place.agreement.terms.update(places=9)
    there = factories.presence(place.enterprise, kolding.municipality)
    attend(place, 3, DAY(2018, 1, 8), 20)
    for _ in range(2):
        course = world.course(kolding, DAY(2018, 1, 8))
        type(course).objects.filter(pk=course.pk).update(presence=there)
        AttendanceWeek.objects.create(course=course, monday=DAY(2018, 1, 8), planned=9, attended=9)
    page = read(own_user(place))
    assert ">60<" in page
    assert ">78<" not in page


def test_the_paper_says_the_same(place: Place) -> None:
    jobs(place.presence, DAY(2018, 5, 1), fleksjob=4, full_time=3)
    response = client(own_user(place)).get(f"{PAGE}veteranhaven.pdf")
    assert response["Content-Type"] == "application/pdf"
    said = without_spaces(spoken(response.content))
    for words in ("Det har vi skabt", "7 job er kommet til siden 2018.", "Fleksjob", "VeteranHaven"):
        assert without_spaces(words) in said, words
    found = tags(response.content)
    assert found.count("Table") == 2
    assert "H1" in found
    assert "TH" in found


def test_the_way_there_stands_on_the_enterprise_s_page(place: Place) -> None:
    link = f'href="{PAGE}veteranhaven/"'
    assert link in str(client(place.coordinator).get(place.enterprise.get_absolute_url()).content)


def test_the_same_queries_for_more_years(place: Place) -> None:
    browser = client(own_user(place))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{PAGE}veteranhaven/").status_code == 200
        return len(queries)

    jobs(place.presence, DAY(2018, 5, 1), fleksjob=3)
    few = asked()
    for year in range(1990, 2018):
        jobs(place.presence, DAY(year, 5, 1), fleksjob=1, full_time=1)
    assert asked() == few <= 20
