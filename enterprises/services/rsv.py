"""The way to being a registered social enterprise: the next state from a day, corrections."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import RsvPeriod
from ..terms import overlap
from . import guarded

CHANGE = "enterprises.change_rsv"
ONE_DAY = dt.timedelta(days=1)


def _siblings(period: RsvPeriod) -> list[RsvPeriod]:
    """The other periods of the same enterprise and CVR number."""
    same = RsvPeriod.objects.filter(enterprise=period.enterprise, cvr_number=period.cvr_number)
    return list(same.exclude(pk=period.pk))


def _check(period: RsvPeriod, others: list[RsvPeriod]) -> None:
    if period.cvr_number and period.cvr_number.enterprise_id != period.enterprise_id:
        raise ValidationError({"cvr_number": "CVR-nummeret hører til en anden virksomhed. Vælg et andet."})
    period.clean()
    for other in others:
        if overlap(period, other):
            raise ValidationError(
                {
                    "valid_from": f"”{other.get_state_display()}” gælder allerede {other.span or 'uden datoer'}. "
                    "To statusser kan ikke gælde den samme dag: ret den ene af dem."
                }
            )


def _note_who_checked(access: Access, period: RsvPeriod, before: RsvPeriod | None = None) -> None:
    if period.checked_on and (before is None or before.checked_on != period.checked_on):
        period.checked_by_id = access.user_id


@transaction.atomic
def next_state(access: Access, period: RsvPeriod, *, links: Links | None = None, reason: str = "") -> RsvPeriod:
    """Ændring fra en dato: a new state begins, and the one that held until now ends the day before.

    Raises ValidationError when there is one already and the day is not told, or lies before it.
    """
    demand(access, CHANGE, period)
    guarded.lock(period.enterprise)
    others = _siblings(period)
    current = next((other for other in others if other.valid_to is None), None)
    if current is not None:
        if period.valid_from is None:
            raise ValidationError({"valid_from": "Skriv den dag, den nye status gælder fra."})
        if current.valid_from and period.valid_from <= current.valid_from:
            raise ValidationError(
                {
                    "valid_from": f"”{current.get_state_display()}” begyndte først {danish.date(current.valid_from)}. "
                    "Vælg en senere dag."
                }
            )
        if current.state == period.state:
            raise ValidationError({"state": "Det er den status, virksomheden har i forvejen. Vælg den nye."})
        current.valid_to = period.valid_from - ONE_DAY
        bookkeeping.change(access, current, expected_version=current.version, reason=reason, verb="ended")
    _check(period, [other for other in others if other is not current])
    _note_who_checked(access, period)
    return guarded.add(access, CHANGE, period, reason=reason)


@transaction.atomic
def change_rsv_from(
    access: Access,
    period: RsvPeriod,
    *,
    from_day: dt.date,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> RsvPeriod:
    """Ændring fra en dato of the state in hand: it ends the day before, and one with the new values begins."""
    guarded.lock(period.enterprise)
    stored = guarded.as_stored(period)
    period.valid_to = stored.valid_to
    _note_who_checked(access, period, stored)
    return guarded.supersede(
        access, CHANGE, period, from_day=from_day, expected_version=expected_version, reason=reason
    )


@transaction.atomic
def correct_rsv(
    access: Access, period: RsvPeriod, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> RsvPeriod:
    """Rettelse of a state, its dates or its source."""
    guarded.lock(period.enterprise)
    _check(period, _siblings(period))
    _note_who_checked(access, period, guarded.as_stored(period))
    return guarded.change(access, CHANGE, period, expected_version=expected_version, reason=reason)


@transaction.atomic
def remove_rsv(access: Access, period: RsvPeriod, *, expected_version: int, reason: str = "") -> None:
    """Puts a state that never was in the trash. The one before it is opened again when it ended for this one."""
    demand(access, CHANGE, period)
    guarded.lock(period.enterprise)
    guarded.remove(access, CHANGE, period, expected_version=expected_version, reason=reason)
    if period.valid_from is None or period.valid_to is not None:
        return
    before = RsvPeriod.objects.filter(
        Q(enterprise=period.enterprise, cvr_number=period.cvr_number, valid_to=period.valid_from - ONE_DAY)
    ).first()
    if before is not None:
        before.valid_to = None
        bookkeeping.change(access, before, expected_version=before.version, reason=reason)


@transaction.atomic
def restore_rsv(access: Access, period: RsvPeriod) -> RsvPeriod:
    """Takes a state out of the trash. Raises ValidationError when others have taken its days."""
    guarded.lock(period.enterprise)
    _check(period, _siblings(period))
    return guarded.restore(access, CHANGE, period)
