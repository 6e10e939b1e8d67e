"""An evaluation sent to the enterprise: what it may read, frozen as it was sent, and the enterprise's users told.

The enterprise reads its places and courses, the answers that do not build on figures about persons, and statuses in the
fixed groups. Groups are told only where none stands for fewer persons than the municipality's threshold, and where nothing
about fewer can be had by taking what was sent earlier from it; else what was sent last is repeated, with its day.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from enterprises.models import EnterpriseMembership
from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.accounts.roles import ENTERPRISE_USER
from socialportal.common import danish
from socialportal.notices.services import tell

from ..models import Evaluation, EvaluationAnswer
from ..tabulate import may_be_subtracted, may_be_told
from . import guarded
from .evaluation import EDIT, primary_counts
from .evaluation_figures import tally_of, told_outside, values
from .places import locked

# label, codes of its statuses, how many
Cell = tuple[str, list[str], int]


def letter_of(evaluation: Evaluation) -> dict[str, Any]:
    """What the enterprise would read, ready to be kept as JSON. `left_out` are the questions whose answers are not told."""
    tally = tally_of(evaluation)
    found = values(tally) if tally else {}
    answers, left_out = [], []
    rows = EvaluationAnswer.objects.filter(evaluation=evaluation).exclude(text="").select_related("question")
    for answer in rows.order_by("question__order"):
        said = told_outside(answer.text, evaluation.agreement.number, found)
        if said is None:
            left_out.append(str(answer.question))
        else:
            answers.append([str(answer.question), said])
    cells, day = _groups(evaluation, found.get("ended", 0))
    return {
        "figures": [list(pair) for pair in _figures(found)],
        "cells": [list(cell) for cell in cells],
        "cells_as_of": day.isoformat() if day else None,
        "answers": answers,
        "left_out": left_out,
    }


def _figures(found: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """Volumes only: how many, never how they ended."""
    if "places" in found:
        yield "Pladser i brug", danish.out_of(found["in_use"], found["places"])
    if found:
        yield "Afsluttede forløb", danish.number(found["ended"])
        yield "Forløb i gang", danish.number(found["running"])


def _groups(evaluation: Evaluation, ended: int) -> tuple[list[Cell], Any]:
    """The groups as they may be told, and the day they were counted."""
    kept: Any = Evaluation.with_deleted.filter(agreement=evaluation.agreement_id, sent_copy__isnull=False)  # type: ignore[misc]
    sent = [one for one in kept if one.sent_copy["cells"] and one.sent_copy["cells_as_of"] == one.as_of.isoformat()]
    cells = _counted(evaluation)
    told = [count for *_, count in cells]
    enough = bool(cells) and may_be_told([*told, ended - sum(told)], evaluation.agreement.municipality.threshold)
    if enough and all(_apart(evaluation, cells, other) for other in sent):
        return cells, evaluation.as_of
    earlier = [one for one in sent if one.as_of <= evaluation.as_of]
    if not earlier:
        return [], None
    last = max(earlier, key=lambda one: one.as_of)
    return [(label, codes, count) for label, codes, count in last.sent_copy["cells"]], last.as_of


def _counted(evaluation: Evaluation) -> list[Cell]:
    """The fixed groups with their numbers; nothing where a status has none."""
    counted = primary_counts(evaluation)
    cells, grouped = [], set()
    for row in evaluation.public_groups.prefetch_related("types"):
        words = set(row.types.all())
        grouped |= words
        cells.append((row.label, sorted(word.code for word in words), sum(counted.get(word, 0) for word in words)))
    return cells if set(counted) <= grouped else []


def _apart(evaluation: Evaluation, cells: list[Cell], other: Any) -> bool:
    """Whether what was sent of another evaluation can stand beside these groups."""
    if other.as_of < evaluation.counted_from or evaluation.as_of < other.counted_from:
        return True
    if other.counted_from != evaluation.counted_from:
        return False
    before = {tuple(codes): count for _, codes, count in other.sent_copy["cells"]}
    after = {tuple(codes): count for _, codes, count in cells}
    return may_be_subtracted(before, after, evaluation.agreement.municipality.threshold)


def readers_of(evaluation: Evaluation) -> list[User]:
    """The enterprise's users of today, who can read what is sent."""
    held = EnterpriseMembership.objects.active_on(timezone.localdate()).filter(
        enterprise=evaluation.agreement.presence.enterprise_id,  # type: ignore[attr-defined]
        role=ENTERPRISE_USER,
        user__is_active=True,
    )
    return sorted({one.user for one in held.select_related("user")}, key=lambda user: (str(user), user.pk))


@transaction.atomic
def send_evaluation(access: Access, evaluation: Evaluation, *, expected_version: int) -> Evaluation:
    """Sends it as it stands, or sends it again. The enterprise's users are told, without a word of what it says."""
    locked(evaluation.agreement)  # two sent at once would not see each other's groups
    letter = letter_of(evaluation)
    if not letter["answers"]:
        raise ValidationError("Skriv mindst ét svar, som virksomheden må læse, før evalueringen sendes.")
    evaluation.sent_on, evaluation.sent_copy = timezone.localdate(), letter
    saved = guarded.change(access, EDIT, evaluation, expected_version=expected_version, verb="sent")
    for user in readers_of(evaluation):
        tell(
            user=user,
            kind="evaluering",
            subject="Kommunen har sendt jer en evaluering",
            text=f"{evaluation.agreement.municipality.full_name} har evalueret jeres samarbejdsaftale, opgjort pr. "
            f"{danish.date(evaluation.as_of)}. Evalueringen kan læses i portalen.",
            url=reverse("agreements:evaluation-letter", args=[evaluation.pk]),
            key=f"evaluation-sent:{evaluation.pk}:{saved.version}:{user.pk}",
        )
    return saved


@transaction.atomic
def withdraw_evaluation(access: Access, evaluation: Evaluation, *, expected_version: int) -> Evaluation:
    """The enterprise can no longer read it. What it did read is kept, for what is sent later is held against it."""
    if evaluation.sent_on is None:
        raise ValidationError("Evalueringen er ikke sendt.")
    evaluation.sent_on = None
    return guarded.change(access, EDIT, evaluation, expected_version=expected_version, verb="withdrawn")
