"""What the municipality and its units are called on the report's day: names are data, and they change."""

from typing import Any

from django.db.models import F, OuterRef, Subquery

from socialportal.accounts.models import UnitName
from socialportal.common import danish

from ..figures import Basis

# Where a municipality has not said what a unit is called.
_UNNAMED = {
    UnitName.Unit.COORDINATING: "den socialøkonomiske enhed",
    UnitName.Unit.JOBCENTRE: "kommunen",
    UnitName.Unit.CENTRE: "kommunen",
}
_KEYS = {
    UnitName.Unit.COORDINATING: "unit",
    UnitName.Unit.JOBCENTRE: "jobcentre",
    UnitName.Unit.CENTRE: "centre",
}


def columns(basis: Basis) -> dict[str, Any]:
    """The units' names on the day, as columns of the municipality's row; of two that overlap, the later one."""
    held = UnitName.objects.active_on(basis.as_of).filter(municipality=OuterRef("pk"))
    newest = held.order_by(F("valid_from").desc(nulls_last=True)).values("name")
    return {f"name_{key}": Subquery(newest.filter(unit=unit)[:1]) for unit, key in _KEYS.items()}


def words(basis: Basis, row: dict[str, Any]) -> dict[str, str]:
    """What texts and definitions may name: unit, jobcentre, centre, municipality, year, next_year, day."""
    named = {key: row[f"name_{key}"] or _UNNAMED[unit] for unit, key in _KEYS.items()}
    return named | {
        "municipality": basis.municipality.name,
        "year": str(basis.year),
        "next_year": str(basis.year + 1),
        "day": danish.date(basis.as_of),
    }
