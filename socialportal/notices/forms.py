"""Which messages somebody wants by mail."""

from typing import Any

from django import forms


class ChoicesForm(forms.Form):
    """A tick for each kind that is wanted."""

    unmarked = True  # that a tick is optional goes without saying

    kinds = forms.MultipleChoiceField(
        label="Send mig en mail om", required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = offered  # type: ignore[attr-defined]
