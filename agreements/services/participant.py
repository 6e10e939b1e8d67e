"""Participants: registered under a number that the portal makes."""

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access, access_of
from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import NumberSeries, Participant
from . import guarded
from .dates import check_same_place

EDIT = "agreements.edit_participant"


@transaction.atomic
def register_participant(
    access: Access, participant: Participant, *, links: Links | None = None, reason: str = ""
) -> Participant:
    """Saves a new participant of the team's municipality under the next number of its series (`S-0042`)."""
    participant.municipality = participant.team.municipality
    _check(participant)
    demand(access, EDIT, participant)
    guarded.refuse_cpr(participant, reason)
    participant.number = _next_number(participant.municipality)
    return guarded.add(access, EDIT, participant, reason=reason, links=links)


def _next_number(municipality: Municipality) -> str:
    """First letter of the municipality's name and a running number that is never used again. Waits for whoever is making one
    in the same municipality.
    """
    NumberSeries.objects.get_or_create(municipality=municipality)
    series = NumberSeries.objects.select_for_update().get(municipality=municipality)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{municipality.name[0].upper()}-{series.last:04d}"


@transaction.atomic
def correct_participant(
    access: Access, participant: Participant, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Participant:
    """Rettelse, a move to another team of the municipality included. The number stays."""
    stored = guarded.as_stored(participant)
    check_same_place(participant.team.municipality_id, stored.municipality_id, "team")  # type: ignore[attr-defined]
    participant.municipality, participant.number = stored.municipality, stored.number
    _check(participant, stored)
    return guarded.change(access, EDIT, participant, expected_version=expected_version, links=links, reason=reason)


def _check(participant: Participant, before: Participant | None = None) -> None:
    """The responsible one can see the participant, and the caseworker is the municipality's."""
    responsible, caseworker = participant.responsible, participant.caseworker
    moved = before is None or before.team != participant.team or before.responsible != responsible
    if responsible is not None and moved and not may(access_of(responsible), EDIT, participant):
        raise ValidationError(
            {"responsible": f"{responsible} er ikke med i {participant.team}. Vælg en, der er, eller ret teamet."}
        )
    if caseworker is not None:
        check_same_place(caseworker.municipality_id, participant.municipality_id, "caseworker")  # type: ignore[attr-defined]


def remove_participant(access: Access, participant: Participant, *, expected_version: int, reason: str = "") -> None:
    """Only a participant without courses and jobs: figures would be left without their person."""
    if told := kept_by(participant):
        raise ValidationError(told)
    guarded.remove(access, EDIT, participant, expected_version=expected_version, reason=reason)


def kept_by(participant: Participant) -> str:
    """Why the participant cannot be removed, in words; nothing when that can be."""
    courses, jobs = participant.courses.count(), participant.placements.count()
    held = [danish.count(number, word, word) for number, word in ((courses, "forløb"), (jobs, "job")) if number]
    return f"{participant} har {danish.listing(held)} og kan derfor ikke slettes." if held else ""


def restore_participant(access: Access, participant: Participant) -> Participant:
    """Back from the trash, under the same number."""
    return guarded.restore(access, EDIT, participant)
