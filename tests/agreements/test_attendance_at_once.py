"""Two at the same moment, each with a connection of their own: one writes, the other is told, and nothing is done twice."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from agreements.models import AttendanceSheet, AttendanceWeek, Course, FollowUp
from agreements.services import attendance as services
from agreements.services.own_course import ask_meeting
from agreements.services.sheet import send_sheet
from socialportal.accounts.access import SYSTEM
from socialportal.notices.models import Notice
from tests.threads import in_threads, shared_database

from . import world
from .test_attendance import MONDAY, entry, hours
from .test_sheets import ENDED, SECOND, write

__all__ = ["shared_database"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("shared_database")]


def at_once(prepare: Any, *acts: Any) -> tuple[list[Any], list[Any]]:
    """Runs the acts together after `prepare`; the errors, and what `AttendanceWeek` and its neighbours came to."""
    assert in_threads(prepare) == []
    errors = in_threads(*acts)
    found: list[Any] = []

    def look() -> None:
        found.append(list(AttendanceWeek.objects.order_by("course").values_list("course", "attended", "version")))
        found.append(AttendanceSheet.objects.count())
        found.append(FollowUp.objects.count())
        found.append(Notice.objects.filter(email="").count())

    assert in_threads(look) == []
    return errors, found


def course(number: int = 0) -> Course:
    return Course.objects.order_by("pk")[number]


def test_two_write_the_same_rows() -> None:
    """In the opposite order, so that without one order of locks they would wait for each other."""

    def prepare() -> None:
        of = world.place("0330", "VeteranHaven")
        for _ in range(2):
            world.course(of)

    def all_present() -> None:
        services.record_week(SYSTEM, monday=MONDAY, entries=[entry(course(0)), entry(course(1))])

    def all_absent() -> None:
        away = hours(20, 0, 20)
        services.record_week(SYSTEM, monday=MONDAY, entries=[entry(course(1), away), entry(course(0), away)])

    errors, (kept, *_) = at_once(prepare, all_present, all_absent)
    assert [type(error) for error in errors] == [services.WeekRefused]
    assert len(errors[0].conflicts) == 2
    assert errors[0].errors == {}
    assert len(kept) == 2
    assert len({attended for _, attended, _ in kept}) == 1  # both rows are one person's
    assert {version for *_, version in kept} == {1}


def test_a_sheet_sent_twice_at_once_is_one() -> None:
    def prepare() -> None:
        made = world.ended(world.course(world.place("0330", "VeteranHaven"), dt.date(2018, 2, 5)), ENDED)
        write(made, SECOND + dt.timedelta(days=4), ENDED)

    def send() -> None:
        send_sheet(SYSTEM, course(), period_from=SECOND)

    errors, (_, sheets, _, told) = at_once(prepare, send, send, send)
    assert [type(error) for error in errors] == [ValidationError] * 2
    assert all("blev sendt" in str(error) for error in errors)
    assert (sheets, told) == (1, 1)


def test_a_meeting_asked_for_twice_at_once_is_one() -> None:
    def prepare() -> None:
        world.course(world.place("0330", "VeteranHaven"))

    errors, (_, _, meetings, told) = at_once(prepare, *[lambda: ask_meeting(SYSTEM, course())] * 3)
    assert [type(error) for error in errors] == [ValidationError] * 2
    assert (meetings, told) == (1, 1)
