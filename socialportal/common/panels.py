"""What upper floors show on a lower floor's page: they register a panel here when they are ready, and nothing looks up.

A page that has room for many panels asks with its own row which of them have anything to tell (`knowing`); the rest cost it
nothing.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
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
# What a panel is about: a model, and the way from its rows to the record.
About = tuple[type[Model], str]
_panels: defaultdict[str, list[Panel]] = defaultdict(list)
_about: dict[tuple[str, Panel], About] = {}


def register(place: str, panel: Panel, about: About | None = None) -> None:
    """Adds a panel to a place such as `enterprise.together`; once, however often it is called. One that is `about` the rows of
    a model is not asked for a record that is known to have none.
    """
    if panel not in _panels[place]:
        _panels[place].append(panel)
    if about:
        _about[place, panel] = about


def knowing(records: QuerySet, *places: str) -> QuerySet:
    """The records, each with what it has of that the panels of these places are about."""
    asked = {about for (place, _), about in _about.items() if place in places}
    return records.annotate(**{_has(about): _exists(about) for about in asked})


def rows(place: str, request: HttpRequest, record: Any) -> list[PanelRow]:
    """All rows for one record, in the order in which the panels were registered."""
    return [row for panel in _panels[place] if _may_tell(place, panel, record) for row in panel(request, record)]


def _may_tell(place: str, panel: Panel, record: Any) -> bool:
    about = _about.get((place, panel))
    return about is None or getattr(record, _has(about), True)


def _has(about: About) -> str:
    model, way = about
    return f"has_{model._meta.model_name}_by_{way}".replace("__", "_")


def _exists(about: About) -> Exists:
    model, way = about
    return Exists(model._default_manager.filter(**{way: OuterRef("pk")}))


def in_order(rows: Iterable[PanelRow], *, newest: bool = False) -> list[PanelRow]:
    """Soonest (or overdue longest) first, or newest first; those without a day come last."""
    found = list(rows)
    dated = sorted((row for row in found if row.day), key=lambda row: row.day or dt.date.max, reverse=newest)
    return [*dated, *(row for row in found if not row.day)]
