"""Historiske tal: an earlier year's total that exists on paper only."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.models import PlacementType
from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand

from ..indicators.placements import PREFIX
from ..indicators.scalars import SCALARS, plain_label
from ..indicators.years import first_counted
from ..models import HistoricFigure
from .report import EDIT


def choices() -> dict[str, str]:
    """The figures that can be known from paper, by name: those of a municipality, and jobs by type."""
    types = PlacementType.objects.order_by("order", "pk").values_list("code", "name")
    return {name: plain_label(name) for name in SCALARS} | {f"{PREFIX}{code}": f"Job: {label}" for code, label in types}


def _check(row: HistoricFigure) -> None:
    """Raises ValidationError for a figure nobody counts and for a year that is counted."""
    wrong: dict[str, str] = {}
    if row.indicator not in choices():
        wrong["indicator"] = "Vælg et af de tal, portalen kender."
    first = first_counted(row.municipality)
    if first is None:
        wrong["year"] = "Portalen ved ikke, hvilke år der tælles. Åbn den første årsrapport, før I skriver ældre tal."
    elif row.year is not None and row.year >= first:
        wrong["year"] = f"Tallene for {first} og senere tælles af portalen. Vælg et år før {first}."
    if wrong:
        raise ValidationError(wrong)  # type: ignore[arg-type]


@transaction.atomic
def add_historic(access: Access, row: HistoricFigure, *, links: Any = None) -> HistoricFigure:
    """Adds an earlier year's figure. Raises ValidationError for a year that is counted, or one that is there already."""
    demand(access, EDIT, row)
    _check(row)
    return guarded.add(access, EDIT, row, links=links)


@transaction.atomic
def correct_historic(
    access: Access, row: HistoricFigure, *, expected_version: int, links: Any = None
) -> HistoricFigure:
    """Raises ValidationError, Conflict."""
    demand(access, EDIT, row)
    _check(row)
    return guarded.change(access, EDIT, row, expected_version=expected_version, links=links)


@transaction.atomic
def remove_historic(access: Access, row: HistoricFigure, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash for 30 days. Raises Conflict."""
    guarded.remove(access, EDIT, row, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_historic(access: Access, row: HistoricFigure) -> HistoricFigure:
    """Brings it back. Raises ValidationError when its year is counted, or written anew, meanwhile."""
    demand(access, EDIT, row)
    _check(row)
    return guarded.restore(access, EDIT, row)
