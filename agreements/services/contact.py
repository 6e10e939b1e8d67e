"""Kontakter uden login: caseworkers and the municipality's contacts, who get a mail without personal data."""

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Agreement, Contact, Participant
from . import guarded

EDIT = "agreements.edit_contact"


@transaction.atomic
def add_contact(access: Access, contact: Contact, *, links: Links | None = None, reason: str = "") -> Contact:
    """Saves a new contact."""
    return guarded.add(access, EDIT, contact, links=links, reason=reason)


@transaction.atomic
def correct_contact(
    access: Access, contact: Contact, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Contact:
    """Rettelse: a new address, another title."""
    return guarded.change(access, EDIT, contact, expected_version=expected_version, links=links, reason=reason)


def remove_contact(access: Access, contact: Contact, *, expected_version: int, reason: str = "") -> None:
    """Only one whom nobody is waiting to hear from."""
    if told := kept_by(contact):
        raise ValidationError(told)
    guarded.remove(access, EDIT, contact, expected_version=expected_version, reason=reason)


def kept_by(contact: Contact) -> str:
    """Why the contact cannot be removed, in words; nothing when that can be."""
    agreements = Agreement.objects.filter(contact=contact).count()
    participants = Participant.objects.filter(caseworker=contact).count()
    held = [danish.count(agreements, "aftale", "aftaler")] if agreements else []
    held += [danish.count(participants, "deltager", "deltagere")] if participants else []
    if not held:
        return ""
    return f"{contact.name} er kontakt for {danish.listing(held)}. Vælg en anden kontakt der først."


def restore_contact(access: Access, contact: Contact) -> Contact:
    """Back from the trash, if nobody else has the address."""
    return guarded.restore(access, EDIT, contact)
