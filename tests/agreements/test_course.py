"""Courses from the first day to the last, and back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Course, Extension, ExtensionReason, Plan
from agreements.services import course as services
from agreements.services import outcome as outcomes
from agreements.services import terms as terms_services
from socialportal.accounts.access import SYSTEM
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .world import Place

FEBRUARY, MAY = dt.date(2018, 2, 5), dt.date(2018, 5, 4)


def fresh(course: Course) -> Course:
    return Course.objects.get(pk=course.pk)


def attempt(slagelse: Place, **fields):
    fields = {"agreement": slagelse.agreement, "started_on": FEBRUARY, **fields}
    fields.setdefault("participant", None)
    fields["participant"] = fields["participant"] or world.participant(slagelse.team)
    return services.start_course(slagelse.access("consultant"), Course(**fields))


# --- Start --------------------------------------------------------------------------------------------------------------
def test_started_with_a_plan_that_waits(slagelse: Place) -> None:
    made = attempt(slagelse)
    assert made.presence == slagelse.presence
    assert (made.plan.made_on, made.plan.no_plan_on) == (None, None)
    assert Entry.objects.about(made).get().acting_as == "Beskæftigelseskonsulent"


def test_another_teams_consultant_cannot(slagelse: Place) -> None:
    made = Course(participant=world.participant(slagelse.team), agreement=slagelse.agreement, started_on=FEBRUARY)
    with pytest.raises(PermissionDenied):
        services.start_course(slagelse.access("colleague"), made)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2017, 12, 31), "Aftalen begynder først 1. januar 2018"),
        (dt.date(2014, 1, 1), "Aftalen begynder først"),
    ],
)
def test_not_before_the_agreement(slagelse: Place, day: dt.date, told: str) -> None:
    with world.refused(told, field="started_on"):
        attempt(slagelse, started_on=day)


def test_not_after_it(slagelse: Place) -> None:
    slagelse.agreement.valid_to = dt.date(2018, 1, 31)
    slagelse.agreement.save()
    with world.refused("sluttede 31"):
        attempt(slagelse)


def test_an_internship_needs_no_agreement_but_an_enterprise_that_is_there(slagelse: Place) -> None:
    made = attempt(slagelse, agreement=None, presence=slagelse.presence, started_on=dt.date(2016, 2, 1))
    assert made.agreement is None
    with world.refused("ikke aktiv i Slagelse"):
        attempt(slagelse, agreement=None, presence=slagelse.presence, started_on=dt.date(2014, 2, 1))


def test_not_in_another_municipality(slagelse: Place, kolding: Place) -> None:
    with world.refused("anden kommune"):
        attempt(slagelse, agreement=kolding.agreement)


def test_one_course_at_a_time(slagelse: Place) -> None:
    who = world.participant(slagelse.team)
    first = attempt(slagelse, participant=who)
    with world.refused("allerede i et forløb hos VeteranHaven"):
        attempt(slagelse, participant=who, started_on=dt.date(2018, 3, 1))
    world.ended(first, MAY)
    with world.refused("var i et forløb fra 5"):
        attempt(slagelse, participant=who, started_on=dt.date(2018, 3, 1))
    assert attempt(slagelse, participant=who, started_on=MAY).started_on == MAY  # a return, from the day it ended


def test_no_cpr_number_in_the_reason(slagelse: Place) -> None:
    for _ in range(3):
        attempt(slagelse)
    with world.refused("CPR"):
        attempt(slagelse, over_capacity_reason="aftalt om 010190-1234")


# --- Extensions ------------------------------------------------------------------------------------------------------------
def extend(slagelse: Place, course: Course, day: dt.date = dt.date(2018, 4, 20), **fields):
    reason = ExtensionReason.objects.get(code="near-goal")
    fields = {"expected_version": course.version, "weeks": 13, "extension_reason": reason, **fields}
    return services.extend_course(slagelse.access("consultant"), course, decided_on=day, **fields)


def test_extended_and_told_on_the_course(slagelse: Place) -> None:
    made = attempt(slagelse)
    extend(slagelse, made)
    assert fresh(made).extensions.get().weeks == 13
    assert Entry.objects.about(made).first().changes == {
        "forlængelse": ["", "13\u00a0uger, Tæt på job eller uddannelse"]
    }


def test_a_double_click_extends_once(slagelse: Place) -> None:
    made = attempt(slagelse)
    one, other = fresh(made), fresh(made)
    extend(slagelse, one)
    with pytest.raises(Conflict):
        extend(slagelse, other, expected_version=made.version)
    assert Extension.objects.count() == 1


def test_no_extension_before_the_start_after_the_end_or_in_the_future(slagelse: Place) -> None:
    made = attempt(slagelse)
    with world.refused("begyndte 5"):
        extend(slagelse, made, dt.date(2018, 2, 1))
    with world.refused("fremtiden"):
        extend(slagelse, made, dt.date(2100, 2, 1))
    world.ended(made, MAY)
    with world.refused("er afsluttet"):
        extend(slagelse, fresh(made))


def test_terms_that_allow_no_extension(slagelse: Place) -> None:
    terms = slagelse.agreement.terms.get()
    terms.extension_allowed = False
    terms_services.correct_terms(SYSTEM, terms, expected_version=terms.version)
    with world.refused("kan forløb ikke forlænges"):
        extend(slagelse, attempt(slagelse))


def test_an_extension_can_be_taken_back_and_restored(slagelse: Place) -> None:
    made = attempt(slagelse)
    extension = extend(slagelse, made)
    services.remove_extension(slagelse.access("consultant"), extension, expected_version=extension.version)
    assert not fresh(made).extensions.exists()
    services.restore_extension(slagelse.access("consultant"), Extension.with_deleted.get())
    assert fresh(made).extensions.exists()


def test_a_word_that_is_out_of_use_is_refused_by_name(slagelse: Place) -> None:
    ExtensionReason.objects.filter(code="near-goal").update(valid_to=dt.date(2017, 12, 31))
    with world.refused("”Tæt på job eller uddannelse” var ikke i brug 20"):
        extend(slagelse, attempt(slagelse))


# --- End, statuses, reopening -----------------------------------------------------------------------------------------------
def test_ended_with_one_most_important_status_and_more(slagelse: Place) -> None:
    made = world.ended(attempt(slagelse), MAY, "awaiting-rehabilitation-team", "internship-second")
    rows = [(row.type.code, row.primary) for row in fresh(made).outcomes.all()]
    assert rows == [("awaiting-rehabilitation-team", True), ("internship-second", False)]
    told = Entry.objects.about(made).first()
    assert told.verb == "ended"
    assert told.changes["status efter endt forløb"][1].startswith("Afventer")


def test_the_same_status_not_twice(slagelse: Place) -> None:
    with world.refused("allerede den vigtigste"):
        world.ended(attempt(slagelse), MAY, "fleksjob", "fleksjob")


@pytest.mark.parametrize(
    ("day", "told"), [(dt.date(2018, 1, 1), "før det begynder"), (dt.date(2100, 1, 1), "fremtiden")]
)
def test_the_end_lies_between_the_start_and_today(slagelse: Place, day: dt.date, told: str) -> None:
    made = attempt(slagelse)
    with world.refused(told):
        world.ended(made, day)
    assert fresh(made).ended_on is None
    assert not fresh(made).outcomes.exists()


def test_ended_once(slagelse: Place) -> None:
    made = world.ended(attempt(slagelse), MAY)
    with world.refused("allerede afsluttet"):
        world.ended(made, MAY)


def test_of_two_who_end_it_the_second_is_told(slagelse: Place) -> None:
    made = attempt(slagelse)
    one, other = fresh(made), fresh(made)
    world.ended(one, MAY)
    with pytest.raises(Conflict):
        world.ended(other, dt.date(2018, 6, 1), "stopped")
    assert [row.type.code for row in fresh(made).outcomes.all()] == ["fleksjob"]


def correct(slagelse: Place, course: Course, primary: str, *further: str) -> None:
    outcomes.correct_outcomes(
        slagelse.access("consultant"),
        course,
        expected_version=course.version,
        primary=world.outcome(primary),
        further=[world.outcome(code) for code in further],
    )


def test_statuses_are_corrected_every_way(slagelse: Place) -> None:
    made = world.ended(attempt(slagelse), MAY, "fleksjob")
    steps = [("education",), ("education", "fleksjob"), ("fleksjob", "education"), ("stopped",), ("stopped", "prison")]
    for wanted in steps:
        correct(slagelse, fresh(made), *wanted)
        rows = fresh(made).outcomes.all()
        assert [row.type.code for row in rows if row.primary] == [wanted[0]]
        assert {row.type.code for row in rows} == set(wanted)


def test_a_running_course_has_no_statuses_to_correct(slagelse: Place) -> None:
    with world.refused("er i gang"):
        correct(slagelse, attempt(slagelse), "fleksjob")


def test_an_ended_word_is_kept_where_it_stands_but_not_given_again(slagelse: Place) -> None:
    made = world.ended(attempt(slagelse), MAY, "fleksjob")
    fleksjob = world.outcome("fleksjob")
    fleksjob.valid_to = dt.date(2018, 4, 30)
    fleksjob.save()
    correct(slagelse, fresh(made), "fleksjob", "education")
    assert fresh(made).outcomes.count() == 2
    with world.refused("”Fleksjob” var ikke i brug"):
        world.ended(attempt(slagelse), MAY, "fleksjob")


def reopen(slagelse: Place, course: Course, reason: str = "Afsluttet ved en fejl.", **more):
    return services.reopen_course(
        slagelse.access("consultant"), course, expected_version=course.version, reason=reason, **more
    )


def test_reopened_with_a_reason(slagelse: Place) -> None:
    made = world.ended(attempt(slagelse), MAY)
    with world.refused("hvorfor"):
        reopen(slagelse, fresh(made), " ")
    reopen(slagelse, fresh(made))
    assert fresh(made).ended_on is None
    assert not fresh(made).outcomes.exists()
    told = Entry.objects.about(made).first()
    assert (told.verb, told.reason) == ("reopened", "Afsluttet ved en fejl.")
    world.ended(fresh(made), MAY, "fleksjob")  # the same status again
    assert fresh(made).outcomes.count() == 1
    with world.refused("skal ikke genåbnes"):
        reopen(slagelse, attempt(slagelse))


def test_not_reopened_beside_a_later_course(slagelse: Place) -> None:
    who = world.participant(slagelse.team)
    first = world.ended(attempt(slagelse, participant=who), MAY)
    attempt(slagelse, participant=who, started_on=dt.date(2018, 6, 1))
    with world.refused("allerede i et forløb"):
        reopen(slagelse, fresh(first))


# --- Corrections and the trash -------------------------------------------------------------------------------------------------
def test_corrected(slagelse: Place) -> None:
    made = attempt(slagelse)
    made.started_on = dt.date(2018, 2, 12)
    services.correct_course(slagelse.access("consultant"), made, expected_version=made.version)
    assert fresh(made).started_on == dt.date(2018, 2, 12)


def test_an_end_is_no_correction(slagelse: Place) -> None:
    made = attempt(slagelse)
    made.ended_on = MAY
    with world.refused("Afslut forløbet med en status"):
        services.correct_course(slagelse.access(), made, expected_version=made.version)
    made = world.ended(fresh(made), MAY)
    made.ended_on = None
    with world.refused("Genåbn"):
        services.correct_course(slagelse.access(), made, expected_version=made.version)


def test_moved_to_another_agreement(slagelse: Place) -> None:
    sumak = factories.presence(factories.enterprise("Sumak"), slagelse.municipality)
    other = world.agreement(sumak, 2, places=1)
    made = attempt(slagelse)
    made.agreement = other
    services.correct_course(slagelse.access("consultant"), made, expected_version=made.version)
    assert fresh(made).presence == sumak
    second = attempt(slagelse)
    second.agreement = other
    with world.refused("Pladsen er i brug"):
        services.correct_course(slagelse.access("consultant"), second, expected_version=second.version)


def test_in_the_trash_and_back_with_everything(slagelse: Place) -> None:
    made = world.ended(attempt(slagelse), MAY)
    services.remove_course(slagelse.access("consultant"), made, expected_version=made.version)
    assert not Course.objects.exists()
    services.restore_course(slagelse.access("consultant"), Course.with_deleted.get())
    assert fresh(made).outcomes.exists()
    assert Plan.objects.get().course == made
