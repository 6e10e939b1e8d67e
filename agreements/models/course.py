"""Forløb: a participant's time at an enterprise, and its extensions. Pseudonymous: codes and dates only."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Presence
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality
from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from .. import terms
from ..deadlines import working_day
from ..rules import check_no_cpr
from ..weeks import CLOSING
from .agreement import Agreement, Terms
from .participant import Participant
from .vocabulary import ExtensionReason

if TYPE_CHECKING:
    from socialportal.accounts.access import Access

    from .pause import Pause


def _followed_by(access: "Access") -> Q:
    return Q(participant__municipality__in=access.municipalities(roles.COORDINATOR)) | Q(
        participant__municipality__in=access.municipalities(roles.CONSULTANT), participant__team__in=access.teams
    )


def _mentored_by(access: "Access") -> Q:
    if access.user_id is None:
        return Q(pk__in=[])
    return Q(mentor=access.user_id, presence__enterprise__in=access.own_enterprises(roles.MENTOR)) & _not_long_ended()


def _at_own_enterprise(access: "Access") -> Q:
    return Q(presence__enterprise__in=access.own_enterprises(roles.ENTERPRISE_USER)) & _not_long_ended()


def _not_long_ended() -> Q:
    return Q(ended_on=None) | Q(ended_on__gte=timezone.localdate() - CLOSING)


class CourseQuerySet(models.QuerySet):
    """Reads of courses."""

    def visible_to(self, access: "Access") -> Self:
        """The courses of participants one may see. An enterprise's own users see places in use, not courses."""
        return self.filter(_followed_by(access), participant__deleted_at=None)

    def of_mentor(self, access: "Access") -> Self:
        """Those one is mentor of, at an enterprise where one is mentor today; ended ones while their last weeks are written."""
        return self.filter(_mentored_by(access), participant__deleted_at=None)

    def of_own_enterprises(self, access: "Access") -> Self:
        """Those at the enterprises one is user of, by number and attendance; ended ones while their last weeks are written."""
        return self.filter(_at_own_enterprise(access), participant__deleted_at=None)

    def with_attendance_for(self, access: "Access") -> Self:
        """Those whose attendance one may write: those one follows, is mentor of, or has at one's own enterprise."""
        return self.filter(
            _followed_by(access) | _mentored_by(access) | _at_own_enterprise(access), participant__deleted_at=None
        )

    def with_frame(self) -> Self:
        """Adds what the terms that held at the start say: `frame_weeks`, `plan_due_weeks`, `attendance_months` (None without an
        agreement), `extended_weeks`, the sum of the extensions, and the pauses, which move what is due.
        """
        terms = Terms.objects.filter(agreement=OuterRef("agreement"))
        held = terms.filter(Q(valid_from=None) | Q(valid_from__lte=OuterRef("started_on")))
        latest = held.order_by(F("valid_from").desc(nulls_last=True))
        first = terms.order_by(F("valid_from").asc(nulls_first=True))
        extensions = Extension.objects.filter(course=OuterRef("pk")).order_by().values("course")
        return self.annotate(
            **{
                name: Coalesce(Subquery(latest.values(name)[:1]), Subquery(first.values(name)[:1]))
                for name in ("frame_weeks", "plan_due_weeks", "attendance_months")
            },
            extended_weeks=Coalesce(Subquery(extensions.values(weeks_sum=Sum("weeks"))), 0),
        ).prefetch_related("pauses")

    def with_meeting_asked(self) -> Self:
        """Adds `meeting_asked`: somebody asked for a follow-up that is neither held nor called off."""
        asked = apps.get_model("agreements.FollowUp")._default_manager.filter(held_on=None, called_off_on=None)
        return self.annotate(meeting_asked=Exists(asked.filter(course=OuterRef("pk"))))

    def paused_on(self, day: dt.date) -> Self:
        """Those that stand still on the day."""
        stands = Q(paused_to=None) | Q(paused_to__gte=day)
        pauses = apps.get_model("agreements.Pause")._default_manager
        return self.filter(Exists(pauses.filter(stands, course=OuterRef("pk"), paused_from__lte=day)))

    def begun_by(self, day: dt.date) -> Self:
        """Begun on the day or before."""
        return self.filter(started_on__lte=day)

    def running_on(self, day: dt.date) -> Self:
        """Begun and not ended; a course that ends that day is ended."""
        return self.begun_by(day).filter(Q(ended_on=None) | Q(ended_on__gt=day))

    def ended_within(self, period: Period) -> Self:
        """Ended in the period."""
        return self.filter(ended_on__gte=period.first, ended_on__lte=period.last)

    def counted_in(self, period: Period) -> Self:
        """What an evaluation counts: ended in the period, or running at its end."""
        return self.filter(
            Q(ended_on__gte=period.first, ended_on__lte=period.last)
            | (Q(started_on__lte=period.last) & (Q(ended_on=None) | Q(ended_on__gt=period.last)))
        )


