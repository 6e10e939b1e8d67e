"""Opmærksomhedspunkter: each appears when it should, and goes away when it is mended."""

from collections.abc import Callable
from typing import Any

import pytest

from agreements.models import Course, EvaluationAnswer, EvaluationQuestion, Plan, PublicGroup, Terms
from enterprises.models import Contribution, Donor, Grant, RsvPeriod
from reports import findings, indicators, queries
from reports.figures import Basis
from reports.findings import Finding
from reports.models import (
    AnnualReport,
    CaseStory,
    Goal,
    GoalStatement,
    PointReport,
    Recommendation,
    Section,
    StrategyPoint,
)
from socialportal.accounts.models import Municipality

from . import records, slagelse_2018
from .records import D

pytestmark = pytest.mark.django_db


def found(place: Municipality, year: int = 2018) -> list[Finding]:
    basis = Basis.of(place, year)
    return findings.find(indicators.count(basis), queries.texts(basis))


def codes(place: Municipality) -> set[str]:
    return {finding.code for finding in found(place)}


@pytest.fixture
def place() -> Municipality:
    """Slagelse 2018 with nothing left to mend."""
    made = slagelse_2018.build()
    RsvPeriod.objects.update(source="cvr.dk")
    question = EvaluationQuestion.objects.get(code="in-use")
    for number in (1, 2):
        evaluation = slagelse_2018.Agreement.objects.get(number=number).evaluations.get()
        EvaluationAnswer.objects.create(evaluation=evaluation, question=question, text="Fordi det var sommer.")
    return made


def test_what_is_right_is_only_information(place: Municipality) -> None:
    assert [(f.code, f.severity) for f in found(place)] == [("more-outcomes-than-courses", "info")]


def _point() -> StrategyPoint:
    return StrategyPoint.objects.get(key="point-3")


def _evaluation(number: int) -> Any:
    return slagelse_2018.Agreement.objects.get(number=number).evaluations.get()


BROKEN: dict[str, tuple[Callable[[Municipality], object], str]] = {
    "missed-goal-unexplained": (lambda p: GoalStatement.objects.all().delete(), "goal inhouse"),
    "goal-not-measured": (lambda p: Goal.objects.filter(key="jobs").update(indicator="nothing"), "goal jobs"),
    "enterprise-without-contribution": (lambda p: Contribution.objects.first().delete(), "enterprise "),  # type: ignore[union-attr]
    "contribution-not-approved": (
        lambda p: Contribution.objects.filter(order=4).update(state="submitted"),
        "enterprise ",
    ),
    "contribution-length": (lambda p: Contribution.objects.update(presentation="kort"), "enterprise "),
    "other-channels-undeclared": (
        lambda p: Contribution.objects.filter(placements_other_channels=10).update(placements_other_channels=None),
        "enterprise ",
    ),
    "rsv-without-source": (lambda p: RsvPeriod.objects.filter(state="registered").update(source=""), "enterprise "),
    "donors-exceed-grant": (lambda p: Donor.objects.update(amount=10_000_000), "grant "),
    "point-without-report": (
        lambda p: PointReport.objects.filter(point=_point()).update(happened=" "),
        "point point-3",
    ),
    "point-without-recommendation": (
        lambda p: Recommendation.objects.filter(point=_point()).delete(),
        "point point-3",
    ),
    "agreement-not-evaluated": (lambda p: records.agreement(records.presence(p), 3), "agreement 3"),
    "course-without-outcome": (
        lambda p: Course.objects.filter(agreement__number=1, ended_on__isnull=False).first().outcomes.all().delete(),  # type: ignore[union-attr]
        "agreement 1",
    ),
    "course-without-plan": (lambda p: Plan.objects.filter(course__agreement__number=2).delete(), "agreement 2"),
    "agreement-without-terms": (lambda p: Terms.objects.filter(agreement__number=2).delete(), "agreement 2"),
    "running-beyond-places": (
        lambda p: Terms.objects.filter(agreement__number=2).update(places_optional=0),
        "agreement 2",
    ),
    "half-empty-places": (
        lambda p: EvaluationAnswer.objects.filter(evaluation=_evaluation(1)).update(text=" "),
        "agreement 1",
    ),
    "public-groups-not-usable": (lambda p: PublicGroup.objects.filter(label="andet").delete(), "agreement 1"),
    "case-without-consent": (
        lambda p: CaseStory.objects.create(report=AnnualReport.objects.get(), point=_point(), text="En mand."),
        "case point-3",
    ),
    "unknown-placeholder": (lambda p: Section.objects.update(text="{{ enterprise_active }}"), "section introduction"),
    "withheld-without-alternative": (
        lambda p: Section.objects.update(text="{{ agreement.2.stopped }}"),
        "section introduction",
    ),
    "figure-not-known": (
        lambda p: (
            Contribution.objects.update(placements_other_channels=None),
            Section.objects.update(text="{{ placements_other_channels }}"),
        ),
        "section introduction",
    ),
}


