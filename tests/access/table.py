"""The access table: for every address and every role, what comes back for one's own and for foreign rows.

How to add yours: make `tests/access/rows_<app>.py` with a list `ROWS` and, when your addresses need records, a function
`build(world)` that makes them. Both are picked up by themselves. An address without a row fails the build.

    from .table import Row, Roles as R
    from .world import World
    from tests import factories

    def build(world: World) -> None:
        # Words that stand in a record and may be read by these roles only, wherever they turn up.
        mine = world.plant("Kløverbakken", to=R.SLAGELSE_STAFF)
        theirs = world.plant("Fjordtangen", to=R.KOLDING)
        world.own["meeting"] = NetworkMeeting.objects.create(municipality=world.slagelse, theme=mine, …)
        world.foreign["meeting"] = NetworkMeeting.objects.create(municipality=world.kolding, theme=theirs, …)

    ROWS = [
        Row("enterprises:meetings", ok=R.STAFF),                       # everybody else who is logged in: 403
        Row("enterprises:meeting", key="meeting", ok=R.SLAGELSE_STAFF, foreign_ok=R.KOLDING),   # foreign rows: 404
        Row("enterprises:meeting-restore", key="meeting", ok=R.SLAGELSE_STAFF, post_only=True, done=302),
        Row("enterprises:directory", public=True),
    ]

`key` names a record in `world.own` and `world.foreign`; its address is made from its `pk` or `slug` (`args` says otherwise).
On an own row, those who are not in `ok` get `other` (403: the row exists for them, but not this; say 404 when it does not);
`but={"mentor": 404}` (`foreign_but` for foreign rows) is for single roles. Roles of the other municipality always get 404
for a row of Slagelse; on a row of Kolding everybody gets 404 but `foreign_ok`.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .world import World

LOGIN = 302  # to the login page


class Roles:
    """The twelve who ask: nobody, and the demo's eleven."""

    ANONYMOUS = "anonymous"
    COORDINATOR, CONSULTANT, ADMINISTRATOR, POLITICIAN = "coordinator", "consultant", "administrator", "politician"
    ENTERPRISE_USER, MENTOR, OTHER_ENTERPRISE_USER = "enterprise_user", "mentor", "other_enterprise_user"
    OTHER_COORDINATOR, OTHER_CONSULTANT = "other_coordinator", "other_consultant"
    SURVEY_COORDINATOR, SYSTEM_ADMINISTRATOR = "survey_coordinator", "system_administrator"

    SLAGELSE_STAFF = (COORDINATOR, CONSULTANT, ADMINISTRATOR)
    SLAGELSE = (*SLAGELSE_STAFF, POLITICIAN)
    KOLDING = (OTHER_COORDINATOR, OTHER_CONSULTANT)
    COORDINATORS = (COORDINATOR, OTHER_COORDINATOR)
    CONSULTANTS = (CONSULTANT, OTHER_CONSULTANT)
    STAFF = (*SLAGELSE_STAFF, *KOLDING)
    SUMAK = (ENTERPRISE_USER, MENTOR)
    OF_ENTERPRISES = (*SUMAK, OTHER_ENTERPRISE_USER)
    NATIONAL = (SURVEY_COORDINATOR, SYSTEM_ADMINISTRATOR)
    KNOWN = (*SLAGELSE, *KOLDING, *OF_ENTERPRISES, *NATIONAL)
    ALL = (ANONYMOUS, *KNOWN)


@dataclass(frozen=True)
class Row:
    """One address. See the top of this file."""

    name: str
    ok: tuple[str, ...] = ()
    key: str = ""
    args: Callable[[World, Any], Mapping[str, Any]] | None = None
    query: str = ""
    public: bool = False
    done: int = 200
    other: int = 403
    but: Mapping[str, int] = field(default_factory=dict)
    foreign_ok: tuple[str, ...] | None = None
    foreign_but: Mapping[str, int] = field(default_factory=dict)
    post_only: bool = False
    data: Callable[[World], Mapping[str, Any]] | None = None
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name}{' ' + self.note if self.note else ''}"

    def expected(self, role: str, *, foreign: bool = False) -> int:
        """The status that the role gets."""
        exceptions = self.foreign_but if foreign else self.but
        if role in exceptions:
            return exceptions[role]
        if self.public:
            return self.done
        if role == Roles.ANONYMOUS:
            return LOGIN
        allowed = (self.foreign_ok or ()) if foreign else self.ok
        if role in allowed:
            return self.done
        return 404 if foreign or (self.key and role in Roles.KOLDING) else self.other


def _modules() -> list[Any]:
    package = importlib.import_module(__package__)
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if m.name.startswith("rows_"))
    return [importlib.import_module(f"{__package__}.{name}") for name in names]


def all_rows() -> list[Row]:
    """The rows of every `rows_*.py`."""
    return [row for module in _modules() for row in module.ROWS]


def build_all(world: World) -> None:
    """Makes the records of every `rows_*.py`."""
    for module in _modules():
        if hasattr(module, "build"):
            module.build(world)
