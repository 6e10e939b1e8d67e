"""Fields and choices that several forms share."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.forms import DateInput, RecordForm

from ..models import Agreement, Participant
from ..queries import holding
from ..terms import free_said

HIDDEN = ("version", "token")


class WorkForm(RecordForm):
    """A form of this app: laid out by `layout()`, with the hidden fields in front."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prepare()
        if parts := self.layout():
            self.helper = self._helper(parts)

    def prepare(self) -> None:
        """Fields and choices as they are to be, before they are laid out."""

    def _helper(self, parts: Sequence[Any]) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(*[name for name in HIDDEN if name in self.fields], *parts)
        return helper

    def layout(self) -> Sequence[Any]:
        """Fieldsets, rows and names, in order; nothing for one field under the other."""
        return []


class EndingForm(WorkForm):
    """The last day of something, and perhaps why. Subclasses name the model."""

    ended_on = forms.DateField(label="Sidste dag", widget=DateInput)
    reason = forms.CharField(label="Begrundelse", required=False, max_length=200, help_text="Kan ses i historikken.")


class AgreementChoice(forms.ModelChoiceField):
    """An agreement, with how many of its places are in use today. Those that have ended come last."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Agreement.objects.select_related("presence__enterprise").prefetch_related("terms")
        widget = forms.Select(attrs={"class": "input-width-xl"})
        super().__init__(rows.order_by("valid_to", "number"), **{"label": "Aftale", "widget": widget, **kwargs})

    @property
    def today(self) -> dt.date:
        """The day the places are counted on."""
        return timezone.localdate()

    def in_use_today(self, rows: QuerySet) -> QuerySet:
        """The choices, counted."""
        return rows.with_running(self.today)  # type: ignore[attr-defined]

    def label_from_instance(self, obj: Any) -> str:
        if obj.valid_to and obj.valid_to < self.today:
            return f"{obj} (sluttede {danish.date(obj.valid_to)})"
        terms = holding(list(obj.terms.all()), self.today)
        if terms is None or not hasattr(obj, "running"):
            return str(obj)
        return f"{obj} ({free_said(obj.running, terms.places, terms.places_optional)})"


class ParticipantChoice(forms.ModelChoiceField):
    """A participant by number, with the target group."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Participant.objects.select_related("target_group").order_by("-number")
        widget = forms.Select(attrs={"class": "input-width-xl"})
        super().__init__(rows, **{"label": "Deltager", "widget": widget, **kwargs})

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} ({danish.capital(str(obj.target_group))})" if obj.target_group else obj.number
