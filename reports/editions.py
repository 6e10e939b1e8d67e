"""Two editions of one count: the internal working copy with everything, and the public one, protected as a whole.

What is protected is an attribute of persons (status, plan, type of job, hours), not a volume (courses ended, running, places).
Pure: takes what was counted, gives what may be printed. Which numbers are public together is decided here and nowhere else,
for tables, charts, running text, goals, JSON and comparison alike (decisions, "Two editions").
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from agreements.queries import AgreementCounts, Tally

from . import tabulate
from .figures import Figure
from .indicators import Counted
from .indicators.agreements import GROUPS_OF
from .indicators.goals import MEASURED
from .indicators.placements import PREFIX, TypeCount
from .placeholders import Lookup
from .tabulate import Cell, Row, Table

NOT_REGISTERED = "Status endnu ikke registreret"
OTHER_JOBS = "Andre job"
PLAN_LABELS = {"made": "Har individuel plan", "in_progress": "Planen er på vej", "none": "Ingen plan"}
NOT_YET = "Har endnu ikke plan"
# What of a plan table a figure adds up.
_PLAN_KEYS = {
    "plans_made": {"made"},
    "plans_made_pct": {"made"},
    "plans_in_progress": {"in_progress"},
    "plans_none": {"none"},
    "plans_not_made": {"in_progress", "none"},
}


class Edition(StrEnum):
    """As commands, addresses and files name it."""

    INTERNAL = "intern"
    PUBLIC = "offentlig"

    @property
    def label(self) -> str:
        """What the reader is told."""
        return "Offentlig udgave" if self is Edition.PUBLIC else "Intern udgave"


@dataclass(frozen=True, eq=False)
class Printed:
    """What an edition prints. A table that is None is withheld; a figure in `withheld` is never printed as a number."""

    edition: Edition
    counted: Counted
    figures: dict[str, Figure]
    withheld: frozenset[str]
    outcomes: dict[int, Table | None]
    plans: dict[int, Table | None]
    placements: Table | None
    before: dict[str, int | Decimal]
    suppressed: tuple[str, ...] = field(default=())

    @property
    def is_public(self) -> bool:
        """Whether it may leave the house."""
        return self.edition is Edition.PUBLIC

    def lookup(self, references: Mapping[str, str], more: Mapping[str, Figure] | None = None) -> Lookup:
        """What texts may name in this edition. `more` are the figures of one text only: a story's `case.*`.

        A story is printed in the public edition only with consent, and then with its hours: that is decided by whoever
        prints it, so `more` is never withheld.
        """
        return Lookup(
            values=dict(self.counted.words) | dict(self.figures) | dict(more or {}),
            withheld=self.withheld,
            references=dict(references),
        )


def printed(counted: Counted, edition: Edition) -> Printed:
    """The edition of what was counted."""
    return _public(counted) if edition is Edition.PUBLIC else _internal(counted)


def _evaluated(counted: Counted) -> list[tuple[AgreementCounts, Tally]]:
    return [(agreement, agreement.evaluated) for agreement in counted.agreements if agreement.evaluated]


def _type_cells(types: list[TypeCount], index: int = 0) -> list[Cell]:
    return [Cell(kind.code, kind.label, kind.counts[index]) for kind in types]


def _plan_cells(tally: Tally) -> list[Cell]:
    courses = tally.courses
    counts = {"made": courses.plans_made, "in_progress": courses.plans_in_progress, "none": courses.plans_none}
    return [Cell(key, PLAN_LABELS[key], count) for key, count in counts.items()]


# --- Intern ----------------------------------------------------------------------------------------------------------


def _internal(counted: Counted) -> Printed:
    types: dict[str, int | Decimal] = {
        f"{PREFIX}{kind.code}": kind.counts[1] for kind in counted.types if len(kind.counts) > 1
    }
    return Printed(
        edition=Edition.INTERNAL,
        counted=counted,
        figures=counted.figures,
        withheld=frozenset(),
        outcomes={
            agreement.number: tuple(Row(o.label, o.rows, frozenset({o.code})) for o in tally.outcomes)
            for agreement, tally in _evaluated(counted)
        },
        plans={agreement.number: tabulate.as_they_are(_plan_cells(tally)) for agreement, tally in _evaluated(counted)},
        placements=tabulate.as_they_are(_type_cells(counted.types)),
        before=counted.before | types,
    )


# --- Offentlig --------------------------------------------------------------------------------------------------------


def _public(counted: Counted) -> Printed:
    threshold = counted.basis.municipality.threshold
    evaluated = _evaluated(counted)
    outcomes = {agreement.number: outcome_table(counted, agreement, tally) for agreement, tally in evaluated}
    plans = {
        agreement.number: tabulate.by_merging_last(_plan_cells(tally), threshold, NOT_YET)
        for agreement, tally in evaluated
    }
    placements = tabulate.by_merging_last(_type_cells(counted.types), threshold, OTHER_JOBS)
    public = _rules(counted, outcomes, plans, placements)
    # How far a goal is reached tells what its figure tells: the one is printed where the other is.
    goals = {f"goal.{s.goal.key}.{what}": s.goal.indicator for s in counted.goals for what in MEASURED}
    protected = (name for name, figure in counted.figures.items() if figure.protected and name not in goals)
    withheld = {name for name in protected if not public(name)}
    withheld |= {name for name, indicator in goals.items() if indicator in withheld}
    return Printed(
        edition=Edition.PUBLIC,
        counted=counted,
        # Without the records behind: what is public has no door to them.
        figures={name: replace(f, source=None) for name, f in counted.figures.items() if name not in withheld},
        withheld=frozenset(withheld),
        outcomes=outcomes,
        plans=plans,
        placements=placements,
        before=counted.before | _types_before(counted, threshold),
        suppressed=_suppressed(counted, withheld, outcomes, plans, placements),
    )


def outcome_table(counted: Counted, agreement: AgreementCounts, tally: Tally) -> Table | None:
    """The evaluation's fixed groups where they may be printed, else the finest safe national ones, else None.

    Of courses by their most important status. Every national status is a category, also those nobody has.
    """
    threshold = counted.basis.municipality.threshold
    first = {outcome.code: outcome for outcome in tally.outcomes}
    codes = list(dict.fromkeys([*first, *counted.statuses]))
    cells = [
        Cell(code, first[code].label if code in first else code, first[code].primary if code in first else 0, group)
        for code in codes
        for group in (counted.statuses.get(code) or first[code].group,)
    ]
    missing = tally.courses.ended - sum(cell.count for cell in cells)
    cells.append(Cell("", NOT_REGISTERED, missing))
    groups = counted.public_groups.get(agreement.evaluation_pk or 0, [])
    return tabulate.by_fixed_groups(cells, groups, threshold) or tabulate.by_computed_groups(cells, threshold)


def _rules(
    counted: Counted, outcomes: dict[int, Table | None], plans: dict[int, Table | None], placements: Table | None
) -> Callable[[str], bool]:
    """Which protected figures say no more than the printed tables do. Everything else protected is withheld."""
    allowed: set[str] = set()
    for kind in counted.types:
        if tabulate.says_no_more({kind.code}, placements):
            allowed.add(f"{PREFIX}{kind.code}")
    for number, table in plans.items():
        allowed |= {
            f"agreement.{number}.{what}" for what, keys in _PLAN_KEYS.items() if tabulate.says_no_more(keys, table)
        }
    for number, table in outcomes.items():
        for what, groups in GROUPS_OF.items():
            codes = {code for code, group in counted.statuses.items() if group in groups}
            if tabulate.says_no_more(codes, table):
                allowed |= {f"agreement.{number}.{what}", f"agreement.{number}.{what}_pct"}
    return allowed.__contains__


def _types_before(counted: Counted, threshold: int) -> dict[str, int | Decimal]:
    """Jobs by type the year before: those that year's own table prints alone."""
    if not counted.types or len(counted.types[0].counts) < 2:
        return {}
    table = tabulate.by_merging_last(_type_cells(counted.types, 1), threshold, OTHER_JOBS) or ()
    return {f"{PREFIX}{key}": row.count for row in table if not row.is_merged for key in row.keys}


def _suppressed(
    counted: Counted,
    withheld: set[str],
    outcomes: dict[int, Table | None],
    plans: dict[int, Table | None],
    placements: Table | None,
) -> tuple[str, ...]:
    """What is withheld, by name and never by size."""
    names = withheld | {"findings"}
    names |= {f"agreement.{number}.outcomes" for number in outcomes}
    names |= {f"agreement.{number}.outcome_groups" for number, table in outcomes.items() if table is None}
    names |= {f"agreement.{number}.plans" for number, table in plans.items() if table is None}
    names |= {f"goal.{s.goal.key}.met" for s in counted.goals if f"goal.{s.goal.key}.actual" in withheld}
    return tuple(sorted(names))
