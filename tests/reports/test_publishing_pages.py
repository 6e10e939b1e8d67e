"""The pages of publishing: the room, the public pages, the files."""

from typing import Any

import pytest
from django.test import Client

from reports.document import frozen
from reports.models import AnnualReport, PublishedReport
from reports.services import publishing
from reports.services.publishing import request_publication, withdraw
from reports.services.versions import public_files
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from tests import factories, pages

from . import drafts
from .ready import make_ready

pytestmark = pytest.mark.django_db
ROOM = "/arbejde/aarsrapport/2018/offentliggoerelse/"
PAGE = "/rapporter/ringsted/2018/"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frozen, "pdf_bytes", lambda document: b"%PDF " + frozen.said_checksum(document).encode())


@pytest.fixture
def report() -> AnnualReport:
    made = drafts.whole(factories.municipality("0329"))
    drafts.section(made, "letter", "Der er sket meget.")
    return made


@pytest.fixture
def coordinator(report: AnnualReport) -> Client:
    client = Client()
    client.force_login(factories.user(role=roles.COORDINATOR, place=report.municipality))
    return client


@pytest.fixture
def consultant(report: AnnualReport) -> Client:
    client = Client()
    client.force_login(factories.user("k@ringsted.example", role=roles.CONSULTANT, place=report.municipality))
    return client


def _publish(report: AnnualReport, reason: str = "") -> PublishedReport:
    make_ready(report)
    asked = request_publication(SYSTEM, report, reason=reason)
    assert publishing.make(asked.pk)
    return PublishedReport.objects.get(pk=asked.pk)


def _text(response: Any) -> str:
    text = response.content.decode()
    assert pages.faults_of(text) == []
    return text.replace("\u00a0", " ")


# --- The room ---------------------------------------------------------------------------------------------------------


def test_the_room_says_what_is_missing_and_then_offers_the_button(report: AnnualReport, coordinator: Client) -> None:
    text = _text(coordinator.get(ROOM))
    assert "Punktet ”Punkt 1” er ikke afrapporteret." in text
    assert f"{ROOM}ny-udgave/" not in text
    make_ready(report)
    text = _text(coordinator.get(ROOM))
    assert "klar til at blive offentliggjort" in text
    assert f"{ROOM}ny-udgave/" in text


def test_it_is_asked_once_more_and_then_waits(report: AnnualReport, coordinator: Client, consultant: Client) -> None:
    make_ready(report)
    assert "Offentliggør årsrapporten 2018?" in _text(coordinator.get(f"{ROOM}ny-udgave/"))
    assert consultant.post(f"{ROOM}ny-udgave/").status_code == 403
    response = coordinator.post(f"{ROOM}ny-udgave/", follow=True)
    text = _text(response)
    assert "ved at blive lavet" in text
    assert response.headers["Refresh"] == "3"
    assert "<progress" in text
    again = coordinator.post(f"{ROOM}ny-udgave/")
    assert again.status_code == 422
    assert "allerede ved at blive lavet" in again.content.decode()
    assert "ny-udgave" not in _text(consultant.get(ROOM))


def test_a_correction_asks_for_its_reason(report: AnnualReport, coordinator: Client) -> None:
    _publish(report)
    assert "Offentliggør en rettelse" in _text(coordinator.get(ROOM))
    assert coordinator.post(f"{ROOM}ny-udgave/", {"reason": ""}).status_code == 422
    text = coordinator.post(f"{ROOM}ny-udgave/", {"reason": "010203-1234"}).content.decode()
    assert "CPR" in text
    assert coordinator.post(f"{ROOM}ny-udgave/", {"reason": "Navnet var forkert."}).status_code == 302


