"""Behov: work an enterprise sees ahead, registered by the enterprise itself or by the municipality; closed, reopened."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import JobNeed
from . import guarded
from .dates import check_happened, check_present
from .numbers import refuse_numbers

EDIT = "agreements.edit_need"


@transaction.atomic
def register_need(access: Access, need: JobNeed, *, links: Links | None = None, reason: str = "") -> JobNeed:
    """Saves a new need."""
    _check(need)
    return guarded.add(access, EDIT, need, links=links, reason=reason)


@transaction.atomic
def correct_need(
    access: Access, need: JobNeed, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> JobNeed:
    """Changes what is needed. Plans change: it is always a correction."""
    _check(need)
    return guarded.change(access, EDIT, need, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def close_need(access: Access, need: JobNeed, *, closed_on: dt.date, filled: bool, expected_version: int) -> JobNeed:
    """Somebody was found, or the work is no longer wanted."""
    check_happened(closed_on, "closed_on")
    need.closed_on, need.filled = closed_on, filled
    return guarded.change(access, EDIT, need, expected_version=expected_version, verb="closed")


@transaction.atomic
def reopen_need(access: Access, need: JobNeed, *, expected_version: int, reason: str) -> JobNeed:
    """The work is wanted again, and why."""
    if need.closed_on is None:
        raise ValidationError("Behovet er åbent og skal ikke genåbnes.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv, hvorfor behovet genåbnes."})
    need.closed_on, need.filled = None, False
    return guarded.change(access, EDIT, need, expected_version=expected_version, verb="reopened", reason=reason)


def remove_need(access: Access, need: JobNeed, *, expected_version: int, reason: str = "") -> None:
    """It was entered by mistake."""
    guarded.remove(access, EDIT, need, expected_version=expected_version, reason=reason)


def restore_need(access: Access, need: JobNeed) -> JobNeed:
    """Back from the trash."""
    return guarded.restore(access, EDIT, need)


def _check(need: JobNeed) -> None:
    refuse_numbers({name: getattr(need, name) for name in ("title", "tasks", "area")}, need.municipality_id)
    check_present(need.presence, need.wanted_from, "wanted_from")
    if need.hours_to < need.hours_from:
        least = danish.number(need.hours_from)
        raise ValidationError({"hours_to": f"Højst skal være mindst {least} timer, som er det mindste antal."})
