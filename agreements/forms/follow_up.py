"""Talks and meetings: noted, asked for, held, called off. Dates and kinds, never what was said."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils import timezone

from socialportal.common.forms import DateInput

from ..models import FollowUp
from .fields import WorkForm


class TalkForm(WorkForm):
    """What was held."""

    class Meta:
        model = FollowUp
        fields = ["kind", "held_on"]
        labels = {"kind": "Hvad var det?", "held_on": "Holdt den"}
        widgets = {"kind": forms.RadioSelect}

    def prepare(self) -> None:
        self.fields["held_on"].required = True
        self.fields["held_on"].initial = timezone.localdate()


class AskForm(WorkForm):
    """Who asks for what, and by when."""

    class Meta:
        model = FollowUp
        fields = ["kind", "asked_by", "asked_on", "wanted_by"]
        labels = {"kind": "Hvad bliver der bedt om?", "asked_on": "Bedt om den", "wanted_by": "Skal holdes senest"}
        help_texts = {"wanted_by": "Tomt: to uger efter, at der blev bedt om det."}
        widgets = {"kind": forms.RadioSelect, "asked_by": forms.RadioSelect}

    def prepare(self) -> None:
        self.fields["asked_on"].initial = timezone.localdate()

    def layout(self) -> Sequence[Any]:
        return ["kind", "asked_by", Row("asked_on", "wanted_by")]


class FollowUpForm(WorkForm):
    """Rettelse."""

    class Meta(AskForm.Meta):
        fields = ["kind", "asked_by", "asked_on", "wanted_by", "held_on", "called_off_on"]
        labels = {**AskForm.Meta.labels, "kind": "Form", "held_on": "Holdt den", "called_off_on": "Aflyst den"}
        help_texts: dict[str, str] = {}

    def layout(self) -> Sequence[Any]:
        return ["kind", "asked_by", Row("asked_on", "wanted_by"), Row("held_on", "called_off_on")]


class HeldForm(WorkForm):
    """The day it was held."""

    held_on = forms.DateField(label="Holdt den", widget=DateInput, initial=timezone.localdate)

    class Meta:
        model = FollowUp
        fields: list[str] = []


class CallOffForm(WorkForm):
    """The day it was called off."""

    called_off_on = forms.DateField(label="Aflyst den", widget=DateInput, initial=timezone.localdate)

    class Meta:
        model = FollowUp
        fields: list[str] = []
