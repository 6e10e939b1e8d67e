"""`/konto/teams/`."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove, RecordTrash

from ..doors import allow
from ..forms.places import TeamForm
from ..models import Team
from ..services import teams as services
from .municipality import in_focus


def teams(request: HttpRequest) -> HttpResponse:
    """The teams of the municipality in focus, with their members."""
    place = in_focus(request)
    allow(request, "accounts.manage_teams", place)
    rows = list(Team.objects.filter(municipality=place).prefetch_related("memberships__user"))
    context = {"title": "Teams", "teams": rows, "count_text": danish.count(len(rows), "team", "teams")}
    return render(request, "accounts/teams.html", context)


class OfTeams:
    """What the pages of a team share."""

    model = Team
    permission = "accounts.manage_teams"
    form_class = TeamForm

    def done_url(self, record: Any) -> str:
        """All lead back to the list."""
        return reverse("accounts:teams")

    def cancel_url(self, record: Any) -> str:
        """As does leaving."""
        return reverse("accounts:teams")


class AddTeam(OfTeams, RecordAdd):
    """A new team."""

    service = staticmethod(services.add_team)
    title = "Opret et team"

    def start(self) -> Team:
        return Team(municipality=in_focus(self.request))


class EditTeam(OfTeams, RecordEdit):
    """Its name and members."""

    change = staticmethod(services.change_team)


class RemoveTeam(OfTeams, RecordRemove):
    """Only a team without participants can go."""

    service = staticmethod(services.remove_team)


class TeamTrash(OfTeams, RecordTrash):
    """Teams deleted within 30 days."""

    restore = staticmethod(services.restore_team)
    title = "Slettede teams"
    back_url_name = "accounts:teams"

    def visible(self) -> QuerySet:
        """Deleted teams of the municipality in focus."""
        place = in_focus(self.request)  # type: ignore[attr-defined]
        return Team.with_deleted.restorable().filter(Q(municipality=place))
