"""Året kort: the goals, each with its sentence, and the few figures that matter."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from socialportal.common import charts, danish
from socialportal.common.charts import Event, Noun

from ..indicators import GoalStatus
from ..lifecycle import GoalState
from ..models import Goal
from .brief_figures import Fact, figures
from .material import Material
from .phrases import at_the_end, by, fig, in_the_year, of_goals, small

_MOST, _FEWEST_FIGURES = 8, 4  # on one page
_SHORT_UNIT = 6  # letters that fit beside the figure
_MOST_YEARS = 8  # on a timeline
_STATES = {GoalState.MET: "Nået", GoalState.UNDER_WAY: "På vej", GoalState.MISSED: "Ikke nået"}


@dataclass(frozen=True)
class Brief:
    """The page. Without goals it has only figures, and the other way round."""

    lead: str
    goals: tuple[Fact, ...]
    figures: tuple[Fact, ...]
    note: str


def brief(material: Material) -> Brief | None:
    """None when there is nothing to tell, as in a municipality without goals and records."""
    goals = tuple(_goal(material, status) for status in material.edition.counted.goals)
    others = tuple(figures(material))[: max(_FEWEST_FIGURES, _MOST - len(goals))]
    if not goals and not others:
        return None
    return Brief(_lead(material), goals, others, _first_year(material))


def _lead(material: Material) -> str:
    states = [s.state for s in material.edition.counted.goals if not _is_withheld(material, s)]
    return of_goals(*(states.count(state) for state in (GoalState.MET, GoalState.UNDER_WAY, GoalState.MISSED)))


def _first_year(material: Material) -> str:
    if material.basis.municipality.figures_from != material.basis.year:
        return ""
    return "Det er den første årsrapport. Fra næste år står tallet for året før ved siden af."


def _is_withheld(material: Material, status: GoalStatus) -> bool:
    return f"goal.{status.goal.key}.actual" in material.edition.withheld


def _goal(material: Material, status: GoalStatus) -> Fact:
    if _is_withheld(material, status):
        return _without(material, status, "Tallet er holdt tilbage af hensyn til de mennesker, det handler om.")
    if status.state is GoalState.UNKNOWN:
        return _without(material, status, "Tallet kendes ikke.")
    return _measured(material, status) if status.goal.indicator else _judged(material, status)


def _without(material: Material, status: GoalStatus, why: str) -> Fact:
    return Fact(mark_safe("–"), material.words(f"{status.goal.label.rstrip('.')}. {why}"))


def _measured(material: Material, status: GoalStatus) -> Fact:
    """The figure, what it counts, the aim, the year before, and the explanation."""
    name, statement = status.goal.indicator, status.statement.strip()
    big, what, aim = _told(material, status)
    if statement and _says_the_aim(material, statement, status):
        what = aim = ""
    parts = [what, aim, material.before(name), _besides(material, name), statement]
    text = " ".join(part for part in parts if part)
    return Fact(material.words(big), material.words(text), _goal_picture(status))


def _told(material: Material, status: GoalStatus) -> tuple[str, str, str]:
    """The figure as it stands large, the sentence it begins, and the aim."""
    goal, basis = status.goal, material.basis
    name, target = goal.indicator, f"goal.{goal.key}.target"
    unit = small(goal.unit or goal.label)
    if goal.kind == Goal.Kind.YEARLY:
        figure = material.figure(name)
        with_unit, rest = _after_unit(figure.label if figure else goal.label, goal.unit)
        big = f"{fig(name)} {goal.unit}" if with_unit else fig(name)
        return big, f"{rest} {in_the_year(basis)}.", f"Målet er {fig(target)} hvert år."
    if goal.kind == Goal.Kind.RANGE:
        verb = "var" if status.state is GoalState.MISSED else "er"
        most = f" til {fig(f'goal.{goal.key}.target_max', 'ord')}" if goal.target_max else ""
        return fig(name, "Ord"), f"{unit} {in_the_year(basis)}.", f"Målet {verb} {fig(target, 'ord')}{most}."
    big = fig(name) if status.met else f"{fig(name)} af {fig(target)}"
    due = f" {by(goal.due_on)}" if goal.due_on else ""
    return big, f"{unit} {at_the_end(basis)}.", f"Målet er {fig(target)}{due}."


def _after_unit(label: str, unit: str) -> tuple[bool, str]:
    """`Job gennem Slagelse Jobcenter`, job → the figure is `35 job`, and its sentence goes on `gennem Slagelse …`."""
    if unit and len(unit) <= _SHORT_UNIT and label.lower().startswith(f"{unit.lower()} "):
        return True, label[len(unit) + 1 :]
    return False, small(label)


def _says_the_aim(material: Material, statement: str, status: GoalStatus) -> bool:
    """Whether the explanation names the target itself, so that it need not be said twice."""
    target = status.goal.target or 0
    wanted = {str(target), danish.words(target), danish.words(target, neuter=True)}
    return any(word.strip(".,;:") in wanted for word in material.prose.plain(statement).lower().split())


def _besides(material: Material, name: str) -> str:
    other = "placements_other_channels"
    if name != "placements_via_municipality" or not material.value(other):
        return ""
    return f"Virksomhederne besatte selv {fig(other)} mere."


def _judged(material: Material, status: GoalStatus) -> Fact:
    """A goal that no figure measures: reached or not, with its days."""
    goal = status.goal
    until = by(goal.due_on).removeprefix("ved ") if goal.due_on else ""
    if status.met and goal.achieved_on:
        told = f"Det lykkedes den {danish.date(goal.achieved_on)}" + (f"; fristen er {until}." if until else ".")
    else:
        told = f"Fristen {'var' if status.state is GoalState.MISSED else 'er'} {until}." if until else ""
    text = " ".join(part for part in (f"{goal.label.rstrip('.')}.", told, status.statement.strip()) if part)
    return Fact(mark_safe(_STATES[status.state]), material.words(text), _timeline(material, goal))


def _timeline(material: Material, goal: Goal) -> str:
    """The strategy's years with the day it was reached; nothing for a single year or very many."""
    starts = [material.basis.year, *([goal.achieved_on.year] if goal.achieved_on else [])]
    if material.strategy and material.strategy.valid_from:
        starts.append(material.strategy.valid_from.year)
    first, last = min(starts), max(goal.due_on.year if goal.due_on else 0, *starts)
    if last - first >= _MOST_YEARS or last == first:
        return ""
    reached = goal.achieved_on and goal.achieved_on <= material.basis.as_of
    events = [Event("nået", goal.achieved_on)] if reached and goal.achieved_on else []
    return charts.timeline(first, last, events, title=goal.label, deadline=goal.due_on)


def _goal_picture(status: GoalStatus) -> SafeString | str:
    goal, actual = status.goal, status.actual
    if not isinstance(actual, int) or not goal.target:
        return ""
    unit = small(goal.unit or goal.label)
    return charts.goal(actual, goal.target, Noun(unit, unit), target_most=goal.target_max or 0)
