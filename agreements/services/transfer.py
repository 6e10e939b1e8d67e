"""Overførsel: a participant goes on under another agreement. The course ends as transferred, and one that continues it begins
the same day; both or neither.
"""

import datetime as dt
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.common import danish

from ..models import Agreement, Course, OutcomeType
from .course import end_course, start_course
from .dates import check_same_place
from .places import locked

TRANSFERRED = "transferred"


@transaction.atomic
def transfer_course(
    access: Access,
    course: Course,
    *,
    expected_version: int,
    moved_on: dt.date,
    agreement: Agreement,
    over_capacity_reason: str = "",
) -> Course:
    """Answers with the new course, which has a plan of its own to be made and takes a place. The mentor goes along when the
    enterprise is the same.

    Locks the agreement before the course, as everybody does who takes a place.
    """
    if course.agreement == agreement:
        raise ValidationError({"agreement": "Forløbet hører allerede til den aftale. Vælg en anden."})
    check_same_place(agreement.municipality_id, course.municipality_id, "agreement")  # type: ignore[attr-defined]
    locked(agreement)
    ended = _told("moved_on", lambda: _end(access, course, expected_version, moved_on))
    successor = Course(
        participant=ended.participant,
        agreement=agreement,
        presence=agreement.presence,
        started_on=moved_on,
        continues=ended,
        beside_treatment=ended.beside_treatment,
        mentor=ended.mentor if agreement.presence.enterprise == ended.presence.enterprise else None,
        over_capacity_reason=over_capacity_reason,
    )
    return _told("moved_on", lambda: start_course(access, successor))


def _end(access: Access, course: Course, expected_version: int, moved_on: dt.date) -> Course:
    if moved_on <= course.started_on:
        begun = danish.date(course.started_on)
        raise ValidationError(
            {"moved_on": f"Forløbet begyndte {begun}. Vælg en senere dag, eller ret aftalen i stedet."}
        )
    status = OutcomeType.objects.active_on(moved_on).filter(code=TRANSFERRED).first()
    if status is None:
        raise ValidationError("Listen over status efter endt forløb mangler ”Overført til en anden aftale”.")
    return end_course(access, course, expected_version=expected_version, ended_on=moved_on, primary=status)


def _told(field: str, act: Callable[[], Course]) -> Course:
    """What the two verbs say about their own day is said about the day of the transfer."""
    try:
        return act()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        renamed = {
            field if name in {"ended_on", "started_on"} else name: texts for name, texts in error.message_dict.items()
        }
        raise ValidationError(renamed) from error
