"""The round in a real browser: 2019 opened, written on a phone, approved, and printed; every page accessible and in its width."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Contribution, DeclaredGrant, Grant, ReportingYear
from socialportal.accounts import roles
from socialportal.home.demo.people import PASSWORD

from .conftest import Place
from .test_reporting_year import opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
DEADLINE = timezone.localdate() + dt.timedelta(days=30)


def test_a_year_opened_filled_and_approved_comes_out_as_the_report(
    demo: None, page: Any, live_server: Any, login: Callable[..., None], sideways: Any, mailoutbox: Any, tmp_path: Path
) -> None:
    """As four people would: she opens 2019, Sumak answers from the mail on a phone, she approves, and the report is made."""
    login(page, "koordinator@slagelse.example", PASSWORD)
    page.goto(f"{live_server.url}{reverse('enterprises:contributions')}?aar=2019")
    page.get_by_role("link", name="Åbn for bidrag til et andet år").click()
    page.get_by_label("År", exact=True).fill("2019")
    page.get_by_label("Frist").fill(DEADLINE.isoformat())
    page.get_by_label("Besked til virksomhederne").fill("Skriv om jeres nye køkken.")
    mailoutbox.clear()
    page.get_by_role("button", name="Åbn, og send besked til alle").click()
    page.get_by_text("har fået besked").wait_for()
    mail = next(one for one in mailoutbox if one.to == ["redaktoer@sumak.example"])
    link = re.search(r"/arbejde/bidrag/\S+", mail.body)
    assert link

    # Sumak, on a phone: from the mail's link through the login to the sent contribution, one page after the other.
    page.context.clear_cookies()
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + link.group())
    page.get_by_label("E-mail").fill("redaktoer@sumak.example")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.get_by_role("heading", name="Jeres bidrag til årsrapporten 2019").wait_for()
    assert page.get_by_text("Skriv om jeres nye køkken.").is_visible()
    assert sideways(page) == 0
    page.get_by_role("button", name="Tag udgangspunkt i teksten fra 2018").click()
    text = page.get_by_label("Præsentation")
    text.wait_for()
    assert len(text.input_value().split()) > 80
    text.fill("For kort.")
    page.get_by_text("Lige nu 2 ord. Der mangler 78.").wait_for()
    text.fill("Vores nye køkken åbnede i 2019. " * 15)
    page.get_by_label("Planer for næste år").fill("at åbne en butik\nflere elever")
    page.get_by_label("Målgruppe", exact=True).fill("kvinder, der vil i arbejde")
    page.get_by_label("Job besat ad andre veje").fill("5")
    page.get_by_label("Årets historie: overskrift").fill("Den første elev")
    page.get_by_label("Årets historie", exact=True).fill("Hun fik sit svendebrev.")
    page.get_by_label("Giver, linje 1").fill("Køkkenfonden")
    page.get_by_label("Til, linje 1").fill("ovne")
    page.get_by_label("Kr., linje 1").fill("40.000")
    assert sideways(page) == 0
    page.get_by_role("button", name="Gem kladden").click()
    page.get_by_text("Kladden er gemt.").wait_for()
    page.get_by_role("button", name="Gem og se det, før I sender").click()
    page.get_by_role("heading", name="Se og send jeres bidrag til årsrapporten 2019").wait_for()
    assert page.get_by_text("at åbne en butik").is_visible()
    assert sideways(page) == 0
    page.get_by_role("button", name="Send til kommunen").click()
    page.get_by_text("Tak! Bidraget er sendt.").wait_for()
    assert _report(tmp_path).get("placements_other_channels") != 5, "what is not approved is not counted"
    assert "Vores nye køkken" not in _html(tmp_path)

    page.context.clear_cookies()
    page.set_viewport_size(DESK)
    login(page, "koordinator@slagelse.example", PASSWORD)
    page.goto(f"{live_server.url}{reverse('enterprises:contributions')}?aar=2019")
    page.get_by_role("link", name="1 venter på jeres svar").click()
    page.get_by_role("link", name="Sumak").click()
    page.get_by_role("button", name="Godkend").click()
    page.get_by_text("Bidraget er godkendt. Det bliver trykt").wait_for()
    page.get_by_role("button", name="Tag med som historie").click()
    page.get_by_text("Historien er taget med i årets historier.").wait_for()
    assert Grant.objects.get(year=2019, presence__municipality__code="0330").purpose == "ovne"

    printed = _html(tmp_path)
    for words in (
        "Vores nye køkken åbnede i 2019.",
        "at åbne en butik",
        "kvinder, der vil i arbejde",
        "Den første elev",
    ):
        assert words in printed
    assert "Køkkenfonden" in printed or Grant.objects.filter(year=2019).exists()
    assert _report(tmp_path)["placements_other_channels"] == 5


def _made(folder: Path, file_format: str) -> str:
    made = folder / f"rapport.{file_format}"
    options = {"municipality": "0330", "year": 2019, "edition": "intern", "format": file_format}
    call_command("annual_report", **options, output=str(made))
    return made.read_text(encoding="utf-8")


def _html(folder: Path) -> str:
    return _made(folder, "html").replace("\u00a0", " ").replace("\u00ad", "")


def _report(folder: Path) -> dict[str, Any]:
    figures = json.loads(_made(folder, "json"))
    figures = figures.get("figures", figures)
    if isinstance(figures, list):
        return {one["name"]: one["value"] for one in figures}
    return {name: one.get("value") if isinstance(one, dict) else one for name, one in figures.items()}


def test_every_page_at_every_width(
    slagelse: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    of = opened(slagelse, message="Skriv gerne kort.")
    made = {
        state: Contribution.objects.create(
            presence=slagelse.another(f"V {state}", slug=f"v-{state}").presences.get(),
            year=2019,
            state=state,
            presentation="ord " * 90,
            plans="et\nto",
            story_title="Solen",
            story_text="Den skinnede.",
            comment="Ret." if state == "returned" else "",
        )
        for state in ("draft", "submitted", "returned", "approved")
    }
    DeclaredGrant.objects.create(contribution=made["submitted"], donor="Rotary", purpose="ovn")
    own = Contribution.objects.create(presence=slagelse.presence, year=2018, presentation="kort")
    staff = [
        f"{reverse('enterprises:contributions')}?aar=2019",
        f"{reverse('enterprises:year-open')}?aar=2020",
        reverse("enterprises:year-edit", args=[of.pk]),
        reverse("enterprises:year-remind", args=[of.pk]),
        *(one.get_absolute_url() for one in made.values()),
        reverse("enterprises:contribution-send-back", args=[made["submitted"].pk]),
        reverse("enterprises:contribution-edit", args=[made["submitted"].pk]),
    ]
    theirs = [
        reverse("enterprises:own-contributions"),
        reverse("enterprises:contribution-start", args=[of.pk, slagelse.presence.pk]),
        reverse("enterprises:contribution-edit", args=[own.pk]),
        own.get_absolute_url(),
    ]
    found = []
    for role, addresses in ((roles.COORDINATOR, staff), (roles.ENTERPRISE_USER, theirs)):
        page.context.clear_cookies()
        login(page, slagelse.users[role].email)
        for address in addresses:
            for size in (DESK, PHONE):
                page.set_viewport_size(size)
                page.goto(live_server.url + address)
                found += [f"{address} {size['width']}: {violation}" for violation in axe_violations(page)]
                if sideways(page):
                    found.append(f"{address} {size['width']}: {sideways(page)} px to the side")
    assert found == []
    assert ReportingYear.objects.count() == 1
