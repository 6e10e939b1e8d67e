"""The way to RSV and the single entry in a real browser: accessible at two widths, and from the form to the municipality."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from enterprises.models import AdviceSession, Helper, HelperKind, Inquiry, RsvPeriod
from enterprises.services import advice, criteria, helper, inquiry, rsv_check
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM

from .conftest import Place
from .test_inquiry import by_phone, step
from .test_rsv_services import a_look, an_answer, put_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 360)
DAY = dt.date(2018, 4, 1)


@pytest.fixture
def work(slagelse: Place) -> Place:
    """A registered enterprise with a checklist and papers, an inquiry on its way, advice, helpers."""
    cache.clear()
    access = slagelse.access()
    RsvPeriod.objects.create(enterprise=slagelse.enterprise, state="registered", valid_from=DAY, source="cvr.dk")
    criteria.answer(access, an_answer(slagelse, note="Vi har et udkast."))
    put_up(access, slagelse)
    rsv_check.note_check(access, a_look(slagelse, note="Set efter."))
    asked = inquiry.note_inquiry(access, by_phone(slagelse))
    inquiry.note_step(access, step(asked, DAY, "established", "Har fået CVR-nummer."))
    session = AdviceSession(municipality=slagelse.municipality, held_on=timezone.localdate(), topic="business")
    session.inquiry = asked
    advice.note_advice(access, session)
    kind = HelperKind.objects.get(code="bank")
    website = "https://bank.example/et-meget-langt-navn-paa-en-side-der-ikke-maa-goere-siden-bred"
    helper.add_helper(SYSTEM, Helper(kind=kind, name="Din bank", helps_with="Lån", website=website))
    return slagelse


def test_every_page_at_both_widths(
    work: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    number, slug = Inquiry.objects.get().pk, "sumak"
    way = reverse("enterprises:rsv-way", args=[slug])
    public = [reverse(f"enterprises:{name}") for name in ("inquiry-start", "inquiry-received", "helpers")]
    staff = [reverse(f"enterprises:{name}") for name in ("rsv", "inquiries", "inquiry-add", "advice", "advice-add")]
    staff += [
        reverse(f"enterprises:{name}", args=[number]) for name in ("inquiry", "inquiry-step-add", "inquiry-became")
    ]
    staff += [way, reverse("enterprises:rsv-check-add", args=[slug]), reverse("enterprises:helpers")]
    own = [way, *(reverse(f"enterprises:{name}", args=[slug]) for name in ("rsv-paper-add", "rsv-report-add"))]
    found = []
    for user, addresses in (
        (None, public),
        (work.users[roles.COORDINATOR], staff),
        (work.users[roles.ENTERPRISE_USER], own),
    ):
        page.context.clear_cookies()
        if user:
            login(page, user.email)
        for address in addresses:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(live_server.url + address)
                found += [f"{address} {width}: {violation}" for violation in axe_violations(page)]
                if sideways(page):
                    found.append(f"{address} {width}: {sideways(page)} px to the side")
    assert found == []


def test_from_the_form_to_the_municipality_on_a_phone(
    work: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any
) -> None:
    """Too quick at first, as a person who pastes may be; nothing has to be written again."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/start-virksomhed/")
    page.get_by_label("Hvilken kommune").select_option(label="Slagelse")
    page.get_by_text("Starte en socialøkonomisk virksomhed", exact=True).click()
    page.get_by_label("Fortæl kort om idéen").fill("Et cykelværksted.")
    page.get_by_label("Dit navn").fill("Freja Fang")
    page.get_by_label("Din e-mail").fill("freja@eksempel.example")
    page.get_by_role("button", name="Send henvendelsen").click()
    if page.locator(".error-summary").count():
        assert page.get_by_label("Dit navn").input_value() == "Freja Fang"
        assert axe_violations(page) == []
        page.wait_for_timeout(3500)
        page.get_by_role("button", name="Send henvendelsen").click()
    page.get_by_role("heading", name="Tjek din mail").wait_for()
    path = re.search(r"/start-virksomhed/bekraeft/\S+", str(mail.outbox[-1].body)).group()  # type: ignore[union-attr]
    page.goto(live_server.url + path)
    assert axe_violations(page) == []
    page.get_by_role("button", name="Ja, send den til kommunen").click()
    page.get_by_role("heading", name="Tak for din henvendelse").wait_for()
    login(page, work.users[roles.CONSULTANT].email)
    page.goto(live_server.url + reverse("enterprises:inquiries"))
    page.get_by_role("link", name="Freja Fang").click()
    page.get_by_role("link", name="Notér næste skridt").click()
    page.get_by_text("I kontakt", exact=True).click()
    page.get_by_role("button", name="Gem").click()
    page.get_by_text("Det er noteret.").wait_for()
    assert Inquiry.objects.get(name="Freja Fang").state == "in_contact"
