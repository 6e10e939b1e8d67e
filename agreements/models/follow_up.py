"""Opfølgning of a course: talks and meetings, asked for and held; and descriptions to the rehabilitation team."""

from django.db import models
from django.db.models import F, Q

from socialportal.common.records import LiveManager, Record

from .course import Course
from .journal import Journaled
from .of_course import OfCourse
from .vocabulary import DescriptionKind


class FollowUp(OfCourse, Record):
    """A talk or a meeting. Asked for and not held it is a deadline; held, it is what happened (domain-model R6)."""

    class Kind(models.TextChoices):
        TALK = "talk", "Dialog"
        MEETING = "meeting", "Opfølgningsmøde"
        ROUND_TABLE = "round_table", "Rundbordssamtale"

    class AskedBy(models.TextChoices):
        CONSULTANT = "consultant", "Konsulenten"
        CASEWORKER = "caseworker", "Sagsbehandleren"
        MENTOR = "mentor", "Mentoren"
        PARTICIPANT = "participant", "Deltageren"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="follow_ups", verbose_name="forløb")
    kind = models.CharField("form", max_length=20, choices=Kind.choices, default=Kind.MEETING)
    asked_by = models.CharField("hvem bad om det?", max_length=20, choices=AskedBy.choices, default=AskedBy.CONSULTANT)
    asked_on = models.DateField("ønsket den")
    wanted_by = models.DateField("skal holdes senest", null=True, blank=True)
    held_on = models.DateField("holdt den", null=True, blank=True)
    called_off_on = models.DateField("aflyst den", null=True, blank=True)

    objects = LiveManager()

    HISTORY = {
        "added": "noterede en opfølgning: {label}",
        "held": "noterede, at opfølgningen blev holdt",
        "called_off": "aflyste opfølgningen",
    }

    class Meta:
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(called_off_on=None),
                name="agreements_followup_held_or_called_off",
                violation_error_message="Opfølgningen er enten holdt eller aflyst.",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(held_on__gte=F("asked_on")),
                name="agreements_followup_dates_in_order",
                violation_error_message="Opfølgningen er holdt, før den blev ønsket. Ret en af datoerne.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.course}"


class Description(OfCourse, Journaled, Record):
    """Beskrivelse to the rehabilitation team (or its successor): ordered, needed by a meeting, delivered, answered."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Godtaget"
        RETURNED = "returned", "Sendt tilbage"

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="descriptions", verbose_name="forløb")
    kind = models.ForeignKey(DescriptionKind, on_delete=models.PROTECT, related_name="+", verbose_name="beskrivelse")
    ordered_on = models.DateField("bestilt")
    needed_by = models.DateField("skal bruges til mødet den")
    delivered_on = models.DateField("afleveret", null=True, blank=True)
    answered_on = models.DateField("besvaret", null=True, blank=True)
    answer = models.CharField("svar", max_length=20, choices=Answer.choices, blank=True)

    objects = LiveManager()

    HISTORY = {
        "added": "bestilte en beskrivelse: {label}",
        "delivered": "afleverede beskrivelsen: {label}",
        "answered": "noterede svaret på beskrivelsen: {label}",
    }

    class Meta:
        verbose_name = "beskrivelse"
        verbose_name_plural = "beskrivelser"
        ordering = ["ordered_on", "pk"]
        constraints = [
            *Journaled.Meta.constraints,
            models.CheckConstraint(
                condition=Q(needed_by__gte=F("ordered_on")),
                name="agreements_description_needed_after_order",
                violation_error_message="Mødet ligger før bestillingen. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("ordered_on")),
                name="agreements_description_delivered_after_order",
                violation_error_message="Beskrivelsen er afleveret, før den blev bestilt. Ret en af datoerne.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None, answer="")
                | (~Q(answered_on=None) & ~Q(answer="") & Q(delivered_on__lte=F("answered_on"))),
                name="agreements_description_answer_has_day",
                violation_error_message="Et svar har en dag, og den kommer efter afleveringen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.course}"
