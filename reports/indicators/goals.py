"""Status of the strategy's goals: each is tied to a figure by name, or judged by hand with a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, Q, Subquery

from socialportal.common import danish
from socialportal.common.periods import year as whole_year

from ..figures import Basis, Figure, as_of
from ..lifecycle import GoalState, GoalTerms, goal_state
from ..models import Goal, GoalStatement, Strategy


@dataclass(frozen=True)
class GoalStatus:
    """A goal, and how it stands. `statement` is the sentence that explains it in this year's report."""

    goal: Goal
    actual: int | Decimal | None
    state: GoalState
    statement: str

    @property
    def met(self) -> bool | None:
        """None when it cannot be told."""
        return None if self.state is GoalState.UNKNOWN else self.state is GoalState.MET

    @property
    def target(self) -> int | None:
        """What is wanted; something to be done once is wanted once."""
        once = self.goal.kind == Goal.Kind.ONCE and self.goal.target is None
        return 1 if once else self.goal.target

    @property
    def missing(self) -> int | Decimal | None:
        """How far it is to the target; 0 when it is reached, None when either number is not known."""
        if self.actual is None or self.target is None:
            return None
        return max(self.target - self.actual, 0)


def goals(basis: Basis) -> list[Goal]:
    """The goals of the year's strategy, in order, with `statement` (the year's explaining sentence or None). One query.

    A goal that is for one year is left out of others.
    """
    sentence = GoalStatement.objects.filter(
        goal=OuterRef("pk"),
        report__municipality=basis.municipality,
        report__year=basis.year,
        report__deleted_at=None,
    )
    return list(
        Goal.objects.filter(Q(year=None) | Q(year=basis.year), strategy=strategy_answered(basis))
        .annotate(statement=Subquery(sentence.values("text")[:1]))
        .order_by("order", "pk")
    )


def strategy_answered(basis: Basis) -> Subquery:
    """The strategy that the year's report answers: the one that holds at year-end, else the last that held in the year."""
    held = Strategy.objects.filter(municipality=basis.municipality).overlapping(whole_year(basis.year))
    return Subquery(held.order_by(F("valid_from").desc(nulls_last=True)).values("pk")[:1])


def status(goal: Goal, figures: Mapping[str, Figure], basis: Basis) -> GoalStatus:
    """How the goal stands by the figures of the basis."""
    terms = GoalTerms(
        target=goal.target,
        due_on=goal.due_on,
        year=goal.year,
        yearly=goal.kind == Goal.Kind.YEARLY,
        measured=bool(goal.indicator),
        achieved_on=goal.achieved_on,
    )
    measured = figures.get(goal.indicator)
    actual = measured.value if measured else None
    state = goal_state(terms, actual, basis.as_of)
    if not goal.indicator and goal.kind == Goal.Kind.ONCE:
        actual = int(state is GoalState.MET)
    return GoalStatus(goal, actual, state, getattr(goal, "statement", None) or "")


MEASURED = ("actual", "missing")


def figures(statuses: list[GoalStatus], measured: Mapping[str, Figure], basis: Basis) -> dict[str, Figure]:
    """`goal.<key>.target`, `.target_min`, `.target_max`, `.actual` and `.missing`, so that texts can name them."""
    made: dict[str, Figure] = {}
    for status in statuses:
        goal, behind = status.goal, measured.get(status.goal.indicator)
        neuter = bool(behind and behind.neuter)
        due = f"senest {danish.date(goal.due_on)}" if goal.due_on else str(goal.year or basis.year)
        for what, value in (
            ("target", status.target),
            ("target_min", status.target),
            ("target_max", goal.target_max),
        ):
            name = f"goal.{goal.key}.{what}"
            made[name] = Figure(name, value, goal.unit, due, goal.label, "Måltallet i strategien.", neuter=neuter)
        for what, number in zip(MEASURED, (status.actual, status.missing), strict=True):
            name = f"goal.{goal.key}.{what}"
            made[name] = Figure(
                name=name,
                value=number,
                unit=goal.unit,
                period=behind.period if behind else as_of(basis.as_of),
                label=goal.label,
                definition=_definition(what, behind),
                protected=bool(behind and behind.protected),
                approximate=bool(behind and behind.approximate),
                neuter=neuter,
                source=behind.source if behind and what == "actual" else None,
                sums=behind.sums if behind and what == "actual" else "",
            )
    return made


def _definition(what: str, behind: Figure | None) -> str:
    """What a goal's number counts."""
    counted = behind.definition if behind else "Vurderet af kommunen."
    return counted if what == "actual" else f"Det, der mangler i at nå måltallet. {counted}"
