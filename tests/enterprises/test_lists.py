"""The lists: what is on them, filters, search, order, files, and how many queries they take."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from enterprises.models import (
    Contribution,
    CvrNumber,
    Donor,
    EnterpriseName,
    Grant,
    NetworkMeeting,
    NetworkPlan,
    RsvPeriod,
    Story,
    TargetGroup,
)
from socialportal.accounts import roles
from tests.pages import faults_of

from .conftest import Place

LIST = "/arbejde/virksomheder/"


def shown(client: Client, query: str = "", address: str = LIST) -> list[str]:
    """The first column of a list, in its order."""
    response = client.get(f"{address}{query}")
    assert response.status_code == 200
    return [str(row.get_cell_value(next(iter(row.table.columns)).name)) for row in response.context["table"].rows]


@pytest.fixture
def many(slagelse: Place) -> Place:
    """Beside Sumak: one of each standing, one that has left, one not listed, one that is to come."""
    registered = slagelse.another("Ålen", products=["Fisk", "Røgeri"], locality="Skælskør")
    RsvPeriod.objects.create(enterprise=registered, state="registered")
    CvrNumber.objects.create(enterprise=registered, number="10150817")
    on_the_way = slagelse.another("Ærlig Mad", kind="initiative")
    RsvPeriod.objects.create(enterprise=on_the_way, state="applied")
    EnterpriseName.objects.create(enterprise=on_the_way, name="Gadekøkkenet", valid_to=dt.date(2017, 1, 1))
    slagelse.another("Zonen", kind="initiative").target_groups.set(TargetGroup.objects.filter(code="veterans"))
    slagelse.another("Østersøen", kind="csr_partner", listed=False)
    slagelse.another("Bevaret", valid_to=dt.date(2018, 12, 31))
    slagelse.another("Fremtiden", valid_from=dt.date(2200, 1, 1))
    return slagelse


def test_those_who_are_active_today_in_danish_order(many: Place) -> None:
    client = many.client()
    assert shown(client) == ["Sumak", "Zonen", "Ærlig Mad", "Østersøen", "Ålen"]
    assert "5\u00a0virksomheder og initiativer" in client.get(LIST).content.decode()
    assert shown(client, "?sort=-name") == ["Ålen", "Østersøen", "Ærlig Mad", "Zonen", "Sumak"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?dag=2018-12-31", ["Bevaret", "Sumak", "Zonen", "Ærlig Mad", "Østersøen", "Ålen"]),
        ("?dag=2019-01-01", ["Sumak", "Zonen", "Ærlig Mad", "Østersøen", "Ålen"]),
        ("?dag=2017-12-31", []),
        ("?ogsaa=on", ["Bevaret", "Fremtiden", "Sumak", "Zonen", "Ærlig Mad", "Østersøen", "Ålen"]),
        ("?status=registreret", ["Ålen"]),
        ("?status=paa-vej", ["Ærlig Mad"]),
        ("?status=initiativ", ["Zonen"]),
        ("?status=csr-partner", ["Østersøen"]),
        ("?status=virksomhed", ["Sumak"]),
        ("?slags=initiative", ["Zonen", "Ærlig Mad"]),
        ("?uden_cvr=on", ["Sumak", "Zonen", "Ærlig Mad", "Østersøen"]),
        ("?q=røg", ["Ålen"]),
        ("?q=RØG skæl", ["Ålen"]),
        ("?q=gadekøkkenet", ["Ærlig Mad"]),
        ("?q=101508", ["Ålen"]),
        ("?q=findes-ikke", []),
        ("?q=%25", []),
        ("?status=vrøvl", []),
        ("?dag=i-går", []),
    ],
)
def test_filters(many: Place, query: str, names: list[str]) -> None:
    assert shown(many.client(), query) == names


def test_where_nobody_is_on_the_way_the_first_step_is_offered(slagelse: Place) -> None:
    page = slagelse.client().get(reverse("enterprises:rsv")).content.decode()
    assert f'href="{LIST}">Vælg virksomheden</a>' in page


def test_by_target_group(many: Place) -> None:
    group = TargetGroup.objects.get(code="veterans")
    assert shown(many.client(), f"?maalgruppe={group.pk}") == ["Zonen"]


def test_an_enterprise_that_came_back_is_one_line(many: Place) -> None:
    from tests import factories

    factories.presence(
        many.enterprise, many.municipality, valid_from=dt.date(2016, 1, 1), valid_to=dt.date(2016, 12, 31)
    )
    factories.presence(many.enterprise, many.municipality, valid_from=None, valid_to=dt.date(2014, 12, 31))
    assert shown(many.client(), "?ogsaa=on&q=sumak") == ["Sumak"]
    assert shown(many.client(), "?q=sumak") == ["Sumak"]


def test_nothing_of_other_municipalities(many: Place, kolding: Place) -> None:
    assert shown(kolding.client()) == ["Fjordtangen"]
    assert shown(kolding.client(), "?q=ål") == []
    for kind in ("csv", "xlsx"):
        assert b"len" not in body(kolding.client().get(f"{LIST}?format={kind}&q=%C3%85len"))[1:]


@pytest.mark.parametrize("role", [roles.POLITICIAN, roles.ENTERPRISE_USER, roles.MENTOR])
def test_not_for(many: Place, role: str) -> None:
    assert many.client(role).get(LIST).status_code == 403


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_file_is_what_is_seen(many: Place) -> None:
    CvrNumber.objects.create(enterprise=many.another("=1+1"), number="25313763")
    client = many.client()
    text = body(client.get(f"{LIST}?format=csv&sort=-name")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Navn", "Status", "Sted", "Aktiv siden", "CVR-nummer"]
    assert [row[0] for row in rows[1:]] == ["Ålen", "Østersøen", "Ærlig Mad", "Zonen", "Sumak", "'=1+1"]
    assert rows[1] == ["Ålen", "Registreret", "Skælskør", "01-01-2018", "10150817"]
    book = load_workbook(io.BytesIO(body(client.get(f"{LIST}?format=xlsx&q=%C3%A5len"))))
    sheet = list(book.active.iter_rows(values_only=True))
    assert sheet[1][0] == "Ålen"
    assert sheet[1][3] in (dt.datetime(2018, 1, 1), dt.date(2018, 1, 1)), "a date, not a text"


# --- The others -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def year(many: Place) -> Place:
    """A contribution, a grant, a meeting, a plan and a story of 2018."""
    Contribution.objects.create(presence=many.presence, year=2018, presentation="ord " * 90, plans="et\nto", order=1)
    grant = Grant.objects.create(presence=many.presence, year=2018, amount=Decimal("1234567.50"), purpose="Nyt køkken")
    Donor.objects.create(grant=grant, name="Rotary")
    Grant.objects.create(presence=many.presence, year=2019, amount=1, purpose="Saks", approximate=True)
    NetworkMeeting.objects.create(municipality=many.municipality, held_on=dt.date(2018, 2, 22), theme="Strategi")
    NetworkPlan.objects.create(municipality=many.municipality, year=2019, meetings=6)
    Story.objects.create(municipality=many.municipality, year=2018, title="Prisen", text="Vi vandt.")
    return many


def test_contributions_show_all_that_the_report_introduces(year: Place) -> None:
    client = year.client()
    assert shown(client, "bidrag/") == ["Sumak", "Bevaret", "Zonen", "Ærlig Mad", "Ålen"]
    page = client.get(f"{LIST}bidrag/").content.decode()
    assert "Bidrag til årsrapporten 2018" in page
    assert page.count(">Ikke begyndt<") == 4 + 1, "and once among the choices"
    assert page.count(">Kladde<") == 1 + 1
    assert ">90<" in page
    assert shown(client, "bidrag/?aar=2017") == []
    rows = body(client.get(f"{LIST}bidrag/?format=csv")).decode("utf-8-sig").splitlines()
    assert rows[1] == "Sumak;Kladde;90;2;;Enterprise_User;1"


def test_grants_sum_what_is_found(year: Place) -> None:
    client = year.client()
    assert "2\u00a0bevillinger, i alt ca.\u00a01.234.568,50\u00a0kr." in client.get(f"{LIST}puljer/").content.decode()
    page = client.get(f"{LIST}puljer/?aar=2018").content.decode()
    assert "1\u00a0bevilling, i alt 1.234.567,50\u00a0kr." in page
    assert shown(client, "puljer/?q=rotary") == ["Nyt køkken"]
    rows = body(client.get(f"{LIST}puljer/?format=csv")).decode("utf-8-sig").splitlines()
    assert rows[2] == "Nyt køkken;Sumak;2018;1234567,50;Rotary"


def test_meetings_and_stories(year: Place) -> None:
    client = year.client()
    assert shown(client, "netvaerk/?aar=2018") == ["2018-02-22"]
    assert "Der inviteres til 6\u00a0møder." in client.get(f"{LIST}netvaerk/").content.decode()
    assert shown(client, "historier/?aar=2018") == ["Prisen"]
    assert body(client.get(f"{LIST}historier/?format=csv")).decode("utf-8-sig").splitlines()[1] == "Prisen;2018;0;"


@pytest.mark.parametrize("address", ["", "bidrag/", "puljer/", "netvaerk/", "historier/"])
def test_every_list_is_a_clean_page_also_empty(year: Place, kolding: Place, address: str) -> None:
    for client in (year.client(), kolding.client(), year.client(roles.CONSULTANT)):
        assert faults_of(client.get(LIST + address).content.decode()) == []


def fill(place: Place, number: int) -> None:
    for n in range(number):
        enterprise = place.another(f"Nr. {n}", slug=f"nr-{n}")
        enterprise.target_groups.set(TargetGroup.objects.all()[:3])
        CvrNumber.objects.create(enterprise=enterprise, number=f"{40000000 + n}")
        RsvPeriod.objects.create(enterprise=enterprise, state="working")
        presence = enterprise.presences.get()
        Contribution.objects.create(presence=presence, year=2018, presentation="ord")
        grant = Grant.objects.create(presence=presence, year=2018, amount=5, purpose=f"Formål {n}")
        Donor.objects.create(grant=grant, name="Rotary")
        NetworkMeeting.objects.create(
            municipality=place.municipality, held_on=dt.date(2018, 1, 1) + dt.timedelta(days=n)
        )
        Story.objects.create(municipality=place.municipality, year=2018, title=f"Historie {n}", text="x")


LISTS = ["list", "contributions", "grants", "meetings", "stories", "directory"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", [roles.COORDINATOR, roles.CONSULTANT])
def test_queries_do_not_grow(slagelse: Place, name: str, role: str) -> None:
    """At most nine (the contributions, with their round and who can write, eleven), the same for 3 and for 30."""
    client, address, taken = slagelse.client(role), reverse(f"enterprises:{name}"), []
    fill(slagelse, 3)
    for _ in range(2):
        client.get(address)  # what is read once per process
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        taken.append(len(queries))
        if len(taken) == 1:
            for model in (Story, NetworkMeeting, Donor, Grant, Contribution, RsvPeriod, CvrNumber):
                model.objects.all().delete()  # type: ignore[attr-defined]
            slagelse.enterprise.__class__.objects.filter(slug__startswith="nr-").delete()
            fill(slagelse, 30)
    assert taken[0] == taken[1]
    assert taken[0] <= (11 if name == "contributions" else 9), taken
