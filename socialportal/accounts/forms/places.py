"""Forms about a municipality: settings, logo, units, teams."""

import secrets
from typing import Any

from django import forms
from django.core.files.base import ContentFile

from socialportal.common.forms import FROM_DAY, DatedForm, RecordForm
from socialportal.common.pictures import clean_png

from .. import roles
from ..models import Membership, Municipality, Team, UnitName

LONGEST_SIDE = 400


class MunicipalityForm(RecordForm):
    """What decides figures and looks."""

    class Meta:
        model = Municipality
        fields = ["threshold", "figures_from", "accent", "approves_profiles"]
        widgets = {"threshold": forms.RadioSelect}
        help_texts = {
            "threshold": "Offentlige tal om personer er aldrig mindre end dette. Det gælder ikke antal virksomheder.",
        }


class LogoForm(forms.Form):
    """A new logo."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    logo = forms.FileField(
        label="Billede",
        help_text="PNG, JPEG eller WebP på højst 2 MB. Det gøres mindre, hvis det er over 400 punkter på en led.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean_logo(self) -> ContentFile:
        """The picture made anew, under a name that nobody can guess or choose."""
        return clean_png(self.cleaned_data["logo"], longest_side=LONGEST_SIDE, name=f"{secrets.token_hex(8)}.png")


class UnitNameForm(DatedForm):
    """What a unit is called. Mostly a unit gets a new name on a day."""

    likely = FROM_DAY

    class Meta:
        model = UnitName
        fields = ["unit", "name", "valid_from", "source_note"]
        labels = {"valid_from": "Navnet gælder fra"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["unit"]


class TeamForm(RecordForm):
    """A team and who is in it."""

    members = forms.ModelMultipleChoiceField(
        label="Medlemmer",
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kun teamets medlemmer kan se de deltagere, der hører til teamet.",
    )

    class Meta:
        model = Team
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(
            municipality=self.instance.municipality, role__in=(roles.CONSULTANT, roles.COORDINATOR), valid_to=None
        ).select_related("user")
        self.fields["members"].queryset = people.order_by("user__name")  # type: ignore[attr-defined]
        if self.instance.pk:
            self.fields["members"].initial = list(self.instance.memberships.all())

    @property
    def links(self) -> dict[str, list[Any]]:
        """The members, under the name of the relation."""
        return {"memberships": list(self.cleaned_data.get("members", []))}
