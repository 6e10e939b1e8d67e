"""The pages through a browser's eyes: what they show, what the forms say, what they keep."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import (
    Contribution,
    CvrNumber,
    Grant,
    NetworkMeeting,
    NetworkPlan,
    Story,
)
from socialportal.accounts import roles
from socialportal.common import panels
from tests.pages import faults_of

from .conftest import Place
from .saying import text

BASE = "/arbejde/virksomheder/"
Sent = Callable[[Client, str], dict[str, Any]]


def addresses(place: Place) -> list[str]:
    """Every page about the place's records."""
    one = place.enterprise
    number, name, rsv = one.cvr_numbers.get(), one.other_names.get(), one.rsv_periods.get()
    contribution, grant = Contribution.objects.get(), Grant.objects.get()
    meeting = NetworkMeeting.objects.create(municipality=place.municipality, held_on=dt.date(2018, 2, 22))
    plan = NetworkPlan.objects.create(municipality=place.municipality, year=2019)
    story = Story.objects.create(municipality=place.municipality, year=2018, title="Prisen", text="Vi vandt.")

    def url(name: str, *args: Any) -> str:
        return reverse(f"enterprises:{name}", args=args)

    of_one = [
        "detail",
        "edit",
        "rename",
        "remove",
        "history",
        "name-add",
        "cvr-add",
        "presence-start",
        "rsv-step",
        "public",
    ]
    return [
        *(url(name) for name in ("add", "adopt", "trash", "contribution-add", "contributions-order", "grant-add")),
        *(url(name) for name in ("meeting-add", "plan-add", "story-add", "directory")),
        *(url(name, one.slug) for name in of_one),
        *(url(f"presence-{verb}", one.slug, place.presence.pk) for verb in ("edit", "end", "note", "remove")),
        *(url(f"rsv-{verb}", one.slug, rsv.pk) for verb in ("edit", "remove")),
        *(url(f"cvr-{verb}", one.slug, number.pk) for verb in ("edit", "remove")),
        *(url(f"name-{verb}", one.slug, name.pk) for verb in ("edit", "remove")),
        *(url(f"contribution{verb}", contribution.pk) for verb in ("", "-edit", "-remove")),
        *(url(f"grant{verb}", grant.pk) for verb in ("", "-edit", "-remove")),
        *(url(f"meeting{verb}", meeting.pk) for verb in ("", "-edit", "-remove")),
        *(url(f"plan{verb}", plan.pk) for verb in ("-edit", "-remove")),
        *(url(f"story{verb}", story.pk) for verb in ("", "-edit", "-remove")),
    ]


def test_every_page_is_clean_and_takes_at_most_twenty_queries(full: Place) -> None:
    client = full.client()
    for address in addresses(full):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        assert faults_of(response.content.decode()) == [], address
        assert len(queries) <= 20, f"{address}: {len(queries)}"


def test_titles_tell_pages_apart(full: Place) -> None:
    client, titles = full.client(), []
    for address in addresses(full):
        page = text(client.get(address))
        titles.append(page.split("<title>")[1].split("</title>")[0])
    assert len(set(titles)) == len(titles)
    assert all(title.endswith("– Socialportal, Slagelse Kommune") for title in titles)


# --- The page of one ------------------------------------------------------------------------------------------------------
def test_where_we_stand_with_one(full: Place) -> None:
    full.client().post(f"{BASE}sumak/cvr/opret/", {"number": "25313763"})
    page = text(full.client().get(f"{BASE}sumak/"))
    for words in (
        "Aktiv i Slagelse siden 1. januar 2018",
        "Registreret socialøkonomisk virksomhed (RSV)",
        "Tæller med i målet",
        "475.000 kr. fra 1 giver",
        "Ring hellere end at skrive.",
        "10150817",
        "Kilde: cvr.dk",
        "Catering",
        "SUMAK",
        "Rapporten 2018",
        "Enterprise_User",
        "tilføjede CVR-nummer 25313763.",
        "Vis hele historikken",
    ):
        assert words in page, words


