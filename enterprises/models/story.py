"""Positive historier: what the report tells in its chapter 5."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .belonging import OfMunicipalityQuerySet


class Story(Record):
    """A story of the year."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="stories", verbose_name="kommune"
    )
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    title = models.CharField("overskrift", max_length=160)
    text = models.TextField("fortælling")
    happened_on = models.DateField("dato", null=True, blank=True)
    contribution = models.ForeignKey(
        "Contribution",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="stories",
        verbose_name="fra bidraget",
    )
    picture = models.ImageField("billede", upload_to="historier/", max_length=200, blank=True)
    picture_alt = models.CharField(
        "beskrivelse af billedet",
        max_length=250,
        blank=True,
        help_text="Hvad billedet viser, for dem der ikke kan se det.",
    )
    consent_on = models.DateField(
        "samtykke fra dem, der kan kendes",
        null=True,
        blank=True,
        help_text="Dagen, de sagde ja til at være med på billedet og i fortællingen.",
    )

    objects = LiveManager.from_queryset(OfMunicipalityQuerySet)()

    class Meta:
        verbose_name = "historie"
        verbose_name_plural = "historier"
        ordering = ["year", "order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(picture="") | (~Q(picture_alt="") & Q(consent_on__isnull=False)),
                name="enterprises_story_picture_described_and_allowed",
                violation_error_message="Et billede skal beskrives, og dem, der kan kendes, skal have sagt ja. Skriv begge dele.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:story", args=[self.pk])
