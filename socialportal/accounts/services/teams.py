"""Teams of consultants."""

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.audit import bookkeeping

from ..access import Access
from ..models import Team
from ..rules import demand


def _check_members(team: Team, links: bookkeeping.Links | None) -> None:
    for members in (links or {}).values():
        if any(member.municipality_id != team.municipality_id for member in members):  # type: ignore[attr-defined]
            raise ValidationError("Et team kan kun have medlemmer fra sin egen kommune.")


@transaction.atomic
def add_team(access: Access, team: Team, *, links: bookkeeping.Links | None = None) -> Team:
    """A new team. Raises PermissionDenied, or ValidationError when the name is taken."""
    demand(access, "accounts.manage_teams", team)
    _check_members(team, links)
    return bookkeeping.add(access, team, links=links)


@transaction.atomic
def change_team(access: Access, team: Team, *, expected_version: int, links: bookkeeping.Links | None = None) -> Team:
    """A new name, other members. Raises PermissionDenied, ValidationError, Conflict."""
    demand(access, "accounts.manage_teams", team)
    _check_members(team, links)
    return bookkeeping.change(access, team, expected_version=expected_version, links=links)


def in_use(team: Team) -> bool:
    """Whether a record on an upper floor belongs to the team: then nobody would see it any more."""
    for relation in team._meta.related_objects:
        if relation.many_to_many:
            continue
        if relation.related_model._default_manager.filter(**{relation.field.name: team}).exists():
            return True
    return False


@transaction.atomic
def remove_team(access: Access, team: Team, *, expected_version: int, reason: str = "") -> None:
    """Puts the team in the trash. Raises PermissionDenied, Conflict, ValidationError while participants belong to it."""
    demand(access, "accounts.manage_teams", team)
    if in_use(team):
        raise ValidationError("Teamet har deltagere. Flyt dem til et andet team, før du sletter det.")
    bookkeeping.remove(access, team, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_team(access: Access, team: Team) -> Team:
    """Takes the team out of the trash. Raises PermissionDenied, ValidationError."""
    demand(access, "accounts.manage_teams", team)
    return bookkeeping.restore(access, team)
