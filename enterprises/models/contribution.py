"""Bidrag til årsrapporten: what an enterprise writes each year, and how many it hired through other channels."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialportal.accounts.models import Municipality, User
from socialportal.common.records import LiveManager, Record

from ..terms import length_status
from .belonging import OfMunicipalityQuerySet, OfPresence, OfPresenceQuerySet
from .grant import Grant
from .presence import Presence
from .vocabulary import TargetGroup


class ContributionQuerySet(OfPresenceQuerySet):
    """Reads of contributions."""

    def approved(self) -> Self:
        """What may be printed."""
        return self.filter(state=Contribution.State.APPROVED)

    def of(self, municipality: Municipality, year: int) -> Self:
        """A municipality's contributions of a year, in the coordinator's order."""
        return self.filter(presence__municipality=municipality, year=year).order_by(
            "order", "presence__enterprise__name"
        )


class ReportingYear(Record):
    """The municipality asks its enterprises for their contributions to a year's report, by a deadline."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="reporting_years", verbose_name="kommune"
    )
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    opened_on = models.DateField("åbnet", editable=False)
    deadline = models.DateField("frist")
    message = models.TextField(
        "besked til virksomhederne",
        max_length=2000,
        blank=True,
        help_text="Står øverst i mailen og på siden, hvor de skriver.",
    )
    closed_on = models.DateField("lukket", null=True, blank=True, editable=False)

    HISTORY = {
        "added": "åbnede for bidrag til {label}",
        "closed": "lukkede for bidrag til {label}",
        "reopened": "åbnede igen for bidrag til {label}",
        "reminded": "mindede om bidrag til {label}",
    }
    objects = LiveManager.from_queryset(OfMunicipalityQuerySet)()

    class Meta:
        verbose_name = "indsamling af bidrag"
        verbose_name_plural = "indsamlinger af bidrag"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                condition=Q(deleted_at=None),
                name="enterprises_reporting_year_once",
                violation_error_message="Der er allerede åbnet for bidrag til det år.",
            )
        ]

    def __str__(self) -> str:
        return f"årsrapporten {self.year}"

    def get_absolute_url(self) -> str:
        """The year's list."""
        return f"{reverse('enterprises:contributions')}?aar={self.year}"


class Contribution(OfPresence, Record):
    """An enterprise's part of one year's report in one municipality. Only what is approved is printed."""

    class State(models.TextChoices):
        DRAFT = "draft", "Kladde"
        SUBMITTED = "submitted", "Indsendt"
        RETURNED = "returned", "Sendt tilbage"
        APPROVED = "approved", "Godkendt"

    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="contributions", verbose_name="virksomhed"
    )
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    presentation = models.TextField("præsentation", blank=True, help_text="80–250 ord i virksomhedens egne ord.")
    plans = models.TextField(
        "planer for næste år",
        blank=True,
        help_text="Én på hver linje. Fortsætter sætningen ”Der arbejdes videre med …”.",
    )
    target_line = models.CharField("målgruppe", max_length=400, blank=True, help_text="Fortsætter ”Målgruppe: …”.")
    placements_other_channels = models.PositiveIntegerField(
        "job besat ad andre veje",
        null=True,
        blank=True,
        help_text="Job i året, som kommunen ikke eller næsten ikke har haft del i.",
    )
    target_groups = models.ManyToManyField(TargetGroup, blank=True, related_name="+", verbose_name="målgrupper i året")
    story_title = models.CharField("årets historie: overskrift", max_length=160, blank=True)
    story_text = models.TextField(
        "årets historie",
        max_length=3000,
        blank=True,
        help_text="Noget, der lykkedes. Nævn ingen ved navn uden deres samtykke.",
    )
    order = models.PositiveSmallIntegerField("rækkefølge i rapporten", default=0)
    state = models.CharField("tilstand", max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    submitted_at = models.DateTimeField("indsendt", null=True, editable=False)
    submitted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="indsendt af"
    )
    approved_at = models.DateTimeField("godkendt", null=True, editable=False)
    approved_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+", verbose_name="godkendt af"
    )
    comment = models.TextField("kommunens bemærkning", max_length=1000, blank=True, editable=False)

    HISTORY = {
        "submitted": "indsendte bidraget til årsrapporten ({label})",
        "taken_back": "tog bidraget ({label}) tilbage for at rette det",
        "approved": "godkendte bidraget til årsrapporten ({label})",
        "sent_back": "sendte bidraget ({label}) tilbage",
        "reopened": "åbnede bidraget ({label}) igen",
        "added": "skrev bidraget til årsrapporten ({label})",
        "corrected": "rettede bidraget ({label}): {fields}",
        "removed": "slettede bidraget ({label})",
    }
    objects = LiveManager.from_queryset(ContributionQuerySet)()

    class Meta:
        verbose_name = "bidrag til årsrapporten"
        verbose_name_plural = "bidrag til årsrapporten"
        ordering = ["year", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["presence", "year"],
                condition=Q(deleted_at=None),
                name="enterprises_contribution_once_a_year",
                violation_error_message="Virksomheden har allerede et bidrag for året.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.presence.enterprise} {self.year}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:contribution", args=[self.pk])

    @property
    def plan_list(self) -> list[str]:
        """The plans, one an item."""
        return [line.strip() for line in self.plans.splitlines() if line.strip()]

    @property
    def length_status(self) -> tuple[str, str]:
        """Whether the presentation has the length of a portrait: shape and word of a badge."""
        return length_status(self.words)

    @property
    def words(self) -> int:
        """Length of the presentation."""
        return len(self.presentation.split())


class DeclaredGrant(Record):
    """A grant as the enterprise tells of it with its contribution; approved, it becomes a grant of the municipality's list."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="declared_grants", verbose_name="bidrag"
    )
    donor = models.CharField("giver", max_length=160)
    purpose = models.CharField("formål", max_length=200)
    amount = models.DecimalField(
        "beløb i kr.", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(1)]
    )
    approximate = models.BooleanField("omtrentligt", default=False)
    private_person = models.BooleanField("privatperson", default=False)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    grant = models.OneToOneField(
        Grant,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="declared_as",
        verbose_name="bevilling",
    )

    objects = LiveManager()

    class Meta:
        verbose_name = "bevilling i bidraget"
        verbose_name_plural = "bevillinger i bidraget"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="enterprises_declared_amount_positive",
                violation_error_message="Beløbet skal være større end 0 kr. Lad feltet stå tomt, hvis det ikke kendes.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.donor}: {self.purpose}"
