"""Tables without a domain."""

from django.apps import apps
from django.db import models


class Submission(models.Model):
    """A form that made a record, known by the digest of its token and content, so that a double click makes one."""

    digest = models.CharField("aftryk", max_length=64, unique=True)
    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    model = models.CharField("slags", max_length=100, blank=True)
    object_id = models.PositiveBigIntegerField("post", null=True)

    class Meta:
        verbose_name = "afsendt formular"
        verbose_name_plural = "afsendte formularer"

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"

    def made(self) -> models.Model:
        """The record, also when it has since been deleted."""
        return apps.get_model(self.model)._base_manager.get(pk=self.object_id)
