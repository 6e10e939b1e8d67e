"""What upper floors show on a lower floor's page: they register a panel here when they are ready, and nothing looks up."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class PanelRow:
    """One line of a panel: what, since when, how it stands (with a picture before the words, if there is one), and where it
    leads. `day` puts the lines of several panels in order: when what is open is due, or when what happened happened.
    """

    what: str
    url: str = ""
    since: str = ""
    now: str = ""
    picture: str = ""
    day: dt.date | None = None


Panel = Callable[[HttpRequest, Any], Iterable[PanelRow]]
_panels: defaultdict[str, list[Panel]] = defaultdict(list)


def register(place: str, panel: Panel) -> None:
    """Adds a panel to a place such as `enterprise.together`; once, however often it is called."""
    if panel not in _panels[place]:
        _panels[place].append(panel)


def rows(place: str, request: HttpRequest, record: Any) -> list[PanelRow]:
    """All rows for one record, in the order in which the panels were registered."""
    return [row for panel in _panels[place] for row in panel(request, record)]


def in_order(rows: Iterable[PanelRow], *, newest: bool = False) -> list[PanelRow]:
    """Soonest (or overdue longest) first, or newest first; those without a day come last."""
    found = list(rows)
    dated = sorted((row for row in found if row.day), key=lambda row: row.day or dt.date.max, reverse=newest)
    return [*dated, *(row for row in found if not row.day)]
