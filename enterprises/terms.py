"""Words and small calculations about enterprises. Pure: no database, no clock."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from socialportal.common import danish, periods

# How long a presentation in the report is (practice: portraits of 80–250 words).
PRESENTATION_WORDS = (80, 250)


def length_status(words: int) -> tuple[str, str]:
    """Shape and word of a badge for a presentation of so many words."""
    shortest, longest = PRESENTATION_WORDS
    if words < shortest:
        return "half", "Kort"
    return ("half", "Lang") if words > longest else ("ok", "Skrevet")


# --- Standing: what an enterprise is, in the one word that the public directory and the lists show -------------------------


class Standing(NamedTuple):
    """`key` in addresses, `shape` of the badge, `text` to read, `meaning` for those who do not know the word."""

    key: str
    shape: str
    text: str
    meaning: str


REGISTERED = Standing(
    "registreret",
    "ok",
    "Registreret",
    "Står i Erhvervsstyrelsens register som registreret socialøkonomisk virksomhed (RSV) og lever op til lovens fem krav.",
)
ON_THE_WAY = Standing(
    "paa-vej", "half", "På vej til registrering", "Arbejder på at blive registreret eller har søgt om det."
)
INITIATIVE = Standing(
    "initiativ", "todo", "Initiativ", "Løser en social opgave uden at være registreret som virksomhed."
)
CSR_PARTNER = Standing(
    "csr-partner", "full", "CSR-partner", "Almindelig virksomhed, der løser opgaver sammen med en af de andre."
)
ENTERPRISE = Standing(
    "virksomhed",
    "plain",
    "Virksomhed",
    "Driver virksomhed med et socialt formål og er ikke registreret.",
)
STANDINGS = (REGISTERED, ON_THE_WAY, ENTERPRISE, INITIATIVE, CSR_PARTNER)

RSV_REGISTERED = "registered"
RSV_ON_THE_WAY = ("working", "applied")
# When several CVR numbers stand at different places, the furthest counts.
RSV_ORDER = ("registered", "applied", "working", "idea", "left")
_BY_KIND = {"social_enterprise": ENTERPRISE, "initiative": INITIATIVE, "csr_partner": CSR_PARTNER}


def standing(kind: str | None, rsv: str | None) -> Standing:
    """The one word: the way to registration says more than the kind."""
    if rsv == RSV_REGISTERED:
        return REGISTERED
    if rsv in RSV_ON_THE_WAY:
        return ON_THE_WAY
    return _BY_KIND.get(kind or "", ENTERPRISE)


# --- Addresses --------------------------------------------------------------------------------------------------------
_DANISH = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e", "è": "e", "ß": "ss"}
)
# Words that are pages beside the enterprises' own.
RESERVED = frozenset({"opret", "fra-anden-kommune", "slettet", "bidrag", "puljer", "netvaerk", "historier"})
SLUG_LENGTH = 80


def slug_of(name: str) -> str:
    """`Grøn Fokus` → `groen-fokus`; what has no letters or digits at all becomes `virksomhed`."""
    plain = name.casefold().translate(_DANISH).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].rstrip("-") or "virksomhed"


def free_slug(name: str, taken: Iterable[str]) -> str:
    """The name's address, with a number when others have it: `sumak`, `sumak-2`."""
    wanted, used = slug_of(name), RESERVED | set(taken)
    slug, number = wanted, 1
    while slug in used:
        number += 1
        ending = f"-{number}"
        slug = wanted[: SLUG_LENGTH - len(ending)].rstrip("-") + ending
    return slug


# --- Periods ----------------------------------------------------------------------------------------------------------
class Span(Protocol):
    """Something with two dates, either of them unknown."""

    valid_from: dt.date | None
    valid_to: dt.date | None


def overlap(one: Span, other: Span) -> bool:
    """Whether they share a day; an unknown date is without end."""
    return periods.overlap(one.valid_from, one.valid_to, other.valid_from, other.valid_to)


def unbroken_since(spans: Iterable[Span], day: dt.date) -> Span | None:
    """Where the time that holds on the day began, across periods that follow each other without a gap.

    None when none holds on the day.
    """
    ordered = sorted(spans, key=lambda s: (s.valid_from is not None, s.valid_from), reverse=True)
    start: Span | None = None
    for span in ordered:
        if start is None:
            if (span.valid_from is None or span.valid_from <= day) and (span.valid_to is None or span.valid_to >= day):
                start = span
        elif start.valid_from and span.valid_to and span.valid_to + dt.timedelta(days=1) == start.valid_from:
            start = span
    return start


def in_year(span: Span, year: int) -> bool:
    """Whether it holds on at least one day of the calendar year."""
    return (span.valid_from is None or span.valid_from.year <= year) and (
        span.valid_to is None or span.valid_to.year >= year
    )


# --- The round of contributions ---------------------------------------------------------------------------------------
REMIND_DAYS_BEFORE = (14, 3)
OVERDUE = "efter-frist"


def reminder_due(opened: dt.date, deadline: dt.date, day: dt.date) -> str:
    """Which reminder of a round of contributions is due on the day: `14-dage`, `3-dage`, `efter-frist`, or none (empty).

    The latest that has come; a day on which nothing ran is made up for. What was due before the round had been open for a
    day is left out: the enterprises have just been asked.
    """
    if day > deadline:
        return OVERDUE
    for days in sorted(REMIND_DAYS_BEFORE):
        due = deadline - dt.timedelta(days=days)
        if day >= due:
            return f"{days}-dage" if due > opened else ""
    return ""


# --- The log ------------------------------------------------------------------------------------------------------------
MOST_NAMED = 3


def activity_title(kind: str, *, enterprises: Sequence[str] = (), body: str = "", audience: str = "") -> str:
    """What a line of the log is called when nobody has written a title: `Besøg hos Sumak`, `Oplæg for jobcentret`."""
    named = danish.listing(enterprises) if len(enterprises) <= MOST_NAMED else f"{len(enterprises)} virksomheder"
    if kind == "body_meeting":
        return f"Møde i {body}" if body else "Møde"
    if kind == "talk":
        return f"Oplæg for {audience or named}" if audience or named else "Oplæg"
    word = "Besøg" if kind == "visit" else "Begivenhed"
    return f"{word} hos {named}" if named else word
