"""Answering last year's recommendations and laying the report before a committee, in a real browser, without a script too."""

import datetime as dt
from typing import Any

import pytest
from playwright.sync_api import expect

from reports.models import AgendaItem, RecommendationAnswer
from socialportal.accounts import roles
from tests import factories

from . import drafts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "anna@slagelse.example"


@pytest.fixture
def made() -> None:
    """Two years; the first recommends something."""
    place = factories.municipality("0330")
    factories.user(EMAIL, roles.COORDINATOR, place, name="Anna Holm")
    first = drafts.whole(place, points=1)
    drafts.advice(first, title="På tværs af alle udvalg og centre", text="Vi anbefaler et samarbejde.")
    drafts.goal(
        first.municipality.strategies.get(),
        key="alle",
        label="60 job i strategiens tid",
        kind="total",
        target=60,
        due_on=dt.date(2020, 12, 31),
        unit="job",
    )
    drafts.committee(place, "Beskæftigelses- og Integrationsudvalget")
    drafts.report(place, 2019)


@pytest.mark.parametrize("width", [1280, 360])
def test_answer_and_agenda(
    page: Any, live_server: Any, login: Any, made: None, axe_violations: Any, sideways: Any, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    login(page, EMAIL)

    def look() -> None:
        assert axe_violations(page) == [], page.url
        assert sideways(page) == 0, page.url

    page.goto(f"{live_server.url}/arbejde/aarsrapport/2019/anbefalinger/")
    look()
    page.get_by_role("link", name="Svar på På tværs").click()
    look()
    page.get_by_label("Ikke fulgt").check()
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Skriv, hvorfor anbefalingen ikke er fulgt helt.").first).to_be_visible()
    look()
    page.get_by_label("Hvad der skete").fill("Det blev udsat til næste år.")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Det blev udsat til næste år.")).to_be_visible()
    assert RecommendationAnswer.objects.get().followed == "no"
    for address in (
        "/arbejde/aarsrapport/anbefalinger/",
        "/arbejde/aarsrapport/2018/anbefalinger/tal/",
        "/arbejde/strategi/",
    ):
        page.goto(live_server.url + address)
        look()

    page.goto(f"{live_server.url}/arbejde/aarsrapport/2018/udvalg/")
    look()
    page.get_by_role("link", name="Skriv en sagsfremstilling").click()
    look()
    page.get_by_label("Udvalg", exact=False).first.select_option(label="Beskæftigelses- og Integrationsudvalget")
    page.get_by_label("Mødet er den").fill("2019-02-04")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", name="Indstilling")).to_be_visible()
    look()
    with page.expect_download() as started:
        page.get_by_role("link", name="Hent som Word-fil").click()
    assert started.value.suggested_filename.endswith(".docx")
    page.get_by_role("link", name="Notér beslutningen").click()
    look()
    page.get_by_label("Beslutningens ord").fill("Udvalget følger anbefalingerne.")
    page.get_by_role("button", name="Notér beslutningen").click()
    expect(page.get_by_text("”Udvalget følger anbefalingerne.”")).to_be_visible()
    look()
    assert AgendaItem.objects.get().decision is not None
