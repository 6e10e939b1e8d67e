"""The rooms of a year's report, in the order in which it comes to be; a room without an address yet is left out."""

from typing import Any

from .doors import address

ROOMS = (
    ("Tekster", "reports:overview"),
    ("Fordeling", "reports:plan"),
    ("Tal", "reports:figures"),
    ("Sidste års anbefalinger", "reports:answers"),
    ("Opmærksomhedspunkter", "reports:findings"),
    ("Faktatjek", "reports:fact-check"),
    ("Godkendelse", "reports:approval"),
    ("Udvalg", "reports:agenda"),
    ("Offentliggørelse", "reports:publish"),
)


def rooms(year: int, here: str) -> list[dict[str, Any]]:
    """Links to the rooms; `here` is the name of the address one is at."""
    found = [(text, name, address(name, year)) for text, name in ROOMS]
    return [{"text": text, "url": url, "here": name == here} for text, name, url in found if url]
