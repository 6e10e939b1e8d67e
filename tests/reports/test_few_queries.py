"""The number of queries is the same for 3 and for 30 of everything, and small."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import (
    Collaboration,
    EvaluationAnswer,
    EvaluationQuestion,
    Initiative,
    Participation,
    PlacementType,
)
from enterprises.models import Contribution, Donor, Grant, RsvPeriod
from reports import editions, exports, indicators, queries
from reports.editions import Edition
from reports.figures import Basis
from reports.models import AnnualReport, CaseStory, Goal, PointReport, Recommendation, Section, Strategy, StrategyPoint
from reports.terms import SECTIONS
from socialportal.accounts.models import Municipality

from . import records
from .records import D

pytestmark = pytest.mark.django_db
MOST = 20


def filled(times: int) -> Municipality:
    """A municipality with so many of everything."""
    place = records.municipality(figures_from=2010)
    strategy = Strategy.objects.create(municipality=place, title="Strategi")
    report = AnnualReport.objects.create(municipality=place, year=2018)
    initiative = Initiative.objects.create(municipality=place, key="i", name="I", participants_counted=True)
    for key in list(SECTIONS)[:times]:
        Section.objects.create(report=report, key=key, text="{{ enterprises_active }} {{ agreement.1.ended }}")
    for index in range(times):
        where = records.presence(place)
        RsvPeriod.objects.create(enterprise=where.enterprise, state="registered")
        Contribution.objects.create(
            presence=where, year=2018, presentation="ord", placements_other_channels=1, state="approved"
        )
        grant = Grant.objects.create(presence=where, year=2018, amount=10, purpose="x")
        Donor.objects.create(grant=grant, name="Fond", amount=20)
        Collaboration.objects.create(presence=where, partner_name="Comwell", valid_from=D(2018, 4, 1))
        Participation.objects.create(initiative=initiative, presence=where)
        kind = PlacementType.objects.create(code=f"type-{index}", name=f"Type {index}")
        job = records.placement(where, kind.code)
        job.hours.create(valid_from=D(2018, 3, 1), hours_per_week=5)
        agreement = records.agreement(where, index + 1)
        evaluation = records.evaluation(
            agreement, D(2015, 7, 1), D(2018, 6, 30), {"Alle": ["fleksjob"], "Andre": ["prison"]}
        )
        EvaluationAnswer.objects.create(
            evaluation=evaluation, question=EvaluationQuestion.objects.get(code="in-use"), text="{{ year }}"
        )
        for _ in range(2):
            records.course(agreement, D(2016, 1, 1), D(2018, 1, 1), outcomes=("fleksjob", "prison"))
        point = StrategyPoint.objects.create(strategy=strategy, key=f"p{index}", title="Punkt", order=index)
        PointReport.objects.create(report=report, point=point, introduction="{{ year }}", happened="Sket")
        Recommendation.objects.create(report=report, point=point, text="Vi anbefaler {{ goal.g0.target }}")
        Recommendation.objects.create(report=report, letter="A", text="Helhed")
        CaseStory.objects.create(report=report, point=point, text="{{ case.hours_start }}", placement=job)
        Goal.objects.create(
            strategy=strategy, key=f"g{index}", label="Mål", kind="stock", target=3, indicator="stories"
        )
    return place


def everything(code: str) -> dict[str, Any]:
    """From the municipality's code to the JSON, as the command does it."""
    place = Municipality.objects.get(code=code)
    basis = Basis.of(place, 2018)
    counted, written = indicators.count(basis), queries.texts(basis)
    exports.figures_json(editions.printed(counted, Edition.PUBLIC), written)
    return exports.figures_json(editions.printed(counted, Edition.INTERNAL), written)


@pytest.mark.parametrize("times", [3, 30])
def test_the_whole_report_takes_the_same_few_queries(times: int) -> None:
    place = filled(times)
    with CaptureQueriesContext(connection) as asked:
        found = everything(place.code)
    assert found["figures"]["enterprises_active"] == times
    assert len(found["agreements"]) == times
    assert len(asked) == MOST, [query["sql"][:90] for query in asked]


def test_one_figure_takes_one_query() -> None:
    place = filled(3)
    with CaptureQueriesContext(connection) as asked:
        assert indicators.figure("placements_via_municipality", place, 2018).value == 3
    assert len(asked) == 1
