"""A pause, and its end."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Row
from django import forms

from socialportal.common.forms import DateInput

from ..models import Pause
from .fields import WorkForm


class PauseForm(WorkForm):
    """From when, perhaps until when, and why: a reason from the list, nothing about health."""

    day_field = "paused_from"

    class Meta:
        model = Pause
        fields = ["paused_from", "paused_to", "reason"]
        labels = {"paused_from": "Første dag i pausen", "paused_to": "Sidste dag i pausen"}
        help_texts = {"paused_to": "Lad feltet stå tomt, hvis dagen ikke er aftalt."}

    def prepare(self) -> None:
        reason: Any = self.fields["reason"]
        reason.empty_label = "Vælg en grund"

    def layout(self) -> Sequence[Any]:
        return [Row("paused_from", "paused_to"), "reason"]


class ResumeForm(WorkForm):
    """The first day after the pause."""

    resumed_on = forms.DateField(label="Går i gang igen den", widget=DateInput)

    class Meta:
        model = Pause
        fields: list[str] = []
