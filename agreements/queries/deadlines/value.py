"""One thing that is to be done by a day, as the work list shows it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from socialportal.accounts import roles
from socialportal.accounts.access import Access

from ...models import Delay, Participant


class Kind(StrEnum):
    """What is to be done. The values stand in addresses and in the records of why something came late."""

    PLAN = "plan"
    SHEET = "fremmoede"
    FRAME = "ramme"
    MEETING = "moede"
    DESCRIPTION = "beskrivelse"
    FLEX = "fleksjob"
    FLEX_STATUS = "fleksjob-status"
    AGREEMENT_ENDS = "aftale-slutter"
    TERMS_END = "vilkaar-slutter"
    EVALUATION = "evaluering"
    STEP = "handleplan"


NAMES = {
    Kind.PLAN: "Individuel plan",
    Kind.SHEET: "Fremmødeseddel",
    Kind.FRAME: "Forløbets ramme",
    Kind.MEETING: "Opfølgningsmøde",
    Kind.DESCRIPTION: "Beskrivelse",
    Kind.FLEX: "Opfølgning på fleksjob",
    Kind.FLEX_STATUS: "Status på midlertidigt fleksjob",
    Kind.AGREEMENT_ENDS: "Aftale, der slutter",
    Kind.TERMS_END: "Vilkår, der slutter",
    Kind.EVALUATION: "Evaluering af aftale",
    Kind.STEP: "Trin i handleplan",
}
# LAB § 70 d; all else is what municipality and enterprise agreed with each other.
STATUTORY = frozenset({Kind.FLEX, Kind.FLEX_STATUS})


@dataclass(frozen=True)
class Looker:
    """Who asks, and on which day, for how far ahead."""

    access: Access
    day: dt.date
    limit: dt.date


@dataclass(frozen=True)
class Owner:
    """Whose it is: the responsible consultant's, else the team's, else the municipality's coordinators'."""

    municipality_id: int
    team_id: int | None = None
    team: str = ""
    user_id: int | None = None
    name: str = ""

    @classmethod
    def of(cls, participant: Participant) -> "Owner":
        """The participant's."""
        who = participant.responsible
        return cls(
            municipality_id=participant.municipality_id,  # type: ignore[attr-defined]
            team_id=participant.team_id,  # type: ignore[attr-defined]
            team=participant.team.name,
            user_id=who.pk if who else None,
            name=who.name if who else "",
        )

    def is_mine(self, access: Access) -> bool:
        """One's own; what nobody is responsible for is the whole team's, and without a team the coordinators', so that
        nothing is nobody's.
        """
        if self.user_id is not None:
            return self.user_id == access.user_id
        if self.team_id is not None:
            return self.team_id in access.teams
        return access.has(roles.COORDINATOR, self.municipality_id)

    def is_of_my_team(self, access: Access) -> bool:
        """One's own and one's teams'."""
        return self.is_mine(access) or self.team_id in access.teams

    def said(self, access: Access) -> str:
        """`Din opgave`, `Anna Holm`, `Team Fleksjob` or `Kommunens koordinator`."""
        if self.user_id is not None:
            return "Din opgave" if self.user_id == access.user_id else self.name
        if self.team_id is None:
            return "Kommunens koordinator"
        return self.team if self.team.lower().startswith("team") else f"Team {self.team}"


@dataclass(frozen=True)
class Deadline:
    """Something to be done. `about_id` is the record that `kind` is about; with the day they are what a reason for a delay is
    written on. `title` and `why` may hold a participant's number: they are for pages, never for mails and feeds.
    """

    kind: Kind
    about_id: int
    due: dt.date
    title: str
    why: str
    enterprise_id: int
    enterprise: str
    owner: Owner
    page: str
    action: str
    action_url: str
    delay: Delay | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        """What kind of thing it is, in words without a person."""
        return NAMES[self.kind]

    @property
    def statutory(self) -> bool:
        """Lovfrist, else aftalt."""
        return self.kind in STATUTORY

    @property
    def key(self) -> tuple[str, int, dt.date]:
        """What it is known by."""
        return (self.kind.value, self.about_id, self.due)


Source = Callable[[Looker], "list[Deadline]"]


def must(due: dt.date, day: dt.date) -> str:
    """`skulle` of what is overdue, else `skal`."""
    return "skulle" if due < day else "skal"
