"""The pages of strategy and report: whole and clean, quick whatever the number of rows, saying what comes first."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports import services
from reports.models import AnnualReport, Committee, Goal, GoalStatement, Section, Strategy, StrategyPoint
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Municipality
from tests import factories

from . import drafts, records

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def browse(client: Client, place: Municipality) -> Client:
    """A coordinator of the municipality."""
    client.force_login(factories.user("koordinator@test.example", roles.COORDINATOR, place))
    return client


@pytest.fixture
def report(place: Municipality) -> AnnualReport:
    return drafts.whole(place)


def read(response: object) -> str:
    """The page."""
    return response.content.decode()  # type: ignore[attr-defined]


def pages(report: AnnualReport) -> dict[str, str]:
    """Every page of this part that can be opened, by name."""
    year = report.year
    strategy, goal, point = Strategy.objects.get(), Goal.objects.get(), StrategyPoint.objects.first()
    committee = drafts.committee(report.municipality)
    decision = drafts.decision(committee)
    advice, case, reference = drafts.advice(report), drafts.case(report), drafts.reference(report)
    assert point
    of_year = ["overview", "cover", "remove", "recommendation-add", "cases", "case-add", "references", "reference-add"]
    found = {name: reverse(f"reports:{name}", args=[year]) for name in of_year}
    found |= {
        name: reverse(f"reports:{name}")
        for name in [
            "list",
            "open",
            "trash",
            "strategy-now",
            "strategy-adopt",
            "politics",
            "committee-add",
            "decision-add",
        ]
    }
    found |= {
        "section": reverse("reports:section", args=[year, "letter"]),
        "point-text": reverse("reports:point-text", args=[year, point.key]),
        "goal-text": reverse("reports:goal-text", args=[year, goal.key]),
    }
    for name, record in {
        "recommendation": advice,
        "case": case,
        "reference": reference,
        "goal": goal,
        "point": point,
        "committee": committee,
        "decision": decision,
    }.items():
        found[name] = reverse(f"reports:{name}", args=[record.pk])
        found[f"{name}-remove"] = reverse(f"reports:{name}-remove", args=[record.pk])
    for name in ["strategy", "strategy-edit", "strategy-remove", "goal-add", "point-add"]:
        found[name] = reverse(f"reports:{name}", args=[strategy.pk])
    return found


def test_every_page_is_whole_and_clean(
    browse: Client, report: AnnualReport, page_faults: Callable[[str], list[str]]
) -> None:
    drafts.section(report, text="Vi er {{ enterprises_active|ord }}. Se {{ punkt:punkt-1 }}.\n\n- en\n- to")
    titles = {}
    for name, address in pages(report).items():
        response = browse.get(address)
        assert response.status_code == 200, name
        assert page_faults(read(response)) == [], name
        titles[name] = re.search(r"<title>(.*?)</title>", read(response), re.DOTALL)[1]  # type: ignore[index]
        assert titles[name].endswith(" – Socialportal, Slagelse Kommune")
    del titles["strategy-now"]  # the same strategy under another address
    assert len(set(titles.values())) == len(titles)


def test_every_form_that_is_sent_empty_says_what_to_do(
    browse: Client, report: AnnualReport, page_faults: Callable[[str], list[str]]
) -> None:
    names = (
        "open recommendation-add case-add reference-add strategy-adopt goal-add point-add committee-add decision-add"
    )
    found = pages(report)
    for name in names.split():
        response = browse.post(found[name], {})
        assert response.status_code == 422, name
        assert page_faults(read(response)) == [], name
        assert "<title>Fejl: " in read(response), name
        assert 'class="alert alert-error error-summary" role="alert" tabindex="-1" autofocus' in read(response), name
        assert 'aria-invalid="true"' in read(response), name


def test_pages_take_few_queries_and_as_many_for_many_rows(browse: Client, place: Municipality) -> None:
    report = drafts.whole(place, points=0)
    drafts.point(
        Strategy.objects.get(), "Punkt 1", key="punkt-1", decisions=[drafts.decision(drafts.committee(place, "Udvalg"))]
    )
    agreed = records.agreement(place.presences.first())
    records.evaluation(agreed, drafts.D(2015, 7, 1), drafts.D(2018, 6, 30), {"Job": ["fleksjob"]})
    found = pages(report)
    few = {name: counted(browse, address) for name, address in found.items()}
    strategy = Strategy.objects.get()
    for number in range(12):
        factories.enterprise(f"Virksomhed {number}", place)
        committee = drafts.committee(place, f"Udvalg {number}")
        decision = drafts.decision(committee)
        point = drafts.point(strategy, f"Mere {number}", decisions=[decision])
        drafts.goal(strategy, label=f"Mål {number}")
        drafts.advice(report)
        drafts.case(report, point=point)
        drafts.reference(report)
    for text in Section.objects.filter(report=report):
        drafts.section(report, text.key, "Vi er {{ enterprises_active }}.")
    many = {name: counted(browse, address) for name, address in found.items()}
    assert {name: (few[name], many[name]) for name in many if many[name] > few[name]} == {}
    assert {name: number for name, number in many.items() if number > MOST_QUERIES} == {}


def counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


# --- What the working copy says -----------------------------------------------------------------------------------------
def test_the_overview_tells_what_is_written_and_what_is_missing(browse: Client, report: AnnualReport) -> None:
    drafts.section(report, "introduction", "Det er den første rapport.")
    drafts.contribution(report.municipality, words=120)
    statement = GoalStatement(report=report, goal=Goal.objects.get(), text="Vi nåede {{ goal.jobs.actual|ord }}.")
    services.explain_goal(SYSTEM, statement, expected_version=0)
    page = read(browse.get(report.get_absolute_url()))
    assert "Årsrapport 2018, kladde" in page
    assert "Vi nåede ingen." in page
    assert "5 ord" in page.replace("\xa0", " ")
    assert "120 ord" in page.replace("\xa0", " ")
    assert "Punkt 1" in page
    assert "Punktet ”Punkt 1” mangler en anbefaling." in page
    for record in (drafts.section(report), drafts.told(report)):
        assert f'href="{record.get_absolute_url()}"' in page


def test_an_overview_where_nothing_can_be_counted_says_so(browse: Client, report: AnnualReport) -> None:
    report.municipality.presences.all().delete()
    page = read(browse.get(report.get_absolute_url()))
    assert "Der er ingen tal endnu" in page
    assert read(browse.get(drafts.section(report).get_absolute_url())).count("Der er ingen virksomheder") == 1


def test_a_municipality_with_nothing_is_offered_the_first_step(browse: Client, place: Municipality) -> None:
    page = read(browse.get(reverse("reports:list")))
    assert "Sådan kommer I i gang" in page
    assert page.count("Mangler") == 3
    assert "Vedtag en strategi" in read(browse.get(reverse("reports:strategy-now")))
    factories.enterprise("Kløverbakken", place)
    drafts.strategy(place)
    page = read(browse.get(reverse("reports:list")))
    assert page.count("Er gjort") == 2
    assert f'button-primary" href="{reverse("reports:open")}"' in page


def test_a_consultant_reads_and_is_offered_nothing_to_change(client: Client, report: AnnualReport) -> None:
    client.force_login(factories.user(role=roles.CONSULTANT, place=report.municipality))
    found = pages(report)
    for name in ("list", "overview", "strategy", "politics", "cases", "references"):
        page = read(client.get(found[name]))
        main = page[page.index("<main") :]
        assert not re.search(r'href="/arbejde/[^"]*/(afsnit|punkt|maal|forside|ny|nyt|slet|ret|vedtag|aabn)/', main), (
            name
        )
        assert 'method="post"' not in main, name
        assert "Skriv" not in re.sub(r"Skrevet|Skrives", "", page), name
    assert client.get(found["section"]).status_code == 403
    assert client.post(found["section"], {"text": "x", "version": 1}).status_code == 403


def test_a_preview_shows_both_editions_only_where_they_differ(browse: Client, report: AnnualReport) -> None:
    drafts.section(report, text="Der kom {{ enterprises_active|ord }} virksomhed.")
    page = read(browse.get(drafts.section(report).get_absolute_url()))
    assert "I begge udgaver" in page
    assert '<span class="fig">én</span>' in page
    drafts.progression(report.municipality)
    drafts.section(report, text='Der er {{ progression_hours_start|ellers:"få" }} timer.')
    page = read(browse.get(drafts.section(report).get_absolute_url()))
    assert "Offentlig udgave" in page
    assert '<span class="fig dif">4,5</span>' in page
    assert '<span class="fig dif">få</span>' in page


def test_a_text_that_cannot_be_filled_in_says_why(browse: Client, report: AnnualReport) -> None:
    drafts.progression(report.municipality)
    drafts.section(report, text="Der er {{ progression_hours_start }} timer.")
    page = read(browse.get(drafts.section(report).get_absolute_url()))
    assert "vises ikke i den offentlige udgave" in page
    assert 'class="gap' in page


# --- Doors ------------------------------------------------------------------------------------------------------------
def test_the_year_of_another_municipality_is_not_there(browse: Client, report: AnnualReport) -> None:
    elsewhere = factories.municipality("0621")
    drafts.report(elsewhere, 2017)
    assert browse.get(reverse("reports:overview", args=[2017])).status_code == 404
    assert browse.get(reverse("reports:section", args=[2017, "letter"])).status_code == 404
    assert browse.get(reverse("reports:section", args=[2018, "findes-ikke"])).status_code == 404
    assert browse.get(reverse("reports:point-text", args=[2018, "findes-ikke"])).status_code == 404


def test_the_municipality_in_focus_decides_for_somebody_who_works_in_two(client: Client, report: AnnualReport) -> None:
    """A politician here who coordinates there does not read here with the rights from there."""
    elsewhere = factories.municipality("0621")
    both = factories.user(role=roles.POLITICIAN, place=report.municipality)
    both.memberships.create(role=roles.COORDINATOR, municipality=elsewhere, valid_from=factories.LONG_AGO)
    client.force_login(both)
    session = client.session
    session["municipality"] = report.municipality.pk
    session.save()
    assert client.get(report.get_absolute_url()).status_code == 403
    assert client.get(reverse("reports:list")).status_code == 403
    session["municipality"] = elsewhere.pk
    session.save()
    assert client.get(report.get_absolute_url()).status_code == 404
    assert client.get(Strategy.objects.get().get_absolute_url()).status_code == 404
    assert client.get(reverse("reports:list")).status_code == 200


def test_what_belongs_to_something_deleted_is_not_there(browse: Client, report: AnnualReport) -> None:
    found = pages(report)
    browse.post(found["remove"], {"version": report.version})
    for name in ("overview", "section", "recommendation", "case", "reference", "references"):
        assert browse.get(found[name]).status_code == 404, name


def test_choices_hold_only_the_municipalitys_own(browse: Client, report: AnnualReport) -> None:
    elsewhere = factories.municipality("0621")
    foreign = drafts.decision(drafts.committee(elsewhere, "Fjordudvalget"), title="Fjordbeslutning")
    found = pages(report)
    for name in ("point", "point-add", "decision-add", "cover", "case-add"):
        page = read(browse.get(found[name]))
        assert "Fjord" not in page, name
    data = {"committee": foreign.committee.pk, "decided_on": "2018-10-08", "title": "Min"}
    assert browse.post(found["decision-add"], data).status_code == 422
    assert Committee.objects.get(pk=foreign.committee.pk).decisions.count() == 1
