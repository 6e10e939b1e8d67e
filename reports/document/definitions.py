"""Sådan er tallene opgjort: the definitions of the figures that were printed, those of one kind together. Pure.

A figure's definition stands with the figure itself (`Figure.definition`); here it is decided under which word it is found.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from socialportal.common import danish

from ..figures import Figure
from .phrases import full_stop, small

# Figures of an agreement that are explained together, by what the name ends with: their anchor and heading.
_PLACES = ("pladser", "Pladser")
_TERMS = ("vilkaar", "Aftalernes vilkår")
_COURSES = ("forloeb", "Forløb")
_PLANS = ("planer", "Individuelle planer")
_OUTCOMES = ("status", "Status efter endt forløb")
_OF_AGREEMENTS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("places", "places_optional", "in_use", "optional_in_use", "occupancy"), _PLACES),
    **dict.fromkeys(("frame_weeks", "plan_due_weeks", "attendance_months"), _TERMS),
    **dict.fromkeys(("started", "ended", "running"), _COURSES),
    **dict.fromkeys(("plans_total", "plans_made", "plans_in_progress", "plans_none", "plans_not_made"), _PLANS),
    **dict.fromkeys(("positive", "stopped", "outcomes_total"), _OUTCOMES),
}
_GOALS = ("maal", "Mål")
_TYPES = ("jobtyper", "Job fordelt på form")
_PROGRESSION = ("progression", "Timer og progression")
_CASE = ("effektive-timer", "Timer og intensitet i fortællingen")
_NOT_TYPES = {"placements_via_municipality", "placements_other_channels"}
# Where the definitions of single figures would only repeat one another.
_SAID = {
    _TYPES: "De samme job, fordelt på den form, de begyndte med.",
    _TERMS: "Som aftalt med virksomheden.",
    _CASE: "Timer og intensitet er oplyst. Effektive timer er timer om ugen ganget med intensiteten.",
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


@dataclass(frozen=True)
class Definition:
    """A word, what is counted under it, and the figures printed under it."""

    anchor: str
    label: str
    text: str
    figures: tuple[Figure, ...]


def _place(name: str) -> tuple[str, str]:
    """Anchor and heading; the heading is empty where the figure's own label is it."""
    last = name.rsplit(".", 1)[-1].removeprefix("year_").removesuffix("_pct")
    if name.startswith("goal."):
        return _GOALS
    if name.startswith("case."):
        return _CASE
    if name.startswith("agreement.") and last in _OF_AGREEMENTS:
        return _OF_AGREEMENTS[last]
    if name.startswith("progression_"):
        return _PROGRESSION
    if name.startswith("placements_") and name not in _NOT_TYPES:
        return _TYPES
    return name.replace("_", "-").replace(".", "-"), ""


def anchor(name: str) -> str:
    """Where the figure's definition stands: `tal-enterprises-active`."""
    return f"tal-{_place(name)[0]}"


def definitions(named: Iterable[Figure]) -> list[Definition]:
    """One a word, in the order in which the figures were first printed; goals, which rest on the others, last."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in named:
        groups.setdefault(_place(figure.name), []).append(figure)
    goals = groups.pop(_GOALS, None)
    made = [_defined(place, figures) for place, figures in groups.items()]
    if goals:
        known = {figure.definition for figures in groups.values() for figure in figures}
        made.append(_defined(_GOALS, [figure for figure in goals if figure.definition not in known] or goals[:1]))
    return made


def _defined(place: tuple[str, str], figures: list[Figure]) -> Definition:
    where, heading = place
    sentences = [_SAID[place]] if place in _SAID else _sentences(figures)
    if place not in (_GOALS, _CASE, _TERMS):
        sentences += _periods(figures)
    return Definition(f"tal-{where}", heading or figures[0].label, " ".join(sentences), tuple(figures))


def _sentences(figures: list[Figure]) -> list[str]:
    """What the definitions have in common once, then each under its label. A share is defined with its number."""
    labels: dict[str, list[str]] = {}
    whole = {figure.name for figure in figures}
    for figure in figures:
        if figure.name.removesuffix("_pct") not in whole - {figure.name}:
            labels.setdefault(figure.definition, [])
            if figure.label not in labels[figure.definition]:
                labels[figure.definition].append(figure.label)
    if len(labels) == 1:
        return list(labels)
    split = {definition: _SENTENCE.split(definition) for definition in labels}
    seen = Counter(sentence for sentences in split.values() for sentence in dict.fromkeys(sentences))
    told = [sentence for sentence, times in seen.items() if times > 1]
    for definition, sentences in split.items():
        rest = [sentence for sentence in sentences if seen[sentence] == 1]
        if rest:
            told.append(f"{danish.listing(labels[definition])}: {small(' '.join(rest))}")
    return told


def _periods(figures: list[Figure]) -> list[str]:
    """`Periode: 1. januar – 31. december 2018.`, with the agreement where they differ."""
    found: dict[str, list[str]] = {}
    for figure in figures:
        parts = figure.name.split(".")
        numbers = found.setdefault(figure.period, [])
        if parts[0] == "agreement" and parts[1] not in numbers:
            numbers.append(parts[1])
    differ = len({tuple(sorted(numbers)) for numbers in found.values()}) > 1
    told = []
    for period, numbers in found.items():
        which = (
            f"{'aftale' if len(numbers) == 1 else 'aftalerne'} {danish.listing(numbers)} " if differ and numbers else ""
        )
        told.append(f"{which}{period}")
    days = [text for text in told if "pr." in text]
    spans = [text for text in told if "pr." not in text]
    lines = []
    if spans:
        lines.append(full_stop(f"Periode: {danish.listing(spans)}"))
    if days:
        lines.append(full_stop(f"Opgjort {danish.listing(days)}"))
    return lines
