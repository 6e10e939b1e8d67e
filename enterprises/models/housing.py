"""Boligområder with a comprehensive plan: where enterprises lie, and what is known of the place."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .belonging import OfMunicipalityQuerySet


class HousingArea(Record):
    """A housing area, with figures of a year and where they come from (domain-model 2.29)."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="housing_areas", verbose_name="kommune"
    )
    name = models.CharField("navn", max_length=120)
    dwellings = models.PositiveIntegerField("boliger", null=True, blank=True)
    residents = models.PositiveIntegerField("beboere", null=True, blank=True)
    year = models.PositiveSmallIntegerField(
        "tallene er fra", null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    description = models.TextField(
        "om området", max_length=2000, blank=True, help_text="Andele og andet, der er offentligt, med kilde."
    )
    source = models.CharField("kilde", max_length=200, blank=True)

    objects = LiveManager.from_queryset(OfMunicipalityQuerySet)()

    class Meta:
        verbose_name = "boligområde"
        verbose_name_plural = "boligområder"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=Q(deleted_at=None),
                name="enterprises_area_once",
                violation_error_message="Der er allerede et boligområde med det navn.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:area", args=[self.pk])
