"""Giving and ending roles."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.audit import bookkeeping
from socialportal.audit.chain import Actor, record
from socialportal.common.periods import overlap
from socialportal.common.records import Conflict

from .. import roles
from ..access import Access
from ..models import Membership, Municipality, Team, User
from ..rules import demand

LAST_ONE = {
    roles.ADMINISTRATOR: "Kommunen skal altid have en administrator. Giv en anden rollen, før du afslutter denne.",
    roles.SYSTEM_ADMINISTRATOR: "Portalen skal altid have en systemadministrator. Giv en anden rollen, før du afslutter denne.",
}


@transaction.atomic
def give_role(
    access: Access,
    *,
    user: User,
    role: str,
    municipality: Municipality | None,
    from_day: dt.date | None = None,
    teams: Iterable[Team] = (),
) -> Membership:
    """Gives a user a role from a day (today). Raises PermissionDenied, or ValidationError when the user has it already."""
    held = Membership(user=user, role=role, municipality=municipality, valid_from=from_day or timezone.localdate())
    demand(access, "accounts.give_role", held)
    return enter(access, held, teams=teams)


def enter(actor: Actor, held: Membership, *, teams: Iterable[Team] = ()) -> Membership:
    """Saves a new role and tells the log. Other services have asked the rule before."""
    User.objects.select_for_update().get(pk=held.user_id)  # two who give the same role at once come one after the other
    held.full_clean()
    others = Membership.objects.filter(user=held.user, role=held.role, municipality=held.municipality)
    if any(overlap(held.valid_from, held.valid_to, other.valid_from, other.valid_to) for other in others):
        raise ValidationError("Brugeren har allerede den rolle i den tid.")
    held.save(force_insert=True)
    held.teams.set(teams)
    changes = {"valid_from": ["", held.span]}
    record(actor, "given", held, changes=changes, municipality_code=held.municipality.code if held.municipality else "")
    return held


@transaction.atomic
def end_role(access: Access, held: Membership, *, expected_version: int, last_day: dt.date | None = None) -> None:
    """Ends a role after a last day, or (without one) at once. A role that never held is taken back.

    Raises PermissionDenied; Conflict; ValidationError for the last administrator, or a day before the role began.
    """
    demand(access, "accounts.give_role", held)
    # All lasting roles of that kind and place are locked, in one order: of two administrators who end each other's
    # roles at once, the second finds herself the last.
    lasting = list(
        Membership.objects.lasting()
        .filter(role=held.role, municipality=held.municipality)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    current = Membership.with_deleted.select_for_update().get(pk=held.pk)
    if current.version != expected_version or current.deleted_at:
        raise Conflict(current)
    if held.role in roles.NEVER_NONE and not any(other.pk != held.pk for other in lasting):
        raise ValidationError(LAST_ONE[held.role])
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    if last_day and current.valid_from and last_day < current.valid_from:
        raise ValidationError({"last_day": "Dagen ligger før den dag, rollen begyndte."})
    last_day = last_day or yesterday
    if current.valid_from and last_day < current.valid_from:
        bookkeeping.remove(access, current, expected_version=expected_version, reason="Rollen nåede ikke at gælde.")
        return
    current.valid_to = last_day
    bookkeeping.change(access, current, expected_version=expected_version, verb="ended")
