"""Timer og intensitet: how much somebody works from a day on, in a course or in a job."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from socialportal.common import danish
from socialportal.common.records import LiveManager, Record

from .course import Course
from .of_course import OfCourse


class Effort(Record):
    """A step on the line: hours a week and intensity, until the next step."""

    valid_from = models.DateField("fra")
    hours_per_week = models.DecimalField(
        "timer om ugen",
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(60)],
    )
    intensity = models.PositiveSmallIntegerField(
        "intensitet i procent", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    HISTORY = {
        "added": "registrerede {label}",
        "corrected": "rettede timerne: {fields}",
    }

    class Meta:
        abstract = True
        verbose_name = "timer og intensitet"
        verbose_name_plural = "timer og intensitet"
        ordering = ["valid_from"]

    def written(self) -> str:
        """`4,5 timer om ugen fra 8. september 2016`."""
        return f"{danish.number(self.hours_per_week)} timer om ugen fra {danish.date(self.valid_from)}"


class CourseHours(OfCourse, Effort):
    """Timer og intensitet in a course: the line that shows whether somebody grows."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="hours", verbose_name="forløb")

    objects = LiveManager()

    class Meta(Effort.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["course", "valid_from"],
                condition=Q(deleted_at=None),
                name="agreements_coursehours_one_a_day",
                violation_error_message="Der er allerede et trin fra den dag.",
            ),
            models.CheckConstraint(
                condition=Q(intensity__gte=1, intensity__lte=100, hours_per_week__gt=0),
                name="agreements_coursehours_sensible",
                violation_error_message="Timerne skal være flere end 0, og intensiteten mellem 1 og 100 procent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written()}, {self.course}"
