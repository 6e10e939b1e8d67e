"""Forms of the way to registration: answers to the criteria, papers, the municipality's own look, the yearly report."""

from typing import Any

from django import forms

from socialportal.common import danish
from socialportal.common.documents import UploadField
from socialportal.common.forms import RecordForm

from ..models import CriterionAnswer, CvrNumber, EnterpriseDocument, RsvCheck, RsvReport
from .fields import name_the_blank


class AnswerForm(RecordForm):
    """How far an enterprise is with one criterion."""

    class Meta:
        model = CriterionAnswer
        fields = ["met", "note"]
        help_texts = {"note": "Hvad der er på plads, og hvad der mangler. Ingen oplysninger om enkelte mennesker."}
        widgets = {"met": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = CriterionAnswer.Met.choices  # type: ignore[attr-defined]
        self.fields["note"].widget.attrs["rows"] = 5


class PaperForm(RecordForm):
    """A paper, and what it shows."""

    upload = UploadField(error_messages={"required": "Vælg en fil."})
    field_order = ["upload", "title", "criterion"]

    class Meta:
        model = EnterpriseDocument
        fields = ["title", "criterion"]
        labels = {"title": "Hvad hedder dokumentet?", "criterion": "Hvilket krav viser det?"}
        help_texts = {"title": "Tomt: det samme som filen. Skriv aldrig et CPR-nummer eller en borgers navn."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["criterion"].empty_label = "Ikke et bestemt"  # type: ignore[attr-defined]


class CheckForm(RecordForm):
    """What the register said on a day, and the municipality's own judgement."""

    in_register = forms.TypedChoiceField(
        label="Står virksomheden i registret som RSV?",
        choices=[("ja", "Ja"), ("nej", "Nej")],
        coerce=lambda value: value == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = RsvCheck
        fields = ["checked_on", "cvr_number", "in_register", "source", "judgement", "note"]
        labels = {"checked_on": "Hvornår så I efter?", "source": "Hvor så I efter?"}
        help_texts = {"judgement": "Jeres egen, ved siden af registrets. Et ja står på den offentlige side."}
        widgets = {"judgement": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["in_register"] = "ja" if self.instance.in_register else "nej"
        else:
            self.initial.pop("in_register", None)  # nobody has looked yet, so there is no likely answer
        numbers = CvrNumber.objects.filter(enterprise=self.instance.enterprise_id)
        if numbers.exists():
            self.fields["cvr_number"].queryset = numbers  # type: ignore[attr-defined]
            self.fields["cvr_number"].empty_label = "Hele virksomheden"  # type: ignore[attr-defined]
        else:
            del self.fields["cvr_number"]
        self.fields["judgement"].choices = RsvCheck.Judgement.choices  # type: ignore[attr-defined]


class ReportForm(RecordForm):
    """Indberettet den …: one of the years that are asked for."""

    class Meta:
        model = RsvReport
        fields = ["year", "sent_on"]
        labels = {"sent_on": "Hvornår indberettede I?"}

    def __init__(self, *args: Any, asked: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.TypedChoiceField(
            label="Regnskabsår",
            choices=[(one.year, f"Det, der sluttede {danish.date(one.ends)}") for one in asked],
            coerce=int,
            initial=self.instance.year,
        )
        self.fields["year"] = field
        if len(asked) != 1:
            name_the_blank(field, "Vælg")
