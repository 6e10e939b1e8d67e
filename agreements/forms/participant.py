"""The form of a participant: a team, a target group, and the municipality's own reference. No name anywhere."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Membership, Team, User

from ..models import Participant
from ..rules import FOLLOWERS
from .fields import WorkForm


class TeamChoice(forms.ModelChoiceField):
    """A team that one may follow participants for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Team.objects.none(),
            **{"label": "Team", "help_text": "Kun teamet og koordinatoren kan se deltageren.", **kwargs},
        )

    def narrow(self, access: Access) -> None:
        """Coordinators: their municipality's teams. Consultants: their own. Where there is one, it is chosen."""
        led = Team.objects.filter(municipality__in=access.municipalities(roles.COORDINATOR))
        self.queryset = (led | Team.objects.filter(pk__in=access.teams)).order_by("name")
        teams = list(self.queryset[:2])
        if len(teams) == 1:
            self.initial = teams[0].pk
            self.empty_label = None
            self.queryset = self.queryset


class ResponsibleChoice(forms.ModelChoiceField):
    """A colleague who follows participants."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            User.objects.none(),
            **{
                "label": "Ansvarlig konsulent",
                "required": False,
                "empty_label": "Ikke valgt",
                "help_text": "Deltagerens frister står under ”Mine” hos den ansvarlige. Vælg en fra teamet.",
                **kwargs,
            },
        )

    def narrow(self, access: Access, current: int | None) -> None:
        """Coordinators and consultants of one's own municipalities, and whoever it is already."""
        held = Membership.objects.active_on(timezone.localdate()).filter(
            role__in=FOLLOWERS, municipality__in=access.municipalities(*FOLLOWERS)
        )
        chosen = Q(pk__in=held.values("user"), is_active=True) | Q(pk=current)
        self.queryset = User.objects.filter(chosen).order_by("name")


class ParticipantForm(WorkForm):
    """Registered or corrected."""

    team = TeamChoice()
    responsible = ResponsibleChoice()

    class Meta:
        model = Participant
        fields = ["team", "responsible", "caseworker", "target_group", "case_reference"]

    def prepare(self) -> None:
        fields: Any = self.fields
        fields["team"].narrow(self.access)
        fields["responsible"].narrow(self.access, self.instance.responsible_id)
        fields["caseworker"].empty_label = "Ikke valgt"
        fields["caseworker"].help_text = "En af kommunens kontakter uden login."
