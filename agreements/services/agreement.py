"""Agreements: concluded with their first terms, corrected, ended, removed."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from enterprises.models import Presence
from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Agreement, Terms
from . import guarded
from .dates import check_present, check_same_place

EDIT = "agreements.edit_agreement"


def next_number(municipality_id: int) -> int:
    """The number after the highest one that the municipality's agreements have."""
    highest = Agreement.objects.filter(municipality=municipality_id).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


@transaction.atomic
def conclude_agreement(
    access: Access, agreement: Agreement, *, terms: Terms, links: Links | None = None, reason: str = ""
) -> Agreement:
    """Saves a new agreement with its first terms, which hold from its start unless they say otherwise.

    The municipality is that of the presence.
    """
    agreement.municipality = agreement.presence.municipality
    _check(agreement)
    guarded.add(access, EDIT, agreement, reason=reason, links=links)
    terms.agreement = agreement
    if terms.valid_from is None:
        terms.valid_from, terms.since_text = agreement.valid_from, agreement.since_text
    guarded.add(access, EDIT, terms, reason=reason)
    return agreement


@transaction.atomic
def correct_agreement(
    access: Access, agreement: Agreement, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Agreement:
    """Rettelse. The dates must still hold every course, and the enterprise cannot be another one once there are courses."""
    _check(agreement)
    _check_courses(agreement)
    return guarded.change(access, EDIT, agreement, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def end_agreement(
    access: Access, agreement: Agreement, *, ended_on: dt.date, expected_version: int, reason: str = ""
) -> Agreement:
    """The last day of the agreement, and of its terms. With courses that go on after it a reason is needed, no more: they may
    be meant to run out.
    """
    stored = guarded.as_stored(agreement)
    if stored.valid_from and ended_on < stored.valid_from:
        raise ValidationError({"ended_on": f"Aftalen begyndte {danish.date(stored.valid_from)}. Vælg en senere dag."})
    going_on = agreement.courses.running_on(ended_on).count()
    if going_on and not reason.strip():
        more = danish.count(going_on, "forløb", "forløb")
        raise ValidationError(
            {"reason": f"{more} fortsætter efter den dag. Afslut dem, eller skriv, hvorfor aftalen slutter alligevel."}
        )
    for terms in stored.terms.filter(valid_to=None):
        if terms.valid_from is None or terms.valid_from <= ended_on:
            terms.valid_to = ended_on
            guarded.change(access, EDIT, terms, expected_version=terms.version, reason=reason, verb="ended")
    stored.valid_to = ended_on
    return guarded.change(access, EDIT, stored, expected_version=expected_version, reason=reason, verb="ended")


def remove_agreement(access: Access, agreement: Agreement, *, expected_version: int, reason: str = "") -> None:
    """Only an agreement that nothing was done under: courses and evaluations would be left without it."""
    if told := kept_by(agreement):
        raise ValidationError(told)
    guarded.remove(access, EDIT, agreement, expected_version=expected_version, reason=reason)


def kept_by(agreement: Agreement) -> str:
    """Why the agreement cannot be removed, in words; nothing when it can."""
    courses, evaluations = agreement.courses.count(), agreement.evaluations.count()
    held = [danish.count(courses, "forløb", "forløb")] if courses else []
    held += [danish.count(evaluations, "evaluering", "evalueringer")] if evaluations else []
    return f"Aftalen har {danish.listing(held)} og kan derfor ikke slettes. Afslut den i stedet." if held else ""


def restore_agreement(access: Access, agreement: Agreement) -> Agreement:
    """Back from the trash, with its terms. Its number must be free."""
    return guarded.restore(access, EDIT, agreement)


def _check(agreement: Agreement) -> None:
    presence: Presence = agreement.presence
    check_same_place(agreement.municipality_id, presence.municipality_id, "presence")  # type: ignore[attr-defined]
    if agreement.valid_from:
        check_present(presence, agreement.valid_from, "valid_from")
    if agreement.contact is not None:
        check_same_place(agreement.contact.municipality_id, agreement.municipality_id, "contact")  # type: ignore[attr-defined]


def _check_courses(agreement: Agreement) -> None:
    courses = agreement.courses.all()
    if agreement.valid_from:
        early = courses.filter(started_on__lt=agreement.valid_from).count()
        if early:
            begun = danish.count(early, "forløb", "forløb")
            raise ValidationError({"valid_from": f"{begun} begyndte før den dag. Ret forløbene først."})
    if agreement.valid_to:
        late = courses.filter(started_on__gt=agreement.valid_to).count()
        if late:
            begun = danish.count(late, "forløb", "forløb")
            raise ValidationError({"valid_to": f"{begun} begyndte efter den dag. Ret forløbene først."})
    if courses.exclude(presence=agreement.presence).exists():
        raise ValidationError({"presence": "Aftalen har forløb hos virksomheden og kan ikke flyttes til en anden."})
