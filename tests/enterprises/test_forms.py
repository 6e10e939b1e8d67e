"""The forms through the pages: what they ask, what they say, what they keep."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from enterprises.models import (
    Contribution,
    CvrNumber,
    Enterprise,
    EnterpriseName,
    Grant,
    Presence,
    RsvPeriod,
)
from socialportal.accounts import roles
from socialportal.accounts.models import Membership
from tests.pages import faults_of

from .conftest import Place
from .saying import text

BASE = "/arbejde/virksomheder/"
Sent = Callable[[Client, str], dict[str, Any]]


def test_registers_with_a_form(slagelse: Place, sent_form: Sent) -> None:
    client = slagelse.client()
    sent = sent_form(client, f"{BASE}opret/")
    sent |= {
        "name": "Grøn Fokus",
        "kind": "initiative",
        "number": "10150817",
        "since_text": "før 2018",
        "website": "gf.example",
    }
    response = client.post(f"{BASE}opret/", sent, follow=True)
    assert response.redirect_chain == [(f"{BASE}groen-fokus/", 302)]
    assert "Grøn Fokus er oprettet." in text(response)
    made = Enterprise.objects.get(slug="groen-fokus")
    assert made.website == "https://gf.example"
    assert made.presences.get().listed and made.presences.get().counts_towards_goal  # noqa: PT018


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "Navn: Udfyld feltet."),
        ({"kind": ""}, "Slags: Vælg en af mulighederne."),
        ({"number": "1234"}, "1234: Skriv CVR-nummeret med 8 cifre."),
        ({"number": "10150818"}, "et ciffer må være skrevet forkert"),
        ({"valid_from": "2200-13-45"}, "Skriv datoen som dag, måned og år"),
        ({"note": "Kender 010180-1234"}, "Det ligner et CPR-nummer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    slagelse: Place, sent_form: Sent, fields: dict[str, str], told: str
) -> None:
    client = slagelse.client()
    sent = (
        sent_form(client, f"{BASE}opret/")
        | {"name": "Grøn Fokus", "kind": "initiative", "summary": "Økologi."}
        | fields
    )
    response = client.post(f"{BASE}opret/", sent)
    assert response.status_code == 422
    page = text(response)
    assert told in page
    assert "<title>Fejl: " in page
    assert "Økologi." in page
    assert fields.get("note", "") in page
    assert faults_of(response.content.decode()) == []
    assert Enterprise.objects.count() == 1


def test_corrects_and_changes_from_a_day(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}sumak/aktiv/{slagelse.presence.pk}/ret/"
    sent = sent_form(client, address) | {"kind": "initiative", "how": "from_day", "from_day": ""}
    assert "Skriv den dag, ændringen gælder fra." in text(client.post(address, sent))
    mixed = client.post(address, sent | {"from_day": "2019-07-01", "valid_to": "2020-01-01"})
    assert "Periodens egne dage rettes for sig" in text(mixed)
    client.post(address, sent | {"from_day": "2019-07-01"})
    assert [(p.kind, p.valid_from) for p in Presence.objects.order_by("valid_from")] == [
        ("social_enterprise", dt.date(2018, 1, 1)),
        ("initiative", dt.date(2019, 7, 1)),
    ]
    later = Presence.objects.get(kind="initiative")
    address = f"{BASE}sumak/aktiv/{later.pk}/ret/"
    client.post(address, sent_form(client, address) | {"kind": "csr_partner"})
    assert Presence.objects.get(pk=later.pk).kind == "csr_partner"


def test_a_new_name(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}sumak/navn/"
    sent = sent_form(client, address)
    assert sent["how"] == "from_day", "a new name is the likely one"
    client.post(address, sent | {"name": "Sumak Café", "from_day": "2019-05-01"})
    assert EnterpriseName.objects.get().name == "Sumak"
    sent = sent_form(client, address)
    client.post(address, sent | {"name": "Sumak Kafé", "how": "correction"})
    assert (Enterprise.objects.get().name, EnterpriseName.objects.count()) == ("Sumak Kafé", 1)


def test_ends_and_begins_again(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}sumak/aktiv/{slagelse.presence.pk}/afslut/"
    assert "Skriv en dato." in text(client.post(address, sent_form(client, address)))
    client.post(address, sent_form(client, address) | {"valid_to": "2018-12-31"})
    address = f"{BASE}sumak/aktiv/opret/"
    sent = sent_form(client, address)
    assert sent["kind"] == "social_enterprise", "as the last time"
    page = client.post(address, sent | {"valid_from": "2018-12-31"})
    assert "kan ikke dække den samme dag" in text(page)
    client.post(address, sent | {"valid_from": "2020-03-01"})
    assert Presence.objects.count() == 2


def test_the_way_to_registration(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}sumak/rsv/opret/"
    client.post(address, sent_form(client, address) | {"state": "working", "since_text": "før 2018"})
    client.post(
        address, sent_form(client, address) | {"state": "registered", "valid_from": "2018-12-03", "source": "cvr.dk"}
    )
    first, second = RsvPeriod.objects.order_by("pk")
    assert (first.valid_to, second.state) == (dt.date(2018, 12, 2), "registered")
    address = f"{BASE}sumak/rsv/{second.pk}/ret/"
    client.post(address, sent_form(client, address) | {"source": "cvr.dk, set 3. december 2018"})
    client.post(f"{BASE}sumak/rsv/{second.pk}/slet/", {"version": 2})
    assert RsvPeriod.objects.get().valid_to is None


def test_a_grant_with_donors_and_more_lines(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}puljer/opret/"
    sent = sent_form(client, address) | {
        "presence": slagelse.presence.pk,
        "year": "2018",
        "amount": "412.000",
        "purpose": "Værksted",
        "donors-0-name": "Idagård Fonden",
        "donors-0-amount": "12.000,50",
        "donors-2-name": "Rotary",
    }
    grown = client.post(address, sent | {"more-lines": "1"})
    assert grown.status_code == 200
    assert "Fejl:" not in text(grown)
    assert 'name="donors-7-name"' in text(grown)
    assert "Idagård Fonden" in text(grown)
    assert not Grant.objects.exists()
    too_much = client.post(address, sent | {"donors-2-amount": "400.000"})
    assert "Givernes beløb er tilsammen 412.000,50 kr." in text(too_much)
    response = client.post(address, sent, follow=True)
    made = Grant.objects.get()
    assert response.redirect_chain[-1][0] == f"{BASE}puljer/{made.pk}/"
    assert [(d.name, str(d.amount)) for d in made.donors.all()] == [("Idagård Fonden", "12000.50"), ("Rotary", "None")]
    address = f"{BASE}puljer/{made.pk}/ret/"
    sent = sent_form(client, address)
    assert (sent["amount"], sent["donors-0-amount"]) == ("412.000", "12.000,50")
    client.post(address, sent)
    assert Grant.objects.get().version == 1, "nothing was different"
    client.post(address, sent | {"donors-1-DELETE": "on", "donors-0-name": "Idagård"})
    assert [d.name for d in made.donors.all()] == ["Idagård"]


def test_recipients_are_where_one_is_coordinator(slagelse: Place, kolding: Place) -> None:
    """Also for somebody who is consultant in another municipality, and sees its enterprises."""
    user = slagelse.users[roles.COORDINATOR]
    Membership.objects.create(user=user, role=roles.CONSULTANT, municipality=kolding.municipality)
    client = slagelse.client()
    assert client.get(f"{BASE}fjordtangen/").status_code == 200
    page = text(client.get(f"{BASE}puljer/opret/"))
    assert "Sumak" in page
    assert "Fjordtangen" not in page


def test_the_page_of_a_grant_says_what_is_known(full: Place) -> None:
    Grant.objects.update(
        period_to=dt.date(2019, 12, 31),
        note="Satspuljen",
        includes_municipal=True,
        source_note="KILDEN",
        approximate=True,
    )
    address = f"{BASE}puljer/{Grant.objects.get().pk}/"
    page = text(full.client().get(address))
    for words in (
        "Sumak fik ca. 475.000 kr. i 2018.",
        "31. december 2019",
        "Satspuljen",
        "kommunens egne",
        "KILDEN",
        "1 giver",
    ):
        assert words in page, words
    own = text(full.client(roles.ENTERPRISE_USER).get(address))
    assert "Satspuljen" in own
    assert "KILDEN" not in own


def test_a_line_with_a_mistake(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}puljer/opret/"
    sent = sent_form(client, address) | {
        "presence": slagelse.presence.pk,
        "year": "2018",
        "amount": "x",
        "purpose": "V",
    }
    page = client.post(address, sent | {"donors-1-purpose": "Maskiner"})
    assert page.status_code == 422
    assert "Linje 2, giver: Udfyld feltet." in text(page)
    assert "Beløb i kr.: Skriv beløbet i kroner, fx 20.000." in text(page)
    assert faults_of(page.content.decode()) == []


def test_contributions_are_written_and_ordered(slagelse: Place, sent_form: Sent) -> None:
    client, address = slagelse.client(), f"{BASE}bidrag/opret/?virksomhed=sumak&aar=2018"
    sent = sent_form(client, address)
    assert (sent["presence"], sent["year"]) == (str(slagelse.presence.pk), "2018")
    response = client.post(address, sent | {"presentation": "ord " * 90}, follow=True)
    assert "Længde" in text(response)
    assert "90 ord" in text(response)
    assert "80–250 ord. Lige nu 90 ord." in text(client.get(f"{BASE}bidrag/{Contribution.objects.get().pk}/ret/"))
    other = Contribution.objects.create(presence=slagelse.another("Anden").presences.get(), year=2018, order=2)
    address = f"{BASE}bidrag/raekkefoelge/?aar=2018"
    sent = sent_form(client, address)
    assert "Plads" in text(client.post(address, sent | {f"{other.pk}-place": "x"}))
    client.post(
        address, sent | {f"{other.pk}-place": "1", f"{Contribution.objects.exclude(pk=other.pk).get().pk}-place": "2"}
    )
    assert Contribution.objects.get(pk=other.pk).order == 1


def test_an_enterprises_user_writes_at_home(slagelse: Place, kolding: Place, sent_form: Sent) -> None:
    client = slagelse.client(roles.ENTERPRISE_USER)
    address = f"{BASE}sumak/ret/"
    sent = sent_form(client, address)
    assert "legal_form" not in sent and "source_note" not in sent  # noqa: PT018
    client.post(address, sent | {"summary": "Mad.", "name": "Overtaget", "source_note": "x", "slug": "x"})
    enterprise = Enterprise.objects.get(slug="sumak")
    assert (enterprise.summary, enterprise.name, enterprise.source_note) == ("Mad.", "Sumak", "")
    address = f"{BASE}bidrag/opret/"
    page = text(client.get(f"{address}?virksomhed=fjordtangen"))
    assert "Fjordtangen" not in page
    sent = sent_form(client, address)
    assert client.post(address, sent | {"presence": kolding.presence.pk, "year": "2018"}).status_code == 422
    client.post(address, sent | {"presence": slagelse.presence.pk, "year": "2018", "presentation": "Vi", "order": "9"})
    written = Contribution.objects.get()
    assert (written.presentation, written.order) == ("Vi", 1)
    assert client.get(f"{BASE}bidrag/{written.pk}/").status_code == 200
    assert client.get(f"{BASE}bidrag/{written.pk}/slet/").status_code == 403


def test_taken_along_from_another_municipality(slagelse: Place, kolding: Place, sent_form: Sent) -> None:
    CvrNumber.objects.create(enterprise=kolding.enterprise, number="10150817")
    client, address = slagelse.client(), f"{BASE}fra-anden-kommune/"
    sent = sent_form(client, address) | {"kind": "social_enterprise"}
    assert "Ingen virksomhed i portalen har det CVR-nummer" in text(
        client.post(address, sent | {"cvr_number": "25313763"})
    )
    response = client.post(address, sent | {"cvr_number": "10 15 08 17"}, follow=True)
    assert response.redirect_chain[-1][0] == f"{BASE}fjordtangen/"
    assert "Aktiv i Slagelse" in text(response)
    assert "Kolding" not in text(response), "the other municipality's period is its own"
