"""The figures of Året kort besides the goals, the most telling first; each begins a sentence and has a picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from agreements.queries import AgreementCounts
from socialportal.common import charts, danish
from socialportal.common.charts import Group, Noun

from .material import Material
from .phrases import fig, in_the_year, quoted
from .shapes import COURSES, grant_parts, outcome_groups

_MILLION = 1_000_000
_WIDTH = 42  # mm


@dataclass(frozen=True)
class Fact:
    """A figure, the sentence it begins, and its picture."""

    big: SafeString
    text: SafeString
    picture: str = ""


def figures(material: Material) -> Iterator[Fact]:
    """Those that there is something to tell of."""
    evaluated = [agreement for agreement in material.edition.counted.agreements if agreement.evaluated]
    yield from _registered(material)
    yield from _places(material, evaluated)
    yield from _outcomes(material, evaluated)
    yield from _grants(material)
    yield from _taking_part(material)


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _registered(material: Material) -> Iterator[Fact]:
    registered, on_the_way = material.value("rsv_registered"), material.value("rsv_in_progress")
    if not registered and not on_the_way:
        return
    others = "" if not registered else " anden" if on_the_way == 1 else " andre"
    text = _sentences(
        f"har i {fig('year')} været registreret som socialøkonomisk virksomhed (RSV).",
        material.before("rsv_registered"),
        f"{fig('rsv_in_progress', 'Ord')}{others} arbejder på at blive det." if on_the_way else "",
    )
    groups = [
        Group(Noun("registreret", "registrerede"), registered, "disc"),
        Group(Noun("på vej", "på vej"), on_the_way, "ring"),
    ]
    yield Fact(material.words(fig("rsv_registered", "Ord")), material.words(text), charts.marks_in_line(groups))


def _places(material: Material, agreements: list[AgreementCounts]) -> Iterator[Fact]:
    known = [a for a in agreements if material.value(f"agreement.{a.number}.places")]
    if not known:
        return
    first, *others = known
    name = f"agreement.{first.number}"
    noun = "plads" if material.value(f"{name}.places") == 1 else "pladser"
    where = f"i aftale {first.number}" if len(agreements) > 1 else "i samarbejdsaftalen"
    day = danish.date(first.evaluated.period.last)  # type: ignore[union-attr]
    sentences = [f"{noun} {where} var i brug den {day}{_extra(material, name)}."]
    for other in others:
        one = f"agreement.{other.number}"
        used = f"{fig(f'{one}.in_use', 'ord')} af {fig(f'{one}.places', 'ord')}"
        sentences.append(f"I aftale {other.number} var det {used}{_extra(material, one)}.")
    pictures = [
        charts.occupancy(
            material.value(f"agreement.{a.number}.places"),
            material.value(f"agreement.{a.number}.in_use"),
            width=_WIDTH,
            cell=5.3,
            words=False,
        )
        for a in known
    ]
    big = f"{fig(f'{name}.in_use')} af {fig(f'{name}.places')}"
    yield Fact(material.words(big), material.words(_sentences(*sentences)), charts.stack(pictures))


def _extra(material: Material, name: str) -> str:
    if not material.value(f"{name}.optional_in_use"):
        return ""
    return f" og {fig(f'{name}.optional_in_use', 'ord')} ekstra"


def _outcomes(material: Material, agreements: list[AgreementCounts]) -> Iterator[Fact]:
    known = [
        a
        for a in agreements
        if material.value(f"agreement.{a.number}.ended") and material.figure(f"agreement.{a.number}.positive")
    ]
    if not known:
        return
    first, *others = known
    name = f"agreement.{first.number}"
    where = f" i aftale {first.number}" if len(agreements) > 1 else ""
    share = fig(f"{name}.positive_pct", "pct")
    sentences = [f"er efter endt forløb{where} kommet i job, uddannelse eller undervisning ({share})."]
    for other in others:
        one = f"agreement.{other.number}"
        part = f"{fig(f'{one}.positive')} af {fig(f'{one}.ended')} ({fig(f'{one}.positive_pct', 'pct')})"
        sentences.append(f"I aftale {other.number} gælder det {part}.")
    period = first.evaluated.period  # type: ignore[union-attr]
    sentences.append(f"Talt fra {danish.date(period.first)} til {danish.date(period.last)}.")
    most = max(material.value(f"agreement.{a.number}.ended") for a in known)
    strips = [
        charts.grouped_strip(outcome_groups(table), whole=COURSES, most=most, width=_WIDTH, words=False)
        for agreement in known
        if (table := material.outcome_groups(agreement))
    ]
    big = f"{fig(f'{name}.positive')} af {fig(f'{name}.ended')}"
    yield Fact(material.words(big), material.words(_sentences(*sentences)), charts.stack(strips) if strips else "")


def _grants(material: Material) -> Iterator[Fact]:
    figure = material.figure("grants_total_dkk")
    if figure is None or not figure.value:
        return
    who = f"modtog virksomheder og initiativer fra puljer og fonde {in_the_year(material.basis)}."
    point = next((p for p in material.rows.point if "grants" in p.fact_blocks), None)
    why = f"Beløbet er omtrentligt; se hvorfor i {fig(f'punkt:{point.key}')}." if point else "Beløbet er omtrentligt."
    text = _sentences(who, why if figure.approximate else "")
    if figure.value >= _MILLION:
        amount = danish.number(danish.half_up(figure.value / _MILLION, 1))
        big = format_html("<small>ca.</small> {} <small>mio. kr.</small>", material.prose.figure(figure, amount))
    else:
        big, text = material.prose.figure(figure, danish.number(figure.value)), f"kr. {text}"
    picture = charts.stacked_strip(grant_parts(material), title="Puljer og fondsmidler", width=_WIDTH, words=False)
    yield Fact(big, material.words(text), picture)


def _taking_part(material: Material) -> Iterator[Fact]:
    number = material.value("initiative_participants")
    names = dict.fromkeys(row.initiative for row in material.taking_part() if row.participants_counted)
    if not number or not names:
        return
    what = Noun("virksomhed eller initiativ", "virksomheder og initiativer")
    text = f"{what.one if number == 1 else what.many} er med i {quoted(list(names))}."
    text = _sentences(text, material.before("initiative_participants"))
    picture = charts.marks_in_line([Group(what, number, "disc")])
    yield Fact(material.words(fig("initiative_participants", "Ord")), material.words(text), picture)
