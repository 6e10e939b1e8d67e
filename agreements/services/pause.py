"""Pause: a course stands still from a day on, for a reason from the list, and goes on again. Its place is kept; its frame and
plan move (`terms.moved`).
"""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Course, Pause
from ..terms import ONE_DAY, overlapping
from . import guarded

EDIT = "agreements.edit_course"


@transaction.atomic
def pause_course(access: Access, pause: Pause, *, links: Links | None = None, reason: str = "") -> Pause:
    """Saves a pause; without a last day it goes on until `resume_course`. It may lie ahead, when it is agreed (a holiday)."""
    _check(pause)
    return guarded.add(access, EDIT, pause, links=links, reason=reason)


@transaction.atomic
def resume_course(access: Access, pause: Pause, *, resumed_on: dt.date, expected_version: int) -> Pause:
    """The course goes on: `resumed_on` is its first day again, the day before it the pause's last."""
    if pause.paused_to is not None:
        raise ValidationError(f"Forløbet gik i gang igen {danish.date(pause.paused_to + ONE_DAY)}.")
    if resumed_on <= pause.paused_from:
        begun = danish.date(pause.paused_from)
        raise ValidationError(
            {"resumed_on": f"Pausen begyndte {begun}. Vælg en senere dag, eller slet pausen, hvis der ingen var."}
        )
    pause.paused_to = resumed_on - ONE_DAY
    _check(pause)
    return guarded.change(access, EDIT, pause, expected_version=expected_version, verb="ended")


@transaction.atomic
def correct_pause(
    access: Access, pause: Pause, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Pause:
    """Rettelse."""
    _check(pause, before=guarded.as_stored(pause))
    return guarded.change(access, EDIT, pause, expected_version=expected_version, links=links, reason=reason)


def remove_pause(access: Access, pause: Pause, *, expected_version: int, reason: str = "") -> None:
    """A pause that was entered by mistake: frame and plan move back."""
    guarded.remove(access, EDIT, pause, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_pause(access: Access, pause: Pause) -> Pause:
    """Back from the trash, if no other pause has taken its days."""
    _check(pause, before=pause)
    return guarded.restore(access, EDIT, pause)


def close_pauses(access: Access, course: Course) -> None:
    """A course that has ended does not stand still: its pause ended with it."""
    for pause in Pause.objects.filter(course=course, paused_to=None):
        if course.ended_on and pause.paused_from > course.ended_on:
            begins = danish.date(pause.paused_from)
            raise ValidationError({"ended_on": f"Der er noteret en pause fra {begins}. Ret eller slet den først."})
        pause.paused_to = course.ended_on
        guarded.change(access, EDIT, pause, expected_version=pause.version, verb="ended")


def _check(pause: Pause, before: Pause | None = None) -> None:
    """Within the course, apart from its other pauses. Waits for whoever is changing the course."""
    course: Any = Course.objects.select_for_update().get(pk=pause.course.pk)
    if pause.paused_from < course.started_on:
        raise ValidationError(
            {"paused_from": f"Forløbet begyndte {danish.date(course.started_on)}. Vælg den dag eller en senere."}
        )
    if course.ended_on and (pause.paused_to is None or pause.paused_to > course.ended_on):
        ended = danish.date(course.ended_on)
        raise ValidationError({"paused_to": f"Forløbet sluttede {ended}. Pausen kan ikke vare længere."})
    guarded.check_in_use(pause.reason, pause.paused_from, "reason", before=before.reason if before else None)
    for other in Pause.objects.filter(course=course).exclude(pk=pause.pk):
        if overlapping((pause.paused_from, pause.paused_to), (other.paused_from, other.paused_to)):
            until = f"til {danish.date(other.paused_to)}" if other.paused_to else "og gør det endnu"
            told = f"Forløbet holdt pause fra {danish.date(other.paused_from)} {until}. Ret en af datoerne."
            raise ValidationError({"paused_from": told})
