"""Forms of initiatives, and who takes part in them."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils import timezone

from enterprises.forms.fields import PresenceChoice

from ..models import Initiative, Participation
from .fields import EndingForm, WorkForm

DATES_HELP = {
    "valid_from": "Den dag, det begyndte. Tælles i det år.",
    "valid_to": "Lad feltet stå tomt, hvis det løber endnu.",
    "since_text": "I stedet for dagen, når den ikke kendes, fx ”april 2018”.",
}


class InitiativeForm(WorkForm):
    """What it is called, what it is about, and how it is counted."""

    class Meta:
        model = Initiative
        fields = [
            "name",
            "description",
            "valid_from",
            "since_text",
            "valid_to",
            "participants_counted",
            "starts_counted",
            "source_note",
        ]
        labels = {
            "valid_from": "Begyndte",
            "valid_to": "Slutter",
            "participants_counted": "Tæl de virksomheder, der er med, i årsrapporten",
            "starts_counted": "Tæl opstarter mod et mål",
        }
        help_texts = DATES_HELP | {"valid_from": "", "participants_counted": ""}
        widgets = {"description": forms.Textarea(attrs={"rows": 4}), "source_note": forms.Textarea(attrs={"rows": 2})}

    def layout(self) -> Sequence[Any]:
        return [
            Fieldset("Initiativet", "name", "description"),
            Fieldset("Tid", Row("valid_from", "valid_to"), "since_text"),
            Fieldset("I tallene", "participants_counted", "starts_counted"),
            Fieldset("Kilde", "source_note"),
        ]


class EndInitiativeForm(EndingForm):
    """Its last day."""

    class Meta:
        model = Initiative
        fields: list[str] = []


class JoinForm(WorkForm):
    """An enterprise joins."""

    presence = PresenceChoice()

    class Meta:
        model = Participation
        fields = ["presence", "valid_from", "since_text"]
        labels = {"valid_from": "Kom med"}
        help_texts = {"since_text": DATES_HELP["since_text"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["presence"]
        field.queryset = field.queryset.filter(municipality=self.instance.initiative.municipality_id).active_on(
            timezone.localdate()
        )


class ParticipationForm(WorkForm):
    """Rettelse of when an enterprise took part."""

    class Meta:
        model = Participation
        fields = ["valid_from", "since_text", "valid_to"]
        labels = {"valid_from": "Kom med", "valid_to": "Sidste dag"}
        help_texts = DATES_HELP | {"valid_from": "", "valid_to": "Lad feltet stå tomt, hvis virksomheden er med endnu."}


class LeaveForm(EndingForm):
    """The last day an enterprise took part."""

    class Meta:
        model = Participation
        fields: list[str] = []
