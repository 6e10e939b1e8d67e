"""Aktiv i kommunen: begun, changed from a day, corrected, ended, begun again. Two periods never share a day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.notices.services import tell

from ..models import Enterprise, Presence
from ..terms import in_year, overlap
from . import guarded
from .receivers import coordinators_of
from .removal import refuse_while_used

CHANGE = "enterprises.change_presence"
SHARED, SHARED_NAME = "anden-kommune", "Virksomheder, som også bliver aktive i en anden kommune"


def check_active_in(presence: Presence, year: int) -> None:
    """The enterprise was active in the municipality on a day of the year. Raises ValidationError on `year`."""
    if not in_year(presence, year):
        raise ValidationError(
            {
                "year": f"{presence.enterprise} var ikke aktiv i {presence.municipality} i {year}, "
                f"men {presence.span}. Vælg et andet år, eller ret virksomhedens periode."
            }
        )


def _check_alone(presence: Presence, *, besides: int | None = None) -> None:
    """No other period of the enterprise in the municipality shares a day with this one. Raises ValidationError."""
    others = Presence.objects.filter(enterprise=presence.enterprise, municipality=presence.municipality)
    for other in others.exclude(pk=besides or 0).select_related("municipality"):
        if overlap(presence, other):
            raise ValidationError(
                {
                    "valid_from": f"Virksomheden er allerede noteret som aktiv i {other.municipality} "
                    f"{other.span or 'uden datoer'}. To perioder kan ikke dække den samme dag: ret den ene af dem."
                }
            )


@transaction.atomic
def start_presence(access: Access, presence: Presence, *, links: Links | None = None, reason: str = "") -> Presence:
    """The enterprise becomes active in the municipality, for the first time or again."""
    demand(access, CHANGE, presence)
    guarded.lock(presence.enterprise)
    presence.clean()
    _check_alone(presence)
    return guarded.add(access, CHANGE, presence, reason=reason)


@transaction.atomic
def correct_presence(
    access: Access, presence: Presence, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Presence:
    """Rettelse: it was always so."""
    guarded.lock(presence.enterprise)
    presence.clean()
    _check_alone(presence, besides=presence.pk)
    return guarded.change(access, CHANGE, presence, expected_version=expected_version, reason=reason)


@transaction.atomic
def change_presence_from(
    access: Access,
    presence: Presence,
    *,
    from_day: dt.date,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> Presence:
    """Ændring fra en dato: a new period with the new values begins, and the one before ends the day before."""
    guarded.lock(presence.enterprise)
    stored = guarded.as_stored(presence)
    presence.valid_to = stored.valid_to
    return guarded.supersede(
        access, CHANGE, presence, from_day=from_day, expected_version=expected_version, reason=reason
    )


@transaction.atomic
def end_presence(
    access: Access, presence: Presence, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Presence:
    """Stops: `presence.valid_to` is its last day, `presence.leaves` the sentence that may be printed about it."""
    if presence.valid_to is None:
        raise ValidationError({"valid_to": "Skriv den sidste dag, virksomheden er aktiv i kommunen."})
    guarded.lock(presence.enterprise)
    presence.clean()
    _check_alone(presence, besides=presence.pk)
    return guarded.change(access, CHANGE, presence, expected_version=expected_version, reason=reason, verb="ended")


def write_note(
    access: Access, presence: Presence, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Presence:
    """The internal note, which those who meet the enterprise may write. Raises ValidationError when more is changed."""
    stored = guarded.as_stored(presence)
    stored.note = presence.note
    return guarded.change(access, "enterprises.change_note", stored, expected_version=expected_version, reason=reason)


def take_care(
    access: Access, presence: Presence, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Presence:
    """Whom at the municipality the enterprise calls. Nothing else is changed."""
    stored = guarded.as_stored(presence)
    stored.caretaker = presence.caretaker
    return guarded.change(access, CHANGE, stored, expected_version=expected_version, reason=reason)


@transaction.atomic
def remove_presence(access: Access, presence: Presence, *, expected_version: int, reason: str = "") -> None:
    """Puts a period that never was in the trash. Raises ValidationError when it is the only one, or when it is in use."""
    demand(access, CHANGE, presence)
    guarded.lock(presence.enterprise)
    if not Presence.objects.filter(enterprise=presence.enterprise).exclude(pk=presence.pk).exists():
        raise ValidationError("Det er den eneste periode. Slet virksomheden i stedet, eller ret periodens datoer.")
    refuse_while_used([presence], instead="Ret periodens datoer i stedet.")
    guarded.remove(access, CHANGE, presence, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_presence(access: Access, presence: Presence) -> Presence:
    """Takes a period out of the trash. Raises ValidationError when another one has taken its days."""
    guarded.lock(presence.enterprise)
    _check_alone(presence, besides=presence.pk)
    return guarded.restore(access, CHANGE, presence)


@transaction.atomic
def adopt(access: Access, presence: Presence, *, cvr_number: str, reason: str = "") -> Presence:
    """An enterprise that another municipality has registered becomes active here too, found by its CVR number. Those who
    have it already are told.

    The number is public and must be known beforehand, so nobody can leaf through other municipalities' enterprises.
    """
    demand(access, CHANGE, presence)
    found = Enterprise.objects.filter(cvr_numbers__number=cvr_number, cvr_numbers__deleted_at=None).first()
    if found is None:
        raise ValidationError(
            {"cvr_number": "Ingen virksomhed i portalen har det CVR-nummer. Opret virksomheden i stedet."}
        )
    presence.enterprise = found
    started = start_presence(access, presence, reason=reason)
    tell_the_others(started, by=access.user_id)
    return started


def tell_the_others(presence: Presence, *, by: int | None = None) -> None:
    """Coordinators of the municipalities where the enterprise is active read that another shares its facts from now on, once.
    Not the one who noted it, who may be coordinator in both.
    """
    enterprise, here = presence.enterprise, presence.municipality
    others = Presence.objects.filter(enterprise=enterprise).exclude(municipality=here).active_on(timezone.localdate())
    for place in Municipality.objects.filter(pk__in=others.values("municipality")):
        for user in coordinators_of(place):
            if user.pk == by:
                continue
            tell(
                user=user,
                kind=SHARED,
                subject=f"{enterprise} er nu også aktiv i {here}",
                text=f"{here.full_name} har noteret, at {enterprise} også er aktiv der. I deles om virksomhedens navn og "
                "oplysninger, mens hver kommune har sine egne perioder, noter og bidrag.",
                url=enterprise.get_absolute_url(),
                key=f"{SHARED}-{presence.pk}-{user.pk}",
            )
