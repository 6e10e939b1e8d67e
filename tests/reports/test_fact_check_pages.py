"""The pages of the fact check: what each sees, two at once, and the number of queries."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from enterprises.models import Contribution
from reports.models import FactCheckReply
from socialportal.accounts import roles
from tests import factories, pages

from . import checking

pytestmark = pytest.mark.django_db
YEAR = "/arbejde/aarsrapport/2018/faktatjek/"
OWN = "/arbejde/virksomheder/brodfabrikken/faktatjek/2018/"
# A page asks at most as often as a report page with a whole composed edition on it.
MOST = 32


@pytest.fixture
def place() -> checking.Place:
    return checking.place()


def client_of(place, who):
    client = Client()
    client.force_login(place.users[who])
    return client


def text_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    text = response.content.decode().replace("\u00a0", " ")
    assert pages.faults_of(text) == []
    return text


def test_the_whole_way(place):
    boss, own = client_of(place, "coordinator"), client_of(place, "brod")
    assert "Åbn faktatjek" in text_of(boss, YEAR)
    assert text_of(own, OWN, 404)
    page = text_of(boss, f"{YEAR}aabn/")
    assert "2 virksomheder får en mail" in page
    assert "1 virksomhed har ingen bruger" in page
    sent = boss.post(f"{YEAR}aabn/", {"due_on": checking.today(9).isoformat(), "message": "Se på grafen."})
    assert sent.status_code == 302
    assert "0 af 3 virksomheder har svaret." in text_of(boss, YEAR)
    front = text_of(own, "/")
    assert "Passer det, der står om jer i årsrapporten 2018?" in front
    page = text_of(own, OWN)
    assert "Brodfabrikken laver noget godt." in page
    assert "Havehjaelpen" not in page
    assert "Se på grafen." in page
    assert own.post(OWN, {"verdict": "wrong", "text": ""}).status_code == 422
    assert own.post(OWN, {"verdict": "wrong", "text": "Vi er ti."}).status_code == 302
    assert "I har svaret: Noget skal rettes" in text_of(own, OWN)
    assert "Passer det, der står om jer" not in text_of(own, "/")
    reply = FactCheckReply.objects.get()
    page = text_of(boss, f"{YEAR}svar/{reply.pk}/")
    assert "Vi er ti." in page
    kept = {"handled": "kept", "handled_note": "", "version": reply.version}
    assert boss.post(f"{YEAR}svar/{reply.pk}/", kept).status_code == 422
    done = boss.post(f"{YEAR}svar/{reply.pk}/", kept | {"handled_note": "Vi tæller fuldtid."})
    assert done.status_code == 302
    page = text_of(own, OWN)
    assert "Kommunens svar: Ikke rettet" in page
    assert "Vi tæller fuldtid." in page
    assert 'name="verdict"' not in page


def test_two_at_once_choose(place):
    place.opened()
    first, second = client_of(place, "brod"), client_of(place, "brod")
    assert first.post(OWN, {"verdict": "right", "text": ""}).status_code == 302
    page = second.post(OWN, {"verdict": "wrong", "text": "Vi er ti."})
    assert page.status_code == 409
    assert "En anden har gemt imens" in page.content.decode()
    settled = {"verdict": "wrong", "text": "Vi er ti.", "version": 1, "resolving": 1, "choose-verdict": "mine"}
    assert second.post(OWN, settled | {"choose-text": "mine"}).status_code == 302
    assert FactCheckReply.objects.get().verdict == "wrong"


def test_without_a_user_it_is_printed_and_noted(place):
    place.opened()
    boss = client_of(place, "coordinator")
    page = text_of(boss, f"{YEAR}virksomhed/tavshuset/")
    assert "Det er rigtigt" in page
    assert "Brodfabrikken" not in page
    noted = {"verdict": "right", "text": "", "how": ""}
    assert boss.post(f"{YEAR}virksomhed/tavshuset/svar/", noted).status_code == 422
    assert boss.post(f"{YEAR}virksomhed/tavshuset/svar/", noted | {"how": "I telefonen"}).status_code == 302
    assert "Noteret af kommunen: I telefonen" in text_of(boss, YEAR)


def test_closed_says_so_and_shows_nothing_of_the_draft(place):
    check, own, boss = place.opened(), client_of(place, "brod"), client_of(place, "coordinator")
    assert boss.post(f"{YEAR}luk/", {"version": check.version}).status_code == 302
    page = text_of(own, OWN)
    assert "Der er lukket for svar" in page
    assert "laver noget godt" not in page
    assert own.post(OWN, {"verdict": "right"}).status_code == 422
    assert boss.post(f"{YEAR}aabn-igen/", {"version": 2}).status_code == 302
    assert own.post(OWN, {"verdict": "right"}).status_code == 302


@pytest.mark.parametrize("who", ["consultant", "chief"])
def test_they_read_and_change_nothing(place, who):
    place.opened()
    client = client_of(place, who)
    page = text_of(client, YEAR)
    assert "Mind dem" not in page
    assert "Notér svar" not in page
    assert client.get(f"{YEAR}mind/").status_code == 403


def test_the_neighbour_enterprise_sees_nothing(place):
    place.opened()
    assert client_of(place, "have").get(OWN).status_code == 404
    assert client_of(place, "coordinator").get(OWN).status_code == 403
    assert Client().get(OWN).status_code == 302


@pytest.mark.parametrize("address", [YEAR, OWN])
def test_queries_do_not_grow(place, address):
    check = place.opened()
    client = client_of(place, "coordinator" if address == YEAR else "brod")

    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    place.reply(check, "wrong", "Nej.", who="have")
    client.get(address)
    before = asked()
    for number in range(6):
        one = factories.enterprise(f"Ny {number}", place.municipality, slug=f"ny-{number}")
        Contribution.objects.create(
            presence=one.presences.get(), year=2018, presentation="Ord. " * 90, state=Contribution.State.APPROVED
        )
        place.users["ny"] = factories.user(role=roles.ENTERPRISE_USER, serves=one)
        place.ny = one
        place.reply(check, "wrong", "Ret det.", who="ny")
    assert asked() <= before
    assert before <= MOST
