"""Job: placements with type, channel, and hours and intensity over time."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse

from enterprises.models import Presence
from socialportal.accounts.models import Municipality
from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS
from .course import Course
from .effort import Effort
from .initiative import Initiative
from .participant import Participant
from .vocabulary import PlacementEndReason, PlacementType

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class PlacementQuerySet(models.QuerySet):
    """Reads of placements."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities' (staff only: a placement is about a person)."""
        return self.filter(presence__municipality__in=access.municipalities(*FOLLOWERS))

    def with_hours(self, day: dt.date) -> Self:
        """Adds `hours_now` and `intensity_now`: the step that holds on the day, None before the first."""
        steps = HoursStep.objects.filter(placement=OuterRef("pk"), valid_from__lte=day).order_by("-valid_from")
        return self.annotate(
            hours_now=Subquery(steps.values("hours_per_week")[:1]),
            intensity_now=Subquery(steps.values("intensity")[:1]),
        )

    def via_municipality(self) -> Self:
        """Those that the municipality had a part in: only they count towards the goal (R16)."""
        return self.filter(channel=Placement.Channel.MUNICIPALITY)

    def started_within(self, period: Period) -> Self:
        """Begun in the period."""
        return self.filter(started_on__gte=period.first, started_on__lte=period.last)


class Placement(Record):
    """A job that somebody got at an enterprise. The person is a participant's number, or nobody the portal knows."""

    class Channel(models.TextChoices):
        MUNICIPALITY = "municipality", "gennem kommunen"
        OTHER = "other", "ad andre veje"

    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="placements", verbose_name="virksomhed"
    )
    type = models.ForeignKey(PlacementType, on_delete=models.PROTECT, related_name="placements", verbose_name="jobtype")
    channel = models.CharField("vej til jobbet", max_length=20, choices=Channel.choices, default=Channel.MUNICIPALITY)
    started_on = models.DateField("begyndt")
    ended_on = models.DateField("ophørt", null=True, blank=True)
    end_reason = models.ForeignKey(
        PlacementEndReason,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="grund til ophør",
    )
    temporary = models.BooleanField(
        "midlertidigt fleksjob", default=False, help_text="Så gøres der status efter fire et halvt år."
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="placements", verbose_name="deltager"
    )
    course = models.ForeignKey(
        Course, on_delete=models.SET_NULL, null=True, blank=True, related_name="placements", verbose_name="efter forløb"
    )
    initiative = models.ForeignKey(
        Initiative,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name="initiativ",
    )

    objects = LiveManager.from_queryset(PlacementQuerySet)()

    HISTORY = {
        "added": "registrerede {label}",
        "ended": "noterede, hvornår jobbet ophører ({label})",
        "reopened": "genåbnede {label}",
    }

    class Meta:
        verbose_name = "job"
        verbose_name_plural = "job"
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="agreements_placement_dates_in_order",
                violation_error_message="Jobbet ophører, før det begynder. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["municipality", "other"]),
                name="agreements_placement_channel_known",
                violation_error_message="Vælg vejen til jobbet på listen.",
            ),
            models.CheckConstraint(
                condition=Q(end_reason=None) | ~Q(ended_on=None),
                name="agreements_placement_end_reason_has_day",
                violation_error_message="Skriv dagen, jobbet ophørte, eller fjern grunden.",
            ),
        ]
        indexes = [models.Index(fields=["presence", "started_on"], name="agreements_placement_flow")]

    def __str__(self) -> str:
        return f"{self.type} hos {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:placement", args=[self.pk])

    @property
    def municipality_id(self) -> int:
        """Where it counts, without asking the database for the municipality."""
        return self.presence.municipality_id  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """Where it counts."""
        return self.presence.municipality

    def hours_on(self, day: dt.date) -> "HoursStep | None":
        """The step that holds on the day."""
        begun = [step for step in self.hours.all() if step.valid_from <= day]
        return max(begun, key=lambda step: step.valid_from) if begun else None


class HoursStep(Effort):
    """Timer og intensitet from a day on, until the next step."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="hours", verbose_name="job")

    objects = LiveManager()

    class Meta(Effort.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "valid_from"],
                condition=Q(deleted_at=None),
                name="agreements_hours_one_a_day",
                violation_error_message="Der er allerede et trin fra den dag.",
            ),
            models.CheckConstraint(
                condition=Q(intensity__gte=1, intensity__lte=100),
                name="agreements_hours_intensity_percent",
                violation_error_message="Intensiteten er mellem 1 og 100 procent.",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0),
                name="agreements_hours_positive",
                violation_error_message="Timerne skal være flere end 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written()}, {self.placement}"

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
