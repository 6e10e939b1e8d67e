"""Forms about people: inviting, accepting, roles, oneself."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from socialportal.common.forms import DateInput

from .. import roles
from ..access import Access, role_names
from ..models import Municipality
from ..rules import may_give


def role_choices(access: Access) -> list[tuple[str, str]]:
    """The roles that somebody may give where they work now, and nationally, by the names of today."""
    codes = {*may_give(access, access.municipality_id)} if access.municipality_id else set()
    if access.is_system_administrator:
        codes |= {*may_give(access, None), roles.ADMINISTRATOR}
    return [(code, name) for code, name in role_names().items() if code in codes]


class RoleForm(forms.Form):
    """Which role, and (for the system administrator) in which municipality."""

    role = forms.ChoiceField(label="Rolle", widget=forms.RadioSelect)
    municipality = forms.ModelChoiceField(
        label="Kommune",
        queryset=Municipality.objects.none(),
        required=False,
        empty_label="Ingen: en national rolle",
        help_text="Kun for administratorer. Systemadministratorer og undersøgelseskoordinatorer hører ikke til en kommune.",
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.here = access.municipality
        self.fields["role"].choices = role_choices(access)  # type: ignore[attr-defined]
        if access.is_system_administrator:
            self.fields["municipality"].queryset = Municipality.objects.visible_to(access)  # type: ignore[attr-defined]
            self.fields["municipality"].initial = self.here
        else:
            del self.fields["municipality"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role = data.get("role")
        if "municipality" not in self.fields or role in roles.NATIONAL:
            data["municipality"] = None if role in roles.NATIONAL else self.here
        elif role and not data.get("municipality"):
            self.add_error("municipality", "Vælg den kommune, rollen gælder i.")
        return data


class InviteForm(RoleForm):
    """Whom, and to which role."""

    name = forms.CharField(label="Navn", max_length=120)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="Invitationen sendes hertil.")

    field_order = ["name", "email", "role", "municipality"]


class GiveRoleForm(RoleForm):
    """One more role for somebody who has one."""

    from_day = forms.DateField(label="Fra", widget=DateInput, initial=timezone.localdate)


class EndRoleForm(forms.Form):
    """At once, or after a day."""

    NOW, AFTER = "now", "after"

    version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label="Hvornår slutter rollen?",
        choices=[(NOW, "Med det samme"), (AFTER, "Efter en bestemt dag")],
        widget=forms.RadioSelect,
        initial=NOW,
    )
    last_day = forms.DateField(
        label="Rollens sidste dag",
        required=False,
        widget=DateInput,
        help_text="Kun når den slutter efter en bestemt dag.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("when") == self.AFTER and not data.get("last_day"):
            self.add_error("last_day", "Skriv rollens sidste dag.")
        return data

    @property
    def day(self) -> dt.date | None:
        """The last day; None for at once."""
        return self.cleaned_data["last_day"] if self.cleaned_data["when"] == self.AFTER else None


class AcceptForm(forms.Form):
    """A new user's name and password."""

    name = forms.CharField(label="Dit navn", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label="Vælg en adgangskode",
        strip=False,
        help_text="Mindst 12 tegn. En kort sætning er let at huske og svær at gætte.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Skriv adgangskoden igen",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "De to adgangskoder er ikke ens. Skriv den samme to gange.")
        return data


class ProfileForm(forms.Form):
    """One's own name and title."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Navn", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    title = forms.CharField(
        label="Titel",
        max_length=120,
        required=False,
        help_text="Fx sagsbehandler, virksomhedskonsulent eller fleksjobkonsulent.",
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
