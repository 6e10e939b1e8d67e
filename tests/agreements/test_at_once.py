"""Many at once over HTTP, each with a browser and a connection to the database of their own: the last place, and one course
edited by two. With controls that take the lock away and see the race. SQLite has one writer at a time whatever we do
(`test_places.py` tries that too), so this is for PostgreSQL.
"""

import datetime as dt
import http.client
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from lxml import html

from agreements.models import Agreement, Course
from agreements.services import course as services
from socialportal.accounts.models import User

from . import world
from .reading import at
from .world import Place

CLIENTS, PLACES, ROUNDS = 12, 5, 3
FEBRUARY = dt.date(2018, 2, 5)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite takes its write lock at BEGIN"),
]


class Browser:
    """Somebody who is logged in, opens a page and sends its form, over a connection of their own."""

    def __init__(self, server: Any, user: User) -> None:
        self.server = server
        client = Client()
        client.force_login(user)
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    def _ask(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[int, str]:
        to = http.client.HTTPConnection(self.server.thread.host, self.server.thread.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None if data is None else urlencode(data)
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        to.request(method, path, body, headers)
        response = to.getresponse()
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        text = response.read().decode()
        to.close()
        return response.status, text

    def form(self, path: str) -> dict[str, str]:
        """The page's form as it stands."""
        status, text = self._ask("GET", path)
        assert status == 200, text[:500]
        [found] = html.document_fromstring(text).xpath("//main//form[@method='post']")
        return {name: str(value or "") for name, value in found.form_values()}

    def send(self, path: str, data: dict[str, str]) -> tuple[int, str]:
        """Status, and the page that came back."""
        return self._ask("POST", path, data)


@pytest.fixture
def slagelse(transactional_db: None) -> Place:
    return world.place("0330", "VeteranHaven")


def at_once(*work: Callable[[], tuple[int, str]]) -> list[tuple[int, str]]:
    """Does all of it at the same moment; a thread that failed is a failure here."""
    together, found = threading.Barrier(len(work)), []

    def run(one: Callable[[], tuple[int, str]]) -> None:
        together.wait(timeout=60)
        found.append(one())

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(work), "somebody got no answer"
    return found


# --- The last place -----------------------------------------------------------------------------------------------------
def rivals(server: Any, place: Place, agreement: Agreement, how_many: int) -> list[tuple[int, str]]:
    """So many who have each opened the form for a participant of their own, and send it at the same moment."""
    path = f"{at('course-start')}?aftale={agreement.pk}"
    ready = []
    for _ in range(how_many):
        browser, who = Browser(server, place.consultant), world.participant(place.team)
        data = browser.form(path) | {"participant": str(who.pk), "started_on": FEBRUARY.isoformat()}
        ready.append((browser, data | {"agreement": str(agreement.pk)}))
    return at_once(*[lambda b=browser, d=data: b.send(path, d) for browser, data in ready])


def test_the_places_are_given_to_as_many_as_there_are(slagelse: Place, live_server: Any) -> None:
    for number in range(2, 2 + ROUNDS):
        agreement = world.agreement(slagelse.presence, number, places=PLACES)
        answers = rivals(live_server, slagelse, agreement, CLIENTS)
        statuses = sorted(status for status, _ in answers)
        assert statuses == [302] * PLACES + [422] * (CLIENTS - PLACES)
        assert all("er i brug" in text for status, text in answers if status == 422)
        assert Course.objects.filter(agreement=agreement).count() == PLACES


def test_without_the_lock_there_are_more(slagelse: Place, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the test above would see the race."""
    together, check = threading.Barrier(CLIENTS), services.check_place

    def check_then_wait(*args: Any, **kwargs: Any) -> None:
        check(*args, **kwargs)
        together.wait(timeout=30)

    monkeypatch.setattr(services, "locked", lambda agreement: Agreement.objects.get(pk=agreement.pk))
    monkeypatch.setattr(services, "check_place", check_then_wait)
    agreement = world.agreement(slagelse.presence, 2, places=1)
    answers = rivals(live_server, slagelse, agreement, CLIENTS)
    assert [status for status, _ in answers] == [302] * CLIENTS
    assert Course.objects.filter(agreement=agreement).count() == CLIENTS


# --- One course, two people ---------------------------------------------------------------------------------------------
def two_edit(server: Any, place: Place, course: Course) -> list[int]:
    """Consultant and coordinator open the same course, and save different days at the same moment."""
    path = at("course-edit", course.pk)
    ready = []
    for user, day in ((place.consultant, "2018-02-06"), (place.coordinator, "2018-02-07")):
        browser = Browser(server, user)
        ready.append((browser, browser.form(path) | {"started_on": day}))
    answers = at_once(*[lambda b=browser, d=data: b.send(path, d) for browser, data in ready])
    return sorted(status for status, _ in answers)


def test_of_two_who_edit_one_course_the_second_is_told(slagelse: Place, live_server: Any) -> None:
    for _ in range(ROUNDS):
        course = world.course(slagelse)
        assert two_edit(live_server, slagelse, course) == [302, 409]
        course.refresh_from_db()
        assert course.version == 2


def test_without_the_lock_the_first_is_lost(slagelse: Place, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: both are told that it is saved, and one of them is wrong."""
    course = world.course(slagelse)
    together, save = threading.Barrier(2), Course.save

    def wait_then_save(self: Course, *args: Any, **kwargs: Any) -> None:
        together.wait(timeout=30)
        save(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)
    monkeypatch.setattr(Course, "save", wait_then_save)
    assert two_edit(live_server, slagelse, course) == [302, 302]
    monkeypatch.undo()
    course.refresh_from_db()
    assert course.version == 2
