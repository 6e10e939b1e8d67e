"""The pages of the working copy in a real browser: nothing that keeps anybody out, no sideways scroll, no script needed."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from reports.models import Strategy
from socialportal.accounts import roles
from tests import factories
from tests.conftest import WIDTHS

from . import drafts, records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "anna@slagelse.example"


@pytest.fixture
def addresses() -> dict[str, str]:
    """A working copy with something of everything, and its pages."""
    place = factories.municipality("0330")
    factories.user(EMAIL, roles.COORDINATOR, place, name="Anna Holm")
    report = drafts.whole(place, points=3)
    agreed = records.agreement(place.presences.first())
    records.evaluation(agreed, drafts.D(2015, 7, 1), drafts.D(2018, 6, 30))
    decision = drafts.decision(drafts.committee(place, "Beskæftigelses- og Integrationsudvalget"))
    point = drafts.point(
        Strategy.objects.get(), "Tilføjelse om progression", letter="A", origin="addition", decisions=[decision]
    )
    drafts.progression(place)
    long_name = '{{ progression_hours_start|ellers:"få" }}'
    section = drafts.section(report, text=f"Der er {long_name} timer.\n\n- en\n- to {{{{ enterprises_active|ord }}}}")
    advice, case, reference = drafts.advice(report), drafts.case(report), drafts.reference(report)
    year = f"/arbejde/aarsrapport/{report.year}/"
    return {
        "list": "/arbejde/aarsrapport/",
        "overview": year,
        "section": section.get_absolute_url(),
        "point": f"{year}punkt/{point.key}/",
        "goal-text": f"{year}maal/jobs/",
        "cover": f"{year}forside/",
        "advice": advice.get_absolute_url(),
        "case": case.get_absolute_url(),
        "cases": f"{year}fortaellinger/",
        "reference": reference.get_absolute_url(),
        "references": f"{year}referencer/",
        "strategy": "/arbejde/strategi/",
        "adopt": "/arbejde/strategi/vedtag/",
        "goal": f"/arbejde/strategi/maal/{Strategy.objects.get().goals.get().pk}/",
        "point-edit": f"/arbejde/strategi/punkt/{point.pk}/",
        "politics": "/arbejde/udvalg/",
        "committee": "/arbejde/udvalg/1/"
        if decision.committee.pk == 1
        else f"/arbejde/udvalg/{decision.committee.pk}/",
        "decision": f"/arbejde/udvalg/beslutning/{decision.pk}/",
        "trash": "/arbejde/aarsrapport/slettet/",
        "remove": f"{year}slet/",
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_no_violation_and_no_sideways_scroll(
    page: Any, live_server: Any, login: Any, addresses: dict, axe_violations: Any, sideways: Any, width: int
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
    login(page, EMAIL)
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        assert axe_violations(page) == [], (name, width)
        assert sideways(page) == 0, (name, width)
    assert refused == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_section_with_errors(
    page: Any, live_server: Any, login: Any, addresses: dict, axe_violations: Any, sideways: Any, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    login(page, EMAIL)
    page.goto(live_server.url + addresses["section"])
    page.get_by_label("Tekst").fill("Vi er {{ enterprises_activ }}.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page).to_have_title(re.compile("^Fejl: Brev til læseren"))
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name=re.compile("Mente du")).click()
    expect(page.get_by_label("Tekst")).to_be_focused()
    expect(page.get_by_label("Tekst")).to_have_value("Vi er {{ enterprises_activ }}.")
    assert axe_violations(page) == [], width
    assert sideways(page) == 0, width


@pytest.mark.parametrize("width", WIDTHS)
def test_two_in_one_text(
    page: Any,
    browser: Browser,
    live_server: Any,
    login: Any,
    addresses: dict,
    axe_violations: Any,
    sideways: Any,
    width: int,
) -> None:
    login(page, EMAIL)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + addresses["section"])
    other = browser.new_page()
    login(other, EMAIL)
    other.goto(live_server.url + addresses["section"])
    other.get_by_label("Tekst").fill("Den andens ord.")
    other.get_by_role("button", name="Gem", exact=True).click()
    other.close()
    page.get_by_label("Tekst").fill("Mine ord.")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("En anden har gemt imens")
    expect(page.locator("mark.dif")).to_have_text("Den andens ord.")
    assert axe_violations(page) == [], width
    assert sideways(page) == 0, width
    page.get_by_label("Dine ord").fill("Begges ord.")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".paper p")).to_have_text("Begges ord.")


def test_a_point_is_moved_by_keyboard_and_without_script(
    browser: Browser, live_server: Any, login: Any, addresses: dict
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    login(page, EMAIL)
    page.goto(live_server.url + addresses["strategy"])
    page.get_by_role("button", name="Op med Punkt 2").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".points .row-title").first).to_have_text("Punkt 2")
    context.close()
