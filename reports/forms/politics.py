"""Committees and decisions."""

from typing import Any

from django import forms

from socialportal.accounts.models import Municipality
from socialportal.common.forms import FROM_DAY, DatedForm, RecordForm

from ..models import Committee, Decision


class CommitteeForm(DatedForm):
    """A committee under a name; a new name from a day is the likely change."""

    likely = FROM_DAY

    class Meta:
        model = Committee
        fields = ("name", "abbreviation", "valid_from", "valid_to")
        help_texts = {
            "abbreviation": "Fx BIU. Skrives ikke i rapporten.",
            "valid_from": "Lad feltet stå tomt, hvis dagen ikke kendes.",
            "valid_to": "Kun hvis udvalget er nedlagt eller har fået nyt navn.",
        }


class CommitteeChoice(forms.ModelChoiceField):
    """Committees of several times may share a name, so the time stands beside it."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.span})" if obj.valid_to else obj.name


class CommitteeChoices(forms.ModelMultipleChoiceField):
    """The same, several at a time."""

    label_from_instance = CommitteeChoice.label_from_instance


class DecisionForm(RecordForm):
    """A decision, with the words that the report quotes."""

    committee = CommitteeChoice(queryset=Committee.objects.none(), label="Udvalg")

    class Meta:
        model = Decision
        fields = ("committee", "decided_on", "title", "quote", "filed_as")
        labels = {"title": "Hvad sagen handlede om", "filed_as": "Journalnummer"}
        widgets = {"quote": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "committee": "Vælg det navn, udvalget havde den dag.",
            "quote": "Beslutningens egne ord, uden anførselstegn. De står i kursiv i rapporten.",
        }

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.filter(municipality=place)  # type: ignore[attr-defined]
