"""Status efter endt forløb."""

from typing import Self

from django.db import models
from django.db.models import Q

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .course import Course, CourseQuerySet
from .vocabulary import OutcomeType


class OutcomeQuerySet(models.QuerySet):
    """Reads of outcomes."""

    def of_courses(self, courses: CourseQuerySet) -> Self:
        """All rows, primary or not."""
        return self.filter(course__in=courses)


class Outcome(Record):
    """Status efter endt forløb: one primary, and any number of further ones (decisions, "What counts")."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="outcomes", verbose_name="forløb")
    type = models.ForeignKey(OutcomeType, on_delete=models.PROTECT, related_name="outcomes", verbose_name="status")
    primary = models.BooleanField("vigtigste status", default=True)

    objects = LiveManager.from_queryset(OutcomeQuerySet)()

    class Meta:
        verbose_name = "status efter endt forløb"
        verbose_name_plural = "statusser efter endt forløb"
        ordering = ["-primary", "type__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(primary=True, deleted_at=None),
                name="agreements_outcome_one_primary",
                violation_error_message="Forløbet har allerede en vigtigste status.",
            ),
            models.UniqueConstraint(
                fields=["course", "type"],
                condition=Q(deleted_at=None),
                name="agreements_outcome_type_once",
                violation_error_message="Forløbet har allerede den status.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}, {self.course}"

    @property
    def municipality(self) -> Municipality:
        """The course's."""
        return self.course.municipality
