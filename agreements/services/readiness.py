"""Klar til job: a participant's hours, competences and area; considerations (skånehensyn) only with recorded consent.

The log says how many considerations there were, never which: it is kept longer than a consent.
"""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Readiness
from . import guarded
from .dates import check_happened

EDIT = "agreements.edit_participant"
PRIVATE = "considerations"


@transaction.atomic
def note_readiness(access: Access, readiness: Readiness, *, links: Links | None = None, reason: str = "") -> Readiness:
    """Notes that a participant is ready. One that lies in the trash is replaced."""
    of_participant = Readiness.with_deleted.filter(participant=readiness.participant)
    if of_participant.filter(deleted_at=None).exists():
        raise ValidationError("Der står allerede, at deltageren er klar til job. Ret det i stedet.")
    shown, private = _apart(links)
    _check(readiness, private or [])
    of_participant.delete()
    guarded.add(access, EDIT, readiness, links=shown, reason=reason)
    readiness.considerations.set(private or [])
    return readiness


@transaction.atomic
def correct_readiness(
    access: Access, readiness: Readiness, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Readiness:
    """What the participant can now, or that it is over."""
    shown, private = _apart(links)
    before = list(readiness.considerations.all())
    after = before if private is None else private
    _check(readiness, after)
    parts = {}
    if set(before) != set(after):
        parts[PRIVATE] = [_counted(before), _counted(after)]
    guarded.change(access, EDIT, readiness, expected_version=expected_version, links=shown, reason=reason, parts=parts)
    readiness.considerations.set(after)
    return readiness


@transaction.atomic
def withdraw_consent(access: Access, readiness: Readiness, *, expected_version: int) -> Readiness:
    """The participant takes the consent back: what it was given for goes with it."""
    if readiness.consent_on is None:
        raise ValidationError("Der er intet samtykke at trække tilbage.")
    before = list(readiness.considerations.all())
    readiness.consent_on = None
    parts = {PRIVATE: [_counted(before), ""]} if before else None
    guarded.change(access, EDIT, readiness, expected_version=expected_version, verb="withdrawn", parts=parts)
    readiness.considerations.clear()
    return readiness


def remove_readiness(access: Access, readiness: Readiness, *, expected_version: int, reason: str = "") -> None:
    """It was noted by mistake."""
    guarded.remove(access, EDIT, readiness, expected_version=expected_version, reason=reason)


def restore_readiness(access: Access, readiness: Readiness) -> Readiness:
    """Back from the trash."""
    return guarded.restore(access, EDIT, readiness)


def _apart(links: Links | None) -> tuple[dict[str, Any], list[Any] | None]:
    """What the log may name, and the considerations; None where nothing was said of them."""
    shown = dict(links or {})
    return shown, list(shown.pop(PRIVATE)) if PRIVATE in shown else None


def _counted(considerations: Collection[Any]) -> str:
    return danish.count(len(considerations), "skånehensyn", "skånehensyn") if considerations else ""


def _check(readiness: Readiness, considerations: Collection[Any]) -> None:
    if readiness.consent_on:
        check_happened(readiness.consent_on, "consent_on")
    elif considerations:
        raise ValidationError(
            {
                "consent_on": "Skånehensyn må kun noteres med deltagerens samtykke. Skriv dagen, det blev givet, eller fjern dem."
            }
        )
    if readiness.hours_to < readiness.hours_from:
        least = danish.number(readiness.hours_from)
        raise ValidationError({"hours_to": f"Højst skal være mindst {least} timer, som er det mindste antal."})
    if readiness.ready_until and readiness.ready_until < readiness.ready_from:
        raise ValidationError({"ready_until": "Dagen ligger før den, deltageren er klar fra. Ret en af dem."})
