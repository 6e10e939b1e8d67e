"""Why a deadline was passed: a reason from a list, never a wall (domain-model R2)."""

from django.db import models
from django.db.models import Q

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .vocabulary import DelayReason


class Delay(Record):
    """The reason for one deadline, known by its kind, the record it is about and the day it was due."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="delays", verbose_name="kommune"
    )
    kind = models.SlugField("slags frist", max_length=40)
    about_id = models.PositiveBigIntegerField("post")
    due_on = models.DateField("frist")
    reason = models.ForeignKey(DelayReason, on_delete=models.PROTECT, related_name="+", verbose_name="grund")

    objects = LiveManager()

    HISTORY = {
        "added": "skrev, hvorfor en frist blev overskredet",
        "corrected": "rettede grunden til en overskredet frist",
    }

    class Meta:
        verbose_name = "grund til overskredet frist"
        verbose_name_plural = "grunde til overskredne frister"
        ordering = ["-due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_id", "due_on"],
                condition=Q(deleted_at=None),
                name="agreements_delay_once",
                violation_error_message="Der er allerede skrevet en grund.",
            )
        ]

    def __str__(self) -> str:
        return f"Grund til overskredet frist: {self.reason}"
