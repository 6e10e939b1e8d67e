"""Figures known from paper, and the reason why a finding is left as it is."""

from typing import Any

from django import forms

from socialportal.common.forms import AmountField, RecordForm

from ..models import AcceptedFinding, HistoricFigure
from ..services.historic import choices


class HistoricForm(RecordForm):
    """Which figure, of which year, and where it stands."""

    indicator = forms.ChoiceField(label="Tal")
    value = AmountField(label="Værdi", max_digits=14, decimal_places=2, min_value=0)

    class Meta:
        model = HistoricFigure
        fields = ("indicator", "year", "value", "approximate", "source", "known_errors")
        labels = {"approximate": "Tallet er omtrentligt (ca.)"}
        widgets = {"known_errors": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].choices = [("", "Vælg et tal"), *choices().items()]  # type: ignore[attr-defined]


class AcceptForm(RecordForm):
    """Why it is left as it is."""

    class Meta:
        model = AcceptedFinding
        fields = ("reason",)
        widgets = {"reason": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "reason": "Trykkes bagest i begge udgaver. Skriv uden tal; skal der stå et tal, sættes det ind med klammer som i "
            "de andre tekster."
        }
