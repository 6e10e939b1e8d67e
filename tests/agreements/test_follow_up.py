"""Talks and meetings, and descriptions: what follows a course."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from agreements.models import Course, Description, DescriptionKind, FollowUp
from agreements.services import description as descriptions
from agreements.services import follow_up as services
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict

from . import world
from .world import Place

MARCH, APRIL, MAY = dt.date(2018, 3, 1), dt.date(2018, 4, 3), dt.date(2018, 5, 4)


@pytest.fixture
def course(slagelse: Place) -> Course:
    return world.course(slagelse)


def ask(of: Place, course: Course, who: str = "consultant", **fields: Any) -> FollowUp:
    return services.ask_for_follow_up(of.access(who), FollowUp(course=course, **{"asked_on": MARCH, **fields}))


# --- Follow-ups ------------------------------------------------------------------------------------------------------
def test_a_meeting_is_wanted_within_two_weeks_or_by_the_day_that_was_said(slagelse: Place, course: Course) -> None:
    assert ask(slagelse, course).wanted_by == dt.date(2018, 3, 15)
    assert ask(slagelse, course, wanted_by=APRIL).wanted_by == APRIL
    # 29 March 2018 was Maundy Thursday: what is agreed moves to the day after Easter
    assert ask(slagelse, course, asked_on=dt.date(2018, 3, 15)).wanted_by == dt.date(2018, 4, 3)


def test_held_once(slagelse: Place, course: Course) -> None:
    asked = ask(slagelse, course)
    held = services.hold_follow_up(slagelse.access(), asked, expected_version=1, held_on=APRIL)
    assert "noterede, at opfølgningen blev holdt" in history(held)[0].sentence
    with world.refused("blev holdt 3. april 2018"):
        services.hold_follow_up(slagelse.access(), held, expected_version=2, held_on=APRIL)
    with world.refused("blev holdt 3. april 2018"):
        services.call_off_follow_up(slagelse.access(), held, expected_version=2, called_off_on=APRIL)


def test_called_off(slagelse: Place, course: Course) -> None:
    off = services.call_off_follow_up(slagelse.access(), ask(slagelse, course), expected_version=1, called_off_on=APRIL)
    with world.refused("blev aflyst 3. april 2018"):
        services.hold_follow_up(slagelse.access(), off, expected_version=2, held_on=APRIL)


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"asked_on": dt.date(2999, 1, 1)}, "asked_on", "ude i fremtiden"),
        ({"asked_on": dt.date(2018, 1, 1)}, "asked_on", "begyndte 5. februar 2018"),
        ({"wanted_by": dt.date(2018, 2, 20)}, "wanted_by", "før den dag"),
    ],
)
def test_days_in_order(slagelse: Place, course: Course, fields: Any, field: str, said: str) -> None:
    with world.refused(said, field=field):
        ask(slagelse, course, **fields)


def test_held_after_it_was_asked_for(slagelse: Place, course: Course) -> None:
    asked = ask(slagelse, course)
    with world.refused("bedt om opfølgningen 1. marts 2018", field="held_on"):
        services.hold_follow_up(slagelse.access(), asked, expected_version=1, held_on=dt.date(2018, 2, 28))
    asked.refresh_from_db()
    with world.refused("ude i fremtiden", field="held_on"):
        services.hold_follow_up(slagelse.access(), asked, expected_version=1, held_on=dt.date(2999, 1, 1))


def test_a_talk_that_nobody_asked_for(slagelse: Place, course: Course) -> None:
    talk = FollowUp(course=course, kind=FollowUp.Kind.TALK, held_on=APRIL)
    assert services.note_follow_up(slagelse.access("consultant"), talk).asked_on == APRIL
    with world.refused("Skriv dagen", field="held_on"):
        services.note_follow_up(slagelse.access("consultant"), FollowUp(course=course))


def test_not_of_a_course_that_has_ended(slagelse: Place, course: Course) -> None:
    course = world.ended(course, APRIL)
    with world.refused("Forløbet er afsluttet"):
        ask(slagelse, course)


def test_two_who_hold_it_are_told_and_others_may_not(slagelse: Place, course: Course) -> None:
    asked = ask(slagelse, course)
    again = FollowUp.objects.get(pk=asked.pk)
    services.hold_follow_up(slagelse.access(), asked, expected_version=1, held_on=APRIL)
    with pytest.raises(Conflict):
        services.call_off_follow_up(slagelse.access(), again, expected_version=1, called_off_on=APRIL)
    with pytest.raises(PermissionDenied):
        ask(slagelse, course, "colleague")


# --- Descriptions ----------------------------------------------------------------------------------------------------
def order(of: Place, course: Course, **fields: Any) -> Description:
    kind = DescriptionKind.objects.get(code="rehabilitation")
    fields = {"kind": kind, "ordered_on": MARCH, "needed_by": APRIL, **fields}
    return descriptions.order_description(of.access("consultant"), Description(course=course, **fields))


def deliver(of: Place, one: Description, day: dt.date) -> Description:
    return descriptions.deliver_description(of.access(), one, expected_version=one.version, delivered_on=day)


def answer(of: Place, one: Description, given: str, day: dt.date, **fields: Any) -> Description:
    return descriptions.answer_description(
        of.access(), one, expected_version=one.version, answer=given, answered_on=day, **fields
    )


def test_ordered_delivered_returned_delivered_again_accepted(slagelse: Place, course: Course) -> None:
    one = deliver(slagelse, order(slagelse, course), dt.date(2018, 3, 20))
    one.journaled_on = one.delivered_on
    one.save()
    one = answer(slagelse, one, "returned", APRIL, needed_by=MAY)
    assert one.needed_by == MAY
    one = deliver(slagelse, one, dt.date(2018, 4, 10))
    assert (one.answer, one.answered_on, one.journaled_on) == ("", None, None)
    one = answer(slagelse, one, "accepted", MAY)
    with world.refused("godtaget og skal ikke afleveres igen"):
        deliver(slagelse, one, MAY)
    told = " ".join(event.sentence for event in history(one))
    assert "bestilte" in told
    assert told.count("afleverede") == 2
    assert told.count("noterede svaret") == 2


def test_the_words_are_those_of_the_day(slagelse: Place, course: Course) -> None:
    overall = DescriptionKind.objects.get(code="overall")
    with world.refused("var ikke i brug 1. marts 2018", field="kind"):
        order(slagelse, course, kind=overall)


def test_in_the_order_it_can_happen(slagelse: Place, course: Course) -> None:
    with world.refused("Mødet ligger før bestillingen", field="needed_by"):
        order(slagelse, course, needed_by=dt.date(2018, 2, 20))
    with world.refused("ude i fremtiden", field="ordered_on"):
        order(slagelse, course, ordered_on=timezone.localdate() + dt.timedelta(1), needed_by=dt.date(2999, 1, 1))
    one = order(slagelse, course)
    with world.refused("ikke afleveret endnu"):
        answer(slagelse, one, "accepted", APRIL)
    with world.refused("blev bestilt 1. marts 2018", field="delivered_on"):
        deliver(slagelse, one, dt.date(2018, 2, 28))
    one = deliver(slagelse, Description.objects.get(pk=one.pk), APRIL)
    with world.refused("er afleveret 3. april 2018"):
        deliver(slagelse, one, MAY)
    with world.refused("blev afleveret 3. april 2018", field="answered_on"):
        answer(slagelse, one, "accepted", MARCH)
    one = answer(slagelse, Description.objects.get(pk=one.pk), "returned", MAY)
    with world.refused("blev sendt tilbage 4. maj 2018", field="delivered_on"):
        deliver(slagelse, one, APRIL)
    with world.refused("Det næste møde ligger før svaret", field="needed_by"):
        answer(slagelse, Description.objects.get(pk=one.pk), "returned", MAY, needed_by=APRIL)


def test_two_who_deliver_are_told(slagelse: Place, course: Course) -> None:
    one = order(slagelse, course)
    again = Description.objects.get(pk=one.pk)
    deliver(slagelse, one, APRIL)
    with pytest.raises(Conflict):
        deliver(slagelse, again, MAY)
