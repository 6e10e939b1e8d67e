"""The consultant and coordinator of Kolding cannot learn what Slagelse knows: by no address, list, choice, search or file."""

import datetime as dt
from typing import Any

import pytest

from enterprises.models import (
    Contribution,
    CvrNumber,
    EnterpriseName,
    Grant,
    NetworkMeeting,
    NetworkPlan,
    RsvPeriod,
    Story,
)
from socialportal.accounts import roles

from .conftest import Place

BASE = "/arbejde/virksomheder/"
SECRET = "Hemmelighuset"


@pytest.fixture
def secrets(slagelse: Place, kolding: Place) -> list[str]:
    """Slagelse's records, each carrying the word; the addresses that lead to them."""
    enterprise = slagelse.enterprise
    enterprise.name, enterprise.slug = SECRET, "hemmelighuset"
    enterprise.save()
    slagelse.presence.note, slagelse.presence.listed = SECRET, False
    slagelse.presence.save()
    name = EnterpriseName.objects.create(enterprise=enterprise, name=f"{SECRET} 2")
    number = CvrNumber.objects.create(enterprise=enterprise, number="10150817", name=SECRET)
    rsv = RsvPeriod.objects.create(enterprise=enterprise, state="working", source=SECRET)
    contribution = Contribution.objects.create(presence=slagelse.presence, year=2018, presentation=SECRET)
    grant = Grant.objects.create(presence=slagelse.presence, year=2018, amount=5, purpose=SECRET)
    here = slagelse.municipality
    meeting = NetworkMeeting.objects.create(municipality=here, held_on=dt.date(2018, 2, 22), theme=SECRET)
    plan = NetworkPlan.objects.create(municipality=here, year=2019, themes=SECRET)
    story = Story.objects.create(municipality=here, year=2018, title=SECRET, text=SECRET)
    one = f"{BASE}hemmelighuset/"
    of_one = ["", "ret/", "navn/", "slet/", "historik/", "navne/opret/", "cvr/opret/", "aktiv/opret/", "rsv/opret/"]
    return [
        *(one + tail for tail in of_one),
        f"{one}navne/{name.pk}/ret/",
        f"{one}cvr/{number.pk}/ret/",
        f"{one}rsv/{rsv.pk}/ret/",
        *(f"{one}aktiv/{slagelse.presence.pk}/{verb}/" for verb in ("ret", "afslut", "note", "slet")),
        *(f"{BASE}bidrag/{contribution.pk}/{verb}" for verb in ("", "ret/", "slet/")),
        *(f"{BASE}puljer/{grant.pk}/{verb}" for verb in ("", "ret/", "slet/")),
        *(f"{BASE}netvaerk/{meeting.pk}/{verb}" for verb in ("", "ret/", "slet/")),
        *(f"{BASE}netvaerk/plan/{plan.pk}/{verb}" for verb in ("ret/", "slet/")),
        *(f"{BASE}historier/{story.pk}/{verb}" for verb in ("", "ret/", "slet/")),
        # a foreign record under one's own enterprise's address
        f"{BASE}fjordtangen/navne/{name.pk}/ret/",
        f"{BASE}fjordtangen/cvr/{number.pk}/ret/",
        f"{BASE}fjordtangen/rsv/{rsv.pk}/ret/",
        f"{BASE}fjordtangen/aktiv/{slagelse.presence.pk}/ret/",
    ]


def everything(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(dict(response.headers))


@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.CONSULTANT, roles.ENTERPRISE_USER])
def test_no_address_leads_there(secrets: list[str], kolding: Place, role: str) -> None:
    client = kolding.client(role)
    for address in secrets:
        shown, sent = client.get(address), client.post(address, {"version": 1})
        assert shown.status_code == 404, address
        assert sent.status_code in {404, 405}, address  # 405: a page that takes nothing, whatever is there
        assert SECRET not in everything(shown) + everything(sent), address


@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.CONSULTANT])
def test_no_list_choice_search_or_file_tells(secrets: list[str], kolding: Place, role: str) -> None:
    client = kolding.client(role)
    tails = [
        "",
        "?q=hemmelig",
        "?ogsaa=on&q=10150817",
        "?format=csv&ogsaa=on",
        "bidrag/?aar=2018",
        "bidrag/?format=csv",
    ]
    tails += [
        "puljer/",
        "puljer/?q=hemmelig",
        "puljer/?format=csv",
        "netvaerk/",
        "historier/",
        "historier/?format=csv",
        "slettet/",
    ]
    tails += [
        "opret/",
        "fra-anden-kommune/",
        "bidrag/opret/?virksomhed=hemmelighuset",
        "puljer/opret/",
        "bidrag/raekkefoelge/?aar=2018",
    ]
    for tail in tails:
        assert SECRET not in everything(client.get(BASE + tail)), tail
    for public in ("/virksomheder/", "/virksomheder/?q=hemmelig", "/virksomheder/?format=csv"):
        assert SECRET not in everything(client.get(public)), public


def test_a_foreign_choice_is_refused_as_if_it_were_not_there(
    secrets: list[str], slagelse: Place, kolding: Place
) -> None:
    client = kolding.client()
    sent = {"presence": slagelse.presence.pk, "year": "2018", "amount": "5", "purpose": "x"}
    lines = {"donors-TOTAL_FORMS": "0", "donors-INITIAL_FORMS": "0"}
    for tail in ("puljer/opret/", "bidrag/opret/"):
        response = client.post(BASE + tail, sent | lines)
        assert response.status_code == 422, tail
        assert SECRET not in everything(response), tail
    number = CvrNumber.objects.get()
    response = client.post(f"{BASE}fjordtangen/rsv/opret/", {"state": "working", "cvr_number": number.pk})
    assert SECRET not in everything(response)
    assert not RsvPeriod.objects.filter(enterprise=kolding.enterprise, cvr_number=number).exists()


def test_the_same_number_does_not_tell_whose_it_is(secrets: list[str], kolding: Place) -> None:
    response = kolding.client().post(f"{BASE}fjordtangen/cvr/opret/", {"number": "10150817"})
    assert response.status_code == 422
    assert "en anden kommune" in everything(response)
    assert SECRET not in everything(response)
