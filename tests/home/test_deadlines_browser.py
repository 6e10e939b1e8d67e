"""The work list, its reasons, messages and calendar in a real browser: accessible at three widths, and by keyboard alone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from agreements.models import Delay, FollowUp, Placement
from agreements.queries.deadlines import Kind, open_deadlines
from socialportal.notices.services import tell
from tests.agreements import world
from tests.agreements.world import Place
from tests.conftest import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = dt.date.today()


@pytest.fixture
def work(db: None) -> Place:
    """Something in each heap, of both weights."""
    of = world.place("0330", "VeteranHaven")
    of.agreement.terms.update(valid_from=None)
    late = world.course(of, TODAY - dt.timedelta(weeks=6))
    FollowUp.objects.create(course=late, asked_on=TODAY, wanted_by=TODAY)
    world.course(of, TODAY - dt.timedelta(weeks=1))
    Placement.objects.create(
        presence=of.presence,
        type=world.job_type(),
        started_on=TODAY - dt.timedelta(days=950),
        participant=late.participant,
    )
    tell(user=of.consultant, kind="moede", subject="En mentor beder om et møde", text="Hos Sumak.", url="/", key="a")
    return of


def late_plan(of: Place) -> str:
    (one,) = [d for d in open_deadlines(of.access("consultant"), TODAY, kinds=[Kind.PLAN]) if d.due < TODAY]
    return reverse("agreements:delay-add", args=["plan", one.about_id, one.due.isoformat()])


PAGES: dict[str, Callable[[Place], str]] = {
    "deadlines": lambda of: "/frister/",
    "deadlines-of-all": lambda of: "/frister/?hvem=kommunen",
    "deadlines-none": lambda of: "/frister/?slags=handleplan",
    "delay": late_plan,
    "inbox": lambda of: "/konto/beskeder/",
    "choices": lambda of: "/konto/beskeder/valg/",
    "calendar": lambda of: "/konto/kalender/",
}


@pytest.mark.parametrize("name", PAGES)
def test_accessible_at_every_width(
    work: Place, page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, name: str
) -> None:
    login(page, "konsulent@slagelse.example")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_server.url + PAGES[name](work))
        assert axe_violations(page) == []
        assert sideways(page) == 0


def test_the_secret_address_breaks_where_it_must(
    work: Place, page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any
) -> None:
    login(page, "konsulent@slagelse.example")
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(live_server.url + "/konto/kalender/")
    page.get_by_role("button", name="Lav en kalenderadresse").click()
    assert ".ics" in page.locator("code.secret").inner_text()
    assert axe_violations(page) == []
    assert sideways(page) == 0


def test_a_reason_by_keyboard_alone(work: Place, page: Any, live_server: Any, login: Any) -> None:
    """From the list to the reason and back, without a mouse."""
    login(page, "konsulent@slagelse.example")
    page.goto(live_server.url + "/frister/")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href') || ''").endswith(late_plan(work)):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/frister/grund/**")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/frister/")
    assert "Grund: Back-up sideløbende med behandling" in page.locator("main").inner_text()
    assert Delay.objects.count() == 1
