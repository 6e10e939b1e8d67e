"""Timer og intensitet as a table and a line, of a course and of a job alike."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse

from socialportal.common import charts, danish

from ..tabulate import effective_hours

Rows = list[tuple[Any, Decimal]]


def shown_hours(steps: Iterable[Any], edit_url_name: str) -> dict[str, Any]:
    """Context of `agreements/hours.html`: each step with its effective hours and its page, the line when there is one to
    draw, and what it shows in words.
    """
    rows = [(step, effective_hours(step.hours_per_week, step.intensity)) for step in steps]
    return {
        "steps": [(step, hours, reverse(f"agreements:{edit_url_name}", args=[step.pk])) for step, hours in rows],
        "chart": progression(rows) if len(rows) > 1 else "",
        "grown": grown(rows),
    }


def grown(rows: Rows) -> str:
    """`Fra 3,6 til 15 effektive timer om ugen.`"""
    if len(rows) < 2:
        return ""
    first, last = rows[0][1], rows[-1][1]
    if first == last:
        return f"{danish.number(last)} effektive timer om ugen hele tiden."
    return f"Fra {danish.number(first)} til {danish.number(last)} effektive timer om ugen."


def progression(rows: Rows) -> charts.Svg:
    """The effective hours as a line."""
    values = [charts.Value(f"{step.valid_from:%d.%m.%y}", float(hours)) for step, hours in rows]
    return charts.progression(values, title="Effektive timer om ugen", unit="timer", width=90, height=40)
