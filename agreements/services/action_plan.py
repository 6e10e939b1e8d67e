"""Handleplan of a collaboration: steps added, corrected, done, taken up again, removed."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import ActionStep
from . import guarded
from .collaboration import EDIT
from .dates import check_happened


@transaction.atomic
def add_step(access: Access, step: ActionStep, *, links: Links | None = None, reason: str = "") -> ActionStep:
    """A new step of the collaboration that it names."""
    _check(step)
    return guarded.add(access, EDIT, step, links=links, reason=reason)


@transaction.atomic
def correct_step(
    access: Access, step: ActionStep, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> ActionStep:
    """Another wording, owner or day."""
    _check(step)
    return guarded.change(access, EDIT, step, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def finish_step(access: Access, step: ActionStep, *, done_on: dt.date, expected_version: int) -> ActionStep:
    """Done, on a day that is not in the future."""
    check_happened(done_on, "done_on")
    step.done_on = done_on
    return guarded.change(access, EDIT, step, expected_version=expected_version, verb="done")


@transaction.atomic
def take_up_step(access: Access, step: ActionStep, *, expected_version: int) -> ActionStep:
    """Not done after all."""
    step.done_on = None
    return guarded.change(access, EDIT, step, expected_version=expected_version, verb="reopened")


def remove_step(access: Access, step: ActionStep, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, EDIT, step, expected_version=expected_version, reason=reason)


def restore_step(access: Access, step: ActionStep) -> ActionStep:
    """Back from the trash."""
    return guarded.restore(access, EDIT, step)


def _check(step: ActionStep) -> None:
    begun = step.collaboration.valid_from
    if step.due_on and begun and step.due_on < begun:
        raise ValidationError(
            {
                "due_on": f"Samarbejdet begyndte {danish.date(begun)}. Vælg den dag eller en senere, eller lad den stå tom."
            }
        )
