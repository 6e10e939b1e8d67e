"""Tables of users, municipalities, roles and invitations."""

from .invitation import Invitation, _expiry
from .membership import Membership, RoleName, Team
from .municipality import Municipality, UnitName, check_accent
from .user import User

__all__ = [
    "Invitation",
    "Membership",
    "Municipality",
    "RoleName",
    "Team",
    "UnitName",
    "User",
    "_expiry",
    "check_accent",
]
