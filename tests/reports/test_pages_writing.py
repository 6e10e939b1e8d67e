"""What people do on the pages: write, save, meet each other in the same text, take away and bring back."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import (
    AnnualReport,
    CaseStory,
    Goal,
    GoalStatement,
    Recommendation,
)
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from tests import factories

from . import drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


def client_of(name: str, place: Municipality) -> Client:
    client = Client()
    client.force_login(factories.user(role=roles.COORDINATOR, place=place, name=name))
    return client


@pytest.fixture
def anna(place: Municipality) -> Client:
    return client_of("Anna Holm", place)


@pytest.fixture
def bente(place: Municipality) -> Client:
    return client_of("Bente Krogh", place)


@pytest.fixture
def report(place: Municipality) -> AnnualReport:
    return drafts.whole(place)


def fields_of(response: Any) -> dict[str, str]:
    """The form as a browser would send it back: hidden fields and textareas."""
    page = response.content.decode()
    page = page[page.index("<main") :]
    found = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
    for attributes, text in re.findall(r"<textarea([^>]*)>\r?\n?(.*?)</textarea>", page, re.DOTALL):
        found[re.search(r'name="([\w-]+)"', attributes)[1]] = text  # type: ignore[index]
    found.pop("csrfmiddlewaretoken", None)
    return found


# --- One person -------------------------------------------------------------------------------------------------------
def test_a_text_is_written_and_read(anna: Client, report: AnnualReport) -> None:
    address = drafts.section(report).get_absolute_url()
    sent = fields_of(anna.get(address)) | {"text": "Kære læser.\r\n\r\nVi er {{ enterprises_active|ord }}."}
    response = anna.post(address, sent, follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(f"{address}#laest", 302)]
    assert "Brev til læseren er gemt kl." in page
    assert "af Anna Holm" in page
    assert '<p>Vi er <span class="fig">én</span>.</p>' in page
    assert drafts.section(report).text == "Kære læser.\n\nVi er {{ enterprises_active|ord }}."


def test_an_unknown_figure_is_told_beside_the_field_and_nothing_is_lost(anna: Client, report: AnnualReport) -> None:
    address = drafts.section(report).get_absolute_url()
    sent = fields_of(anna.get(address)) | {"text": "Vi er {{ enterprises_activ }} i alt."}
    response = anna.post(address, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Fejl: Brev til læseren" in page
    assert "Mente du enterprises_active" in page
    assert 'aria-describedby="id_text_error"' in page
    assert fields_of(response)["text"] == "Vi er {{ enterprises_activ }} i alt."
    assert drafts.section(report).version == 1


def test_one_can_write_on_to_the_next_text(anna: Client, report: AnnualReport) -> None:
    letter, introduction = drafts.section(report), drafts.section(report, "introduction")
    sent = fields_of(anna.get(letter.get_absolute_url())) | {"text": "Kære læser.", "next": "1"}
    assert anna.post(letter.get_absolute_url(), sent)["Location"] == introduction.get_absolute_url()
    last = drafts.section(report, "constructed")
    sent = fields_of(anna.get(last.get_absolute_url())) | {"text": "Dage er sat til.", "next": "1"}
    assert anna.post(last.get_absolute_url(), sent)["Location"] == report.get_absolute_url()


def test_a_point_is_written_on_one_page(anna: Client, report: AnnualReport) -> None:
    address = drafts.told(report).get_absolute_url()
    sent = fields_of(anna.get(address))
    assert set(sent) == {"version", "introduction", "happened", "recommendation"}
    sent |= {"introduction": "Det handler om.", "happened": "Det skete.", "recommendation": "Vi anbefaler det."}
    anna.post(address, sent)
    page = anna.get(address)
    assert fields_of(page)["recommendation"] == "Vi anbefaler det."
    assert "<h4>Anbefaling</h4>" in page.content.decode()
    assert Recommendation.objects.get().point.key == "punkt-1"


def test_a_goal_is_explained_from_the_first_word_to_the_last(anna: Client, report: AnnualReport) -> None:
    address = reverse("reports:goal-text", args=[2018, "jobs"])
    anna.post(address, fields_of(anna.get(address)) | {"text": "Derfor."})
    assert GoalStatement.objects.get().text == "Derfor."
    anna.post(address, fields_of(anna.get(address)) | {"text": "Derfor ikke."})
    assert GoalStatement.objects.get().text == "Derfor ikke."
    anna.post(address, fields_of(anna.get(address)) | {"text": ""})
    assert not GoalStatement.objects.exists()
    assert anna.get(address).status_code == 200


def test_a_story_is_read_with_the_hours_of_its_job(anna: Client, report: AnnualReport) -> None:
    job = drafts.progression(report.municipality)
    address = reverse("reports:case-add", args=[2018])
    text = "Fra {{ case.hours_start }} til {{ case.hours_latest }} timer."
    data = {"point": drafts.told(report).point.pk, "text": text, "placement": job.pk}
    page = anna.post(address, fields_of(anna.get(address)) | data, follow=True).content.decode()
    assert '<p>Fra <span class="fig">4,5</span> til <span class="fig">15</span> timer.</p>' in page
    assert "Denne fortælling (6)" in page
    assert "Kun i arbejdskopien" in page
    assert "I begge udgaver" not in page
    case = CaseStory.objects.get()
    anna.post(case.get_absolute_url(), data | {"version": 1, "consent_on": "2018-12-01"})
    assert "I begge udgaver" in anna.get(case.get_absolute_url()).content.decode()
    assert "Samtykke givet 1." in anna.get(reverse("reports:cases", args=[2018])).content.decode()


def test_a_year_is_opened_and_not_twice(anna: Client, place: Municipality) -> None:
    factories.enterprise("Kløverbakken", place)
    address = reverse("reports:open")
    sent = fields_of(anna.get(address)) | {"year": "2018"}
    assert anna.post(address, sent)["Location"] == reverse("reports:overview", args=[2018])
    assert anna.post(address, sent)["Location"] == reverse("reports:overview", args=[2018]), "a double click"
    again = anna.post(address, {"year": "2018", "token": "another"})
    assert again.status_code == 422
    assert "er allerede åbnet" in again.content.decode()
    assert AnnualReport.objects.count() == 1


def test_the_cover_is_filled_in(anna: Client, report: AnnualReport) -> None:
    committee = drafts.committee(report.municipality)
    address = reverse("reports:cover", args=[2018])
    data = {"version": 1, "title": "Årsrapport", "signed_by": "Centerchefen", "committees": [committee.pk]}
    assert anna.post(address, data)["Location"] == report.get_absolute_url()
    report.refresh_from_db()
    assert (report.signed_by, report.committees.get()) == ("Centerchefen", committee)


# --- Two people -------------------------------------------------------------------------------------------------------
def test_two_in_the_same_text_lose_nothing(anna: Client, bente: Client, report: AnnualReport) -> None:
    drafts.section(report, text="Fælles begyndelse.")
    address = drafts.section(report).get_absolute_url()
    first, second = fields_of(anna.get(address)), fields_of(bente.get(address))
    anna.post(address, first | {"text": "Fælles begyndelse.\n\nAnnas ord."})
    response = bente.post(address, second | {"text": "Fælles begyndelse.\n\nBentes ord."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Anna Holm gemte" in page
    assert '<mark class="dif">Annas ord.</mark>' in page
    assert '<mark class="dif">Fælles begyndelse.</mark>' not in page
    assert drafts.section(report).text == "Fælles begyndelse.\n\nAnnas ord."
    sent = fields_of(response)
    assert sent["text"].replace("\r\n", "\n") == "Fælles begyndelse.\n\nBentes ord."
    together = "Fælles begyndelse.\n\nAnnas ord.\n\nBentes ord."
    assert bente.post(address, sent | {"text": together}).status_code == 302
    assert drafts.section(report).text == together
    assert [str(entry.actor) for entry in Entry.objects.about(drafts.section(report))[:2]] == [
        "Bente Krogh",
        "Anna Holm",
    ]


def test_a_third_who_saves_while_the_second_decides_is_not_overwritten(
    anna: Client, bente: Client, report: AnnualReport
) -> None:
    address = drafts.section(report).get_absolute_url()
    first, second = fields_of(anna.get(address)), fields_of(bente.get(address))
    anna.post(address, first | {"text": "Annas ord."})
    conflict = fields_of(bente.post(address, second | {"text": "Bentes ord."}))
    anna.post(address, fields_of(anna.get(address)) | {"text": "Annas nye ord."})
    assert bente.post(address, conflict | {"text": "Bentes ord."}).status_code == 409
    assert drafts.section(report).text == "Annas nye ord."


def test_two_in_different_fields_of_a_point_are_both_kept(anna: Client, bente: Client, report: AnnualReport) -> None:
    address = drafts.told(report).get_absolute_url()
    first, second = fields_of(anna.get(address)), fields_of(bente.get(address))
    anna.post(address, first | {"recommendation": "Annas anbefaling."})
    response = bente.post(address, second | {"happened": "Bentes år."})
    assert response.status_code == 409
    assert "begges ord kan stå" in response.content.decode()
    assert bente.post(address, fields_of(response)).status_code == 302
    assert drafts.told(report).happened == "Bentes år."
    assert Recommendation.objects.get().text == "Annas anbefaling."


def test_two_in_the_same_field_of_a_point(anna: Client, bente: Client, report: AnnualReport) -> None:
    address = drafts.told(report).get_absolute_url()
    first, second = fields_of(anna.get(address)), fields_of(bente.get(address))
    anna.post(address, first | {"recommendation": "Annas.", "introduction": "Annas begyndelse."})
    response = bente.post(address, second | {"recommendation": "Bentes.", "happened": "Bentes år."})
    assert response.content.decode().count('class="clash"') == 1
    bente.post(address, fields_of(response))
    told = drafts.told(report)
    assert (told.introduction, told.happened) == ("Annas begyndelse.", "Bentes år.")
    assert Recommendation.objects.get().text == "Bentes."


def test_who_changed_nothing_is_told_and_overwrites_nothing(anna: Client, bente: Client, report: AnnualReport) -> None:
    drafts.section(report, text="Som det var.")
    address = drafts.section(report).get_absolute_url()
    first, second = fields_of(anna.get(address)), fields_of(bente.get(address))
    anna.post(address, first | {"text": "Annas ord."})
    page = bente.post(address, second, follow=True).content.decode()
    assert "Du havde ikke ændret noget. Anna Holm har gemt imens." in page
    assert drafts.section(report).text == "Annas ord."


def test_two_who_write_the_first_explanation_of_a_goal(anna: Client, bente: Client, report: AnnualReport) -> None:
    address = reverse("reports:goal-text", args=[2018, "jobs"])
    first, second = fields_of(anna.get(address)), fields_of(bente.get(address))
    anna.post(address, first | {"text": "Annas."})
    response = bente.post(address, second | {"text": "Bentes."})
    assert response.status_code == 409
    bente.post(address, fields_of(response) | {"text": "Begges."})
    assert GoalStatement.objects.get().text == "Begges."


def test_two_in_a_goal_choose_field_by_field(anna: Client, bente: Client, report: AnnualReport) -> None:
    goal = Goal.objects.get()
    address = reverse("reports:goal", args=[goal.pk])
    data = {"version": 1, "label": goal.label, "kind": "yearly", "indicator": goal.indicator, "target": 30}
    anna.post(address, data | {"target": 35})
    response = bente.post(address, data | {"target": 40})
    assert response.status_code == 409
    bente.post(address, data | {"target": 40, "version": 2, "resolving": 1, "choose-target": "theirs", "unit": "job"})
    goal.refresh_from_db()
    assert (goal.target, goal.unit) == (35, "job")
