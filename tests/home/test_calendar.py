"""A user's deadlines for a calendar program: without login, without a person, only as long as one may."""

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from agreements.models import FollowUp
from socialportal.accounts.models import Membership
from socialportal.notices.services.calendar import make_address, revoke_address
from tests.agreements import world
from tests.agreements.world import Place

TODAY = dt.date.today()


@pytest.fixture
def slagelse(db: None) -> Place:
    made = world.place("0330", "VeteranHaven")
    made.agreement.terms.update(valid_from=None)
    return made


@pytest.fixture
def address(slagelse: Place) -> str:
    token = make_address(slagelse.access("consultant"), slagelse.consultant)
    return f"/kalender/{token}.ics"


def read(address: str) -> tuple[str, list]:
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/calendar")
    return response.content.decode(), list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_kind_and_enterprise_and_how_many(slagelse: Place, address: str) -> None:
    courses = [world.course(slagelse, TODAY - dt.timedelta(weeks=3)) for _ in range(2)]
    FollowUp.objects.create(course=courses[0], asked_on=TODAY)
    text, events = read(address)
    said = sorted(str(event["summary"]) for event in events)
    assert "Individuel plan hos VeteranHaven (2)" in said
    assert "Opfølgningsmøde hos VeteranHaven" in said
    assert len({str(event["uid"]) for event in events}) == len(events)
    for course in courses:
        assert course.participant.number not in text
    again, _ = read(address)
    uids = [line for line in text.splitlines() if line.startswith("UID")]
    assert uids == [line for line in again.splitlines() if line.startswith("UID")]


def test_what_is_settled_or_anothers_is_not_in_it(slagelse: Place, address: str) -> None:
    course = world.course(slagelse, TODAY - dt.timedelta(weeks=3))
    course.plan.made_on = TODAY
    course.plan.save()
    theirs = world.course(slagelse, TODAY - dt.timedelta(weeks=3), participant=world.participant(slagelse.other_team))
    assert theirs.pk
    assert not any("Individuel plan" in str(event["summary"]) for event in read(address)[1])


def test_revoked_ended_and_closed_are_not_there(slagelse: Place, address: str) -> None:
    assert Client().get(address).status_code == 200
    held = Membership.objects.get(user=slagelse.consultant)
    held.valid_to = TODAY - dt.timedelta(days=1)
    held.save()
    assert Client().get(address).status_code == 404
    held.valid_to = None
    held.save()
    slagelse.consultant.is_active = False
    slagelse.consultant.save()
    assert Client().get(address).status_code == 404
    slagelse.consultant.is_active = True
    slagelse.consultant.save()
    assert Client().get(address).status_code == 200
    revoke_address(slagelse.access("consultant"), slagelse.consultant)
    assert Client().get(address).status_code == 404
    assert Client().get("/kalender/gaet.ics").status_code == 404


def test_nobody_can_send_to_it(address: str) -> None:
    assert Client().post(address).status_code == 405
