"""Fremmøde: a week for several participants at once, all rows or none; and a row that somebody else wrote meanwhile is shown,
never overwritten.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import conflict_of
from socialportal.common.records import Conflict

from .. import weeks
from ..models import AttendanceWeek, Course
from ..weeks import Hours
from . import guarded

RECORD = "agreements.record_attendance"


@dataclass(frozen=True)
class WeekEntry:
    """What somebody wrote about one participant's week. `expected_version` is that of the row they looked at; 0, when there
    was none.
    """

    course: Course
    expected_version: int
    hours: Hours


class WeekRefused(Exception):
    """Nothing was saved: by course (primary key), what is wrong with a row, or what somebody else saved meanwhile."""

    def __init__(self, errors: dict[int, ValidationError], conflicts: dict[int, Conflict]) -> None:
        super().__init__("Ugen er ikke gemt.")
        self.errors = errors
        self.conflicts = conflicts


@transaction.atomic
def record_week(access: Access, *, monday: dt.date, entries: Iterable[WeekEntry]) -> list[AttendanceWeek]:
    """Saves the rows of a week in one transaction, and answers with those that were written. Raises WeekRefused with every
    row's trouble, ValidationError when the week itself cannot be written.

    The courses are locked in one order, so that of two who write the same row at the same moment one gets it and the other
    is told. A row that already says the same is done, whoever wrote it.
    """
    if monday != weeks.monday(monday):
        raise ValidationError("En uge begynder en mandag.")
    if monday > timezone.localdate():
        raise ValidationError("Ugen er ikke begyndt endnu. Skriv fremmødet, når den er i gang eller forbi.")
    wanted = sorted(entries, key=lambda entry: entry.course.pk)
    keys = [entry.course.pk for entry in wanted]
    list(Course.objects.filter(pk__in=keys).order_by("pk").select_for_update().values_list("pk"))
    there = {week.course_id: week for week in AttendanceWeek.objects.filter(course__in=keys, monday=monday)}  # type: ignore[attr-defined]
    written, errors, conflicts = [], {}, {}
    for entry in wanted:
        try:
            if (saved := _record(access, monday, entry, there.get(entry.course.pk))) is not None:
                written.append(saved)
        except ValidationError as error:
            errors[entry.course.pk] = error
        except Conflict as conflict:
            conflicts[entry.course.pk] = conflict
    if errors or conflicts:
        raise WeekRefused(errors, conflicts)
    return written


def _record(access: Access, monday: dt.date, entry: WeekEntry, week: AttendanceWeek | None) -> AttendanceWeek | None:
    demand(access, RECORD, entry.course)
    if week is not None and hours_of(week) == entry.hours:
        return None
    _check(entry.course, monday, entry.hours)
    if week is None:
        if entry.expected_version:
            raise ValidationError("Ugen er slettet, siden du åbnede siden. Hent siden igen.")
        return guarded.add(access, RECORD, AttendanceWeek(course=entry.course, monday=monday, **vars(entry.hours)))
    if week.version != entry.expected_version:
        raise conflict_of(week, entry.expected_version)
    for name, hours in vars(entry.hours).items():
        setattr(week, name, hours)
    week.course = entry.course
    return guarded.change(access, RECORD, week, expected_version=entry.expected_version)


def hours_of(week: AttendanceWeek) -> Hours:
    """What stands in the row."""
    return Hours(week.planned, week.attended, week.lawful, week.absent)


def _check(course: Course, monday: dt.date, hours: Hours) -> None:
    if weeks.first_day_in(course.started_on, course.ended_on, course.pause_spans(), monday) is None:
        raise ValidationError("Forløbet er ikke i gang i den uge.")
    if hours.too_much_absence:
        raise ValidationError({"absent": "Fraværet er på flere timer end de aftalte. Ret et af tallene."})
    if hours.untold:
        left = weeks.hours_said(hours.untold)
        raise ValidationError({"attended": f"Der mangler {left}. Skriv dem som lovligt fravær eller udeblevet."})
