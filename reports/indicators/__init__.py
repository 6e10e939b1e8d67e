"""A number is a named indicator. Here a name leads to a function of (municipality, year, as of), and all of them together
are counted in a fixed number of queries, however many enterprises, courses, agreements or types there are.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists

from agreements import queries as work
from agreements.models import OutcomeType
from agreements.queries import AgreementCounts
from agreements.queries.progression import progression
from enterprises.queries import present
from socialportal.accounts.models import Municipality

from ..figures import Basis, BasisError, Figure
from . import agreements, goals, names, placements, scalars
from .goals import GoalStatus
from .placements import TypeCount

__all__ = ["Counted", "GoalStatus", "TypeCount", "count", "figure", "goals_standing"]

# An evaluation: its fixed groups, each with its label and the codes of its statuses.
Groups = dict[int, list[tuple[str, frozenset[str]]]]


@dataclass(frozen=True, eq=False)
class Counted:
    """Everything a report of a municipality and a year may print, before an edition has decided what of it.

    `statuses` is the national list of outcomes, code → group; `before` the volumes of the year before, where compared.
    """

    basis: Basis
    words: dict[str, str]
    figures: dict[str, Figure]
    agreements: list[AgreementCounts]
    types: list[TypeCount]
    goals: list[GoalStatus]
    public_groups: Groups
    statuses: dict[str, str]
    before: dict[str, int | Decimal] = field(default_factory=dict)


def count(basis: Basis) -> Counted:
    """Counts everything: a dozen queries. Raises BasisError for a year without presence, or before figures begin."""
    bases = [basis, *([basis.before] if basis.before else [])]
    row = _row(scalars.SCALARS, bases)
    words = names.words(basis, row)
    figures = {name: scalars.figure(name, basis, row, words) for name in scalars.SCALARS}
    types = placements.by_type(bases)
    counted = work.counts(basis.municipality, basis.period)
    figures |= placements.figures(basis, types, words)
    figures |= agreements.figures(counted)
    figures |= placements.progression_figures(basis, progression(basis.municipality, basis.as_of))
    statuses = [goals.status(goal, figures, basis) for goal in goals.goals(basis)]
    figures |= goals.figures(statuses, figures, basis)
    before = {name: scalars.value(name, bases[1], row, 1) for name in scalars.SCALARS} if basis.before else {}
    return Counted(
        basis=basis,
        words=words,
        figures=figures,
        agreements=counted,
        types=types,
        goals=statuses,
        public_groups=work.public_groups([a.evaluation_pk for a in counted if a.evaluation_pk]),
        statuses=dict(OutcomeType.with_deleted.order_by("pk").values_list("code", "group")),
        before={name: value for name, value in before.items() if value is not None},
    )


def goals_standing(basis: Basis) -> list[GoalStatus]:
    """How the goals of the year's strategy stand: two queries, where each is tied to a scalar figure, as most are. Raises
    BasisError as `count` does.
    """
    found = goals.goals(basis)
    wanted = {goal.indicator for goal in found if goal.indicator}
    if wanted - scalars.SCALARS.keys():
        return count(basis).goals
    row = _row(sorted(wanted), [basis])
    words = names.words(basis, row)
    figures = {name: scalars.figure(name, basis, row, words) for name in wanted}
    return [goals.status(goal, figures, basis) for goal in found]


def figure(name: str, municipality: Municipality, year: int, as_of: dt.date | None = None) -> Figure:
    """One figure by its name. Raises BasisError for a wrong day or an empty year, KeyError for a name nobody counts."""
    basis = Basis.of(municipality, year, as_of)
    if name not in scalars.SCALARS:
        return count(basis).figures[name]
    row = _row([name], [basis])
    return scalars.figure(name, basis, row, names.words(basis, row))


def _row(wanted: Iterable[str], bases: list[Basis]) -> dict[str, Any]:
    """The municipality's row with the figures, the names of its units, and whether there is anything to count at all."""
    basis = bases[0]
    first = basis.municipality.figures_from
    if first is not None and basis.year < first:
        # An enterprise whose start is unknown was there "before anything we know", and nothing is known of that.
        raise BasisError(
            f"Tallene for {basis.municipality.name} findes fra {first}, så {basis.year} kan ikke gøres op."
        )
    whole_year = Basis.of(basis.municipality, basis.year).period
    columns = scalars.columns(wanted, bases) | names.columns(basis)
    columns["present"] = Exists(present(basis.municipality, whole_year))
    row = Municipality.objects.filter(pk=basis.municipality.pk).annotate(**columns).values(*columns).get()
    if not row["present"]:
        place = f"{basis.municipality.name} i {basis.year}"
        raise BasisError(f"Der er ingen virksomheder eller initiativer i {place}, så der er intet at opgøre.")
    return row
