"""The first door: what a person may see, read once per request into a frozen value that rules and scopes take."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from . import roles
from .models import Membership, Municipality, RoleName, User


@dataclass(frozen=True)
class Access:
    """Who acts, and where. `roles` holds (role, municipality id or None); `enterprises` (role, enterprise id).

    `municipality` is the one in focus. Values with `compare=False` are for showing, never for deciding.
    """

    user_id: int | None = None
    acting_as: str = ""
    roles: frozenset[tuple[str, int | None]] = frozenset()
    teams: frozenset[int] = frozenset()
    enterprises: frozenset[tuple[str, int]] = frozenset()
    municipality_id: int | None = None
    is_system: bool = False
    municipality: Municipality | None = field(default=None, compare=False, repr=False)
    enterprise_names: dict[int, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_known(self) -> bool:
        """Whether somebody is logged in at all."""
        return self.user_id is not None

    def has(self, role: str, municipality_id: int | None = None) -> bool:
        """Whether the person has that role there (None: in any place)."""
        return any(r == role and municipality_id in (None, place) for r, place in self.roles)

    def has_any(self, wanted: Iterable[str], municipality_id: int | None = None) -> bool:
        """Whether the person has one of the roles there."""
        return any(self.has(role, municipality_id) for role in wanted)

    def municipalities(self, *wanted: str) -> frozenset[int]:
        """Where the person has one of the roles (any role, when none is named)."""
        return frozenset(place for role, place in self.roles if place is not None and (not wanted or role in wanted))

    def own_enterprises(self, *wanted: str) -> frozenset[int]:
        """The enterprises for which the person is user or mentor."""
        return frozenset(place for role, place in self.enterprises if not wanted or role in wanted)

    def only(self, opens: "Callable[[Access], bool]") -> "Access":
        """With those roles that open something by themselves: `opens` is asked about each alone."""
        none: frozenset[Any] = frozenset()
        return replace(
            self,
            roles=frozenset(
                one for one in self.roles if opens(replace(self, roles=frozenset({one}), enterprises=none))
            ),
            enterprises=frozenset(
                one for one in self.enterprises if opens(replace(self, roles=none, enterprises=frozenset({one})))
            ),
        )

    @property
    def here(self) -> frozenset[str]:
        """The roles that decide what is offered now: those in the municipality in focus, national ones, those at enterprises."""
        in_focus = {role for role, place in self.roles if place in (None, self.municipality_id)}
        return frozenset(in_focus | {role for role, _ in self.enterprises})

    @property
    def is_system_administrator(self) -> bool:
        """Edits national vocabularies; sees no participants."""
        return self.has(roles.SYSTEM_ADMINISTRATOR)


FOCUS = "municipality"  # key of the session: the municipality that a user with several has chosen

ANONYMOUS = Access()
# Commands and what time makes due. Never made from a request.
SYSTEM = Access(acting_as="Systemet", is_system=True)

# Upper floors add who serves which enterprise: (user, or a reference to one; day) → rows of (role, enterprise id, its name).
# `enterprises` does so when it is ready.
EnterpriseRoles = Callable[[Any, dt.date], QuerySet]
enterprise_roles: list[EnterpriseRoles] = []

_ORDER = [*roles.FIRST_NAMES]


def role_names(day: dt.date | None = None) -> dict[str, str]:
    """What every role is called on a day (today)."""
    rows = RoleName.objects.active_on(day or timezone.localdate()).values_list("code", "name")
    return {**roles.FIRST_NAMES, **dict(rows)}


def access_of(user: User, *, day: dt.date | None = None, focus: int | None = None) -> Access:
    """Reads a user's roles as they are on a day (today, unless told): one query, two for people of enterprises.

    `focus` is the municipality the user wants to work in, if the user has a role there; else the one of the first role in
    the order of `roles`.
    """
    if not user.is_active:
        return ANONYMOUS
    day = day or timezone.localdate()
    # Most of the municipality's people serve no enterprise: that is told with their roles, for it is read on every page.
    serves = Q(pk__in=[])
    for source in enterprise_roles:
        serves |= Q(Exists(source(OuterRef("user"), day)))
    role_name = RoleName.objects.active_on(day).filter(code=OuterRef("role")).values("name")[:1]
    # One row per role and team: a query of its own for the teams would be paid on every page.
    rows = list(
        Membership.objects.active_on(day)
        .filter(user=user)
        .select_related("municipality")
        .annotate(
            live_team=FilteredRelation("teams", condition=Q(teams__deleted_at=None)),
            team=F("live_team__pk"),
            role_name=Subquery(role_name),
            serves=serves,
        )
        .order_by("municipality__name", "pk")
    )
    rows.sort(key=lambda row: _ORDER.index(row.role))  # stable: within a role by name of the municipality
    places = {row.municipality_id: row.municipality for row in rows if row.municipality_id}
    here = focus if focus in places else next(iter(places), None)
    asked = enterprise_roles if not rows or rows[0].serves else []
    served = [row for source in asked for row in source(user, day).annotate(role_name=Subquery(role_name))]
    held = [row for row in rows if row.municipality_id in (here, None)]
    acting_as = ""
    if held:
        acting_as = held[0].role_name or roles.FIRST_NAMES[held[0].role]
    elif served:
        first = min(served, key=lambda row: _ORDER.index(row[0]))
        acting_as = first[-1] or roles.FIRST_NAMES[first[0]]
    return Access(
        user_id=user.pk,
        acting_as=acting_as,
        roles=frozenset((row.role, row.municipality_id) for row in rows),
        teams=frozenset(row.team for row in rows if row.team is not None),
        enterprises=frozenset((role, pk) for role, pk, _, _ in served),
        municipality_id=here,
        municipality=places.get(here) if here else None,
        enterprise_names={pk: name for _, pk, name, _ in served},
    )
