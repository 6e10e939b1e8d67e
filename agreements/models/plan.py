"""Individuel plan: dates, state and coded reasons. The document itself is in the municipality's case system."""

from django.db import models
from django.db.models import F, Q

from socialportal.accounts.models import Municipality
from socialportal.common.records import LiveManager, Record

from .course import Course
from .journal import Journaled
from .of_course import OfCourse
from .vocabulary import NoPlanReason


class Plan(OfCourse, Journaled, Record):
    """Individuel plan (not ”Min Plan”): made, in progress, or none with a reason. The document itself is elsewhere."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="plan", verbose_name="forløb")
    made_on = models.DateField("dagen for planen", null=True, blank=True)
    no_plan_reason = models.ForeignKey(
        NoPlanReason,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="grund til ingen plan",
    )
    no_plan_on = models.DateField("besluttet ingen plan", null=True, blank=True)
    made_together = models.BooleanField("skrevet af mentor og deltager sammen", default=False)
    owned_by_participant = models.BooleanField("deltageren har ejerskab til planen", null=True, blank=True)
    sent_on = models.DateField("sendt til sagsbehandler", null=True, blank=True)

    objects = LiveManager()

    HISTORY = {
        "changed": "noterede om planen: {fields}",
        "corrected": "rettede om planen: {fields}",
    }

    class Meta:
        verbose_name = "individuel plan"
        verbose_name_plural = "individuelle planer"
        constraints = [
            *Journaled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(no_plan_reason=None, no_plan_on=None) | (~Q(no_plan_reason=None) & ~Q(no_plan_on=None)),
                name="agreements_plan_none_has_reason_and_day",
                violation_error_message="Ingen plan skal have både en grund og en dato.",
            ),
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(no_plan_on=None) | Q(made_on__gt=F("no_plan_on")),
                name="agreements_plan_made_after_none",
                violation_error_message="En plan kan først være lavet efter den dag, det blev besluttet ikke at lave den.",
            ),
        ]

    def __str__(self) -> str:
        return f"Individuel plan, {self.course}"


class PlanRevision(Record):
    """The plan was gone through and corrected: until it is written, and after (domain-model R7)."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", "Udkast drøftet"
        CORRECTED = "corrected", "Rettet efter dialog"
        REVISED = "revised", "Revideret ved opfølgning"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions", verbose_name="plan")
    revised_on = models.DateField("dag")
    kind = models.CharField("hvad skete der?", max_length=20, choices=Kind.choices)

    objects = LiveManager()

    class Meta:
        verbose_name = "revision af plan"
        verbose_name_plural = "revisioner af plan"
        ordering = ["revised_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "revised_on", "kind"],
                condition=Q(deleted_at=None),
                name="agreements_planrevision_once",
                violation_error_message="Det er allerede noteret den dag.",
            )
        ]

    HISTORY = {
        "added": "noterede om planen: {label}",
        "removed": "slettede om planen: {label}",
    }

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.plan.course}"

    def get_absolute_url(self) -> str:
        """The course's page, where it stands."""
        return self.plan.course.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """The course's, without asking the database for the municipality."""
        return self.plan.municipality_id

    @property
    def team_id(self) -> int:
        """The team that follows the course's participant."""
        return self.plan.team_id

    @property
    def course(self) -> Course:
        """The plan's."""
        return self.plan.course

    @property
    def municipality(self) -> Municipality:
        """The course's."""
        return self.plan.municipality
