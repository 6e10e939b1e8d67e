"""An evaluation's figures, and its answers with the figures put in where they have placeholders."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from socialportal.common import danish
from socialportal.common.periods import Period

from ..models import Evaluation, OutcomeType
from ..queries import Tally, counts
from ..tabulate import occupancy

# What answers may name, with what it is. `placeholders` shows them, `values` fills them.
NAMES = {
    "in_use": "pladser i brug",
    "places": "pladser i alt",
    "optional_in_use": "ekstra pladser i brug",
    "places_optional": "ekstra pladser i alt",
    "ended": "afsluttede forløb",
    "running": "forløb i gang",
    "plans_made": "forløb med plan",
    "plans_in_progress": "forløb, hvor planen er på vej",
    "plans_none": "forløb uden plan, med grund",
    "plans_not_made": "forløb uden plan endnu eller med grund",
    "plans_total": "forløb i alt, afsluttede og i gang",
    "positive": "i job, uddannelse eller undervisning",
    "positive_pct": "det samme i procent af de afsluttede",
    "stopped": "stoppet",
    "stopped_pct": "stoppet i procent af de afsluttede",
    "frame_weeks": "ugers ramme",
    "plan_due_weeks": "ugers frist for planen",
    "attendance_months": "måneder mellem fremmødesedler",
}
_PLACEHOLDER = re.compile(r"\{\{\s*agreement\.(\d+)\.(\w+)\s*((?:\|[^{}]*)?)\}\}")


def tally_of(record: Evaluation) -> Tally | None:
    """What the agreement adds up to in the evaluation's own period."""
    day = Period(record.as_of, record.as_of)
    for found in counts(record.agreement.municipality, day):
        if found.evaluation_pk == record.pk:
            return found.evaluated
    return None


def values(tally: Tally) -> dict[str, Any]:
    """The figures by name; None is not known."""
    courses, terms = tally.courses, tally.terms
    positive = sum(row.primary for row in tally.outcomes if row.group in {_GROUP.JOB, _GROUP.EDUCATION})
    stopped = sum(row.primary for row in tally.outcomes if row.group == _GROUP.STOPPED)
    found: dict[str, Any] = {
        "ended": courses.ended,
        "running": courses.running,
        "plans_made": courses.plans_made,
        "plans_in_progress": courses.plans_in_progress,
        "plans_none": courses.plans_none,
        "plans_not_made": courses.plans_in_progress + courses.plans_none,
        "plans_total": courses.ended + courses.running,
        "positive": positive,
        "positive_pct": danish.share(positive, courses.ended),
        "stopped": stopped,
        "stopped_pct": danish.share(stopped, courses.ended),
    }
    if terms is None:
        return found
    held = occupancy(courses.running, terms.places, terms.places_optional)
    return found | {
        "in_use": held.in_use,
        "optional_in_use": held.optional_in_use,
        "places": terms.places,
        "places_optional": terms.places_optional,
        "frame_weeks": terms.frame_weeks,
        "plan_due_weeks": terms.plan_due_weeks,
        "attendance_months": terms.attendance_months,
    }


_GROUP = OutcomeType.Group


def figures(found: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The evaluation's figures in words and numbers."""
    if "places" in found:
        yield "Pladser i brug", danish.out_of(found["in_use"], found["places"])
        if found["places_optional"]:
            yield "Ekstra pladser i brug", danish.out_of(found["optional_in_use"], found["places_optional"])
    yield "Afsluttede forløb", danish.number(found["ended"])
    yield "Forløb i gang", danish.number(found["running"])
    if found["plans_total"]:
        share = danish.percent(danish.share(found["plans_made"], found["plans_total"]))
        yield "Har plan", f"{danish.out_of(found['plans_made'], found['plans_total'])} ({share})"
        yield "Plan på vej", danish.number(found["plans_in_progress"])
        yield "Ingen plan, med grund", danish.number(found["plans_none"])
    if found["ended"]:
        for words, name in (("I job, uddannelse eller undervisning", "positive"), ("Stoppet", "stopped")):
            share = danish.percent(found[f"{name}_pct"])
            yield words, f"{danish.out_of(found[name], found['ended'])} ({share})"


def filled(text: str, number: int, found: Mapping[str, Any]) -> SafeString:
    """The answer as the working copy reads it. What cannot be filled in here stays, marked, so that it is seen."""
    done, parts = 0, []
    for match in _PLACEHOLDER.finditer(text):
        parts.append(format_html("{}", text[done : match.start()]))
        value = found.get(match[2]) if int(match[1]) == number else None
        if value is None:
            parts.append(format_html("<code>{}</code>", match[0]))
        else:
            parts.append(format_html("{}", _written(value, match[2], match[3])))
        done = match.end()
    parts.append(format_html("{}", text[done:]))
    return mark_safe("".join(parts))


# Of persons: what the enterprise is told only in groups, and never of few.
PROTECTED = frozenset(name for name in NAMES if name.startswith(("plans_", "positive", "stopped")))
_ALTERNATIVE = re.compile(r"""\|\s*ellers\s*:\s*["”“„]([^"”“„{}]*)["”“„]""")


def told_outside(text: str, number: int, found: Mapping[str, Any]) -> str | None:
    """The answer as the enterprise may read it; None where it builds on figures about persons without saying what else to
    write (`|ellers:"nogle"`), or names what cannot be filled in.
    """
    gaps = []

    def fill(match: re.Match[str]) -> str:
        name, filters = match[2], match[3]
        if name in PROTECTED or int(match[1]) != number or found.get(name) is None:
            if other := _ALTERNATIVE.search(filters):
                return other[1]
            gaps.append(name)
            return ""
        return _written(found[name], name, _ALTERNATIVE.sub("", filters))

    said = _PLACEHOLDER.sub(fill, text)
    return None if gaps or "{{" in said else said


def _written(value: Any, name: str, filters: str) -> str:
    how = {part.strip() for part in filters.split("|")}
    if name.endswith("_pct") or "pct" in how:
        return danish.percent(value)
    if how & {"ord", "Ord"}:
        # without a unit of its own the commonest one is meant: et forløb, but en plads, uge and måned
        neuter = "et" in how or ("en" not in how and name not in _COMMON)
        words = danish.words(value, neuter=neuter)
        return danish.capital(words) if "Ord" in how else words
    return danish.number(value)


_COMMON = {
    "in_use",
    "places",
    "optional_in_use",
    "places_optional",
    "frame_weeks",
    "plan_due_weeks",
    "attendance_months",
}


def placeholders(number: Any) -> list[tuple[str, str]]:
    """What answers may use instead of numbers, with what it becomes."""
    return [(f"{{{{ agreement.{number}.{name} }}}}", told) for name, told in NAMES.items()]
