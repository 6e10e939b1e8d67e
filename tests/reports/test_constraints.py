"""The database holds the rules: each constraint of the report's tables is tried past every service and form."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from agreements.models import PlacementType
from enterprises.models import Presence
from reports.models import (
    AcceptedFinding,
    AgendaItem,
    AnnualReport,
    Approval,
    Assumption,
    CaseStory,
    Coarsening,
    Committee,
    FactCheck,
    FactCheckReply,
    Goal,
    GoalStatement,
    HistoricFigure,
    MidYearStatus,
    PointReport,
    PublishedFile,
    PublishedPassage,
    PublishedReport,
    Recommendation,
    RecommendationAnswer,
    Section,
    Strategy,
    StrategyPoint,
)
from socialportal.accounts.models import UnfinishedForm
from tests import factories

from . import drafts

LAST, FIRST = dt.date(2018, 1, 1), dt.date(2018, 1, 2)


class World:
    """A municipality with a report."""

    def __init__(self) -> None:
        self.place = factories.municipality()
        self.report = drafts.whole(self.place)
        self.strategy = Strategy.objects.get()
        self.point = StrategyPoint.objects.first()
        self.goal = Goal.objects.get()
        self.presence = Presence.objects.get()
        self.committee = drafts.committee(self.place)
        self.advice = drafts.advice(self.report)

    def check(self) -> FactCheck:
        made, _ = FactCheck.objects.get_or_create(report=self.report, due_on=LAST, opened_on=LAST)
        return made

    def reply(self, **fields: Any) -> FactCheckReply:
        told = {"fact_check": self.check(), "presence": self.presence, "verdict": "right"}
        return FactCheckReply(**{**told, "answered_at": timezone.now(), **fields})

    def published(self, **fields: Any) -> PublishedReport:
        told = {"report": self.report, "municipality": self.place, "year": 2018, "number": 1, "as_of": LAST}
        return PublishedReport(**{**told, "title": "Årsrapport", "state": "failed", **fields})

    def kept(self) -> PublishedReport:
        made = self.published()
        made.save()
        return made


@pytest.fixture
def world(db: None) -> World:
    return World()


def goal(w: World, **fields: Any) -> Goal:
    return Goal(**{"strategy": w.strategy, "key": "andet", "label": "A", "kind": "once", **fields})


def approval(w: World, **fields: Any) -> Approval:
    return Approval(report=w.report, checksum="a", asked_at=timezone.now(), **fields)


def assumption(w: World, **fields: Any) -> Assumption:
    return Assumption(**{"municipality": w.place, "kind": "unit_cost", "amount": 1, "source": "Budget", **fields})


def file(of: PublishedReport) -> PublishedFile:
    return PublishedFile(publication=of, edition="intern", name="a", content_type="b", size=1, sha256="c", content=b"d")


def twice(make: Callable[[], models.Model]) -> list[models.Model]:
    return [make(), make()]


def itself(w: World) -> list[models.Model]:
    w.goal.part_of = w.goal
    return [w.goal]


# Name of the constraint → what breaks it: records saved one after another, of which the last must be refused.
BREAKERS: dict[str, Callable[[World], list[models.Model]]] = {
    "reports_committee_dates_in_order": lambda w: [
        Committee(municipality=w.place, name="A", valid_from=FIRST, valid_to=LAST)
    ],
    "reports_strategy_dates_in_order": lambda w: [
        Strategy(municipality=w.place, title="A", valid_from=FIRST, valid_to=LAST)
    ],
    "reports_report_once_a_year": lambda w: [AnnualReport(municipality=w.place, year=2018)],
    "reports_section_once": lambda w: [Section(report=w.report, key="letter")],
    "reports_point_report_once": lambda w: [PointReport(report=w.report, point=w.point)],
    "reports_recommendation_once_a_point": lambda w: twice(
        lambda: Recommendation(report=w.report, point=w.point, text="A")
    ),
    "reports_goal_statement_once": lambda w: twice(lambda: GoalStatement(report=w.report, goal=w.goal, text="A")),
    "reports_goal_key_once": lambda w: [goal(w, key=w.goal.key)],
    "reports_goal_range_in_order": lambda w: [goal(w, kind="range", target=3, target_max=2)],
    "reports_goal_measured_has_target": lambda w: [goal(w, indicator="stories")],
    "reports_goal_milestone_has_day": lambda w: [goal(w, kind="milestone")],
    "reports_goal_not_part_of_itself": itself,
    "reports_point_key_once": lambda w: [StrategyPoint(strategy=w.strategy, key=w.point.key, title="A")],
    "reports_point_letter_of_addition": lambda w: [StrategyPoint(strategy=w.strategy, key="ny", title="A", letter="A")],
    "reports_fact_check_one_open": lambda w: twice(lambda: FactCheck(report=w.report, due_on=LAST, opened_on=LAST)),
    "reports_fact_check_reply_once": lambda w: twice(w.reply),
    "reports_fact_check_wrong_says_what": lambda w: [w.reply(verdict="wrong")],
    "reports_fact_check_kept_says_why": lambda w: [w.reply(handled="kept")],
    "reports_approval_one_asked": lambda w: twice(lambda: approval(w)),
    "reports_approval_returned_says_why": lambda w: [approval(w, state="returned", decided_at=timezone.now())],
    "reports_approval_decided_has_time": lambda w: [approval(w, state="approved")],
    "reports_agenda_item_once": lambda w: twice(
        lambda: AgendaItem(report=w.report, committee=w.committee, meeting_on=LAST, title="A")
    ),
    "reports_recommendation_answered_once": lambda w: twice(
        lambda: RecommendationAnswer(report=w.report, recommendation=w.advice, followed="yes")
    ),
    "reports_recommendation_answer_says_why": lambda w: [
        RecommendationAnswer(report=w.report, recommendation=w.advice, followed="no")
    ],
    "reports_historic_figure_once": lambda w: twice(
        lambda: HistoricFigure(municipality=w.place, indicator="stories", year=2016, value=5, source="A")
    ),
    "reports_historic_figure_not_negative": lambda w: [
        HistoricFigure(municipality=w.place, indicator="stories", year=2016, value=-1, source="A")
    ],
    "reports_finding_accepted_once": lambda w: twice(
        lambda: AcceptedFinding(report=w.report, code="a", where="b", message="c", reason="d")
    ),
    "reports_finding_accepted_says_why": lambda w: [
        AcceptedFinding(report=w.report, code="a", where="b", message="c", reason="")
    ],
    "reports_assumption_dates_in_order": lambda w: [assumption(w, valid_from=FIRST, valid_to=LAST)],
    "reports_assumption_not_negative": lambda w: [assumption(w, amount=-1)],
    "reports_assumption_type_where_it_matters": lambda w: [assumption(w, placement_type=PlacementType.objects.first())],
    "reports_coarsening_once": lambda w: twice(lambda: Coarsening(report=w.report, table="placements")),
    "reports_mid_year_once": lambda w: twice(lambda: MidYearStatus(report=w.report, as_of=LAST)),
    "reports_published_number_once": lambda w: twice(w.published),
    "reports_published_one_in_the_making": lambda w: [
        w.published(state="waiting"),
        w.published(state="making", number=2, reason="Rettet"),
    ],
    "reports_published_correction_says_why": lambda w: [w.published(number=2)],
    "reports_published_is_whole": lambda w: [w.published(state="published", published_at=timezone.now())],
    "reports_published_withdrawn_says_why": lambda w: [
        w.published(state="withdrawn", published_at=timezone.now(), checksum="a", withdrawn_at=timezone.now())
    ],
    "reports_published_file_once": lambda w: [file(kept := w.kept()), file(kept)],
    "reports_published_passage_once": lambda w: [
        PublishedPassage(publication=kept, anchor="a", heading="b", text="c", order=1)
        for kept in [w.kept()]
        for _ in range(2)
    ],
}


def test_every_constraint_is_tried() -> None:
    mine = apps.get_app_config("reports").get_models()
    assert {constraint.name for model in mine for constraint in model._meta.constraints} == set(BREAKERS)


@pytest.mark.parametrize("name", BREAKERS)
def test_is_held(name: str, world: World) -> None:
    *allowed, last = BREAKERS[name](world)
    for record in allowed:
        record.save()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        last.save()
    told = str(caught.value)
    # SQLite names the columns of a unique index, and the name of every other kind.
    assert name in told or "UNIQUE constraint failed" in told


def test_what_a_person_has_not_saved_lies_once_an_address(db: None) -> None:
    user = factories.user()
    UnfinishedForm.objects.create(user=user, address="/a/", typed="text=b")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnfinishedForm.objects.create(user=user, address="/a/", typed="text=c")


def test_what_is_published_keeps_its_report(world: World) -> None:
    world.kept()
    with pytest.raises(models.ProtectedError):
        AnnualReport.with_deleted.get().delete()


def test_a_citizens_story_falls_with_nothing_else(world: World) -> None:
    """Every table of the report that hangs on it goes with it, and nothing that is published does."""
    cascading = {
        relation.related_model
        for relation in AnnualReport._meta.related_objects
        if relation.on_delete is models.CASCADE  # type: ignore[attr-defined]
    }
    assert CaseStory in cascading
    assert PublishedReport not in cascading
