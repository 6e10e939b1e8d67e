"""What stands at the side of the working copy: how the goals are going, and what asks for attention, each with the way to
where it is mended.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from socialportal.common import danish

from ..figures import Figure
from ..findings import Finding, Severity
from ..indicators import GoalStatus
from ..lifecycle import GoalState
from ..models import Goal
from .doors import address

STATES = {
    GoalState.MET: ("ok", "Nået"),
    GoalState.MISSED: ("over", "Ikke nået"),
    GoalState.UNDER_WAY: ("half", "På vej"),
    GoalState.UNKNOWN: ("todo", "Kan ikke gøres op"),
}
SEVERITIES = {Severity.WARNING: ("over", "Skal ses på"), Severity.INFO: ("todo", "Til orientering")}


@dataclass(frozen=True)
class GoalLine:
    """A goal as it stands: badge, one sentence, and where the year's explanation is written. Who has reached a goal need
    not be asked to explain it.
    """

    goal: Goal
    shape: str
    state: str
    told: str
    value: str = ""
    due: str = ""
    statement: str = ""
    url: str = ""
    asks: bool = False


@dataclass(frozen=True)
class Point:
    """A point of attention: badge, sentence, way."""

    shape: str
    state: str
    message: str
    url: str = ""


@dataclass(frozen=True)
class Attention:
    """The side of the page. `trouble` says why nothing could be counted."""

    goals: list[GoalLine] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    trouble: str = ""


def goal_line(status: GoalStatus, *, year: int | None = None, figure: Figure | None = None) -> GoalLine:
    """How a goal stands. With a year, the way to that report's explanation of it."""
    shape, state = STATES[status.state]
    return GoalLine(
        goal=status.goal,
        shape=shape,
        state=state,
        told=told(status, figure),
        value=value(status),
        due=due(status.goal),
        statement=status.statement,
        url=address("reports:goal-text", year, status.goal.key) if year else "",
        asks=bool(year) and (status.state is not GoalState.MET or bool(status.statement)),
    )


def told(status: GoalStatus, figure: Figure | None = None) -> str:
    """`19 af 25, pr. 31. december 2018`; of a goal judged by hand when it was reached, or by when it should be."""
    goal = status.goal
    if goal.indicator:
        return f"{value(status)}{f', {figure.period}' if figure and status.actual is not None else ''}."
    if goal.achieved_on and status.state is GoalState.MET:
        return f"{danish.date(goal.achieved_on)}. {goal.evidence}".strip()
    return f"{due(goal)}."


def value(status: GoalStatus) -> str:
    """`19 af 25`, `0 af 2–3`; of a goal judged by hand the day it was reached."""
    if status.goal.indicator:
        return "Kendes ikke" if status.actual is None else f"{danish.number(status.actual)} {against(status.goal)}"
    return danish.date(status.goal.achieved_on) if status.state is GoalState.MET else "Vurderes af jer"


def due(goal: Goal) -> str:
    """By when: `31. december 2020`, `Hvert år`, `2018`."""
    if goal.due_on:
        return f"Senest {danish.date(goal.due_on)}"
    if goal.year:
        return f"I {goal.year}"
    return "Hvert år" if goal.kind in {Goal.Kind.YEARLY, Goal.Kind.RANGE} else "Ingen frist"


def against(goal: Goal) -> str:
    """`af 25`, `af 2–3`."""
    if goal.target is None:
        return ""
    wanted = f"{danish.number(goal.target)}–{danish.number(goal.target_max)}" if goal.target_max else goal.target
    return f"af {wanted if isinstance(wanted, str) else danish.number(wanted)}"


def attention_lines(findings: Iterable[Finding]) -> list[Point]:
    """What should be mended first, what is only to be known after; each in the order of the report."""
    ordered = sorted(findings, key=lambda finding: finding.severity is not Severity.WARNING)
    return [_line(finding) for finding in ordered]


def _line(finding: Finding) -> Point:
    shape, state = SEVERITIES[finding.severity]
    message = finding.message if finding.message.endswith((".", "?", "!")) else f"{finding.message}."
    return Point(shape, state, danish.capital(message), way_to(finding))


def way_to(finding: Any) -> str:
    """The page where it is mended, where there is one."""
    return address(finding.url_name, *finding.args) if finding.url_name else ""
