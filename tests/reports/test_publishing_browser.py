"""Publishing in a real browser: from the button to the page that everybody reads."""

from typing import Any

import pytest
from playwright.sync_api import expect

from reports.document import frozen
from socialportal.accounts import roles
from tests import factories

from . import drafts
from .ready import make_ready

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "anna@ringsted.example"
WIDTHS = (1280, 360)


def test_publish_correct_read_withdraw(
    page: Any, login: Any, live_server: Any, axe_violations: Any, sideways: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "pdf_bytes", lambda document: b"%PDF")
    report = drafts.whole(factories.municipality("0329"))
    drafts.section(report, "letter", "Der er sket meget.")
    factories.user(EMAIL, roles.COORDINATOR, report.municipality, name="Anna Holm")
    room = f"{live_server.url}/arbejde/aarsrapport/2018/offentliggoerelse/"
    public = f"{live_server.url}/rapporter/ringsted/2018/"

    def sound() -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert axe_violations(page) == [], f"{page.url} at {width}"
            assert sideways(page) == 0, f"{page.url} at {width}"

    login(page, EMAIL)
    page.goto(room)
    expect(page.get_by_role("heading", name="Det mangler før offentliggørelsen")).to_be_visible()
    sound()
    make_ready(report)
    page.goto(room)
    page.get_by_role("link", name="Offentliggør", exact=True).click()
    sound()
    page.get_by_role("button", name="Offentliggør").click()
    expect(page.get_by_role("heading", name="Udgaver")).to_be_visible()
    page.locator("details").first.locator("summary").click()
    sound()
    page.get_by_role("link", name="Tæl igen i dag").click()
    expect(page.get_by_text("giver de samme tal")).to_be_visible()
    factories.enterprise("En til", report.municipality)
    page.reload()
    expect(page.get_by_role("heading", name="Tal, der er anderledes")).to_be_visible()
    sound()
    page.goto(public)
    expect(page.get_by_text("Der er sket meget.")).to_be_visible()
    sound()
    page.goto(f"{live_server.url}/rapporter/")
    sound()
    page.goto(room)
    page.get_by_role("link", name="Træk tilbage").click()
    page.get_by_label("Hvorfor trækkes den tilbage?").fill("Et tal er forkert.")
    sound()
    page.get_by_role("button", name="Træk tilbage").click()
    expect(page.get_by_text("Et tal er forkert.").first).to_be_visible()
    page.goto(public)
    expect(page.get_by_role("heading", name="er trukket tilbage")).to_be_visible()
    sound()