def test_a_failure_is_told_with_a_way_to_try_again(
    report: AnnualReport, coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ready(report)
    asked = request_publication(SYSTEM, report)
    monkeypatch.setattr(frozen, "pdf_bytes", lambda document: {}["no"])
    assert not publishing.make(asked.pk)
    text = _text(coordinator.get(ROOM))
    assert "1. udgave kunne ikke laves" in text
    assert "Prøv igen" in text


def test_versions_with_their_files(report: AnnualReport, coordinator: Client, consultant: Client) -> None:
    _publish(report)
    version = _publish(report, reason="Navnet var forkert.")
    text = _text(consultant.get(ROOM))
    assert version.checksum in text
    assert "Navnet var forkert." in text
    assert "Erstattet af en nyere" in text
    assert "traek-tilbage" not in text
    assert f"{ROOM}2/intern/tal.json" in text
    response = consultant.get(f"{ROOM}2/intern/tal.json")
    assert response.json()["edition"] == "intern"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert f"{ROOM}2/traek-tilbage/" in _text(coordinator.get(ROOM))


def test_withdrawing(report: AnnualReport, coordinator: Client) -> None:
    _publish(report)
    assert "Træk 1. udgave tilbage?" in _text(coordinator.get(f"{ROOM}1/traek-tilbage/"))
    assert coordinator.post(f"{ROOM}1/traek-tilbage/", {"reason": ""}).status_code == 422
    assert coordinator.post(f"{ROOM}1/traek-tilbage/", {"reason": "Et tal er forkert."}).status_code == 302
    again = coordinator.post(f"{ROOM}1/traek-tilbage/", {"reason": "Igen."})
    assert again.status_code == 422
    assert "Et tal er forkert." in _text(coordinator.get(ROOM))


def test_politicians_are_told_once(report: AnnualReport, coordinator: Client, mailoutbox: Any) -> None:
    _publish(report)
    address = f"{ROOM}1/send/"
    assert "Send til politikerne" in _text(coordinator.get(ROOM))
    assert "har rollen Politiker" in coordinator.post(address, follow=True).content.decode()
    factories.user("p@ringsted.example", role=roles.POLITICIAN, place=report.municipality)
    assert "Sendt til" in coordinator.post(address, follow=True).content.decode()
    assert "har fået den" in coordinator.post(address, follow=True).content.decode()
    mails = [mail for mail in mailoutbox if mail.to == ["p@ringsted.example"]]
    assert len(mails) == 1
    assert "/rapporter/udgave/" in mails[0].body


def test_a_new_count_says_what_differs_and_what_was_done(report: AnnualReport, coordinator: Client) -> None:
    _publish(report)
    assert "giver de samme tal som 1. udgave" in _text(coordinator.get(f"{ROOM}taelling/"))
    factories.enterprise("Ny virksomhed", report.municipality)
    drafts.section(report, "introduction", "Nyt.")
    text = _text(coordinator.get(f"{ROOM}taelling/"))
    assert "i en ny tælling pr. 31." in text
    assert '<td class="num">1</td><td class="num">2</td>' in text
    assert "Afsnit" in text


def test_a_report_that_was_published_is_not_deleted(report: AnnualReport, coordinator: Client) -> None:
    _publish(report)
    assert "Det kan ikke slettes" in _text(coordinator.get("/arbejde/aarsrapport/2018/slet/"))
    assert coordinator.post("/arbejde/aarsrapport/2018/slet/", {"version": report.version}).status_code == 422


# --- For everybody ----------------------------------------------------------------------------------------------------


def test_everybody_finds_and_reads_it(report: AnnualReport, client: Client) -> None:
    assert "ikke offentliggjort nogen årsrapport endnu" in _text(client.get("/rapporter/"))
    version = _publish(report)
    text = _text(client.get("/rapporter/"))
    assert f'<a href="{PAGE}">{version.title}</a>' in text
    for address in (PAGE, f"{PAGE}1/"):
        text = _text(client.get(address))
        assert "Der er sket meget." in text
        assert "Kladde" not in text
        assert f'<a href="{PAGE}1/rapport.pdf">' in text
        assert "side.html" not in text
        assert "/arbejde/" not in text
    assert client.get(f"/rapporter/udgave/{version.pk}/").headers["Location"] == f"{PAGE}1/"


@pytest.mark.parametrize("address", ["ringsted/2017/", "roskilde/2018/", "ringsted/2018/2/", "ringsted/2018/1/nej.pdf"])
def test_what_is_not_there(report: AnnualReport, client: Client, address: str) -> None:
    _publish(report)
    assert client.get(f"/rapporter/{address}").status_code == 404


def test_every_public_file_can_be_had_and_no_other(report: AnnualReport, client: Client) -> None:
    version = _publish(report)
    for file in public_files(version):
        response = client.get(f"{PAGE}1/{file.name}")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == file.content_type
        assert response.headers["ETag"] == f'"{file.sha256}"'
        assert f"aarsrapport-2018-ringsted-1-udgave-{file.name}" in response.headers["Content-Disposition"]
        assert len(response.content) == file.size
    assert client.get(f"{PAGE}1/tal.json").json()["edition"] == "offentlig"
    assert client.get(f"{PAGE}1/rapport.html").headers["Content-Disposition"].startswith("attachment")
    assert client.get(f"{PAGE}1/side.html").status_code == 404
    etag = client.get(f"{PAGE}1/rapport.pdf").headers["ETag"]
    assert client.get(f"{PAGE}1/rapport.pdf", headers={"If-None-Match": etag}).status_code == 304


def test_an_older_version_says_that_there_is_a_newer(report: AnnualReport, client: Client) -> None:
    _publish(report)
    drafts.section(report, "letter", "Rettet brev.")
    _publish(report, reason="Brevet var forkert.")
    old = _text(client.get(f"{PAGE}1/"))
    assert "Der er en nyere udgave." in old
    assert "Der er sket meget." in old
    new = _text(client.get(PAGE))
    assert "Rettet brev." in new
    assert "Brevet var forkert." in new
    assert f'<a href="{PAGE}1/">1. udgave</a>' in new


def test_a_withdrawn_one_says_so_and_gives_no_files(report: AnnualReport, client: Client) -> None:
    version = _publish(report)
    withdraw(SYSTEM, version, reason="Et tal er forkert.")
    for address in (PAGE, f"{PAGE}1/"):
        text = _text(client.get(address))
        assert "trukket udgaven tilbage" in text
        assert "Et tal er forkert." in text
        assert "Der er sket meget." not in text
    assert client.get(f"{PAGE}1/rapport.pdf").status_code == 410
    assert "Ringsted" not in client.get("/rapporter/").content.decode()


def test_a_published_page_asks_little(report: AnnualReport, client: Client, django_assert_max_num_queries: Any) -> None:
    _publish(report)
    _publish(report, reason="Rettet")
    with django_assert_max_num_queries(5):
        assert client.get(PAGE).status_code == 200
    with django_assert_max_num_queries(2):
        assert client.get("/rapporter/").status_code == 200
