"""Initiatives, and the enterprises that join and leave them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from enterprises.models import Presence
from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Initiative, Participation
from ..terms import overlapping
from . import guarded
from .dates import check_present, check_same_place

EDIT = "agreements.edit_initiative"
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})


@transaction.atomic
def start_initiative(
    access: Access, initiative: Initiative, *, links: Links | None = None, reason: str = ""
) -> Initiative:
    """Saves a new initiative. Its key, by which goals name it, is made from the name when it has none."""
    initiative.key = initiative.key or slugify(initiative.name.translate(_LETTERS))[:60]
    return guarded.add(access, EDIT, initiative, links=links, reason=reason)


@transaction.atomic
def correct_initiative(
    access: Access, initiative: Initiative, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Initiative:
    """Rettelse; the key stays."""
    for taking_part in initiative.participations.all():
        _check_within(taking_part, initiative)
    return guarded.change(access, EDIT, initiative, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def end_initiative(
    access: Access, initiative: Initiative, *, ended_on: dt.date, expected_version: int, reason: str = ""
) -> Initiative:
    """Its last day, and that of everybody who takes part."""
    if initiative.valid_from and ended_on < initiative.valid_from:
        begun = danish.date(initiative.valid_from)
        raise ValidationError({"ended_on": f"Initiativet begyndte {begun}. Vælg en senere dag."})
    for taking_part in initiative.participations.filter(valid_to=None):
        leave_initiative(access, taking_part, left_on=ended_on, expected_version=taking_part.version, reason=reason)
    initiative.valid_to = ended_on
    return guarded.change(access, EDIT, initiative, expected_version=expected_version, verb="ended", reason=reason)


def remove_initiative(access: Access, initiative: Initiative, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash, with who takes part."""
    guarded.remove(access, EDIT, initiative, expected_version=expected_version, reason=reason)


def restore_initiative(access: Access, initiative: Initiative) -> Initiative:
    """Back from the trash."""
    return guarded.restore(access, EDIT, initiative)


# --- Who takes part -----------------------------------------------------------------------------------------------------
@transaction.atomic
def join_initiative(
    access: Access, participation: Participation, *, links: Links | None = None, reason: str = ""
) -> Participation:
    """An enterprise joins, from a day (or from before anything we know)."""
    _check(participation)
    return guarded.add(access, EDIT, participation, links=links, reason=reason)


@transaction.atomic
def correct_participation(
    access: Access,
    participation: Participation,
    *,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> Participation:
    """Rettelse of the dates."""
    _check(participation)
    return guarded.change(access, EDIT, participation, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def leave_initiative(
    access: Access, participation: Participation, *, left_on: dt.date, expected_version: int, reason: str = ""
) -> Participation:
    """The last day on which the enterprise took part."""
    if participation.valid_from and left_on < participation.valid_from:
        joined = danish.date(participation.valid_from)
        raise ValidationError(
            {"ended_on": f"{participation.presence.enterprise} kom med {joined}. Vælg en senere dag."}
        )
    participation.valid_to = left_on
    return guarded.change(access, EDIT, participation, expected_version=expected_version, verb="ended", reason=reason)


def remove_participation(
    access: Access, participation: Participation, *, expected_version: int, reason: str = ""
) -> None:
    """It was never so."""
    guarded.remove(access, EDIT, participation, expected_version=expected_version, reason=reason)


def restore_participation(access: Access, participation: Participation) -> Participation:
    """Back from the trash."""
    _check(participation)
    return guarded.restore(access, EDIT, participation)


def _check(participation: Participation) -> None:
    presence: Presence = participation.presence
    initiative: Initiative = participation.initiative
    check_same_place(presence.municipality_id, initiative.municipality_id, "presence")  # type: ignore[attr-defined]
    if participation.valid_from:
        check_present(presence, participation.valid_from, "valid_from")
    _check_within(participation, initiative)
    mine = (participation.valid_from, participation.valid_to)
    for other in initiative.participations.filter(presence=presence).exclude(pk=participation.pk):
        if overlapping(mine, (other.valid_from, other.valid_to)):
            raise ValidationError(
                {"presence": f"{presence.enterprise} er allerede med i initiativet {other.span}.".replace(" .", ".")}
            )


def _check_within(participation: Participation, initiative: Initiative) -> None:
    """Nobody takes part before an initiative begins or after it ends."""
    who = participation.presence.enterprise
    if initiative.valid_from and participation.valid_from and participation.valid_from < initiative.valid_from:
        raise ValidationError(
            {
                "valid_from": f"Initiativet begynder {danish.date(initiative.valid_from)}, men {who} er med før. "
                "Ret en af datoerne."
            }
        )
    if initiative.valid_to and participation.valid_to and participation.valid_to > initiative.valid_to:
        raise ValidationError(
            {
                "valid_to": f"Initiativet slutter {danish.date(initiative.valid_to)}, men {who} er med længere. "
                "Ret en af datoerne."
            }
        )
