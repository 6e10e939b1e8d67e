"""How far a text of the report is, and who may bring it further. Pure.

| from → to | who | what else |
|---|---|---|
| draft → ready | who may write it | it has words |
| draft, ready → approved | the coordinator | it has words |
| ready → draft | who may write it; the coordinator | the coordinator says why when it is somebody else's |
| approved → draft | the coordinator | says why when it is somebody else's |

A text without words is missing, whatever its state says.
"""

import datetime as dt

DRAFT, READY, APPROVED, MISSING = "draft", "ready", "approved", "missing"
# Shape and word of a state, as the portal shows it; a draft asks for nobody's eye before its day has come.
SHOWN = {MISSING: ("todo", "Mangler"), DRAFT: ("plain", "Kladde"), READY: ("now", "Klar"), APPROVED: ("ok", "Godkendt")}
REMIND_AHEAD = dt.timedelta(days=3)


def words_in(*texts: str | None) -> int:
    """How many words."""
    return sum(len((text or "").split()) for text in texts)


def refusal(state: str, to: str, *, words: int, coordinates: bool, own: bool, comment: str) -> str:
    """Why a text may not be brought from a state to another, said as what to do; empty when it may.

    `coordinates`: who asks distributes the texts. `own`: the text is theirs to write, or nobody else's.
    """
    if to == state:
        return f"Teksten er allerede {SHOWN[state][1].lower()}."
    if to in (READY, APPROVED) and not words:
        return "Skriv teksten først. En tom tekst kan hverken meldes klar eller godkendes."
    if to == READY and state == APPROVED:
        return "Teksten er godkendt. Den skal først sendes tilbage."
    if not coordinates and (to == APPROVED or state == APPROVED):
        return "Det er den socialøkonomiske konsulent, der godkender teksterne."
    if to == DRAFT and coordinates and not own and not comment.strip():
        return "Skriv, hvad der skal ændres."
    return ""


def state_after(state: str, *, changed: bool, words: int) -> str:
    """What a text's state is when it was saved: a change of an approved text makes it a draft again, and so does emptying."""
    return DRAFT if not words or (changed and state == APPROVED) else state


def shown_state(state: str, words: int) -> str:
    """The state as people speak of it: without words it is missing."""
    return state if words else MISSING


def is_near(due: dt.date | None, day: dt.date) -> bool:
    """Whether the writer is to be reminded: the day is within three days, or has passed."""
    return due is not None and due - REMIND_AHEAD <= day
