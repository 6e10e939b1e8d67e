"""Job: registered with first hours, hours stepped up and down, ended with a reason, reopened."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import HoursStep, Placement, PlacementEndReason
from . import guarded
from .dates import check_present, check_same_place

EDIT = "agreements.edit_placement"


@transaction.atomic
def register_placement(
    access: Access,
    placement: Placement,
    *,
    hours: HoursStep | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Placement:
    """Saves a job with its first hours, if they are known; they hold from the first day unless they say otherwise."""
    _check(access, placement)
    guarded.add(access, EDIT, placement, reason=reason, links=links)
    if hours is not None:
        hours.placement = placement
        hours.valid_from = hours.valid_from or placement.started_on
        add_hours_step(access, hours)
    return placement


@transaction.atomic
def correct_placement(
    access: Access, placement: Placement, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Placement:
    """Rettelse. Hours that stand from before the job must be corrected first."""
    before = guarded.as_stored(placement)
    _check(access, placement, before)
    _check_within(placement)
    return guarded.change(access, EDIT, placement, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def end_placement(
    access: Access,
    placement: Placement,
    *,
    ended_on: dt.date,
    expected_version: int,
    end_reason: PlacementEndReason | None = None,
    reason: str = "",
) -> Placement:
    """The last day of the job, which may lie ahead, when notice is given; and why, from the national list. What is brought
    in from earlier years may not know why.
    """
    if ended_on < placement.started_on:
        raise ValidationError({"ended_on": f"Jobbet begyndte {danish.date(placement.started_on)}. Vælg en senere dag."})
    guarded.check_in_use(end_reason, ended_on, "end_reason")
    placement.ended_on, placement.end_reason = ended_on, end_reason
    _check_within(placement)
    return guarded.change(access, EDIT, placement, expected_version=expected_version, verb="ended", reason=reason)


@transaction.atomic
def reopen_placement(access: Access, placement: Placement, *, expected_version: int, reason: str) -> Placement:
    """Takes back an end, and says why: notice was withdrawn, or it was a mistake."""
    if not placement.ended_on:
        raise ValidationError("Jobbet løber og skal ikke genåbnes.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor jobbet genåbnes."})
    placement.ended_on, placement.end_reason = None, None
    return guarded.change(access, EDIT, placement, expected_version=expected_version, verb="reopened", reason=reason)


def remove_placement(access: Access, placement: Placement, *, expected_version: int, reason: str = "") -> None:
    """Puts the job in the trash, its hours with it."""
    guarded.remove(access, EDIT, placement, expected_version=expected_version, reason=reason)


def restore_placement(access: Access, placement: Placement) -> Placement:
    """Back from the trash."""
    return guarded.restore(access, EDIT, placement)


# --- Timer og intensitet ------------------------------------------------------------------------------------------------
@transaction.atomic
def add_hours_step(access: Access, step: HoursStep, *, links: Links | None = None, reason: str = "") -> HoursStep:
    """Ændring fra en dato: these hours hold from the day on."""
    _check_step(step)
    return guarded.add(access, EDIT, step, links=links, reason=reason)


@transaction.atomic
def correct_hours_step(
    access: Access, step: HoursStep, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> HoursStep:
    """Rettelse: it was always so."""
    _check_step(step)
    return guarded.change(access, EDIT, step, expected_version=expected_version, links=links, reason=reason)


def remove_hours_step(access: Access, step: HoursStep, *, expected_version: int, reason: str = "") -> None:
    """A step that was entered by mistake."""
    guarded.remove(access, EDIT, step, expected_version=expected_version, reason=reason)


def restore_hours_step(access: Access, step: HoursStep) -> HoursStep:
    """Back from the trash, if no other step has taken the day."""
    return guarded.restore(access, EDIT, step)


def _check_step(step: HoursStep) -> None:
    job = step.placement
    if step.valid_from < job.started_on:
        raise ValidationError(
            {"valid_from": f"Jobbet begyndte {danish.date(job.started_on)}. Vælg den dag eller en senere."}
        )
    if job.ended_on and step.valid_from > job.ended_on:
        raise ValidationError({"valid_from": f"Jobbet ophørte {danish.date(job.ended_on)}. Vælg en tidligere dag."})


def _check_within(placement: Placement) -> None:
    """What stands about the job lies within its days."""
    for held in placement.follow_ups.all():
        if held.held_on < placement.started_on:
            told = f"Der står en opfølgning {danish.date(held.held_on)}. Ret den først, hvis jobbet begyndte senere."
            raise ValidationError({"started_on": told})
    for step in placement.hours.all():
        if step.valid_from < placement.started_on:
            raise ValidationError(
                {
                    "started_on": f"Der står timer fra {danish.date(step.valid_from)}. "
                    "Ret dem først, hvis jobbet begyndte senere."
                }
            )
        if placement.ended_on and step.valid_from > placement.ended_on:
            raise ValidationError(
                {
                    "ended_on": f"Der står timer fra {danish.date(step.valid_from)}. Ret dem først, hvis jobbet ophørte før."
                }
            )


def _check(access: Access, placement: Placement, before: Placement | None = None) -> None:
    municipality = placement.presence.municipality_id  # type: ignore[attr-defined]
    check_present(placement.presence, placement.started_on, "started_on")
    guarded.check_in_use(placement.type, placement.started_on, "type", before=before.type if before else None)
    if placement.ended_on and placement.end_reason:
        kept = before.end_reason if before else None
        guarded.check_in_use(placement.end_reason, placement.ended_on, "end_reason", before=kept)
    if placement.temporary and not placement.type.is_flex:
        raise ValidationError(
            {"temporary": "Kun et fleksjob kan være et midlertidigt fleksjob. Ret jobtypen, eller fjern krydset."}
        )
    if placement.course is not None:
        placement.participant = placement.participant or placement.course.participant
        if placement.course.participant != placement.participant:
            raise ValidationError({"course": "Forløbet er en anden deltagers end jobbet. Vælg et andet."})
    if placement.participant is not None:
        if before is None or before.participant != placement.participant:
            demand(access, "agreements.view_participant", placement.participant)
        check_same_place(placement.participant.municipality_id, municipality, "participant")  # type: ignore[attr-defined]
    if placement.initiative is not None:
        check_same_place(placement.initiative.municipality_id, municipality, "initiative")  # type: ignore[attr-defined]
