"""The settings of a municipality, and what its units are called."""

import datetime as dt
from typing import Any

from django.db import transaction

from socialportal.audit import bookkeeping

from ..access import Access
from ..models import Municipality, UnitName
from ..rules import demand


@transaction.atomic
def change_municipality_settings(
    access: Access, municipality: Municipality, *, expected_version: int, links: bookkeeping.Links | None = None
) -> Municipality:
    """Saves threshold, colour, logo and first year. A logo that is replaced goes when the new one is safely there.

    Raises PermissionDenied, ValidationError, Conflict.
    """
    demand(access, "accounts.change_municipality", municipality)
    before: Any = Municipality.objects.get(pk=municipality.pk).logo
    changed = bookkeeping.change(access, municipality, expected_version=expected_version)
    if before and before.name != changed.logo.name:
        transaction.on_commit(lambda: before.storage.delete(before.name))
    return changed


@transaction.atomic
def add_unit_name(access: Access, unit: UnitName, *, links: bookkeeping.Links | None = None) -> UnitName:
    """The first name of a unit. Raises PermissionDenied, ValidationError when it has one that holds."""
    demand(access, "accounts.change_municipality", unit)
    return bookkeeping.add(access, unit)


@transaction.atomic
def correct_unit_name(
    access: Access, unit: UnitName, *, expected_version: int, links: bookkeeping.Links | None = None
) -> UnitName:
    """Rettelse: the unit was always called so. Raises PermissionDenied, ValidationError, Conflict."""
    demand(access, "accounts.change_municipality", unit)
    return bookkeeping.change(access, unit, expected_version=expected_version)


@transaction.atomic
def rename_unit(
    access: Access,
    unit: UnitName,
    *,
    from_day: dt.date,
    expected_version: int,
    links: bookkeeping.Links | None = None,
) -> UnitName:
    """Ændring fra en dato: the unit gets a new name, and reports from before keep the old one.

    Raises PermissionDenied, ValidationError, Conflict.
    """
    demand(access, "accounts.change_municipality", unit)
    return bookkeeping.supersede(access, unit, from_day=from_day, expected_version=expected_version)
