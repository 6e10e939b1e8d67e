"""Strategy with goals and points."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from enterprises.models.network import OfMunicipalityQuerySet
from socialportal.accounts.models import Municipality
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from ..terms import FACT_BLOCKS
from .politics import Decision


class StrategyQuerySet(OfMunicipalityQuerySet, DatedQuerySet):  # type: ignore[override]
    """Reads of strategies."""


class Strategy(Dated, Record):
    """Strategi- og udmøntningsplan for a period; strategies succeed each other."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="strategies", verbose_name="kommune"
    )
    title = models.CharField("titel", max_length=160)
    heading = models.CharField("overskrift", max_length=120, blank=True)
    adopted_on = models.DateField("vedtaget", null=True, blank=True)

    objects = LiveManager.from_queryset(StrategyQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "strategi"
        verbose_name_plural = "strategier"
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page, with goals and points."""
        return reverse("reports:strategy", args=[self.pk])


class OfStrategyQuerySet(models.QuerySet):
    """Reads of what belongs to a strategy."""

    def visible_to(self, access: object) -> "OfStrategyQuerySet":
        """One's own municipalities'."""
        return self.filter(strategy__municipality__in=access.municipalities())  # type: ignore[attr-defined]


class Goal(Record):
    """Mål: tied to an indicator, or judged by hand with evidence."""

    class Kind(models.TextChoices):
        ONCE = "once", "Engangsmål"
        STOCK = "stock", "Bestand på en dato"
        YEARLY = "yearly", "Hvert år"
        RANGE = "range", "Mellem to tal i et år"

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="goals", verbose_name="strategi")
    key = models.SlugField("nøgle", max_length=40)
    label = models.CharField("mål", max_length=200)
    kind = models.CharField("slags", max_length=10, choices=Kind.choices)
    unit = models.CharField(
        "enhed", max_length=80, blank=True, help_text="Fx ”job” eller ”virksomheder og initiativer”."
    )
    indicator = models.CharField(
        "tal", max_length=60, blank=True, help_text="Det tal, målet måles på. Tomt: målet vurderes af jer."
    )
    target = models.PositiveIntegerField("mål", null=True, blank=True)
    target_max = models.PositiveIntegerField("højst", null=True, blank=True, help_text="Kun ved ”mellem to tal”.")
    due_on = models.DateField("frist", null=True, blank=True)
    year = models.PositiveSmallIntegerField("år", null=True, blank=True, help_text="Kun for mål, der gælder ét år.")
    achieved_on = models.DateField("nået", null=True, blank=True)
    evidence = models.CharField("dokumentation", max_length=250, blank=True)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LiveManager.from_queryset(OfStrategyQuerySet)()

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "key"],
                condition=Q(deleted_at=None),
                name="reports_goal_key_once",
                violation_error_message="Strategien har allerede et mål med den nøgle.",
            ),
            models.CheckConstraint(
                condition=Q(target_max=None) | Q(target_max__gte=F("target")),
                name="reports_goal_range_in_order",
                violation_error_message="Det højeste tal er mindre end det laveste.",
            ),
            models.CheckConstraint(
                condition=Q(indicator="") | ~Q(target=None),
                name="reports_goal_measured_has_target",
                violation_error_message="Et mål, der måles på et tal, skal have et måltal.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """Its place on the strategy's page."""
        return f"{reverse('reports:strategy', args=[self.strategy_id])}#maal-{self.pk}"  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """The strategy's."""
        return self.strategy.municipality


def check_fact_blocks(value: object) -> None:
    """A list of known fact blocks. Raises ValidationError."""
    if not isinstance(value, list) or any(item not in FACT_BLOCKS for item in value):
        raise ValidationError("Vælg blandt de oplysninger, portalen kender.")


class StrategyPoint(Record):
    """Strategipunkt: what the report answers, one by one. Its number is made from its place, never written."""

    class Origin(models.TextChoices):
        STRATEGY = "strategy", "Strategi og udmøntningsplan"
        ADDITION = "addition", "Tilføjelse"

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="points", verbose_name="strategi")
    key = models.SlugField("nøgle", max_length=60)
    title = models.CharField("titel", max_length=160)
    origin = models.CharField("stammer fra", max_length=10, choices=Origin.choices, default=Origin.STRATEGY)
    letter = models.CharField("bogstav", max_length=2, blank=True)
    decisions = models.ManyToManyField(Decision, blank=True, related_name="points", verbose_name="beslutninger")
    fact_blocks = models.JSONField("oplysninger, der vises", default=list, blank=True, validators=[check_fact_blocks])
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)

    objects = LiveManager.from_queryset(OfStrategyQuerySet)()

    class Meta:
        verbose_name = "strategipunkt"
        verbose_name_plural = "strategipunkter"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "key"],
                condition=Q(deleted_at=None),
                name="reports_point_key_once",
                violation_error_message="Strategien har allerede et punkt med den nøgle.",
            ),
            models.CheckConstraint(
                condition=Q(origin="addition") | Q(letter=""),
                name="reports_point_letter_of_addition",
                violation_error_message="Kun tilføjelser har et bogstav.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tilføjelse {self.letter}: {self.title}" if self.letter else self.title

    def get_absolute_url(self) -> str:
        """Its place on the strategy's page."""
        return f"{reverse('reports:strategy', args=[self.strategy_id])}#punkt-{self.pk}"  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """The strategy's."""
        return self.strategy.municipality
