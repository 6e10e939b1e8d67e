"""Evaluering: the eight questions, with its own period: cumulative from a day, as of a day (opgjort pr.)."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from socialportal.accounts.models import Municipality
from socialportal.accounts.roles import ENTERPRISE_USER
from socialportal.common import danish
from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS
from .agreement import Agreement
from .journal import Journaled
from .vocabulary import EvaluationQuestion, OutcomeType

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class EvaluationQuerySet(models.QuerySet):
    """Reads of evaluations."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities' (staff)."""
        return self.filter(agreement__municipality__in=access.municipalities(*FOLLOWERS), agreement__deleted_at=None)

    def of_own_enterprises(self, access: "Access") -> Self:
        """Those that were sent to the enterprises whose user one is."""
        mine = access.own_enterprises(ENTERPRISE_USER)
        return self.filter(agreement__presence__enterprise__in=mine, agreement__deleted_at=None, sent_on__isnull=False)

    def of_year(self, municipality: Municipality, year: int) -> Self:
        """Those made as of a day in the year: what the year's report prints."""
        return self.filter(agreement__municipality=municipality, as_of__year=year).order_by("agreement__number")


class Evaluation(Journaled, Record):
    """An agreement evaluated. Its figures are counted from the records between `counted_from` and `as_of`."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="evaluations", verbose_name="aftale"
    )
    counted_from = models.DateField("tæller fra")
    as_of = models.DateField("opgjort pr.")
    sent_on = models.DateField("sendt til virksomheden", null=True, blank=True, editable=False)
    # What the enterprise was sent, as it was sent: later corrections of the records do not change it, and what is told
    # later is held against it, so that nothing about few persons can be had by subtraction.
    sent_copy = models.JSONField("det, virksomheden har fået", null=True, blank=True, editable=False)

    objects = LiveManager.from_queryset(EvaluationQuerySet)()

    HISTORY = {
        "added": "skrev {label}",
        "sent": "sendte {label} til virksomheden",
        "withdrawn": "trak {label} tilbage fra virksomheden",
    }

    class Meta:
        verbose_name = "evaluering"
        verbose_name_plural = "evalueringer"
        ordering = ["-as_of", "agreement__number"]
        constraints = [
            *Journaled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(as_of__gte=F("counted_from")),
                name="agreements_evaluation_dates_in_order",
                violation_error_message="Evalueringen er opgjort, før den begynder at tælle. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_copy__isnull=False),
                name="agreements_evaluation_sent_has_copy",
                violation_error_message="Det, virksomheden får, skal gemmes, når det sendes.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "as_of"],
                condition=Q(deleted_at=None),
                name="agreements_evaluation_once_a_day",
                violation_error_message="Aftalen er allerede evalueret pr. den dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluering af aftale {self.agreement.number} pr. {danish.date(self.as_of)}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:evaluation", args=[self.pk])

    @property
    def municipality(self) -> Municipality:
        """The agreement's."""
        return self.agreement.municipality

    @property
    def municipality_id(self) -> int:
        """The agreement's, without asking the database."""
        return self.agreement.municipality_id  # type: ignore[attr-defined]

    @property
    def period(self) -> Period:
        """What it counts."""
        return Period(self.counted_from, self.as_of)


class EvaluationAnswer(Record):
    """The answer to one of the questions; its figures are placeholders."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="answers", verbose_name="evaluering"
    )
    question = models.ForeignKey(
        EvaluationQuestion, on_delete=models.PROTECT, related_name="+", verbose_name="spørgsmål"
    )
    text = models.TextField("svar", blank=True)

    objects = LiveManager()

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        ordering = ["question__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "question"],
                condition=Q(deleted_at=None),
                name="agreements_answer_once",
                violation_error_message="Spørgsmålet er allerede besvaret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluation}, {self.question}"

    @property
    def municipality(self) -> Municipality:
        """The agreement's."""
        return self.evaluation.municipality


class PublicGroup(Record):
    """A group of outcomes as the public edition prints it, fixed for this evaluation so that no small number shows."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.CASCADE, related_name="public_groups", verbose_name="evaluering"
    )
    label = models.CharField("gruppe", max_length=120)
    order = models.PositiveSmallIntegerField("rækkefølge", default=0)
    types = models.ManyToManyField(OutcomeType, related_name="+", verbose_name="statusser")

    objects = LiveManager()

    class Meta:
        verbose_name = "offentlig gruppe"
        verbose_name_plural = "offentlige grupper"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label

    @property
    def municipality(self) -> Municipality:
        """The agreement's."""
        return self.evaluation.municipality
