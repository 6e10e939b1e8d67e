"""Samarbejdsaftale om forløb: places bought from an enterprise, on terms that change with renewals."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from enterprises.models import Presence, TargetGroup
from socialportal.accounts.models import Municipality
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS
from .contact import Contact
from .vocabulary import FocusArea

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class AgreementQuerySet(DatedQuerySet):
    """Reads of agreements."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the municipalities where one is coordinator or consultant."""
        return self.filter(municipality__in=access.municipalities(*FOLLOWERS))

    def of_own_enterprises(self, access: "Access") -> Self:
        """Those of the enterprises one serves: how many places are in use is theirs to see, and nothing of persons."""
        return self.filter(presence__enterprise__in=access.own_enterprises())

    def with_running(self, day: dt.date) -> Self:
        """Adds `running`: courses begun and not ended on that day (ended that day is ended)."""
        going = Q(courses__deleted_at=None, courses__started_on__lte=day) & (
            Q(courses__ended_on=None) | Q(courses__ended_on__gt=day)
        )
        return self.annotate(running=Count("courses", filter=going))

    def with_places(self, day: dt.date) -> Self:
        """Adds `places_now` and `optional_now` of the terms that `terms_on` would take; None without terms."""
        terms = Terms.objects.filter(agreement=OuterRef("pk"))
        begun = terms.filter(Q(valid_from=None) | Q(valid_from__lte=day))
        latest = begun.order_by(F("valid_from").desc(nulls_last=True))
        first = terms.order_by(F("valid_from").asc(nulls_first=True))
        return self.annotate(
            **{
                name: Coalesce(Subquery(latest.values(of)[:1]), Subquery(first.values(of)[:1]))
                for name, of in (("places_now", "places"), ("optional_now", "places_optional"))
            }
        )


class Agreement(Dated, Record):
    """An agreement with one enterprise. Signed and started are different dates; flows count by start."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="agreements", verbose_name="kommune"
    )
    number = models.PositiveSmallIntegerField("aftalens nummer", help_text="Bruges i årsrapporten i stedet for navnet.")
    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="agreements", verbose_name="virksomhed"
    )
    title = models.CharField("titel", max_length=160, default="Samarbejdsaftale om forløb")
    signed_on = models.DateField("underskrevet", null=True, blank=True)
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kontaktperson i kommunen",
        help_text="Får besked, når fremmødesedler er klar.",
    )
    target_groups = models.ManyToManyField(
        TargetGroup, blank=True, related_name="agreements", verbose_name="målgrupper"
    )
    focus_areas = models.ManyToManyField(FocusArea, blank=True, related_name="agreements", verbose_name="fokus")

    objects = LiveManager.from_queryset(AgreementQuerySet)()

    HISTORY = {
        "ended": "noterede {last_day} som aftalens sidste dag",
    }

    class Meta(Dated.Meta):
        verbose_name = "samarbejdsaftale"
        verbose_name_plural = "samarbejdsaftaler"
        ordering = ["number"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "number"],
                condition=Q(deleted_at=None),
                name="agreements_agreement_number_once",
                violation_error_message="Kommunen har allerede en aftale med det nummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"Aftale {self.number}: {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:agreement", args=[self.pk])

    def terms_on(self, day: dt.date) -> "Terms | None":
        """The terms that hold on the day; after the last ones ended, those."""
        ordered = sorted(self.terms.all(), key=lambda t: (t.valid_from is not None, t.valid_from))
        begun = [t for t in ordered if t.valid_from is None or t.valid_from <= day]
        return begun[-1] if begun else (ordered[0] if ordered else None)


class Terms(Dated, Record):
    """Vilkår: places and duties of an agreement from a day to a day."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="terms", verbose_name="aftale")
    places = models.PositiveSmallIntegerField("pladser")
    places_optional = models.PositiveSmallIntegerField("ekstra pladser efter behov", default=0)
    frame_weeks = models.PositiveSmallIntegerField(
        "ramme for et forløb i uger", validators=[MinValueValidator(1), MaxValueValidator(260)]
    )
    extension_allowed = models.BooleanField("kan forlænges", default=True)
    plan_due_weeks = models.PositiveSmallIntegerField(
        "individuel plan senest efter uger", validators=[MinValueValidator(1)]
    )
    attendance_months = models.PositiveSmallIntegerField(
        "måneder mellem fremmødesedler", default=2, validators=[MinValueValidator(1)]
    )
    price_per_place = models.DecimalField(
        "pris pr. plads om måneden i kr.", max_digits=10, decimal_places=2, null=True, blank=True
    )

    objects = LiveManager.from_queryset(DatedQuerySet)()

    HISTORY = {
        "added": "satte vilkår i kraft ({label})",
        "renewed": "fornyede vilkårene ({label}): {fields}",
        "corrected": "rettede vilkårene: {fields}",
        "ended": "lod vilkårene gælde til og med {last_day}",
    }

    class Meta(Dated.Meta):
        verbose_name = "vilkår"
        verbose_name_plural = "vilkår"
        ordering = ["valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(places__gt=0),
                name="agreements_terms_places_positive",
                violation_error_message="Aftalen skal have mindst én plads.",
            ),
            models.CheckConstraint(
                condition=Q(price_per_place=None) | Q(price_per_place__gte=0),
                name="agreements_terms_price_not_negative",
                violation_error_message="Prisen kan ikke være negativ.",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(valid_to=None, deleted_at=None),
                name="agreements_terms_one_open",
                violation_error_message="Afslut de nuværende vilkår, før nye begynder.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, vilkår {self.span}"

    def get_absolute_url(self) -> str:
        """The agreement's page, where its terms stand."""
        return f"{self.agreement.get_absolute_url()}#vilkaar"

    @property
    def municipality(self) -> Municipality:
        """The agreement's."""
        return self.agreement.municipality

    @property
    def municipality_id(self) -> int:
        """The agreement's, without asking the database."""
        return self.agreement.municipality_id  # type: ignore[attr-defined]
