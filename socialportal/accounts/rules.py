"""What a person may do with accounts. Pure predicates over (access, object), registered with the library `rules`.

An object is a municipality, or something that belongs to one (`municipality_id`); without an object the question is whether
the person may do so anywhere, which is what menus and lists ask.
"""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied

from . import roles
from .access import Access
from .models import Municipality


def place_of(obj: Any) -> int | None:
    """The municipality an object belongs to, by id; None for the nation and for no object."""
    if isinstance(obj, Municipality):
        return obj.pk
    return getattr(obj, "municipality_id", None)


def _has_any(access: Access, wanted: tuple[str, ...], obj: Any) -> bool:
    return access.has_any(wanted) if obj is None else access.has_any(wanted, place_of(obj) or -1)


@rules.predicate
def is_administrator(access: Access, obj: Any = None) -> bool:
    """Administrator of the municipality."""
    return _has_any(access, (roles.ADMINISTRATOR,), obj)


@rules.predicate
def leads(access: Access, obj: Any = None) -> bool:
    """Administrator or coordinator of the municipality."""
    return _has_any(access, (roles.ADMINISTRATOR, roles.COORDINATOR), obj)


@rules.predicate
def is_system_administrator(access: Access, obj: Any = None) -> bool:
    """Keeps what is national."""
    return access.is_system_administrator


def may_give(access: Access, place: int | None) -> tuple[str, ...]:
    """The roles somebody may give and end in a municipality (None: the nation), in the order of `roles`."""
    given: set[str] = set()
    for giver, gives in roles.GIVEN_BY.items():
        if access.has(giver) if giver in roles.NATIONAL else place is not None and access.has(giver, place):
            given.update(gives)
    fitting = roles.NATIONAL if place is None else roles.MUNICIPAL
    return tuple(role for role in roles.FIRST_NAMES if role in given and role in fitting)


@rules.predicate
def may_give_this(access: Access, obj: Any = None) -> bool:
    """Whether the role of a membership or invitation is one that the person may give there."""
    if obj is None:
        return leads(access) or is_system_administrator(access)
    return obj.role in may_give(access, place_of(obj))


rules.add_perm("accounts.manage_users", leads | is_system_administrator)
rules.add_perm("accounts.give_role", may_give_this)
rules.add_perm("accounts.manage_teams", leads)
rules.add_perm("accounts.change_municipality", is_administrator)
rules.add_perm("accounts.edit_vocabularies", is_system_administrator)


def may(access: Access, permission: str, obj: Any = None) -> bool:
    """Whether the rule says yes. Commands may do everything. Raises KeyError for a permission nobody has registered."""
    if not rules.perm_exists(permission):
        raise KeyError(permission)
    return access.is_system or rules.has_perm(permission, access, obj)


def demand(access: Access, permission: str, obj: Any = None) -> None:
    """The second door, for services. Raises PermissionDenied when the rule says no."""
    if not may(access, permission, obj):
        raise PermissionDenied
