"""Pause: a course stands still and goes on. The frame moves by the days of the pause; the place is kept."""

from django.db import models
from django.db.models import F, Q

from socialportal.common.records import LiveManager, Record

from .course import Course
from .of_course import OfCourse
from .vocabulary import PauseReason


class Pause(OfCourse, Record):
    """From the first day of standing still to the last; without a last day it goes on."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="pauses", verbose_name="forløb")
    paused_from = models.DateField("pause fra")
    paused_to = models.DateField("pause til og med", null=True, blank=True, help_text="Tomt: pausen varer endnu.")
    reason = models.ForeignKey(PauseReason, on_delete=models.PROTECT, related_name="+", verbose_name="grund")

    objects = LiveManager()

    HISTORY = {
        "added": "satte forløbet på pause",
        "ended": "lod forløbet gå i gang igen",
    }

    class Meta:
        verbose_name = "pause"
        verbose_name_plural = "pauser"
        ordering = ["paused_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paused_to=None) | Q(paused_to__gte=F("paused_from")),
                name="agreements_pause_dates_in_order",
                violation_error_message="Pausen slutter, før den begynder. Ret en af datoerne.",
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(paused_to=None, deleted_at=None),
                name="agreements_pause_one_open",
                violation_error_message="Forløbet holder allerede pause.",
            ),
        ]

    def __str__(self) -> str:
        return f"Pause, {self.course}"
