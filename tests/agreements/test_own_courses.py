"""What a mentor sees of own participants and does about them; and who is told."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from agreements.models import Contact, Course, FollowUp, NoPlanReason, Plan
from agreements.queries.followers import followers_of
from agreements.services.own_course import ask_meeting, note_plan
from agreements.services.plan import record_no_plan
from agreements.services.sheet import send_sheet
from enterprises.models import EnterpriseMembership
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Membership, User
from socialportal.audit.models import Read
from socialportal.notices.models import Notice
from tests import factories

from . import world
from .reading import at, client_of, text_of, told
from .test_attendance import hours, mentor_of
from .test_sheets import ENDED, SECOND, write
from .world import Place, refused

TODAY = dt.date.today()


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def course(slagelse: Place) -> Course:
    who = world.participant(slagelse.team, case_reference="Sag 4711")
    return world.course(slagelse, ago(40), participant=who)


@pytest.fixture
def mentor(slagelse: Place, course: Course) -> User:
    return mentor_of(slagelse, course)


@pytest.fixture
def client(mentor: User) -> Client:
    return client_of(mentor)


@pytest.fixture
def access(mentor: User) -> Access:
    return factories.access_for(mentor)


# --- Asking for a meeting ---------------------------------------------------------------------------------------------
def test_a_mentor_asks_and_the_team_is_told(slagelse: Place, course: Course, access: Access) -> None:
    asked = ask_meeting(access, course, wanted_by=TODAY + dt.timedelta(days=7))
    assert (asked.asked_by, asked.kind, asked.asked_on) == (FollowUp.AskedBy.MENTOR, FollowUp.Kind.MEETING, TODAY)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (slagelse.consultant, "moede")
    assert course.participant.number not in notice.subject + notice.text
    assert notice.url == course.get_absolute_url()


def test_one_meeting_at_a_time(course: Course, access: Access) -> None:
    first = ask_meeting(access, course)
    with refused("Der er bedt om et møde"):
        ask_meeting(access, course)
    first.held_on = TODAY
    first.save()
    assert ask_meeting(access, course)
    assert Notice.objects.count() == 2


def test_what_cannot_be_asked(slagelse: Place, course: Course, access: Access) -> None:
    with refused("Dagen er gået", field="wanted_by"):
        ask_meeting(access, course, wanted_by=ago(1))
    stranger = factories.access_for(mentor_of(slagelse, world.course(slagelse, ago(40))))
    with pytest.raises(PermissionDenied):
        ask_meeting(stranger, course)
    over = world.ended(course, ago(1))
    with refused("afsluttet"):
        ask_meeting(access, over)
    assert not Notice.objects.exists()
    assert not FollowUp.objects.exists()


# --- Noting the plan --------------------------------------------------------------------------------------------------
def test_a_mentor_notes_that_the_plan_was_made(slagelse: Place, course: Course, access: Access) -> None:
    note_plan(access, course, made_on=ago(3), made_together=True, owned_by_participant=True)
    plan = Plan.objects.get()
    assert (plan.made_on, plan.made_together, plan.owned_by_participant) == (ago(3), True, True)
    assert [(one.user, one.kind) for one in Notice.objects.all()] == [(slagelse.consultant, "plan")]
    with refused("allerede noteret"):
        note_plan(access, course, made_on=ago(2))
    assert Plan.objects.get().made_on == ago(3)


def test_a_plan_that_cannot_be(slagelse: Place, course: Course, access: Access) -> None:
    with refused("fremtiden", field="made_on"):
        note_plan(access, course, made_on=TODAY + dt.timedelta(days=1))
    with refused("begyndte", field="made_on"):
        note_plan(access, course, made_on=ago(41))
    why = NoPlanReason.objects.all()[0]
    record_no_plan(SYSTEM, course, expected_version=1, no_plan_on=ago(5), no_plan_reason=why)
    with refused("senere dag", field="made_on"):
        note_plan(access, course, made_on=ago(5))
    stranger = factories.access_for(mentor_of(slagelse, world.course(slagelse, ago(40))))
    with pytest.raises(PermissionDenied):
        note_plan(stranger, course, made_on=ago(1))
    assert note_plan(access, course, made_on=ago(1)).no_plan_on == ago(5)


# --- Who is told ------------------------------------------------------------------------------------------------------
def test_who_follows_a_participant(slagelse: Place, course: Course) -> None:
    who = course.participant

    def followers() -> list[User]:
        return list(followers_of(who))

    second = factories.user("anden@slagelse.example", roles.CONSULTANT, slagelse.municipality, teams=[slagelse.team])
    assert followers() == [slagelse.consultant, second]
    who.responsible = second
    assert followers() == [second]
    who.responsible = slagelse.colleague  # who is in another team, and could not open it
    assert followers() == [slagelse.consultant, second]
    Membership.objects.filter(teams=slagelse.team).update(valid_to=ago(1))
    assert followers() == [slagelse.coordinator]
    Membership.objects.all().update(valid_to=ago(1))
    assert followers() == []


def test_the_contact_gets_a_mail_without_persons(slagelse: Place) -> None:
    slagelse.agreement.contact = Contact.objects.create(
        municipality=slagelse.municipality, name="Karen Holm", title="Kontaktperson", email="karen@slagelse.example"
    )
    slagelse.agreement.save()
    course = world.ended(world.course(slagelse, dt.date(2018, 2, 5)), ENDED)
    write(course, SECOND + dt.timedelta(days=4), ENDED, hours())
    send_sheet(slagelse.access("coordinator"), course, period_from=SECOND)
    mail, page = Notice.objects.order_by("pk")
    assert (mail.email, mail.user, page.user) == ("karen@slagelse.example", None, slagelse.consultant)
    assert "VeteranHaven" in mail.text
    assert course.participant.number not in mail.subject + mail.text
    assert mail.url == ""


def test_nobody_is_told_of_what_they_did(slagelse: Place) -> None:
    course = world.ended(world.course(slagelse, dt.date(2018, 2, 5)), ENDED)
    write(course, SECOND + dt.timedelta(days=4), ENDED, hours())
    send_sheet(slagelse.access("consultant"), course, period_from=SECOND)
    assert not Notice.objects.exists()


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_own_participants_and_no_others(slagelse: Place, course: Course, client: Client) -> None:
    others = world.course(slagelse, ago(40))
    page = text_of(client.get(at("own-courses")))
    assert course.participant.number in page
    assert "Skulle laves senest" in page
    assert others.participant.number not in page
    for name in ("own-course", "own-course-meeting", "own-course-plan"):
        assert client.get(at(name, others.pk)).status_code == 404
        assert client.get(at(name, course.pk)).status_code == 200


def test_nothing_else_is_told_of_a_participant(slagelse: Place, course: Course, client: Client) -> None:
    over = world.ended(course, ago(2), "prison")
    response = client.get(at("own-course", over.pk))
    page = text_of(response)
    for hidden in ("4711", "Fleksjob", "fængsel", "Status efter", str(slagelse.team)):
        assert hidden not in page
    assert "Forløbet er afsluttet" in page
    assert "Bed om et møde" not in page
    title = response.content.decode().split("</title>")[0]
    assert over.participant.number not in title


def test_opening_is_noted(mentor: User, course: Course, client: Client) -> None:
    client.get(at("own-courses"))
    assert not Read.objects.exists()
    client.get(at("own-course", course.pk))
    assert [(read.actor, read.object_id) for read in Read.objects.all()] == [(mentor, course.pk)]


def test_a_meeting_by_one_button(course: Course, client: Client) -> None:
    url = at("own-course-meeting", course.pk)
    response = client.post(url, {"wanted_by": ago(1).isoformat(), "version": course.version})
    assert response.status_code == 422
    assert "Holdes senest: Dagen er gået." in text_of(response)
    response = client.post(url, {"wanted_by": "", "version": course.version})
    assert response.status_code == 302
    assert "Kommunen har fået besked" in told(response)
    page = text_of(client.get(response["Location"]))
    assert "Der er bedt om et møde" in page
    assert client.post(url, {"wanted_by": "", "version": course.version}).status_code == 422
    assert FollowUp.objects.count() == 1


def test_the_plan_by_its_form(course: Course, client: Client) -> None:
    url = at("own-course-plan", course.pk)
    data = {"made_on": ago(3).isoformat(), "made_together": "on", "owned_by_participant": "", "version": course.version}
    response = client.post(url, data)
    assert response.status_code == 302
    page = text_of(client.get(response["Location"]))
    assert "Lavet" in page
    assert "Notér, at planen er lavet" not in page
    assert "allerede noteret" in text_of(client.post(url, data))


def test_the_day_after_the_last_there_is_nothing(mentor: User, course: Course, client: Client) -> None:
    EnterpriseMembership.objects.filter(user=mentor).update(valid_to=ago(1))
    assert client.get(at("own-courses")).status_code == 403
    for url in (at("own-course", course.pk), at("course-attendance", course.pk)):
        assert client.get(url).status_code == 404


def test_the_front_page_leads_there(slagelse: Place, course: Course, client: Client) -> None:
    page = client.get("/").content.decode()
    assert at("own-courses") in page
    assert at("attendance") in page
    assert "Sidste uge er skrevet for 0 af 1 deltager." in text_of(client.get("/"))
    write(course, ago(7), ago(7))
    assert "Sidste uges fremmøde er skrevet" in text_of(client.get("/"))
    consultant = client_of(slagelse.consultant)
    assert consultant.get(at("own-courses")).status_code == 403


def test_queries_do_not_grow(
    slagelse: Place, mentor: User, course: Course, client: Client, django_assert_max_num_queries: Any
) -> None:
    def counted() -> int:
        with django_assert_max_num_queries(15) as queries:
            client.get(at("own-courses"))
        return len(queries)

    one = counted()
    for _ in range(4):
        more = world.course(slagelse, ago(60), over_capacity_reason="Aftalt")
        Course.objects.filter(pk=more.pk).update(mentor=mentor)
        write(more, more.started_on, ago(30))
    assert counted() == one
