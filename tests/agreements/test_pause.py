"""A course stands still and goes on; its frame and plan move."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Course, CourseHours, ExtensionReason, Pause, PauseReason
from agreements.services import course as courses
from agreements.services import course_hours as hours
from agreements.services import pause as services
from socialportal.audit.sentences import history_of
from socialportal.common.records import Conflict

from . import world
from .world import Place

FEBRUARY, MARCH = dt.date(2018, 2, 5), dt.date(2018, 3, 1)


def reason(code: str = "holiday") -> PauseReason:
    return PauseReason.objects.get(code=code)


def pause(of: Place, course: Course, who: str = "consultant", **fields: Any) -> Pause:
    fields = {"paused_from": MARCH, "reason": reason(), **fields}
    return services.pause_course(of.access(who), Pause(course=course, **fields))


def framed(course: Course) -> Any:
    return Course.objects.with_frame().get(pk=course.pk)


def test_frame_and_plan_move_by_the_days_of_the_pause(slagelse: Place) -> None:
    course = world.course(slagelse)
    assert (framed(course).planned_end(), framed(course).plan_due()) == (dt.date(2018, 5, 6), dt.date(2018, 3, 5))
    made = pause(slagelse, course)
    assert framed(course).rests(framed(course).planned_end())
    services.resume_course(
        slagelse.access("consultant"), made, resumed_on=dt.date(2018, 3, 15), expected_version=made.version
    )
    assert framed(course).planned_end() == dt.date(2018, 5, 20)
    assert framed(course).plan_due() == dt.date(2018, 3, 19)
    assert not framed(course).rests(framed(course).planned_end())


def test_the_history_says_what_was_done(slagelse: Place) -> None:
    made = pause(slagelse, world.course(slagelse))
    services.resume_course(slagelse.access("consultant"), made, resumed_on=dt.date(2018, 3, 15), expected_version=1)
    told = [event.sentence for event in history_of([made])]
    assert "lod forløbet gå i gang igen" in told[0]
    assert "satte forløbet på pause" in told[1]


def test_one_pause_at_a_time(slagelse: Place) -> None:
    course = world.course(slagelse)
    pause(slagelse, course, paused_to=dt.date(2018, 3, 10))
    with world.refused("holdt pause fra 1. marts 2018 til 10. marts 2018", field="paused_from"):
        pause(slagelse, course, paused_from=dt.date(2018, 3, 10))
    pause(slagelse, course, paused_from=dt.date(2018, 3, 11))
    with world.refused("og gør det endnu"):
        pause(slagelse, course, paused_from=dt.date(2018, 6, 1))


def test_within_the_course(slagelse: Place) -> None:
    course = world.course(slagelse)
    with world.refused("begyndte 5. februar 2018", field="paused_from"):
        pause(slagelse, course, paused_from=dt.date(2018, 2, 4))
    course = world.ended(course, dt.date(2018, 4, 2))
    with world.refused("sluttede 2. april 2018", field="paused_to"):
        pause(slagelse, course)
    assert pause(slagelse, course, paused_to=dt.date(2018, 4, 2)).pk


def test_a_reason_that_is_in_use(slagelse: Place) -> None:
    word = reason()
    word.valid_from = dt.date(2018, 6, 1)
    word.save()
    with world.refused("var ikke i brug", field="reason"):
        pause(slagelse, world.course(slagelse), reason=word)


def test_it_goes_on_after_it_stood_still(slagelse: Place) -> None:
    made = pause(slagelse, world.course(slagelse))
    access = slagelse.access("consultant")
    with world.refused("Pausen begyndte 1. marts 2018", field="resumed_on"):
        services.resume_course(access, made, resumed_on=MARCH, expected_version=1)
    services.resume_course(access, made, resumed_on=dt.date(2018, 3, 2), expected_version=1)
    with world.refused("gik i gang igen 2. marts 2018"):
        services.resume_course(access, made, resumed_on=dt.date(2018, 3, 9), expected_version=2)


def test_two_who_let_it_go_on_are_told(slagelse: Place) -> None:
    made = pause(slagelse, world.course(slagelse))
    first, second = Pause.objects.get(pk=made.pk), Pause.objects.get(pk=made.pk)
    services.resume_course(slagelse.access(), first, resumed_on=dt.date(2018, 3, 9), expected_version=1)
    with pytest.raises(Conflict):
        services.resume_course(
            slagelse.access("consultant"), second, resumed_on=MARCH + dt.timedelta(1), expected_version=1
        )


def test_another_team_cannot(slagelse: Place, kolding: Place) -> None:
    course = world.course(slagelse)
    for access in (slagelse.access("colleague"), kolding.access()):
        with pytest.raises(PermissionDenied):
            services.pause_course(access, Pause(course=course, paused_from=MARCH, reason=reason()))


def test_a_course_that_ends_does_not_stand_still(slagelse: Place) -> None:
    course = world.course(slagelse)
    made = pause(slagelse, course)
    world.ended(Course.objects.get(pk=course.pk), dt.date(2018, 4, 2))
    made.refresh_from_db()
    assert made.paused_to == dt.date(2018, 4, 2)


def test_it_cannot_end_before_a_pause_that_is_noted(slagelse: Place) -> None:
    course = world.course(slagelse)
    pause(slagelse, course)
    with world.refused("noteret en pause fra 1. marts 2018", field="ended_on"):
        world.ended(Course.objects.get(pk=course.pk), dt.date(2018, 2, 20))


def test_a_course_keeps_its_pauses_and_hours_within_its_days(slagelse: Place) -> None:
    course = world.course(slagelse)
    pause(slagelse, course, paused_to=dt.date(2018, 3, 10))
    later = Course.objects.get(pk=course.pk)
    later.started_on = dt.date(2018, 3, 2)
    with world.refused("Der står en pause fra 1. marts 2018", field="started_on"):
        courses.correct_course(slagelse.access(), later, expected_version=1)
    ended = world.ended(Course.objects.get(pk=course.pk), dt.date(2018, 4, 2))
    ended.ended_on = dt.date(2018, 3, 9)
    with world.refused("Der står en pause til 10. marts 2018", field="ended_on"):
        courses.correct_course(slagelse.access(), ended, expected_version=2)
    hours.add_course_hours(slagelse.access(), CourseHours(course=course, valid_from=FEBRUARY, hours_per_week=6))
    later = Course.objects.get(pk=course.pk)
    later.started_on = dt.date(2018, 2, 6)
    with world.refused("Der står timer fra 5. februar 2018", field="started_on"):
        courses.correct_course(slagelse.access(), later, expected_version=2)


def test_an_internship_has_no_frame_to_extend(slagelse: Place) -> None:
    made = world.course(slagelse, agreement=None)
    reason = ExtensionReason.objects.get(code="near-goal")
    with world.refused("har ingen ramme"):
        courses.extend_course(
            slagelse.access(), made, expected_version=1, decided_on=MARCH, weeks=2, extension_reason=reason
        )


def test_corrected_removed_and_brought_back(slagelse: Place) -> None:
    course = world.course(slagelse)
    made = pause(slagelse, course, paused_to=dt.date(2018, 3, 10))
    made.paused_to = dt.date(2018, 3, 20)
    services.correct_pause(slagelse.access(), made, expected_version=1)
    services.remove_pause(slagelse.access(), made, expected_version=2)
    pause(slagelse, course, paused_from=dt.date(2018, 3, 15))
    gone = Pause.with_deleted.get(pk=made.pk)
    with world.refused("holdt pause fra 15. marts"):
        services.restore_pause(slagelse.access(), gone)
