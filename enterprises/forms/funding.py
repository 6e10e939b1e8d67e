"""Forms of fund mailings and applications."""

from typing import Any

from django import forms
from django.forms import formset_factory, model_to_dict
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.common.forms import DateInput, Lines, RecordForm

from ..models import FundCall, FundMailing, GrantApplication, Presence
from ..services.fund_mailing import calls_in_words
from .fields import PresenceChoice, WebAddress, as_money
from .year import DonorFormSet, GrantForm

MOST_CALLS = 60


class CallForm(forms.ModelForm):
    """One line of a mailing's calls."""

    website = WebAddress(label="Hjemmeside", required=False)

    class Meta:
        model = FundCall
        fields = ["name", "gives_to", "deadline", "website"]
        widgets = {"deadline": DateInput()}


class Calls(Lines):
    """All calls of a mailing."""

    legend = "Puljer og fonde"
    lead = "Dem, der er værd at søge nu. Frist og hjemmeside kan stå tomme."

    def in_words(self) -> str:
        return calls_in_words(self.wanted())

    def wanted(self) -> list[FundCall]:
        """The calls as they were written."""
        return [
            FundCall(**{name: line[name] for name in CallForm.Meta.fields if name in line}) for line in self.lines()
        ]


CallFormSet = formset_factory(CallForm, formset=Calls, extra=3, max_num=MOST_CALLS, can_delete=True)


class FundMailingForm(RecordForm):
    """A draft with its calls."""

    class Meta:
        model = FundMailing
        fields = ["title", "text"]
        help_texts = {"text": "Står øverst i mailen, over puljerne."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 6
        calls = FundCall.objects.filter(mailing=self.instance) if self.instance.pk else []
        known = [model_to_dict(call, fields=CallForm.Meta.fields) for call in calls]
        self.calls = CallFormSet(self.data if self.is_bound else None, initial=known, prefix="calls")
        self.formsets = [self.calls]  # type: ignore[list-item]


class NoteMailingForm(FundMailingForm):
    """One that was sent outside the portal."""

    sent_on = forms.DateField(label="Sendt", widget=DateInput)
    receivers = forms.IntegerField(label="Modtagere", required=False, min_value=1, max_value=30000)
    field_order = ["title", "sent_on", "receivers", "text"]


class SendForm(RecordForm):
    """Nothing to write: only the version one looked at."""

    class Meta:
        model = FundMailing
        fields: list[str] = []


class ApplicationForm(RecordForm):
    """An application. Whose it is, is chosen once; that the municipality has signed, is said by its coordinator."""

    presence = PresenceChoice(label="Ansøger")

    class Meta:
        model = GrantApplication
        fields = ["presence", "fund", "purpose", "amount", "applied_on", "written_by", "co_signed"]
        labels = {"written_by": "Hvem skrev ansøgningen?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_money(self.fields["amount"])
        if self.instance.pk:
            del self.fields["presence"]
        else:
            self.narrow()
        if not may(self.access, "enterprises.co_sign_application", self.instance if self.instance.pk else None):
            del self.fields["co_signed"]

    def narrow(self) -> None:
        """Staff choose among their municipalities', others among those they are users of, active today."""
        access, today = self.access, timezone.localdate()
        staff = access.municipalities("coordinator", "consultant")
        own = access.own_enterprises("enterprise_user")
        field: Any = self.fields["presence"]
        mine = field.queryset.filter(municipality__in=staff) | field.queryset.filter(
            enterprise__in=own, pk__in=Presence.objects.all().active_on(today).values("pk")
        )
        field.queryset = mine
        if not staff and len(found := list(mine[:2])) == 1:
            self.initial["presence"], field.widget = found[0].pk, forms.HiddenInput()


class AnswerForm(RecordForm):
    """What the fund answered."""

    class Meta:
        model = GrantApplication
        fields = ["result", "answered_on"]
        help_texts = {"answered_on": "Står tomt, mens der ventes på svar."}
        widgets = {"result": forms.RadioSelect}


class GrantOfApplicationForm(GrantForm):
    """The grant that an application led to, filled in from it."""

    answered_on = forms.DateField(label="Svar modtaget", widget=DateInput)
    field_order = ["answered_on"]

    def __init__(self, *args: Any, application: GrantApplication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["presence"]
        self.fields["answered_on"].initial = application.answered_on or timezone.localdate()
        donor = {"name": application.fund, "amount": application.amount}
        self.donors = DonorFormSet(self.data if self.is_bound else None, initial=[donor], prefix="donors")
        self.formsets = [self.donors]  # type: ignore[list-item]
