"""Evaluering: the eight questions answered, and the fixed groups that the public edition prints."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Evaluation, EvaluationAnswer, EvaluationQuestion, Outcome, OutcomeType, PublicGroup
from ..queries import courses_ended
from . import guarded
from .dates import check_happened
from .numbers import refuse_numbers

EDIT = "agreements.edit_evaluation"


@dataclass(frozen=True)
class Group:
    """A public group as somebody wants it."""

    label: str
    types: frozenset[OutcomeType]


@transaction.atomic
def record_evaluation(
    access: Access,
    evaluation: Evaluation,
    *,
    answers: Mapping[EvaluationQuestion, str] | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Evaluation:
    """Saves a new evaluation with its answers, by question."""
    _check(evaluation)
    guarded.add(access, EDIT, evaluation, links=links, reason=reason)
    _answer(evaluation, answers or {})
    return evaluation


@transaction.atomic
def correct_evaluation(
    access: Access,
    evaluation: Evaluation,
    *,
    expected_version: int,
    answers: Mapping[EvaluationQuestion, str] | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Evaluation:
    """Rettelse of dates and answers; questions not among the answers keep theirs."""
    _check(evaluation)
    parts = _answer(evaluation, answers or {})
    return guarded.change(
        access, EDIT, evaluation, expected_version=expected_version, links=links, reason=reason, parts=parts
    )


def remove_evaluation(access: Access, evaluation: Evaluation, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash, with answers and groups."""
    guarded.remove(access, EDIT, evaluation, expected_version=expected_version, reason=reason)


def restore_evaluation(access: Access, evaluation: Evaluation) -> Evaluation:
    """Back from the trash."""
    return guarded.restore(access, EDIT, evaluation)


@transaction.atomic
def set_public_groups(
    access: Access, evaluation: Evaluation, *, expected_version: int, groups: Sequence[Group], reason: str = ""
) -> list[str]:
    """Fixes the groups. They share no status, and every status that ended courses have as their most important is in one.

    Returns warnings: groups that stand for fewer persons than the municipality's threshold, which are merged or withheld
    before anything is published.
    """
    demand(access, EDIT, evaluation)
    guarded.refuse_cpr_in({f"label-{number}": group.label for number, group in enumerate(groups, start=1)})
    counted = primary_counts(evaluation)
    _check_groups(groups, counted)
    rows = list(evaluation.public_groups.prefetch_related("types"))
    before = [Group(row.label, frozenset(row.types.all())) for row in rows]
    parts = {} if before == list(groups) else {"offentlige grupper": [_told(before), _told(groups)]}
    guarded.change(access, EDIT, evaluation, expected_version=expected_version, reason=reason, parts=parts)
    for order, group in enumerate(groups, start=1):
        row = rows[order - 1] if order <= len(rows) else PublicGroup(evaluation=evaluation)
        row.label, row.order = group.label, order
        guarded.save_part(row)
        row.types.set(group.types)
    for row in rows[len(groups) :]:
        guarded.drop_part(row)
    return thin_groups(evaluation, groups, counted)


def primary_counts(evaluation: Evaluation) -> dict[OutcomeType, int]:
    """How many of the courses that the evaluation counts as ended have each status as their most important one."""
    ended = courses_ended(evaluation.agreement_id, evaluation.period)  # type: ignore[attr-defined]
    found: dict[OutcomeType, int] = {}
    for row in Outcome.objects.filter(course__in=ended, primary=True).select_related("type").order_by("type__order"):
        found[row.type] = found.get(row.type, 0) + 1
    return found


def thin_groups(evaluation: Evaluation, groups: Sequence[Group], counted: Mapping[OutcomeType, int]) -> list[str]:
    """A sentence for each group that stands for fewer persons than the municipality's threshold, and for none at all."""
    threshold = evaluation.agreement.municipality.threshold
    told = []
    for group in groups:
        persons = sum(counted.get(word, 0) for word in group.types)
        if 0 < persons < threshold:
            told.append(
                f"”{group.label}” er kun {danish.count(persons, 'forløb', 'forløb')}. Kommunens mindste antal er "
                f"{threshold}, så gruppen må lægges sammen med en anden, før noget offentliggøres."
            )
    return told


def _check_groups(groups: Sequence[Group], counted: Mapping[OutcomeType, int]) -> None:
    for number, group in enumerate(groups, start=1):
        if not group.label.strip():
            raise ValidationError({f"label-{number}": "Skriv, hvad gruppen hedder."})
        if not group.types:
            raise ValidationError(
                {f"label-{number}": f"Der er ingen status i ”{group.label}”. Vælg en, eller fjern gruppen."}
            )
    seen: set[OutcomeType] = set()
    for group in groups:
        twice = seen & group.types
        if twice:
            raise ValidationError(f"{_names(twice)} er i to grupper. Hver status må kun være i én.")
        seen |= group.types
    missing = [word for word in counted if word not in seen]
    if missing:
        raise ValidationError(
            f"{_names(missing)} er ikke i nogen gruppe. Alle statusser, der forekommer, skal være med."
        )


def _told(groups: Sequence[Group]) -> str:
    return "; ".join(f"{group.label}: {danish.listing(sorted(str(word) for word in group.types))}" for group in groups)


def _names(words: Collection[OutcomeType]) -> str:
    return danish.listing(f"”{word}”" for word in sorted(words, key=lambda word: word.order))


def _check(evaluation: Evaluation) -> None:
    check_happened(evaluation.as_of, "as_of")
    begun = evaluation.agreement.valid_from
    if begun and evaluation.counted_from < begun:
        raise ValidationError(
            {"counted_from": f"Aftalen begyndte {danish.date(begun)}. Tæl fra den dag eller en senere."}
        )


def _answer(evaluation: Evaluation, answers: Mapping[EvaluationQuestion, str]) -> guarded.Parts:
    """Saves what is different, and tells it by question."""
    before = {answer.question_id: answer for answer in evaluation.answers.all()}  # type: ignore[attr-defined]
    parts = {}
    for question, text in answers.items():
        answer = before.get(question.pk) or EvaluationAnswer(evaluation=evaluation, question=question)
        if answer.text != text:
            parts[str(question)] = [answer.text, text]
            answer.text = text
            _save_answer(answer)
    return parts


def _save_answer(answer: EvaluationAnswer) -> None:
    """An error in an answer is named by its question, so that a form with eight can show where."""
    try:
        refuse_numbers({"text": answer.text}, answer.evaluation.municipality_id)
        guarded.save_part(answer)
    except ValidationError as error:
        raise ValidationError({f"answer-{answer.question.code}": error.messages}) from error
