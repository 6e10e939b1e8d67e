"""The figures that are one number for a municipality and a year. All of them, and a year before, in one query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, F, Func, IntegerField, QuerySet, Subquery

from agreements import queries as work
from enterprises import queries as who

from ..figures import Basis, Figure, as_of, number, over

Records = Callable[[Basis], QuerySet[Any]]


@dataclass(frozen=True)
class Indicator:
    """How one figure is counted and told. In its words, {day}, {year}, {unit}, {jobcentre} are filled in."""

    name: str
    label: str
    unit: str
    definition: str
    records: Records
    stock: bool = False
    neuter: bool = False
    sums: str = ""
    approximate: str = ""
    whole_year: bool = False
    unknown_when_none: bool = False


SCALARS: dict[str, Indicator] = {
    indicator.name: indicator
    for indicator in (
        Indicator(
            "enterprises_active",
            "Virksomheder og initiativer",
            "virksomheder og initiativer",
            "Virksomheder og initiativer, der tæller med i strategiens mål og fortsætter i kommunen efter den {day}. "
            "Den, der stopper eller flytter den dag, er ikke med.",
            lambda b: who.active_enterprises(b.municipality, b.as_of),
            stock=True,
        ),
        Indicator(
            "enterprises_listed",
            "Virksomheder og initiativer i rapporten",
            "virksomheder og initiativer",
            "Alle, der har været aktive i kommunen på mindst én dag i perioden og står på listen. Hver tæller én gang.",
            lambda b: who.listed_enterprises(b.municipality, b.period),
        ),
        Indicator(
            "rsv_registered",
            "Registrerede socialøkonomiske virksomheder (RSV)",
            "virksomheder",
            "Virksomheder på listen, der har stået i Erhvervsstyrelsens register på mindst én dag i perioden.",
            lambda b: who.registered_enterprises(b.municipality, b.period),
        ),
        Indicator(
            "rsv_in_progress",
            "På vej mod registrering",
            "virksomheder",
            "Virksomheder på listen, der arbejder på at blive registreret eller har søgt om det, og som fortsætter med det "
            "i kommunen efter den {day}.",
            lambda b: who.enterprises_on_the_way(b.municipality, b.as_of),
            stock=True,
        ),
        Indicator(
            "placements_via_municipality",
            "Job gennem {jobcentre}",
            "job",
            "Job, som {jobcentre} har del i, begyndt i perioden hos virksomheder og initiativer i kommunen. "
            "Kun de tæller med i målet.",
            lambda b: work.placements_begun(b.municipality, b.period),
            neuter=True,
        ),
        Indicator(
            "placements_other_channels",
            "Job ad andre veje",
            "job",
            "Antal, som virksomhederne selv har oplyst for hele året med deres bidrag til årsrapporten. De tæller ikke med "
            "i målet og lægges ikke sammen med de andre.",
            lambda b: who.declared_placements(b.municipality, b.year),
            neuter=True,
            sums="placements_other_channels",
            whole_year=True,
            unknown_when_none=True,
        ),
        Indicator(
            "collaborations_new",
            "Nye CSR-samarbejder",
            "samarbejder",
            "Samarbejder mellem en virksomhed på listen og en CSR-partner, begyndt i perioden. Underskriften kan være ældre.",
            lambda b: work.collaborations_begun(b.municipality, b.period),
            neuter=True,
        ),
        Indicator(
            "grants_total_dkk",
            "Puljer og fondsmidler",
            "kr.",
            "Beløb fra puljer, fonde og andre givere, modtaget i perioden. Er én del omtrentlig, er summen det også. Et "
            "beløb, hvis dag ikke er oplyst, hører til hele året.",
            lambda b: who.grants_received(b.municipality, b.period),
            sums="amount",
            approximate="approximate",
        ),
        Indicator(
            "network_meetings",
            "Møder i Socialøkonomisk Netværk",
            "møder",
            "Møder i Socialøkonomisk Netværk, holdt i perioden.",
            lambda b: who.meetings_held(b.municipality, b.period),
            neuter=True,
        ),
        Indicator(
            "stories",
            "Gode historier",
            "historier",
            "Historier, som rapporten fortæller fra året.",
            lambda b: who.stories_told(b.municipality, b.year),
        ),
        Indicator(
            "initiative_participants",
            "Deltagere i fælles initiativer",
            "virksomheder og initiativer",
            "Virksomheder og initiativer, der er med i et fælles initiativ og fortsætter med det efter den {day}. Hver "
            "tæller én gang.",
            lambda b: work.enterprises_taking_part(b.municipality, b.as_of),
            stock=True,
        ),
        Indicator(
            "initiative_starts",
            "Løsninger begyndt i året",
            "løsninger",
            "Løsninger i de initiativer, hvor opstarter tælles (fx In-House-løsninger), begyndt i perioden.",
            lambda b: work.starts_in_initiatives(b.municipality, b.period),
        ),
    )
}


def columns(names: Iterable[str], bases: list[Basis]) -> dict[str, Any]:
    """The named figures on each basis as columns of the municipality's row, so that one query counts them all.

    Every figure is a subquery over its own records, so that a figure and the list of its records agree.
    """
    made: dict[str, Any] = {}
    for index, basis in enumerate(bases):
        for indicator in (SCALARS[name] for name in names):
            made[f"v{index}_{indicator.name}"] = _value(indicator, basis)
            if indicator.approximate:
                some = indicator.records(basis).filter(**{indicator.approximate: True})
                made[f"a{index}_{indicator.name}"] = Exists(some)
    return made


def value(name: str, basis: Basis, row: dict[str, Any], index: int = 0) -> int | Decimal | None:
    """A figure's value on one of the bases, from the row of `columns`.

    A number declared for a whole year is not known of a part of it; a sum of nothing is 0, unless nobody declared.
    """
    indicator, found = SCALARS[name], row[f"v{index}_{name}"]
    if indicator.whole_year and not basis.is_whole_year:
        return None
    if found is None:
        return None if indicator.unknown_when_none else 0
    return number(round(found, 2) if isinstance(found, Decimal) else found)


def _value(indicator: Indicator, basis: Basis) -> Subquery:
    # Func, not Count: an aggregate would be grouped, and gives no row at all where there are no records.
    function, field, output = (
        ("SUM", indicator.sums, DecimalField()) if indicator.sums else ("COUNT", "pk", IntegerField())
    )
    records = indicator.records(basis).order_by()
    return Subquery(records.values(total=Func(F(field), function=function, output_field=output)), output_field=output)


def figure(name: str, basis: Basis, row: dict[str, Any], words: dict[str, str]) -> Figure:
    """The number with everything that is told of it, from the row of `columns`."""
    indicator = SCALARS[name]
    return Figure(
        name=name,
        value=value(name, basis, row),
        unit=indicator.unit,
        period=as_of(basis.as_of) if indicator.stock else over(basis.period),
        label=indicator.label.format(**words),
        definition=indicator.definition.format(**words),
        approximate=bool(row.get(f"a0_{name}", False)),
        neuter=indicator.neuter,
        source=lambda: indicator.records(basis),
        sums=indicator.sums,
    )
