"""Ikke dubletter: two that look alike, and of which somebody has said that they are not the same."""

from django.db import models
from django.db.models import F, Q

from .enterprise import Enterprise


class NotDuplicate(models.Model):
    """A pair, the older enterprise first, so that there is one way to write it. The log says who said so."""

    first = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+", verbose_name="den ene")
    second = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="+", verbose_name="den anden")

    HISTORY = {
        "added": "noterede, at {label} ikke er den samme virksomhed",
        "removed": "tog det tilbage, at {label} ikke er den samme virksomhed",
    }

    class Meta:
        verbose_name = "par, som ikke er dubletter"
        verbose_name_plural = "par, som ikke er dubletter"
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="enterprises_not_duplicates_one_pair",
                violation_error_message="Det er allerede noteret.",
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="enterprises_not_duplicates_older_first",
                violation_error_message="Den virksomhed, der blev oprettet først, skal stå først.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} og {self.second}"
