"""Roles that are held elsewhere than in a municipality or the nation. Upper floors say here how they are given, so that
everybody is invited in one and the same way, and this floor knows nothing of where.

An invitation carries its scope as `<kind>:<id>`, such as `virksomhed:12`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """A kind of place. `record(id)` is what the rule `permission` is asked about, and what it is called in a mail; None when
    it is no more. `held(id, email, role)` says whether somebody has the role; `enter(actor, id, user, role)` gives it.
    """

    permission: str
    record: Callable[[int], Any]
    held: Callable[[int, str, str], bool]
    enter: Callable[[Any, int, Any, str], Any]


_kinds: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """A kind of place, once."""
    _kinds[name] = kind


def of(scope: str) -> tuple[Kind, int]:
    """The kind and the id that a scope names. Raises KeyError for a kind nobody has registered."""
    name, _, number = scope.partition(":")
    return _kinds[name], int(number)


def record_of(scope: str) -> Any:
    """The place itself; None for no scope, and for a place that is no more."""
    if not scope:
        return None
    kind, number = of(scope)
    return kind.record(number)
