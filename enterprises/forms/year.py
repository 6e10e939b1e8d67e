"""Forms of what happens in a year: grants, stories."""

from typing import Any

from django import forms
from django.forms import formset_factory, model_to_dict

from socialportal.common.forms import Lines

from ..models import Donor, Grant
from ..services.grants import donors_in_words
from .fields import PresenceChoice, SourceForm, as_money

MOST_DONORS = 60


class DonorForm(forms.ModelForm):
    """One line of a grant's donors."""

    class Meta:
        model = Donor
        fields = ["name", "purpose", "amount", "private_person", "consent_on"]
        labels = {"amount": "Kr.", "consent_on": "Samtykke den"}
        widgets = {"consent_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_money(self.fields["amount"])


class Donors(Lines):
    """All donors of a grant."""

    legend = "Givere"
    lead = (
        "Beløb kan udelades. Tilsammen må de højst være det, der er modtaget. En privatperson nævnes kun ved navn, "
        "når der er givet samtykke."
    )

    def in_words(self) -> str:
        return donors_in_words(self.wanted())

    def wanted(self) -> list[Donor]:
        """The donors as they were written."""
        return [Donor(**{name: line[name] for name in DonorForm.Meta.fields if name in line}) for line in self.lines()]


DonorFormSet = formset_factory(DonorForm, formset=Donors, extra=3, max_num=MOST_DONORS, can_delete=True)


class GrantForm(SourceForm):
    """A grant with its donors."""

    presence = PresenceChoice(label="Modtager")

    class Meta:
        model = Grant
        fields = [
            "presence",
            "year",
            "amount",
            "approximate",
            "includes_municipal",
            "purpose",
            "received_on",
            "period_to",
            "note",
            "source_note",
        ]
        help_texts = {"period_to": "Hvis midlerne dækker frem til en bestemt dag."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_money(self.fields["amount"])
        own = self.fields["presence"].queryset  # type: ignore[attr-defined]
        self.fields["presence"].queryset = own.filter(  # type: ignore[attr-defined]
            municipality__in=self.access.municipalities("coordinator")
        )
        donors = Donor.objects.filter(grant=self.instance) if self.instance.pk else []
        known = [model_to_dict(donor, fields=DonorForm.Meta.fields) for donor in donors]
        self.donors = DonorFormSet(self.data if self.is_bound else None, initial=known, prefix="donors")
        self.formsets = [self.donors]  # type: ignore[list-item]
