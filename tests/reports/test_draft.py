"""The working draft: who writes what, how far it is, what the records offer, and what was typed and not saved."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Collaboration
from reports import services, text_states
from reports.models import AnnualReport, PointReport, Recommendation, Section
from reports.services import draft
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, access_of
from socialportal.accounts.models import Municipality, UnfinishedForm, User
from socialportal.accounts.services import unfinished
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from . import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def report(place: Municipality) -> AnnualReport:
    return drafts.whole(place)


@pytest.fixture
def anna(place: Municipality) -> User:
    return factories.user(role=roles.COORDINATOR, place=place, name="Anna Holm")


@pytest.fixture
def birk(place: Municipality) -> User:
    return factories.user(role=roles.CONSULTANT, place=place, name="Birk Bendsen")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def give(text: Any, user: User | None, due_on: dt.date | None = None) -> Any:
    draft.distribute(SYSTEM, [(text, text.version)], writer=user, due_on=due_on)
    return type(text).objects.get(pk=text.pk)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


# --- States, pure -----------------------------------------------------------------------------------------------------
STATE = st.sampled_from([text_states.DRAFT, text_states.READY, text_states.APPROVED])


@given(STATE, STATE, st.integers(0, 3), st.booleans(), st.booleans(), st.sampled_from(["", " ", "Ret det."]))
def test_nobody_but_the_coordinator_approves_and_nothing_empty_is_ready(
    state: str, to: str, words: int, coordinates: bool, own: bool, comment: str
) -> None:
    why = text_states.refusal(state, to, words=words, coordinates=coordinates, own=own, comment=comment)
    if not why:
        assert to != state
        assert words or to == text_states.DRAFT
        assert coordinates or text_states.APPROVED not in (state, to)
        assert own or not coordinates or to != text_states.DRAFT or comment.strip()


@given(STATE, st.booleans(), st.integers(0, 3))
def test_what_is_changed_is_not_approved(state: str, changed: bool, words: int) -> None:
    after = text_states.state_after(state, changed=changed, words=words)
    assert after in (state, text_states.DRAFT)
    assert (after == text_states.APPROVED) == (state == text_states.APPROVED and not changed and words > 0)


# --- Distributing -----------------------------------------------------------------------------------------------------
def test_texts_are_given_from_the_list_and_the_writer_is_told_once(
    anna: User, birk: User, report: AnnualReport
) -> None:
    client, address = client_of(anna), reverse("reports:plan", args=[2018])
    names = re.findall(r'name="texts" value="([^"]+)"', page(client, address))
    assert len(names) == Section.objects.filter(report=report).count() + 2
    sent = {"texts": names[:3], "writer": str(birk.pk), "due_on": "2018-12-01"}
    response = client.post(address, sent, follow=True)
    assert "3 tekster er fordelt." in response.content.decode().replace("\u00a0", " ")
    told = Notice.objects.get(user=birk)
    assert told.subject.replace("\u00a0", " ") == "Du skal skrive 3 tekster til årsrapporten 2018"
    assert "senest 1. december 2018" in told.text.replace("\u00a0", " ")
    assert Entry.objects.filter(verb="assigned").count() == 3
    shown = page(client_of(birk), f"{address}?mine=1")
    assert shown.count("Birk Bendsen (dig)") == 3
    assert 'name="texts"' not in shown
    assert "Overskredet" in shown


def test_a_list_that_is_old_is_shown_again_with_what_was_chosen(anna: User, birk: User, report: AnnualReport) -> None:
    client, address = client_of(anna), reverse("reports:plan", args=[2018])
    section = drafts.section(report)
    old = f"section-{section.pk}.{section.version}"
    drafts.section(report, text="Kære læser.")
    response = client.post(address, {"texts": [old], "writer": str(birk.pk)})
    found = response.content.decode()
    assert response.status_code == 409
    assert "Imens er der ændret i Brev til læseren" in found
    assert f'value="section-{section.pk}.{section.version + 1}" id="vaelg-section-{section.pk}" checked' in found
    with pytest.raises(Conflict):
        draft.distribute(SYSTEM, [(section, section.version)], writer=birk)


def test_what_is_missing_in_the_form_is_told(anna: User, report: AnnualReport) -> None:
    response = client_of(anna).post(reverse("reports:plan", args=[2018]), {})
    assert response.status_code == 422
    assert "Sæt kryds ved mindst én tekst." in response.content.decode()


def test_only_people_of_the_municipality_are_given_texts(report: AnnualReport) -> None:
    other = factories.user(role=roles.CONSULTANT, place=factories.municipality("0621"))
    section = drafts.section(report)
    with pytest.raises(ValidationError, match="Vælg en af kommunens"):
        draft.distribute(SYSTEM, [(section, section.version)], writer=other)


def test_the_list_as_a_file(birk: User, report: AnnualReport) -> None:
    give(drafts.section(report, text="Kære læser."), birk, dt.date(2018, 12, 1))
    response = client_of(birk).get(reverse("reports:plan", args=[2018]), {"format": "csv", "mine": "1"})
    told = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert told == ["Tekst;Skrives af;Senest;Tilstand;Ord", "Brev til læseren;Birk Bendsen;01-12-2018;Kladde;2"]


@pytest.mark.parametrize("points", [1, 12])
def test_the_queries_of_the_list_do_not_grow(
    points: int, place: Municipality, birk: User, django_assert_max_num_queries: Any
) -> None:
    drafts.whole(place, points=points)
    client, address = client_of(birk), reverse("reports:plan", args=[2018])
    client.get(address)
    with django_assert_max_num_queries(20):
        client.get(address)


# --- Writing what one was given ---------------------------------------------------------------------------------------
def test_a_consultant_writes_what_was_given_and_reads_the_rest(birk: User, report: AnnualReport) -> None:
    mine, other = give(drafts.section(report), birk), drafts.section(report, "introduction", "Om **året**.")
    client = client_of(birk)
    assert "<textarea" in page(client, mine.get_absolute_url())
    read = page(client, other.get_absolute_url())
    assert "<textarea" not in read
    assert "<strong>året</strong>" in read
    sent = {"text": "Kære læser.", "version": str(mine.version)}
    assert client.post(mine.get_absolute_url(), sent).status_code == 302
    assert client.post(other.get_absolute_url(), sent).status_code == 403
    access = access_of(birk)
    other.text = "Mit."
    with pytest.raises(PermissionDenied):
        services.write_section(access, other, expected_version=other.version)
    told = drafts.told(report)
    told.writer = birk  # only in memory: the text is somebody else's
    with pytest.raises(PermissionDenied):
        services.write_point(access, told, recommendation="", expected_version=told.version)


def test_a_recommendation_across_is_written_by_the_one_it_was_given(birk: User, report: AnnualReport) -> None:
    advice = give(drafts.advice(report), birk)
    client = client_of(birk)
    assert "Slet anbefalingen" not in page(client, advice.get_absolute_url())
    sent = {"title": "På tværs", "text": "Nye ord.", "version": str(advice.version)}
    assert client.post(advice.get_absolute_url(), sent).status_code == 302
    assert Recommendation.objects.get(pk=advice.pk).text == "Nye ord."


# --- From draft to approved -------------------------------------------------------------------------------------------
def test_ready_sent_back_and_approved(anna: User, birk: User, report: AnnualReport) -> None:
    mine = give(drafts.section(report), birk)
    writer, coordinator, url = client_of(birk), client_of(anna), mine.get_absolute_url()
    writer.post(url, {"text": "Kære læser.", "version": str(mine.version), "ready": "1"})
    mine = drafts.section(report)
    assert mine.state == text_states.READY
    assert Notice.objects.get(user=anna).subject == "Klar til årsrapporten 2018: Kære læser"
    back = reverse("reports:text-return", args=[2018, f"section-{mine.pk}"])
    assert writer.get(back).status_code == 403
    assert coordinator.post(back, {"comment": "", "version": str(mine.version)}).status_code == 422
    coordinator.post(back, {"comment": "Skriv om jobbene.", "version": str(mine.version)})
    assert drafts.section(report).state == text_states.DRAFT
    assert "Skriv om jobbene." in Notice.objects.filter(user=birk).latest("pk").text
    assert "Skriv om jobbene." in page(writer, url)
    mine = drafts.section(report)
    state = reverse("reports:text-state", args=[2018, f"section-{mine.pk}"])
    writer.post(state, {"to": "approved", "version": str(mine.version)})
    assert drafts.section(report).state == text_states.DRAFT
    coordinator.post(state, {"to": "approved", "version": str(mine.version)})
    mine = drafts.section(report)
    assert mine.state == text_states.APPROVED
    assert "Godkendt" in page(coordinator, report.get_absolute_url())
    told = coordinator.post(url, {"text": "Kære alle.", "version": str(mine.version)}, follow=True).content.decode()
    assert "Teksten var godkendt." in told
    assert drafts.section(report).state == text_states.DRAFT


def test_a_point_whose_recommendation_is_changed_is_not_approved_any_more(report: AnnualReport) -> None:
    told = drafts.told(report)
    told.happened = "Det gik."
    told = services.write_point(SYSTEM, told, recommendation="Vi anbefaler.", expected_version=told.version)
    told = draft.set_state(SYSTEM, told, to="approved", expected_version=told.version)
    told = services.write_point(SYSTEM, told, recommendation="Vi anbefaler.", expected_version=told.version)
    assert told.state == text_states.APPROVED
    services.write_point(SYSTEM, told, recommendation="Vi fraråder.", expected_version=told.version)
    assert PointReport.objects.get(pk=told.pk).state == text_states.DRAFT


def test_an_empty_text_is_not_ready_and_an_old_version_is_not_approved(report: AnnualReport) -> None:
    section = drafts.section(report)
    with pytest.raises(ValidationError, match="Skriv teksten først"):
        draft.set_state(SYSTEM, section, to="ready", expected_version=section.version)
    written = drafts.section(report, text="Ord.")
    with pytest.raises(Conflict):
        draft.set_state(SYSTEM, written, to="approved", expected_version=1)


def test_the_writer_is_reminded_once_when_the_day_is_near(birk: User, report: AnnualReport) -> None:
    give(drafts.section(report), birk, dt.date(2018, 12, 10))
    Notice.objects.all().delete()
    assert draft.remind_writers(dt.date(2018, 12, 6)) == 0
    assert draft.remind_writers(dt.date(2018, 12, 7)) == 1
    assert draft.remind_writers(dt.date(2018, 12, 8)) == 1
    told = Notice.objects.get(user=birk)
    assert "senest 10. december 2018" in told.text.replace("\u00a0", " ")


# --- What helps the writer --------------------------------------------------------------------------------------------
def test_last_years_text_stands_beside(anna: User, place: Municipality, report: AnnualReport) -> None:
    last = services.open_report(SYSTEM, place, year=2017)
    drafts.section(last, text="Sådan var {{ year }}.")
    found = page(client_of(anna), drafts.section(report).get_absolute_url())
    assert "Sådan stod der i 2017" in found
    assert "Sådan var {{ year }}." in found


def test_facts_are_taken_into_the_text_that_is_being_written(anna: User, place: Municipality) -> None:
    held = drafts.strategy(place)
    drafts.point(held, "CSR", key="csr", fact_blocks=["collaborations"])
    report = drafts.report(place)
    presence = place.presences.get()
    Collaboration.objects.create(presence=presence, partner_name="Comwell", valid_from=drafts.D(2018, 4, 1))
    client, told = client_of(anna), drafts.told(report, "csr")
    sent = {"happened": "Mine ord.", "version": str(told.version), "take": "1"}
    found = client.post(told.get_absolute_url(), sent).content.decode()
    assert "Mine ord.</textarea>" in found
    assert f"{presence.enterprise} og Comwell begyndte at arbejde sammen den 1. april 2018." in found
    found = client.post(told.get_absolute_url(), sent | {"fact": ["collaborations-1"]}).content.decode()
    assert "Mine ord.\n\n{{ collaborations_new|Ord }} nye samarbejder" in found.replace("\r", "")
    assert drafts.told(report, "csr").happened == ""


# --- What was typed and not saved -------------------------------------------------------------------------------------
def remember(client: Client, address: str, **fields: str) -> Any:
    sent = {"address": address, "typed": urlencode(fields), "version": fields.get("version", "")}
    return client.post(reverse("accounts:unfinished"), sent)


def test_what_was_typed_is_offered_used_and_gone_when_it_is_saved(anna: User, report: AnnualReport) -> None:
    client, section = client_of(anna), drafts.section(report)
    url = section.get_absolute_url()
    assert remember(client, url, text="Ikke gemt endnu.", version=str(section.version)).status_code == 200
    found = page(client, url)
    assert "Du har skrevet noget her, som ikke er gemt" in found
    assert "Ikke gemt endnu." not in found
    used = page(client, f"{url}?ikke-gemt=brug")
    assert "Ikke gemt endnu.</textarea>" in used
    client.post(url, {"text": "Ikke gemt endnu.", "version": str(section.version)})
    assert drafts.section(report).text == "Ikke gemt endnu."
    assert not UnfinishedForm.objects.exists()


def test_where_somebody_saved_meanwhile_both_are_seen(anna: User, birk: User, report: AnnualReport) -> None:
    client, section = client_of(anna), drafts.section(report)
    url, seen = section.get_absolute_url(), str(section.version)
    remember(client, url, text="Mine ord.", version=seen)
    drafts.section(report, text="Den andens ord.")
    assert "En anden har gemt siden" in page(client, url)
    used = page(client, f"{url}?ikke-gemt=brug")
    assert f'name="version" value="{seen}"' in used
    assert client.post(url, {"text": "Mine ord.", "version": seen}).status_code == 409


def test_it_is_ones_own_and_can_be_dropped(anna: User, place: Municipality, report: AnnualReport) -> None:
    url = drafts.section(report).get_absolute_url()
    remember(client_of(anna), url, text="Mine ord.")
    other = client_of(factories.user(role=roles.COORDINATOR, place=place, name="Bente Krogh"))
    assert "ikke er gemt" not in page(other, url)
    other.post(reverse("accounts:unfinished"), {"address": url, "drop": "1"})
    assert UnfinishedForm.objects.count() == 1
    response = client_of(anna).post(reverse("accounts:unfinished"), {"address": url, "drop": "1"})
    assert response["Location"] == url
    assert not UnfinishedForm.objects.exists()


def test_what_is_as_saved_is_not_offered(anna: User, report: AnnualReport) -> None:
    section = drafts.section(report, text="En.\n\nTo.")
    client, url = client_of(anna), section.get_absolute_url()
    remember(client, url, text="En.\r\n\r\nTo.", version=str(section.version))
    assert "ikke er gemt" not in page(client, url)


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("https://ond.example/", "text=ord"),
        ("//ond.example/", "text=ord"),
        ("/\\ond.example/", "text=ord"),
        ("/" + "x" * 300, "text=ord"),
        ("/arbejde/", "text=" + "x" * 200_001),
        ("/arbejde/", "text=010190-1234"),
    ],
)
def test_what_is_not_remembered(anna: User, address: str, typed: str) -> None:
    response = client_of(anna).post(reverse("accounts:unfinished"), {"address": address, "typed": typed})
    assert response.status_code == 422
    assert not UnfinishedForm.objects.exists()


@pytest.mark.parametrize("address", ["https://ond.example/", "//ond.example/", "/\\ond.example", "/\t/ond.example"])
def test_dropping_leads_nowhere_else(anna: User, address: str) -> None:
    response = client_of(anna).post(reverse("accounts:unfinished"), {"address": address, "drop": "1"})
    assert response.status_code == 404


def test_no_passwords_or_tokens_are_kept(anna: User) -> None:
    unfinished.remember(access_of(anna), address="/x/", typed="csrfmiddlewaretoken=a&password=b&text=c", version=0)
    assert UnfinishedForm.objects.get().typed == "text=c"


def test_after_thirty_days_it_is_gone(anna: User) -> None:
    unfinished.remember(access_of(anna), address="/x/", typed="text=c", version=0)
    today = timezone.localdate()
    assert unfinished.clear_old(today + dt.timedelta(days=29)) == 0
    assert unfinished.clear_old(today + dt.timedelta(days=32)) == 1
