"""Danish search and order in both databases, under one name: `DANISH`.

PostgreSQL gets an ICU collation in the first migration. SQLite knows only ASCII in LIKE, upper and lower, and sorts æ ø å
wrongly;
each of its connections is given its own functions and a collation of the same name.
"""

import functools
import re
from typing import Any

DANISH = "danish"

_AFTER_Z = str.maketrans({"æ": "z\ue000", "ä": "z\ue000", "ø": "z\ue001", "ö": "z\ue001", "å": "z\ue002", "ü": "y"})


@functools.lru_cache(maxsize=512)
def like_pattern(pattern: str, escape: str | None = None) -> re.Pattern[str]:
    """The regular expression that means what SQL's LIKE pattern means, without regard to case in any alphabet."""
    parts: list[str] = []
    characters = iter(pattern)
    for character in characters:
        if escape and character == escape:
            parts.append(re.escape(next(characters, escape)))
        else:
            parts.append({"%": ".*", "_": "."}.get(character) or re.escape(character))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


def like(pattern: str | None, value: object, escape: str | None = None) -> bool | None:
    """SQL's LIKE for one value; null when either side is."""
    if pattern is None or value is None:
        return None
    return like_pattern(pattern, escape).fullmatch(str(value)) is not None


def sort_key(text: str) -> tuple[str, str]:
    """Sorts as a Danish dictionary does: … z æ ø å, with aa as å. The raw text breaks ties, so that the order is total."""
    return text.casefold().replace("aa", "å").translate(_AFTER_Z), text


def compare(first: str, second: str) -> int:
    """-1, 0 or 1, as SQLite wants it. Equal only when identical: a collation also decides `=` and UNIQUE."""
    one, other = sort_key(first), sort_key(second)
    return (one > other) - (one < other)


def speak_danish(sender: object, connection: Any, **kwargs: object) -> None:
    """Receiver of `connection_created`: teaches a new SQLite connection Danish."""
    if connection.vendor != "sqlite":
        return
    database = connection.connection
    database.create_function("like", 2, like, deterministic=True)
    database.create_function("like", 3, like, deterministic=True)
    database.create_function("upper", 1, lambda s: s.upper() if isinstance(s, str) else s, deterministic=True)
    database.create_function("lower", 1, lambda s: s.lower() if isinstance(s, str) else s, deterministic=True)
    database.create_collation(DANISH, compare)
