"""Enterprises in a real browser: no barrier, no sideways scroll, the keyboard is enough, and nothing needs script."""

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import expect

from enterprises.models import Contribution, CvrNumber, Donor, Enterprise, Grant, NetworkPlan, Presence, RsvPeriod
from socialportal.accounts import roles
from tests import factories
from tests.conftest import WIDTHS

from .conftest import Place, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASE = "/arbejde/virksomheder/"
EMAIL = "coordinator@sumak.example"


@pytest.fixture
def full(transactional_db: None) -> Place:
    """Slagelse with enterprises of every standing, and Sumak with everything on its page."""
    place = make_place("0330", "Sumak", "sumak")
    enterprise = place.enterprise
    enterprise.email, enterprise.website = "post@sumak.example", "https://sumak.example"
    enterprise.save()
    factories.products(enterprise, "café", "catering")
    place.presence.note = "Ring hellere end at skrive."
    place.presence.save()
    number = CvrNumber.objects.create(enterprise=enterprise, number="10150817", name="Køkkenet")
    RsvPeriod.objects.create(enterprise=enterprise, state="registered", cvr_number=number, source="cvr.dk")
    Contribution.objects.create(presence=place.presence, year=2018, presentation="Vi laver mad. " * 40, plans="et\nto")
    grant = Grant.objects.create(presence=place.presence, year=2018, amount=475000, purpose="Udvikling af metoder")
    Donor.objects.create(grant=grant, name="Styrelsen for Arbejdsmarked og Rekruttering (STAR)", amount=5)
    NetworkPlan.objects.create(municipality=place.municipality, year=2019, meetings=6, themes="Sociale medier")
    for name, kind in (
        ("Østerhaven", "initiative"),
        ("Sund og Bælt", "csr_partner"),
        ("Ålekroen", "social_enterprise"),
    ):
        made = place.another(name, kind=kind, locality="Skælskør")
        if name == "Ålekroen":
            RsvPeriod.objects.create(enterprise=made, state="working")
    place.another("Bevaret", valid_to=dt.date(2018, 12, 31))
    factories.publication(enterprise)
    return place


def addresses(place: Place) -> list[str]:
    grant, contribution, presence = Grant.objects.get(), Contribution.objects.get(), place.presence
    return [
        BASE,
        f"{BASE}?ogsaa=on&q=findes-ikke",
        f"{BASE}opret/",
        f"{BASE}slettet/",
        f"{BASE}sumak/",
        f"{BASE}bevaret/",
        f"{BASE}sumak/ret/",
        f"{BASE}sumak/slet/",
        f"{BASE}sumak/aktiv/{presence.pk}/ret/",
        f"{BASE}sumak/rsv/opret/",
        f"{BASE}bidrag/?aar=2018",
        f"{BASE}bidrag/{contribution.pk}/",
        f"{BASE}bidrag/{contribution.pk}/ret/",
        f"{BASE}bidrag/raekkefoelge/?aar=2018",
        f"{BASE}puljer/",
        f"{BASE}puljer/{grant.pk}/",
        f"{BASE}puljer/{grant.pk}/ret/",
        f"{BASE}netvaerk/",
        f"{BASE}historier/",
        "/virksomheder/",
        "/virksomheder/sumak/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_barrier_and_no_sideways_scroll(
    page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, full: Place, width: int
) -> None:
    stopped: list[str] = []
    page.on("console", lambda said: stopped.append(said.text) if "Content Security Policy" in said.text else None)
    page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
    login(page, EMAIL)
    for address in addresses(full):
        page.goto(live_server.url + address)
        assert axe_violations(page) == [], f"{address} at {width}"
        assert sideways(page) == 0, f"{address} at {width}"
    assert stopped == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_form_with_errors(
    page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, full: Place, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    login(page, EMAIL)
    page.goto(f"{live_server.url}{BASE}opret/")
    page.get_by_label("CVR-numre").fill("10150818")
    page.get_by_label("Kort beskrivelse").fill("Mad fra hele verden.")
    page.get_by_role("button", name="Opret virksomhed").click()
    expect(page).to_have_title("Fejl: Opret virksomhed – Socialportal, Slagelse Kommune")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Kort beskrivelse")).to_have_value("Mad fra hele verden.")
    expect(page.get_by_label("CVR-numre")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="CVR-numre: 10150818").click()
    expect(page.get_by_label("CVR-numre")).to_be_focused()
    assert axe_violations(page) == []
    assert sideways(page) == 0


def test_two_people_see_what_they_disagree_on(
    page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, full: Place
) -> None:
    login(page, EMAIL)
    page.goto(f"{live_server.url}{BASE}sumak/ret/")
    full.client(roles.CONSULTANT).post(f"{BASE}sumak/ret/", {"version": 1, "phone": "11 11 11 11"})
    page.get_by_label("Telefon").fill("22 22 22 22")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("En anden har gemt imens")
    assert axe_violations(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert sideways(page) == 0
    page.get_by_role("radio", name="11 11 11 11").check()
    page.get_by_role("button", name="Gem valgene").click()
    expect(page.get_by_text("Ændringerne er gemt.")).to_be_visible()
    assert Enterprise.objects.get(slug="sumak").phone == "11 11 11 11"


def test_registered_by_keyboard_alone(page: Any, live_server: Any, login: Any, full: Place) -> None:
    """From the list to the new enterprise without a mouse; where one is can always be seen."""
    login(page, EMAIL)
    page.goto(live_server.url + BASE)
    _tab_to(page, "Opret virksomhed")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BASE}opret/")
    _tab_to_field(page, "id_name")
    page.keyboard.type("Grøn Fokus")
    _tab_to_field(page, "id_kind")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "Opret virksomhed")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{BASE}groen-fokus/")
    assert Presence.objects.get(enterprise__slug="groen-fokus").kind == "initiative"


def _tab_to(page: Any, words: str) -> None:
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"one cannot see that ”{words}” has the focus"
            return
    pytest.fail(f"never came to ”{words}”")


def _tab_to_field(page: Any, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    pytest.fail(f"never came to {name}")


def test_everything_works_without_script(browser: Any, live_server: Any, full: Place) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/virksomheder/")
    page.get_by_label("Søg efter").fill("catering")
    page.get_by_role("button", name="Søg").click()
    page.get_by_role("link", name="Sumak").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sumak")
    context.close()
