"""Forms of a job and its hours."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms

from enterprises.forms.fields import PresenceChoice
from socialportal.common import danish

from ..models import (
    Course,
    CourseHours,
    HoursStep,
    Initiative,
    JobFollowUp,
    Participant,
    Placement,
    PlacementEndReason,
)
from .fields import EndingForm, ParticipantChoice, WorkForm

HOURS_HELP = "Effektive timer er timer gange intensitet: 4,5 timer med 80 % er 3,6."


class CourseChoice(forms.ModelChoiceField):
    """A course by its participant, place and first day."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.participant.number} hos {obj.presence.enterprise}, fra {danish.date(obj.started_on)}"


class PlacementForm(WorkForm):
    """A job as it stands. Participant and course are only there for who may see them; else they stay as they are."""

    presence = PresenceChoice()
    participant = ParticipantChoice(
        required=False,
        empty_label="Ingen: portalen kender ikke personen",
        help_text="Hvis personen er deltager i portalen.",
    )
    course = CourseChoice(
        Course.objects.select_related("participant", "presence__enterprise"),
        required=False,
        label="Efter forløb",
        empty_label="Ikke efter et forløb",
        widget=forms.Select(attrs={"class": "input-width-xl"}),
    )
    initiative = forms.ModelChoiceField(
        Initiative.objects.all(), required=False, label="Gennem initiativ", empty_label="Ikke gennem et initiativ"
    )
    day_field = "started_on"

    class Meta:
        model = Placement
        fields = [
            "presence",
            "type",
            "channel",
            "started_on",
            "temporary",
            "ended_on",
            "end_reason",
            "participant",
            "course",
            "initiative",
            "source_note",
        ]
        labels = {"type": "Jobtype", "started_on": "Første dag", "ended_on": "Sidste dag"}
        help_texts = {"ended_on": "Lad feltet stå tomt, hvis jobbet løber endnu."}
        widgets = {"channel": forms.RadioSelect, "source_note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if "type" in fields:
            fields["type"].empty_label = "Vælg en jobtype"
        for name in ("participant", "course"):
            current = getattr(self.instance, f"{name}_id", None)
            if current and not fields[name].queryset.filter(pk=current).exists():
                del fields[name]
        if "participant" not in fields:
            # why a person's job ended, and which course it came from, is for those who may see the person
            for name in ("end_reason", "course"):
                fields.pop(name, None)

    def layout(self) -> Sequence[Any]:
        return []


class NewPlacementForm(PlacementForm):
    """A new job with its first hours."""

    hours_per_week = forms.DecimalField(
        label="Timer om ugen",
        required=False,
        min_value=Decimal("0.5"),
        max_value=60,
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    intensity = forms.IntegerField(
        label="Intensitet i procent", required=False, min_value=1, max_value=100, initial=100
    )

    class Meta(PlacementForm.Meta):
        fields = ["presence", "type", "channel", "started_on", "temporary", "participant", "course", "initiative"]

    def layout(self) -> Sequence[Any]:
        return [
            Fieldset("Jobbet", "presence", "type", "temporary", "channel", "started_on"),
            Fieldset("Timer og intensitet fra første dag", Row("hours_per_week", "intensity")),
            Fieldset("Hvor det kom fra", "participant", "course", "initiative"),
        ]

    @property
    def hours(self) -> HoursStep | None:
        """The first step, not saved; None when the hours are not known."""
        hours = self.cleaned_data.get("hours_per_week")
        if hours is None:
            return None
        return HoursStep(hours_per_week=hours, intensity=self.cleaned_data.get("intensity") or 100)


class HoursForm(WorkForm):
    """A step: from a day on, so many hours at such an intensity."""

    class Meta:
        model = HoursStep
        fields = ["valid_from", "hours_per_week", "intensity"]
        labels = {"valid_from": "Gælder fra", "hours_per_week": "Timer om ugen", "intensity": "Intensitet i procent"}
        help_texts = {"intensity": HOURS_HELP}
        localized_fields = ["hours_per_week"]


class CourseHoursForm(HoursForm):
    """The same of a course."""

    class Meta(HoursForm.Meta):
        model = CourseHours  # type: ignore[assignment]


class EndPlacementForm(EndingForm):
    """The last day of the job, and why, from the list. Nothing in one's own words: that would be about a person's life."""

    reason = None  # type: ignore[assignment]
    end_reason = forms.ModelChoiceField(
        PlacementEndReason.objects.all(),
        label="Grund til ophør",
        empty_label="Vælg en grund",
        help_text="Virksomheden ser ikke grunden.",
    )
    day_field = "ended_on"

    class Meta:
        model = Placement
        fields: list[str] = []


class ReopenPlacementForm(WorkForm):
    """Why an end is taken back."""

    reason = forms.CharField(
        label="Hvorfor genåbnes jobbet?", max_length=200, help_text="Kan ses i historikken. Skriv ikke om personen."
    )

    class Meta:
        model = Placement
        fields: list[str] = []


class JobFollowUpForm(WorkForm):
    """A follow-up that was held: when, what kind, and for a flex job whether its conditions still hold."""

    conditions_met = forms.TypedChoiceField(
        label="Er betingelserne for fleksjobbet stadig opfyldt?",
        choices=[("", "Ikke vurderet (kun ved en samtale)"), ("True", "Ja"), ("False", "Nej")],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
    )

    class Meta:
        model = JobFollowUp
        fields = ["kind", "held_on", "conditions_met", "changed"]
        labels = {"kind": "Hvad blev holdt?", "held_on": "Dag", "changed": "Forholdene har ændret sig siden sidst"}
        help_texts = {"changed": "Er timerne ændret, så registrér også de nye timer."}

    def prepare(self) -> None:
        """Only the kinds that this job has."""
        job, kind = self.instance.placement, JobFollowUp.Kind
        kinds = [kind.TALK]
        if job.type.is_flex:
            kinds = [kind.REVIEW, *([kind.STATUS] if job.temporary else []), kind.TALK]
        field: Any = self.fields["kind"]
        field.choices = [(one.value, one.label) for one in kinds]
        if not self.instance.pk:
            field.initial = self.initial["kind"] = kinds[0].value
        hidden = self.instance.pk and self._person_is_hidden(job)
        if hidden or not job.type.is_flex:
            del self.fields["conditions_met"]
        if hidden:
            del self.fields["changed"]

    def _person_is_hidden(self, job: Placement) -> bool:
        """Whether the job is that of a participant whom the one who asks may not see."""
        visible: Any = Participant.objects.visible_to(self.access)
        return job.participant is not None and not visible.filter(pk=job.participant.pk).exists()
