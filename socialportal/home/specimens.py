"""Made-up forms, tables and texts for the component page: one of everything, in every state it can be in."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django import forms
from django.utils import timezone
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from .context import Link

ENTERPRISES = [
    "Brohus",
    "Fælleshaven",
    "Havnekøkkenet",
    "Kælderværkstedet",
    "Måneskin",
    "Ny Start",
    "Rullebanden",
    "Østermarken",
]
SHAPES = [
    ("over", "Over fristen", "noget er galt eller for sent"),
    ("now", "I dag", "haster, eller ligger hos andre nu"),
    ("half", "På vej", "i gang"),
    ("todo", "Mangler", "kommer, eller er ikke begyndt"),
    ("full", "CSR-partner", "en slags, der hverken er god eller dårlig"),
    ("ok", "Registreret", "i orden, på en posts egen side"),
    ("done", "Sket", "i orden, i lister: uden farve"),
    ("law", "Lovfrist", "står i loven"),
    ("plain", "Aftalt", "et ord, der ikke er en status"),
]


class EverythingForm(forms.Form):
    """Every kind of field; two of them must be filled in."""

    name = forms.CharField(label="Navn", max_length=120, help_text="Som virksomheden selv skriver det.")
    cvr = forms.CharField(label="CVR-nummer", max_length=8, min_length=8, required=False, help_text="8 cifre.")
    started = forms.DateField(label="Begyndte", required=False)
    places = forms.IntegerField(label="Pladser", min_value=0, max_value=50)
    price = forms.DecimalField(label="Pris pr. plads", required=False, localize=True, help_text="Kroner om måneden.")
    email = forms.EmailField(label="E-mail", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    text = forms.CharField(
        label="Præsentation", required=False, widget=forms.Textarea, help_text="Skriv, som I selv ville sige det."
    )
    form = forms.ChoiceField(
        label="Form", required=False, choices=[("", "Vælg"), ("aps", "Anpartsselskab"), ("for", "Forening")]
    )
    groups = forms.MultipleChoiceField(
        label="Målgrupper",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("fleks", "Fleksjob"), ("ress", "Ressourceforløb"), ("unge", "Unge under 30 år")],
    )
    towns = forms.MultipleChoiceField(
        label="Byer", required=False, choices=[("s", "Slagelse"), ("k", "Korsør"), ("æ", "Skælskør")]
    )
    standing = forms.ChoiceField(
        label="Status",
        required=False,
        widget=forms.RadioSelect,
        choices=[("Godkendt", [("reg", "Registreret")]), ("Ikke godkendt", [("vej", "På vej"), ("ini", "Initiativ")])],
    )
    logo = forms.FileField(label="Billede", required=False, help_text="JPEG eller PNG, højst 5 MB.")
    listed = forms.BooleanField(label="Står i det offentlige katalog", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].word_range = (80, 250)  # type: ignore[attr-defined]


WRONG = {
    "name": "",
    "cvr": "1234567",
    "started": "31.2.2018",
    "places": "mange",
    "email": "uden snabel",
    "text": "Vi bager brød sammen.",
    "standing": "findes ikke",
    "groups": ["fleks"],
    "version": "3",
}


class HoursForm(forms.Form):
    """A line of a formset."""

    since = forms.DateField(label="Fra")
    hours = forms.DecimalField(label="Timer", max_digits=4, decimal_places=1, min_value=0, max_value=37)
    note = forms.CharField(label="Bemærkning", required=False, max_length=80)


HoursFormSet = forms.formset_factory(HoursForm, extra=2, can_delete=True)


class FilterForm(forms.Form):
    """What stands over a list."""

    q = forms.CharField(label="Søg efter navn", required=False)
    standing = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Alle"), ("reg", "Registreret"), ("ini", "Initiativ")]
    )


@dataclass
class Filter:
    """Stands in for a FilterSet."""

    form: forms.Form


class EnterpriseTable(tables.Table):
    """A list with text, status, date and numbers."""

    name = tables.Column("Navn", linkify=lambda record: "#")
    what = tables.Column("Hvad de gør", orderable=False)
    standing = tables.Column("Status")
    since = tables.Column("Siden")
    places = tables.Column("Pladser", attrs={"cell": {"class": "num"}, "tf": {"class": "num"}})

    caption = "Virksomheder og initiativer"

    # Columns that are templates (DateColumn too) are compiled again for every cell; functions are not.
    def render_since(self, value: dt.date) -> str:
        return danish.date(value)

    def render_standing(self, record: dict[str, Any], value: str) -> SafeString:
        return status(record["shape"], value)


def enterprises(count: int) -> list[dict[str, Any]]:
    """Rows for the table."""
    kinds = [("ok", "Registreret"), ("half", "På vej til registrering"), ("todo", "Initiativ")]
    return [
        {
            "name": ENTERPRISES[number % len(ENTERPRISES)] + (f" {number // 8 + 1}" if number > 7 else ""),
            "what": "Café og madværksted, der giver job til mennesker, som har været længe væk fra arbejdsmarkedet.",
            "shape": kinds[number % 3][0],
            "standing": kinds[number % 3][1],
            "since": dt.date(2012 + number % 7, 1 + number % 12, 1 + number % 28),
            "places": number * 3 % 17,
        }
        for number in range(count)
    ]


@dataclass(frozen=True)
class PastEvent:
    """As `audit.sentences.Event`, without a record behind it."""

    at: dt.datetime
    sentence: str
    reason: str = ""
    is_correction: bool = False


def history() -> list[PastEvent]:
    """Three lines: a change, a correction with a reason, a beginning."""
    now = timezone.now()
    return [
        PastEvent(now - dt.timedelta(days=3), "Anna Holm (Socialøkonomisk konsulent) ændrede pladser fra ”6” til ”8”."),
        PastEvent(
            now - dt.timedelta(days=40),
            "Bo Lind (Virksomhedsbruger) rettede navn fra ”Havne Køkkenet” til ”Havnekøkkenet”.",
            "Stod forkert i ansøgningen.",
            is_correction=True,
        ),
        PastEvent(now - dt.timedelta(days=400), "Anna Holm (Socialøkonomisk konsulent) oprettede Havnekøkkenet."),
    ]


ROWS = [
    {
        "when": "1. december", "shape": "over", "status": "3 dage over", "late": True,
        "title": "Individuel plan, Deltager S-0057", "text": "Planen skal være skrevet en uge efter, at forløbet begyndte.",
        "meta": "Mentor og dig", "action": Link("Skriv plan eller årsag", "#", ""),
    },
    {
        "when": "4. december", "shape": "now", "status": "I dag", "here": True, "title": "Beskrivelse, Deltager S-0042",
        "text": "Teamet mødes 11. december og skal have beskrivelsen en uge før.", "meta": "Din opgave",
        "action": Link("Aflever beskrivelsen", "#", ""),
    },
    {
        "when": "17. december", "shape": "todo", "status": "Om 13 dage",
        "title": "Bidrag til årsrapporten", "text": "11 af 19 har sendt.",
    },
]  # fmt: skip

FACTS = [
    ("Form", "Frivillig forening med erhvervsdrift"),
    ("CVR-nummer", ""),
    ("Målgrupper", ["Fleksjob", "Ressourceforløb"]),
    ("Hjemmeside", "havnekoekkenet.example"),
]

CONFLICT = [
    {"label": "navn", "name": "name", "mine": "Havnekøkkenet", "theirs": "Havnens Køkken", "before": "Havne Køkkenet"},
    {"label": "pladser", "name": "places", "mine": "8", "theirs": ""},
    {
        "label": "præsentation",
        "name": "text",
        "mine": "Vi laver mad på havnen.\nAlle kan være med.",
        "theirs": "Vi laver mad på havnen hver dag fra ti til fire, og vi bringer ud til møder i hele byen.",
    },
]
