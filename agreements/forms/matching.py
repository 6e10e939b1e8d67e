"""What the page that brings needs and people together can be narrowed to. The choices live in the address."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from socialportal.common.forms import DateInput

from ..models import Competence


class MatchForm(forms.Form):
    """Hours, competence, area, day: asked of needs and of people alike."""

    timer = forms.DecimalField(
        label="Timer om ugen", required=False, min_value=Decimal("0.5"), max_value=60, decimal_places=1, localize=True
    )
    kompetence = forms.ModelChoiceField(
        Competence.objects.none(), label="Kompetence", required=False, empty_label="Alle"
    )
    sted = forms.CharField(label="Sted", required=False, max_length=80)
    senest = forms.DateField(label="Begynder senest", required=False, widget=DateInput)
    behov = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words: Any = self.fields["kompetence"]
        words.queryset = Competence.objects.active_on(timezone.localdate())

    @property
    def active(self) -> int:
        """How many are on."""
        return sum(1 for name in self.fields if name != "behov" and self.data.get(name))

    def narrowed(self, rows: Any) -> QuerySet:
        """Needs or people with the hours, the competence and the place; the day means different things to them."""
        data = self.cleaned_data
        if hours := data.get("timer"):
            rows = rows.filter(hours_from__lte=hours, hours_to__gte=hours)
        if data.get("kompetence"):
            rows = rows.filter(competences=data["kompetence"])
        if data.get("sted"):
            rows = rows.filter(area__icontains=data["sted"].strip())
        return rows
