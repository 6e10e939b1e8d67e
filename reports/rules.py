"""What a person may do with strategy and report, and what a goal must say. Pure: no database of its own.

| permission | coordinator | consultant | administrator, politician, enterprise, mentor, everybody else |
|---|---|---|---|
| `reports.read_draft`: strategy, and the working copy with everything in it | yes | yes | no |
| `reports.edit_strategy`: strategy, goals, points, decisions, committees | yes | no | no |
| `reports.edit_report`: open a year, texts, recommendations, explanations, stories, references | yes | no | no |
| `reports.read_created`: ”Det har vi skabt” of an enterprise in their municipality | yes | yes | the enterprise's own user |

Each holds in the municipality of the object only; without an object the question is "anywhere", which menus and lists ask.
Politicians and the public read published reports, which have a door of their own when publishing comes.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

import rules

from enterprises import rules as at_enterprise
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality


def place_of(obj: Any) -> int | None:
    """The municipality an object belongs to, by id; None when it belongs to none yet."""
    if isinstance(obj, Municipality):
        return obj.pk
    own = getattr(obj, "municipality_id", None)
    return own if own is not None else getattr(getattr(obj, "municipality", None), "pk", None)


def _has_any(access: Access, wanted: tuple[str, ...], obj: Any) -> bool:
    if obj is None:
        return access.has_any(wanted)
    place = place_of(obj)
    return place is not None and access.has_any(wanted, place)


@rules.predicate
def coordinates(access: Access, obj: Any = None) -> bool:
    """Coordinator of the municipality."""
    return _has_any(access, (roles.COORDINATOR,), obj)


@rules.predicate
def consults(access: Access, obj: Any = None) -> bool:
    """Consultant of the municipality."""
    return _has_any(access, (roles.CONSULTANT,), obj)


rules.add_perm("reports.read_draft", coordinates | consults)
rules.add_perm("reports.edit_strategy", coordinates)
rules.add_perm("reports.edit_report", coordinates)
rules.add_perm(
    "reports.read_created", at_enterprise.is_coordinator | at_enterprise.is_consultant | at_enterprise.is_own_user
)


# --- What a goal of each kind must say (domain-model §6, E13) ---------------------------------------------------------
def goal_problems(
    kind: str,
    *,
    indicator: str = "",
    target: int | None = None,
    target_max: int | None = None,
    due_on: dt.date | None = None,
    year: int | None = None,
) -> dict[str, str]:
    """What is missing or too much for the kind, by field, said as what to do; empty when all is well.

    once: happens or not, so no numbers unless it is measured. stock: a number on a day. yearly: a number each year.
    range: two numbers, perhaps for one year only.
    """
    problems: dict[str, str] = {}
    if kind in {"stock", "yearly", "range"} and target is None:
        problems["target"] = "Skriv det tal, målet er nået ved."
    elif indicator and target is None:
        problems["target"] = "Et mål, der måles på et tal, skal have et måltal."
    if kind == "range":
        if target_max is None:
            problems["target_max"] = "Skriv det højeste af de to tal."
        elif target is not None and target_max <= target:
            problems["target_max"] = "Det højeste tal skal være større end det laveste."
    elif target_max is not None:
        problems["target_max"] = "Kun et mål mellem to tal har et højeste tal. Slet det her."
    if kind == "stock" and due_on is None:
        problems["due_on"] = "Skriv den dag, bestanden skal være nået."
    if kind in {"stock", "yearly"} and year is not None:
        problems["year"] = "Kun mål, der gælder ét år, har et årstal. Slet det her."
    return problems


# --- Keys: short names that texts point at ------------------------------------------------------------------------------
# Danish letters as Danes write them without.
_PLAIN: dict[int, str | int | None] = {
    ord(letter): plain for letter, plain in {"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "oe"}.items()
}


def key_from(title: str, taken: Iterable[str], *, longest: int) -> str:
    """`Job til fleksjobberettigede` → `job-til-fleksjobberettigede`; a number is added when somebody has it already.

    Danish letters as Danes spell them without: æ ae, ø oe, å aa.
    """
    plain = title.lower().translate(_PLAIN)
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "punkt"
    used, number = set(taken), 1
    candidate = stem[:longest].strip("-")
    while candidate in used:
        number += 1
        ending = f"-{number}"
        candidate = stem[: longest - len(ending)].strip("-") + ending
    return candidate
