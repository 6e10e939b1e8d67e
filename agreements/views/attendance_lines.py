"""What a course's page tells of its attendance sheets: those that were sent, and the one that is to be sent first."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from socialportal.common import danish

from .. import deadlines
from ..models import AttendanceSheet
from ..queries.deadlines.courses import ASKED_AFTER_END
from ..weeks import hours_said
from .course_story.facts import Line, when_badge

# How long before its day a sheet is told of.
AHEAD = dt.timedelta(days=28)


def sheet_lines(course: Any, sheets: Iterable[AttendanceSheet], day: dt.date) -> Iterator[Line]:
    """A line for each sheet that was sent, and one for the oldest that was not. Long after its end
    a course is no longer asked for it. `course` is read `with_frame` and its pauses."""
    sent = list(sheets)
    for sheet in sent:
        met = ""
        if sheet.planned:
            met = f"Mødt {danish.number(sheet.attended)} af {hours_said(sheet.planned)}."
        url = sheet_url(course, sheet.period_from)
        told = f"Fremmødeseddel for {_span(sheet.period_from, sheet.period_to)}."
        yield Line(sheet.sent_on, told, met, status="Sendt", url=url, act="Se")
    months = getattr(course, "attendance_months", None)
    if not months:
        return
    periods = deadlines.sheet_periods(course.started_on, months, day, course.ended_on, course.pause_spans())
    missing = deadlines.unsent(periods, [(sheet.period_from, sheet.period_to) for sheet in sent])
    if missing and missing[0].due <= day + AHEAD:
        first = missing[0]
        more = ""
        if len(late := [period for period in missing if period.due < day]) > 1:
            more = f"Den er den ældste af {danish.words(len(late))}, der mangler."
        url = sheet_url(course, first.first)
        told = f"Fremmødesedlen for {_span(first.first, first.last)}"
        if course.ended_on and course.ended_on <= day - ASKED_AFTER_END:
            yield Line(first.due, f"{told} blev ikke sendt.", more, "plain", "Ikke sendt", url=url, act="Se")
            return
        shape, said = when_badge(day, first.due)
        told += " skal være sendt."
        yield Line(first.due, told, more, shape, said, url=url, act="Se")


def sheet_url(course: Any, first: dt.date) -> str:
    """The page of the sheet for the period that begins on the day."""
    return reverse("agreements:sheet", args=[course.pk, first.isoformat()])


def _span(first: dt.date, last: dt.date) -> str:
    return f"{danish.date(first)} – {danish.date(last)}"
