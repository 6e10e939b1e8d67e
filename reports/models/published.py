"""What has been published: frozen copies that later changes never touch. None of it is edited; corrections are new versions."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialportal.accounts.models import Municipality, User
from socialportal.common.collation import DANISH

from .report import AnnualReport


class PublishedReportQuerySet(models.QuerySet):
    """Reads of versions."""

    def visible_to(self, access: object) -> Self:
        """What the public may see, and everything of one's own municipalities."""
        public = Q(state__in=PublishedReport.REACHABLE)
        return self.filter(public | Q(municipality__in=access.municipalities()))  # type: ignore[attr-defined]

    def public(self) -> Self:
        """Published, and not withdrawn."""
        return self.filter(state=PublishedReport.State.PUBLISHED)


class PublishedReport(models.Model):
    """One version of a report (or of its mid-year status) as it was published, with the numbers and texts of that moment."""

    class Kind(models.TextChoices):
        ANNUAL = "annual", "Årsrapport"
        MID_YEAR = "midyear", "Status midt på året"

    class State(models.TextChoices):
        WAITING = "waiting", "Venter på at blive lavet"
        MAKING = "making", "Er ved at blive lavet"
        FAILED = "failed", "Kunne ikke laves"
        PUBLISHED = "published", "Offentliggjort"
        WITHDRAWN = "withdrawn", "Trukket tilbage"

    # Whose address goes on to answer: a withdrawn one says that it was withdrawn, and why.
    REACHABLE = (State.PUBLISHED, State.WITHDRAWN)

    report = models.ForeignKey(
        AnnualReport, on_delete=models.PROTECT, related_name="publications", verbose_name="årsrapport"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="published_reports", verbose_name="kommune"
    )
    year = models.PositiveSmallIntegerField("år")
    kind = models.CharField("slags", max_length=10, choices=Kind.choices, default=Kind.ANNUAL)
    number = models.PositiveSmallIntegerField("udgave")
    as_of = models.DateField("opgjort pr.")
    title = models.CharField("titel", max_length=200)
    reason = models.TextField("grund til rettelsen", max_length=1000, blank=True)
    state = models.CharField("tilstand", max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField("trin", max_length=80, blank=True)
    done = models.PositiveSmallIntegerField("færdig i procent", default=0)
    failure = models.TextField("hvad der gik galt", blank=True)
    requested_at = models.DateTimeField("bestilt", auto_now_add=True)
    requested_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="bestilt af"
    )
    started_at = models.DateTimeField("begyndt", null=True)
    published_at = models.DateTimeField("offentliggjort", null=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True)
    withdrawn_reason = models.TextField("grund til tilbagetrækning", max_length=1000, blank=True)
    checksum = models.CharField("kontrolsum", max_length=64, blank=True)

    HISTORY = {
        "requested": "bestilte offentliggørelse af {label}",
        "published": "offentliggjorde {label}",
        "withdrawn": "trak {label} tilbage",
        "mailed": "sendte {label} til politikerne",
    }
    objects = PublishedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "offentliggjort rapport"
        verbose_name_plural = "offentliggjorte rapporter"
        ordering = ["-year", "kind", "-as_of", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "as_of", "number"],
                name="reports_published_number_once",
                violation_error_message="Udgaven findes allerede.",
            ),
            models.UniqueConstraint(
                fields=["report", "kind"],
                condition=Q(state__in=["waiting", "making"]),
                name="reports_published_one_in_the_making",
                violation_error_message="Rapporten er allerede ved at blive lavet.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="reports_published_correction_says_why",
                violation_error_message="Skriv, hvorfor rapporten rettes.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "making", "failed"]) | (~Q(published_at=None) & ~Q(checksum="")),
                name="reports_published_is_whole",
                violation_error_message="En offentliggjort rapport skal have alle sine filer.",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (~Q(withdrawn_at=None) & ~Q(withdrawn_reason="")),
                name="reports_published_withdrawn_says_why",
                violation_error_message="Skriv, hvorfor rapporten trækkes tilbage.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}. udgave" if self.number > 1 else self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("reports:published", args=[self.pk])


class PublishedFile(models.Model):
    """One file of a version. It lies in the database, so that a version is there whole or not at all, and in one backup.

    `edition` is `intern` or `offentlig`; only the latter leaves the house.
    """

    publication = models.ForeignKey(
        PublishedReport, on_delete=models.CASCADE, related_name="files", verbose_name="rapport"
    )
    edition = models.CharField("udgave", max_length=10)
    name = models.CharField("navn", max_length=120)
    label = models.CharField("betegnelse", max_length=200, blank=True)
    content_type = models.CharField("type", max_length=80)
    size = models.PositiveIntegerField("størrelse i bytes")
    sha256 = models.CharField("kontrolsum", max_length=64)
    content = models.BinaryField("indhold")

    class Meta:
        verbose_name = "fil i offentliggjort rapport"
        verbose_name_plural = "filer i offentliggjort rapport"
        ordering = ["publication", "edition", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "edition", "name"],
                name="reports_published_file_once",
                violation_error_message="Filen findes allerede.",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.name


class PublishedPassage(models.Model):
    """A stretch of a published report's public text, so that all of them can be searched."""

    publication = models.ForeignKey(
        PublishedReport, on_delete=models.CASCADE, related_name="passages", verbose_name="rapport"
    )
    anchor = models.CharField("sted", max_length=120)
    heading = models.CharField("overskrift", max_length=250)
    text = models.TextField("tekst", db_collation=DANISH)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        verbose_name = "afsnit i offentliggjort rapport"
        verbose_name_plural = "afsnit i offentliggjort rapport"
        ordering = ["publication", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "order"],
                name="reports_published_passage_once",
                violation_error_message="Afsnittet findes allerede.",
            )
        ]

    def __str__(self) -> str:
        return self.heading