@pytest.mark.parametrize("code", BROKEN)
def test_what_is_missing_is_found(place: Municipality, code: str) -> None:
    breaking, where = BROKEN[code]
    assert code not in codes(place)
    breaking(place)
    hits = [finding for finding in found(place) if finding.code == code]
    assert hits
    assert hits[0].where.startswith(where)
    assert hits[0].message[0].isupper() or hits[0].message[0].isdigit()
    assert "{{" not in hits[0].message or code == "unknown-placeholder"
    assert hits[0].url_name.partition(":")[0] in {"reports", "agreements", "enterprises"}
    assert hits[0].args


def test_every_finding_has_a_test() -> None:
    import inspect
    import re

    from reports.placeholders import Trouble

    source = inspect.getsource(findings)
    told = set(re.findall(r'_(?:warn|tell)\(\s*"([a-z-]+)"', source)) | {str(trouble) for trouble in Trouble}
    assert told == set(BROKEN) | {"more-outcomes-than-courses"}


def test_messages_say_how_many() -> None:
    place = slagelse_2018.build()
    Plan.objects.filter(course__agreement__number=2, course__ended_on=None).delete()
    Terms.objects.filter(agreement__number=2).update(places=4, places_optional=2)
    messages = {f.code: f.message.replace("\u00a0", " ") for f in found(place)}
    assert messages["course-without-plan"] == "Der står ikke noget om individuel plan på 9 forløb i aftale 2"
    assert messages["running-beyond-places"] == "3 forløb i gang ud over pladserne i aftale 2"
    assert messages["half-empty-places"] == (
        "4 af 8 pladser er i brug i aftale 1, og der mangler en sætning, som forklarer det"
    )


@pytest.mark.parametrize(("words", "told"), [(79, True), (80, False), (250, False), (251, True)])
def test_a_presentation_is_80_to_250_words(place: Municipality, words: int, told: bool) -> None:
    Contribution.objects.filter(order=4).update(presentation=" ".join(["ord"] * words))
    assert ("contribution-length" in codes(place)) is told


def test_donors_may_sum_to_the_grant_and_deleted_ones_are_gone(place: Municipality) -> None:
    grant = Grant.objects.get(amount=150_000)
    assert "donors-exceed-grant" not in codes(place)
    extra = Donor.objects.create(grant=grant, name="En til", amount=1)
    (finding,) = [f for f in found(place) if f.code == "donors-exceed-grant"]
    assert finding.args == (grant.pk,)
    assert "150.001 kr." in finding.message.replace("\u00a0", " ")
    extra.deleted_at = extra.changed_at
    extra.save()
    assert "donors-exceed-grant" not in codes(place)


def test_an_alternative_is_enough_and_a_story_without_consent_is_not_public(place: Municipality) -> None:
    Section.objects.update(text='{{ agreement.2.stopped|ord|ellers:"nogle få" }} er stoppet.')
    assert "withheld-without-alternative" not in codes(place)
    job = records.placement(slagelse_2018.Presence.objects.first(), start=D(2016, 9, 8))  # type: ignore[arg-type]
    job.hours.create(valid_from=D(2016, 9, 8), hours_per_week=5)
    CaseStory.objects.create(
        report=AnnualReport.objects.get(), point=_point(), text="{{ case.hours_start }} timer", placement=job
    )
    assert codes(place) == {"more-outcomes-than-courses", "case-without-consent"}
    Section.objects.update(text="{{ case.hours_start }}")
    assert "unknown-placeholder" in codes(place), "en fortællings tal hører til i den"


def test_a_municipality_with_two_enterprises_and_nothing_else() -> None:
    small = records.municipality("0621")
    for _ in range(2):
        records.presence(small)
    assert {f.code for f in found(small)} == {"enterprise-without-contribution"}
