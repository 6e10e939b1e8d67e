"""Initiatives that several enterprises take part in."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from enterprises.models import Presence
from socialportal.accounts.models import Municipality
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class InitiativeQuerySet(DatedQuerySet):
    """Reads of initiatives."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the municipalities where one is coordinator or consultant."""
        return self.filter(municipality__in=access.municipalities(*FOLLOWERS))


class Initiative(Dated, Record):
    """A common effort with a name: `Borger i job`, In-House solutions."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="initiatives", verbose_name="kommune"
    )
    key = models.SlugField("nøgle", max_length=60)
    name = models.CharField("navn", max_length=160)
    description = models.TextField("beskrivelse", blank=True)
    participants_counted = models.BooleanField(
        "deltagerne tælles i årsrapporten", default=False, help_text="De virksomheder, der er med, tælles i Året kort."
    )
    starts_counted = models.BooleanField(
        "opstarter tælles mod et mål", default=False, help_text="Fx In-House-løsninger, der er begyndt i året."
    )

    objects = LiveManager.from_queryset(InitiativeQuerySet)()

    HISTORY = {
        "ended": "noterede {last_day} som initiativets sidste dag",
    }

    class Meta(Dated.Meta):
        verbose_name = "initiativ"
        verbose_name_plural = "initiativer"
        ordering = ["name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["municipality", "key"],
                condition=Q(deleted_at=None),
                name="agreements_initiative_key_once",
                violation_error_message="Der er allerede et initiativ med den nøgle.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:initiative", args=[self.pk])


class ParticipationQuerySet(DatedQuerySet):
    """Reads of participations."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the initiatives one may see."""
        return self.filter(initiative__municipality__in=access.municipalities(*FOLLOWERS), initiative__deleted_at=None)

    def of_own_enterprises(self, access: "Access") -> Self:
        """Those of the enterprises one serves."""
        return self.filter(presence__enterprise__in=access.own_enterprises(), initiative__deleted_at=None)


class Participation(Dated, Record):
    """An enterprise takes part in an initiative, from a day to a day."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="participations", verbose_name="initiativ"
    )
    presence = models.ForeignKey(
        Presence, on_delete=models.PROTECT, related_name="participations", verbose_name="virksomhed"
    )

    objects = LiveManager.from_queryset(ParticipationQuerySet)()

    HISTORY = {
        "added": "tilføjede {label}",
        "ended": "noterede {last_day} som sidste dag for {label}",
    }

    class Meta(Dated.Meta):
        verbose_name = "deltagelse i initiativ"
        verbose_name_plural = "deltagelser i initiativer"
        ordering = ["presence__enterprise__name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["initiative", "presence"],
                condition=Q(valid_to=None, deleted_at=None),
                name="agreements_participation_once",
                violation_error_message="Virksomheden er allerede med i initiativet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.presence.enterprise} i {self.initiative}"

    def get_absolute_url(self) -> str:
        """The initiative's page, where it stands."""
        return self.initiative.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """The initiative's, without asking the database."""
        return self.initiative.municipality_id  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """The initiative's."""
        return self.initiative.municipality
