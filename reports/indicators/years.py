"""A figure's years beside each other: counted ones on the same day of each year, and before them what is known from paper."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists

from agreements import queries as work
from agreements.queries.progression import progression
from enterprises.queries import present
from socialportal.accounts.models import Municipality
from socialportal.common import danish

from ..figures import Basis, Figure, number
from ..models import AnnualReport, HistoricFigure
from . import agreements, placements, scalars

MOST_YEARS = 12
_COUNTED_ONE_BY_ONE = 5  # years of what is not a single number of one query: agreements, progression

Value = int | Decimal | None


@dataclass(frozen=True)
class YearValue:
    """A figure in a year. One from paper says where from and what is wrong with it."""

    year: int
    value: Value
    approximate: bool = False
    historic: bool = False
    source: str = ""
    known_errors: str = ""
    pk: int | None = None


Years = dict[str, list[YearValue]]


def first_counted(municipality: Municipality) -> int | None:
    """The first year that is counted from records: what the municipality has said, else its earliest report."""
    if municipality.figures_from is not None:
        return municipality.figures_from
    reports = AnnualReport.objects.filter(municipality=municipality).order_by("year")
    return reports.values_list("year", flat=True).first()


def counted_bases(basis: Basis, most: int = MOST_YEARS) -> list[Basis]:
    """The basis and the same day of the years before it that are counted, newest first."""
    found = [basis]
    while len(found) < most and (earlier := found[-1].before):
        found.append(earlier)
    return found


def historic(municipality: Municipality, names: Collection[str], until: int) -> Years:
    """What is known from paper of the years before `until`, oldest first. One query."""
    rows = HistoricFigure.objects.filter(municipality=municipality, indicator__in=names, year__lt=until)
    found: Years = {}
    for row in rows.order_by("year"):
        found.setdefault(row.indicator, []).append(
            YearValue(row.year, number(row.value), row.approximate, True, row.source, row.known_errors, row.pk)
        )
    return found


def of_scalars(names: Iterable[str], basis: Basis, most: int = MOST_YEARS) -> Years:
    """The named scalar figures, oldest year first: two queries, whatever the number of figures and years."""
    wanted, bases = list(names), counted_bases(basis, most)
    columns = scalars.columns(wanted, bases) | _presence(bases)
    row = Municipality.objects.filter(pk=basis.municipality.pk).annotate(**columns).values(*columns).get()
    known = historic(basis.municipality, wanted, bases[-1].year)
    return {
        name: known.get(name, [])
        + [
            YearValue(
                each.year,
                scalars.value(name, each, row, index) if row[f"there{index}"] else None,
                bool(row.get(f"a{index}_{name}", False)),
            )
            for index, each in reversed(list(enumerate(bases)))
        ]
        for name in wanted
    }


def of_figure(figure: Figure, basis: Basis) -> list[YearValue]:
    """One figure of any kind, oldest year first. What a strategy aims at has no years."""
    name = figure.name
    if name in scalars.SCALARS:
        return of_scalars([name], basis)[name]
    if name.startswith(placements.PREFIX):
        return _of_type(name, basis)
    counts: dict[str, Callable[[Basis], Mapping[str, Figure]]] = {
        "agreement": lambda b: agreements.figures(work.counts(b.municipality, b.period)),
        "progression": lambda b: placements.progression_figures(b, progression(b.municipality, b.as_of)),
    }
    count = counts.get("progression" if name.startswith("progression_") else name.partition(".")[0])
    if count is None:
        return []
    earlier = counted_bases(basis, _COUNTED_ONE_BY_ONE)[1:]
    found = [(each.year, count(each).get(name)) for each in reversed(earlier)]
    told = [YearValue(year, one.value, one.approximate) for year, one in found if one and one.value is not None]
    return [*told, YearValue(basis.year, figure.value, figure.approximate)]


def _of_type(name: str, basis: Basis) -> list[YearValue]:
    """Jobs of a type: those of a year nobody was present in are not counted."""
    bases = counted_bases(basis)
    columns = _presence(bases)
    there: Any = Municipality.objects.filter(pk=basis.municipality.pk).annotate(**columns).values(*columns).get()
    counts: tuple[int, ...] = next(
        (kind.counts for kind in placements.by_type(bases) if f"{placements.PREFIX}{kind.code}" == name),
        (0,) * len(bases),
    )
    known = historic(basis.municipality, [name], bases[-1].year).get(name, [])
    return known + [
        YearValue(each.year, counts[index] if there[f"there{index}"] else None)
        for index, each in reversed(list(enumerate(bases)))
    ]


def _presence(bases: list[Basis]) -> dict[str, Any]:
    """Whether there was anybody to count in each year."""
    return {
        f"there{index}": Exists(present(each.municipality, Basis.of(each.municipality, each.year).period))
        for index, each in enumerate(bases)
    }


def told(value: YearValue, unit: str) -> str:
    """`19`, `ca. 1.687.000 kr.`, `40,0 %`; a dash for what was not counted."""
    return written(value.value, unit, approximate=value.approximate) or "–"


def written(value: Value, unit: str, *, approximate: bool = False) -> str:
    """A value as it is read; nothing when it is not known."""
    if value is None:
        return ""
    if unit == "%":
        return danish.percent(value)
    if unit == "kr.":
        return danish.kroner(value, approximate=approximate)
    return f"{f'ca.{danish.NO_BREAK}' if approximate else ''}{danish.number(value)}"
