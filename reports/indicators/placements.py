"""Jobs by type, and how they develop. The types are data: a figure is named by the type's code."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count, Q

from agreements import queries as work
from agreements.models import PlacementType
from agreements.queries import progression as following
from socialportal.common import danish

from ..figures import HALF_UP, Basis, Figure, as_of, over

PREFIX = "placements_"


@dataclass(frozen=True)
class TypeCount:
    """How many jobs of a type, on each basis asked for."""

    code: str
    label: str
    counts: tuple[int, ...]


def by_type(bases: list[Basis]) -> list[TypeCount]:
    """Every type in use on the first basis' day, and every type somebody got a job of, in order. Two queries."""
    now = bases[0]
    flows = {
        f"n{index}": Count("pk", filter=Q(started_on__gte=basis.period.first, started_on__lte=basis.period.last))
        for index, basis in enumerate(bases)
    }
    spans = Q()
    for basis in bases:
        spans |= Q(started_on__gte=basis.period.first, started_on__lte=basis.period.last)
    everything = work.placements_via_municipality(now.municipality).filter(spans)
    found: dict[str, list[int]] = {}
    rows: Any = everything.values("type__code").annotate(**flows).order_by()
    for row in rows:
        found[row["type__code"]] = [row[name] for name in flows]
    types: dict[str, PlacementType] = {}
    for kind in PlacementType.with_deleted.order_by("order", "pk"):
        in_use = kind.deleted_at is None and kind.holds_on(now.as_of)
        if in_use or (kind.code in found and kind.code not in types):
            types[kind.code] = kind
    nothing = [0] * len(bases)
    return [TypeCount(code, kind.name, tuple(found.get(code, nothing))) for code, kind in types.items()]


def figures(basis: Basis, types: list[TypeCount], words: dict[str, str]) -> dict[str, Figure]:
    """One figure a type. What type of job people got is an attribute of persons."""
    jobs = partial(work.placements_begun, basis.municipality, basis.period)
    total = sum(kind.counts[0] for kind in types)

    def of_type(code: str) -> Any:
        return lambda: jobs().filter(type__code=code)

    return {
        f"{PREFIX}{kind.code}": Figure(
            name=f"{PREFIX}{kind.code}",
            value=kind.counts[0],
            unit="job",
            period=over(basis.period),
            label=kind.label,
            definition=f"Job gennem {words['jobcentre']} af typen {kind.label.lower()}, begyndt i perioden.",
            denominator=total,
            protected=True,
            neuter=True,
            source=of_type(kind.code),
        )
        for kind in types
    }


def progression_figures(basis: Basis, found: following.Progression) -> dict[str, Figure]:
    """Hours at the start and later, share whose hours rose, jobs still running, those that led to an ordinary enterprise: of
    all jobs begun by the day.
    """
    period = as_of(basis.as_of)
    municipality, day = basis.municipality, basis.as_of

    def make(name: str, value: int | Decimal | None, **more: Any) -> Figure:
        return Figure(name=f"progression_{name}", value=value, period=period, protected=True, neuter=True, **more)

    made = [
        make(
            "jobs",
            found.jobs,
            unit="job",
            label="Job, hvis timer følges",
            definition="Job gennem kommunen, begyndt senest den dag, hvor timerne ved start er oplyst.",
            source=lambda: following.placements_followed(municipality, day),
        ),
        make(
            "hours_start",
            _rounded(found.mean_at_start),
            unit="timer om ugen",
            label="Timer ved start",
            definition="Gennemsnit af timer om ugen ved start for de job, hvis timer følges.",
            denominator=found.jobs,
            rounding=HALF_UP,
        ),
        make(
            "rose",
            found.rose,
            unit="job",
            label="Job med flere timer end ved start",
            definition="Job, hvis senest oplyste timer er flere end ved start.",
            denominator=found.jobs,
            source=lambda: following.placements_that_rose(municipality, day),
        ),
        make(
            "rose_pct",
            danish.share(found.rose, found.jobs),
            unit="%",
            label="Andel med flere timer end ved start",
            definition="Af de job, hvis timer følges.",
            part=found.rose,
            denominator=found.jobs,
            rounding=HALF_UP,
        ),
        make(
            "moved_on",
            found.moved_on,
            unit="job",
            label="Videre til en ordinær virksomhed",
            definition="Job gennem kommunen, der er ophørt senest den dag, fordi den ansatte gik videre til et job i en "
            "ordinær virksomhed.",
            denominator=found.ended,
            source=lambda: following.placements_moved_on(municipality, day),
        ),
        make(
            "moved_on_pct",
            danish.share(found.moved_on, found.ended),
            unit="%",
            label="Andel videre til en ordinær virksomhed",
            definition="Af de job, der er ophørt senest den dag, og hvor grunden er oplyst.",
            part=found.moved_on,
            denominator=found.ended,
            rounding=HALF_UP,
        ),
    ]
    made += [
        make(
            f"hours_{after.months}",
            _rounded(after.mean),
            unit="timer om ugen",
            label=f"Timer efter {after.months} måneder",
            definition=f"Gennemsnit for de job, der varede mindst {after.months} måneder, og hvis timer da er oplyst.",
            denominator=after.jobs,
            rounding=HALF_UP,
        )
        for after in found.after
    ]
    made += [
        make(
            f"lasting_{lasting.months}",
            lasting.lasting,
            unit="job",
            label=f"Job i gang efter {lasting.months} måneder",
            definition=f"Job gennem kommunen, der varede mindst {lasting.months} måneder. Kun de, der er begyndt så længe "
            "før opgørelsen, kan tælles.",
            denominator=lasting.begun,
            source=partial(following.placements_lasting, municipality, day, lasting.months),
        )
        for lasting in found.lasting
    ]
    made += [
        make(
            f"lasting_{lasting.months}_pct",
            danish.share(lasting.lasting, lasting.begun),
            unit="%",
            label=f"I gang efter {lasting.months} måneder",
            definition=f"Af de job, der begyndte mindst {lasting.months} måneder før opgørelsen.",
            part=lasting.lasting,
            denominator=lasting.begun,
            rounding=HALF_UP,
        )
        for lasting in found.lasting
    ]
    return {figure.name: figure for figure in made}


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else danish.half_up(value, 1)
