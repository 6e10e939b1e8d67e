"""Fremmøde: a week at a time, and the sheets made from the weeks. Absence is lawful or not, never a diagnosis."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from socialportal.common.records import LiveManager, Record

from .course import Course
from .journal import Journaled
from .of_course import OfCourse

WEEKLY = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(60))]


def weekly_hours(label: str) -> models.DecimalField:
    """Hours in one week, with one decimal."""
    return models.DecimalField(label, max_digits=4, decimal_places=1, default=Decimal(0), validators=WEEKLY)


class AttendanceWeek(OfCourse, Record):
    """One participant's week, from a Monday on, in hours."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="weeks", verbose_name="forløb")
    monday = models.DateField("ugens mandag")
    planned = weekly_hours("aftalte timer")
    attended = weekly_hours("mødt")
    lawful = weekly_hours("lovligt fravær")
    absent = weekly_hours("udeblevet")

    objects = LiveManager()

    HISTORY = {
        "added": "skrev fremmøde for {label}",
        "corrected": "rettede fremmødet: {fields}",
    }

    class Meta:
        verbose_name = "uges fremmøde"
        verbose_name_plural = "ugers fremmøde"
        ordering = ["monday"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "monday"],
                condition=Q(deleted_at=None),
                name="agreements_week_once",
                violation_error_message="Fremmødet for den uge er allerede skrevet.",
            ),
            models.CheckConstraint(
                condition=Q(planned__gte=0, attended__gte=0, lawful__gte=0, absent__gte=0),
                name="agreements_week_not_negative",
                violation_error_message="Timer kan ikke være negative.",
            ),
        ]

    def __str__(self) -> str:
        return f"Uge {self.monday.isocalendar().week}, {self.course}"


class AttendanceSheet(OfCourse, Journaled, Record):
    """Fremmødeseddel: what the weeks of a period came to when it was sent to the municipality's contact (domain-model R5)."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="sheets", verbose_name="forløb")
    period_from = models.DateField("fra")
    period_to = models.DateField("til og med")
    sent_on = models.DateField("sendt")
    planned = models.DecimalField("aftalte timer", max_digits=6, decimal_places=1)
    attended = models.DecimalField("mødt", max_digits=6, decimal_places=1)
    lawful = models.DecimalField("lovligt fravær", max_digits=6, decimal_places=1)
    absent = models.DecimalField("udeblevet", max_digits=6, decimal_places=1)

    objects = LiveManager()

    HISTORY = {
        "added": "sendte fremmødesedlen",
        "resent": "sendte den rettede fremmødeseddel: {fields}",
    }

    class Meta:
        verbose_name = "fremmødeseddel"
        verbose_name_plural = "fremmødesedler"
        ordering = ["period_from"]
        constraints = [
            *Journaled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="agreements_sheet_dates_in_order",
                violation_error_message="Perioden slutter, før den begynder.",
            ),
            models.UniqueConstraint(
                fields=["course", "period_from"],
                condition=Q(deleted_at=None),
                name="agreements_sheet_once",
                violation_error_message="Fremmødesedlen for den periode er allerede sendt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Fremmødeseddel, {self.course}"
