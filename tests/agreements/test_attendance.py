"""Attendance of a week: all rows or none, who may, what is refused, and two at once."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import AttendanceWeek, Course, Pause, PauseReason
from agreements.services.attendance import WeekEntry, WeekRefused, record_week
from agreements.weeks import Hours
from enterprises.models import EnterpriseMembership
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import User
from socialportal.audit.models import Entry
from socialportal.home.overview import _of_persons
from tests import factories

from . import world
from .reading import client_of
from .world import Place, refused

MONDAY = dt.date(2018, 2, 12)
SUNDAY = MONDAY + dt.timedelta(days=6)
TODAY = dt.date.today()


def hours(planned: float = 20, attended: float = 20, lawful: float = 0, absent: float = 0) -> Hours:
    return Hours(*(Decimal(str(value)) for value in (planned, attended, lawful, absent)))


def entry(course: Course, written: Hours | None = None, version: int = 0) -> WeekEntry:
    return WeekEntry(course, version, written or hours())


def mentor_of(place: Place, *courses: Course) -> User:
    """A mentor at the place's enterprise, with those participants."""
    user = factories.user(role=roles.MENTOR, serves=place.enterprise)
    Course.objects.filter(pk__in=[course.pk for course in courses]).update(mentor=user)
    for course in courses:
        course.mentor = user
    return user


def user_of(place: Place) -> User:
    return factories.user(role=roles.ENTERPRISE_USER, serves=place.enterprise)


def week_of(course: Course) -> AttendanceWeek:
    return AttendanceWeek.objects.get(course=course)


# --- One transaction --------------------------------------------------------------------------------------------------
def test_a_week_for_all(slagelse: Place) -> None:
    courses = [world.course(slagelse) for _ in range(3)]
    written = record_week(
        slagelse.access(), monday=MONDAY, entries=[entry(c, hours(20, 20 - n, n)) for n, c in enumerate(courses)]
    )
    assert [(w.course, w.attended, w.lawful) for w in written] == [(c, 20 - n, n) for n, c in enumerate(courses)]
    told = Entry.objects.filter(model="agreements.attendanceweek")
    assert [e.verb for e in told] == ["added"] * 3
    assert {e.actor for e in told} == {slagelse.coordinator}


def test_one_wrong_row_and_nothing_is_saved(slagelse: Place) -> None:
    good, bad = world.course(slagelse), world.course(slagelse)
    with pytest.raises(WeekRefused) as caught:
        record_week(SYSTEM, monday=MONDAY, entries=[entry(good), entry(bad, hours(20, 15))])
    assert set(caught.value.errors) == {bad.pk}
    assert "Der mangler 5\u00a0timer." in caught.value.errors[bad.pk].messages[0]
    assert not AttendanceWeek.objects.exists()


@pytest.mark.parametrize(
    ("written", "field", "told"),
    [
        (hours(20, 10, 5), "attended", "Der mangler 5"),
        (hours(20, 0, 15, 10), "absent", "flere timer end de aftalte"),
        (hours(61, 61), "planned", "60"),
        (hours(20, -1, 21), "absent", "flere timer"),
    ],
)
def test_hours_that_cannot_be(written: Hours, field: str, told: str, slagelse: Place) -> None:
    course = world.course(slagelse)
    with pytest.raises(WeekRefused) as caught:
        record_week(SYSTEM, monday=MONDAY, entries=[entry(course, written)])
    assert told in " ".join(caught.value.errors[course.pk].message_dict[field])


def test_a_week_ahead_and_a_week_that_is_none(slagelse: Place) -> None:
    course = world.course(slagelse)
    ahead = TODAY + dt.timedelta(days=7 - TODAY.weekday())
    with refused("ikke begyndt endnu"):
        record_week(SYSTEM, monday=ahead, entries=[entry(course)])
    with refused("begynder en mandag"):
        record_week(SYSTEM, monday=MONDAY + dt.timedelta(days=1), entries=[entry(course)])


def test_a_week_the_course_does_not_run(slagelse: Place) -> None:
    late = world.course(slagelse, dt.date(2018, 2, 19))
    over = world.ended(world.course(slagelse), dt.date(2018, 2, 11))
    still = world.course(slagelse)
    Pause.objects.create(course=still, paused_from=MONDAY, reason=PauseReason.objects.all()[0])
    last_day = world.ended(world.course(slagelse, agreement=None), MONDAY)
    for course in (late, over, still):
        with pytest.raises(WeekRefused) as caught:
            record_week(SYSTEM, monday=MONDAY, entries=[entry(course)])
        assert caught.value.errors[course.pk].messages == ["Forløbet er ikke i gang i den uge."]
    assert record_week(SYSTEM, monday=MONDAY, entries=[entry(last_day)])


# --- Two at once ------------------------------------------------------------------------------------------------------
def test_two_write_the_same_week(slagelse: Place) -> None:
    course, other = world.course(slagelse), world.course(slagelse)
    record_week(slagelse.access("consultant"), monday=MONDAY, entries=[entry(course, hours(20, 15, 5))])
    with pytest.raises(WeekRefused) as caught:
        record_week(SYSTEM, monday=MONDAY, entries=[entry(course), entry(other)])
    conflict: Any = caught.value.conflicts[course.pk]
    assert (conflict.current.attended, conflict.by) == (15, str(slagelse.consultant))
    assert week_of(course).attended == 15
    assert not AttendanceWeek.objects.filter(course=other).exists()


