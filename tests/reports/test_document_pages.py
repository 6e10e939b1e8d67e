"""The report's addresses: the page, the PDF, the data, and the list for everybody."""

import json
from typing import Any

import pytest
from django.test import Client

from reports import document
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality
from socialportal.common.pdf import PdfTimeout

from .. import factories, pages
from . import drafts, records

pytestmark = pytest.mark.django_db
PAGE = "/arbejde/aarsrapport/2018/udgave/"


@pytest.fixture
def place() -> Municipality:
    made = records.municipality()
    drafts.whole(made, points=2)
    return made


@pytest.fixture
def client(place: Municipality) -> Client:
    client = Client()
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    return client


@pytest.mark.parametrize(
    ("query", "stamp"),
    [("", "Intern arbejdskopi"), ("?edition=intern", "Intern arbejdskopi"), ("?edition=offentlig", "Kladde")],
)
def test_the_page_is_stamped_and_keeps_the_policy(client: Client, query: str, stamp: str) -> None:
    response = client.get(PAGE + query)
    text = response.content.decode()
    assert response.status_code == 200
    assert f'<p class="stamp">{stamp}</p>' in text
    assert pages.faults_of(text) == []
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert f"{PAGE}pdf/?edition=" in text
    assert f"{PAGE}tal/?edition=" in text


@pytest.mark.parametrize("query", ["?edition=alt", "?edition=", "?edition=Intern"])
def test_there_is_no_other_edition(client: Client, query: str) -> None:
    assert client.get(PAGE + query).status_code == 404


def test_figures_lead_to_their_definition_and_from_there_to_the_records(client: Client) -> None:
    text = client.get(PAGE).content.decode()
    assert '<a class="fig" href="#tal-placements-via-municipality">' in text
    assert '<a class="record" href="/arbejde/job/?aar=2018&amp;vej=municipality">Se jobbene</a>' in text


def test_the_pdf(client: Client) -> None:
    response = client.get(f"{PAGE}pdf/?edition=offentlig")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="aarsrapport-2018-slagelse-offentlig.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert client.get(f"{PAGE}pdf/?edition=offentlig").content == response.content


def test_a_pdf_that_cannot_be_made_says_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> bytes:
        raise PdfTimeout(60)

    monkeypatch.setattr(document, "pdf_bytes", fails)
    response = client.get(f"{PAGE}pdf/")
    assert response.status_code == 503
    assert "kunne ikke laves på 60 sekunder" in response.content.decode()
    assert pages.faults_of(response.content.decode()) == []


def test_the_data(client: Client) -> None:
    response = client.get(f"{PAGE}tal/?edition=offentlig")
    assert response.headers["Content-Type"] == "application/json"
    told = json.loads(response.content)
    assert (told["schema"], told["edition"], told["year"]) == (1, "offentlig", 2018)


def test_a_year_nobody_opened(client: Client) -> None:
    assert client.get("/arbejde/aarsrapport/2017/udgave/").status_code == 404


def test_a_year_that_cannot_be_counted_says_so(place: Municipality, client: Client) -> None:
    place.presences.all().delete()
    response = client.get(PAGE)
    assert response.status_code == 409
    assert "ingen virksomheder eller initiativer" in response.content.decode()


@pytest.mark.parametrize("ending", ["", "pdf/", "tal/"])
@pytest.mark.parametrize(
    ("role", "here", "status"),
    [
        (roles.COORDINATOR, True, 200),
        (roles.CONSULTANT, True, 200),
        (roles.ADMINISTRATOR, True, 403),
        (roles.POLITICIAN, True, 403),
        (roles.COORDINATOR, False, 404),
        (roles.CONSULTANT, False, 404),
    ],
)
def test_who_may_see_it(place: Municipality, ending: str, role: str, here: bool, status: int) -> None:
    where = place if here else records.municipality("0621")
    client = Client()
    client.force_login(factories.user(role=role, place=where))
    for edition in ("intern", "offentlig"):
        assert client.get(f"{PAGE}{ending}?edition={edition}").status_code == status


def test_nobody_without_login(place: Municipality) -> None:
    assert Client().get(PAGE).status_code == 302


def test_the_public_list_is_honestly_empty(place: Municipality) -> None:
    """A working copy is no published report, in no edition."""
    text = Client().get("/rapporter/").content.decode()
    assert "Der er ikke offentliggjort nogen årsrapport endnu." in text
    assert "udgave" not in text
    assert pages.faults_of(text) == []
