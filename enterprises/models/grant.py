"""Puljer og fondsmidler: money that enterprises received, and from whom."""

from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.urls import reverse

from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from .belonging import OfPresence, OfPresenceQuerySet
from .enterprise import MOST_WORDS
from .presence import Presence


class GrantQuerySet(OfPresenceQuerySet):
    """Reads of grants."""

    def search(self, words: str) -> Self:
        """Every word stands somewhere in recipient, purpose or the name of a donor who may be named."""
        found = self
        for word in words.split()[:MOST_WORDS]:
            donors = Donor.objects.filter(grant=OuterRef("pk"), name__icontains=word)
            found = found.filter(
                Q(purpose__icontains=word)
                | Q(presence__enterprise__name__icontains=word)
                | Q(Exists(donors.exclude(private_person=True, consent_on=None)))
            )
        return found

    def with_donor_count(self) -> Self:
        """Adds `donor_count`."""
        return self.annotate(donor_count=Count("donors", filter=Q(donors__deleted_at=None)))

    def totals(self) -> tuple[Decimal, bool]:
        """What they sum to in kroner, and whether a part of it is approximate."""
        sums = self.aggregate(total=Sum("amount"), rough=Count("pk", filter=Q(approximate=True)))
        return sums["total"] or Decimal(0), sums["rough"] > 0

    def by_year(self) -> "models.QuerySet[Any, dict[str, Any]]":
        """A row a year, newest first: `year`, `number` of grants, `total` in kroner, `rough` (how many are approximate)."""
        return (
            self.order_by()
            .values("year")
            .annotate(number=Count("pk"), total=Sum("amount"), rough=Count("pk", filter=Q(approximate=True)))
            .order_by("-year")
        )

    def received_within(self, period: Period) -> Self:
        """Received in the period; a grant whose day is not known counts for its whole year."""
        return self.filter(
            Q(received_on__gte=period.first, received_on__lte=period.last)
            | Q(received_on=None, year__gte=period.first.year, year__lte=period.last.year)
        )


class Grant(OfPresence, Record):
    """An amount received in a year; it may be a total over several donors, and approximate."""

    presence = models.ForeignKey(Presence, on_delete=models.PROTECT, related_name="grants", verbose_name="modtager")
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    received_on = models.DateField("modtaget", null=True, blank=True, help_text="Hvis dagen kendes.")
    amount = models.DecimalField("beløb i kr.", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    approximate = models.BooleanField("omtrentligt", default=False)
    includes_municipal = models.BooleanField("indeholder kommunens egne tilskud eller gaver", default=False)
    purpose = models.CharField("formål", max_length=300)
    period_to = models.DateField("dækker til", null=True, blank=True)
    note = models.CharField("bemærkning", max_length=300, blank=True)

    HISTORY = {"added": "tilføjede midlerne ”{label}”", "removed": "slettede midlerne ”{label}”"}
    objects = LiveManager.from_queryset(GrantQuerySet)()

    class Meta:
        verbose_name = "pulje- eller fondsmiddel"
        verbose_name_plural = "puljer og fondsmidler"
        ordering = ["year", "-amount"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="enterprises_grant_amount_positive",
                violation_error_message="Beløbet skal være større end 0 kr.",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__year=F("year")),
                name="enterprises_grant_day_in_year",
                violation_error_message="Dagen ligger ikke i året.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence.enterprise}: {self.purpose}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:grant", args=[self.pk])


class Donor(Record):
    """One of a grant's donors; the amount is optional. A private person is named only with consent, else by role."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="donors", verbose_name="bevilling")
    name = models.CharField("giver", max_length=160)
    purpose = models.CharField("til", max_length=200, blank=True)
    amount = models.DecimalField("beløb i kr.", max_digits=12, decimal_places=2, null=True, blank=True)
    private_person = models.BooleanField("privatperson", default=False)
    consent_on = models.DateField("samtykke til at blive nævnt", null=True, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LiveManager()

    class Meta:
        verbose_name = "giver"
        verbose_name_plural = "givere"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="enterprises_donor_amount_positive",
                violation_error_message="Beløbet skal være større end 0 kr. Lad feltet stå tomt, hvis det ikke kendes.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_name(self) -> str:
        """The name, or the role of a private person who has not agreed to be named."""
        return "en privat giver" if self.private_person and not self.consent_on else self.name