def test_a_correction_needs_the_version_one_saw(slagelse: Place) -> None:
    course = world.course(slagelse)
    record_week(SYSTEM, monday=MONDAY, entries=[entry(course)])
    record_week(SYSTEM, monday=MONDAY, entries=[entry(course, hours(20, 18, 2), version=1)])
    assert (week_of(course).attended, week_of(course).version) == (18, 2)
    with pytest.raises(WeekRefused) as caught:
        record_week(SYSTEM, monday=MONDAY, entries=[entry(course, hours(20, 10, 0, 10), version=1)])
    assert set(caught.value.conflicts) == {course.pk}
    assert week_of(course).attended == 18


def test_the_same_twice_is_done_once(slagelse: Place) -> None:
    course = world.course(slagelse)
    assert record_week(SYSTEM, monday=MONDAY, entries=[entry(course)])
    assert record_week(SYSTEM, monday=MONDAY, entries=[entry(course)]) == []
    assert week_of(course).version == 1


# --- Who --------------------------------------------------------------------------------------------------------------
def test_a_mentor_writes_for_own_participants_only(slagelse: Place) -> None:
    own, others = world.course(slagelse), world.course(slagelse)
    access = factories.access_for(mentor_of(slagelse, own))
    assert record_week(access, monday=MONDAY, entries=[entry(own)])
    with pytest.raises(PermissionDenied):
        record_week(access, monday=MONDAY, entries=[entry(others)])


def test_an_enterprise_user_writes_for_all_of_the_enterprise(slagelse: Place, kolding: Place) -> None:
    access = factories.access_for(user_of(slagelse))
    assert record_week(access, monday=MONDAY, entries=[entry(world.course(slagelse))])
    with pytest.raises(PermissionDenied):
        record_week(access, monday=MONDAY, entries=[entry(world.course(kolding))])


def test_another_teams_consultant_does_not(slagelse: Place) -> None:
    course = world.course(slagelse)
    with pytest.raises(PermissionDenied):
        record_week(slagelse.access("colleague"), monday=MONDAY, entries=[entry(course)])


# --- The first door ---------------------------------------------------------------------------------------------------
def seen(access: Access) -> tuple[set[int], set[int], set[int]]:
    rows = Course.objects
    return tuple(  # type: ignore[return-value]
        set(found.values_list("pk", flat=True))
        for found in (rows.of_mentor(access), rows.of_own_enterprises(access), rows.with_attendance_for(access))
    )


def test_which_courses_exist_for_whom(slagelse: Place, kolding: Place) -> None:
    own, others, foreign = world.course(slagelse), world.course(slagelse), world.course(kolding)
    mentor = mentor_of(slagelse, own, foreign)  # mentor of a course at an enterprise where one is not mentor is nothing
    assert seen(factories.access_for(mentor)) == ({own.pk}, set(), {own.pk})
    assert seen(factories.access_for(user_of(slagelse))) == (set(), {own.pk, others.pk}, {own.pk, others.pk})
    assert seen(slagelse.access("consultant")) == (set(), set(), {own.pk, others.pk})
    assert seen(slagelse.access("colleague")) == (set(), set(), set())
    assert seen(Access()) == (set(), set(), set())


def test_a_mentor_is_out_the_day_after_the_last(slagelse: Place) -> None:
    own = world.course(slagelse)
    mentor = mentor_of(slagelse, own)
    role = EnterpriseMembership.objects.get(user=mentor)
    role.valid_to = TODAY
    role.save()
    assert seen(factories.access_for(mentor))[0] == {own.pk}
    tomorrow = factories.access_for(mentor, day=TODAY + dt.timedelta(days=1))
    assert seen(tomorrow) == (set(), set(), set())


def test_an_ended_course_stays_while_its_last_sheet_is_written(slagelse: Place) -> None:
    def ago(days: int) -> dt.date:
        return TODAY - dt.timedelta(days=days)

    lately = world.ended(world.course(slagelse, ago(200)), ago(56))
    long_ago = world.ended(world.course(slagelse, ago(200)), ago(57))
    both = mentor_of(slagelse, lately, long_ago)
    assert seen(factories.access_for(both)) == ({lately.pk}, set(), {lately.pk})
    assert seen(factories.access_for(user_of(slagelse)))[1] == {lately.pk}
    assert seen(slagelse.access())[2] == {lately.pk, long_ago.pk}


def test_a_participant_in_the_trash_is_nobodys(slagelse: Place) -> None:
    own = world.course(slagelse)
    mentor = mentor_of(slagelse, own)
    own.participant.deleted_at = own.created_at
    own.participant.save()
    assert seen(factories.access_for(mentor))[2] == set()


def test_the_log_on_the_front_page_tells_of_no_week(slagelse: Place) -> None:
    course = world.course(slagelse)
    record_week(slagelse.access(), monday=MONDAY, entries=[entry(course)])
    assert "agreements.attendanceweek" not in {row.model for row in Entry.objects.exclude(model__in=_of_persons())}
    page = client_of(slagelse.colleague).get("/").content.decode()
    assert course.participant.number not in page
