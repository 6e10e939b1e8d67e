"""What everything that belongs to a course has from it."""

from typing import TYPE_CHECKING

from django.db import models

from socialportal.accounts.models import Municipality

if TYPE_CHECKING:
    from .course import Course


class OfCourse(models.Model):
    """Mixin of rows with a `course`: who may see the course may see them."""

    course: "models.ForeignKey[Course, Course]"

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The course's page, where it stands."""
        return self.course.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """The course's, without asking the database for the municipality."""
        return self.course.municipality_id

    @property
    def team_id(self) -> int:
        """The team that follows the course's participant."""
        return self.course.team_id

    @property
    def municipality(self) -> Municipality:
        """The course's."""
        return self.course.municipality
