"""Opfølgning of a job: for a flex job whether its conditions still hold (domain-model R8)."""

from django.db import models
from django.db.models import Q

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .placement import Placement


class JobFollowUp(Record):
    """A follow-up that was held."""

    class Kind(models.TextChoices):
        REVIEW = "review", "Opfølgning på fleksjob"
        STATUS = "status", "Status på midlertidigt fleksjob"
        TALK = "talk", "Samtale om jobbet"

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="follow_ups", verbose_name="job")
    kind = models.CharField("form", max_length=20, choices=Kind.choices, default=Kind.REVIEW)
    held_on = models.DateField("holdt den")
    conditions_met = models.BooleanField("betingelserne er stadig opfyldt", null=True, blank=True)
    changed = models.BooleanField("forholdene har ændret sig", default=False)

    objects = LiveManager()

    HISTORY = {"added": "noterede en opfølgning: {label}"}

    class Meta:
        verbose_name = "opfølgning på job"
        verbose_name_plural = "opfølgninger på job"
        ordering = ["held_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "kind", "held_on"],
                condition=Q(deleted_at=None),
                name="agreements_jobfollowup_once",
                violation_error_message="Den opfølgning er allerede noteret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.placement}"

    def get_absolute_url(self) -> str:
        """The job's page, where it stands."""
        return self.placement.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """The placement's, without asking the database for the municipality."""
        return self.placement.municipality_id

    @property
    def municipality(self) -> Municipality:
        """The placement's."""
        return self.placement.municipality
