"""Tasks to be bought and calls to apply for: where a task stands on a day, and what may stand as a link. Pure: no database,
no clock.
"""

import datetime as dt
from typing import NamedTuple


class State(NamedTuple):
    """`key` in addresses, `shape` of the badge, `text` to read."""

    key: str
    shape: str
    text: str


DRAFT = State("kladde", "todo", "Ikke slået op")
OPEN = State("aaben", "half", "Åben")
CLOSED = State("lukket", "over", "Fristen er udløbet")
SETTLED = State("afgjort", "ok", "Afgjort")
STATES = (DRAFT, OPEN, CLOSED, SETTLED)


def state_of(*, published_on: dt.date | None, deadline: dt.date, outcome: str, today: dt.date) -> State:
    """Where a task stands: not published, open through its deadline, past it without an outcome, or settled."""
    if published_on is None:
        return DRAFT
    if outcome:
        return SETTLED
    return OPEN if deadline >= today else CLOSED


def is_web_address(address: str) -> bool:
    """Whether a link leads to a page on the web, and nowhere else (not a file, a mail or a script)."""
    return address.lower().startswith(("http://", "https://"))
