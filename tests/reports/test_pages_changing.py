"""Strategy and committees on their pages; taking away and bringing back; what is not for sending."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import (
    AnnualReport,
    CaseStory,
    Committee,
    Decision,
    Goal,
    PointReport,
    Recommendation,
    Reference,
    Section,
    Strategy,
    StrategyPoint,
)
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality
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


# --- Strategy ---------------------------------------------------------------------------------------------------------
def test_a_strategy_from_nothing(anna: Client, place: Municipality) -> None:
    address = reverse("reports:strategy-adopt")
    data = {"title": "Lokal socialøkonomi", "valid_from": "2018-01-01", "adopted_on": "2017-11-07"}
    response = anna.post(address, fields_of(anna.get(address)) | data, follow=True)
    strategy = Strategy.objects.get()
    assert response.redirect_chain[-1][0] == strategy.get_absolute_url()
    goal = {"label": "30 job", "kind": "yearly", "indicator": "placements_via_municipality", "target": "30"}
    anna.post(reverse("reports:goal-add", args=[strategy.pk]), goal)
    anna.post(reverse("reports:point-add", args=[strategy.pk]), {"title": "Job", "origin": "strategy"})
    anna.post(
        reverse("reports:point-add", args=[strategy.pk]), {"title": "Ær og ål", "origin": "addition", "letter": "A"}
    )
    page = anna.get(reverse("reports:strategy-now")).content.decode()
    assert "0 af 30" in page
    assert "Tilføjelse A: Ær og ål" in page
    assert list(StrategyPoint.objects.values_list("key", flat=True)) == ["job", "aer-og-aal"]


def test_points_are_moved_with_buttons(anna: Client, report: AnnualReport) -> None:
    first = StrategyPoint.objects.get(key="punkt-1")
    address = reverse("reports:point-move", args=[first.pk])
    anna.post(address, {"by": "1", "place": "1"})
    assert list(StrategyPoint.objects.values_list("key", flat=True)) == ["punkt-2", "punkt-1"]
    page = anna.post(address, {"by": "1", "place": "1"}, follow=True).content.decode()
    assert "Rækkefølgen er ændret imens" in page
    assert anna.post(address, {"by": "7", "place": "x"}).status_code == 400
    assert anna.get(address).status_code == 405
    titles = re.findall(r"6\.\d Punkt \d|\d\.\d Punkt \d", anna.get(report.get_absolute_url()).content.decode())
    assert [title[-7:] for title in titles] == ["Punkt 2", "Punkt 1"]


def test_a_committee_is_renamed_from_a_day(anna: Client, place: Municipality) -> None:
    committee = drafts.committee(place, "Beskæftigelsesudvalget")
    address = reverse("reports:committee", args=[committee.pk])
    data = {"version": 1, "name": "Socialudvalget", "how": "from_day"}
    assert anna.post(address, data).status_code == 422
    anna.post(address, data | {"from_day": "2018-01-01"})
    assert list(Committee.objects.order_by("valid_to").values_list("name", flat=True).distinct()) in (
        ["Beskæftigelsesudvalget", "Socialudvalget"],
        ["Socialudvalget", "Beskæftigelsesudvalget"],
    )


def test_a_point_quotes_its_decisions_where_it_is_written(anna: Client, report: AnnualReport) -> None:
    decision = drafts.decision(drafts.committee(report.municipality), quote="Der skal være fokus på progression.")
    point = StrategyPoint.objects.get(key="punkt-1")
    data = {"version": 1, "title": point.title, "origin": "strategy", "fact_blocks": ["placements"]}
    anna.post(reverse("reports:point", args=[point.pk]), data | {"decisions": [decision.pk]})
    page = anna.get(drafts.told(report).get_absolute_url()).content.decode()
    assert "”Der skal være fokus på progression.”" in page
    assert "viser rapporten fra registreringerne: Job." in page


# --- Taking away and bringing back --------------------------------------------------------------------------------------
def test_everything_that_is_deleted_can_be_brought_back(anna: Client, place: Municipality) -> None:
    report = drafts.whole(place)
    committee = drafts.committee(place)
    made = {
        "recommendation-remove": drafts.advice(report),
        "case-remove": drafts.case(report),
        "reference-remove": drafts.reference(report),
        "goal-remove": Goal.objects.get(),
        "point-remove": StrategyPoint.objects.get(key="punkt-2"),
        "decision-remove": drafts.decision(committee),
        "committee-remove": committee,
    }
    for name, record in made.items():
        address = reverse(f"reports:{name}", args=[record.pk])
        assert "Det kan hentes tilbage i 30 dage" in anna.get(address).content.decode()
        assert anna.post(address, {"version": record.version}).status_code == 302, name
    page = anna.get(reverse("reports:trash")).content.decode()
    keys = re.findall(r'name="pk" value="([\w-]+)"', page)
    # A decision of a deleted committee comes back after its committee.
    assert len(keys) == len(made) - 1
    for key in keys:
        assert anna.post(reverse("reports:trash"), {"pk": key}).status_code == 302, key
    left = re.findall(r'name="pk" value="([\w-]+)"', anna.get(reverse("reports:trash")).content.decode())
    assert [key.split("-")[0] for key in left] == ["beslutning"]
    anna.post(reverse("reports:trash"), {"pk": left[0]})
    for model in (Recommendation, CaseStory, Reference, Goal, Decision, Committee):
        assert model.objects.count() == 1, model
    assert StrategyPoint.objects.count() == 2


def test_a_deleted_report_and_a_deleted_strategy_come_back(anna: Client, report: AnnualReport) -> None:
    drafts.section(report, text="Kære læser.")
    anna.post(reverse("reports:remove", args=[2018]), {"version": 1})
    assert anna.get(report.get_absolute_url()).status_code == 404
    strategy = Strategy.objects.get()
    anna.post(reverse("reports:strategy-remove", args=[strategy.pk]), {"version": strategy.version})
    assert not Strategy.objects.exists()
    for key in (f"strategi-{strategy.pk}", f"rapport-{report.pk}"):
        anna.post(reverse("reports:trash"), {"pk": key})
    assert "3 ord" not in anna.get(report.get_absolute_url()).content.decode()
    assert Section.objects.get(report=report, key="letter").text == "Kære læser."
    assert PointReport.objects.filter(report=report).count() == 2


@pytest.mark.parametrize("key", ["", "maal-", "maal-x", "ukendt-1", "maal-99999", "1"])
def test_what_is_not_in_the_trash_cannot_be_brought_back(anna: Client, report: AnnualReport, key: str) -> None:
    assert anna.post(reverse("reports:trash"), {"pk": key}).status_code == 404


def test_the_trash_holds_only_ones_own(anna: Client, report: AnnualReport) -> None:
    elsewhere = factories.municipality("0621")
    theirs = drafts.whole(elsewhere)
    reference = drafts.reference(theirs, "Fjordplanen")
    client_of("Erik Kold", elsewhere).post(reverse("reports:reference-remove", args=[reference.pk]), {"version": 1})
    assert "Fjordplanen" not in anna.get(reverse("reports:trash")).content.decode()
    assert anna.post(reverse("reports:trash"), {"pk": f"reference-{reference.pk}"}).status_code == 404


# --- What is not for sending --------------------------------------------------------------------------------------------
def test_fields_that_were_not_shown_change_nothing(anna: Client, report: AnnualReport, place: Municipality) -> None:
    """Every field of the model is sent to every form; only those that the form has are taken."""
    elsewhere = factories.municipality("0621")
    other = drafts.report(elsewhere, 2017)
    section, goal, reference = drafts.section(report), Goal.objects.get(), drafts.reference(report)
    extra = {
        "report": other.pk,
        "key": "hijacked",
        "municipality": elsewhere.pk,
        "strategy": 999,
        "deleted_at": "2018-01-01",
        "source_note": "hijacked",
        "id": 999,
        "year": 2017,
    }
    anna.post(section.get_absolute_url(), extra | {"version": 1, "text": "Godt."})
    data = {"version": 1, "label": "Nyt", "kind": "yearly", "target": 30, "indicator": goal.indicator, "due_on": ""}
    anna.post(reverse("reports:goal", args=[goal.pk]), {k: v for k, v in extra.items() if k != "year"} | data)
    anna.post(reverse("reports:reference", args=[reference.pk]), extra | {"version": 1, "title": "Ny titel"})
    section.refresh_from_db()
    assert (section.text, section.key, section.report, section.source_note) == ("Godt.", "letter", report, "")
    goal.refresh_from_db()
    assert (goal.label, goal.key, goal.strategy.municipality, goal.source_note) == ("Nyt", "jobs", place, "")
    reference.refresh_from_db()
    assert (reference.title, reference.report, reference.deleted_at) == ("Ny titel", report, None)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{% load x %}{{7*7}}"])
def test_what_looks_like_code_is_only_text(anna: Client, report: AnnualReport, text: str) -> None:
    advice = drafts.advice(report, title=text, text="Vi anbefaler det.")
    reference = drafts.reference(report, text)
    for address in (
        report.get_absolute_url(),
        advice.get_absolute_url(),
        reverse("reports:references", args=[2018]),
        reference.get_absolute_url(),
    ):
        page = anna.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert ">49<" not in page
