"""The working draft in a real browser: distributing, writing with facts, and what is remembered."""

from typing import Any

import pytest
from playwright.sync_api import expect

from reports.models import Section
from socialportal.accounts import roles
from socialportal.accounts.models import UnfinishedForm
from tests import factories

from . import drafts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "anna@slagelse.example"
WIDTHS = (1280, 360)


@pytest.mark.parametrize("width", WIDTHS)
def test_given_written_remembered_and_approved(
    page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, width: int
) -> None:
    place = factories.municipality("0330")
    factories.user(EMAIL, roles.COORDINATOR, place, name="Anna Holm")
    report = drafts.whole(place)
    section = drafts.section(report)
    page.set_viewport_size({"width": width, "height": 800})
    login(page, EMAIL)

    page.goto(live_server.url + f"/arbejde/aarsrapport/{report.year}/fordeling/")
    page.get_by_text("Fordel tekster").click()
    page.locator(f"#vaelg-section-{section.pk}").check(force=True)
    page.get_by_label("Skrives af").select_option(label="Anna Holm")
    assert axe_violations(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="Fordel", exact=True).click()
    expect(page.locator("main")).to_contain_text("Anna Holm (dig)")

    page.goto(live_server.url + section.get_absolute_url())
    page.get_by_label("Tekst").fill("## Kort sagt\n\nDet gik **godt**.")
    expect(page.get_by_text("Husket kl.")).to_be_visible(timeout=10_000)
    page.goto(live_server.url + section.get_absolute_url())
    expect(page.get_by_role("heading", name="Du har skrevet noget her, som ikke er gemt")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("link", name="Vis det i felterne").click()
    expect(page.get_by_label("Tekst")).to_have_value("## Kort sagt\n\nDet gik **godt**.")
    page.get_by_role("button", name="Gem, og meld klar").click()
    expect(page.locator(".paper strong")).to_have_text("godt")
    assert not UnfinishedForm.objects.exists()
    page.get_by_role("button", name="Godkend teksten").click()
    expect(page.locator(".given")).to_contain_text("Godkendt")
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    assert axe_violations(page) == []
    assert sideways(page) == 0
    assert Section.objects.get(pk=section.pk).state == "approved"
