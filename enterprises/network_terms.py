"""The network's rules, as plain functions: until when one may sign up, who is reminded, when marks may be shown, wishes that
are the same wish.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

REMIND_AHEAD = dt.timedelta(days=7)
JUST_INVITED = dt.timedelta(days=2)  # who was invited yesterday is not reminded today
SHOWN_FOR = dt.timedelta(days=60)  # how long a post stands, unless its writer says otherwise
LONGEST_SHOWN = dt.timedelta(days=365)
# Fewer answers than this and the others could tell who thought what.
ENOUGH_ANSWERS = 3


def last_day(sign_up_by: dt.date | None, held_on: dt.date) -> dt.date:
    """The last day an enterprise can answer by itself: the one that was set, else the day of the meeting."""
    return sign_up_by or held_on


def reminder_due(day: dt.date, *, last: dt.date, invited_on: dt.date) -> bool:
    """Whether who has not answered is reminded by itself: within a week of the last day, and not just after being invited."""
    return last - REMIND_AHEAD <= day <= last and invited_on + JUST_INVITED <= day


def shown_average(
    answers: int, average: float | Decimal | None, *, enough: int = ENOUGH_ANSWERS
) -> float | Decimal | None:
    """The average where there are enough answers to hide who gave them; else nothing."""
    return average if answers >= enough else None


@dataclass(frozen=True)
class Wished:
    """A theme, how many enterprises wish for it, and which."""

    text: str
    enterprises: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many enterprises."""
        return len(self.enterprises)


def plain(text: str) -> str:
    """What two ways of writing the same wish have in common: no capitals, no doubled spaces, no full stop."""
    return " ".join(text.casefold().split()).rstrip(".!?")


def grouped(wishes: Iterable[tuple[str, str]]) -> list[Wished]:
    """(text, enterprise) → each theme once, in the words it was first wished with; most wished first, then by the alphabet.
    An enterprise counts once however often it wishes the same.
    """
    words: dict[str, str] = {}
    who: dict[str, list[str]] = {}
    for text, enterprise in wishes:
        key = plain(text)
        words.setdefault(key, text.strip())
        if enterprise not in who.setdefault(key, []):
            who[key].append(enterprise)
    found = [Wished(words[key], tuple(sorted(names))) for key, names in who.items()]
    return sorted(found, key=lambda wish: (-wish.count, wish.text.casefold()))


def with_theme(themes: str, theme: str) -> str:
    """The plan's themes, one a line, with one more; as they were when it stands there already."""
    lines = [line.strip() for line in themes.splitlines() if line.strip()]
    if plain(theme) not in map(plain, lines):
        lines.append(theme.strip())
    return "\n".join(lines)
