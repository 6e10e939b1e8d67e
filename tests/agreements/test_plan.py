"""Individual plans: dates, state and coded reasons."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Course, NoPlanReason, Plan
from agreements.services import plan as services
from agreements.tabulate import PlanState, plan_state
from socialportal.common.records import Conflict

from . import world
from .world import Place

MARCH = dt.date(2018, 3, 5)


@pytest.fixture
def course(slagelse: Place) -> Course:
    return world.course(slagelse)


def make(slagelse: Place, course: Course, day: dt.date = MARCH, **fields):
    fields.setdefault("expected_version", 1)
    return services.record_plan(slagelse.access("consultant"), course, made_on=day, **fields)


def decide_none(slagelse: Place, course: Course, day: dt.date = MARCH, code: str = "short-course", **fields):
    fields.setdefault("expected_version", 1)
    reason = NoPlanReason.objects.get(code=code)
    return services.record_no_plan(
        slagelse.access("consultant"), course, no_plan_on=day, no_plan_reason=reason, **fields
    )


def state(course: Course, day: dt.date) -> PlanState:
    return plan_state(Plan.objects.get(course=course), day)


def test_made(slagelse: Place, course: Course) -> None:
    make(slagelse, course, made_together=True, owned_by_participant=True, sent_on=dt.date(2018, 3, 9))
    assert state(course, dt.date(2018, 3, 4)) is PlanState.IN_PROGRESS
    assert state(course, MARCH) is PlanState.MADE


def test_decided_against_and_made_after_all(slagelse: Place, course: Course) -> None:
    plan = decide_none(slagelse, course)
    assert state(course, MARCH) is PlanState.NONE
    with world.refused("5. marts 2018 blev det besluttet", field="made_on"):
        make(slagelse, course, expected_version=plan.version)
    make(slagelse, course, dt.date(2018, 3, 6), expected_version=plan.version)
    assert state(course, MARCH) is PlanState.NONE
    assert state(course, dt.date(2018, 3, 6)) is PlanState.MADE


def test_corrected_to_none_and_withdrawn(slagelse: Place, course: Course) -> None:
    plan = make(slagelse, course, sent_on=MARCH)
    plan = decide_none(slagelse, course, expected_version=plan.version)
    assert (plan.made_on, plan.sent_on) == (None, None)
    services.withdraw_plan(slagelse.access("consultant"), course, expected_version=plan.version)
    assert state(course, MARCH) is PlanState.IN_PROGRESS


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (dt.date(2018, 2, 4), "Forløbet begyndte 5. februar 2018"),
        (dt.date(2018, 6, 1), "Forløbet sluttede 4. maj 2018"),
        (dt.date(2100, 1, 1), "fremtiden"),
    ],
)
def test_the_day_lies_within_the_course(slagelse: Place, course: Course, day: dt.date, told: str) -> None:
    world.ended(course, dt.date(2018, 5, 4))
    with world.refused(told, field="made_on"):
        make(slagelse, course, day)
    with world.refused(told, field="no_plan_on"):
        decide_none(slagelse, course, day)


def test_sent_after_it_was_made(slagelse: Place, course: Course) -> None:
    with world.refused("før den blev lavet", field="sent_on"):
        make(slagelse, course, sent_on=dt.date(2018, 3, 4))


def test_a_reason_that_is_out_of_use(slagelse: Place, course: Course) -> None:
    NoPlanReason.objects.filter(code="short-course").update(valid_to=dt.date(2018, 1, 1))
    with world.refused("var ikke i brug", field="no_plan_reason"):
        decide_none(slagelse, course)


def test_a_course_without_a_plan_record_gets_one(slagelse: Place, course: Course) -> None:
    Plan.objects.all().delete()
    make(slagelse, Course.objects.get(), expected_version=0)
    assert Plan.objects.get().version == 1


def test_the_second_of_two_is_told(slagelse: Place, course: Course) -> None:
    make(slagelse, course)
    with pytest.raises(Conflict):
        decide_none(slagelse, course)
    assert state(course, MARCH) is PlanState.MADE


def test_another_teams_consultant_cannot(slagelse: Place, course: Course) -> None:
    with pytest.raises(PermissionDenied):
        services.record_plan(slagelse.access("colleague"), course, expected_version=1, made_on=MARCH)
