"""The report's rows as `queries.Texts`, which chapters, findings and figures are judged by: without asking again."""

from collections import defaultdict
from decimal import Decimal
from types import SimpleNamespace

from agreements.models import Agreement, Evaluation, EvaluationAnswer, EvaluationQuestion
from enterprises.models import Enterprise, Grant, Presence
from socialportal.common.collation import sort_key
from socialportal.common.periods import Period

from ..models import Recommendation
from ..queries import Listed, Point, Texts
from .rows import Rows


def texts_of(rows: Rows, period: Period) -> Texts:
    """The same as `queries.texts` reads; the records in it are not for saving."""
    advice = {row.point_id: row.text for row in rows.advice if row.point_id is not None}
    points = sorted(rows.point, key=lambda row: (row.order, row.pk))
    return Texts(
        sections={row.key: row.text for row in rows.section},
        points=[
            Point(
                row.pk, row.key, row.title, row.origin, row.letter, row.introduction, row.happened, advice.get(row.pk)
            )
            for row in points
        ],
        holistic=[
            Recommendation(pk=row.pk, letter=row.letter, title=row.title, background=row.background, text=row.text)
            for row in sorted(rows.advice, key=lambda row: (row.order, row.pk))
            if row.point_id is None
        ],
        cases=_cases(rows),
        answers=_answers(rows),
        enterprises=_listed(rows, period),
        overspent=_overspent(rows),
    )


def _cases(rows: Rows) -> list:
    """Stories whose job knows its hours."""
    points = {row.pk: row for row in rows.point}
    made = []
    for row in sorted(rows.case, key=lambda row: row.pk):
        if row.point_id not in points:
            continue
        steps = [step for step in rows.hours if step.placement_id == row.placement_id]
        hours = SimpleNamespace(all=lambda steps=steps: steps)
        made.append(
            SimpleNamespace(
                pk=row.pk,
                point=points[row.point_id],
                point_id=row.point_id,
                text=row.text,
                consent_on=row.consent_on,
                placement=SimpleNamespace(hours=hours) if row.placement_id else None,
            )
        )
    return made


def _answers(rows: Rows) -> dict[int, list[EvaluationAnswer]]:
    made: defaultdict[int, list[EvaluationAnswer]] = defaultdict(list)
    for row in sorted(rows.answer, key=lambda row: (row.agreement, row.evaluation_id, row.order, row.code)):
        evaluation = Evaluation(pk=row.evaluation_id, agreement=Agreement(number=row.agreement))
        question = EvaluationQuestion(code=row.code, name=row.question, order=row.order)
        made[row.evaluation_id].append(EvaluationAnswer(evaluation=evaluation, question=question, text=row.text))
    return dict(made)


def _listed(rows: Rows, period: Period) -> list[Listed]:
    """Each enterprise once, with the contribution it sent, whichever of its presences that hangs on."""
    sent = {row.enterprise_id: row for row in rows.enterprise if row.contribution_id}
    waits = {row.enterprise_id: row.waiting_id for row in rows.enterprise if row.waiting_id}
    made = {
        row.enterprise_id: Listed(
            pk=row.enterprise_id,
            name=row.name,
            slug=row.slug,
            contribution=told.contribution_id,
            presentation=told.presentation,
            declared=told.declared,
            unsourced=row.unsourced,
            waiting=waits.get(row.enterprise_id),
        )
        for row in rows.listed_in(period)
        for told in [sent.get(row.enterprise_id, row)]
    }
    return sorted(made.values(), key=lambda one: (sort_key(one.name), one.pk))


def _overspent(rows: Rows) -> list[Grant]:
    names = {row.enterprise_id: row.name for row in rows.enterprise}
    given: defaultdict[int, Decimal] = defaultdict(Decimal)
    for donor in rows.donor:
        given[donor.grant_id] += donor.amount or 0
    made = []
    for row in rows.grant:
        if given[row.pk] > row.amount:
            presence = Presence(enterprise=Enterprise(name=names.get(row.enterprise_id, "")))
            grant = Grant(pk=row.pk, amount=row.amount, presence=presence)
            grant.donated = given[row.pk]  # type: ignore[attr-defined]
            made.append(grant)
    return made
