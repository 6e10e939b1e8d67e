"""The log, stories, housing areas, duplicates and the coordinator's page in a real browser."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest

from enterprises.models import Activity, Body, Contribution, Enterprise, HousingArea, Story
from socialportal.accounts import roles

from .conftest import Place, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH_WIDTHS = (1280, 360)


@pytest.fixture
def work(db: None) -> Place:
    """Sumak twice, with a visit, a body, an area and a story."""
    place = make_place("0330", "Sumak", "sumak")
    here = place.municipality
    twin = place.another("SUMAK ApS", slug="sumak-aps")
    for one, words in ((place.presence, "Vi er Sumak."), (twin.presences.get(), "Vi er SUMAK ApS.")):
        Contribution.objects.create(presence=one, year=2018, presentation=words)
    body = Body.objects.create(municipality=here, name="Følgegruppe", members="3F\nKommunen")
    for kind in ("visit", "talk", "body_meeting", "event"):
        made = Activity.objects.create(
            municipality=here, kind=kind, on=dt.date(2018, 5, 1), title=f"Det var {kind}", body=body
        )
        made.enterprises.add(place.enterprise)
    HousingArea.objects.create(municipality=here, name="Parken", dwellings=960, year=2015, source="Cabi")
    Story.objects.create(municipality=here, year=2018, title="Prisen", text="Vi vandt.")
    return place


PAGES: dict[str, Callable[[], str]] = {
    "activities": lambda: "/arbejde/aktiviteter/",
    "counted": lambda: "/arbejde/aktiviteter/optalt/",
    "activity form": lambda: "/arbejde/aktiviteter/opret/?virksomhed=sumak",
    "activity": lambda: Activity.objects.order_by("pk")[0].get_absolute_url(),
    "bodies": lambda: "/arbejde/aktiviteter/grupper/",
    "body form": lambda: "/arbejde/aktiviteter/grupper/opret/",
    "areas": lambda: "/arbejde/boligomraader/",
    "area": lambda: HousingArea.objects.get().get_absolute_url(),
    "area form": lambda: f"{HousingArea.objects.get().get_absolute_url()}ret/",
    "story": lambda: Story.objects.get().get_absolute_url(),
    "story form": lambda: f"{Story.objects.get().get_absolute_url()}ret/",
    "duplicates": lambda: "/arbejde/dubletter/",
    "merge": lambda: "/arbejde/dubletter/sumak/sumak-aps/",
    "enterprise": lambda: "/arbejde/virksomheder/sumak/",
    "enterprises": lambda: "/arbejde/virksomheder/",
}


@pytest.mark.parametrize("width", BOTH_WIDTHS)
def test_every_page_is_accessible(
    work: Place, page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    login(page, work.users[roles.COORDINATOR].email)
    for name, address in PAGES.items():
        response = page.goto(f"{live_server.url}{address()}")
        assert response.status == 200, name
        assert sideways(page) == 0, name
        assert axe_violations(page) == [], name


def test_a_visit_is_noted_in_seconds_on_a_telephone(work: Place, page: Any, live_server: Any, login: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    login(page, work.users[roles.CONSULTANT].email)
    page.goto(f"{live_server.url}/arbejde/virksomheder/sumak/")
    page.get_by_role("link", name="Notér besøg").click()
    page.get_by_role("button", name="Notér").click()
    page.wait_for_url("**/arbejde/virksomheder/sumak/")
    assert page.get_by_role("link", name="Besøg hos Sumak").is_visible()


def test_two_become_one(work: Place, page: Any, live_server: Any, login: Any) -> None:
    login(page, work.users[roles.COORDINATOR].email)
    page.goto(f"{live_server.url}/arbejde/dubletter/")
    page.get_by_role("link", name=re.compile("^Læg sammen")).click()
    page.get_by_label("Vi er SUMAK ApS.").check()
    page.get_by_role("button", name="Læg sammen").click()
    page.wait_for_url("**/arbejde/virksomheder/sumak/")
    assert Enterprise.objects.count() == 1
    assert Contribution.objects.get().presentation == "Vi er SUMAK ApS."
    page.goto(f"{live_server.url}/arbejde/virksomheder/sumak-aps/")
    assert page.url.endswith("/arbejde/virksomheder/sumak/")
