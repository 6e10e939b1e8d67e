"""Opening a year's report, and what stands on its cover."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from agreements.services import guarded
from enterprises.models import Presence
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import demand

from ..models import AnnualReport, Section
from ..terms import SECTIONS
from .room import make_room
from .texts import same_place

EDIT = "reports.edit_report"


@transaction.atomic
def open_report(access: Access, municipality: Municipality, *, year: int) -> AnnualReport:
    """Makes the year's working copy with room for every text: all sections, and all points of the strategy.

    Nothing is copied from earlier years. Raises ValidationError for a year that is open already, lies too far ahead, or
    in which nobody was active in the municipality.
    """
    demand(access, EDIT, municipality)
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    if year > (latest := timezone.localdate().year + 1):
        raise ValidationError({"year": f"Vælg et år til og med {latest}."})
    if AnnualReport.objects.filter(municipality=municipality, year=year).exists():
        raise ValidationError({"year": f"Årsrapporten for {year} er allerede åbnet."})
    if (
        not Presence.objects.filter(municipality=municipality, enterprise__deleted_at=None)
        .overlapping_year(year)
        .exists()
    ):
        raise ValidationError(
            {"year": f"Ingen virksomhed er registreret som aktiv i kommunen i {year}. Registrér virksomhederne først."}
        )
    report = guarded.add(access, EDIT, AnnualReport(municipality=municipality, year=year))
    Section.objects.bulk_create(Section(report=report, key=key) for key in SECTIONS)
    make_room(municipality)
    return report


@transaction.atomic
def change_report(access: Access, report: AnnualReport, *, expected_version: int, links: Any = None) -> AnnualReport:
    """Title, signature, date, and the committees it is laid before. Raises ValidationError, Conflict."""
    demand(access, EDIT, report)
    same_place(report, committees=(links or {}).get("committees", ()))
    return guarded.change(access, EDIT, report, expected_version=expected_version, links=links)


@transaction.atomic
def remove_report(access: Access, report: AnnualReport, *, expected_version: int, reason: str = "") -> None:
    """Puts the working copy with all its texts in the trash. Raises Conflict."""
    guarded.remove(access, EDIT, report, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_report(access: Access, report: AnnualReport) -> AnnualReport:
    """Brings it back with its texts. Raises ValidationError when the year was opened anew meanwhile."""
    demand(access, EDIT, report)
    if AnnualReport.objects.filter(municipality=report.municipality, year=report.year).exists():
        raise ValidationError(
            f"Årsrapporten for {report.year} er åbnet igen imens. Slet den, før du henter denne tilbage."
        )
    restored = guarded.restore(access, EDIT, report)
    make_room(restored.municipality)
    return restored
