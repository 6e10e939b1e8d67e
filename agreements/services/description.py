"""Beskrivelse to those who decide: ordered, delivered, accepted or returned; what is returned may be delivered again. The text
itself is written in the case system.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Description
from . import guarded
from .dates import check_happened

EDIT = "agreements.edit_course"


@transaction.atomic
def order_description(
    access: Access, description: Description, *, links: Links | None = None, reason: str = ""
) -> Description:
    """Saves that a description is asked for, and the meeting that needs it. Kind and receiver are words of the day."""
    _check(description)
    guarded.check_in_use(description.kind, description.ordered_on, "kind")
    return guarded.add(access, EDIT, description, links=links, reason=reason)


@transaction.atomic
def deliver_description(
    access: Access, description: Description, *, expected_version: int, delivered_on: dt.date
) -> Description:
    """It was delivered; again, when it was returned: then it is a new text, which the journal does not have yet."""
    if description.answer == Description.Answer.ACCEPTED:
        raise ValidationError("Beskrivelsen er godtaget og skal ikke afleveres igen.")
    if description.answered_on and delivered_on < description.answered_on:
        back = danish.date(description.answered_on)
        raise ValidationError({"delivered_on": f"Den blev sendt tilbage {back}. Vælg den dag eller en senere."})
    if description.delivered_on and not description.answer:
        raise ValidationError(f"Beskrivelsen er afleveret {danish.date(description.delivered_on)}.")
    if description.answer:
        description.answered_on, description.answer = None, ""
        description.journaled_on, description.journaled_by = None, None
    description.delivered_on = delivered_on
    _check(description)
    return guarded.change(access, EDIT, description, expected_version=expected_version, verb="delivered")


@transaction.atomic
def answer_description(
    access: Access,
    description: Description,
    *,
    expected_version: int,
    answer: str,
    answered_on: dt.date,
    needed_by: dt.date | None = None,
) -> Description:
    """Accepted, or returned: then perhaps for a later meeting."""
    if description.delivered_on is None:
        raise ValidationError("Beskrivelsen er ikke afleveret endnu.")
    description.answer, description.answered_on = answer, answered_on
    if needed_by and answer == Description.Answer.RETURNED:
        if needed_by < answered_on:
            raise ValidationError({"needed_by": "Det næste møde ligger før svaret. Ret en af datoerne."})
        description.needed_by = needed_by
    _check(description)
    return guarded.change(access, EDIT, description, expected_version=expected_version, verb="answered")


@transaction.atomic
def correct_description(
    access: Access,
    description: Description,
    *,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> Description:
    """Rettelse of dates and kind."""
    _check(description)
    before = guarded.as_stored(description)
    guarded.check_in_use(description.kind, description.ordered_on, "kind", before=before.kind)
    return guarded.change(access, EDIT, description, expected_version=expected_version, links=links, reason=reason)


def remove_description(access: Access, description: Description, *, expected_version: int, reason: str = "") -> None:
    """One that was entered by mistake."""
    guarded.remove(access, EDIT, description, expected_version=expected_version, reason=reason)


def restore_description(access: Access, description: Description) -> Description:
    """Back from the trash."""
    return guarded.restore(access, EDIT, description)


def _check(description: Description) -> None:
    """In the order it can happen, and nothing that has not."""
    one = description
    if one.needed_by < one.ordered_on:
        raise ValidationError({"needed_by": "Mødet ligger før bestillingen. Ret en af datoerne."})
    for name, day, after, told in (
        ("ordered_on", one.ordered_on, None, ""),
        ("delivered_on", one.delivered_on, one.ordered_on, "Beskrivelsen blev bestilt"),
        ("answered_on", one.answered_on, one.delivered_on, "Beskrivelsen blev afleveret"),
    ):
        if day is None:
            continue
        check_happened(day, name)
        if after is not None and day < after:
            raise ValidationError({name: f"{told} {danish.date(after)}. Vælg den dag eller en senere."})
    if one.answered_on and one.delivered_on is None:
        raise ValidationError({"delivered_on": "Skriv, hvornår den blev afleveret, når der er kommet svar."})
