"""Klar til journalen: the document itself belongs in the municipality's case system; here stands that it was carried over."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Journaled(models.Model):
    """Mixin of what is carried over to the case system (offentlighedsloven § 15): the day, and who did it."""

    journaled_on = models.DateField("overført til journalen", null=True, blank=True)
    journaled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="overført af",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(journaled_by=None) | ~Q(journaled_on=None),
                name="%(app_label)s_%(class)s_journaled_has_day",
                violation_error_message="Skriv dagen, hvor det blev overført.",
            )
        ]
