"""Why a deadline was passed."""

from django import forms

from ..models import Delay
from .fields import WorkForm


class DelayForm(WorkForm):
    """A reason from the list, nothing else."""

    class Meta:
        model = Delay
        fields = ["reason"]
        labels = {"reason": "Hvorfor blev fristen overskredet?"}
        widgets = {"reason": forms.RadioSelect}

    def prepare(self) -> None:
        self.fields["reason"].empty_label = None  # type: ignore[attr-defined]
