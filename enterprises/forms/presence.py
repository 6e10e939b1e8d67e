"""Forms of when and as what an enterprise is active, and of the way to registration."""

from typing import Any

from django import forms

from socialportal.common.forms import DatedForm, RecordForm

from ..models import CvrNumber, Presence, RsvPeriod
from .fields import CvrField, SourceForm, name_the_blank

PRESENCE_LABELS = {"valid_from": "Aktiv fra", "since_text": "Eller siden", "valid_to": "Aktiv til og med"}
PRESENCE_HELP = {
    "valid_from": "Den første dag. Lad feltet stå tomt, hvis den ikke kendes.",
    "since_text": "I stedet for dagen, når den ikke kendes, fx ”før 2018”.",
}
DATES = ("valid_from", "valid_to")


class PresenceForm(DatedForm, SourceForm):
    """A period: as what, from when, listed, counted."""

    class Meta:
        model = Presence
        fields = [
            "kind",
            "listed",
            "counts_towards_goal",
            "valid_from",
            "since_text",
            "valid_to",
            "leaves",
            "housing_area",
            "source_note",
        ]
        labels = PRESENCE_LABELS
        help_texts = PRESENCE_HELP | {
            "valid_to": "Den sidste dag. Lad feltet stå tomt, hvis virksomheden stadig er der."
        }
        widgets = {"leaves": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = self.fields["housing_area"].queryset.filter(municipality=self.instance.municipality_id)  # type: ignore[attr-defined]
        self.fields["housing_area"].queryset = areas  # type: ignore[attr-defined]
        if not areas.exists():
            del self.fields["housing_area"]

    def clean(self) -> dict[str, Any]:
        """A change from a day begins and ends nothing else."""
        data = super().clean()
        if data.get("how") == "from_day" and any(name in self.changed_data for name in DATES):
            self.add_error("from_day", "Skriv kun den dag, ændringen gælder fra. Periodens egne dage rettes for sig.")
        return data


class StartForm(RecordForm):
    """A new period: the enterprise has come (back)."""

    class Meta:
        model = Presence
        fields = ["kind", "valid_from", "since_text", "listed", "counts_towards_goal"]
        labels = PRESENCE_LABELS
        help_texts = PRESENCE_HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["kind"], "Vælg")


class AdoptForm(StartForm):
    """An enterprise that another municipality has registered, found by its CVR number."""

    cvr_number = CvrField(help_text="8 cifre. Virksomheden skal stå med nummeret i portalen i forvejen.")
    field_order = ["cvr_number"]


class EndForm(RecordForm):
    """The last day, and what may be printed about it."""

    class Meta:
        model = Presence
        fields = ["valid_to", "leaves"]
        labels = {"valid_to": "Sidste dag i kommunen", "leaves": "Hvad der sker"}
        help_texts = {"valid_to": "Virksomheden tæller med til og med den dag."}
        widgets = {"leaves": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_to"].required = True


class NoteForm(RecordForm):
    """The internal note."""

    class Meta:
        model = Presence
        fields = ["note"]


class _OfOneEnterprise(RecordForm):
    """Offers the enterprise's own CVR numbers, and no question where there is only one thing to answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = CvrNumber.objects.filter(enterprise=self.instance.enterprise_id)
        if not numbers.exists():
            del self.fields["cvr_number"]
            return
        field = self.fields["cvr_number"]
        field.queryset = numbers  # type: ignore[attr-defined]
        field.empty_label = "Hele virksomheden"  # type: ignore[attr-defined]
        field.help_text = "Hvis det kun gælder en af de enheder, der står bag navnet."


class RsvStepForm(_OfOneEnterprise):
    """The next state, from a day."""

    class Meta:
        model = RsvPeriod
        fields = ["state", "valid_from", "since_text", "cvr_number", "source", "checked_on"]
        labels = {"state": "Ny status", "valid_from": "Gælder fra", "since_text": "Eller siden"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["state"], "Vælg")


class RsvForm(DatedForm, _OfOneEnterprise):
    """A state as it stands: corrected, or changed from a day."""

    class Meta:
        model = RsvPeriod
        fields = ["state", "valid_from", "since_text", "valid_to", "cvr_number", "source", "checked_on"]

    def clean(self) -> dict[str, Any]:
        """A change from a day begins and ends nothing else."""
        data = super().clean()
        if data.get("how") == "from_day" and any(name in self.changed_data for name in DATES):
            self.add_error("from_day", "Skriv kun den dag, ændringen gælder fra. Periodens egne dage rettes for sig.")
        return data
