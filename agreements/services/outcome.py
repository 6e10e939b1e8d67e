"""Status efter endt forløb: one most important, any number of further ones."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access

from ..models import Course, Outcome, OutcomeType
from . import guarded

EDIT = "agreements.edit_course"


def check_statuses(
    primary: OutcomeType, further: Collection[OutcomeType], day: dt.date, *, before: Collection[OutcomeType] = ()
) -> None:
    """The most important one is not also a further one, and all are in use on the day or were there before."""
    if primary in further:
        raise ValidationError({"further": f"”{primary}” er allerede den vigtigste status. Fjern det ene kryds."})
    for field, types in (("primary", [primary]), ("further", further)):
        for word in types:
            if word not in before:
                guarded.check_in_use(word, day, field)


@transaction.atomic
def correct_outcomes(
    access: Access,
    course: Course,
    *,
    expected_version: int,
    primary: OutcomeType,
    further: Iterable[OutcomeType] = (),
    reason: str = "",
) -> Course:
    """Rettelse of an ended course's statuses."""
    if not course.ended_on:
        raise ValidationError("Forløbet er i gang. Status skrives, når det afsluttes.")
    further = list(further)
    check_statuses(primary, further, course.ended_on, before=[row.type for row in course.outcomes.all()])
    parts = set_outcomes(course, primary=primary, further=further)
    return guarded.change(access, EDIT, course, expected_version=expected_version, reason=reason, parts=parts)


def set_outcomes(course: Course, *, primary: OutcomeType, further: Collection[OutcomeType]) -> guarded.Parts:
    """Makes the rows what they are to be, touching only those that differ, and tells what changed. What goes goes first:
    there is only ever one most important status.
    """
    before = _told(course)
    wanted = {primary.pk: (primary, True)} | {word.pk: (word, False) for word in further}
    kept: dict[int, Outcome] = {}
    for row in list(course.outcomes.all()):
        if row.type_id in wanted:  # type: ignore[attr-defined]
            kept[row.type_id] = row  # type: ignore[attr-defined]
        else:
            guarded.drop_part(row)
    for becomes_primary in (False, True):
        for pk, row in kept.items():
            if wanted[pk][1] is becomes_primary and row.primary is not becomes_primary:
                row.primary = becomes_primary
                guarded.save_part(row)
    for pk, (word, is_primary) in wanted.items():
        if pk not in kept:
            guarded.save_part(Outcome(course=course, type=word, primary=is_primary))
    return _difference(before, _told(course))


def clear_outcomes(course: Course) -> guarded.Parts:
    """All statuses go when the course is reopened."""
    before = _told(course)
    for row in list(course.outcomes.all()):
        guarded.drop_part(row)
    return _difference(before, "")


def _told(course: Course) -> str:
    """The statuses in words, the most important first."""
    return ", ".join(str(row.type) for row in Outcome.objects.filter(course=course).select_related("type"))


def _difference(before: str, after: str) -> guarded.Parts:
    return {"status efter endt forløb": [before, after]} if before != after else {}
