"""Answers to earlier recommendations: what became of each, told in the year's report."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.common.records import Conflict

from ..figures import Basis
from ..indicators.scalars import SCALARS
from ..models import AnnualReport, Recommendation, RecommendationAnswer
from ..queries import to_follow_up
from .report import EDIT
from .texts import check_figures, same_place
from .writing import tidy

OPEN = (RecommendationAnswer.Followed.PARTLY, RecommendationAnswer.Followed.NO)


def may_be_carried_on(report: AnnualReport) -> QuerySet[Recommendation]:
    """Older recommendations whose last answer before this report was that they are not followed, or partly only."""
    before = RecommendationAnswer.objects.filter(
        recommendation=OuterRef("pk"), report__deleted_at=None, report__year__lt=report.year
    )
    last = Subquery(before.order_by("-report__year").values("followed")[:1])
    older = Recommendation.objects.filter(
        report__municipality=report.municipality, report__deleted_at=None, report__year__lt=report.year - 1
    )
    return older.annotate(last=last).filter(last__in=OPEN)


def answerable(report: AnnualReport) -> QuerySet[Recommendation]:
    """All that the report may answer: last year's, those still open, and those it has answered already."""
    asked = to_follow_up(Basis.of(report.municipality, report.year)).values("pk")
    found = Recommendation.objects.filter(pk__in=asked)
    return found | Recommendation.objects.filter(pk__in=may_be_carried_on(report).values("pk"))


def _check(answer: RecommendationAnswer) -> None:
    answer.text = tidy(answer.text)
    if not answerable(answer.report).filter(pk=answer.recommendation.pk).exists():
        raise ValidationError("Rapporten kan kun svare på sidste års anbefalinger og på dem, der endnu ikke er fulgt.")
    if answer.followed in OPEN and not answer.text:
        raise ValidationError({"text": "Skriv, hvorfor anbefalingen ikke er fulgt helt."})
    same_place(answer, decision=[answer.decision] if answer.decision else [])
    check_figures(answer.report, text=answer.text)


@transaction.atomic
def give_answer(
    access: Access, answer: RecommendationAnswer, *, expected_version: int, links: Any = None
) -> RecommendationAnswer:
    """Saves what became of a recommendation: the first time as a new answer, then as a correction.

    Raises ValidationError when the reason is missing; Conflict also when somebody else answered meanwhile.
    """
    demand(access, EDIT, answer)
    _check(answer)
    AnnualReport.with_deleted.select_for_update().get(pk=answer.report.pk)  # two who answer first queue here
    there = RecommendationAnswer.objects.filter(report=answer.report, recommendation=answer.recommendation).first()
    if there is None:
        if answer.pk:  # taken away while this was written: it is written anew
            answer.pk, answer.version, answer._state.adding = None, 1, True
        return guarded.add(access, EDIT, answer, links=links)
    if answer.pk != there.pk:
        raise Conflict(there)
    return guarded.change(access, EDIT, answer, expected_version=expected_version, links=links)


@transaction.atomic
def remove_answer(access: Access, answer: RecommendationAnswer, *, expected_version: int, reason: str = "") -> None:
    """Takes an answer away, to the trash. Raises Conflict."""
    guarded.remove(access, EDIT, answer, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_answer(access: Access, answer: RecommendationAnswer) -> RecommendationAnswer:
    """Brings it back. Raises ValidationError when the recommendation was answered anew meanwhile."""
    return guarded.restore(access, EDIT, answer)


@transaction.atomic
def follow_on(access: Access, advice: Recommendation, *, expected_version: int, links: Any = None) -> Recommendation:
    """Chooses the figure that the recommendation is followed on next year, or none. Raises ValidationError, Conflict."""
    demand(access, EDIT, advice)
    if advice.indicator and advice.indicator not in SCALARS:
        raise ValidationError({"indicator": "Vælg et af de tal, portalen regner ud."})
    return guarded.change(access, EDIT, advice, expected_version=expected_version, links=links)
