"""Status of the strategy's goals: each is tied to a figure by name, or judged by hand with a date."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from socialportal.accounts.models import Municipality
from socialportal.common import danish
from socialportal.common.periods import Period
from socialportal.common.periods import year as whole_year

from ..figures import Basis, Figure, as_of, over
from ..lifecycle import GoalState, GoalTerms, goal_state
from ..models import Goal, GoalStatement, Strategy
from . import names, scalars


def of_its_own(goal: Goal) -> bool:
    """Whether the goal is counted over a time of its own, and not over the report's year: what is added up, and a
    milestone, which is judged on its day.
    """
    return bool(goal.indicator) and goal.kind in {Goal.Kind.TOTAL, Goal.Kind.MILESTONE}


def measured_by(goal: Goal) -> str:
    """The name of the figure that a goal is measured on: the year's, or one of the goal's own."""
    return f"counted.{goal.key}" if of_its_own(goal) else goal.indicator


@dataclass(frozen=True)
class GoalStatus:
    """A goal, and how it stands. `statement` is the sentence that explains it in this year's report."""

    goal: Goal
    actual: int | Decimal | None
    state: GoalState
    statement: str

    @property
    def measured_by(self) -> str:
        """The name of the figure it is measured on; nothing for one that is judged by hand."""
        return measured_by(self.goal)

    @property
    def met(self) -> bool | None:
        """None when it cannot be told."""
        return None if self.state is GoalState.UNKNOWN else self.state is GoalState.MET

    @property
    def target(self) -> int | None:
        """What is wanted; something to be done once is wanted once."""
        once = self.goal.kind in {Goal.Kind.ONCE, Goal.Kind.MILESTONE} and self.goal.target is None
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
        .select_related("strategy", "part_of")
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
    measured = figures.get(measured_by(goal))
    actual = measured.value if measured else None
    state = goal_state(terms, actual, basis.as_of)
    if not goal.indicator and goal.kind in {Goal.Kind.ONCE, Goal.Kind.MILESTONE}:
        actual = int(state is GoalState.MET)
    return GoalStatus(goal, actual, state, getattr(goal, "statement", None) or "")


# --- Goals that are counted over a time of their own ------------------------------------------------------------------
@dataclass(frozen=True)
class Stretch(Basis):
    """A year, or the part of it from `first` on."""

    first: dt.date = dt.date.min

    @property
    def period(self) -> Period:
        """First day – as of."""
        return Period(self.first, self.as_of)


def stretches(goal: Goal, basis: Basis) -> list[Basis]:
    """What a goal is added up over, year by year: from the strategy's first day (the municipality's figures may begin later)
    to the day of the basis; never beyond the goal's own day. A milestone on a number that is no part of such a sum is
    counted on its day alone. Empty before it begins.
    """
    last = min(basis.as_of, goal.due_on or basis.as_of)
    if not is_added_up(goal):
        return [Basis.of(basis.municipality, last.year, last)]
    first = first_day(goal.strategy, basis.municipality) or dt.date(last.year, 1, 1)
    return [
        Stretch(basis.municipality, year, min(dt.date(year, 12, 31), last), max(dt.date(year, 1, 1), first))
        for year in range(first.year, last.year + 1)
        if first <= last
    ]


def is_added_up(goal: Goal) -> bool:
    """A sum over the strategy's time, or a milestone on the way to one."""
    whole = goal.part_of if goal.kind == Goal.Kind.MILESTONE else None
    on_the_way = whole is not None and whole.kind == Goal.Kind.TOTAL and whole.indicator == goal.indicator
    return goal.kind == Goal.Kind.TOTAL or on_the_way


def first_day(strategy: Strategy, municipality: Municipality) -> dt.date | None:
    """The strategy's first day, or the first of the municipality's figures where they begin later."""
    known = dt.date(municipality.figures_from, 1, 1) if municipality.figures_from else None
    return max((day for day in (strategy.valid_from, known) if day), default=None)


def own_figures(asked: Iterable[tuple[Goal, Basis]]) -> dict[str, Figure]:
    """The figures `counted.<key>` of the goals that have their own, each as of its basis. One query; none where there is no
    such goal. A sum of years is not known where no year is.
    """
    wanted = [(goal, basis, stretches(goal, basis)) for goal, basis in asked if of_its_own(goal)]
    wanted = [each for each in wanted if each[0].indicator in scalars.SCALARS]
    if not wanted:
        return {}
    every = list(dict.fromkeys(part for _, _, parts in wanted for part in parts)) or [wanted[0][1]]
    place, basis = wanted[0][1].municipality, wanted[0][1]
    columns = names.columns(basis) | scalars.columns({goal.indicator for goal, _, _ in wanted}, every)
    row = Municipality.objects.filter(pk=place.pk).annotate(**columns).values(*columns).get()
    told = names.words(basis, row)
    return {measured_by(goal): _own(goal, parts, every, row, told) for goal, _, parts in wanted}


def _own(goal: Goal, parts: list[Basis], every: list[Basis], row: dict[str, Any], words: dict[str, str]) -> Figure:
    name = goal.indicator
    places = [every.index(part) for part in parts]
    known = [v for part, at in zip(parts, places, strict=True) if (v := scalars.value(name, part, row, at)) is not None]
    base = scalars.figure(name, every[places[-1] if places else 0], row, words)
    period = over(Period(parts[0].period.first, parts[-1].as_of)) if is_added_up(goal) and parts else base.period
    return replace(
        base,
        name=measured_by(goal),
        value=sum(known) if known or not parts else None,
        period=period,
        label=goal.label,
        definition=f"{base.definition} Lagt sammen over strategiens tid." if is_added_up(goal) else base.definition,
        approximate=any(row.get(f"a{at}_{name}", False) for at in places),
        source=(lambda: _together(name, parts)) if parts else None,
    )


def _together(name: str, parts: list[Basis]) -> QuerySet[Any]:
    """The records of all the years, each once."""
    found = [scalars.SCALARS[name].records(part).order_by() for part in parts]
    any_of = Q(pk__in=found[0].values("pk"))
    for records in found[1:]:
        any_of |= Q(pk__in=records.values("pk"))
    return found[0].model._default_manager.filter(any_of)


MEASURED = ("actual", "missing")


def figures(statuses: list[GoalStatus], measured: Mapping[str, Figure], basis: Basis) -> dict[str, Figure]:
    """`goal.<key>.target`, `.target_min`, `.target_max`, `.actual` and `.missing`, so that texts can name them."""
    made: dict[str, Figure] = {}
    for status in statuses:
        goal, behind = status.goal, measured.get(status.measured_by)
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
