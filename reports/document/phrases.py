"""Turns of phrase that the report makes itself, so that they agree in number and do not repeat. Pure."""

import datetime as dt
from collections.abc import Sequence

from socialportal.common import danish

from ..figures import Basis


def small(text: str) -> str:
    """With a small first letter inside a sentence; `RSV` and `In-House-løsninger` keep theirs."""
    first = text.split(" ", 1)[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].lower() + text[1:]


def full_stop(text: str) -> str:
    """With a full stop, unless it ends like a sentence already."""
    text = text.rstrip()
    return text if not text or text[-1] in ".!?…" or text[-2:] in {".”", "!”", "?”"} else f"{text}."


def at_the_end(basis: Basis) -> str:
    """`ved udgangen af 2018`, or `pr. 30. juni 2018`."""
    if basis.is_whole_year:
        return f"ved udgangen af {basis.year}"
    return f"pr. {danish.date(basis.as_of)}"


def in_the_year(basis: Basis) -> str:
    """`i 2018`, or `i 2018 til og med den 30. juni`."""
    return (
        f"i {basis.year}"
        if basis.is_whole_year
        else f"i {basis.year} til og med den {danish.date(basis.as_of, year=False)}"
    )


def by(day: dt.date) -> str:
    """A deadline: `ved udgangen af 2020`, `den 30. juni 2020`."""
    return f"ved udgangen af {day.year}" if (day.month, day.day) == (12, 31) else f"den {danish.date(day)}"


def quoted(names: Sequence[str]) -> str:
    """`”Borger i job” og ”In-House-løsninger”`."""
    return danish.listing([f"”{name}”" for name in names])


def times(number: int) -> str:
    """`én gang`, `fire gange`."""
    return f"{danish.words(number)} {'gang' if number == 1 else 'gange'}"


def of_goals(met: int, under_way: int, missed: int) -> str:
    """`To af fire mål er nået, ét er på vej, og ét er ikke nået.` Nothing without goals."""
    whole = met + under_way + missed
    if not whole:
        return ""
    if whole == 1:
        return "Målet er nået." if met else "Målet er på vej." if under_way else "Målet er ikke nået."
    if whole in (met, under_way, missed):
        state = "nået" if met else "på vej" if under_way else "nået endnu"
        all_of_them = "Begge mål" if whole == 2 else f"Alle {danish.words(whole)} mål"
        return f"Ingen af de {danish.words(whole)} mål er {state}." if missed else f"{all_of_them} er {state}."
    counts = [(met, "nået"), (under_way, "på vej"), (missed, "ikke nået")]
    told = [f"{danish.words(number, neuter=True)} er {state}" for number, state in counts if number]
    first, *others = told
    first = first.replace(" er ", f" af {danish.words(whole)} mål er ", 1)
    last = f", og {others[-1]}" if len(others) > 1 else f", og {others[0]}"
    return danish.capital("".join([first, *(f", {part}" for part in others[:-1]), last, "."]))


def fig(name: str, *filters: str) -> str:
    """A figure's place in a sentence of the report's own: `{{ rsv_registered|Ord }}`."""
    return "{{ " + "|".join([name, *filters]) + " }}"
