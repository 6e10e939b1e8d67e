"""Besøg, oplæg, møder i styregrupper, begivenheder: logged in seconds, counted, offered as facts to the report."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialportal.accounts.models import Municipality
from socialportal.common import danish
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from .belonging import OfMunicipalityQuerySet
from .enterprise import Enterprise

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class BodyQuerySet(DatedQuerySet):
    """Reads of bodies."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities'."""
        return self.filter(municipality__in=access.municipalities())


class Body(Dated, Record):
    """Styregruppe, følgegruppe, partnerskabsforum: who meets about the work, from a day to a day."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="bodies", verbose_name="kommune"
    )
    name = models.CharField("navn", max_length=120)
    members = models.TextField(
        "hvem sidder i den", max_length=1000, blank=True, help_text="Roller eller organisationer, én pr. linje."
    )

    objects = LiveManager.from_queryset(BodyQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "gruppe eller forum"
        verbose_name_plural = "grupper og fora"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list of bodies."""
        return reverse("enterprises:bodies")


class ActivityQuerySet(OfMunicipalityQuerySet):
    """Reads of activities."""

    def within(self, period: Period) -> Self:
        """On a day of the period."""
        return self.filter(on__gte=period.first, on__lte=period.last)


class Activity(Record):
    """One line of the log."""

    class Kind(models.TextChoices):
        VISIT = "visit", "Besøg"
        TALK = "talk", "Oplæg"
        BODY_MEETING = "body_meeting", "Møde i gruppe eller forum"
        EVENT = "event", "Begivenhed"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="activities", verbose_name="kommune"
    )
    kind = models.CharField("slags", max_length=12, choices=Kind.choices)
    on = models.DateField("dag")
    title = models.CharField("hvad", max_length=160)
    enterprises = models.ManyToManyField(Enterprise, blank=True, related_name="activities", verbose_name="virksomheder")
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="gruppe eller forum",
    )
    audience = models.CharField("for hvem", max_length=160, blank=True)
    external = models.BooleanField("uden for kommunen", default=False)
    people = models.PositiveIntegerField("antal mennesker", null=True, blank=True)
    note = models.TextField("bemærkning", max_length=1000, blank=True)

    objects = LiveManager.from_queryset(ActivityQuerySet)()

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="body_meeting") | Q(body__isnull=False),
                name="enterprises_activity_body_meeting_of_one",
                violation_error_message="Vælg den gruppe eller det forum, der mødtes.",
            )
        ]
        indexes = [models.Index(fields=["municipality", "on"], name="enterprises_activity_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {danish.date(self.on)}: {self.title}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:activity", args=[self.pk])
