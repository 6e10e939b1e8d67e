"""Samarbejder: between an enterprise and a company, a municipality or several parties, with an action plan where there is one."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models import Enterprise, Presence
from socialportal.accounts.models import Municipality
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class CollaborationQuerySet(DatedQuerySet):
    """Reads of collaborations."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the municipalities where one is coordinator or consultant."""
        return self.filter(presence__municipality__in=access.municipalities(*FOLLOWERS))

    def of_own_enterprises(self, access: "Access") -> Self:
        """Those of the enterprises one serves."""
        return self.filter(presence__enterprise__in=access.own_enterprises())


class Collaboration(Dated, Record):
    """Samarbejde with an enterprise that is no agreement on courses. Signed and started are different dates; started counts.

    The report counts CSR collaborations only (`kind`), as the sources do.
    """

    class Kind(models.TextChoices):
        CSR = "csr", "CSR-samarbejde"
        PURCHASE = "purchase", "Frivillig indkøbsaftale"
        PARTNERSHIP = "partnership", "Partnerskab"
        PREMISES = "premises", "Brug af lokaler"
        IN_HOUSE = "in_house", "In-House-løsning"

    kind = models.CharField("slags", max_length=20, choices=Kind.choices, default=Kind.CSR)

    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="collaborations", verbose_name="virksomhed"
    )
    partner = models.ForeignKey(
        Enterprise,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="partnerships",
        verbose_name="partner på listen",
    )
    partner_name = models.CharField("partner uden for listen", max_length=160, blank=True)
    signed_on = models.DateField("underskrevet", null=True, blank=True)
    scope = models.CharField("opgaver", max_length=250, blank=True)
    place = models.CharField("sted", max_length=120, blank=True)
    portfolio = models.TextField("opgaveportefølje", blank=True)
    anchors = models.CharField(
        "ankerpersoner", max_length=250, blank=True, help_text="Hvem hos værten borgerne kan gå til."
    )
    learning_plan = models.TextField("læringsplan", blank=True)

    objects = LiveManager.from_queryset(CollaborationQuerySet)()

    HISTORY = {
        "ended": "noterede {last_day} som samarbejdets sidste dag",
    }

    class Meta(Dated.Meta):
        verbose_name = "samarbejde"
        verbose_name_plural = "samarbejder"
        ordering = ["presence__enterprise__name", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(partner=None) & ~Q(partner_name="")) | (~Q(partner=None) & Q(partner_name="")),
                name="agreements_collaboration_one_partner",
                violation_error_message="Vælg en partner på listen, eller skriv navnet på en anden.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["csr", "purchase", "partnership", "premises", "in_house"]),
                name="agreements_collaboration_kind_known",
                violation_error_message="Vælg slags på listen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence.enterprise} og {self.with_whom}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:collaboration", args=[self.pk])

    @property
    def municipality_id(self) -> int:
        """Where it counts, without asking the database for the municipality."""
        return self.presence.municipality_id  # type: ignore[attr-defined]

    @property
    def with_whom(self) -> str:
        """The partner's name."""
        return self.partner.name if self.partner else self.partner_name

    @property
    def municipality(self) -> Municipality:
        """Where it counts."""
        return self.presence.municipality


class Party(Record):
    """One more party of a partnership."""

    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="parties", verbose_name="samarbejde"
    )
    name = models.CharField("part", max_length=160)
    role = models.CharField("bidrager med", max_length=200, blank=True)

    objects = LiveManager()

    class Meta:
        verbose_name = "part"
        verbose_name_plural = "parter"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["collaboration", "name"],
                condition=Q(deleted_at=None),
                name="agreements_party_once",
                violation_error_message="Parten står der allerede.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} i {self.collaboration}"

    @property
    def municipality(self) -> Municipality:
        """Where the collaboration counts."""
        return self.collaboration.municipality


class ActionStep(Record):
    """A step of an action plan: what, who, by when, done."""

    collaboration = models.ForeignKey(
        Collaboration, on_delete=models.CASCADE, related_name="steps", verbose_name="samarbejde"
    )
    what = models.CharField("hvad", max_length=250)
    owner = models.CharField("hvem", max_length=120, blank=True)
    due_on = models.DateField("senest", null=True, blank=True)
    done_on = models.DateField("gjort den", null=True, blank=True)

    objects = LiveManager()

    HISTORY = {
        "added": "tilføjede trinnet {label}",
        "done": "noterede trinnet som gjort: {label}",
        "reopened": "noterede, at trinnet ikke er gjort: {label}",
    }

    class Meta:
        verbose_name = "trin i handleplan"
        verbose_name_plural = "trin i handleplan"
        ordering = [F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """The collaboration's page, where it stands."""
        return self.collaboration.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """Where the collaboration counts, without asking the database for the municipality."""
        return self.collaboration.municipality_id

    @property
    def municipality(self) -> Municipality:
        """Where the collaboration counts."""
        return self.collaboration.municipality
