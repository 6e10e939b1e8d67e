"""When two enterprises are perhaps the same one, and how their times become one. Pure: no database, no clock."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

from .terms import Span, overlap

# What a name may be written with or without.
FORMS = frozenset(
    [
        "aps",
        "ivs",
        "as",
        "is",
        "ks",
        "ps",
        "amba",
        "smba",
        "fmba",
        "fonden",
        "fond",
        "foreningen",
        "forening",
        "erhvervsdrivende",
        "selvejende",
    ]
)
_SLASHED = re.compile(r"\b([aikp])/s\b")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # a.m.b.a.
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "&": " og "})
SHORTEST_FORGIVEN = 6  # letters; among shorter names a letter makes another word
PHONE_DIGITS = 8
S = TypeVar("S", bound=Span)


def plain_name(name: str) -> str:
    """The letters and digits that make a name, without case, legal form, spaces and marks: `Fonden Kløver & Ko. ApS` →
    `kloeverogko`. Empty for a name without letters.
    """
    text = unicodedata.normalize("NFC", name).casefold()
    text = _DOTTED.sub("", _SLASHED.sub(r"\1s", text)).translate(_DANISH)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", text)
    return "".join(word for word in words if word not in FORMS) or "".join(words)


def name_keys(name: str) -> frozenset[str]:
    """Two names that share a key are alike: the same but for case, form, marks, and at most a slip of a letter each.

    Digits are never slips: Hus 1 is not Hus 2.
    """
    plain = plain_name(name)
    if len(plain) < SHORTEST_FORGIVEN:
        return frozenset({plain} - {""})
    slips = {plain[:n] + plain[n + 1 :] for n, letter in enumerate(plain) if not letter.isdigit()}
    numbers = "".join(re.findall(r"\d", plain))
    return frozenset(f"{key}#{numbers}" for key in {plain, *slips})


def alike(one: str, other: str) -> bool:
    """Whether two names may be the same enterprise's."""
    return not name_keys(one).isdisjoint(name_keys(other))


def phone_key(phone: str) -> str:
    """The eight digits of a Danish number; empty for anything else."""
    digits = re.sub(r"\D", "", phone)
    digits = re.sub(r"^(0045|45)(?=\d{8}$)", "", digits)
    return digits if len(digits) == PHONE_DIGITS else ""


def website_key(address: str) -> str:
    """Host and path, without www and the last slash: `https://www.Sumak.dk/` → `sumak.dk`."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/').casefold()}" if host else ""


def together(spans: Iterable[S]) -> list[list[S]]:
    """The spans in groups: those that share days, directly or through others, belong together."""
    groups: list[list[S]] = []
    for span in spans:
        touching = [group for group in groups if any(overlap(span, other) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(one for group in touching for one in group), span])
    return groups


def joined(spans: Sequence[S]) -> tuple[S, S]:
    """Of spans that share days: the one that begins first and the one that ends last. Unknown is before and after all else."""
    first = min(spans, key=lambda s: (s.valid_from is not None, s.valid_from))
    last = max(spans, key=lambda s: (s.valid_to is None, s.valid_to))
    return first, last
