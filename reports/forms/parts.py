"""Holistic recommendations, stories of citizens, references."""

from typing import Any

from django import forms
from django.db.models import Count, Q

from agreements.models import Placement
from socialportal.common import danish
from socialportal.common.forms import RecordForm

from ..models import CaseStory, Recommendation, Reference
from .report import ProseForm


class RecommendationForm(ProseForm):
    """A recommendation that belongs to no single point."""

    class Meta:
        model = Recommendation
        fields = ("title", "letter", "background", "text")
        labels = {"text": "Anbefaling"}
        widgets = {"background": forms.Textarea(attrs={"rows": 10}), "text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "letter": "Lad feltet stå tomt, så får den det næste.",
            "background": "Hvad der ligger bag. Trykkes før anbefalingen.",
            "text": "Hele sætninger. Trykkes i en ramme.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class PlacementChoice(forms.ModelChoiceField):
    """A job, told without the person's number."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.type} hos {obj.presence.enterprise}, begyndt {danish.date(obj.started_on)}"


class CaseForm(ProseForm):
    """One person's story. Public only with the person's consent."""

    placement = PlacementChoice(
        queryset=Placement.objects.none(),
        label="Timer og intensitet hentes fra jobbet",
        required=False,
        empty_label="Intet job",
        help_text="Her står de job, hvor timer eller intensitet er ændret mindst én gang.",
    )

    class Meta:
        model = CaseStory
        fields = ("point", "text", "placement", "consent_on")
        labels = {"consent_on": "Samtykke til offentliggørelse givet den", "text": "Fortællingen"}
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {
            "text": "Et opdigtet fornavn og ingen oplysninger om helbred. Personen må ikke kunne genkendes.",
            "consent_on": "Uden dato kommer fortællingen kun med i arbejdskopien.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.instance
        points = self.fields["point"].queryset.filter(reports__report=case.report)  # type: ignore[attr-defined]
        self.fields["point"].queryset = points  # type: ignore[attr-defined]
        changed = Placement.objects.filter(presence__municipality=case.report.municipality).annotate(
            steps=Count("hours", filter=Q(hours__deleted_at=None))
        )
        jobs = changed.filter(Q(steps__gte=2) | Q(pk=case.placement_id))
        self.fields["placement"].queryset = jobs.select_related("type", "presence__enterprise")  # type: ignore[attr-defined]


class ReferenceForm(RecordForm):
    """A law, a plan, a guide."""

    class Meta:
        model = Reference
        fields = ("title", "detail", "order")
        labels = {"detail": "Nærmere"}
        help_texts = {
            "detail": "Fx årstal eller dato.",
            "order": "Lad feltet stå tomt, så kommer den til sidst.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
