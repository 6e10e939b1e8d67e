"""Forms of the enterprise itself, its names and CVR numbers."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from socialportal.accounts.models import Municipality
from socialportal.common.forms import DatedForm, DateInput, RecordForm

from ..models import CvrNumber, Enterprise, EnterpriseName, Presence
from .fields import CvrField, CvrNumbersField, SourceForm, WebAddress, name_the_blank
from .presence import PRESENCE_HELP, PRESENCE_LABELS

ABOUT = ["summary", "social_purpose"]
CONTACT = ["locality", "address", Row("email", "phone"), "website"]
PROFILE = ["summary", "social_purpose", "locality", "address", "email", "phone", "website", "founded_year"]
FACTS = [*PROFILE, "legal_form", "target_groups", "trades", "support", "source_note"]
# What is chosen from national lists.
WORDS = ["trades", "target_groups", "support"]
# Fields of the first presence that are asked for with a new enterprise.
FIRST_PRESENCE = ("kind", "valid_from", "since_text", "listed", "counts_towards_goal", "note")


class AboutForm(SourceForm):
    """What the forms of an enterprise share: few lines for short texts, words in use today."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "social_purpose" in self.fields:
            self.fields["social_purpose"].widget.attrs["rows"] = 4
        if "summary" in self.fields:
            self.fields["summary"].widget = forms.Textarea(attrs={"rows": 2})
        if "legal_form" in self.fields:
            self.fields["legal_form"].empty_label = "Ikke oplyst"  # type: ignore[attr-defined]


class EnterpriseForm(AboutForm):
    """All facts but the name and the CVR numbers, which have pages of their own."""

    class Meta:
        model = Enterprise
        fields = FACTS
        field_classes = {"website": WebAddress}
        widgets = dict.fromkeys(WORDS, forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "version",
            Fieldset("Det laver de", *ABOUT),
            Fieldset("Her er de", *CONTACT),
            Fieldset("Hvem de er", "legal_form", "founded_year", *WORDS),
            Fieldset("Kilder", "source_note"),
        )


class ProfileForm(AboutForm):
    """What an enterprise's own people may change."""

    class Meta:
        model = Enterprise
        fields = PROFILE
        field_classes = {"website": WebAddress}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "version", Fieldset("Det laver I", *ABOUT), Fieldset("Her er I", *CONTACT, "founded_year")
        )


class NewEnterpriseForm(AboutForm):
    """A new enterprise with its first presence: enough to be found; the rest can wait."""

    number = CvrNumbersField(help_text="Hvis I kender dem. Ét på hver linje; flere enheder kan stå bag ét navn.")

    class Meta:
        model = Enterprise
        fields = [
            "name",
            "summary",
            "legal_form",
            "target_groups",
            "locality",
            "email",
            "phone",
            "website",
            "source_note",
        ]
        widgets = {"target_groups": forms.CheckboxSelectMultiple}
        field_classes = {"website": WebAddress}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(
            Presence, FIRST_PRESENCE, labels=PRESENCE_LABELS, help_texts=PRESENCE_HELP
        )
        name_the_blank(self.fields["kind"], "Vælg")
        self.fields["valid_from"].widget = DateInput()
        self.fields["note"].widget.attrs["rows"] = 3
        self.order_fields(["token", "name", "summary", "kind", "legal_form", "number", "target_groups"])
        self.fields["listed"].initial = self.fields["counts_towards_goal"].initial = True
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "token",
            Fieldset("Virksomheden", "name", "summary", "kind", "legal_form", "number", "target_groups"),
            Fieldset("Her er de", "locality", Row("email", "phone"), "website"),
            Fieldset("Aktiv i kommunen", Row("valid_from", "since_text"), "listed", "counts_towards_goal"),
            Fieldset("Kun til internt brug", "note", "source_note"),
        )

    def presence_in(self, municipality: Municipality | None) -> Presence:
        """The first presence, as it was written."""
        facts = {name: self.cleaned_data[name] for name in FIRST_PRESENCE}
        return Presence(municipality=municipality, **facts)

    @property
    def cvr_numbers(self) -> list[CvrNumber]:
        """The CVR numbers, as records."""
        return [CvrNumber(number=number) for number in self.cleaned_data["number"]]


class NameForm(DatedForm):
    """The name: spelt wrongly until now, or a new one from a day."""

    likely = "from_day"

    class Meta:
        model = Enterprise
        fields = ["name"]


class OtherNameForm(RecordForm):
    """Another way of writing the name, or a former one."""

    class Meta:
        model = EnterpriseName
        fields = ["name", "valid_to"]
        labels = {"valid_to": "Gjaldt til og med"}
        help_texts = {
            "valid_to": "Kun hvis det er et navn, virksomheden har haft. Lad feltet stå tomt for en skrivemåde."
        }


class CvrForm(RecordForm):
    """One CVR number."""

    number = CvrField(help_text="8 cifre. Find det på cvr.dk.")

    class Meta:
        model = CvrNumber
        fields = ["number", "name"]
