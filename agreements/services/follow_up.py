"""Opfølgning: talks that were held, meetings that are asked for, held or called off (domain-model R6: one that is asked for is
held).
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..deadlines import meeting_due
from ..models import FollowUp
from . import guarded
from .dates import check_happened

EDIT, ASK = "agreements.edit_course", "agreements.ask_meeting"


@transaction.atomic
def note_follow_up(access: Access, follow_up: FollowUp, *, links: Links | None = None, reason: str = "") -> FollowUp:
    """Saves a talk or a meeting that was held without having been asked for."""
    if follow_up.held_on is None:
        raise ValidationError({"held_on": "Skriv dagen, hvor det blev holdt."})
    follow_up.asked_on = follow_up.asked_on or follow_up.held_on
    _check(follow_up)
    return guarded.add(access, EDIT, follow_up, links=links, reason=reason)


@transaction.atomic
def ask_for_follow_up(access: Access, follow_up: FollowUp, *, links: Links | None = None, reason: str = "") -> FollowUp:
    """Saves that somebody asks for a meeting, to be held by a day; where none is said, 14 days on."""
    follow_up.wanted_by = meeting_due(follow_up.asked_on, follow_up.wanted_by)
    if follow_up.course.ended_on:
        raise ValidationError("Forløbet er afsluttet.")
    _check(follow_up)
    return guarded.add(access, ASK, follow_up, links=links, reason=reason)


@transaction.atomic
def hold_follow_up(access: Access, follow_up: FollowUp, *, expected_version: int, held_on: dt.date) -> FollowUp:
    """It was held."""
    _check_open(follow_up)
    follow_up.held_on = held_on
    _check(follow_up)
    return guarded.change(access, EDIT, follow_up, expected_version=expected_version, verb="held")


@transaction.atomic
def call_off_follow_up(
    access: Access, follow_up: FollowUp, *, expected_version: int, called_off_on: dt.date
) -> FollowUp:
    """It is not needed any more."""
    _check_open(follow_up)
    follow_up.called_off_on = called_off_on
    _check(follow_up)
    return guarded.change(access, EDIT, follow_up, expected_version=expected_version, verb="called_off")


@transaction.atomic
def correct_follow_up(
    access: Access, follow_up: FollowUp, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> FollowUp:
    """Rettelse, also that it was neither held nor called off."""
    _check(follow_up)
    return guarded.change(access, EDIT, follow_up, expected_version=expected_version, links=links, reason=reason)


def remove_follow_up(access: Access, follow_up: FollowUp, *, expected_version: int, reason: str = "") -> None:
    """One that was entered by mistake."""
    guarded.remove(access, EDIT, follow_up, expected_version=expected_version, reason=reason)


def restore_follow_up(access: Access, follow_up: FollowUp) -> FollowUp:
    """Back from the trash."""
    return guarded.restore(access, EDIT, follow_up)


def _check_open(follow_up: FollowUp) -> None:
    if follow_up.held_on:
        raise ValidationError(f"Opfølgningen blev holdt {danish.date(follow_up.held_on)}.")
    if follow_up.called_off_on:
        raise ValidationError(f"Opfølgningen blev aflyst {danish.date(follow_up.called_off_on)}.")


def _check(follow_up: FollowUp) -> None:
    """What has happened has happened, in the order it can, and a talk is not from before the participant was referred."""
    asked, course = follow_up.asked_on, follow_up.course
    check_happened(asked, "asked_on")
    first = min(course.referred_on or course.started_on, course.started_on)
    if asked < first:
        raise ValidationError({"asked_on": f"Forløbet begyndte {danish.date(first)}. Vælg den dag eller en senere."})
    if follow_up.wanted_by and follow_up.wanted_by < asked:
        raise ValidationError({"wanted_by": "Fristen ligger før den dag, der blev bedt om det. Ret en af datoerne."})
    for name in ("held_on", "called_off_on"):
        if day := getattr(follow_up, name):
            check_happened(day, name)
            if day < asked:
                told = f"Der blev bedt om opfølgningen {danish.date(asked)}. Vælg den dag eller en senere."
                raise ValidationError({name: told})
