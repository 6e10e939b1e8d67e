"""Samarbejder of every kind: started, corrected, ended. A change of the tasks is a correction: a new row would count as a
new one.
"""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Collaboration, Party
from . import guarded
from .dates import check_present
from .numbers import refuse_numbers

EDIT = "agreements.edit_collaboration"
# What the enterprise reads of it.
TEXTS = ("scope", "place", "partner_name")


@transaction.atomic
def start_collaboration(
    access: Access,
    collaboration: Collaboration,
    *,
    parties: Iterable[Party] = (),
    links: Links | None = None,
    reason: str = "",
) -> Collaboration:
    """Saves a new collaboration, a partnership with its further parties. It counts by its start, which may be unknown."""
    _check(collaboration)
    guarded.add(access, EDIT, collaboration, links=links, reason=reason)
    _write(collaboration, list(parties))
    return collaboration


@transaction.atomic
def correct_collaboration(
    access: Access,
    collaboration: Collaboration,
    *,
    expected_version: int,
    parties: Iterable[Party] | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Collaboration:
    """Rettelse of a collaboration and, where `parties` is given, of its further parties: those are what they shall be."""
    _check(collaboration)
    before = list(collaboration.parties.all())
    wanted = before if parties is None else list(parties)
    was, becomes = parties_in_words(before), parties_in_words(wanted)
    saved = guarded.change(
        access,
        EDIT,
        collaboration,
        expected_version=expected_version,
        links=links,
        reason=reason,
        parts={} if was == becomes else {"parties": [was, becomes]},
    )
    if was != becomes:
        for party in before:
            guarded.drop_part(party)
        _write(collaboration, wanted)
    return saved


@transaction.atomic
def end_collaboration(
    access: Access, collaboration: Collaboration, *, ended_on: dt.date, expected_version: int, reason: str = ""
) -> Collaboration:
    """Its last day."""
    if collaboration.valid_from and ended_on < collaboration.valid_from:
        begun = danish.date(collaboration.valid_from)
        raise ValidationError({"ended_on": f"Samarbejdet begyndte {begun}. Vælg en senere dag."})
    collaboration.valid_to = ended_on
    return guarded.change(access, EDIT, collaboration, expected_version=expected_version, verb="ended", reason=reason)


def remove_collaboration(
    access: Access, collaboration: Collaboration, *, expected_version: int, reason: str = ""
) -> None:
    """Puts it in the trash."""
    guarded.remove(access, EDIT, collaboration, expected_version=expected_version, reason=reason)


def restore_collaboration(access: Access, collaboration: Collaboration) -> Collaboration:
    """Back from the trash."""
    return guarded.restore(access, EDIT, collaboration)


def parties_in_words(parties: Iterable[Party]) -> str:
    """`Korsør Erhverv (lokaler); 3F`, in their order."""
    return "; ".join(f"{party.name} ({party.role})" if party.role else party.name for party in parties)


def _write(collaboration: Collaboration, parties: list[Party]) -> None:
    """Saves parties in their order. They are told of in the collaboration's entry of the log, not one by one."""
    names = [party.name.casefold() for party in parties]
    if twice := [party.name for party in parties if names.count(party.name.casefold()) > 1]:
        raise ValidationError(f"{twice[0]} står der to gange. Skriv hver part én gang.")
    for party in parties:
        guarded.save_part(Party(collaboration=collaboration, name=party.name, role=party.role))


def _check(collaboration: Collaboration) -> None:
    refuse_numbers({name: getattr(collaboration, name) for name in TEXTS}, collaboration.municipality_id)
    if collaboration.partner is not None and collaboration.partner == collaboration.presence.enterprise:
        raise ValidationError({"partner": "En virksomhed kan ikke samarbejde med sig selv. Vælg en anden."})
    if collaboration.valid_from:
        check_present(collaboration.presence, collaboration.valid_from, "valid_from")
