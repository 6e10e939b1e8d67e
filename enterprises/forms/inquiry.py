"""Forms of the single entry: the public one with what keeps robots out, and those of whoever follows an inquiry."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.common.forms import RecordForm

from ..models import AdviceSession, Enterprise, Helper, Inquiry, InquiryStep
from .fields import WebAddress, name_the_blank

FASTEST, LONGEST = 3, 24 * 60 * 60  # seconds from the form is shown until it is sent
_SIGNER = signing.TimestampSigner(salt="enterprises.inquiry")


def followers_in(municipality: Municipality | None) -> Any:
    """Those who may follow an inquiry there."""
    held = Membership.objects.active_on(timezone.localdate()).filter(  # type: ignore[attr-defined]
        municipality=municipality, role__in=[roles.COORDINATOR, roles.CONSULTANT]
    )
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name")


class PublicInquiryForm(RecordForm):
    """What anybody may send. A program gives itself away by filling in what nobody sees, or by being too quick; a person it
    happens to sends once more, with everything still there.
    """

    homepage = forms.CharField(label="Lad dette felt stå tomt", required=False)
    shown_at = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Inquiry
        fields = ["municipality", "wish", "name", "email", "phone", "enterprise_name", "idea"]
        labels = {
            "municipality": "Hvilken kommune gælder det?",
            "wish": "Hvad vil du?",
            "name": "Dit navn",
            "email": "Din e-mail",
            "phone": "Dit telefonnummer",
            "enterprise_name": "Virksomhedens navn, hvis den har et",
            "idea": "Fortæl kort om idéen",
        }
        help_texts = {
            "email": "Vi sender et link, som du bekræfter henvendelsen med.",
            "idea": "Hvad skal virksomheden leve af, og hvem skal den være til gavn for? Skriv ikke CPR-numre eller noget om "
            "bestemte menneskers helbred.",
        }
        widgets = {"wish": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Municipality.objects.with_records().order_by("name")
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined]
        self.fields["municipality"].empty_label = "Vælg kommune"  # type: ignore[attr-defined]
        self.fields["wish"].choices = Inquiry.Wish.choices  # type: ignore[attr-defined]
        self.fields["email"].required = True
        for name, kind in (("name", "name"), ("email", "email"), ("phone", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = kind
        self.fields["idea"].widget.attrs["rows"] = 7
        self.fields["shown_at"].initial = _SIGNER.sign("form")
        self.fields["homepage"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "token",
            "shown_at",
            "municipality",
            "wish",
            "idea",
            "enterprise_name",
            "name",
            "email",
            "phone",
            Div("homepage", css_class="sr-only", aria_hidden="true"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("homepage"):
            raise ValidationError(
                "Det så ud, som om et program havde udfyldt formularen. Send den igen, hvis det er dig."
            )
        try:
            _SIGNER.unsign(data.get("shown_at", ""), max_age=LONGEST)
        except signing.BadSignature:
            raise ValidationError("Siden har været åben for længe. Se det igennem, og send igen.") from None
        try:
            _SIGNER.unsign(data["shown_at"], max_age=FASTEST)
        except signing.SignatureExpired:
            return data
        raise ValidationError("Det gik hurtigere, end et menneske kan skrive. Vent et øjeblik, og send igen.")

    def again(self) -> None:
        """Makes the form ready to be sent once more: without what gave it away. A stamp that is still good is kept, so that
        nobody has to wait twice.
        """
        data = self.data.copy()  # type: ignore[attr-defined]
        data["homepage"] = ""
        try:
            _SIGNER.unsign(data.get("shown_at", ""), max_age=LONGEST - FASTEST)
        except signing.BadSignature:
            data["shown_at"] = _SIGNER.sign("form")
        self.data = data


class InquiryForm(RecordForm):
    """One that came by phone, or a correction."""

    class Meta:
        model = Inquiry
        fields = ["received_on", "wish", "name", "phone", "email", "enterprise_name", "idea", "caretaker"]
        labels = {"received_on": "Hvornår kom den?", "idea": "Hvad drejer det sig om?"}
        help_texts = {
            "idea": "Ikke noget om bestemte menneskers helbred.",
            "enterprise_name": "Hvis den har et.",
        }
        widgets = {"wish": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].choices = Inquiry.Wish.choices  # type: ignore[attr-defined]
        self.fields["caretaker"].queryset = followers_in(self.instance.municipality)  # type: ignore[attr-defined]
        self.fields["caretaker"].empty_label = "Ingen endnu"  # type: ignore[attr-defined]


class StepForm(RecordForm):
    """How far it is now, and what happened."""

    class Meta:
        model = InquiryStep
        fields = ["state", "on", "note"]
        labels = {"state": "Hvor langt er vi nu?", "on": "Hvilken dag?", "note": "Hvad skete der?"}
        help_texts = {
            "state": "Er det kun en bemærkning, så lad svaret stå. Man kan også gå et skridt tilbage.",
            "note": "Bliver den opgivet, så skriv hvorfor.",
        }
        widgets = {"state": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Inquiry.State.NEW if self.instance.inquiry.state == Inquiry.State.NEW else None
        choices = [pair for pair in Inquiry.State.choices if pair[0] != Inquiry.State.NEW or known]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        self.fields["note"].widget.attrs["rows"] = 4


class BecameForm(RecordForm):
    """Which of the enterprises it became."""

    class Meta:
        model = Inquiry
        fields: list[str] = []

    became = forms.ModelChoiceField(
        Enterprise.objects.order_by("name"), label="Hvilken virksomhed blev det til?", empty_label="Vælg en virksomhed"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("became", self.instance.enterprise_id)


class AdviceForm(RecordForm):
    """A conversation: few fields, most of them filled in."""

    class Meta:
        model = AdviceSession
        fields = ["topic", "held_on", "inquiry", "enterprise", "with_whom", "minutes", "advised_by", "note"]
        labels = {"topic": "Hvad handlede det om?", "with_whom": "Eller en anden"}
        help_texts = {"with_whom": "Hvis det hverken er en henvendelse eller en virksomhed i portalen."}
        widgets = {"topic": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = AdviceSession.Topic.choices  # type: ignore[attr-defined]
        here = self.instance.municipality
        inquiries = self.fields["inquiry"].queryset.filter(municipality=here)  # type: ignore[attr-defined]
        self.fields["inquiry"].queryset = inquiries  # type: ignore[attr-defined]
        enterprises = self.fields["enterprise"].queryset.filter(presences__municipality=here)  # type: ignore[attr-defined]
        self.fields["enterprise"].queryset = enterprises.distinct()  # type: ignore[attr-defined]
        self.fields["advised_by"].queryset = followers_in(here)  # type: ignore[attr-defined]
        for name in ("inquiry", "enterprise"):
            self.fields[name].empty_label = "Ingen"  # type: ignore[attr-defined]
        self.fields["advised_by"].empty_label = "Ikke oplyst"  # type: ignore[attr-defined]
        self.fields["note"].widget.attrs["rows"] = 3


class HelperForm(RecordForm):
    """Who helps with what."""

    class Meta:
        model = Helper
        fields = ["kind", "name", "helps_with", "contact", "website", "order"]
        help_texts = {"order": "Plads blandt dem af samme slags. 0: sidst."}
        field_classes = {"website": WebAddress}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_the_blank(self.fields["kind"], "Vælg")
        self.fields["helps_with"].widget.attrs["rows"] = 3
