"""Goals of a strategy: what they are measured by, and when they are reached."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand

from ..indicators.scalars import SCALARS
from ..models import Goal
from ..rules import goal_problems, key_from
from .strategy import EDIT


def _check(goal: Goal) -> None:
    """The model's rules need the numbers in place, so those of the kind are asked first."""
    problems = goal_problems(
        goal.kind,
        indicator=goal.indicator,
        target=goal.target,
        target_max=goal.target_max,
        due_on=goal.due_on,
        year=goal.year,
    )
    if goal.indicator and goal.indicator not in SCALARS:
        problems["indicator"] = "Vælg et af de tal, portalen regner ud."
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def add_goal(access: Access, goal: Goal, *, links: Any = None) -> Goal:
    """Adds a goal last in its strategy; without a key, one is made from its words. Raises ValidationError."""
    demand(access, EDIT, goal)
    _check(goal)
    there = list(Goal.objects.select_for_update().filter(strategy=goal.strategy))
    if not goal.key:
        goal.key = key_from(goal.label, (other.key for other in there), longest=40)
    elif any(other.key == goal.key for other in there):
        raise ValidationError({"key": "Strategien har allerede et mål med den nøgle. Vælg en anden."})
    goal.order = goal.order or max((other.order for other in there), default=0) + 1
    return guarded.add(access, EDIT, goal, links=links)


@transaction.atomic
def correct_goal(access: Access, goal: Goal, *, expected_version: int, links: Any = None) -> Goal:
    """Rettelse; also how a goal that is judged by hand is said to be reached. Raises ValidationError, Conflict."""
    demand(access, EDIT, goal)
    _check(goal)
    return guarded.change(access, EDIT, goal, expected_version=expected_version, links=links)


@transaction.atomic
def remove_goal(access: Access, goal: Goal, *, expected_version: int, reason: str = "") -> None:
    """Takes a goal out of the strategy. Raises Conflict."""
    guarded.remove(access, EDIT, goal, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_goal(access: Access, goal: Goal) -> Goal:
    """Brings it back. Raises ValidationError when its key is taken meanwhile."""
    return guarded.restore(access, EDIT, goal)
