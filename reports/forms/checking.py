"""Forms of the fact check and of the chief's approval."""

from typing import Any

from django import forms

from socialportal.common.forms import RecordForm

from ..models import Approval, FactCheck, FactCheckReply
from ..services.fact_check import NOTED


class FactCheckForm(RecordForm):
    """Deadline and message."""

    class Meta:
        model = FactCheck
        fields = ("due_on", "message")
        widgets = {"message": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"due_on": "Giv gerne virksomhederne en uge eller to."}


class ReplyForm(RecordForm):
    """An enterprise's own answer."""

    verdict = forms.ChoiceField(
        label="Passer det?",
        choices=FactCheckReply.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om det er rigtigt."},
    )

    class Meta:
        model = FactCheckReply
        fields = ("verdict", "text")
        labels = {"text": "Hvad skal rettes?"}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "text": "Kun hvis noget skal rettes. Skriv, hvad der står, og hvad der skal stå. Ingen navne på deltagere."
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") == FactCheckReply.Verdict.WRONG and not (data.get("text") or "").strip():
            self.add_error("text", "Skriv, hvad der skal rettes.")
        return data


class NotedReplyForm(ReplyForm):
    """The same, noted by the coordinator for an enterprise that answered another way."""

    how = forms.CharField(
        label="Hvordan fik I svaret?",
        max_length=200,
        help_text="Fx ”I telefonen 3. januar”. Det står ved svaret, at kommunen har noteret det.",
        error_messages={"required": "Skriv, hvordan I fik svaret, fx ”I telefonen 3. januar”."},
    )
    part_fields = {"how": "source_note"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verdict"].label = "Hvad svarede virksomheden?"
        self.fields["how"].initial = self.instance.source_note.removeprefix(NOTED)


class HandleForm(RecordForm):
    """What came of it."""

    handled = forms.ChoiceField(
        label="Hvad blev der gjort?",
        choices=FactCheckReply.Handled.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om det er rettet."},
    )

    class Meta:
        model = FactCheckReply
        fields = ("handled", "handled_note")
        labels = {"handled_note": "Jeres svar til virksomheden"}
        widgets = {"handled_note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"handled_note": "Skal skrives, hvis det ikke rettes. Virksomheden får det som besked."}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("handled") == FactCheckReply.Handled.KEPT and not (data.get("handled_note") or "").strip():
            self.add_error("handled_note", "Skriv til virksomheden, hvorfor det ikke rettes.")
        return data


class AskForm(RecordForm):
    """Asking the chief."""

    class Meta:
        model = Approval
        fields = ("note",)
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"note": "Fx hvad der er nyt i år, eller hvornår rapporten skal på dagsordenen."}


class SendBackForm(RecordForm):
    """Sending it back."""

    class Meta:
        model = Approval
        fields = ("comment",)
        labels = {"comment": "Hvad skal ændres?"}
        widgets = {"comment": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"comment": "Koordinatoren får det som besked."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = True
        self.fields["comment"].error_messages["required"] = "Skriv, hvad der skal ændres."


class ApproveForm(forms.Form):
    """The approval itself: the version and the checksum of what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
