"""What an enterprise has open now: places, jobs. Upper floors know, and say here when they are ready how it is found.

The directory narrows by it and shows it; nothing here looks up.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet


@dataclass(frozen=True)
class Opening:
    """`key` in addresses and open data, `label` of the filter, `told` on an enterprise's own page.

    `enterprises` gives the ids of those that have it on a day, as a queryset of one column.
    """

    key: str
    label: str
    told: str
    enterprises: Callable[[dt.date], QuerySet]


_openings: dict[str, Opening] = {}


def register(opening: Opening) -> None:
    """Adds a kind of opening, or puts it in the place of the one with the same key."""
    _openings[opening.key] = opening


def kinds() -> list[Opening]:
    """All of them, in the order in which they were registered."""
    return list(_openings.values())
