"""The second door, role by role. Every permission that accounts registers stands here."""

import pytest
import rules
from django.core.exceptions import PermissionDenied

from socialportal.accounts import roles
from socialportal.accounts.access import ANONYMOUS, SYSTEM, Access
from socialportal.accounts.models import Invitation, Membership, Municipality, Team
from socialportal.accounts.rules import demand, may, may_give

HERE, THERE = Municipality(pk=1), Municipality(pk=2)


def who(role: str, place: int | None = 1) -> Access:
    return Access(user_id=7, roles=frozenset({(role, None if role in roles.NATIONAL else place)}))


ALLOWED = {
    "accounts.manage_users": {roles.ADMINISTRATOR, roles.COORDINATOR, roles.SYSTEM_ADMINISTRATOR},
    "accounts.manage_teams": {roles.ADMINISTRATOR, roles.COORDINATOR},
    "accounts.change_municipality": {roles.ADMINISTRATOR},
    "accounts.edit_vocabularies": {roles.SYSTEM_ADMINISTRATOR},
    "accounts.give_role": {roles.ADMINISTRATOR, roles.COORDINATOR, roles.SYSTEM_ADMINISTRATOR},
}


def test_every_permission_is_here() -> None:
    assert {name for name in rules.permissions.permissions if name.startswith("accounts.")} == ALLOWED.keys()


@pytest.mark.parametrize("permission", ALLOWED)
@pytest.mark.parametrize("role", [*roles.MUNICIPAL, *roles.NATIONAL])
def test_in_general(permission: str, role: str) -> None:
    assert may(who(role), permission) is (role in ALLOWED[permission])


@pytest.mark.parametrize("permission", ALLOWED)
def test_nobody_without_a_role(permission: str) -> None:
    assert not may(ANONYMOUS, permission)
    assert not may(Access(user_id=7), permission)


@pytest.mark.parametrize("permission", ["accounts.manage_teams", "accounts.change_municipality"])
@pytest.mark.parametrize("role", roles.MUNICIPAL)
def test_only_in_ones_own_municipality(permission: str, role: str) -> None:
    assert may(who(role), permission, HERE) is (role in ALLOWED[permission])
    assert may(who(role), permission, Team(municipality_id=1)) is (role in ALLOWED[permission])
    assert not may(who(role), permission, THERE)
    assert not may(who(role), permission, Team(municipality_id=2))
    assert not may(who(role), permission, Team())  # what belongs to nobody is nobody's


@pytest.mark.parametrize(
    ("giver", "gives"),
    [
        (roles.ADMINISTRATOR, (roles.COORDINATOR, roles.CONSULTANT, roles.ADMINISTRATOR, roles.POLITICIAN)),
        (roles.COORDINATOR, (roles.COORDINATOR, roles.CONSULTANT, roles.POLITICIAN)),
        (roles.CONSULTANT, ()),
        (roles.POLITICIAN, ()),
        (roles.SYSTEM_ADMINISTRATOR, (roles.ADMINISTRATOR,)),
        (roles.SURVEY_COORDINATOR, ()),
    ],
)
def test_which_roles_one_may_give(giver: str, gives: tuple[str, ...]) -> None:
    assert may_give(who(giver), 1) == gives
    assert may_give(who(giver), 2) == (gives if giver in roles.NATIONAL else ())
    national = roles.NATIONAL if giver == roles.SYSTEM_ADMINISTRATOR else ()
    assert may_give(who(giver), None) == national
    for role in roles.MUNICIPAL:
        for thing in (Membership, Invitation):
            assert may(who(giver), "accounts.give_role", thing(role=role, municipality_id=1)) is (role in gives)


def test_the_second_door_shuts() -> None:
    demand(who(roles.ADMINISTRATOR), "accounts.change_municipality", HERE)
    demand(SYSTEM, "accounts.change_municipality", HERE)
    with pytest.raises(PermissionDenied):
        demand(who(roles.ADMINISTRATOR), "accounts.change_municipality", THERE)


def test_a_permission_that_nobody_registered_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        demand(SYSTEM, "accounts.fly")
