"""Why a deadline was passed: a reason from the list, written and corrected by those who follow what it is about."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access

from ..models import Delay, DelayReason
from ..queries.deadlines import Deadline, Kind, find
from . import guarded

NOTE = "agreements.note_delay"


def the_deadline(access: Access, kind: str, about_id: int, due_on: dt.date) -> Deadline:
    """The open deadline a reason is about. Raises PermissionDenied when the person has none like it, ValidationError when it is
    not passed yet.
    """
    today = timezone.localdate()
    found = find(access, Kind(kind), about_id, due_on, today) if kind in set(Kind) else None
    if found is None:
        raise PermissionDenied
    if found.due >= today:
        raise ValidationError("Fristen er ikke overskredet.")
    return found


@transaction.atomic
def note_delay(access: Access, delay: Delay) -> Delay:
    """A reason for a deadline that is passed and still open."""
    found = the_deadline(access, delay.kind, delay.about_id, delay.due_on)
    delay.municipality_id = found.owner.municipality_id  # type: ignore[attr-defined]
    guarded.check_in_use(delay.reason, timezone.localdate(), "reason")
    return guarded.add(access, NOTE, delay)


@transaction.atomic
def correct_delay(access: Access, delay: Delay, *, reason: DelayReason, expected_version: int) -> Delay:
    """Another reason."""
    the_deadline(access, delay.kind, delay.about_id, delay.due_on)
    guarded.check_in_use(reason, timezone.localdate(), "reason", before=delay.reason)
    delay.reason = reason
    return guarded.change(access, NOTE, delay, expected_version=expected_version)