@pytest.mark.parametrize(
    ("role", "missing"),
    [
        (roles.CONSULTANT, ["Slet virksomheden", "Notér næste skridt", "Afslut"]),
        (roles.ADMINISTRATOR, ["Slet virksomheden", "Ret oplysninger", "Ret noten"]),
        (
            roles.ENTERPRISE_USER,
            [
                "Ring hellere",
                "Vis hele historikken",
                "Rapporten 2018",
                "Slet virksomheden",
                "Brødkrumme",
                "Ret oplysninger",
            ],
        ),
        (roles.MENTOR, ["Ring hellere", "Ret oplysninger", "475.000", "Bidrag til årsrapporten"]),
    ],
)
def test_each_sees_what_is_theirs(full: Place, role: str, missing: list[str]) -> None:
    full.client().post(f"{BASE}sumak/cvr/opret/", {"number": "25313763"})  # so that there is a history
    response = full.client(role).get(f"{BASE}sumak/")
    assert response.status_code == 200
    for words in missing:
        assert words not in text(response), words


def test_one_that_has_left_and_one_that_is_to_come(slagelse: Place) -> None:
    slagelse.another("Bevaret", valid_to=dt.date(2018, 12, 31), leaves="Fortsætter i Roskilde.", listed=False)
    slagelse.another("Fremtiden", valid_from=dt.date(2200, 1, 1))
    client = slagelse.client()
    page = text(client.get(f"{BASE}bevaret/"))
    assert "Ikke længere aktiv i Slagelse: til og med 31. december 2018" in page
    assert "Fortsætter i Roskilde." in page
    assert "Notér, at virksomheden er aktiv igen" in page
    assert "Se den offentlige side" not in page
    assert "Bliver aktiv i Slagelse 1. januar 2200" in text(client.get(f"{BASE}fremtiden/"))


def test_a_panel_about_what_the_enterprise_has_none_of_is_not_asked(
    slagelse: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dozen rooms tell on the page; those that are known to have nothing cost it nothing."""
    asked = []

    def panel(request: Any, record: Any) -> Any:
        asked.append(record.slug)
        yield panels.PanelRow(what="Fandt noget")

    slagelse.another("Uden midler")
    monkeypatch.setitem(panels._panels, "enterprise.together", [])
    monkeypatch.setattr(panels, "_about", {})
    panels.register("enterprise.together", panel, (Grant, "presence__enterprise"))
    Grant.objects.create(presence=slagelse.presence, year=2018, amount=1, purpose="Køkken")
    assert "Fandt noget" not in text(slagelse.client().get(f"{BASE}uden-midler/"))
    assert "Fandt noget" in text(slagelse.client().get(f"{BASE}sumak/"))
    assert asked == ["sumak"]


def test_upper_floors_fill_in_what_we_do_together(slagelse: Place) -> None:
    def panel(request: Any, record: Any) -> Any:
        yield panels.PanelRow(what=f"Aftale med {record}", url="/x/", since="2015", now="6 af 8 pladser i brug")

    def action(request: Any, record: Any) -> Any:
        yield panels.PanelRow(what="Start et forløb", url="/y/")

    panels.register("enterprise.together", panel)
    panels.register("enterprise.actions", action)
    try:
        page = text(slagelse.client().get(f"{BASE}sumak/"))
    finally:
        panels._panels["enterprise.together"].remove(panel)
        panels._panels["enterprise.actions"].remove(action)
    assert '<a href="/x/">Aftale med Sumak</a>' in page
    assert "6 af 8 pladser i brug" in page
    assert '<a class="button button-primary" href="/y/">Start et forløb</a>' in page


def test_the_whole_history_tells_also_of_what_was_deleted(slagelse: Place) -> None:
    client = slagelse.client()
    client.post(f"{BASE}sumak/cvr/opret/", {"number": "10 15 08 17", "name": ""})
    number = CvrNumber.objects.get()
    client.post(f"{BASE}sumak/cvr/{number.pk}/slet/", {"version": 1, "reason": "Forkert virksomhed"})
    page = text(client.get(f"{BASE}sumak/historik/"))
    assert "tilføjede CVR-nummer 10150817." in page
    assert "slettede CVR-nummer 10150817." in page
    assert "Begrundelse: Forkert virksomhed" in page
