"""What somebody has typed in a long form and not saved yet."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone

from .user import User

KEPT_FOR = dt.timedelta(days=30)


class UnfinishedFormQuerySet(models.QuerySet):
    """Reads of unfinished forms."""

    def outdated(self, now: dt.datetime | None = None) -> Self:
        """Those that nobody came back to."""
        return self.filter(saved_at__lt=(now or timezone.now()) - KEPT_FOR)


class UnfinishedForm(models.Model):
    """What a person typed at an address, as the browser sends it along the way. It is theirs alone, and it is gone when the
    form is saved. `version` is the record's when the form was opened: somebody may have saved since.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="unfinished_forms", verbose_name="bruger")
    address = models.CharField("adresse", max_length=250)
    typed = models.TextField("skrevet")
    version = models.PositiveIntegerField("version", default=0)
    saved_at = models.DateTimeField("gemt", auto_now=True)

    objects = UnfinishedFormQuerySet.as_manager()

    class Meta:
        verbose_name = "ikke gemt formular"
        verbose_name_plural = "ikke gemte formularer"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "address"],
                name="accounts_unfinished_form_once",
                violation_error_message="Der er allerede gemt noget for den side.",
            ),
        ]

    def __str__(self) -> str:
        return self.address
