"""Documents of agreements and collaborations: signed papers and templates, for those who may see what they belong to."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS
from .agreement import Agreement
from .collaboration import Collaboration

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class DocumentQuerySet(models.QuerySet):
    """Reads of documents."""

    def visible_to(self, access: "Access") -> Self:
        """Those of agreements and collaborations in the municipalities where one is coordinator or consultant."""
        places = access.municipalities(*FOLLOWERS)
        return self.filter(
            Q(agreement__municipality__in=places, agreement__deleted_at=None)
            | Q(collaboration__presence__municipality__in=places, collaboration__deleted_at=None)
        )


class Document(Record):
    """A file, kept under a name of the portal's making outside what the web server shows."""

    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="aftale",
    )
    collaboration = models.ForeignKey(
        Collaboration,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="samarbejde",
    )
    title = models.CharField("titel", max_length=160)
    file = models.FileField("fil", upload_to="dokumenter/", max_length=200)
    file_name = models.CharField("filnavn", max_length=160, editable=False)
    media_type = models.CharField("filtype", max_length=100, editable=False)
    size = models.PositiveIntegerField("størrelse i bytes", editable=False)
    checksum = models.CharField("kontrolsum", max_length=64, editable=False)

    objects = LiveManager.from_queryset(DocumentQuerySet)()

    HISTORY = {
        "added": "lagde dokumentet ”{label}” op",
        "replaced": "erstattede filen i ”{label}”",
        "removed": "slettede dokumentet ”{label}”",
    }

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokumenter"
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement=None, collaboration__isnull=False)
                | Q(agreement__isnull=False, collaboration=None),
                name="agreements_document_of_one",
                violation_error_message="Et dokument hører til én aftale eller ét samarbejde.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def of(self) -> Agreement | Collaboration:
        """What it belongs to."""
        return self.agreement or self.collaboration  # type: ignore[return-value]

    def get_absolute_url(self) -> str:
        """The page of what it belongs to."""
        return self.of.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """Where what it belongs to counts."""
        return self.of.municipality_id  # type: ignore[union-attr]

    @property
    def municipality(self) -> Municipality:
        """Where what it belongs to counts."""
        return self.of.municipality
