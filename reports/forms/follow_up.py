"""Answers to earlier recommendations, and the report as an item on an agenda."""

from typing import Any

from django import forms

from socialportal.accounts.models import Municipality
from socialportal.common import danish
from socialportal.common.forms import DateInput, RecordForm

from ..indicators.scalars import SCALARS
from ..models import AgendaItem, Committee, Decision, Recommendation, RecommendationAnswer
from .politics import CommitteeChoice
from .report import ProseForm


class DecisionChoice(forms.ModelChoiceField):
    """A decision by its day, its committee and what it was about."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{danish.date(obj.decided_on)}, {obj.committee}: {obj.title}"


class AnswerForm(ProseForm):
    """What became of a recommendation."""

    decision = DecisionChoice(
        queryset=Decision.objects.none(), label="Beslutning", required=False, empty_label="Ingen beslutning"
    )

    class Meta:
        model = RecommendationAnswer
        fields = ("followed", "text", "decision")
        labels = {"followed": "Er anbefalingen fulgt?", "text": "Hvad der skete"}
        widgets = {"followed": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": "Er den ikke fulgt helt, så skriv hvorfor. Trykkes i rapporten.",
            "decision": "Den, der kom tilbage fra udvalget.",
        }

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["followed"].choices = RecommendationAnswer.Followed.choices  # type: ignore[attr-defined]
        found = Decision.objects.filter(committee__municipality=place).select_related("committee")
        self.fields["decision"].queryset = found.order_by("-decided_on", "-pk")  # type: ignore[attr-defined]


class AdviceFigureForm(RecordForm):
    """The figure that a recommendation can be followed on."""

    indicator = forms.ChoiceField(
        label="Tal, den kan følges på",
        required=False,
        help_text="Vises næste år som ”tallet nu”, når anbefalingen besvares.",
    )

    class Meta:
        model = Recommendation
        fields = ("indicator",)

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, indicator.label.format(**words)) for name, indicator in SCALARS.items()]
        self.fields["indicator"].choices = [("", "Intet tal"), *known]  # type: ignore[attr-defined]


class AgendaForm(ProseForm):
    """The item."""

    committee = CommitteeChoice(queryset=Committee.objects.none(), label="Udvalg")

    class Meta:
        model = AgendaItem
        fields = (
            "committee", "meeting_on", "title", "filed_as", "summary", "proposal", "background", "economy", "further_course",
        )  # fmt: skip
        labels = {"meeting_on": "Mødet er den", "filed_as": "Journalnummer"}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 4}),
            "proposal": forms.Textarea(attrs={"rows": 14}),
            "background": forms.Textarea(attrs={"rows": 12}),
            "economy": forms.Textarea(attrs={"rows": 3}),
            "further_course": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "committee": "Vælg det navn, udvalget har den dag.",
            "proposal": "Ét punkt på hver linje. Det fortsætter ”Forvaltningen indstiller, at”.",
            "background": "Linjer, der begynder med en bindestreg, bliver til en liste. Tal kan sættes ind som i rapporten.",
            "economy": "Hvad sagen koster, eller at den ikke koster noget.",
        }

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = Committee.objects.filter(municipality=place)  # type: ignore[attr-defined]


class DecidedForm(ProseForm):
    """What the committee decided."""

    decided_on = forms.DateField(label="Besluttet den", widget=DateInput)
    quote = forms.CharField(
        label="Beslutningens ord",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Som de står i referatet, uden anførselstegn.",
    )
    filed_as = forms.CharField(label="Journalnummer", required=False, max_length=60)

    class Meta:
        model = AgendaItem
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = self.instance.meeting_on
        self.fields["filed_as"].initial = self.instance.filed_as
