"""Explanations of goals, recommendations across, stories, references; what no text may hold, and who may not write."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reports import services
from reports.models import (
    AnnualReport,
    CaseStory,
    Goal,
    GoalStatement,
    PointReport,
    Recommendation,
    Reference,
    StrategyPoint,
)
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from tests import factories

from . import drafts

pytestmark = pytest.mark.django_db
CPR = "Ring om 010190-1234."


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def access(place: Municipality) -> Access:
    return factories.access_for(factories.user(role=roles.COORDINATOR, place=place))


@pytest.fixture
def report(place: Municipality) -> AnnualReport:
    return drafts.whole(place)


def refused(call: object) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        call()  # type: ignore[operator]
    return caught.value.message_dict


# --- Goals ------------------------------------------------------------------------------------------------------------
def test_a_goal_is_explained_corrected_and_no_longer_explained(access: Access, report: AnnualReport) -> None:
    goal = Goal.objects.get()
    made = services.explain_goal(access, GoalStatement(report=report, goal=goal, text="Derfor."), expected_version=0)
    assert made is not None
    made.text = "Derfor ikke."
    services.explain_goal(access, made, expected_version=1)
    assert GoalStatement.objects.get().text == "Derfor ikke."
    made.text = ""
    assert services.explain_goal(access, made, expected_version=2) is None
    assert not GoalStatement.objects.exists()
    assert services.explain_goal(access, GoalStatement(report=report, goal=goal, text=" "), expected_version=0) is None


def test_two_who_write_the_first_explanation(access: Access, report: AnnualReport) -> None:
    goal = Goal.objects.get()
    services.explain_goal(access, GoalStatement(report=report, goal=goal, text="Annas."), expected_version=0)
    with pytest.raises(Conflict):
        services.explain_goal(access, GoalStatement(report=report, goal=goal, text="Bentes."), expected_version=0)
    assert GoalStatement.objects.get().text == "Annas."


def test_an_explanation_that_was_taken_away_can_be_written_anew(access: Access, report: AnnualReport) -> None:
    goal = Goal.objects.get()
    made = services.explain_goal(access, GoalStatement(report=report, goal=goal, text="Annas."), expected_version=0)
    mine = GoalStatement.objects.get()
    assert made is not None
    made.text = ""
    services.explain_goal(access, made, expected_version=1)
    mine.text = "Bentes."
    services.explain_goal(access, mine, expected_version=1)
    assert GoalStatement.objects.get().text == "Bentes."


# --- Parts ------------------------------------------------------------------------------------------------------------
def test_recommendations_across_are_lettered(access: Access, report: AnnualReport) -> None:
    letters = [drafts.advice(report).letter for _ in range(2)] + [drafts.advice(report, letter="F").letter]
    assert letters == ["A", "B", "F"]
    assert drafts.advice(report).letter == "C"
    assert "title" in refused(lambda: drafts.advice(report, title=""))
    assert "background" in refused(lambda: drafts.advice(report, background="{{ opfundet }}"))


def test_a_story_names_the_hours_of_its_own_job_only(access: Access, report: AnnualReport) -> None:
    text = "Fra {{ case.hours_start }} til {{ case.hours_latest }} timer, nu {{ case.effective_latest }}."
    assert "text" in refused(lambda: drafts.case(report, text=text))
    made = drafts.case(report, text=text, placement=drafts.progression(report.municipality))
    made.placement = None
    assert "text" in refused(lambda: services.change_case(access, made, expected_version=1))
    section = drafts.section(report)
    section.text = text
    assert "text" in refused(lambda: services.write_section(access, section, expected_version=1))


def test_a_story_with_a_foreign_job_or_a_consent_to_come(access: Access, report: AnnualReport) -> None:
    elsewhere = factories.municipality("0621")
    factories.enterprise("Fjordtangen", elsewhere)
    assert "placement" in refused(lambda: drafts.case(report, placement=drafts.progression(elsewhere)))
    tomorrow = dt.date.today() + dt.timedelta(days=2)
    assert "consent_on" in refused(lambda: drafts.case(report, consent_on=tomorrow))


def test_references_stand_in_order(access: Access, report: AnnualReport) -> None:
    for title in ("Første", "Anden"):
        drafts.reference(report, title)
    assert list(report.references.values_list("title", "order")) == [("Første", 1), ("Anden", 2)]


@pytest.mark.parametrize("make", [drafts.advice, drafts.case, drafts.reference])
def test_parts_go_to_the_trash_and_come_back(access: Access, report: AnnualReport, make: object) -> None:
    part = make(report)  # type: ignore[operator]
    services.remove_part(access, part, expected_version=1)
    assert not type(part).objects.exists()
    with pytest.raises(Conflict):
        services.remove_part(access, part, expected_version=1)
    services.restore_part(access, type(part).with_deleted.get(pk=part.pk))
    assert type(part).objects.get() == part


# --- What no text may hold, and who may not write ----------------------------------------------------------------------
def test_no_text_holds_a_cpr_number(access: Access, report: AnnualReport) -> None:
    section, told = drafts.section(report), drafts.told(report)
    section.text = told.introduction = CPR
    goal, point = Goal.objects.get(), StrategyPoint.objects.first()
    report.signed_by = CPR
    attempts = {
        "text": lambda: services.write_section(access, section, expected_version=1),
        "introduction": lambda: services.write_point(access, told, recommendation="", expected_version=1),
        "signed_by": lambda: services.change_report(access, report, expected_version=1),
        "background": lambda: drafts.advice(report, background=CPR),
        "title": lambda: drafts.reference(report, CPR),
    }
    for field, attempt in attempts.items():
        assert field in refused(attempt)
    explanation = GoalStatement(report=report, goal=goal, text=CPR)
    assert "text" in refused(lambda: services.explain_goal(access, explanation, expected_version=0))
    assert "text" in refused(lambda: drafts.case(report, text=CPR, point=point))
    reference = drafts.reference(report)
    assert "reason" in refused(lambda: services.remove_part(access, reference, expected_version=1, reason=CPR))


def test_a_consultant_reads_and_writes_nothing(place: Municipality, report: AnnualReport) -> None:
    consultant = factories.access_for(factories.user(role=roles.CONSULTANT, place=place))
    told, goal = drafts.told(report), Goal.objects.get()
    advice, case, reference = drafts.advice(report), drafts.case(report), drafts.reference(report)
    known = {"expected_version": 1}
    attempts = [
        lambda: services.open_report(consultant, place, year=2019),
        lambda: services.change_report(consultant, report, **known),
        lambda: services.remove_report(consultant, report, **known),
        lambda: services.restore_report(consultant, report),
        lambda: services.write_section(consultant, drafts.section(report), **known),
        lambda: services.write_point(consultant, told, recommendation="Ja.", **known),
        lambda: services.explain_goal(consultant, GoalStatement(report=report, goal=goal, text="Ja."), **known),
        lambda: services.add_recommendation(consultant, Recommendation(report=report, title="x", text="x")),
        lambda: services.change_recommendation(consultant, advice, **known),
        lambda: services.add_case(consultant, CaseStory(report=report, point=told.point, text="x")),
        lambda: services.change_case(consultant, case, **known),
        lambda: services.add_reference(consultant, Reference(report=report, title="x")),
        lambda: services.change_reference(consultant, reference, **known),
        lambda: services.remove_part(consultant, reference, **known),
        lambda: services.restore_part(consultant, reference),
    ]
    before = Entry.objects.count()
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert Entry.objects.count() == before
    assert PointReport.objects.get(pk=told.pk).version == 1
