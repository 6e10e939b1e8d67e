"""When a document was carried over to the case system."""

from typing import Any

from django import forms
from django.utils import timezone

from socialportal.common.forms import DateInput

from .fields import WorkForm


class JournalForm(WorkForm):
    """The day; subclasses name the model (`journal_form`)."""

    journaled_on = forms.DateField(label="Overført til journalen den", required=False, widget=DateInput)

    def prepare(self) -> None:
        done = self.instance.journaled_on
        self.fields["journaled_on"].initial = done or timezone.localdate()
        if done:
            self.fields["journaled_on"].help_text = "Gør feltet tomt, hvis dokumentet ikke blev overført alligevel."
        else:
            self.fields["journaled_on"].required = True


def journal_form(model: Any) -> type[JournalForm]:
    """The form for records of one kind."""
    meta = type("Meta", (), {"model": model, "fields": []})
    return type("JournalFormOfKind", (JournalForm,), {"Meta": meta})
