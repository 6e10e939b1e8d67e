"""The figures as JSON: the contract that scripts and the PDF's attachment rely on. Adding keys is free, renaming is not.

Numbers are numbers; null is "not known". What an edition withholds is absent, and named in `suppressed`.
"""

from decimal import Decimal
from typing import Any

from .editions import Edition, Printed
from .figures import Figure
from .findings import find
from .indicators import GoalStatus
from .indicators.placements import PREFIX
from .indicators.scalars import SCALARS
from .placeholders import plain as filled
from .queries import Texts, references
from .tabulate import Table

SCHEMA = 1


def figures_json(edition: Printed, written: Texts) -> dict[str, Any]:
    """The whole document of contracts.md, "Figures (JSON)", as plain values ready for `json.dumps`."""
    basis = edition.counted.basis
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "municipality": {"code": basis.municipality.code, "name": basis.municipality.name},
        "year": basis.year,
        "edition": str(edition.edition),
        "as_of": basis.as_of.isoformat(),
        "figures": {name: plain(edition.figures[name].value) for name in _main(edition)},
        "approximate": [name for name in _main(edition) if edition.figures[name].approximate],
        "before": {name: plain(value) for name, value in edition.before.items()},
        "goals": [_goal(edition, status) for status in edition.counted.goals],
        "agreements": [_agreement(edition, a.number) for a in edition.counted.agreements if a.evaluated],
        "agreements_year": [_agreement_year(edition, a.number) for a in edition.counted.agreements],
        "recommendations": recommendations(edition, written),
        "definitions": {name: _definition(edition.figures[name]) for name in _main(edition)},
    }
    if edition.is_public:
        if edition.placements:
            document["placement_groups"] = _counts(edition.placements)
        document["suppressed"] = list(edition.suppressed)
    else:
        document["progression"] = {
            name.removeprefix("progression_"): plain(figure.value)
            for name, figure in edition.figures.items()
            if name.startswith("progression_")
        }
        document["findings"] = [
            {"code": f.code, "where": f.where, "message": f.message, "severity": str(f.severity)}
            for f in find(edition.counted, written)
        ]
    return document


def plain(value: int | Decimal | None) -> int | float | None:
    """An int stays one; a share with its decimal is a float (40.0)."""
    return float(value) if isinstance(value, Decimal) else value


def _main(edition: Printed) -> list[str]:
    """The municipality's own figures, jobs by type after the jobs."""
    names = list(SCALARS)
    after = names.index("placements_other_channels") + 1
    types = [name for name in (f"{PREFIX}{kind.code}" for kind in edition.counted.types) if name in edition.figures]
    return [*names[:after], *types, *names[after:]]


def _definition(figure: Figure) -> dict[str, Any]:
    told = {"label": figure.label, "unit": figure.unit, "period": figure.period, "definition": figure.definition}
    return {key: text.replace("\u00a0", " ") for key, text in told.items()}


def _goal(edition: Printed, status: GoalStatus) -> dict[str, Any]:
    goal = status.goal
    told: dict[str, Any] = {
        "key": goal.key,
        "label": goal.label,
        "kind": goal.kind,
        "target": status.target,
        "due": goal.due_on.isoformat() if goal.due_on else None,
        "year": goal.year,
        "achieved_on": goal.achieved_on.isoformat() if goal.achieved_on else None,
    }
    if goal.target_max is not None:
        told["target_max"] = goal.target_max
    if f"goal.{goal.key}.actual" not in edition.withheld:
        told |= {"actual": plain(status.actual), "met": status.met, "state": str(status.state)}
    return told


def _agreement(edition: Printed, number: int) -> dict[str, Any]:
    counted = next(a for a in edition.counted.agreements if a.number == number)
    period = counted.evaluated.period  # type: ignore[union-attr]
    told: dict[str, Any] = {
        "number": number,
        "counted_from": period.first.isoformat(),
        "as_of": period.last.isoformat(),
    }
    told |= _some(
        edition, f"agreement.{number}.", "places", "places_optional", "in_use", "optional_in_use", "ended", "running"
    )
    if plans := edition.plans[number]:
        told["plans"] = {"not_made" if row.is_merged else next(iter(row.keys)): row.count for row in plans}
    outcomes = edition.outcomes[number]
    if outcomes is not None:
        told["outcome_groups" if edition.is_public else "outcomes"] = _counts(outcomes)
    return told | _some(
        edition, f"agreement.{number}.", "outcomes_total", "positive", "positive_pct", "stopped", "stopped_pct"
    )


def _agreement_year(edition: Printed, number: int) -> dict[str, Any]:
    """The calendar year's figures of the same agreement, which are never added to the evaluation's."""
    period = edition.counted.basis.period
    told: dict[str, Any] = {"number": number, "from": period.first.isoformat(), "to": period.last.isoformat()}
    told |= _some(edition, f"agreement.{number}.year_", "started", "ended", "running")
    if edition.edition is Edition.INTERNAL:
        counted = next(a for a in edition.counted.agreements if a.number == number)
        told["outcomes"] = {outcome.label: outcome.rows for outcome in counted.year.outcomes}
    return told | _some(
        edition, f"agreement.{number}.year_", "outcomes_total", "positive", "positive_pct", "stopped", "stopped_pct"
    )


def _some(edition: Printed, prefix: str, *names: str) -> dict[str, Any]:
    """Those the edition prints; null for one that is not known."""
    return {name: plain(edition.figures[prefix + name].value) for name in names if prefix + name in edition.figures}


def _counts(table: Table) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in table:
        counts[row.label] = counts.get(row.label, 0) + row.count
    return counts


def recommendations(edition: Printed, written: Texts) -> list[dict[str, str]]:
    """With each point's number as it is printed (`6.1`), then the holistic ones (`7.2.A`); figures in them filled in."""
    numbers = references(edition.counted, written)
    lookup = edition.lookup(numbers)
    told = [
        {"point": numbers[f"punkt:{point.key}"].removeprefix("punkt "), "text": filled(point.recommendation, lookup)}
        for point in written.points
        if point.recommendation
    ]
    chapter = numbers.get("afsnit:recommendations", "").removeprefix("afsnit ")
    return told + [
        {"point": f"{chapter}.2.{advice.letter}", "text": filled(advice.text, lookup)} for advice in written.holistic
    ]
