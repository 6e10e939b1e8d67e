"""Puljer og fondsmidler, each with its donors: added and corrected together."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Donor, Grant
from . import guarded
from .presence import check_active_in

CHANGE = "enterprises.change_grant"


def donors_in_words(donors: Iterable[Donor]) -> str:
    """`Idagård Fonden (50.000 kr.), Rotary Slagelse og en privat giver`, as the history and a conflict show them."""
    return danish.listing(
        f"{donor.printed_name} ({danish.kroner(donor.amount)})" if donor.amount is not None else donor.printed_name
        for donor in donors
    )


def _check(grant: Grant, donors: list[Donor]) -> None:
    if grant.presence_id and grant.year:
        check_active_in(grant.presence, grant.year)
    given = sum((donor.amount for donor in donors if donor.amount is not None), Decimal(0))
    if grant.amount is not None and given > grant.amount:
        raise ValidationError(
            {
                "amount": f"Givernes beløb er tilsammen {danish.kroner(given)}, men der står {danish.kroner(grant.amount)} "
                "som modtaget. Ret et af beløbene."
            }
        )
    if grant.received_on and grant.received_on > timezone.localdate():
        raise ValidationError({"received_on": "Dagen ligger ude i fremtiden. Skriv det, når pengene er modtaget."})
    for donor in donors:
        guarded.refuse_cpr(donor)


@transaction.atomic
def add_grant(
    access: Access, grant: Grant, *, donors: Iterable[Donor] = (), links: Links | None = None, reason: str = ""
) -> Grant:
    """A new grant with its donors. Raises ValidationError when the donors' amounts sum to more than was received."""
    demand(access, CHANGE, grant)
    lines = list(donors)
    _check(grant, lines)
    guarded.add(access, CHANGE, grant, reason=reason)
    _write(grant, lines)
    return grant


@transaction.atomic
def change_grant(
    access: Access,
    grant: Grant,
    *,
    expected_version: int,
    donors: Iterable[Donor] | None = None,
    links: Links | None = None,
    reason: str = "",
) -> Grant:
    """Rettelse of a grant and, where `donors` is given, of its donors: these new rows take the place of the old."""
    before = list(Donor.objects.filter(grant=grant))
    lines = before if donors is None else list(donors)
    _check(grant, lines)
    was, is_now = donors_in_words(before), donors_in_words(lines)
    parts = {"donors": [was, is_now]} if _contents(before) != _contents(lines) else {}
    changed = guarded.change(access, CHANGE, grant, expected_version=expected_version, reason=reason, parts=parts)
    if parts:
        Donor.objects.filter(grant=grant).update(deleted_at=timezone.now())
        _write(grant, lines)
    return changed


def _contents(donors: Iterable[Donor]) -> list[tuple[object, ...]]:
    return [(d.name, d.purpose, d.amount, d.private_person, d.consent_on) for d in donors]


def _write(grant: Grant, donors: Iterable[Donor]) -> None:
    """Saves donors in their order. They are told of in the grant's entry of the log, not one by one."""
    for place, donor in enumerate(donors):
        donor.grant, donor.order = grant, place
        donor.full_clean()
        donor.save()


def remove_grant(access: Access, grant: Grant, *, expected_version: int, reason: str = "") -> None:
    """Puts a grant in the trash; its donors are hidden with it."""
    guarded.remove(access, CHANGE, grant, expected_version=expected_version, reason=reason)


def restore_grant(access: Access, grant: Grant) -> Grant:
    """Takes a grant out of the trash."""
    return guarded.restore(access, CHANGE, grant)
