"""Checks of days that several verbs share: within an agreement, while the enterprise is there, not in the future."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils import timezone

from enterprises.models import Presence
from socialportal.common import danish

from ..models import Agreement


def check_within_agreement(agreement: Agreement, day: dt.date, field: str) -> None:
    """The agreement runs on the day. Raises ValidationError that says from when or until when it does."""
    if agreement.valid_from and day < agreement.valid_from:
        raise ValidationError(
            {field: f"Aftalen begynder først {danish.date(agreement.valid_from)}. Vælg den dag eller en senere."}
        )
    if agreement.valid_to and day > agreement.valid_to:
        raise ValidationError(
            {field: f"Aftalen sluttede {danish.date(agreement.valid_to)}. Vælg den dag eller en tidligere."}
        )


def check_present(presence: Presence, day: dt.date, field: str) -> None:
    """The enterprise is active in the municipality on the day. Raises ValidationError."""
    if presence.holds_on(day):
        return
    raise ValidationError(
        {
            field: f"{presence.enterprise} er ikke aktiv i {presence.municipality} den dag, "
            f"men {presence.span}. Vælg en dag i den tid, eller ret virksomheden."
        }
    )


def check_happened(day: dt.date, field: str) -> None:
    """Only what has happened can be registered. Raises ValidationError."""
    if day > timezone.localdate():
        raise ValidationError({field: "Dagen ligger ude i fremtiden. Skriv det, når det er sket."})


def check_step(day: dt.date, began: dt.date, ended: dt.date | None, began_said: str, ended_said: str) -> None:
    """A step of timer og intensitet lies within what it is about. Raises ValidationError in the words for it."""
    if day < began:
        raise ValidationError({"valid_from": f"{began_said} {danish.date(began)}. Vælg den dag eller en senere."})
    if ended and day > ended:
        raise ValidationError({"valid_from": f"{ended_said} {danish.date(ended)}. Vælg en tidligere dag."})


def check_same_place(one: int, other: int, field: str) -> None:
    """Two records belong to one municipality. Raises ValidationError."""
    if one != other:
        raise ValidationError({field: "Det hører til en anden kommune. Vælg et andet på listen."})
