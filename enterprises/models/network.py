"""Socialøkonomisk Netværk: meetings held, and what is planned for a year."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from socialportal.accounts.models import Municipality
from socialportal.common import danish
from socialportal.common.periods import Period
from socialportal.common.records import LiveManager, Record

from .belonging import OfMunicipalityQuerySet, OfPresence, OfPresenceQuerySet
from .presence import Presence


class NetworkMeetingQuerySet(OfMunicipalityQuerySet):
    """Reads of meetings."""

    def held_within(self, period: Period) -> Self:
        """Held in the period; those that are only planned, or were cancelled, are not."""
        return self.filter(state=NetworkMeeting.State.HELD, held_on__gte=period.first, held_on__lte=period.last)


class NetworkMeeting(Record):
    """A meeting of the network: planned with programme and invitations, held with attendance and minutes, or cancelled."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planlagt"
        HELD = "held", "Holdt"
        CANCELLED = "cancelled", "Aflyst"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="network_meetings", verbose_name="kommune"
    )
    state = models.CharField("tilstand", max_length=10, choices=State.choices, default=State.HELD)
    held_on = models.DateField("dag")
    starts_at = models.TimeField("begynder kl.", null=True, blank=True)
    ends_at = models.TimeField("slutter kl.", null=True, blank=True)
    place = models.CharField("sted", max_length=160, blank=True)
    theme = models.CharField("emne", max_length=200, blank=True)
    programme = models.TextField("program", blank=True, help_text="Ét punkt på hver linje.")
    attendees = models.PositiveSmallIntegerField(
        "deltagere", null=True, blank=True, help_text="Hvor mange mennesker der kom."
    )
    minutes = models.TextField("referat", blank=True)
    evaluation = models.TextField("evaluering", blank=True)
    sign_up_by = models.DateField("tilmelding senest", null=True, blank=True)
    invited_at = models.DateTimeField("indbudt", null=True, blank=True, editable=False)
    cancelled_because = models.CharField("hvorfor mødet er aflyst", max_length=250, blank=True)

    HISTORY = {
        "invited": "sendte indbydelser til {label}",
        "cancelled": "aflyste {label}",
        "held": "noterede {label} som holdt",
    }
    objects = LiveManager.from_queryset(NetworkMeetingQuerySet)()

    class Meta:
        verbose_name = "netværksmøde"
        verbose_name_plural = "netværksmøder"
        ordering = ["held_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None) | Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="enterprises_meeting_times_in_order",
                violation_error_message="Mødet slutter, før det begynder. Ret et af klokkeslættene.",
            )
        ]

    def __str__(self) -> str:
        return f"Netværksmøde {danish.date(self.held_on)}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("enterprises:meeting", args=[self.pk])

    @property
    def programme_list(self) -> list[str]:
        """The programme, one point an item."""
        return [line.strip() for line in self.programme.splitlines() if line.strip()]


class MeetingInvitation(OfPresence, Record):
    """An enterprise asked to a meeting: what it answered, who came, what it thought of it."""

    class Answer(models.TextChoices):
        NONE = "", "Ikke svaret"
        YES = "yes", "Kommer"
        NO = "no", "Kommer ikke"

    meeting = models.ForeignKey(
        NetworkMeeting, on_delete=models.CASCADE, related_name="invitations", verbose_name="møde"
    )
    presence = models.ForeignKey(
        Presence, on_delete=models.CASCADE, related_name="meeting_invitations", verbose_name="virksomhed"
    )
    answer = models.CharField("svar", max_length=3, choices=Answer.choices, blank=True, default=Answer.NONE)
    people = models.PositiveSmallIntegerField(
        "antal", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    remark = models.CharField("bemærkning", max_length=250, blank=True)
    answered_at = models.DateTimeField("svaret", null=True, editable=False)
    attended = models.PositiveSmallIntegerField("kom", null=True, blank=True, help_text="0, hvis ingen kom.")
    score = models.PositiveSmallIntegerField(
        "udbytte",
        null=True,
        blank=True,
        choices=[(5, "Meget stort"), (4, "Stort"), (3, "Noget"), (2, "Lille"), (1, "Intet")],
    )
    opinion = models.TextField("hvad I tog med jer", max_length=1000, blank=True)

    objects = LiveManager.from_queryset(OfPresenceQuerySet)()
    HISTORY = {"answered": "svarede på {label}", "evaluated": "evaluerede {label}"}

    class Meta:
        verbose_name = "indbydelse"
        verbose_name_plural = "indbydelser"
        ordering = ["presence__enterprise__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "presence"],
                condition=Q(deleted_at=None),
                name="enterprises_meeting_invited_once",
                violation_error_message="Virksomheden er allerede indbudt.",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=1, score__lte=5),
                name="enterprises_meeting_score_1_to_5",
                violation_error_message="Vælg et af de fem svar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.presence.enterprise}"

    def get_absolute_url(self) -> str:
        """The meeting's page."""
        return self.meeting.get_absolute_url()


class ThemeWish(OfPresence, Record):
    """A theme that an enterprise would like the network to take up next year."""

    presence = models.ForeignKey(
        Presence, on_delete=models.CASCADE, related_name="theme_wishes", verbose_name="virksomhed"
    )
    year = models.PositiveSmallIntegerField("til året", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    text = models.CharField("emne", max_length=160)

    objects = LiveManager.from_queryset(OfPresenceQuerySet)()

    class Meta:
        verbose_name = "ønske om emne"
        verbose_name_plural = "ønsker om emner"
        ordering = ["year", "text"]
        constraints = [
            models.UniqueConstraint(
                fields=["presence", "year", "text"],
                condition=Q(deleted_at=None),
                name="enterprises_theme_wish_once",
                violation_error_message="Det har I allerede ønsket.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class NetworkPlan(Record):
    """How many meetings are invited to in a year, and about what."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="network_plans", verbose_name="kommune"
    )
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    meetings = models.PositiveSmallIntegerField("antal møder", null=True, blank=True)
    themes = models.TextField("emner", blank=True, help_text="Ét på hver linje.")

    objects = LiveManager.from_queryset(OfMunicipalityQuerySet)()

    class Meta:
        verbose_name = "plan for netværket"
        verbose_name_plural = "planer for netværket"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                condition=Q(deleted_at=None),
                name="enterprises_network_plan_once_a_year",
                violation_error_message="Der er allerede en plan for året.",
            )
        ]

    def __str__(self) -> str:
        return f"Netværket {self.year}"

    def get_absolute_url(self) -> str:
        """Where plans stand."""
        return f"{reverse('enterprises:meetings')}#plan-{self.year}"

    @property
    def theme_list(self) -> list[str]:
        """The themes, one an item."""
        return [line.strip() for line in self.themes.splitlines() if line.strip()]
