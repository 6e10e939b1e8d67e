"""Forløb: started within an agreement's places, extended, ended with a status, reopened, corrected."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Agreement, Course, Extension, ExtensionReason, OutcomeType, Participant, Plan
from . import guarded
from .dates import check_happened, check_present, check_same_place, check_within_agreement
from .outcome import check_statuses, clear_outcomes, set_outcomes
from .participant import register_participant
from .pause import close_pauses
from .places import check_place, locked

EDIT = "agreements.edit_course"


@transaction.atomic
def start_course(
    access: Access,
    course: Course,
    *,
    newcomer: Participant | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Course:
    """Starts a course, under an agreement or (an internship) at an enterprise without one. A `newcomer` is registered first
    and is the course's participant.

    Locks the agreement: of two who take the last place at the same moment one gets it and the other is told. When places
    and optional places are full, `over_capacity_reason` is needed. A plan that waits to be made is begun with it.
    """
    if newcomer is not None:
        course.participant = register_participant(access, newcomer)
    if course.agreement is not None:
        course.presence = course.agreement.presence
    demand(access, EDIT, course)
    if course.agreement is not None:
        check_place(locked(course.agreement), course)
    _check(course)
    guarded.add(access, EDIT, course, reason=reason, links=links)
    Plan.objects.create(course=course)
    return course


@transaction.atomic
def correct_course(
    access: Access, course: Course, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Course:
    """Rettelse of dates, agreement or support. Asks for a place again when the course takes one it did not take before."""
    before = guarded.as_stored(course)
    if bool(before.ended_on) is not bool(course.ended_on):
        told = "Genåbn forløbet, hvis det ikke er slut." if before.ended_on else "Afslut forløbet med en status."
        raise ValidationError({"ended_on": told})
    if course.agreement is not None:
        course.presence = course.agreement.presence
        longer = before.ended_on and course.ended_on and course.ended_on > before.ended_on
        if before.agreement != course.agreement or course.started_on < before.started_on or longer:
            check_place(locked(course.agreement), course)
    _check(course)
    _check_parts(course)
    return guarded.change(access, EDIT, course, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def extend_course(
    access: Access,
    course: Course,
    *,
    expected_version: int,
    decided_on: dt.date,
    weeks: int,
    extension_reason: ExtensionReason,
) -> Extension:
    """Forlængelse: the course goes on for so many weeks beyond its frame and earlier extensions."""
    check_happened(decided_on, "decided_on")
    if course.ended_on:
        raise ValidationError("Forløbet er afsluttet. Genåbn det først, hvis det skal forlænges.")
    if course.agreement is None:
        raise ValidationError("Praktik uden aftale har ingen ramme. Ret i stedet dagen, den er aftalt til.")
    if decided_on < course.started_on:
        raise ValidationError({"decided_on": f"Forløbet begyndte {danish.date(course.started_on)}."})
    terms = course.agreement.terms_on(decided_on)
    if terms and not terms.extension_allowed:
        raise ValidationError(
            "Efter aftalens vilkår kan forløb ikke forlænges. Ret vilkårene, hvis det er aftalt anderledes."
        )
    guarded.check_in_use(extension_reason, decided_on, "extension_reason")
    # Told on the course: its version is what two people compare, so that a double click extends once.
    told = f"{danish.count(weeks, 'uge', 'uger')}, {extension_reason}"
    guarded.change(
        access, EDIT, course, expected_version=expected_version, verb="changed", parts={"forlængelse": ["", told]}
    )
    extension = Extension(course=course, decided_on=decided_on, weeks=weeks, reason=extension_reason)
    guarded.save_part(extension)
    return extension


def remove_extension(access: Access, extension: Extension, *, expected_version: int, reason: str = "") -> None:
    """An extension that was entered by mistake."""
    guarded.remove(access, EDIT, extension, expected_version=expected_version, reason=reason)


def restore_extension(access: Access, extension: Extension) -> Extension:
    """Back from the trash."""
    return guarded.restore(access, EDIT, extension)


@transaction.atomic
def end_course(
    access: Access,
    course: Course,
    *,
    expected_version: int,
    ended_on: dt.date,
    primary: OutcomeType,
    further: Iterable[OutcomeType] = (),
) -> Course:
    """Ends a course with its most important status and any further ones (decisions, "What counts")."""
    if course.ended_on:
        raise ValidationError("Forløbet er allerede afsluttet.")
    check_happened(ended_on, "ended_on")
    further = list(further)
    check_statuses(primary, further, ended_on)
    course.ended_on = ended_on
    parts = set_outcomes(course, primary=primary, further=further)
    guarded.change(access, EDIT, course, expected_version=expected_version, verb="ended", parts=parts)
    close_pauses(access, course)
    return course


@transaction.atomic
def reopen_course(
    access: Access, course: Course, *, expected_version: int, reason: str, over_capacity_reason: str = ""
) -> Course:
    """Takes back an end, with its statuses, and says why. Takes a place again, so there must be one, or a reason."""
    if not course.ended_on:
        raise ValidationError("Forløbet er i gang og skal ikke genåbnes.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor forløbet genåbnes."})
    if course.agreement is not None:
        agreement = locked(course.agreement)
        taken_again_on, course.ended_on = course.ended_on, None
        at_start, course.over_capacity_reason = course.over_capacity_reason, over_capacity_reason
        check_place(agreement, course, from_day=taken_again_on)
        course.over_capacity_reason = course.over_capacity_reason or at_start
    course.ended_on = None
    parts = clear_outcomes(course)
    return guarded.change(
        access, EDIT, course, expected_version=expected_version, verb="reopened", reason=reason, parts=parts
    )


def remove_course(access: Access, course: Course, *, expected_version: int, reason: str = "") -> None:
    """Puts the course in the trash; its plan, extensions and statuses are not counted while it lies there."""
    guarded.remove(access, EDIT, course, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_course(access: Access, course: Course) -> Course:
    """Back from the trash. Takes its place again, beyond the places with the reason that is already there or none."""
    if course.agreement is not None and course.ended_on is None:
        check_place(locked(course.agreement), course)
    return guarded.restore(access, EDIT, course)


def _check(course: Course) -> None:
    check_same_place(course.participant.municipality_id, course.presence.municipality_id, "participant")  # type: ignore[attr-defined]
    agreement: Agreement | None = course.agreement
    if agreement is not None:
        check_within_agreement(agreement, course.started_on, "started_on")
    check_present(course.presence, course.started_on, "started_on")
    if course.ended_on:
        check_happened(course.ended_on, "ended_on")
    others = course.participant.courses.exclude(pk=course.pk)
    for other in others.filter(started_on__lt=course.ended_on) if course.ended_on else others:
        _check_apart(course, other)


def _check_parts(course: Course) -> None:
    """What stands about the course lies within its days."""
    pauses = [day for pause in course.pauses.all() for day in (pause.paused_from, pause.paused_to) if day]
    for what, days in (("en pause", pauses), ("timer", [step.valid_from for step in course.hours.all()])):
        if days and min(days) < course.started_on:
            told = f"Der står {what} fra {danish.date(min(days))}. Ret det først, hvis forløbet begyndte senere."
            raise ValidationError({"started_on": told})
        if days and course.ended_on and max(days) > course.ended_on:
            told = f"Der står {what} til {danish.date(max(days))}. Ret det først, hvis forløbet sluttede før."
            raise ValidationError({"ended_on": told})


def _check_apart(course: Course, other: Course) -> None:
    """A participant is in one course at a time."""
    who = course.participant
    if other.ended_on is None and course.ended_on is None:
        raise ValidationError(
            {"participant": f"{who} er allerede i et forløb hos {other.presence.enterprise}. Afslut det først."}
        )
    if other.ended_on is None or other.ended_on > course.started_on:
        until = f"til {danish.date(other.ended_on)}" if other.ended_on else "og er der stadig"
        raise ValidationError(
            {"started_on": f"{who} var i et forløb fra {danish.date(other.started_on)} {until}. Ret en af datoerne."}
        )
