"""Timer og intensitet of one person's story. The figures are named `case.<what>` in that story's text only. Pure."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol

from agreements.tabulate import effective_hours
from socialportal.common import danish
from socialportal.common.periods import add_months

from ..figures import HALF_UP, Figure, number

# A story is told when the report is written, in the first months of the new year; what happened later is another year's.
TOLD_WITHIN_MONTHS = 3


class Step(Protocol):
    """Hours and intensity from a day on."""

    valid_from: dt.date
    hours_per_week: Decimal
    intensity: int


def figures(steps: Iterable[Step], as_of: dt.date) -> dict[str, Figure]:
    """Hours, intensity and effective hours at the start, and as they were last when the report was written.

    Each has its own day: the story of 2018 was taken up in January 2019. Nothing, when no step is known by then.
    """
    known = sorted(
        (s for s in steps if s.valid_from <= add_months(as_of, TOLD_WITHIN_MONTHS)), key=lambda s: s.valid_from
    )
    if not known:
        return {}
    made = {}
    for when, step, words in (("start", known[0], "ved start"), ("latest", known[-1], "senest")):
        values = {
            "hours": (number(step.hours_per_week), "timer om ugen", "Timer om ugen", ""),
            "intensity": (step.intensity, "%", "Intensitet", ""),
            "effective": (
                number(effective_hours(step.hours_per_week, step.intensity)),
                "timer om ugen",
                "Effektive timer",
                HALF_UP,
            ),
        }
        for what, (value, unit, label, rounding) in values.items():
            name = f"case.{what}_{when}"
            made[name] = Figure(
                name=name,
                value=value,
                unit=unit,
                period=f"fra{danish.NO_BREAK}{danish.date(step.valid_from)}",
                label=f"{label} {words}",
                definition="Timer om ugen ganget med intensiteten." if what == "effective" else "Som oplyst.",
                rounding=rounding,
                protected=True,
            )
    return made
