"""Who at the municipality is told when something happens to a participant."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.models import Membership, User

from ..models import Participant


def followers_of(participant: Participant, day: dt.date | None = None) -> QuerySet[User]:
    """The responsible consultant, while she can see the participant; else those of the team that follows the participant; else
    the municipality's coordinators, so that nothing is told to nobody.
    """
    rows: Any = Membership.objects
    held = rows.active_on(day or timezone.localdate()).filter(
        municipality=participant.municipality, user__is_active=True
    )
    team = held.filter(role=roles.CONSULTANT, teams=participant.team)
    coordinators = held.filter(role=roles.COORDINATOR)
    mine = {"user": participant.responsible_id}  # type: ignore[attr-defined]
    for found in (team.filter(**mine), coordinators.filter(**mine), team, coordinators):
        users = User.objects.filter(pk__in=found.values("user")).order_by("pk")
        if users.exists():
            return users
    return User.objects.none()
