"""Fremmødesedler: of each course the periods a sheet is due for (domain-model R5), those that were sent, and what the weeks of a
period come to. Made from dates and weeks each time: only a sheet that was sent is stored.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from .. import deadlines, weeks
from ..models import AttendanceSheet, AttendanceWeek
from .attendance import Attendance, attendance

# A course that ended longer ago is no longer asked for sheets; those that were sent are still there.
ASKED_AFTER_END = dt.timedelta(days=180)


class SheetState(StrEnum):
    """How it stands with a sheet on a day."""

    SENT = "sent"
    READY = "ready"
    LACKING = "lacking"
    RUNNING = "running"


@dataclass(frozen=True)
class Sheet:
    """A period of a course, with the sheet if it was sent. `lacking` are the Mondays of weeks nobody has written."""

    course: Any
    first: dt.date
    last: dt.date
    due: dt.date | None
    sent: AttendanceSheet | None
    day: dt.date
    mondays: tuple[dt.date, ...] = field(default=())
    lacking: tuple[dt.date, ...] = field(default=())

    @property
    def state(self) -> SheetState:
        """A period that goes on is running; on its last day it lacks weeks, or is ready to be sent."""
        if self.sent is not None:
            return SheetState.SENT
        if self.last > self.day:
            return SheetState.RUNNING
        return SheetState.LACKING if self.lacking else SheetState.READY

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("agreements:sheet", args=[self.course.pk, self.first.isoformat()])

    @property
    def overdue(self) -> bool:
        """Not sent, and the day has passed."""
        return self.sent is None and self.due is not None and self.due < self.day

    @property
    def weeks_read(self) -> QuerySet[AttendanceWeek]:
        """The weeks it tells of."""
        return AttendanceWeek.objects.filter(course=self.course, monday__in=self.mondays)

    def told(self) -> Attendance:
        """What the weeks come to, added up by the database."""
        return attendance(self.weeks_read)


def for_sheets(courses: Any) -> QuerySet:
    """Courses with all that sheets are made of; four queries, however many."""
    rows: QuerySet = (
        courses.with_frame()
        .select_related("participant__municipality", "presence__enterprise", "agreement__contact")
        .prefetch_related("sheets", Prefetch("weeks", to_attr="weeks_written"))
    )
    return rows


def sheets_of(course: Any, day: dt.date) -> list[Sheet]:
    """A course's sheets in order, up to the period that goes on. `course` is read by `for_sheets`."""
    sent = {sheet.period_from: sheet for sheet in course.sheets.all()}
    found = [_sheet(course, sheet.period_from, sheet.period_to, None, sheet, day) for sheet in sent.values()]
    periods: Iterable[deadlines.SheetPeriod] = ()
    if course.attendance_months:
        periods = deadlines.sheet_periods(
            course.started_on, course.attendance_months, day, course.ended_on, course.pause_spans()
        )
    told = [(sheet.period_from, sheet.period_to) for sheet in sent.values()]
    found += [
        _sheet(course, period.first, period.last, period.due, None, day) for period in deadlines.unsent(periods, told)
    ]
    return sorted(found, key=lambda sheet: sheet.first)


def _sheet(
    course: Any, first: dt.date, last: dt.date, due: dt.date | None, sent: AttendanceSheet | None, day: dt.date
) -> Sheet:
    mondays = weeks.weeks_of((first, last), course.started_on, course.ended_on, course.pause_spans())
    written = {week.monday for week in course.weeks_written}
    lacking = tuple(monday for monday in mondays if monday not in written and monday <= day)
    return Sheet(course, first, last, due, sent, day, tuple(mondays), lacking)


def sheet_of(course: Any, first: dt.date, day: dt.date) -> Sheet | None:
    """The course's sheet for the period that begins on the day."""
    return next((sheet for sheet in sheets_of(course, day) if sheet.first == first), None)


def next_sheet(course: Any, day: dt.date) -> Sheet | None:
    """The oldest one that is not sent."""
    return next((sheet for sheet in sheets_of(course, day) if sheet.sent is None), None)


def asked_for(courses: QuerySet, day: dt.date) -> QuerySet:
    """Those that run or have ended lately, and those with sheets that were sent."""
    lately = Q(ended_on=None) | Q(ended_on__gt=day - ASKED_AFTER_END)
    sent = AttendanceSheet.objects.values("course")
    return courses.filter(Q(lately, agreement__isnull=False) | Q(pk__in=sent), started_on__lte=day)


def all_sheets(courses: QuerySet, day: dt.date) -> Iterator[Sheet]:
    """The sheets of many courses. An old course is not asked for what it never sent."""
    for course in for_sheets(asked_for(courses, day)):
        ended_long_ago = course.ended_on is not None and course.ended_on <= day - ASKED_AFTER_END
        for sheet in sheets_of(course, day):
            if sheet.sent is not None or not ended_long_ago:
                yield sheet
