"""What stands beside what is counted: figures known from paper only, accepted findings, assumptions, coarsened tables."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agreements.models import PlacementType
from enterprises.models.network import OfMunicipalityQuerySet
from socialportal.accounts.models import Municipality
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from .report import OfReport


class HistoricFigure(Record):
    """Historisk tal: an earlier year's total that exists on paper only, printed as such beside what is counted."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="historic_figures", verbose_name="kommune"
    )
    indicator = models.CharField("tal", max_length=60)
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    value = models.DecimalField("værdi", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    approximate = models.BooleanField("omtrentligt", default=False)
    source = models.CharField("kilde", max_length=250, help_text="Fx ”Årsrapport 2016, side 12”.")
    known_errors = models.TextField(
        "kendte fejl",
        blank=True,
        help_text="Hvad der er galt eller usikkert ved tallet, så det kan trykkes ved siden af.",
    )

    objects = LiveManager.from_queryset(OfMunicipalityQuerySet)()

    class Meta:
        verbose_name = "historisk tal"
        verbose_name_plural = "historiske tal"
        ordering = ["indicator", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "indicator", "year"],
                condition=Q(deleted_at=None),
                name="reports_historic_figure_once",
                violation_error_message="Der er allerede et historisk tal for det år.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="reports_historic_figure_not_negative",
                violation_error_message="Tallet kan ikke være mindre end 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"Det historiske tal for {self.year}"

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:historic-figure", args=[self.pk])


class AcceptedFinding(OfReport):
    """An opmærksomhedspunkt that is left as it is, with the reason that the report prints."""

    code = models.CharField("slags", max_length=60, editable=False)
    where = models.CharField("sted", max_length=160, editable=False)
    message = models.CharField("opmærksomhedspunkt", max_length=500, editable=False)
    reason = models.TextField("begrundelse", max_length=1000, help_text="Trykkes bagest i rapporten.")

    HISTORY = {"added": "accepterede et opmærksomhedspunkt: {label}", "removed": "trak en accept tilbage: {label}"}

    class Meta:
        verbose_name = "accepteret opmærksomhedspunkt"
        verbose_name_plural = "accepterede opmærksomhedspunkter"
        ordering = ["code", "where"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "code", "where", "message"],
                condition=Q(deleted_at=None),
                name="reports_finding_accepted_once",
                violation_error_message="Opmærksomhedspunktet er allerede accepteret.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="reports_finding_accepted_says_why",
                violation_error_message="Skriv en begrundelse.",
            ),
        ]

    def __str__(self) -> str:
        return self.message

    def get_absolute_url(self) -> str:
        """Among the year's findings."""
        return reverse("reports:findings", args=[self.report.year])


class AssumptionQuerySet(OfMunicipalityQuerySet, DatedQuerySet):  # type: ignore[override]
    """Reads of assumptions."""


class Assumption(Dated, Record):
    """Forudsætning of the business case: dated, with its source, and printed with what is reckoned from it."""

    class Kind(models.TextChoices):
        UNIT_COST = "unit_cost", "Enhedens pris, kr. om året"
        BENEFIT_SAVED = "benefit_saved", "Sparet ydelse, kr. om måneden for et job"
        OWN_SHARE = "own_share", "Kommunens egen andel af ydelsen, %"
        SUBSIDY = "subsidy", "Kommunens udgift til jobbet, kr. om måneden"
        HORIZON = "horizon", "Højst regnet pr. job, måneder"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="assumptions", verbose_name="kommune"
    )
    kind = models.CharField("forudsætning", max_length=20, choices=Kind.choices)
    placement_type = models.ForeignKey(
        PlacementType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="jobtype",
        help_text="Lad feltet stå tomt, hvis det gælder alle job.",
    )
    amount = models.DecimalField("beløb eller tal", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    source = models.CharField("kilde", max_length=250, help_text="Hvor tallet kommer fra.")
    note = models.TextField("bemærkning", blank=True)

    objects = LiveManager.from_queryset(AssumptionQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "forudsætning"
        verbose_name_plural = "forudsætninger"
        ordering = ["kind", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="reports_assumption_not_negative",
                violation_error_message="Tallet kan ikke være mindre end 0.",
            ),
            models.CheckConstraint(
                condition=Q(placement_type=None) | Q(kind__in=["benefit_saved", "subsidy", "own_share"]),
                name="reports_assumption_type_where_it_matters",
                violation_error_message="Kun ydelse og udgift kan gælde én jobtype.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.placement_type}" if self.placement_type else self.get_kind_display()

    def get_absolute_url(self) -> str:
        """Where it is written."""
        return reverse("reports:assumption", args=[self.pk])


def check_merges(value: object) -> None:
    """A list of lists of words. Raises ValidationError."""
    whole = isinstance(value, list) and all(
        isinstance(group, list) and len(group) > 1 and all(isinstance(key, str) for key in group) for group in value
    )
    if not whole:
        raise ValidationError("Vælg mindst to rækker, der skal lægges sammen.")


class Coarsening(OfReport):
    """The coordinator shows less of a table in the public edition than the protection asks for."""

    table = models.CharField("tabel", max_length=80, editable=False)
    withhold = models.BooleanField("vis slet ikke tabellen", default=False)
    merges = models.JSONField("rækker, der lægges sammen", default=list, blank=True, validators=[check_merges])
    reason = models.TextField("hvorfor", max_length=500, blank=True)

    class Meta:
        verbose_name = "grovere visning"
        verbose_name_plural = "grovere visninger"
        ordering = ["table"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "table"],
                condition=Q(deleted_at=None),
                name="reports_coarsening_once",
                violation_error_message="Tabellen er allerede gjort grovere.",
            )
        ]

    def __str__(self) -> str:
        return self.table

    def get_absolute_url(self) -> str:
        """Among what the edition withholds."""
        return reverse("reports:protection", args=[self.report.year])


class MidYearStatus(OfReport):
    """Status midt på året: the day it is counted as of, and what the coordinator says of it."""

    as_of = models.DateField("opgjort pr.")
    text = models.TextField("tekst", blank=True)

    class Meta:
        verbose_name = "status midt på året"
        verbose_name_plural = "status midt på året"
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(deleted_at=None),
                name="reports_mid_year_once",
                violation_error_message="Der er allerede en status midt på året.",
            )
        ]

    def __str__(self) -> str:
        return f"status midt på året {self.report.year}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:midyear", args=[self.report.year])
