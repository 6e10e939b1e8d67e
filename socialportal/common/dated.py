"""Every status is a dated fact: a row with `valid_from` and `valid_to`, both days included, either of them unknown.

An unknown start means "before anything we know" (printed `før 2018` where `started_before` tells that much);
an unknown end means "still so".
"""

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from . import danish
from .periods import Period


class DatedQuerySet(models.QuerySet):
    """Reads by validity. Two words on purpose: see decisions, "Time"."""

    def active_on(self, day: dt.date) -> Self:
        """Rows true on that day, its last day included."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
        )

    def in_stock_after(self, day: dt.date) -> Self:
        """Rows that go on after that day: what ends on 31 December is not in the year-end stock."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gt=day),
        )

    def overlapping(self, period: Period) -> Self:
        """Rows true on at least one day of the period."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=period.last),
            Q(valid_to=None) | Q(valid_to__gte=period.first),
        )

    def started_within(self, period: Period) -> Self:
        """Rows that began in the period; an unknown start is in no period."""
        return self.filter(valid_from__gte=period.first, valid_from__lte=period.last)


class Dated(models.Model):
    """Mixin of the two dates and the rule that they come in order."""

    valid_from = models.DateField(
        "fra", null=True, blank=True, help_text="Lad feltet stå tomt, hvis dagen ikke kendes."
    )
    valid_to = models.DateField(
        "til og med", null=True, blank=True, help_text="Lad feltet stå tomt, hvis det stadig gælder."
    )

    since_text = models.CharField(
        "siden",
        max_length=60,
        blank=True,
        help_text="Skrives i stedet for datoen, når dagen ikke kendes, fx ”før 2018” eller ”april 2018”.",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_dates_in_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Slutdatoen ligger før startdatoen. Ret en af dem.",
            )
        ]

    def clean(self) -> None:
        """Puts the order rule on the field that the user can change."""
        super().clean()
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": "Slutdatoen ligger før startdatoen. Ret en af dem."})

    def holds_on(self, day: dt.date) -> bool:
        """The same question as `active_on`, of one row already in hand."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    @property
    def since(self) -> str:
        """When it began, as it may be printed: the words given for it, else the date, else nothing."""
        return self.since_text or danish.date(self.valid_from)

    @property
    def span(self) -> str:
        """`3. april 2018 – 31. december 2018`, `siden 3. april 2018`, `til og med …` or an empty string."""
        if self.since and self.valid_to:
            return f"{self.since} – {danish.date(self.valid_to)}"
        if self.since:
            return f"siden {self.since}"
        return f"til og med {danish.date(self.valid_to)}" if self.valid_to else ""
