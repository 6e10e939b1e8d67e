"""Forms of an agreement and its terms."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils import timezone

from enterprises.forms.fields import PresenceChoice
from socialportal.common.forms import AmountField, DatedForm

from ..models import Agreement, Terms
from .fields import EndingForm, WorkForm

TERMS = (
    "places",
    "places_optional",
    "frame_weeks",
    "extension_allowed",
    "plan_due_weeks",
    "attendance_months",
    "price_per_place",
)
TERMS_LAYOUT: Sequence[Any] = (
    Row("places", "places_optional"),
    Row("frame_weeks", "plan_due_weeks", "attendance_months"),
    "extension_allowed",
    "price_per_place",
)
TERMS_LABELS = {
    "places": "Pladser",
    "places_optional": "Ekstra pladser efter behov",
    "frame_weeks": "Ramme for et forløb (uger)",
    "plan_due_weeks": "Frist for individuel plan (uger)",
    "attendance_months": "Mellem fremmødesedler (måneder)",
    "extension_allowed": "Forløb kan forlænges",
    "price_per_place": "Pris pr. plads om måneden (kr.)",
}
DATES_HELP = {
    "valid_from": "Den dag, de første forløb kan begynde. Lad feltet stå tomt, hvis dagen ikke kendes.",
    "valid_to": "Lad feltet stå tomt, hvis aftalen løber endnu.",
    "since_text": "I stedet for dagen, når den ikke kendes, fx ”før 2018”.",
    "signed_on": "Må gerne være en anden dag end starten.",
}


class AgreementForm(WorkForm):
    """What the agreement says about itself; its terms are versions of their own."""

    presence = PresenceChoice()
    day_field = "valid_from"

    class Meta:
        model = Agreement
        fields = [
            "presence",
            "number",
            "title",
            "signed_on",
            "valid_from",
            "since_text",
            "valid_to",
            "contact",
            "target_groups",
            "focus_areas",
            "source_note",
        ]
        labels = {
            "contact": "Kontaktperson i kommunen",
            "number": "Aftalens nummer",
            "valid_from": "Begynder",
            "valid_to": "Slutter",
        }
        help_texts = DATES_HELP
        widgets = {
            "target_groups": forms.CheckboxSelectMultiple,
            "focus_areas": forms.CheckboxSelectMultiple,
            "source_note": forms.Textarea(attrs={"rows": 2}),
        }

    def layout(self) -> Sequence[Any]:
        return [
            Fieldset("Aftalen", "presence", "title", "number"),
            Fieldset("Tid", Row("signed_on", "valid_from", "valid_to"), "since_text"),
            Fieldset("Kontakt", "contact"),
            Fieldset("Hvem den er for, og hvad den sigter mod", "target_groups", "focus_areas"),
            Fieldset("Kilde", "source_note"),
        ]


def _of_terms(name: str, **options: Any) -> Any:
    """The form's field of a field of the terms."""
    return Terms._meta.get_field(name).formfield(label=TERMS_LABELS[name], **options)  # type: ignore[union-attr]


class NewAgreementForm(AgreementForm):
    """A new agreement with its first terms."""

    class Meta(AgreementForm.Meta):
        fields = [name for name in AgreementForm.Meta.fields if name not in {"valid_to", "source_note"}]

    places = _of_terms("places", min_value=1)
    places_optional = _of_terms("places_optional")
    frame_weeks = _of_terms("frame_weeks", min_value=1, max_value=260)
    plan_due_weeks = _of_terms("plan_due_weeks", min_value=1)
    attendance_months = _of_terms("attendance_months", min_value=1)
    extension_allowed = _of_terms("extension_allowed")
    price_per_place = _of_terms("price_per_place", form_class=AmountField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["presence"]
        field.queryset = field.queryset.active_on(timezone.localdate())

    def layout(self) -> Sequence[Any]:
        return [
            Fieldset("Aftalen", "presence", "title", "number"),
            Fieldset("Tid", Row("signed_on", "valid_from"), "since_text"),
            Fieldset("Vilkår", *TERMS_LAYOUT),
            Fieldset("Kontakt", "contact"),
            Fieldset("Hvem den er for, og hvad den sigter mod", "target_groups", "focus_areas"),
        ]

    @property
    def terms(self) -> Terms:
        """The first terms, not saved."""
        return Terms(**{name: self.cleaned_data[name] for name in TERMS if self.cleaned_data.get(name) is not None})


class TermsForm(DatedForm, WorkForm):
    """Terms as they stand: renewed from a day, which is likely, or corrected."""

    likely = "from_day"

    class Meta:
        model = Terms
        fields = [*TERMS, "valid_from", "valid_to"]
        labels = TERMS_LABELS | {"valid_from": "Vilkårene gælder fra", "valid_to": "Til og med"}
        help_texts = {"valid_from": "", "valid_to": "Lad feltet stå tomt, hvis de stadig gælder."}
        field_classes = {"price_per_place": AmountField}

    def layout(self) -> Sequence[Any]:
        return [
            "how",
            "from_day",
            Fieldset("Vilkår", *TERMS_LAYOUT),
            Fieldset("Periode (kun ved rettelse)", Row("valid_from", "valid_to")),
        ]

    def clean(self) -> dict[str, Any]:
        """A change from a day begins and ends nothing else."""
        data = super().clean()
        if data.get("how") == "from_day" and any(name in self.changed_data for name in ("valid_from", "valid_to")):
            self.add_error(
                "from_day", "Skriv kun den dag, de nye vilkår gælder fra. Periodens egne dage rettes for sig."
            )
        return data


class EndAgreementForm(EndingForm):
    """The agreement's last day."""

    class Meta:
        model = Agreement
        fields: list[str] = []
