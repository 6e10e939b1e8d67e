"""What the pages of everything that belongs to a course share: whose rows there are, and the way back to the course."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from socialportal.accounts.access import Access

from ..models import Course
from .doors import OnTheWay, Trail, WorkAdd, trail_of

EDIT = "agreements.edit_course"
WITH_WHOM = ("participant__municipality", "presence__enterprise", "agreement__presence__enterprise")


def visible_courses(access: Access) -> Any:
    """The courses one may see, read with whom and where, for the headings and the rules."""
    return Course.objects.visible_to(access).select_related(*WITH_WHOM)


def visible_parts(model: Any, access: Access, path: str = "course") -> QuerySet:
    """The rows of a model that belong to courses one may see; `path` leads from the row to its course."""
    rows = model.objects.filter(**{f"{path}__in": Course.objects.visible_to(access)})
    return rows.select_related(*(f"{path}__{more}" for more in WITH_WHOM))


def trail_of_course(course: Course) -> Trail:
    """From the list of courses to this one."""
    return trail_of("Forløb", "agreements:courses", course)


class OfCourse(OnTheWay):
    """A page of a course itself."""

    model = Course
    permission = EDIT

    def visible(self) -> QuerySet:
        rows: QuerySet = visible_courses(self.request.access)
        return rows

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Forløb", "agreements:courses", *([record] if record.pk else []))


class PartOfCourse(OnTheWay):
    """A page of a row that belongs to a course. Subclasses name the model."""

    permission = EDIT
    path = "course"

    def visible(self) -> QuerySet:
        return visible_parts(self.model, self.request.access, self.path)

    def trail(self, record: Any) -> Trail:
        """From the course."""
        return trail_of_course(record.course)

    def done_url(self, record: Any) -> str:
        """Back to the course, where the row stands."""
        return str(record.get_absolute_url())


class PartAdd(WorkAdd):
    """A new row of the course of the address. Subclasses name the model, form, service and words."""

    permission = EDIT

    @property
    def course(self) -> Course:
        """The course of the address, through both doors."""
        if not hasattr(self, "_course"):
            found: Any = get_object_or_404(visible_courses(self.request.access), pk=self.kwargs["pk"])
            self.allow(self.permission, found)
            self._course = found
        return self._course

    def start(self) -> Any:
        return self.model(course=self.course)

    def trail(self, record: Any) -> Trail:
        return trail_of_course(self.course)

    def heading(self, record: Any) -> str:
        return self.title.format(course=self.course, participant=self.course.participant)

    def cancel_url(self, record: Any) -> str:
        return self.course.get_absolute_url()
