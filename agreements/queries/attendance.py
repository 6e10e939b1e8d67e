"""Attendance read across courses: the rows of a week's page, and mødestabilitet (attended of planned hours)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from socialportal.common import danish

from .. import weeks
from ..models import AttendanceSheet, AttendanceWeek, Course, CourseHours
from ..terms import WEEK
from ..weeks import NOTHING


def runs_in_week(course: Course, monday: dt.date) -> bool:
    """Whether the course runs on a day of the week; reads what is prefetched."""
    return weeks.first_day_in(course.started_on, course.ended_on, course.pause_spans(), monday) is not None


def in_weeks(courses: QuerySet, first: dt.date, last: dt.date) -> QuerySet:
    """The courses that may have a week between two Mondays, with their pauses, and the weeks themselves as `written`."""
    told = AttendanceWeek.objects.filter(monday__gte=first, monday__lte=last)
    return (
        courses.filter(Q(ended_on=None) | Q(ended_on__gte=first), started_on__lt=last + WEEK)
        .select_related("participant", "presence__enterprise", "presence__municipality")
        .prefetch_related("pauses", Prefetch("weeks", told, to_attr="written"))
        .order_by("participant__number")
    )


def week_rows(courses: QuerySet, monday: dt.date) -> list[Any]:
    """The courses that run in the week, by number, with `written` (the week, if there is one) and `expected`: the hours planned
    the last time, else those of the line of hours, else nothing. Three queries.
    """
    before = AttendanceWeek.objects.filter(course=OuterRef("pk"), monday__lt=monday).order_by("-monday")
    step = CourseHours.objects.filter(course=OuterRef("pk"), valid_from__lt=monday + WEEK).order_by("-valid_from")
    rows: Any = in_weeks(courses, monday, monday).annotate(
        planned_before=Subquery(before.values("planned")[:1]), hours_step=Subquery(step.values("hours_per_week")[:1])
    )
    found = [course for course in rows if runs_in_week(course, monday)]
    for course in found:
        course.expected = course.planned_before if course.planned_before is not None else course.hours_step
    return found


def sheets_told(courses: Iterable[Any], monday: dt.date) -> int:
    """How many of the courses have sent a sheet for a period in which days of the week lie."""
    sheets = AttendanceSheet.objects.filter(course__in=[course.pk for course in courses])
    return sheets.filter(period_from__lt=monday + WEEK, period_to__gte=monday).count()


@dataclass(frozen=True)
class Asked:
    """What somebody's courses lack: of last week's rows how many are written."""

    running: int
    written: int

    @property
    def missing(self) -> int:
        """Rows to be written."""
        return self.running - self.written


def asked_of(courses: QuerySet, today: dt.date) -> Asked:
    """How it stands with last week's attendance; three queries."""
    last = weeks.monday(today) - WEEK
    return Asked(*weeks_told(list(in_weeks(courses, last, last)), last))


# --- Mødestabilitet -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Attendance:
    """What weeks come to: how many were written, and their hours."""

    weeks: int
    planned: Decimal
    attended: Decimal
    lawful: Decimal
    absent: Decimal

    @property
    def steadiness(self) -> Decimal | None:
        """Attended of planned hours, percent with one decimal; None where nothing was planned."""
        return weeks.steadiness(self.attended, self.planned)


_SUMS = ("planned", "attended", "lawful", "absent")


def _sums() -> dict[str, Any]:
    return {f"{name}_sum": Sum(name) for name in _SUMS}


def _attendance(row: dict[str, Any], count: int) -> Attendance:
    return Attendance(count, *(row[f"{name}_sum"] or NOTHING for name in _SUMS))


def attendance(
    weeks_read: QuerySet[AttendanceWeek], first: dt.date | None = None, last: dt.date | None = None
) -> Attendance:
    """The weeks that begin between the two days (both included), added up by the database. Weeks of courses in the trash are
    not counted. `AttendanceWeek.objects.filter(course__agreement=…)` makes it an agreement's.
    """
    rows = _between(weeks_read, first, last)
    row = rows.aggregate(**_sums(), count=Count("pk"))
    return _attendance(row, row["count"])


def attendance_by(
    field: str, weeks_read: QuerySet[AttendanceWeek], first: dt.date | None = None, last: dt.date | None = None
) -> dict[int, Attendance]:
    """The same by `course` or `course__agreement`, in one query."""
    rows = _between(weeks_read, first, last).order_by().values(field).annotate(**_sums(), count=Count("pk"))
    return {row[field]: _attendance(row, row["count"]) for row in rows if row[field] is not None}


def _between(rows: QuerySet[AttendanceWeek], first: dt.date | None, last: dt.date | None) -> QuerySet[AttendanceWeek]:
    rows = rows.filter(course__deleted_at=None)
    if first:
        rows = rows.filter(monday__gte=first)
    return rows.filter(monday__lte=last) if last else rows


def steadiness_said(found: Attendance) -> str:
    """`75 % (15 af 20 timer)`, nothing without planned hours."""
    if found.steadiness is None:
        return ""
    return f"{danish.percent(found.steadiness)} ({danish.number(found.attended)} af {weeks.hours_said(found.planned)})"


def latest_mondays(today: dt.date, count: int) -> list[dt.date]:
    """This week's Monday and those before it, newest first."""
    now = weeks.monday(today)
    return [now - number * WEEK for number in range(count)]


def weeks_told(courses: Iterable[Any], monday: dt.date) -> tuple[int, int]:
    """Of courses read by `in_weeks`: how many run in the week, and how many of those are written."""
    running = [course for course in courses if runs_in_week(course, monday)]
    return len(running), sum(any(week.monday == monday for week in course.written) for course in running)
