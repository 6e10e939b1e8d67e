"""Forms of the network: meetings to come and held, invitations, answers, attendance, evaluation, wishes."""

from typing import Any

from django import forms

from socialportal.common import danish
from socialportal.common.forms import RecordForm

from ..models import MeetingInvitation, NetworkMeeting, NetworkPlan, Presence, ThemeWish
from .fields import PresenceChoice, SourceForm

MOST_PEOPLE, MOST_ATTENDEES = 50, 2000


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class PlannedMeetingForm(RecordForm):
    """A meeting to come."""

    class Meta:
        model = NetworkMeeting
        fields = ["held_on", "starts_at", "ends_at", "place", "theme", "programme", "sign_up_by"]
        help_texts = {"sign_up_by": "Lad feltet stå tomt, hvis der kan svares til og med dagen."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts_at", "ends_at"):
            self.fields[name].widget = TimeInput()
        self.fields["programme"].widget.attrs["rows"] = 6


class HeldMeetingForm(SourceForm):
    """A meeting that has been."""

    class Meta:
        model = NetworkMeeting
        fields = ["held_on", "place", "theme", "programme", "attendees", "minutes", "evaluation", "source_note"]
        help_texts = {
            "minutes": "De indbudte virksomheder kan læse referatet.",
            "evaluation": "Kommunens egne ord om mødet. Kun medarbejderne ser dem.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("programme", 4), ("minutes", 10), ("evaluation", 4)):
            self.fields[name].widget.attrs["rows"] = rows


class CancelForm(RecordForm):
    """Why it will not be."""

    class Meta:
        model = NetworkMeeting
        fields = ["cancelled_because"]
        labels = {"cancelled_because": "Hvorfor aflyses mødet?"}
        help_texts = {"cancelled_because": "Virksomhederne får begrundelsen at vide."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cancelled_because"].required = True
        self.fields["cancelled_because"].error_messages["required"] = "Skriv, hvorfor mødet aflyses."


class Invited(forms.ModelMultipleChoiceField):
    """Enterprises with how each is told."""

    ways: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        way = self.ways.get(obj.enterprise_id, "")
        return f"{obj.enterprise.name} ({way})" if way else obj.enterprise.name


class InviteForm(forms.Form):
    """Whom to invite: all who are active and not invited yet, unless a mark is taken away."""

    presences = Invited(
        Presence.objects.none(),
        label="Virksomheder",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én virksomhed."},
    )

    def __init__(self, *args: Any, presences: Any, ways: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["presences"]
        field.ways, field.queryset = ways, presences
        field.initial = [one.pk for one in presences]


class AnswerForm(RecordForm):
    """Kommer, med hvor mange; kommer ikke."""

    answer = forms.ChoiceField(
        label="Kommer I?",
        choices=[("yes", "Ja, vi kommer"), ("no", "Nej, vi kommer ikke")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om I kommer."},
    )

    class Meta:
        model = MeetingInvitation
        fields = ["answer", "people", "remark"]
        labels = {"people": "Hvor mange kommer I?"}
        help_texts = {
            "people": "Kun når I kommer. Navne er ikke nødvendige.",
            "remark": "Fx mad, adgang, eller at I kommer senere.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "yes" and not data.get("people") and "people" not in self.errors:
            self.add_error("people", "Skriv, hvor mange I kommer.")
        return data


class EvaluationForm(RecordForm):
    """What the meeting gave."""

    score = forms.TypedChoiceField(
        label="Hvor stort var jeres udbytte?",
        choices=[(5, "Meget stort"), (4, "Stort"), (3, "Noget"), (2, "Lille"), (1, "Intet")],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvor stort udbyttet var."},
    )

    class Meta:
        model = MeetingInvitation
        fields = ["score", "opinion"]
        help_texts = {"opinion": "Kommunen kan se, hvem der har skrevet hvad. De andre virksomheder kan ikke."}


class AttendanceRow(forms.Form):
    """How many came of one enterprise."""

    attended = forms.IntegerField(label="Kom", min_value=0, max_value=MOST_PEOPLE, required=False)

    def __init__(self, data: Any = None, *, invitation: MeetingInvitation) -> None:
        likely = invitation.people if invitation.answer == MeetingInvitation.Answer.YES else None
        known = likely if invitation.attended is None else invitation.attended
        super().__init__(data, initial={"attended": known}, prefix=str(invitation.pk))
        self.invitation = invitation
        self.fields["attended"].label = f"Kom fra {invitation.enterprise}"

    @property
    def said(self) -> tuple[str, str]:
        """Shape and words of what it answered."""
        answer = self.invitation.answer
        if answer == MeetingInvitation.Answer.YES:
            return "ok", f"Kommer, {danish.number(self.invitation.people or 1)}"
        return ("plain", "Kommer ikke") if answer else ("todo", "Ikke svaret")


class AttendanceTotal(forms.Form):
    """The version one looked at, and all who were there."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    total = forms.IntegerField(
        label="Deltagere i alt",
        min_value=0,
        max_value=MOST_ATTENDEES,
        required=False,
        help_text="Lad feltet stå tomt, så lægges tallene sammen. Skriv tallet, hvis der også kom andre.",
    )


class WishForm(RecordForm):
    """A theme for next year. Whose wish it is is asked only where one serves several."""

    presence = PresenceChoice()

    class Meta:
        model = ThemeWish
        fields = ["presence", "text", "year"]
        labels = {"text": "Hvad skal et møde handle om?"}

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_own(self, own)


def only_own(form: RecordForm, own: Any) -> None:
    """The field `presence` offers one's own enterprises; where there is one, it is that, and is not asked about."""
    field: Any = form.fields["presence"]
    field.queryset = own
    presences = list(own[:2])
    if len(presences) == 1:
        form.instance.presence = presences[0]
        del form.fields["presence"]


class PlanForm(RecordForm):
    """What is planned for the network in a year."""

    class Meta:
        model = NetworkPlan
        fields = ["year", "meetings", "themes"]
