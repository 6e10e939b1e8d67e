"""Vilkår: renewed from a day (a new version) or corrected (it was always so)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Terms
from ..terms import overlapping
from . import guarded
from .agreement import EDIT
from .dates import check_within_agreement


@transaction.atomic
def renew_terms(
    access: Access,
    terms: Terms,
    *,
    from_day: dt.date,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> Terms:
    """Ændring fra en dato: the terms as they stand end the day before, and a version with the new values begins.

    `terms` carries the new values. `terms.changes(before, after)` says what they change.
    """
    demand(access, EDIT, terms)
    guarded.refuse_cpr(terms, reason)
    check_within_agreement(terms.agreement, from_day, "from_day")
    later = terms.agreement.terms.filter(valid_from__gt=from_day).exclude(pk=terms.pk).first()
    if later and later.valid_from:
        raise ValidationError(
            {
                "from_day": f"Der er allerede vilkår fra {danish.date(later.valid_from)}. Ret dem, eller vælg en senere dag."
            }
        )
    return bookkeeping.supersede(
        access, terms, from_day=from_day, expected_version=expected_version, reason=reason, links=links, verb="renewed"
    )


@transaction.atomic
def correct_terms(
    access: Access, terms: Terms, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Terms:
    """Rettelse. Two versions never hold on the same day."""
    for other in terms.agreement.terms.exclude(pk=terms.pk):
        if overlapping((terms.valid_from, terms.valid_to), (other.valid_from, other.valid_to)):
            raise ValidationError({"valid_from": f"Vilkårene gælder samtidig med dem {other.span}. Ret datoerne."})
    return guarded.change(access, EDIT, terms, expected_version=expected_version, links=links, reason=reason)


def remove_terms(access: Access, terms: Terms, *, expected_version: int, reason: str = "") -> None:
    """A version that was entered by mistake. The last one stays: an agreement without terms promises nothing."""
    if not terms.agreement.terms.exclude(pk=terms.pk).exists():
        raise ValidationError("Det er aftalens eneste vilkår. Ret dem i stedet.")
    guarded.remove(access, EDIT, terms, expected_version=expected_version, reason=reason)


def restore_terms(access: Access, terms: Terms) -> Terms:
    """Back from the trash, if no other version has taken the time."""
    for other in terms.agreement.terms.all():
        if overlapping((terms.valid_from, terms.valid_to), (other.valid_from, other.valid_to)):
            raise ValidationError(f"Vilkårene gælder samtidig med dem {other.span} og kan ikke hentes tilbage.")
    return guarded.restore(access, EDIT, terms)
