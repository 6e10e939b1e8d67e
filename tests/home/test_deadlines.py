"""`/frister/`: heaps, filters, counts, files, reasons."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import (
    ActionStep,
    Collaboration,
    Delay,
    Description,
    DescriptionKind,
    FollowUp,
    Placement,
    Plan,
)
from agreements.queries.deadlines import Kind, open_deadlines
from socialportal.home import worklist
from tests.agreements import world
from tests.agreements.reading import client_of, text_of
from tests.agreements.world import Place
from tests.pages import faults_of

TODAY = dt.date.today()
DAY, WEEKS = dt.timedelta(days=1), dt.timedelta(weeks=1)
PAGE = "/frister/"


@pytest.fixture
def slagelse(db: None) -> Place:
    made = world.place("0330", "VeteranHaven")
    made.agreement.terms.update(valid_from=None)
    return made


@pytest.fixture
def kolding(db: None) -> Place:
    return world.place("0621", "Fjordtangen")


@pytest.fixture
def consultant(slagelse: Place) -> Client:
    return client_of(slagelse.consultant)


def opened(client: Client, **query: str) -> Any:
    response = client.get(PAGE, query)
    assert response.status_code == 200
    assert faults_of(response.content.decode()) == []
    return response


@given(st.dates(dt.date(2015, 1, 1), dt.date(2035, 1, 1)), st.integers(-400, 400))
def test_every_day_lies_in_one_heap_and_later_days_in_no_earlier_one(day: dt.date, ahead: int) -> None:
    due = day + dt.timedelta(days=ahead)
    heap = worklist.heap_of(due, day)
    assert heap <= worklist.heap_of(due + dt.timedelta(days=1), day)
    assert (heap == 0) is (due < day)
    assert (heap == 1) is (due == day)
    assert worklist.end_of_week(day).isoweekday() == 7
    assert 0 <= (worklist.end_of_week(day) - day).days <= 6


def test_the_page_says_what_is_over_why_and_whose_it_is(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse, TODAY - 5 * WEEKS)
    page = opened(consultant)
    text = text_of(page)
    assert "Over fristen (1)" in text
    assert "én er over fristen" in text
    assert "Individuel plan skulle være lavet senest 4 uger efter start" in text
    assert "Aftalt Team Fleksjob" in text
    assert reverse("agreements:course-plan", args=[course.pk]) in page.content.decode()
    title = page.content.decode().split("<title>")[1].split("</title>")[0]
    assert course.participant.number not in title


def test_it_goes_away_by_itself(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse, TODAY - 5 * WEEKS)
    Plan.objects.filter(course=course).update(made_on=TODAY)
    assert "Der er ikke noget, du skal nå" in text_of(opened(consultant))


def test_filters_narrow_and_live_in_the_address(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse, TODAY - 5 * WEEKS)
    course.participant.responsible = slagelse.coordinator
    course.participant.save()
    Placement.objects.create(presence=slagelse.presence, type=world.job_type(), started_on=TODAY - 200 * WEEKS)
    FollowUp.objects.create(course=course, asked_on=TODAY, wanted_by=TODAY)
    assert "Individuel plan, Deltager" not in text_of(opened(consultant))
    mine_and_team = opened(consultant, hvem="team")
    assert "Individuel plan, Deltager" in text_of(mine_and_team)
    assert "Lovfrist" not in text_of(mine_and_team).split("Vis ")[-1]
    law = text_of(opened(consultant, hvem="kommunen", frist="lov"))
    assert "Over fristen (1)" in law
    assert "Opfølgning på fleksjob hos VeteranHaven" in law
    one_kind = text_of(opened(consultant, hvem="kommunen", slags="plan"))
    assert "Individuel plan, Deltager" in one_kind
    assert "Opfølgning på fleksjob hos" not in one_kind
    assert "Ingen opgaver passer" in text_of(opened(consultant, hvem="team", frist="lov"))
    other = text_of(opened(consultant, virksomhed="999999"))
    assert "Ingen opgaver passer" not in other or "Ikke på listen mere" in other
    assert "Fejl:" in opened(consultant, frist="sludder").content.decode()


def test_the_counts_are_those_of_the_lists(slagelse: Place, consultant: Client) -> None:
    for weeks in (0, 3, 4, 5, 9, 20):
        world.course(slagelse, TODAY - weeks * WEEKS, over_capacity_reason="Aftalt med kommunen")
    access = slagelse.access("consultant")
    everything = open_deadlines(access, TODAY)
    page = text_of(opened(consultant, hvem="kommunen"))
    for heap in worklist.heaps(everything, access, TODAY):
        if heap.rows:
            assert f"{heap.heading} ({len(heap.rows)})" in page
    assert sum(len(heap.rows) for heap in worklist.heaps(everything, access, TODAY)) == len(everything)
    front = client_of(slagelse.coordinator).get("/")
    over = sum(one.due < TODAY for one in open_deadlines(slagelse.access(), TODAY))
    assert over > 1
    assert f"{over} opgaver" in text_of(front)
    assert f"Over fristen ({over})" in text_of(opened(client_of(slagelse.coordinator), hvem="kommunen"))


def test_the_files_hold_what_the_page_shows(slagelse: Place, consultant: Client) -> None:
    world.course(slagelse, TODAY - 5 * WEEKS)
    sheet = consultant.get(PAGE, {"format": "csv"})
    lines = b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Frist;Opgave;")
    assert len(lines) == 2
    assert (TODAY - WEEKS).strftime("%Y") in lines[1]
    assert "Aftalt" in lines[1]
    book = consultant.get(PAGE, {"format": "xlsx"})
    assert book["Content-Type"].endswith("sheet")


def test_a_reason_is_written_and_corrected_from_the_list(slagelse: Place, consultant: Client) -> None:
    world.course(slagelse, TODAY - 5 * WEEKS)
    (one,) = open_deadlines(slagelse.access("consultant"), TODAY, kinds=["plan"])  # type: ignore[list-item]
    url = reverse("agreements:delay-add", args=["plan", one.about_id, one.due.isoformat()])
    assert url in opened(consultant).content.decode()
    form = consultant.get(url)
    assert "Individuel plan skulle være lavet" in text_of(form)
    assert faults_of(form.content.decode()) == []
    assert consultant.post(url, {}).status_code == 422
    absence, other = (world_reason(code) for code in ("absence", "other"))
    done = consultant.post(url, {"reason": absence.pk}, follow=True)
    assert "Grund: Fravær." in text_of(done)
    noted = Delay.objects.get()
    edit = reverse("agreements:delay-edit", args=[noted.pk])
    assert edit in done.content.decode()
    changed = consultant.post(edit, {"reason": other.pk, "version": 1}, follow=True)
    assert "Grund: Andet." in text_of(changed)
    assert consultant.post(edit, {"reason": absence.pk, "version": 1}).status_code == 409
    Plan.objects.filter(course=one.about_id).update(made_on=TODAY)
    assert consultant.get(edit).status_code == 404
    assert consultant.get(url).status_code == 404


def world_reason(code: str) -> Any:
    from agreements.models import DelayReason

    return DelayReason.objects.get(code=code)


def test_a_day_that_is_no_day_is_not_there(consultant: Client) -> None:
    assert consultant.get("/frister/grund/plan/1/i-morgen/").status_code == 404
    assert consultant.get("/frister/grund/noget/1/2018-01-01/").status_code == 404


def test_another_team_cannot_see_or_excuse_it(slagelse: Place, kolding: Place) -> None:
    course = world.course(slagelse, TODAY - 5 * WEEKS)
    (one,) = open_deadlines(slagelse.access("consultant"), TODAY, kinds=["plan"])  # type: ignore[list-item]
    url = reverse("agreements:delay-add", args=["plan", one.about_id, one.due.isoformat()])
    for user in (slagelse.colleague, kolding.consultant, kolding.coordinator):
        client = client_of(user)
        assert client.get(url).status_code == 404
        assert client.post(url, {"reason": world_reason("other").pk}).status_code == 404
        assert course.participant.number not in text_of(opened(client, hvem="kommunen"))


def test_the_consultant_begins_here_and_the_coordinator_with_the_overview(slagelse: Place, consultant: Client) -> None:
    assert consultant.get("/").url == PAGE
    assert "Ledige pladser" in text_of(opened(consultant))
    assert consultant.get("/overblik/").status_code == 200
    slagelse.agreement.valid_from = TODAY
    slagelse.agreement.save()
    front = client_of(slagelse.coordinator).get("/")
    assert "Det haster" not in text_of(front)
    slagelse.agreement.valid_from = None
    slagelse.agreement.save()
    world.course(slagelse, TODAY - 5 * WEEKS)
    assert "Det haster" in text_of(client_of(slagelse.coordinator).get("/"))


def test_every_button_leads_to_a_page_for_whoever_sees_it(slagelse: Place, consultant: Client) -> None:
    old = TODAY - 60 * WEEKS
    slagelse.agreement.valid_from, slagelse.agreement.valid_to = old, TODAY + WEEKS
    slagelse.agreement.save()
    slagelse.agreement.terms.update(valid_to=TODAY + WEEKS - DAY)
    course = world.course(slagelse, TODAY - 12 * WEEKS)
    FollowUp.objects.create(course=course, asked_on=TODAY)
    kind = DescriptionKind.objects.first()
    Description.objects.create(course=course, kind=kind, ordered_on=TODAY, needed_by=TODAY)
    Placement.objects.create(
        presence=slagelse.presence, type=world.job_type(), started_on=TODAY - 240 * WEEKS, temporary=True
    )
    together = Collaboration.objects.create(presence=slagelse.presence, partner_name="Havnen")
    ActionStep.objects.create(collaboration=together, what="Ring til havnen", due_on=TODAY)
    for who in ("consultant", "coordinator"):
        everything = open_deadlines(slagelse.access(who), TODAY)
        assert {one.kind for one in everything} == set(Kind)
        client = client_of(getattr(slagelse, who))
        for one in everything:
            for url in (one.page, one.action_url):
                assert client.get(url).status_code == 200, f"{one.kind} as {who}: {url}"


def test_queries_do_not_grow(slagelse: Place, consultant: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            opened(consultant, hvem="kommunen")
        return len(caught)

    def three() -> None:
        for _ in range(3):
            course = world.course(slagelse, TODAY - 9 * WEEKS, over_capacity_reason="Aftalt med kommunen")
            FollowUp.objects.create(course=course, asked_on=TODAY)

    three()
    few = queries()
    three()
    three()
    assert queries() == few
    assert few <= 20
