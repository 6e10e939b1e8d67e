"""Boligområder with a comprehensive plan."""

from django.core.exceptions import ValidationError

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import HousingArea
from . import guarded
from .removal import refuse_while_used

CHANGE = "enterprises.change_area"


def _check(area: HousingArea) -> None:
    """Figures are of a year and come from somewhere: else nobody can print them."""
    figures = area.dwellings is not None or area.residents is not None
    if figures and not area.year:
        raise ValidationError({"year": "Skriv, hvilket år tallene er fra."})
    if (figures or area.description) and not area.source.strip():
        raise ValidationError({"source": "Skriv, hvor oplysningerne kommer fra."})


def add_area(access: Access, area: HousingArea, *, links: Links | None = None, reason: str = "") -> HousingArea:
    """A new area. Raises ValidationError for figures without year or source."""
    _check(area)
    return guarded.add(access, CHANGE, area, reason=reason)


def change_area(
    access: Access, area: HousingArea, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> HousingArea:
    """Rettelse."""
    _check(area)
    return guarded.change(access, CHANGE, area, expected_version=expected_version, reason=reason)


def remove_area(access: Access, area: HousingArea, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash. Raises ValidationError while enterprises lie there."""
    refuse_while_used([area], instead="Ret først, hvor de virksomheder ligger.")
    guarded.remove(access, CHANGE, area, expected_version=expected_version, reason=reason)


def restore_area(access: Access, area: HousingArea) -> HousingArea:
    """Takes it out of the trash."""
    return guarded.restore(access, CHANGE, area)