class Course(Record):
    """One participant's course at one enterprise, under an agreement or (an internship) without."""

    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="courses", verbose_name="deltager"
    )
    presence = models.ForeignKey(Presence, on_delete=models.PROTECT, related_name="courses", verbose_name="virksomhed")
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="courses", verbose_name="aftale"
    )
    referred_on = models.DateField("henvist", null=True, blank=True)
    started_on = models.DateField("begyndt")
    ended_on = models.DateField("afsluttet", null=True, blank=True, help_text="Tomt: forløbet er i gang.")
    planned_until = models.DateField(
        "aftalt til",
        null=True,
        blank=True,
        help_text="Kun for praktik uden aftale om pladser; ellers giver rammen dagen.",
    )
    continues = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="fortsætter forløb",
    )
    mentor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentored_courses",
        verbose_name="mentor",
        help_text="Mentoren ser forløbets datoer, plan og fremmøde, og kun for sine egne deltagere.",
    )
    beside_treatment = models.BooleanField("back-up sideløbende med behandling", default=False)
    over_capacity_reason = models.CharField(
        "begrundelse for at gå ud over pladserne", max_length=200, blank=True, validators=[check_no_cpr]
    )

    objects = LiveManager.from_queryset(CourseQuerySet)()

    HISTORY = {
        "added": "startede forløbet for {label}",
        "changed": "noterede {fields}",
        "ended": "afsluttede forløbet for {label}",
        "reopened": "genåbnede forløbet for {label}",
    }

    class Meta:
        verbose_name = "forløb"
        verbose_name_plural = "forløb"
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="agreements_course_dates_in_order",
                violation_error_message="Forløbet slutter, før det begynder. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(planned_until=None) | Q(agreement=None, planned_until__gte=F("started_on")),
                name="agreements_course_planned_until_without_agreement",
                violation_error_message="Under en aftale følger slutdagen af rammen. Lad feltet stå tomt.",
            ),
            models.CheckConstraint(
                condition=Q(referred_on=None) | Q(referred_on__lte=F("started_on")),
                name="agreements_course_referred_before_start",
                violation_error_message="Deltageren er henvist efter forløbets første dag. Ret en af datoerne.",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(ended_on=None, deleted_at=None),
                name="agreements_course_one_running",
                violation_error_message="Deltageren er allerede i et forløb. Afslut det først.",
            ),
        ]
        indexes = [models.Index(fields=["agreement", "ended_on"], name="agreements_course_counted")]

    def __str__(self) -> str:
        return f"{self.participant} hos {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("agreements:course", args=[self.pk])

    @property
    def municipality_id(self) -> int:
        """The participant's, without asking the database."""
        return self.participant.municipality_id  # type: ignore[attr-defined]

    @property
    def team_id(self) -> int:
        """The team that follows the participant."""
        return self.participant.team_id  # type: ignore[attr-defined]

    @property
    def municipality(self) -> Municipality:
        """The participant's."""
        return self.participant.municipality

    def is_running_on(self, day: dt.date) -> bool:
        """The same question as `running_on`, of one course already in hand."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on > day)

    # What terms, extensions and pauses make of the dates; of rows read with `with_frame`.
    def pause_spans(self) -> list[terms.Span]:
        """First and last day of each pause."""
        return [(pause.paused_from, pause.paused_to) for pause in self.pauses.all()]

    def pause_on(self, day: dt.date) -> "Pause | None":
        """The pause that the course is in on the day."""
        return next((one for one in self.pauses.all() if terms.covers((one.paused_from, one.paused_to), day)), None)

    def planned_end(self) -> dt.date | None:
        """The last day of the frame; of an internship the agreed one. None where nothing was agreed."""
        weeks, extended = getattr(self, "frame_weeks", None), getattr(self, "extended_weeks", 0)
        if weeks is None:
            return self.planned_until
        return terms.planned_end(self.started_on, weeks, [extended], self.pause_spans())

    def plan_due(self) -> dt.date | None:
        """The last day for the individual plan; None without an agreement. It is agreed, so it moves to a working day."""
        weeks = getattr(self, "plan_due_weeks", None)
        return working_day(terms.plan_due(self.started_on, weeks, self.pause_spans())) if weeks else None

    def rests(self, due: dt.date | None) -> bool:
        """Whether the day waits for a pause that still goes on."""
        return due is not None and terms.rests(self.pause_spans(), due)


class Extension(Record):
    """A course goes on beyond its frame, with a reason."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="extensions", verbose_name="forløb")
    decided_on = models.DateField("besluttet")
    weeks = models.PositiveSmallIntegerField("uger", validators=[MinValueValidator(1), MaxValueValidator(260)])
    reason = models.ForeignKey(ExtensionReason, on_delete=models.PROTECT, related_name="+", verbose_name="grund")

    objects = LiveManager()

    class Meta:
        verbose_name = "forlængelse"
        verbose_name_plural = "forlængelser"
        ordering = ["decided_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks__gt=0),
                name="agreements_extension_weeks_positive",
                violation_error_message="En forlængelse er på mindst én uge.",
            )
        ]

    def __str__(self) -> str:
        return f"Forlængelse, {self.course}"

    def get_absolute_url(self) -> str:
        """The course's page, where it stands."""
        return self.course.get_absolute_url()

    @property
    def municipality_id(self) -> int:
        """The course's, without asking the database for the municipality."""
        return self.course.municipality_id

    @property
    def team_id(self) -> int:
        """The team that follows the course's participant."""
        return self.course.team_id

    @property
    def municipality(self) -> Municipality:
        """The course's."""
        return self.course.municipality
