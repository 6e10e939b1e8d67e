"""The annual report's own texts: sections, points, recommendations, references. Every text is stored once."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agreements.models import Placement
from enterprises.models.network import OfMunicipalityQuerySet
from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from ..terms import SECTIONS
from .politics import Committee
from .strategy import Goal, StrategyPoint


class AnnualReport(Record):
    """Årsrapport of a municipality and a year."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="annual_reports", verbose_name="kommune"
    )
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    title = models.CharField("titel", max_length=120, default="Socialøkonomisk Årsrapport")
    signed_by = models.CharField("underskrevet af", max_length=120, blank=True, help_text="En post, ikke et navn.")
    dated = models.CharField("dateret", max_length=60, blank=True, help_text="Fx ”januar 2019”.")
    committees = models.ManyToManyField(Committee, blank=True, related_name="reports", verbose_name="forelægges for")

    objects = LiveManager.from_queryset(OfMunicipalityQuerySet)()

    class Meta:
        verbose_name = "årsrapport"
        verbose_name_plural = "årsrapporter"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                condition=Q(deleted_at=None),
                name="reports_report_once_a_year",
                violation_error_message="Kommunen har allerede en årsrapport for året.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year}"

    def get_absolute_url(self) -> str:
        """The working copy's table of contents."""
        return reverse("reports:overview", args=[self.year])


class OfReportQuerySet(models.QuerySet):
    """Reads of what belongs to a report."""

    def visible_to(self, access: object) -> "OfReportQuerySet":
        """One's own municipalities'."""
        return self.filter(report__municipality__in=access.municipalities())  # type: ignore[attr-defined]


class OfReport(Record):
    """Mixin of the parts of a report."""

    report = models.ForeignKey(
        AnnualReport, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name="årsrapport"
    )

    objects = LiveManager.from_queryset(OfReportQuerySet)()

    class Meta:
        abstract = True

    @property
    def municipality(self) -> Municipality:
        """The report's."""
        return self.report.municipality


class Section(OfReport):
    """One of the report's texts. Figures in it are placeholders, see `reports/placeholders.py`."""

    key = models.CharField("afsnit", max_length=40, choices=list(SECTIONS.items()))
    text = models.TextField("tekst", blank=True)

    class Meta:
        verbose_name = "afsnit"
        verbose_name_plural = "afsnit"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"],
                condition=Q(deleted_at=None),
                name="reports_section_once",
                violation_error_message="Afsnittet findes allerede.",
            )
        ]

    def __str__(self) -> str:
        return self.get_key_display()

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:section", args=[self.report.year, self.key])


class PointReport(OfReport):
    """Afrapportering af et punkt: introduction and what happened, as prose."""

    point = models.ForeignKey(StrategyPoint, on_delete=models.PROTECT, related_name="reports", verbose_name="punkt")
    introduction = models.TextField("introduktion", blank=True)
    happened = models.TextField("hvad der er sket", blank=True)

    class Meta:
        verbose_name = "afrapportering"
        verbose_name_plural = "afrapporteringer"
        ordering = ["point__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "point"],
                condition=Q(deleted_at=None),
                name="reports_point_report_once",
                violation_error_message="Punktet er allerede afrapporteret.",
            )
        ]

    def __str__(self) -> str:
        return str(self.point)

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:point-text", args=[self.report.year, self.point.key])


class Recommendation(OfReport):
    """Anbefaling: written once, printed with its point and again in the list. Without a point it is holistic."""

    point = models.ForeignKey(
        StrategyPoint,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name="punkt",
    )
    letter = models.CharField("bogstav", max_length=2, blank=True)
    title = models.CharField("overskrift", max_length=160, blank=True)
    background = models.TextField("baggrund", blank=True)
    text = models.TextField("anbefaling")
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Meta:
        verbose_name = "anbefaling"
        verbose_name_plural = "anbefalinger"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "point"],
                condition=Q(deleted_at=None) & ~Q(point=None),
                name="reports_recommendation_once_a_point",
                violation_error_message="Punktet har allerede en anbefaling.",
            )
        ]

    def __str__(self) -> str:
        return str(self.point or self.title or self.letter)

    def get_absolute_url(self) -> str:
        """Where it is written: with its point, or on a page of its own."""
        if self.point:
            return reverse("reports:point-text", args=[self.report.year, self.point.key])
        return reverse("reports:recommendation", args=[self.pk])


class GoalStatement(OfReport):
    """The sentence that explains a goal in this report: a missed one must have it."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="statements", verbose_name="mål")
    text = models.TextField("forklaring")

    class Meta:
        verbose_name = "forklaring til mål"
        verbose_name_plural = "forklaringer til mål"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "goal"],
                condition=Q(deleted_at=None),
                name="reports_goal_statement_once",
                violation_error_message="Målet har allerede en forklaring.",
            )
        ]

    def __str__(self) -> str:
        return str(self.goal)

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:goal-text", args=[self.report.year, self.goal.key])


class CaseStory(OfReport):
    """One person's story, under a point. In the public edition only with recorded consent."""

    point = models.ForeignKey(StrategyPoint, on_delete=models.PROTECT, related_name="cases", verbose_name="punkt")
    text = models.TextField("fortælling")
    placement = models.ForeignKey(
        Placement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="job"
    )
    consent_on = models.DateField("samtykke til offentliggørelse", null=True, blank=True)

    class Meta:
        verbose_name = "borgerfortælling"
        verbose_name_plural = "borgerfortællinger"

    def __str__(self) -> str:
        return f"Fortælling, {self.point}"

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:case", args=[self.pk])


class Reference(OfReport):
    """Hjemmel og referencer."""

    title = models.CharField("titel", max_length=250)
    detail = models.CharField("nærmere", max_length=250, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    class Meta:
        verbose_name = "reference"
        verbose_name_plural = "referencer"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:reference", args=[self.pk])
