"""Committees and what they decided."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping
from socialportal.common import danish

from ..models import Committee, Decision
from .strategy import EDIT
from .texts import same_place


@transaction.atomic
def add_committee(access: Access, committee: Committee, *, links: Any = None) -> Committee:
    """Adds a committee under the name it has."""
    return guarded.add(access, EDIT, committee, links=links)


@transaction.atomic
def correct_committee(access: Access, committee: Committee, *, expected_version: int, links: Any = None) -> Committee:
    """Rettelse: it was always called so. Raises Conflict."""
    return guarded.change(access, EDIT, committee, expected_version=expected_version, links=links)


@transaction.atomic
def rename_committee(
    access: Access, committee: Committee, *, from_day: dt.date, expected_version: int, links: Any = None
) -> Committee:
    """Ændring fra en dato: decisions taken before keep the name they were taken under. Raises ValidationError, Conflict."""
    demand(access, EDIT, committee)
    return bookkeeping.supersede(access, committee, from_day=from_day, expected_version=expected_version, links=links)


@transaction.atomic
def remove_committee(access: Access, committee: Committee, *, expected_version: int, reason: str = "") -> None:
    """Takes a committee away that was written by mistake. Raises ValidationError when it has decided something."""
    demand(access, EDIT, committee)
    if number := committee.decisions.count():
        raise ValidationError(
            f"Udvalget har {danish.count(number, 'beslutning', 'beslutninger')} og kan ikke slettes. "
            "Er det nedlagt, så skriv den dag, det ophørte."
        )
    guarded.remove(access, EDIT, committee, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_committee(access: Access, committee: Committee) -> Committee:
    """Brings it back."""
    return guarded.restore(access, EDIT, committee)


def _check_decision(decision: Decision) -> None:
    if not decision.committee.holds_on(decision.decided_on):
        raise ValidationError(
            {
                "decided_on": f"{decision.committee} fandtes ikke under det navn den {danish.date(decision.decided_on)}. "
                "Vælg det navn, udvalget havde den dag, eller ret dagen."
            }
        )


@transaction.atomic
def add_decision(access: Access, decision: Decision, *, links: Any = None) -> Decision:
    """Adds a decision. Raises ValidationError when the committee did not go by that name on the day."""
    demand(access, EDIT, decision)
    _check_decision(decision)
    return guarded.add(access, EDIT, decision, links=links)


@transaction.atomic
def correct_decision(access: Access, decision: Decision, *, expected_version: int, links: Any = None) -> Decision:
    """Rettelse. Raises ValidationError, Conflict."""
    demand(access, EDIT, decision)
    same_place(Decision.with_deleted.get(pk=decision.pk), committee=[decision.committee])
    _check_decision(decision)
    return guarded.change(access, EDIT, decision, expected_version=expected_version, links=links)


@transaction.atomic
def remove_decision(access: Access, decision: Decision, *, expected_version: int, reason: str = "") -> None:
    """Takes a decision away; the points it stands behind lose it. Raises Conflict."""
    guarded.remove(access, EDIT, decision, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_decision(access: Access, decision: Decision) -> Decision:
    """Brings it back."""
    return guarded.restore(access, EDIT, decision)
