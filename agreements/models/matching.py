"""Borger i job: what enterprises will need, and who is ready. For a human to bring together: nobody is scored."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models import Presence, Support
from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS, check_no_cpr
from .participant import Participant, ParticipantQuerySet
from .vocabulary import Competence, Consideration

if TYPE_CHECKING:
    from socialportal.accounts.access import Access

HOURS = [MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(60))]


class JobNeedQuerySet(models.QuerySet):
    """Reads of needs."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities' (staff), and those of the enterprises one serves."""
        return self.filter(
            Q(presence__municipality__in=access.municipalities(*FOLLOWERS))
            | Q(presence__enterprise__in=access.own_enterprises())
        )


class JobNeed(Record):
    """Behov: work that an enterprise sees three to six months ahead (domain-model R23)."""

    presence = models.ForeignKey(Presence, on_delete=models.PROTECT, related_name="needs", verbose_name="virksomhed")
    title = models.CharField("opgave", max_length=120, validators=[check_no_cpr])
    tasks = models.TextField("hvad skal der laves?", max_length=1500, blank=True, validators=[check_no_cpr])
    hours_from = models.DecimalField("timer om ugen, mindst", max_digits=4, decimal_places=1, validators=HOURS)
    hours_to = models.DecimalField("timer om ugen, højst", max_digits=4, decimal_places=1, validators=HOURS)
    wanted_from = models.DateField("fra")
    area = models.CharField("sted", max_length=80, blank=True)
    competences = models.ManyToManyField(Competence, blank=True, related_name="+", verbose_name="kompetencer")
    support = models.ManyToManyField(Support, blank=True, related_name="+", verbose_name="støtte, I kan give")
    closed_on = models.DateField("lukket", null=True, blank=True)
    filled = models.BooleanField("besat", default=False)

    objects = LiveManager.from_queryset(JobNeedQuerySet)()

    HISTORY = {
        "added": "meldte behovet {label}",
        "closed": "lukkede behovet {label}",
        "reopened": "genåbnede behovet {label}",
    }

    class Meta:
        verbose_name = "behov"
        verbose_name_plural = "behov"
        ordering = ["wanted_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_to__gte=F("hours_from")),
                name="agreements_need_hours_in_order",
                violation_error_message="Højst skal være mindst lige så mange timer som mindst.",
            ),
            models.CheckConstraint(
                condition=Q(filled=False) | ~Q(closed_on=None),
                name="agreements_need_filled_is_closed",
                violation_error_message="Et besat behov er lukket. Skriv dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} hos {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:need", args=[self.pk])

    @property
    def municipality_id(self) -> int:
        """Where it counts, without asking the database for the municipality."""
        return self.presence.municipality_id  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """Where it counts."""
        return self.presence.municipality


class ReadinessQuerySet(models.QuerySet):
    """Reads of who is ready."""

    def visible_to(self, access: "Access") -> Self:
        """Of the participants one may see."""
        participants: ParticipantQuerySet = Participant.objects.all()  # type: ignore[assignment]
        return self.filter(participant__in=participants.visible_to(access))

    def not_over(self, day: dt.date) -> Self:
        """Ready on the day or later."""
        return self.filter(Q(ready_until=None) | Q(ready_until__gt=day))

    def ready_on(self, day: dt.date) -> Self:
        """Ready on the day."""
        return self.not_over(day).filter(ready_from__lte=day)


class Readiness(Record):
    """Klar til job: a participant's hours, competences and area. Considerations only with recorded consent."""

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="readiness", verbose_name="deltager"
    )
    ready_from = models.DateField("klar fra")
    ready_until = models.DateField("ikke længere klar fra", null=True, blank=True)
    hours_from = models.DecimalField("timer om ugen, mindst", max_digits=4, decimal_places=1, validators=HOURS)
    hours_to = models.DecimalField("timer om ugen, højst", max_digits=4, decimal_places=1, validators=HOURS)
    area = models.CharField("kan arbejde i", max_length=80, blank=True, validators=[check_no_cpr])
    competences = models.ManyToManyField(Competence, blank=True, related_name="+", verbose_name="kompetencer")
    considerations = models.ManyToManyField(Consideration, blank=True, related_name="+", verbose_name="skånehensyn")
    consent_on = models.DateField(
        "samtykke til at vise skånehensyn", null=True, blank=True, help_text="Dagen, deltageren gav det."
    )

    objects = LiveManager.from_queryset(ReadinessQuerySet)()

    HISTORY = {
        "added": "noterede, at {label}",
        "withdrawn": "noterede, at samtykket til at vise skånehensyn er trukket tilbage",
    }

    class Meta:
        verbose_name = "klar til job"
        verbose_name_plural = "klar til job"
        ordering = ["ready_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours_to__gte=F("hours_from")),
                name="agreements_readiness_hours_in_order",
                violation_error_message="Højst skal være mindst lige så mange timer som mindst.",
            ),
            models.CheckConstraint(
                condition=Q(ready_until=None) | Q(ready_until__gte=F("ready_from")),
                name="agreements_readiness_dates_in_order",
                violation_error_message="Perioden slutter, før den begynder. Ret en af datoerne.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant} er klar til job"

    def get_absolute_url(self) -> str:
        """The participant's page, where it stands."""
        return self.participant.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """The participant's, without asking the database."""
        return self.participant.municipality_id  # type: ignore[attr-defined]

    @property
    def team_id(self) -> int:
        """The team that follows the participant."""
        return self.participant.team_id  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """The participant's."""
        return self.participant.municipality
