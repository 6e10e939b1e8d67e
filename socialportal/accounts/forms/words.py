"""Forms of the national lists."""

from django import forms

from socialportal.common.forms import DatedForm, DateInput
from socialportal.common.records import Vocabulary

# The code is made from the name, and the dates are set by what one does with the word.
_NOT_ASKED = {"code", "valid_to", "since_text"}
_LAST = ("legal_reference", "valid_from", "order", "source_note")


def word_form(model: type[Vocabulary]) -> type[forms.ModelForm]:
    """The form of a list's words: the name first, then what the list has of its own."""
    names = [field.name for field in model.content_fields() if field.name not in _NOT_ASKED]
    names.sort(key=lambda name: (_LAST.index(name) + 1 if name in _LAST else 0, name != "name"))
    return forms.modelform_factory(model, form=DatedForm, fields=names, labels={"valid_from": "I brug fra"})


class EndWordForm(forms.Form):
    """The last day a word is in use."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    last_day = forms.DateField(label="Sidste dag ordet bruges", widget=DateInput)
