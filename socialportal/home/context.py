"""What the frame of every page needs: the municipality in focus, the navigation of the role."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from socialportal.accounts import roles


@dataclass(frozen=True)
class Link:
    """An entry of the main menu; `prefix` and `also` decide which one is current."""

    text: str
    url: str
    prefix: str
    also: tuple[str, ...] = ()


# (text, url name, who sees it). Order is the order of the menu.
_STAFF = (roles.COORDINATOR, roles.CONSULTANT, roles.ADMINISTRATOR)
_FOLLOWERS = (roles.COORDINATOR, roles.CONSULTANT)
MENU: list[tuple[str, str, tuple[str, ...]]] = [
    ("Opgaver og frister", "home:deadlines", _FOLLOWERS),
    ("Forløb", "agreements:courses", _FOLLOWERS),
    ("Aftaler", "agreements:agreements", _FOLLOWERS),
    ("Virksomheder", "enterprises:list", _STAFF),
    ("Job", "agreements:placements", _FOLLOWERS),
    ("Årsrapport", "reports:list", _FOLLOWERS),
    ("Brugere", "accounts:users", (roles.ADMINISTRATOR, roles.SYSTEM_ADMINISTRATOR)),
    ("Ordlister", "accounts:word-lists", (roles.SYSTEM_ADMINISTRATOR,)),
]
# What an enterprise's people come for, before what everybody may read.
ENTERPRISE_MENU: list[tuple[str, str, tuple[str, ...]]] = [
    ("Vores side", "enterprises:own-first", (roles.ENTERPRISE_USER,)),
    ("Mine deltagere", "agreements:own-courses", (roles.MENTOR,)),
    ("Fremmøde", "agreements:attendance", roles.OF_ENTERPRISES),
    ("Behov", "agreements:needs", roles.OF_ENTERPRISES),
    ("Bidrag", "enterprises:own-contributions", (roles.ENTERPRISE_USER,)),
    ("Netværk", "enterprises:network", (roles.ENTERPRISE_USER,)),
    ("Opgaver til salg", "enterprises:tasks", (roles.ENTERPRISE_USER,)),
]
PUBLIC_MENU: list[tuple[str, str]] = [
    ("Virksomheder", "enterprises:directory"),
    ("Årsrapporter", "reports:public"),
]


# Where a corner of the portal has pages that do not lie under its own address.
ALSO = {
    "enterprises:own-contributions": ("/arbejde/virksomheder/bidrag/",),
    "agreements:courses": ("/arbejde/deltagere/", "/arbejde/fremmoede"),
    "agreements:agreements": ("/arbejde/evalueringer/", "/arbejde/samarbejder/", "/arbejde/initiativer/"),
    "enterprises:list": (
        "/arbejde/aktiviteter/",
        "/arbejde/ansoegninger/",
        "/arbejde/bidrag/",
        "/arbejde/boligomraader/",
        "/arbejde/det-har-vi-skabt/",
        "/arbejde/dubletter/",
        "/arbejde/henvendelser/",
        "/arbejde/netvaerk/",
        "/arbejde/opgaver/",
        "/arbejde/puljemails/",
        "/arbejde/rsv/",
        "/arbejde/vejledning/",
    ),
    "agreements:placements": (
        "/arbejde/behov/",
        "/arbejde/bring-sammen/",
        "/arbejde/udvikling/",
        "/arbejde/rimelighed/",
    ),
    "enterprises:own-first": ("/arbejde/virksomheder/", "/arbejde/det-har-vi-skabt/"),
    "agreements:attendance": ("/arbejde/fremmoedesedler/",),
    "agreements:needs": ("/arbejde/rimelighed/",),
    "enterprises:tasks": ("/arbejde/ansoegninger/", "/arbejde/puljemails/"),
    "reports:list": ("/arbejde/strategi/", "/arbejde/udvalg/"),
}


def _link(text: str, name: str) -> Link | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    return Link(text, url, url, ALSO.get(name, ()))


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `base.html`: `access`, `municipality`, `menu`."""
    access = getattr(request, "access", None)
    if access is None:
        return {}
    links = [_link(text, name) for text, name, who in MENU if access.here.intersection(who)]
    if not any(links):
        own = [(text, name) for text, name, who in ENTERPRISE_MENU if access.here.intersection(who)]
        links = [_link(text, name) for text, name in (*own, *PUBLIC_MENU)]
    return {"access": access, "municipality": access.municipality, "menu": [link for link in links if link]}
