"""A participant goes on under another agreement, comes back later, gets a mentor and a responsible consultant."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Agreement, Contact, Course, CourseHours, PlanRevision
from agreements.services import contact as contacts
from agreements.services import course as courses
from agreements.services import course_hours as hours
from agreements.services import mentor as mentors
from agreements.services import participant as participants
from agreements.services import plan as plans
from agreements.services import transfer as services
from socialportal.accounts import roles
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .world import Place

MARCH, APRIL = dt.date(2018, 3, 1), dt.date(2018, 4, 3)


@pytest.fixture
def course(slagelse: Place) -> Course:
    return world.course(slagelse)


@pytest.fixture
def other(slagelse: Place) -> Agreement:
    enterprise = factories.enterprise("Sumak", slagelse.municipality)
    return world.agreement(enterprise.presences.get(), 2, places=1)


def move(of: Place, course: Course, to: Agreement, who: str = "consultant", **fields: object) -> Course:
    fields = {"expected_version": course.version, "moved_on": APRIL, **fields}
    return services.transfer_course(of.access(who), Course.objects.get(pk=course.pk), agreement=to, **fields)


# --- Transfer --------------------------------------------------------------------------------------------------------
def test_both_or_neither(slagelse: Place, course: Course, other: Agreement) -> None:
    new = move(slagelse, course, other)
    old = Course.objects.get(pk=course.pk)
    assert (old.ended_on, old.outcomes.get().type.code) == (APRIL, "transferred")
    assert (new.started_on, new.agreement, new.continues, new.presence) == (APRIL, other, old, other.presence)
    assert new.plan.made_on is None
    assert Course.objects.filter(participant=course.participant).running_on(APRIL).get() == new


def test_the_last_place(slagelse: Place, course: Course, other: Agreement) -> None:
    world.course(slagelse, agreement=other)
    with world.refused("er i brug 3. april 2018", field="over_capacity_reason"):
        move(slagelse, course, other)
    assert Course.objects.get(pk=course.pk).ended_on is None  # nothing half done
    assert move(slagelse, course, other, over_capacity_reason="Én stopper på fredag").over_capacity_reason


def test_not_to_where_it_is_nor_to_another_municipality(slagelse: Place, kolding: Place, course: Course) -> None:
    with world.refused("hører allerede til den aftale", field="agreement"):
        move(slagelse, course, slagelse.agreement)
    with world.refused("anden kommune", field="agreement"):
        move(slagelse, course, kolding.agreement)


def test_on_a_day_that_can_be(slagelse: Place, course: Course, other: Agreement) -> None:
    with world.refused("Forløbet begyndte 5. februar 2018", field="moved_on"):
        move(slagelse, course, other, moved_on=course.started_on)
    with world.refused("ude i fremtiden", field="moved_on"):
        move(slagelse, course, other, moved_on=dt.date(2999, 1, 1))
    other.valid_from = dt.date(2018, 6, 1)
    other.save()
    with world.refused("Aftalen begynder først 1. juni 2018", field="moved_on"):
        move(slagelse, course, other)
    with world.refused("allerede afsluttet"):
        move(slagelse, world.ended(course, MARCH), other)


def test_two_at_once_and_others(slagelse: Place, course: Course, other: Agreement) -> None:
    with pytest.raises(PermissionDenied):
        move(slagelse, course, other, "colleague")
    stale = Course.objects.get(pk=course.pk)
    other.terms.update(places=5)
    move(slagelse, course, other)
    with pytest.raises(Conflict):
        services.transfer_course(slagelse.access(), stale, expected_version=1, moved_on=APRIL, agreement=other)
    assert Course.objects.filter(continues=course).count() == 1


def test_an_earlier_participant_comes_back(slagelse: Place, course: Course) -> None:
    world.ended(course, MARCH)
    back = world.course(slagelse, APRIL, participant=course.participant)
    assert (back.participant, back.continues) == (course.participant, None)


# --- Mentor ----------------------------------------------------------------------------------------------------------
def test_a_mentor_of_the_enterprise_and_goes_along_only_there(
    slagelse: Place, course: Course, other: Agreement
) -> None:
    mentor = factories.user(role=roles.MENTOR, serves=slagelse.enterprise)
    stranger = factories.user(role=roles.MENTOR, serves=other.presence.enterprise)
    user = factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    assert list(mentors.mentors_of(course)) == [mentor]
    for wrong in (stranger, user):
        with world.refused("ikke mentor hos VeteranHaven", field="mentor"):
            mentors.set_mentor(slagelse.access(), course, expected_version=1, mentor=wrong)
    course.refresh_from_db()
    course = mentors.set_mentor(slagelse.access("consultant"), course, expected_version=1, mentor=mentor)
    with pytest.raises(Conflict):
        mentors.set_mentor(slagelse.access(), Course.objects.get(pk=course.pk), expected_version=1, mentor=None)
    assert move(slagelse, course, other).mentor is None
    here = world.agreement(slagelse.presence, 3)
    again = world.course(slagelse, participant=world.participant(slagelse.team))
    again = mentors.set_mentor(slagelse.access(), again, expected_version=1, mentor=mentor)
    assert move(slagelse, again, here).mentor == mentor


# --- Participant and contacts ----------------------------------------------------------------------------------------
def test_the_responsible_one_can_see_the_participant(slagelse: Place, kolding: Place) -> None:
    who = world.participant(slagelse.team)
    for wrong in (slagelse.colleague, kolding.consultant):
        who.responsible = wrong
        with world.refused("ikke med i Fleksjob", field="responsible"):
            participants.correct_participant(slagelse.access(), who, expected_version=1)
    who.responsible = slagelse.consultant
    participants.correct_participant(slagelse.access(), who, expected_version=1)
    who.team = slagelse.other_team
    with world.refused("ikke med i Unge", field="responsible"):
        participants.correct_participant(slagelse.access(), who, expected_version=2)


def contact(of: Place, email: str = "anna@slagelse.example") -> Contact:
    made = Contact(municipality=of.municipality, name="Anna Holm", title="sagsbehandler", email=email)
    return contacts.add_contact(of.access(), made)


def test_the_caseworker_is_the_municipalitys(slagelse: Place, kolding: Place) -> None:
    who = world.participant(slagelse.team)
    who.caseworker = contact(kolding)
    with world.refused("anden kommune", field="caseworker"):
        participants.correct_participant(slagelse.access(), who, expected_version=1)


def test_a_contact_somebody_waits_for_is_kept(slagelse: Place) -> None:
    one = contact(slagelse)
    who = world.participant(slagelse.team, caseworker=one)
    with world.refused("er kontakt for 1 deltager"):
        contacts.remove_contact(slagelse.access(), one, expected_version=1)
    who.caseworker = None
    who.save()
    contacts.remove_contact(slagelse.access(), one, expected_version=1)
    contact(slagelse)
    with world.refused("allerede en kontakt med den e-mail"):
        contacts.restore_contact(slagelse.access(), Contact.with_deleted.get(pk=one.pk))


def test_contacts_of_others(slagelse: Place, kolding: Place) -> None:
    one = contact(slagelse)
    with pytest.raises(PermissionDenied):
        contacts.correct_contact(kolding.access(), one, expected_version=1)
    one.title = "leder"
    with pytest.raises(Conflict):
        contacts.correct_contact(slagelse.access(), one, expected_version=7)


# --- Hours and revisions ---------------------------------------------------------------------------------------------
def test_hours_within_the_course(slagelse: Place, course: Course) -> None:
    def step(day: dt.date) -> CourseHours:
        return hours.add_course_hours(slagelse.access(), CourseHours(course=course, valid_from=day, hours_per_week=6))

    with world.refused("Forløbet begyndte 5. februar 2018", field="valid_from"):
        step(dt.date(2018, 2, 4))
    one = step(MARCH)
    with world.refused("allerede et trin fra den dag"):
        step(MARCH)
    with pytest.raises(PermissionDenied):
        hours.correct_course_hours(slagelse.access("colleague"), one, expected_version=1)
    one.hours_per_week = 7
    with pytest.raises(Conflict):
        hours.correct_course_hours(slagelse.access(), one, expected_version=9)


def test_a_draft_is_talked_through_before_and_a_plan_revised_after(slagelse: Place, course: Course) -> None:
    def revise(kind: str, day: dt.date) -> PlanRevision:
        plan = plans.plan_of(course)
        return plans.note_revision(slagelse.access(), PlanRevision(plan=plan, kind=kind, revised_on=day))

    assert revise("drafted", dt.date(2018, 2, 20))
    with world.refused("Planen er ikke skrevet", field="revised_on"):
        revise("revised", MARCH)
    plans.record_plan(slagelse.access(), course, expected_version=1, made_on=MARCH)
    with world.refused("Planen blev skrevet 1. marts 2018", field="revised_on"):
        revise("drafted", APRIL)
    with world.refused("Planen blev først skrevet 1. marts 2018", field="revised_on"):
        revise("revised", dt.date(2018, 2, 21))
    with world.refused("begyndte 5. februar 2018"):
        revise("corrected", dt.date(2018, 1, 2))
    one = revise("revised", APRIL)
    with world.refused("allerede noteret den dag"):
        revise("revised", APRIL)
    plans.remove_revision(slagelse.access(), one, expected_version=1)
    assert plans.restore_revision(slagelse.access(), one).deleted_at is None


def test_an_internship_knows_until_when(slagelse: Place) -> None:
    made = world.course(slagelse, agreement=None, planned_until=dt.date(2018, 4, 27), referred_on=dt.date(2018, 1, 29))
    read = Course.objects.with_frame().get(pk=made.pk)
    assert (read.planned_end(), read.plan_due()) == (dt.date(2018, 4, 27), None)
    with world.refused("Under en aftale følger slutdagen af rammen"):
        world.course(slagelse, planned_until=dt.date(2018, 4, 27))
    assert courses.EDIT
