"""Fremmødesedler: what the weeks of a period came to, kept as it was when it was sent, and the municipality's contact told."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import conflict_of
from socialportal.common import danish

from ..models import AttendanceSheet, Course
from ..queries.sheets import Sheet, for_sheets, sheet_of
from . import guarded
from .telling import tell_of_sheet

RECORD = "agreements.record_attendance"


@transaction.atomic
def send_sheet(access: Access, course: Course, *, period_from: dt.date, expected_version: int = 0) -> AttendanceSheet:
    """Sends the sheet of the period that begins on the day, and tells the agreement's contact that there is one. Once it was
    sent it is sent again only on purpose, with the version of the one that was sent, and when the weeks say something else.
    """
    demand(access, RECORD, course)
    Course.objects.select_for_update().get(pk=course.pk)
    read = for_sheets(Course.objects.filter(pk=course.pk)).get()
    sheet = sheet_of(read, period_from, timezone.localdate())
    if sheet is None:
        raise ValidationError("Forløbet har ingen fremmødeseddel, der begynder den dag.")
    _check(sheet)
    told = sheet.told()
    hours = {name: getattr(told, name) for name in ("planned", "attended", "lawful", "absent")}
    if sheet.sent is None:
        made = AttendanceSheet(course=course, period_from=sheet.first, period_to=sheet.last, sent_on=sheet.day, **hours)
        guarded.add(access, RECORD, made)
        tell_of_sheet(access, made)
        return made
    if sheet.sent.version != expected_version:
        if not expected_version:
            raise ValidationError(f"Fremmødesedlen blev sendt {danish.date(sheet.sent.sent_on)}.")
        raise conflict_of(sheet.sent, expected_version)
    if not differs(sheet):
        raise ValidationError("Ugerne siger det samme som den fremmødeseddel, der er sendt.")
    again = sheet.sent
    again.course, again.sent_on = course, sheet.day
    for name, value in hours.items():
        setattr(again, name, value)
    guarded.change(access, RECORD, again, expected_version=expected_version, verb="resent")
    tell_of_sheet(access, again)
    return again


def differs(sheet: Sheet) -> bool:
    """Whether the weeks of a sheet that was sent have been corrected since."""
    told, sent = sheet.told(), sheet.sent
    return sent is not None and any(
        getattr(told, name) != getattr(sent, name) for name in ("planned", "attended", "lawful", "absent")
    )


def _check(sheet: Sheet) -> None:
    if sheet.sent is None and sheet.last > sheet.day:
        raise ValidationError(f"Perioden slutter {danish.date(sheet.last)}. Send fremmødesedlen, når den er slut.")
    if not sheet.mondays:
        raise ValidationError("Perioden har ingen uger at fortælle om.")
    if sheet.lacking:
        names = danish.listing(str(monday.isocalendar().week) for monday in sheet.lacking)
        word = "uge" if len(sheet.lacking) == 1 else "ugerne"
        raise ValidationError(f"Skriv fremmødet for {word} {names} først.")
