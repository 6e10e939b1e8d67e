"""Forms of the round of contributions: the contribution with its grants, the year, the comment."""

import datetime as dt
from typing import Any

from django import forms
from django.forms import formset_factory, model_to_dict
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.common.forms import Lines, RecordForm

from ..models import Contribution, DeclaredGrant, ReportingYear
from ..services.contributions import grants_in_words
from ..terms import PRESENTATION_WORDS
from .fields import PresenceChoice, SourceForm, as_money

MOST_GRANTS = 40


class DeclaredGrantForm(forms.ModelForm):
    """One grant that the enterprise has received. `line` says which of those that are there already; a foreign one is ignored."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DeclaredGrant
        fields = ["donor", "purpose", "amount", "approximate", "private_person"]
        labels = {"amount": "Kr.", "approximate": "Ca.", "purpose": "Til"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_money(self.fields["amount"])


class DeclaredGrants(Lines):
    """All of them."""

    legend = "Puljer og fondsmidler, I har fået i året"
    lead = (
        "Én linje for hver bevilling, fx ”Rotary Slagelse, ny ovn, 20.000”. Lad beløbet stå tomt, hvis I ikke kender det. "
        "En privatperson nævnes ikke ved navn i rapporten."
    )

    def in_words(self) -> str:
        return grants_in_words(self.wanted())

    def wanted(self) -> list[DeclaredGrant]:
        """The grants as they were written."""
        return [
            DeclaredGrant(pk=line.get("line"), **{n: line[n] for n in DeclaredGrantForm.Meta.fields if n in line})
            for line in self.lines()
        ]


DeclaredGrantFormSet = formset_factory(
    DeclaredGrantForm, formset=DeclaredGrants, extra=2, max_num=MOST_GRANTS, can_delete=True
)


class ContributionForm(SourceForm):
    """Bidrag til årsrapporten, as the enterprise or the coordinator writes it."""

    presence = PresenceChoice()

    class Meta:
        model = Contribution
        fields = [
            "presence",
            "year",
            "presentation",
            "plans",
            "target_groups",
            "target_line",
            "placements_other_channels",
            "story_title",
            "story_text",
            "source_note",
        ]
        widgets = {"target_groups": forms.CheckboxSelectMultiple}
        help_texts = {
            "presentation": "I virksomhedens egne ord: hvem er I, hvad laver I, og hvad er der sket i år? "
            "Lad en linje være tom mellem to afsnit.",
            "plans": "Én på hver linje. Hver af dem fortsætter sætningen ”Der arbejdes videre med …”.",
            "target_groups": "Dem, I har haft plads til i året.",
            "target_line": "Med jeres egne ord. Fortsætter ”Målgruppe: …”.",
            "placements_other_channels": "Job hos jer, som er begyndt i året, og som kommunen ikke eller næsten ikke har "
            "haft del i: dem, I selv har slået op eller fundet en til. Skriv 0, hvis der ingen er. "
            "Job gennem kommunen tæller kommunen selv.",
            "story_text": "Noget, der lykkedes. Nævn kun nogen ved navn, hvis de har sagt ja til det, "
            "og skriv ikke om nogens helbred.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presentation"].widget.attrs["rows"] = 12
        self.fields["presentation"].word_range = PRESENTATION_WORDS  # type: ignore[attr-defined]
        self.fields["target_line"].widget = forms.Textarea(attrs={"rows": 2})
        self.fields["plans"].widget.attrs["rows"] = 4
        self.fields["story_text"].widget.attrs["rows"] = 6
        if self.instance.pk:
            del self.fields["presence"], self.fields["year"]
        if not may(self.access, "enterprises.arrange_contributions", self.instance if self.instance.pk else None):
            del self.fields["source_note"]
        known = [
            {"line": one.pk, **model_to_dict(one, fields=DeclaredGrantForm.Meta.fields)}
            for one in (self.instance.declared_grants.all() if self.instance.pk else ())
        ]
        # What was sent stands for itself: a line that another has added meanwhile is not an empty line of this form.
        start = {"data": self.data} if self.is_bound else {"initial": known}
        self.grants = DeclaredGrantFormSet(prefix="declared_grants", **start)
        self.formsets = [self.grants]  # type: ignore[list-item]


class OrderForm(forms.Form):
    """Where one contribution stands in the report."""

    place = forms.IntegerField(label="Plads", min_value=1, max_value=500)


class CommentForm(forms.Form):
    """What the enterprise is to change."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label="Hvad skal virksomheden rette?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Står øverst på deres side og i mailen til dem.",
    )


class YearForm(RecordForm):
    """Opening a round, or giving it another deadline."""

    class Meta:
        model = ReportingYear
        fields = ["year", "deadline", "message"]
        help_texts = {
            "year": "Det år, rapporten handler om.",
            "deadline": "Sidste dag, virksomhederne kan nå det. De mindes om den 14 og 3 dage før og dagen efter.",
            "message": "Hvis der er noget særligt i år. Står i mailen og på siden, hvor de skriver.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["message"].widget.attrs["rows"] = 4
        if self.instance.pk:
            del self.fields["year"]


def usual_year(day: dt.date | None = None) -> int:
    """The year one most likely opens on the day: until summer the one that has gone."""
    day = day or timezone.localdate()
    return day.year if day.month > 6 else day.year - 1
