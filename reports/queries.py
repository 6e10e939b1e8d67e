"""The report's texts, and what its completeness is judged by: eight queries, however long the report is."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from agreements.models import EvaluationAnswer
from enterprises import queries as who
from enterprises.models import Contribution, Grant, RsvPeriod

from .figures import Basis
from .indicators import Counted
from .indicators.goals import strategy_answered
from .models import CaseStory, PointReport, Recommendation, Section, StrategyPoint
from .placeholders import numbering
from .terms import CHAPTERS


@dataclass(frozen=True)
class Point:
    """A strategy point with what the year's report says of it; None where nothing is written."""

    pk: int
    key: str
    title: str
    origin: str
    letter: str
    introduction: str | None
    happened: str | None
    recommendation: str | None

    @property
    def name(self) -> str:
        """As people call it."""
        return f"Tilføjelse {self.letter}: {self.title}" if self.letter else self.title


@dataclass(frozen=True)
class Listed:
    """An enterprise that the report introduces, and what it has sent for it that is approved."""

    pk: int
    name: str
    slug: str
    contribution: int | None
    presentation: str | None
    declared: int | None
    unsourced: bool
    waiting: int | None = None  # a contribution that is not approved, and so not printed


@dataclass(frozen=True, eq=False)
class Texts:
    """Everything that is written for a year's report."""

    sections: dict[str, str]
    points: list[Point]
    holistic: list[Recommendation]
    cases: list[CaseStory]
    answers: dict[int, list[EvaluationAnswer]]
    enterprises: list[Listed]
    overspent: list[Grant]


def texts(basis: Basis) -> Texts:
    """The year's texts."""
    of_report = {"report__municipality": basis.municipality, "report__year": basis.year, "report__deleted_at": None}
    answers: defaultdict[int, list[EvaluationAnswer]] = defaultdict(list)
    for answer in _answers(basis):
        answers[answer.evaluation_id].append(answer)  # type: ignore[attr-defined]
    return Texts(
        sections=dict(Section.objects.filter(**of_report).exclude(text="").values_list("key", "text")),
        points=_points(basis, of_report),
        holistic=list(Recommendation.objects.filter(point=None, **of_report)),
        cases=list(
            CaseStory.objects.filter(**of_report)
            .select_related("point", "placement")
            .prefetch_related("placement__hours")
        ),
        answers=dict(answers),
        enterprises=_enterprises(basis),
        overspent=list(who.overspent_grants(basis.municipality, basis.period).select_related("presence__enterprise")),
    )


def _answers(basis: Basis) -> Any:
    return (
        EvaluationAnswer.objects.filter(
            evaluation__agreement__municipality=basis.municipality,
            evaluation__as_of__gte=basis.period.first,
            evaluation__as_of__lte=basis.period.last,
            evaluation__deleted_at=None,
        )
        .select_related("question", "evaluation__agreement")
        .order_by("evaluation__as_of", "question__order")
    )


def _points(basis: Basis, of_report: dict[str, Any]) -> list[Point]:
    told = PointReport.objects.filter(point=OuterRef("pk"), **of_report)
    advised = Recommendation.objects.filter(point=OuterRef("pk"), **of_report)
    rows = (
        StrategyPoint.objects.filter(strategy=strategy_answered(basis))
        .annotate(
            introduction=Subquery(told.values("introduction")[:1]),
            happened=Subquery(told.values("happened")[:1]),
            recommendation=Subquery(advised.values("text")[:1]),
        )
        .order_by("order", "pk")
    )
    return [Point(**{name: getattr(row, name) for name in Point.__dataclass_fields__}) for row in rows]


def _enterprises(basis: Basis) -> list[Listed]:
    written = Contribution.objects.filter(
        who.living(basis.municipality), presence__enterprise=OuterRef("pk"), year=basis.year
    ).order_by("pk")
    sent = written.approved()  # type: ignore[attr-defined]
    registered = RsvPeriod.objects.filter(enterprise=OuterRef("pk"), source="").registered().overlapping(basis.period)
    rows: Any = who.listed_enterprises(basis.municipality, basis.period).annotate(
        contribution=Subquery(sent.values("pk")[:1]),
        presentation=Subquery(sent.values("presentation")[:1]),
        declared=Subquery(sent.values("placements_other_channels")[:1]),
        unsourced=Exists(registered),
        waiting=Subquery(written.exclude(state=Contribution.State.APPROVED).values("pk")[:1]),
    )
    names = list(Listed.__dataclass_fields__)
    return [Listed(**row) for row in rows.order_by("name", "pk").values(*names)]


# --- Chapters and references ------------------------------------------------------------------------------------------


def chapters(counted: Counted, written: Texts) -> list[str]:
    """The chapters that have something to tell, in order; what is absent is left out."""
    figures = counted.figures

    def some(*names: str) -> bool:
        return any((figures[name].value or Decimal(0)) > 0 for name in names)

    has = {
        "introduction": True,
        "enterprises": True,
        "registration": some("rsv_registered", "rsv_in_progress") or "registration" in written.sections,
        "network": some("network_meetings") or "network" in written.sections,
        "stories": some("stories"),
        "points": bool(written.points),
        "recommendations": bool(written.holistic) or any(point.recommendation for point in written.points),
    }
    return [key for key in CHAPTERS if has[key]]


def references(counted: Counted, written: Texts) -> dict[str, str]:
    """What `{{ punkt:… }}`, `{{ afsnit:… }}` and `{{ aftale:… }}` are written as."""
    numbers = [agreement.number for agreement in counted.agreements]
    return numbering(chapters(counted, written), [point.key for point in written.points], numbers)
