"""The profile an enterprise shows: its shape when published, what is searched in, what vanishes at once, what is different,
how complete and how fresh it is. Pure: no database, no clock.
"""

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from socialportal.common import danish

Data = Mapping[str, Any]

# The shape of `Publication.data`: what an enterprise without a word of its own has made public.
NOTHING: dict[str, Any] = {
    "summary": "",
    "social_purpose": "",
    "locality": "",
    "address": "",
    "website": "",
    "email": "",
    "phone": "",
    "founded_year": None,
    "legal_form": "",
    "trades": [],
    "target_groups": [],
    "support": [],
    "products": [],
    "pictures": [],
    "awards": [],
    "contacts": [],
}


def searched(data: Data, names: Iterable[str]) -> str:
    """The words a search looks in, in small letters: names, summary, purpose, products, place, trades; nothing hidden."""
    products = [text for product in data["products"] for text in (product["name"], product["text"])]
    texts = [*names, data["summary"], data["social_purpose"], data["locality"], *data["trades"], *products]
    return "\n".join(text.lower() for text in texts if text)


def without_what_is_gone(published: Data, now: Data) -> dict[str, Any]:
    """What is public, less the pictures and people that the enterprise no longer shows, and the addresses and numbers of people
    that it no longer gives.

    Taking away never waits for an approval: a person may have said no, a picture may show somebody who did.
    """
    pictures = {picture["pk"] for picture in now["pictures"]}
    people: defaultdict[str, list[Any]] = defaultdict(list)
    for contact in now["contacts"]:
        people[contact["name"]].append(contact)
    return {
        **published,
        "pictures": [picture for picture in published["pictures"] if picture["pk"] in pictures],
        "contacts": [
            _as_still_given(contact, people[contact["name"]])
            for contact in published["contacts"]
            if contact["name"] in people
        ],
        "products": [
            product if product["picture"] in pictures else {**product, "picture": None, "picture_alt": ""}
            for product in published["products"]
        ],
    }


def _as_still_given(contact: Mapping[str, Any], now: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The person as published, without an address or number that nobody of that name has any more."""
    gone = {name: "" for name in ("email", "phone") if contact[name] not in {one[name] for one in now}}
    return {**contact, **gone}


def fingerprint(data: Data) -> str:
    """Tells whether two profiles are the same, in few letters: what an approver saw, and what there is now."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


# --- What is different --------------------------------------------------------------------------------------------------
LABELS = {
    "summary": "Kort beskrivelse",
    "social_purpose": "Socialt formål",
    "locality": "Sted",
    "address": "Adresse",
    "website": "Hjemmeside",
    "email": "E-mail",
    "phone": "Telefon",
    "founded_year": "Grundlagt år",
    "legal_form": "Virksomhedsform",
    "trades": "Brancher",
    "target_groups": "Målgrupper",
    "support": "Støtte",
    "products": "Varer og ydelser",
    "pictures": "Billeder",
    "awards": "Priser og hæder",
    "contacts": "Kontaktpersoner",
}


@dataclass(frozen=True)
class Difference:
    """What is different in one part: the words (and pictures, by id with their description) that go, and those that come."""

    label: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    pictures_gone: tuple[tuple[int, str], ...] = ()
    pictures_come: tuple[tuple[int, str], ...] = ()


def differences(published: Data, now: Data) -> list[Difference]:
    """Part by part, in the order of the page; of lists only the items that go or come, and a word when only the order did."""
    found = []
    for part, label in LABELS.items():
        old, new = published.get(part) or NOTHING[part], now.get(part) or NOTHING[part]
        if old == new:
            continue
        if not isinstance(NOTHING[part], list):
            found.append(Difference(label, _words(old), _words(new)))
            continue
        gone = [item for item in old if item not in new]
        come = [item for item in new if item not in old]
        if not gone and not come:
            found.append(Difference(label, come=("Det samme i en anden rækkefølge",)))
            continue
        found.append(
            Difference(
                label,
                tuple(in_words(part, item) for item in gone),
                tuple(in_words(part, item) for item in come),
                tuple(_pictures(part, gone)),
                tuple(_pictures(part, come)),
            )
        )
    return found


def _words(value: Any) -> tuple[str, ...]:
    return (str(value),) if value else ()


def in_words(part: str, item: Any) -> str:
    """One item of a list as a reader sees it."""
    if isinstance(item, str):
        return item
    order = {
        "products": ("name", "text", "price", "order"),
        "pictures": ("alt", "credit"),
        "awards": ("name", "year", "given_by"),
        "contacts": ("name", "title", "email", "phone"),
    }[part]
    words = [str(item[name]) for name in order if item.get(name)]
    if part == "products" and item["categories"]:
        words.append(f"({', '.join(item['categories'])})")
    return " · ".join(words)


def _pictures(part: str, items: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
    for item in items:
        if part == "pictures":
            yield item["pk"], item["alt"]
        elif part == "products" and item["picture"]:
            yield item["picture"], item["picture_alt"]


# --- How complete, how fresh --------------------------------------------------------------------------------------------
class Part(NamedTuple):
    """A part of a complete profile: what it weighs (of 100), what to do when it is missing, and which form does it."""

    key: str
    weight: int
    todo: str
    form: str


PARTS = (
    Part("summary", 15, "Skriv en kort beskrivelse: den står på listen over virksomheder.", "texts"),
    Part("social_purpose", 15, "Fortæl om jeres sociale formål.", "texts"),
    Part("reach", 15, "Skriv en e-mail eller en telefon, så kunder kan få fat i jer.", "texts"),
    Part("place", 10, "Skriv, hvor I holder til.", "texts"),
    Part("trades", 10, "Vælg jeres branche, så I kan findes.", "words"),
    Part("target_groups", 5, "Vælg, hvem I er for.", "words"),
    Part("support", 5, "Vælg den støtte, I kan give.", "words"),
    Part("products", 15, "Tilføj det, man kan købe hos jer.", "product"),
    Part("pictures", 10, "Læg et billede op.", "picture"),
)


def missing(data: Data) -> list[Part]:
    """The parts a profile lacks, the weightiest first."""
    has = {
        **{part.key: bool(data.get(part.key)) for part in PARTS},
        "reach": bool(data["email"] or data["phone"]),
        "place": bool(data["locality"] or data["address"]),
    }
    return sorted((part for part in PARTS if not has[part.key]), key=lambda part: -part.weight)


def completeness(data: Data) -> int:
    """How complete a profile is, in percent."""
    return 100 - sum(part.weight for part in missing(data))


STALE_AFTER = dt.timedelta(days=183)
_FRESH_DAYS, _DAYS_IN_MONTH, _MONTHS_IN_YEAR = 31, 30.44, 12


def freshness(confirmed_on: dt.date | None, today: dt.date) -> str:
    """When somebody last said that it is all true, in words; whole months, rounded down."""
    if confirmed_on is None:
        return "Ikke bekræftet endnu"
    days = (today - confirmed_on).days
    if days <= 0:
        return "Bekræftet i dag"
    if days < _FRESH_DAYS:
        return f"Bekræftet for {danish.count(days, 'dag', 'dage')} siden"
    months = int(days / _DAYS_IN_MONTH)
    if months < _MONTHS_IN_YEAR:
        return f"Bekræftet for {danish.count(months, 'måned', 'måneder')} siden"
    return f"Bekræftet for {months // _MONTHS_IN_YEAR} år siden"


def is_stale(confirmed_on: dt.date | None, today: dt.date) -> bool:
    """Whether it is time to read it through again: never done, or half a year ago."""
    return confirmed_on is None or today - confirmed_on > STALE_AFTER
