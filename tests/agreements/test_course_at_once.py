"""Two who do the same with a course at the same moment, over HTTP on PostgreSQL: the last place of a transfer, and a pause."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from agreements.models import Course, Pause, PauseReason

from . import world
from .reading import at
from .test_at_once import Browser, at_once
from .world import Place

ROUNDS, CLIENTS = 3, 6
APRIL = dt.date(2018, 4, 3)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite takes its write lock at BEGIN"),
]


@pytest.fixture
def place(transactional_db: None) -> Place:
    return world.place("0330", "VeteranHaven")


def test_the_last_place_is_given_to_one_transfer(place: Place, live_server: Any) -> None:
    """Who gets no place keeps the course as it was: nothing is half done."""
    wide = world.agreement(place.presence, 2, places=CLIENTS)
    courses = [world.course(place, agreement=wide) for _ in range(CLIENTS)]
    narrow = world.agreement(place.presence, 3, places=1)
    ready = []
    for course in courses:
        browser, path = Browser(live_server, place.consultant), at("course-transfer", course.pk)
        data = browser.form(path) | {"agreement": str(narrow.pk), "moved_on": APRIL.isoformat()}
        ready.append((browser, path, data))
    answers = at_once(*[lambda b=browser, p=path, d=data: b.send(p, d) for browser, path, data in ready])
    assert sorted(status for status, _ in answers) == [302] + [422] * (CLIENTS - 1)
    assert all("er i brug" in text for status, text in answers if status == 422)
    assert Course.objects.filter(agreement=narrow).count() == 1
    assert Course.objects.filter(ended_on=APRIL).count() == 1


def test_of_two_who_pause_one_course_the_second_is_told(place: Place, live_server: Any) -> None:
    reason = str(PauseReason.objects.get(code="holiday").pk)
    for _ in range(ROUNDS):
        course = world.course(place, agreement=None)
        path, ready = at("pause-add", course.pk), []
        for user in (place.consultant, place.coordinator):
            browser = Browser(live_server, user)
            data = browser.form(path) | {"paused_from": APRIL.isoformat(), "reason": reason}
            ready.append((browser, data))
        answers = at_once(*[lambda b=browser, p=path, d=data: b.send(p, d) for browser, data in ready])
        assert sorted(status for status, _ in answers) == [302, 422]
        assert Pause.objects.filter(course=course).count() == 1
