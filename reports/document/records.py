"""Where the records behind a figure can be seen: the portal's own lists, narrowed to them where a list can be.

Addresses only: whoever opens one meets the doors of that list.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from ..figures import Figure
from .material import Material

Link = tuple[str, str]


def records(material: Material, figures: Iterable[Figure]) -> tuple[Link, ...]:
    """(words, address) of the lists behind the figures, each once; none where there is no such list."""
    found = (_link(material, figure) for figure in figures)
    return tuple(dict.fromkeys(link for link in found if link))


def _link(material: Material, figure: Figure) -> Link | None:
    year, day_after = material.basis.year, material.basis.as_of + dt.timedelta(days=1)
    name, _, what = figure.name.partition(".")
    if name == "agreement":
        return _of_agreement(material, what)
    lists: dict[str, tuple[str, str, dict[str, Any]]] = {
        "enterprises_active": ("Se virksomhederne", "enterprises:list", {"dag": day_after}),
        "enterprises_listed": ("Se virksomhederne", "enterprises:list", {"dag": material.basis.as_of}),
        "rsv_registered": (
            "Se de registrerede",
            "enterprises:list",
            {"dag": material.basis.as_of, "status": "registreret"},
        ),
        "rsv_in_progress": ("Se dem, der er på vej", "enterprises:list", {"dag": day_after, "status": "paa-vej"}),
        "placements_via_municipality": ("Se jobbene", "agreements:placements", {"aar": year, "vej": "municipality"}),
        "placements_other_channels": ("Se bidragene", "enterprises:contributions", {"aar": year}),
        "collaborations_new": (
            "Se samarbejderne",
            "agreements:collaborations",
            {"slags": "csr", "aar": year},
        ),
        "grants_total_dkk": ("Se puljer og fondsmidler", "enterprises:grants", {"aar": year}),
        "network_meetings": ("Se møderne", "enterprises:meetings", {"aar": year}),
        "stories": ("Se historierne", "enterprises:stories", {"aar": year}),
        "initiative_participants": ("Se initiativerne", "agreements:initiatives", {}),
        "initiative_starts": ("Se initiativerne", "agreements:initiatives", {}),
    }
    if name in lists:
        return _address(*lists[name])
    if name.startswith("placements_"):
        return _address(*lists["placements_via_municipality"])
    return None


_STATUS = {"running": "i-gang", "in_use": "i-gang", "ended": "afsluttet"}
_PLANS = {"plans_made": "made", "plans_in_progress": "in_progress", "plans_none": "none"}


def _of_agreement(material: Material, rest: str) -> Link | None:
    """The agreement's courses as they were on the evaluation's day (the year's last for the year's figures)."""
    number, _, what = rest.partition(".")
    one = next(a for a in material.edition.counted.agreements if str(a.number) == number)
    tally = one.year if what.startswith("year_") else one.evaluated
    what = what.removeprefix("year_")
    if tally is None or what not in {**_STATUS, **_PLANS}:
        return None
    query = {"aftale": one.pk, "dag": tally.period.last, "status": _STATUS.get(what, "alle")}
    if what in _PLANS:
        query["plan"] = _PLANS[what]
    return _address(f"Se forløbene i aftale {number}", "agreements:courses", query)


def _address(words: str, name: str, query: dict[str, object]) -> Link | None:
    try:
        address = reverse(name)
    except NoReverseMatch:
        return None
    return words, f"{address}?{urlencode(query)}" if query else address
