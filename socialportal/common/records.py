"""What every editable record has: a version (two people at once get a conflict, never a silent overwrite), a trash from
which it can be restored, and a note saying what in it was constructed or corrected.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .dated import Dated, DatedQuerySet

RESTORABLE_FOR = dt.timedelta(days=30)


class Conflict(Exception):
    """Somebody else saved the record after it was read.

    Carries the record as it is now, who saved it, and of the fields they changed what stood there before, in words.
    """

    def __init__(self, current: models.Model, *, by: str = "", before: Mapping[str, str] | None = None) -> None:
        super().__init__("Oplysningerne er ændret af en anden, siden du åbnede dem.")
        self.current = current
        self.by = by
        self.before = before


class LiveManager(models.Manager):
    """Hides what lies in the trash; the default manager, so that relations hide it too."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(deleted_at=None)


class TrashQuerySet(models.QuerySet):
    """Reads of what was deleted."""

    def restorable(self, now: dt.datetime | None = None) -> Self:
        """Deleted within the last 30 days."""
        return self.filter(deleted_at__gte=(now or timezone.now()) - RESTORABLE_FOR)


class Record(models.Model):
    """Mixin of all editable records. Subclasses say `objects = LiveManager.from_queryset(TheirQuerySet)()`."""

    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField("oprettet", auto_now_add=True, editable=False)
    changed_at = models.DateTimeField("ændret", auto_now=True, editable=False)
    deleted_at = models.DateTimeField("slettet", null=True, editable=False)
    source_note = models.TextField(
        "kilde og forbehold",
        blank=True,
        help_text="Hvad oplysningen bygger på, og hvad der eventuelt er sat til eller rettet.",
    )

    with_deleted = models.Manager.from_queryset(TrashQuerySet)()

    class Meta:
        abstract = True

    BOOKKEEPING = frozenset({"id", "version", "created_at", "changed_at", "deleted_at"})

    @classmethod
    def content_fields(cls) -> list[models.Field]:
        """The fields that hold what somebody wrote, in the order of the model."""
        return [field for field in cls._meta.concrete_fields if field.name not in cls.BOOKKEEPING]


class Vocabulary(Dated, Record):
    """A word of a national list with the time it is in use: laws and their words change, and old reports keep theirs."""

    code = models.SlugField("kode", max_length=60, help_text="Bruges af systemet. Kan ikke ændres.")
    name = models.CharField("navn", max_length=200)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    legal_reference = models.CharField("hjemmel", max_length=200, blank=True)

    objects = LiveManager.from_queryset(DatedQuerySet)()

    class Meta(Dated.Meta):
        abstract = True
        ordering = ["order", "name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                condition=Q(deleted_at=None),
                name="%(app_label)s_%(class)s_code_once",
                violation_error_message="Der er allerede et ord med den kode fra den dag.",
            ),
            # Two unknown starts are the same start; SQLite knows no NULLS NOT DISTINCT.
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_from=None, deleted_at=None),
                name="%(app_label)s_%(class)s_first_once",
                violation_error_message="Der er allerede et ord med den kode.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
