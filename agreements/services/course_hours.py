"""Timer og intensitet in a course, step by step: the line that shows whether somebody grows."""

from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import CourseHours
from . import guarded
from .dates import check_step

EDIT = "agreements.edit_course"


@transaction.atomic
def add_course_hours(access: Access, step: CourseHours, *, links: Links | None = None, reason: str = "") -> CourseHours:
    """Ændring fra en dato: these hours hold from the day on."""
    _check(step)
    return guarded.add(access, EDIT, step, links=links, reason=reason)


@transaction.atomic
def correct_course_hours(
    access: Access, step: CourseHours, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> CourseHours:
    """Rettelse: it was always so."""
    _check(step)
    return guarded.change(access, EDIT, step, expected_version=expected_version, links=links, reason=reason)


def remove_course_hours(access: Access, step: CourseHours, *, expected_version: int, reason: str = "") -> None:
    """A step that was entered by mistake."""
    guarded.remove(access, EDIT, step, expected_version=expected_version, reason=reason)


def restore_course_hours(access: Access, step: CourseHours) -> CourseHours:
    """Back from the trash, if no other step has taken the day."""
    return guarded.restore(access, EDIT, step)


def _check(step: CourseHours) -> None:
    check_step(step.valid_from, step.course.started_on, step.course.ended_on, "Forløbet begyndte", "Forløbet sluttede")
