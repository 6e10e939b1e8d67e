"""Forms of tasks to be bought."""

from typing import Any

from django import forms
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.common.forms import RecordForm

from ..models import Presence, ProductCategory, Task, TaskInterest
from ..services.task import PUBLISH, may_be_bought_from
from .fields import PresenceChoice, WebAddress, as_money


class TaskForm(RecordForm):
    """What is to be done, where, what counts, until when. Staff say who buys; an enterprise's user buys for the enterprise."""

    buyer = PresenceChoice(
        label="Virksomhed i portalen, der køber", required=False, empty_label="Kommunen eller en anden køber"
    )
    announcement = WebAddress(
        label="Det officielle opslag",
        required=False,
        help_text="Adressen, hvis opgaven er udbudt et andet sted.",
    )
    categories = forms.ModelMultipleChoiceField(
        ProductCategory.objects.all(),
        label="Hvad er det?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De virksomheder, der sælger noget af det, får besked. Vælger du ingen, får alle socialøkonomiske "
        "virksomheder i kommunen besked.",
    )

    class Meta:
        model = Task
        fields = [
            "title",
            "kind",
            "announcement",
            "buyer",
            "buyer_name",
            "contact",
            "what",
            "where",
            "counts",
            "categories",
            "deadline",
        ]
        labels = {
            "title": "Opgavens navn",
            "what": "Hvad skal laves?",
            "where": "Hvor?",
            "counts": "Hvad lægges der vægt på?",
            "deadline": "Meld interesse senest",
            "buyer_name": "Afdeling eller køber",
            "contact": "Kontakt hos køber",
        }
        help_texts = {
            "buyer_name": "Den, der køber, fx Park og Vej.",
            "contact": "Navn og telefon eller e-mail. Ses af de virksomheder, der kan se opgaven.",
            "counts": "Fx pris, kvalitet, levering eller hvem der får arbejdet.",
        }
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].widget.attrs["rows"] = 6
        self.fields["counts"].widget.attrs["rows"] = 3
        if may(self.access, PUBLISH, self.instance if self.instance.pk else None):
            self._buyers(municipality=self.instance.municipality_id)  # type: ignore[attr-defined]
        elif self.instance.pk:
            del self.fields["buyer"]
        else:
            self._buyers(enterprise__in=self.access.own_enterprises("enterprise_user"))
            self.fields["buyer"].required = True
            self.fields["buyer"].label = "Køber"
            found = list(self.fields["buyer"].queryset[:2])  # type: ignore[attr-defined]
            if len(found) == 1:
                self.initial["buyer"], self.fields["buyer"].widget = found[0].pk, forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Who buys is one of two; what is missing is said at the one that can always be written."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("buyer", self.instance.buyer) and not data.get("buyer_name") and "buyer" not in self.errors:
            self.add_error("buyer_name", "Skriv, hvem der køber, fx afdelingen.")
        return data

    def _buyers(self, **narrowed: Any) -> None:
        """Those active today, and the one that stands there already."""
        field: Any = self.fields["buyer"]
        active = Presence.objects.all().active_on(timezone.localdate()).values("pk")
        chosen = field.queryset.filter(pk=self.instance.buyer_id)  # type: ignore[attr-defined]
        field.queryset = field.queryset.filter(pk__in=active, **narrowed) | chosen


class SettleForm(RecordForm):
    """What the task became."""

    bought_from = PresenceChoice(label="Købt hos", required=False, empty_label="Ingen af dem")

    class Meta:
        model = Task
        fields = ["outcome", "bought_from", "outcome_on", "amount"]
        labels = {"outcome": "Hvad blev det til?", "outcome_on": "Afgjort den", "amount": "Beløb i kr."}
        help_texts = {"amount": "Hvis det kendes.", "outcome_on": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_money(self.fields["amount"])
        sellers = may_be_bought_from(self.access, self.instance).values("pk")
        field: Any = self.fields["bought_from"]
        field.queryset = (
            Presence.objects.filter(pk__in=sellers).select_related("enterprise").order_by("enterprise__name")
        )
        if self.instance.outcome_on is None:
            self.initial["outcome_on"] = timezone.localdate()


class InterestForm(RecordForm):
    """An enterprise would like to do it."""

    presence = PresenceChoice()

    class Meta:
        model = TaskInterest
        fields = ["presence", "text"]
        help_texts = {"text": "Fx hvad I kan tilbyde, og hvornår I kan. Kun køberen og kommunen ser den."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 6
        if self.instance.pk:
            del self.fields["presence"]
            return
        field: Any = self.fields["presence"]
        active = Presence.objects.all().active_on(timezone.localdate()).values("pk")
        field.queryset = field.queryset.filter(
            pk__in=active,
            enterprise__in=self.access.own_enterprises("enterprise_user"),
            municipality=self.instance.task.municipality_id,
        )
        if len(found := list(field.queryset[:2])) == 1:
            self.initial["presence"], field.widget = found[0].pk, forms.HiddenInput()


class WithdrawForm(RecordForm):
    """Nothing to write: only the version one looked at."""

    class Meta:
        model = TaskInterest
        fields: list[str] = []


class TaskVerbForm(RecordForm):
    """Nothing to write: only the version one looked at."""

    class Meta:
        model = Task
        fields: list[str] = []
