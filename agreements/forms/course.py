"""Forms of a course, one a verb."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils import timezone

from enterprises.forms.fields import PresenceChoice
from enterprises.models import TargetGroup
from socialportal.common.forms import DateInput

from ..models import Course, ExtensionReason, NoPlanReason, OutcomeType, Participant
from ..rules import check_no_cpr
from .fields import AgreementChoice, ParticipantChoice, WorkForm
from .participant import ResponsibleChoice, TeamChoice

BEYOND = "over_capacity_reason"
MADE, NONE, WAITING = "made", "none", "waiting"


class CourseVerbForm(WorkForm):
    """The reason for going beyond the places is asked for only when they are full: when it was sent, or a service asks."""

    def prepare(self) -> None:
        if BEYOND in self.fields and BEYOND not in self.data and not getattr(self.instance, BEYOND, ""):
            self.later = self.fields.pop(BEYOND)

    def ask_for_reason(self) -> None:
        """Puts the question into the form."""
        if BEYOND not in self.fields:
            self.fields[BEYOND] = self.later
            if hasattr(self, "helper"):
                self.helper.layout.append(BEYOND)


def only_internships_end_by_agreement(form: forms.BaseForm, data: dict[str, Any]) -> dict[str, Any]:
    """Under an agreement the frame says when a course ends."""
    if data.get("agreement") and data.get("planned_until"):
        form.add_error("planned_until", "Under en aftale følger slutdagen af rammen. Lad feltet stå tomt.")
    return data


class StartForm(CourseVerbForm):
    """A course under an agreement, or an internship without; with a participant who is known or a new one."""

    participant = ParticipantChoice(
        required=False,
        empty_label="Ny deltager",
        help_text="En ny deltager får et nummer af portalen. På listen står de kendte, der ikke er i et forløb nu.",
    )
    team = TeamChoice(required=False, help_text="")
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.all(), required=False, label="Målgruppe", empty_label="Ikke valgt"
    )
    responsible = ResponsibleChoice(help_text="")
    case_reference = forms.CharField(
        label="Egen sagshenvisning",
        required=False,
        max_length=40,
        validators=[check_no_cpr],
        help_text="Jeres eget sagsnummer. Aldrig et CPR-nummer.",
    )
    agreement = AgreementChoice(required=False, empty_label="Ingen: praktik uden købt plads")
    presence = PresenceChoice(
        required=False, label="Virksomhed (kun uden aftale)", empty_label="Vælg kun, når der ikke er en aftale"
    )
    day_field = "started_on"

    class Meta:
        model = Course
        fields = [
            "participant",
            "agreement",
            "presence",
            "referred_on",
            "started_on",
            "planned_until",
            "beside_treatment",
            BEYOND,
        ]
        labels = {
            "referred_on": "Henvist den",
            "started_on": "Første dag",
            "planned_until": "Aftalt til og med",
            "beside_treatment": "Back-up sideløbende med behandling",
        }
        help_texts = {"planned_until": "Kun ved praktik uden aftale. Ellers følger slutdagen af aftalens ramme."}

    def prepare(self) -> None:
        super().prepare()
        fields: Any = self.fields
        fields["agreement"].queryset = fields["agreement"].in_use_today(fields["agreement"].queryset)
        fields["participant"].queryset = fields["participant"].queryset.exclude(
            courses__in=Course.objects.filter(ended_on=None)
        )
        fields["presence"].queryset = fields["presence"].queryset.active_on(timezone.localdate())
        fields["team"].narrow(self.access)
        fields["responsible"].narrow(self.access, None)
        fields["responsible"].initial = self.access.user_id

    def layout(self) -> Sequence[Any]:
        parts = [
            Fieldset("Hvem", "participant"),
            Fieldset("Kun for en ny deltager", Row("team", "responsible"), "target_group", "case_reference"),
            Fieldset("Hvor", "agreement", "presence"),
            Fieldset("Hvornår", Row("referred_on", "started_on"), "planned_until", "beside_treatment"),
        ]
        return [*parts, BEYOND] if BEYOND in self.fields else parts

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("agreement") and not data.get("presence") and "agreement" not in self.errors:
            self.add_error("agreement", "Vælg en aftale, eller vælg virksomheden, hvis der ikke er en.")
        if data.get("agreement") and data.get("presence"):
            self.add_error("presence", "Virksomheden følger af aftalen. Lad feltet stå tomt.")
        if not data.get("participant") and not data.get("team") and "participant" not in self.errors:
            self.add_error("team", "Vælg det team, der følger den nye deltager.")
        return only_internships_end_by_agreement(self, data)

    def _get_validation_exclusions(self) -> set[str]:
        """Who and where may be made by the service."""
        return {*super()._get_validation_exclusions(), "participant", "presence"}  # type: ignore[misc]

    @property
    def newcomer(self) -> Participant | None:
        """A new participant, not saved; None when one was chosen."""
        data = self.cleaned_data
        if data.get("participant"):
            return None
        told = {name: data.get(name) for name in ("target_group", "responsible")}
        return Participant(team=data["team"], case_reference=data.get("case_reference", ""), **told)


class CourseForm(CourseVerbForm):
    """Rettelse of a course."""

    agreement = AgreementChoice(required=False, empty_label="Ingen: praktik uden købt plads")

    class Meta:
        model = Course
        fields = ["agreement", "referred_on", "started_on", "planned_until", "ended_on", "beside_treatment", BEYOND]
        labels = {**StartForm.Meta.labels, "ended_on": "Sluttede"}
        help_texts = {**StartForm.Meta.help_texts, "ended_on": ""}

    def prepare(self) -> None:
        super().prepare()
        if not self.instance.ended_on:
            del self.fields["ended_on"]
        else:
            self.fields["ended_on"].required = True

    def clean(self) -> dict[str, Any]:
        return only_internships_end_by_agreement(self, super().clean() or {})


class PlanForm(WorkForm):
    """How it stands with the individual plan."""

    state = forms.ChoiceField(
        label="Hvordan står det til med planen?",
        choices=[
            (MADE, "Planen er lavet"),
            (NONE, "Det er besluttet ikke at lave en plan"),
            (WAITING, "Planen er ved at blive lavet"),
        ],
        widget=forms.RadioSelect,
    )
    made_on = forms.DateField(label="Lavet den", required=False, widget=DateInput)
    made_together = forms.BooleanField(label="Mentor og deltager har skrevet den sammen", required=False)
    owned_by_participant = forms.NullBooleanField(
        label="Har deltageren ejerskab til planen?",
        required=False,
        widget=forms.Select(choices=[("", "Ikke vurderet"), ("true", "Ja"), ("false", "Nej")]),
    )
    sent_on = forms.DateField(label="Sendt til sagsbehandler", required=False, widget=DateInput)
    no_plan_on = forms.DateField(label="Besluttet den", required=False, widget=DateInput)
    no_plan_reason = forms.ModelChoiceField(
        NoPlanReason.objects.all(), label="Grund", required=False, empty_label="Vælg en grund"
    )

    part_fields = dict.fromkeys(
        ["state", "made_on", "made_together", "owned_by_participant", "sent_on", "no_plan_on", "no_plan_reason"], "plan"
    )

    class Meta:
        model = Course
        fields: list[str] = []

    def layout(self) -> Sequence[Any]:
        return [
            "state",
            Fieldset("Når planen er lavet", Row("made_on", "sent_on"), "made_together", "owned_by_participant"),
            Fieldset("Når der ikke laves en plan", Row("no_plan_on", "no_plan_reason")),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = {MADE: ["made_on"], NONE: ["no_plan_on", "no_plan_reason"]}.get(data.get("state", ""), [])
        for name in needed:
            if not data.get(name) and name not in self.errors:
                told = "Vælg en grund." if name == "no_plan_reason" else "Skriv dagen."
                self.add_error(name, told)
        return data


class ExtendForm(WorkForm):
    """More weeks, and why."""

    decided_on = forms.DateField(label="Besluttet den", widget=DateInput)
    weeks = forms.IntegerField(label="Uger", min_value=1, max_value=260)
    extension_reason = forms.ModelChoiceField(ExtensionReason.objects.all(), label="Grund", empty_label="Vælg en grund")

    class Meta:
        model = Course
        fields: list[str] = []

    def layout(self) -> Sequence[Any]:
        return [Row("decided_on", "weeks"), "extension_reason"]


class StatusForm(WorkForm):
    """Status efter endt forløb: one most important, and further ones."""

    primary = forms.ModelChoiceField(
        OutcomeType.objects.all(),
        label="Vigtigste status",
        empty_label="Vælg en status",
        help_text="Den, forløbet tælles med i opgørelserne.",
    )
    further = forms.ModelMultipleChoiceField(
        OutcomeType.objects.all(),
        label="Yderligere status",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kun hvis mere end én passer.",
    )

    class Meta:
        model = Course
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("primary") and data["primary"] in data.get("further", []):
            self.add_error("further", f"”{data['primary']}” er allerede den vigtigste status. Fjern krydset.")
        return data


class EndForm(StatusForm):
    """The last day, with the statuses."""

    ended_on = forms.DateField(label="Sidste dag", widget=DateInput)
    field_order = ["ended_on", "primary", "further"]
    day_field = "ended_on"


class ReopenForm(CourseVerbForm):
    """Why the end is taken back."""

    reason = forms.CharField(
        label="Hvorfor genåbnes forløbet?", max_length=200, help_text="Kan ses i historikken. Skriv ikke om helbred."
    )

    class Meta:
        model = Course
        fields = [BEYOND]

    field_order = ["reason", BEYOND]
