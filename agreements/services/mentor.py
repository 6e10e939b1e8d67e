"""The mentor of a course: one of the enterprise's mentors, who then sees the course's dates, plan and attendance."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from enterprises.models import EnterpriseMembership
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import User

from ..models import Course
from . import guarded

EDIT = "agreements.edit_course"


def mentors_of(course: Course, day: dt.date | None = None) -> QuerySet[User]:
    """Those who are mentors at the course's enterprise on the course's day: today while it runs, its first day before, its
    last after.
    """
    day = day or min(max(timezone.localdate(), course.started_on), course.ended_on or dt.date.max)
    held = EnterpriseMembership.objects.active_on(day).filter(  # type: ignore[attr-defined]
        enterprise=course.presence.enterprise, role=roles.MENTOR
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


@transaction.atomic
def set_mentor(access: Access, course: Course, *, expected_version: int, mentor: User | None) -> Course:
    """Chooses the mentor; nobody, when the one there was has stopped."""
    if mentor is not None and mentor != course.mentor and not mentors_of(course).filter(pk=mentor.pk).exists():
        raise ValidationError({"mentor": f"{mentor} er ikke mentor hos {course.presence.enterprise}. Vælg en anden."})
    course.mentor = mentor
    return guarded.change(access, EDIT, course, expected_version=expected_version, verb="changed")
