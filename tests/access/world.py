"""The small world of the access table: two municipalities, three enterprises, the demo's eleven users."""

from dataclasses import dataclass, field
from typing import Any

from enterprises.models import Enterprise
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality, User
from tests import factories


@dataclass
class World:
    """Who and what there is. `own` are records of Slagelse (or Sumak), `foreign` the same kinds in Kolding."""

    slagelse: Municipality
    kolding: Municipality
    sumak: Enterprise
    veteranhaven: Enterprise
    fjordtangen: Enterprise
    users: dict[str, User]
    own: dict[str, Any] = field(default_factory=dict)
    foreign: dict[str, Any] = field(default_factory=dict)
    planted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def plant(self, word: str, *, to: tuple[str, ...]) -> str:
        """A word that no other role may read in any body. Planted twice, it may be read by both groups."""
        self.planted[word] = tuple({*self.planted.get(word, ()), *to})
        return word


def make_world() -> World:
    """Everything that the apps build upon."""
    slagelse, kolding = factories.municipality("0330"), factories.municipality("0621")
    sumak = factories.enterprise("Sumak", slagelse, slug="sumak")
    veteranhaven = factories.enterprise("VeteranHaven", slagelse, slug="veteranhaven")
    fjordtangen = factories.enterprise("Havnehuset", kolding, slug="havnehuset")
    team, other_team = factories.team("Fleksjobteamet", slagelse), factories.team("Jobteamet", kolding)

    def one(email: str, role: str, place: Municipality | None = None, **more: Any) -> User:
        return factories.user(email, role, place, name=email.split("@")[0].capitalize(), **more)

    return World(
        slagelse=slagelse,
        kolding=kolding,
        sumak=sumak,
        veteranhaven=veteranhaven,
        fjordtangen=fjordtangen,
        users={
            "coordinator": one("koordinator@slagelse.example", roles.COORDINATOR, slagelse),
            "consultant": one("konsulent@slagelse.example", roles.CONSULTANT, slagelse, teams=[team]),
            "administrator": one("administrator@slagelse.example", roles.ADMINISTRATOR, slagelse),
            "politician": one("politiker@slagelse.example", roles.POLITICIAN, slagelse),
            "enterprise_user": one("redaktoer@sumak.example", roles.ENTERPRISE_USER, serves=sumak),
            "mentor": one("mentor@sumak.example", roles.MENTOR, serves=sumak),
            "other_enterprise_user": one("redaktoer@veteranhaven.example", roles.ENTERPRISE_USER, serves=veteranhaven),
            "other_coordinator": one("koordinator@kolding.example", roles.COORDINATOR, kolding),
            "other_consultant": one("konsulent@kolding.example", roles.CONSULTANT, kolding, teams=[other_team]),
            "survey_coordinator": one("undersoegelse@socialportal.example", roles.SURVEY_COORDINATOR),
            "system_administrator": one("drift@socialportal.example", roles.SYSTEM_ADMINISTRATOR),
        },
        own={"team": team, "enterprise": sumak},
        foreign={"team": other_team, "enterprise": fjordtangen},
    )
