"""The chained log of changes and the log of reads."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class EntryQuerySet(models.QuerySet):
    """Reads of the log."""

    def about(self, record: models.Model) -> Self:
        """What happened to one record, newest first."""
        return self.filter(model=record._meta.label_lower, object_id=record.pk).order_by("-pk")


class Entry(models.Model):
    """One change: who, in which role, what, to which record, why, and the fields before and after.

    Written in the transaction of the change; `number`, `previous` and `digest` are set when it is hung on the chain, just
    after that transaction (see `chain.chain_up`). `digest` covers the digest of the entry before, so that an entry that is
    changed, removed, added or moved can be named. It covers `changes` only through their own digest: values can be erased
    when their time is over, and the chain holds.
    """

    number = models.PositiveBigIntegerField("løbenummer", unique=True, null=True)
    at = models.DateTimeField("tidspunkt")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="hvem"
    )
    acting_as = models.CharField("i rollen", max_length=100, blank=True)
    verb = models.CharField("handling", max_length=60)
    model = models.CharField("slags", max_length=100)
    object_id = models.PositiveBigIntegerField("post", null=True)
    label = models.CharField("navn", max_length=300)
    municipality_code = models.CharField("kommunekode", max_length=4, blank=True)
    reason = models.TextField("begrundelse", blank=True)
    changes = models.JSONField("felter", default=dict)
    changes_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "object_id", "-id"], name="audit_entry_record")]
        constraints = [
            models.CheckConstraint(
                condition=Q(number=None, digest="") | (~Q(number=None) & ~Q(digest="")),
                name="audit_entry_number_with_digest",
                violation_error_message="En hændelse i kæden har både nummer og sum.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.label}"


class ChainHead(models.Model):
    """The one row that is locked while entries are hung on the chain, so that it has no forks."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "kædens ende"
        verbose_name_plural = "kædens ender"

    def __str__(self) -> str:
        return str(self.number)


class Read(models.Model):
    """Somebody looked at a participant's record: the only thing that a GET may write."""

    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="hvem")
    acting_as = models.CharField("i rollen", max_length=100, blank=True)
    model = models.CharField("slags", max_length=100)
    object_id = models.PositiveBigIntegerField("post")
    purpose = models.CharField("formål", max_length=100)

    class Meta:
        verbose_name = "opslag"
        verbose_name_plural = "opslag"
        indexes = [models.Index(fields=["model", "object_id", "-at"], name="audit_read_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
