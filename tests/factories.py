"""Records for tests, as plain functions with good defaults. Kept sorted by name; each makes one thing and its needs.

They save directly: what a service does is tested through the service, not through here.
"""

import datetime as dt
import itertools
from collections.abc import Iterable
from typing import Any

from enterprises.models import Enterprise, EnterpriseMembership, Presence, Product, Publication
from enterprises.services.publication import publish
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access, access_of
from socialportal.accounts.models import Membership, Municipality, Team, User

PASSWORD = "en-lang-adgangskode-til-test"
LONG_AGO = dt.date(2015, 1, 1)

_numbers = itertools.count(1)


def access_for(who: User, **options: Any) -> Access:
    """What the middleware would give the user."""
    return access_of(who, **options)


def enterprise(name: str = "Kløverbakken", place: Municipality | None = None, **fields: Any) -> Enterprise:
    """An enterprise, active in `place` since 2015 when a place is given."""
    fields.setdefault("slug", f"virksomhed-{next(_numbers)}")
    made = Enterprise.objects.create(name=name, **fields)
    if place:
        presence(made, place)
    return made


def municipality(code: str = "0330", **fields: Any) -> Municipality:
    """One of the 98, as one that uses the portal."""
    found = Municipality.objects.get(code=code)
    for name, value in {"uses_portal": True, **fields}.items():
        setattr(found, name, value)
    found.save()
    return found


def presence(of: Enterprise, place: Municipality, **fields: Any) -> Presence:
    """The enterprise is active in the municipality since 2015."""
    fields.setdefault("valid_from", LONG_AGO)
    fields.setdefault("kind", Presence.Kind.SOCIAL_ENTERPRISE)
    return Presence.objects.create(enterprise=of, municipality=place, **fields)


def products(of: Enterprise, *names: str) -> None:
    """The enterprise sells that."""
    for order, name in enumerate(names):
        Product.objects.create(enterprise=of, name=name, order=order)


def publication(of: Enterprise, **fields: Any) -> Publication:
    """The enterprise's profile as it is now has been made public."""
    made = publish(SYSTEM, of)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made


def team(name: str, place: Municipality) -> Team:
    """A team of the municipality."""
    return Team.objects.create(name=name, municipality=place)


def user(
    email: str = "",
    role: str = "",
    place: Municipality | None = None,
    *,
    serves: Enterprise | None = None,
    teams: Iterable[Team] = (),
    password: str = PASSWORD,
    **fields: Any,
) -> User:
    """A user with one role since 2015: in `place`, at the enterprise that `serves` names, or national."""
    number = next(_numbers)
    email = email or f"bruger-{number}@test.example"
    made = User.objects.create_user(email, password, name=fields.pop("name", f"Bruger {number}"), **fields)
    if role in roles.OF_ENTERPRISES:
        EnterpriseMembership.objects.create(user=made, enterprise=serves, role=role, valid_from=LONG_AGO)
    elif role:
        held = Membership.objects.create(user=made, role=role, municipality=place, valid_from=LONG_AGO)
        held.teams.set(teams)
    return made
