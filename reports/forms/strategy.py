"""Strategy, goals, points."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Row
from django import forms

from socialportal.accounts.models import Municipality
from socialportal.common.forms import RecordForm

from ..indicators.scalars import SCALARS
from ..models import Decision, Goal, Strategy, StrategyPoint
from ..terms import FACT_BLOCKS


class StrategyForm(RecordForm):
    """A strategy and the time it holds."""

    class Meta:
        model = Strategy
        fields = ("title", "heading", "adopted_on", "valid_from", "valid_to")
        help_texts = {
            "heading": "Strategiens eget motto, fx ”Lokal socialøkonomi”.",
            "valid_from": "Gælder en anden strategi den dag, slutter den dagen før.",
            "valid_to": "Den sidste dag. Lad feltet stå tomt, hvis den gælder, til en ny bliver vedtaget.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].required = True


class GoalForm(RecordForm):
    """A goal. What it is measured by is chosen among the figures the portal counts."""

    indicator = forms.ChoiceField(
        label="Måles på",
        required=False,
        help_text="Tallet regnes ud af registreringerne. Vurderer I selv målet, skriver I dagen, når det er nået.",
    )

    class Meta:
        model = Goal
        fields = (
            "label",
            "kind",
            "indicator",
            "target",
            "target_max",
            "unit",
            "due_on",
            "year",
            "achieved_on",
            "evidence",
            "key",
        )
        labels = {
            "target": "Måltal",
            "target_max": "Højeste tal",
            "due_on": "Skal være nået senest",
            "year": "Gælder kun for året",
            "achieved_on": "Nået den",
            "kind": "Slags mål",
            "label": "Målet med jeres ord",
        }
        help_texts = {
            "target": "Ved ”mellem to tal” det laveste af dem.",
            "achieved_on": "Kun for mål, I selv vurderer.",
            "evidence": "Hvor man kan se det, fx en omtale eller et brev.",
            "label": "Fx ”25 socialøkonomiske virksomheder og initiativer”.",
            "key": "Bruges, når tallet sættes ind i en tekst, fx <code>{{ goal.virksomheder.actual }}</code>. "
            "Lad feltet stå tomt, så laver portalen den.",
        }

    def __init__(self, *args: Any, words: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, indicator.label.format(**words)) for name, indicator in SCALARS.items()]
        self.fields["indicator"].choices = [("", "Vi vurderer det selv"), *known]  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["key"]
        else:
            self.fields["key"].required = False
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(name for name in ("version", "token") if name in self.fields),
            Fieldset("Målet", "label", "kind"),
            Fieldset("Hvordan det måles", "indicator", Row("target", "target_max"), "unit"),
            Fieldset("Hvornår", Row("due_on", "year")),
            Fieldset("Når I selv vurderer det", "achieved_on", "evidence"),
            *([Fieldset("I teksterne", "key")] if "key" in self.fields else []),
        )


class PointForm(RecordForm):
    """A point: where it comes from, the decisions behind it, and what the report shows from the records under it."""

    fact_blocks = forms.MultipleChoiceField(
        label="Vis fra registreringerne",
        choices=list(FACT_BLOCKS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Sættes ind under punktet i rapporten, når der er noget at vise.",
    )

    class Meta:
        model = StrategyPoint
        fields = ("title", "origin", "letter", "decisions", "fact_blocks", "key")
        widgets = {"origin": forms.RadioSelect, "decisions": forms.CheckboxSelectMultiple}
        labels = {"decisions": "Bygger på beslutningerne"}
        help_texts = {
            "letter": "Kun for tilføjelser, fx A.",
            "decisions": "Citeres i rapporten. En ny beslutning skriver du under Udvalg og beslutninger.",
            "key": "Bruges, når andre tekster henviser til punktet, fx <code>{{ punkt:lokale-indkoeb }}</code>. "
            "Lad feltet stå tomt, så laver portalen den.",
        }

    def __init__(self, *args: Any, place: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = Decision.objects.filter(committee__municipality=place).select_related("committee")
        self.fields["decisions"].queryset = decisions.order_by("-decided_on")  # type: ignore[attr-defined]
        if not decisions:
            del self.fields["decisions"]
        if self.instance.pk:
            del self.fields["key"]
        else:
            self.fields["key"].required = False
