"""What a mentor writes about an own participant: a day to meet by, and that the plan was made."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from socialportal.common.forms import DateInput

from ..models import Course
from .fields import WorkForm


class AskMeetingForm(WorkForm):
    """By when."""

    wanted_by = forms.DateField(
        label="Holdes senest", required=False, widget=DateInput, help_text="Tomt: inden for to uger."
    )

    class Meta:
        model = Course
        fields: list[str] = []


class NotePlanForm(WorkForm):
    """When, and with whom."""

    made_on = forms.DateField(label="Planen blev lavet den", widget=DateInput)
    made_together = forms.BooleanField(label="Deltageren og jeg har skrevet den sammen", required=False)
    owned_by_participant = forms.NullBooleanField(
        label="Har deltageren ejerskab til planen?",
        required=False,
        widget=forms.Select(choices=[("", "Ikke vurderet"), ("true", "Ja"), ("false", "Nej")]),
    )

    class Meta:
        model = Course
        fields: list[str] = []

    def prepare(self) -> None:
        self.fields["made_on"].initial = timezone.localdate()

    def layout(self) -> Sequence[Any]:
        return ["made_on", "made_together", "owned_by_participant"]
