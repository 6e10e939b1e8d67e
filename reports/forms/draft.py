"""Distributing the report's texts, and sending one back."""

from typing import Any

from django import forms

from socialportal.accounts.models import User
from socialportal.common.forms import DateInput

from ..services.draft import KEEP

NOBODY = "ingen"


class DistributeForm(forms.Form):
    """To whom, by when; what is left empty stays as it is. `chosen` are the texts that were ticked in the list."""

    unmarked = True

    writer = forms.ChoiceField(label="Skrives af", required=False)
    due_on = forms.DateField(label="Skrives senest", required=False, widget=DateInput)
    no_day = forms.BooleanField(label="Fjern dagen", required=False)

    def __init__(self, *args: Any, writers: list[User], chosen: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writers = {str(user.pk): user for user in writers}
        self.chosen = chosen
        self.fields["writer"].choices = [  # type: ignore[attr-defined]
            ("", "Lad stå"),
            *((key, user.name or user.email) for key, user in self.writers.items()),
            (NOBODY, "Ingen"),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.chosen:
            self.add_error(None, "Sæt kryds ved mindst én tekst.")
        if not self.errors and not (data.get("writer") or data.get("due_on") or data.get("no_day")):
            self.add_error("writer", "Vælg, hvem der skriver, eller skriv en dag.")
        if data.get("due_on") and data.get("no_day"):
            self.add_error("due_on", "Skriv en dag, eller fjern den. Ikke begge dele.")
        return data

    @property
    def wanted(self) -> dict[str, Any]:
        """What the service is told."""
        data = self.cleaned_data
        writer = data["writer"]
        return {
            "writer": KEEP if not writer else None if writer == NOBODY else self.writers[writer],
            "due_on": None if data["no_day"] else data["due_on"] or KEEP,
        }


class ReturnForm(forms.Form):
    """Why a text is sent back."""

    unmarked = True

    comment = forms.CharField(
        label="Hvad skal ændres?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Sendes til den, der skriver teksten, og står øverst på siden, hvor den skrives.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
