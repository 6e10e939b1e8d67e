"""The pages of the chief's approval, and the chief's own front page."""

import pytest
from django.test import Client

from reports.models import Approval
from reports.services import approving
from socialportal.accounts.models import Membership
from tests import pages

from . import checking

pytestmark = pytest.mark.django_db
PAGE = "/arbejde/aarsrapport/2018/godkendelse/"


@pytest.fixture
def place() -> checking.Place:
    return checking.place()


def client_of(place, who):
    client = Client()
    client.force_login(place.users[who])
    return client


def text_of(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200
    text = response.content.decode().replace("\u00a0", " ")
    assert pages.faults_of(text) == []
    return text


def test_the_whole_way(place):
    boss, chief = client_of(place, "coordinator"), client_of(place, "chief")
    assert "Send til godkendelse" in text_of(boss)
    assert "Ingenting lige nu" in text_of(chief, "/")
    assert boss.post(f"{PAGE}send/", {"note": "Den er klar."}).status_code == 302
    front = text_of(chief, "/")
    assert "Den er klar." in front
    assert PAGE in front
    page = text_of(chief)
    assert "Læs den offentlige udgave" in page
    said, version = approving.said_now(place.report), Approval.objects.get().version
    assert said in page
    assert chief.post(f"{PAGE}godkend/", {"version": version, "said": said}).status_code == 302
    assert Approval.objects.get().state == "approved"
    assert "der er ikke ændret noget siden" in text_of(boss)
    place.brod.presences.get().contributions.update(presentation="Nye ord.")
    page = text_of(boss)
    assert "Der er ændret i rapporten, siden chefen godkendte den" in page
    assert "Send til godkendelse" in page


def test_sent_back_with_what_to_change(place):
    boss, chief = client_of(place, "coordinator"), client_of(place, "chief")
    boss.post(f"{PAGE}send/", {"note": ""})
    version = Approval.objects.get().version
    assert chief.post(f"{PAGE}send-tilbage/", {"comment": "", "version": version}).status_code == 422
    assert chief.post(f"{PAGE}send-tilbage/", {"comment": "Mere om job.", "version": version}).status_code == 302
    assert "Mere om job." in text_of(boss)


def test_taken_back(place):
    boss = client_of(place, "coordinator")
    boss.post(f"{PAGE}send/", {"note": ""})
    assert boss.post(f"{PAGE}tag-tilbage/", {"version": 1}).status_code == 302
    assert "Taget tilbage" in text_of(boss)


def test_a_page_that_was_read_before_a_change_approves_nothing(place):
    boss, chief = client_of(place, "coordinator"), client_of(place, "chief")
    boss.post(f"{PAGE}send/", {"note": ""})
    said = approving.said_now(place.report)
    place.brod.presences.get().contributions.update(presentation="Nye ord.")
    response = chief.post(f"{PAGE}godkend/", {"version": 1, "said": said}, follow=True)
    assert "mens du læste" in response.content.decode()
    assert Approval.objects.get().state == "asked"


def test_without_a_chief_one_is_told_who_invites(place):
    Membership.objects.filter(user=place.users["chief"]).delete()
    checking.factories.user("asger@kommune.example", "administrator", place.municipality, name="Asger")
    page = text_of(client_of(place, "coordinator"))
    assert "Ingen i kommunen har rollen Chef" in page
    assert "asger@kommune.example" in page
    assert "approval-ask" not in page
    assert f"{PAGE}send/" not in page


def test_the_chief_has_a_menu_and_no_doors_to_persons(place):
    chief = client_of(place, "chief")
    page = text_of(chief, "/")
    assert 'href="/arbejde/aarsrapport/"' in page
    for closed in ("/arbejde/forloeb/", "/arbejde/job/", "/arbejde/virksomheder/brodfabrikken/"):
        assert closed not in page
        assert chief.get(closed).status_code in (403, 404)
