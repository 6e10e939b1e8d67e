"""A description to those who decide: ordered, delivered, answered. Its text is written in the case system."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils import timezone

from socialportal.common.forms import DateInput

from ..models import Description
from .fields import WorkForm


class KindChoice(forms.ModelChoiceField):
    """What is written, and for whom."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} (modtager: {obj.receiver})"


class OrderForm(WorkForm):
    """What is asked for, and the meeting that needs it."""

    day_field = "ordered_on"

    class Meta:
        model = Description
        fields = ["kind", "ordered_on", "needed_by"]
        labels = {"ordered_on": "Bestilt den", "needed_by": "Skal bruges til mødet den"}
        field_classes = {"kind": KindChoice}
        widgets = {"kind": forms.Select(attrs={"class": "input-width-xl"})}

    def prepare(self) -> None:
        kind: Any = self.fields["kind"]
        kind.empty_label = None if len(kind.queryset) == 1 else "Vælg en beskrivelse"
        if not self.instance.pk:
            self.fields["ordered_on"].initial = timezone.localdate()

    def layout(self) -> Sequence[Any]:
        return ["kind", Row("ordered_on", "needed_by")]


class DescriptionForm(OrderForm):
    """Rettelse."""

    class Meta(OrderForm.Meta):
        fields = ["kind", "ordered_on", "needed_by", "delivered_on", "answered_on", "answer"]
        labels = {
            **OrderForm.Meta.labels,
            "delivered_on": "Afleveret den",
            "answered_on": "Svar kom den",
            "answer": "Svar",
        }

    def layout(self) -> Sequence[Any]:
        return ["kind", Row("ordered_on", "needed_by"), "delivered_on", Row("answered_on", "answer")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("answer")) is not bool(data.get("answered_on")):
            self.add_error("answered_on", "Skriv både svaret og dagen, eller gør begge felter tomme.")
        return data


class DeliverForm(WorkForm):
    """The day it was delivered."""

    delivered_on = forms.DateField(label="Afleveret den", widget=DateInput, initial=timezone.localdate)

    class Meta:
        model = Description
        fields: list[str] = []


class AnswerForm(WorkForm):
    """Accepted or returned."""

    answer = forms.ChoiceField(label="Svar", choices=Description.Answer.choices, widget=forms.RadioSelect)
    answered_on = forms.DateField(label="Svar kom den", widget=DateInput, initial=timezone.localdate)
    needed_by = forms.DateField(
        label="Næste møde",
        required=False,
        widget=DateInput,
        help_text="Kun når den er sendt tilbage og skal bruges til et senere møde.",
    )

    class Meta:
        model = Description
        fields: list[str] = []
