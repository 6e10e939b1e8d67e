"""A year's report: opening it, its cover, its texts."""

from typing import Any

from django import forms
from django.db.models import Q

from socialportal.common.forms import RecordForm
from socialportal.common.periods import year as whole_year

from ..models import AnnualReport, Committee, GoalStatement, PointReport, Section
from .politics import CommitteeChoices


class OpenForm(RecordForm):
    """Which year."""

    class Meta:
        model = AnnualReport
        fields = ("year",)
        help_texts = {"year": "Det år, rapporten handler om."}
        error_messages = {"year": {"required": "Skriv det år, rapporten skal handle om."}}


class CoverForm(RecordForm):
    """Title, who signs the letter, when, and which committees it is laid before."""

    committees = CommitteeChoices(
        queryset=Committee.objects.none(),
        label="Forelægges for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Står på forsiden.",
    )

    class Meta:
        model = AnnualReport
        fields = ("title", "signed_by", "dated", "committees")
        labels = {"signed_by": "Brevet er underskrevet af", "dated": "Brevet er dateret"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report: Any = self.instance
        around = Q(valid_to=None) | Q(valid_to__gte=whole_year(report.year).last)
        there = Committee.objects.filter(around, municipality=report.municipality)
        there |= Committee.objects.filter(reports=report)
        self.fields["committees"].queryset = there.distinct()  # type: ignore[attr-defined]
        if not there:
            del self.fields["committees"]


class ProseForm(RecordForm):
    """Texts that may name figures. What is typed stays as it is until the service tidies it."""

    unmarked = True  # a draft may be empty, so "optional" would say nothing

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.strip = False  # type: ignore[attr-defined]

    @property
    def prose(self) -> list[str]:
        """The names of its texts."""
        return [name for name, field in self.fields.items() if isinstance(field.widget, forms.Textarea)]


class SectionForm(ProseForm):
    """One of the report's texts."""

    class Meta:
        model = Section
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 20})}


class PointTextForm(ProseForm):
    """What is told of a point, and what is recommended: one page, since it is read as one."""

    recommendation = forms.CharField(
        label="Anbefaling",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Hele sætninger. Den trykkes i en ramme efter punktet og igen i afsnittet med alle anbefalinger.",
    )

    class Meta:
        model = PointReport
        fields = ("introduction", "happened")
        widgets = {
            "introduction": forms.Textarea(attrs={"rows": 8}),
            "happened": forms.Textarea(attrs={"rows": 16}),
        }
        labels = {"introduction": "Hvad punktet handler om", "happened": "Hvad der er sket"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recommendation"].initial = getattr(self.instance, "recommendation", "") or ""


class GoalTextForm(ProseForm):
    """The sentence that explains how a goal went."""

    class Meta:
        model = GoalStatement
        fields = ("text",)
        labels = {"text": "Forklaring"}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"text": "Trykkes ved målet i Året kort. Tøm feltet, hvis målet ikke skal forklares."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False
