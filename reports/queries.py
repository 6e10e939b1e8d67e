"""The report's texts, and what its completeness is judged by: eight queries, however long the report is."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from agreements.models import EvaluationAnswer
from enterprises import queries as who
from enterprises.models import Contribution, Grant, RsvPeriod

from .figures import Basis
from .indicators import Counted
from .indicators.goals import strategy_answered
from .models import (
    AnnualReport,
    CaseStory,
    PointReport,
    Recommendation,
    RecommendationAnswer,
    Section,
    StrategyPoint,
)
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


@dataclass(frozen=True)
class Followed:
    """A recommendation of an earlier report, and what the year's report answers; `followed` is None before it does."""

    pk: int
    year: int
    point: str | None
    point_letter: str | None
    point_order: int | None
    title: str
    letter: str
    order: int
    advice: str
    indicator: str
    followed: str | None
    text: str | None
    decided_on: dt.date | None
    decision: str | None
    quote: str | None
    committee: str | None

    @property
    def name(self) -> str:
        """As people call it."""
        if self.point:
            return f"Tilføjelse {self.point_letter}: {self.point}" if self.point_letter else self.point
        return self.title or f"Anbefaling {self.letter}"

    @property
    def place(self) -> tuple[Any, ...]:
        """Where it stands among others: last year's first, points in order, then those across them."""
        return (-self.year, self.point is None, self.point_order or 0, self.order, self.pk)


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
    followed: list[Followed] = field(default_factory=list)


def texts(basis: Basis) -> Texts:
    """The year's texts."""
    of_report = {"report__municipality": basis.municipality, "report__year": basis.year, "report__deleted_at": None}
    answers: defaultdict[int, list[EvaluationAnswer]] = defaultdict(list)
    for answer in _answers(basis):
        answers[answer.evaluation_id].append(answer)  # type: ignore[attr-defined]
    # One query for both: this year's across points, and the earlier ones that this year answers.
    both = Q(point=None, **of_report) | Q(pk__in=to_follow_up(basis).values("pk"))
    advised = list(with_answers(Recommendation.objects.filter(both), basis).order_by("order", "pk"))
    return Texts(
        sections=dict(Section.objects.filter(**of_report).exclude(text="").values_list("key", "text")),
        points=_points(basis, of_report),
        holistic=[row for row in advised if row.of_year == basis.year],  # type: ignore[attr-defined]
        cases=list(
            CaseStory.objects.filter(**of_report)
            .select_related("point", "placement")
            .prefetch_related("placement__hours")
        ),
        answers=dict(answers),
        enterprises=_enterprises(basis),
        overspent=list(who.overspent_grants(basis.municipality, basis.period).select_related("presence__enterprise")),
        followed=sorted(
            (_followed(row) for row in advised if row.of_year != basis.year),  # type: ignore[attr-defined]
            key=lambda one: one.place,
        ),
    )


# --- Earlier recommendations ------------------------------------------------------------------------------------------
def to_follow_up(basis: Basis) -> QuerySet[Recommendation]:
    """What the year's report answers: the recommendations of the report of the year before, and older ones it has answered.
    Nothing where the year has no report.
    """
    report = AnnualReport.objects.filter(municipality=basis.municipality, year=basis.year)
    answered = RecommendationAnswer.objects.filter(report__in=report).values("recommendation")
    there = Recommendation.objects.filter(report__municipality=basis.municipality, report__deleted_at=None)
    last_year = Q(report__year=basis.year - 1) & Q(Exists(report))
    return there.filter(last_year | Q(report__year__lt=basis.year, pk__in=answered))


def followed_columns(basis: Basis) -> dict[str, Any]:
    """What `Followed` is read from, by the names of its fields; the answer is that of the year's report."""
    report = AnnualReport.objects.filter(municipality=basis.municipality, year=basis.year)
    told = RecommendationAnswer.objects.filter(report__in=report, recommendation=OuterRef("pk")).order_by()

    def answer(path: str) -> Subquery:
        return Subquery(told.values(path)[:1])

    return {
        "pk": F("pk"),
        "year": F("report__year"),
        "point": F("point__title"),
        "point_letter": F("point__letter"),
        "point_order": F("point__order"),
        "title": F("title"),
        "letter": F("letter"),
        "order": F("order"),
        "advice": F("text"),
        "indicator": F("indicator"),
        "followed": answer("followed"),
        "text": answer("text"),
        "decided_on": answer("decision__decided_on"),
        "decision": answer("decision__title"),
        "quote": answer("decision__quote"),
        "committee": answer("decision__committee__name"),
    }


def with_answers(rows: QuerySet[Recommendation], basis: Basis) -> QuerySet[Recommendation]:
    """With the year they were given (`of_year`) and everything of the year's answer (`of_…`)."""
    return rows.annotate(**{f"of_{name}": value for name, value in followed_columns(basis).items()})


def _followed(row: Any) -> Followed:
    return Followed(**{name: getattr(row, f"of_{name}") for name in Followed.__dataclass_fields__})


def followed_among(rows: QuerySet[Recommendation], basis: Basis) -> list[Followed]:
    """Recommendations with the year's answers, in order. One query."""
    return sorted((_followed(row) for row in with_answers(rows, basis)), key=lambda one: one.place)


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
        "recommendations": bool(written.holistic)
        or any(point.recommendation for point in written.points)
        or any(one.followed for one in written.followed),
    }
    return [key for key in CHAPTERS if has[key]]


def references(counted: Counted, written: Texts) -> dict[str, str]:
    """What `{{ punkt:… }}`, `{{ afsnit:… }}` and `{{ aftale:… }}` are written as."""
    numbers = [agreement.number for agreement in counted.agreements]
    return numbering(chapters(counted, written), [point.key for point in written.points], numbers)
