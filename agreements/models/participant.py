"""Deltager: a citizen, known only by a number that the portal makes and never uses again."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from enterprises.models import TargetGroup
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality, Team
from socialportal.common.records import LiveManager, Record

from ..rules import check_no_cpr
from .contact import Contact

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class ParticipantQuerySet(models.QuerySet):
    """Reads of participants."""

    def visible_to(self, access: "Access") -> Self:
        """Those of one's teams; coordinators see their municipality's. Nobody else, and no system administrator."""
        return self.filter(
            Q(municipality__in=access.municipalities(roles.COORDINATOR))
            | Q(municipality__in=access.municipalities(roles.CONSULTANT), team__in=access.teams)
        )


class Participant(Record):
    """A citizen, known here only by a number that the portal makes."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="participants", verbose_name="kommune"
    )
    number = models.CharField("deltagernummer", max_length=12, editable=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="participants", verbose_name="team")
    target_group = models.ForeignKey(
        TargetGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="målgruppe"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarlig konsulent",
        help_text="Frister for deltageren står under ”Mine” hos den ansvarlige.",
    )
    caseworker = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="sagsbehandler"
    )
    case_reference = models.CharField(
        "egen sagshenvisning",
        max_length=40,
        blank=True,
        validators=[check_no_cpr],
        help_text="Jeres eget sagsnummer. Aldrig et CPR-nummer.",
    )

    objects = LiveManager.from_queryset(ParticipantQuerySet)()

    HISTORY = {
        "added": "registrerede {label}",
    }

    class Meta:
        verbose_name = "deltager"
        verbose_name_plural = "deltagere"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "number"],
                name="agreements_participant_number_once",
                violation_error_message="Nummeret er i brug.",
            )
        ]

    def __str__(self) -> str:
        return f"Deltager {self.number}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:participant", args=[self.pk])


class NumberSeries(models.Model):
    """The last participant number given in a municipality. Its row is locked while a number is made, so that two at once get
    two numbers; and it only grows, so that a key card on paper never comes to mean somebody else.
    """

    municipality = models.OneToOneField(
        Municipality, on_delete=models.CASCADE, related_name="+", verbose_name="kommune"
    )
    last = models.PositiveIntegerField("sidste nummer", default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"

    def __str__(self) -> str:
        return f"{self.municipality}: {self.last}"
