"""Forms of a collaboration: each kind is asked about in its own words, and only about what it has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.forms import formset_factory

from enterprises.forms.fields import PresenceChoice
from enterprises.models import Enterprise
from socialportal.common.forms import Lines

from ..models import ActionStep, Collaboration, Party
from ..services.collaboration import parties_in_words
from .fields import EndingForm, WorkForm

Kind = Collaboration.Kind
MOST_PARTIES = 30


@dataclass(frozen=True)
class Words:
    """How a kind of collaboration is spoken of. `about` says what it is; `fields` are those of its own, with their labels;
    `hints` help with what may be misunderstood.
    """

    about: str
    enterprise: str
    partner: str
    fields: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    has_parties: bool = False


# Domain-model §§2.20, 2.30, P8 and P11; the report counts CSR only.
WORDS: Mapping[str, Words] = {
    Kind.CSR: Words(
        "En virksomhed på listen udfører opgaver for en CSR-partner. Tælles i årsrapporten.",
        "Den, der udfører opgaverne.",
        "Partner",
        {"scope": "Opgaver", "place": "Sted"},
        {"scope": "Fx ”Pleje af udearealer”."},
    ),
    Kind.PURCHASE: Words(
        "Nogen vil købe hos virksomheden, når det passer. Ingen har pligt til det, og det er ikke et udbud.",
        "Den, der sælger.",
        "Køber",
        {"scope": "Varer og ydelser", "place": "Sted"},
        {
            "scope": "Fx ”Frokost til møder”.",
            "partner_name": "Det kan være kommunen selv eller en af dens institutioner.",
        },
    ),
    Kind.PARTNERSHIP: Words(
        "Flere parter arbejder sammen om et fælles mål efter en handleplan.",
        "Den virksomhed, partnerskabet står ved på listen.",
        "Anden part",
        {"scope": "Formål", "place": "Sted"},
        {"scope": "Fx ”Flere i job i detailhandlen”."},
        has_parties=True,
    ),
    Kind.PREMISES: Words(
        "En virksomhed bruger lokaler, som en anden stiller til rådighed.",
        "Den, der bruger lokalerne.",
        "Lokalerne stilles til rådighed af",
        {"scope": "Lokalerne bruges til", "place": "Adresse"},
    ),
    Kind.IN_HOUSE: Words(
        "Et hjørne af en større virksomheds produktion er sat af til borgere på vej i job.",
        "Den virksomhed på listen, som løsningen hører til.",
        "Vært",
        {
            "scope": "Kort sagt",
            "place": "Sted",
            "portfolio": "Opgaveportefølje",
            "anchors": "Ankerpersoner",
            "learning_plan": "Læringsplan",
        },
        {
            "portfolio": "Hvilke opgaver borgerne kan løse hos værten.",
            "anchors": "Hvem hos værten borgerne kan gå til.",
            "learning_plan": "Hvad borgerne lærer, i hvilken rækkefølge. Skriv aldrig om en bestemt borger.",
        },
    ),
}
OF_KINDS = ("scope", "place", "portfolio", "anchors", "learning_plan")


class PartyForm(forms.Form):
    """One line of a partnership's further parties."""

    name = forms.CharField(label="Part", max_length=160)
    role = forms.CharField(label="Bidrager med", max_length=200, required=False)


class Parties(Lines):
    """All further parties of a partnership."""

    legend = "Flere parter"
    lead = "Alle, der er med ud over de to ovenfor, og det, hver bidrager med."

    def in_words(self) -> str:
        return parties_in_words(self.wanted())

    def wanted(self) -> list[Party]:
        """The parties as they were written."""
        return [Party(name=line["name"], role=line.get("role", "")) for line in self.lines()]


PartyFormSet = formset_factory(PartyForm, formset=Parties, extra=3, max_num=MOST_PARTIES, can_delete=True)


class CollaborationForm(WorkForm):
    """Who works with whom, about what, since when. The record says its kind before the form is made."""

    presence = PresenceChoice()
    partner = forms.ModelChoiceField(
        Enterprise.objects.order_by("name"),
        required=False,
        label="Partner på virksomhedslisten",
        empty_label="Partneren er ikke på listen",
    )

    class Meta:
        model = Collaboration
        fields = [
            "presence",
            "partner",
            "partner_name",
            *OF_KINDS,
            "signed_on",
            "valid_from",
            "since_text",
            "valid_to",
            "source_note",
        ]
        labels = {"valid_from": "Begyndte", "valid_to": "Sluttede", "signed_on": "Underskrevet"}
        help_texts = {
            "valid_from": "Den dag, det begyndte.",
            "valid_to": "Lad feltet stå tomt, hvis det løber endnu.",
            "since_text": "I stedet for dagen, når den ikke kendes, fx ”april 2018”.",
            "signed_on": "Må gerne være en anden dag end starten.",
        }
        widgets = {
            "source_note": forms.Textarea(attrs={"rows": 2}),
            "portfolio": forms.Textarea(attrs={"rows": 4}),
            "learning_plan": forms.Textarea(attrs={"rows": 4}),
        }

    def prepare(self) -> None:
        """The kind's own fields under its own names; those of other kinds are not there."""
        self.words = WORDS[self.instance.kind]
        for name in OF_KINDS:
            if name not in self.words.fields:
                del self.fields[name]
                continue
            self.fields[name].label = self.words.fields[name]
            self.fields[name].help_text = ""
        self.fields["presence"].help_text = self.words.enterprise
        self.fields["partner"].label = f"{self.words.partner}, hvis den er på virksomhedslisten"
        self.fields["partner_name"].label = f"{self.words.partner} uden for listen"
        for name, hint in self.words.hints.items():
            self.fields[name].help_text = hint
        if self.instance.kind == Kind.CSR:
            self.fields["valid_from"].help_text = "Den dag, det begyndte. Tælles i det år."
        if self.words.has_parties:
            parties = self.instance.parties.all() if self.instance.pk else []
            known = [{"name": party.name, "role": party.role} for party in parties]
            self.parties = PartyFormSet(self.data if self.is_bound else None, initial=known, prefix="parties")
            self.formsets = [self.parties]  # type: ignore[list-item]

    def layout(self) -> Sequence[Any]:
        texts = [name for name in OF_KINDS if name in self.words.fields]
        return [
            Fieldset("Hvem", "presence", "partner", "partner_name"),
            Fieldset("Hvad og hvor", *texts),
            Fieldset("Hvornår", Row("signed_on", "valid_from", "valid_to"), "since_text"),
            Fieldset("Kilde", "source_note"),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("partner") and not data.get("partner_name") and not self.errors:
            self.add_error("partner", "Vælg en på listen, eller skriv navnet på en anden.")
        if data.get("partner") and data.get("partner_name"):
            self.add_error("partner_name", "Den anden er valgt på listen. Lad feltet stå tomt.")
        return data

    @property
    def wanted_parties(self) -> list[Party] | None:
        """The further parties as they were written; None where the kind has none."""
        return self.parties.wanted() if self.words.has_parties else None  # type: ignore[attr-defined]


class EndCollaborationForm(EndingForm):
    """Its last day."""

    class Meta:
        model = Collaboration
        fields: list[str] = []


class StepForm(WorkForm):
    """A step of the action plan."""

    class Meta:
        model = ActionStep
        fields = ["what", "owner", "due_on"]
        labels = {"what": "Hvad skal der ske?", "owner": "Hvem har ansvaret?", "due_on": "Senest"}
        help_texts = {"owner": "En person eller en af parterne, aldrig en borger."}

    def layout(self) -> Sequence[Any]:
        return ["what", Row("owner", "due_on")]
