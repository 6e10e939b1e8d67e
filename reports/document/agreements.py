"""Samarbejdsaftaler: each agreement as a dialogue of questions and answers, with its places, plans and statuses counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from agreements.queries import AgreementCounts
from socialportal.common import charts, danish
from socialportal.common.typography import typeset

from ..figures import over
from ..tabulate import Table
from .material import Material
from .phrases import fig
from .shapes import COURSES, outcome_groups

# The questions whose answer has a picture or a table, by their code in the national list.
_IN_USE, _PLAN, _OVERVIEW = "in-use", "plan", "overview"


@dataclass(frozen=True)
class CountRow:
    """A row of a small table: what, how many, how large a part."""

    label: str
    count: SafeString
    share: str


@dataclass(frozen=True)
class Counts:
    """A small table under an answer."""

    caption: str
    rows: tuple[CountRow, ...]
    total: SafeString
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """A question with its answer, the picture that goes with it and the table of the same."""

    question: str
    text: SafeString
    picture: str = ""
    counts: Counts | None = None


@dataclass(frozen=True)
class AgreementPart:
    """One agreement."""

    anchor: str
    title: str
    aside: str
    period: str
    terms: SafeString
    year: SafeString
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Agreements:
    """All of them, and what is said of both."""

    template: ClassVar[str] = "reports/document/blocks/agreements.html"
    agreements: tuple[AgreementPart, ...]
    together_title: str
    together: SafeString


def agreements(material: Material) -> Iterator[Agreements]:
    """Those in force in the year or evaluated in it."""
    parts = tuple(_agreement(material, one) for one in material.edition.counted.agreements)
    if parts:
        title = "Om begge aftaler" if len(parts) == 2 else "Om aftalerne under ét" if len(parts) > 1 else "Om aftalen"
        yield Agreements(parts, title, material.section("agreements_both"))


def _agreement(material: Material, one: AgreementCounts) -> AgreementPart:
    several = len(material.edition.counted.agreements) > 1
    evaluated = one.evaluated
    return AgreementPart(
        anchor=f"aftale-{one.number}",
        title=f"Samarbejdsaftale {one.number}" if several else "Samarbejdsaftalen",
        aside=f"Opgjort pr. {danish.date(evaluated.period.last)}" if evaluated else "Ikke evalueret i året",
        period=f"Tallene i svarene dækker {over(evaluated.period)}." if evaluated else "",
        terms=_terms(material, one),
        year=_year(material, one),
        answers=tuple(_answers(material, one)) if evaluated else (),
    )


def _terms(material: Material, one: AgreementCounts) -> SafeString:
    """What was agreed, in two sentences."""
    terms = one.evaluated.terms if one.evaluated else one.year.terms
    if terms is None:
        return SafeString("")
    if not one.evaluated:
        return material.words(
            f"{danish.capital(_places(terms.places))} og en ramme for et forløb på {_weeks(terms.frame_weeks)}."
        )
    name = f"agreement.{one.number}"
    text = f"Aftalen giver {fig(f'{name}.places', 'ord')} {'plads' if terms.places == 1 else 'pladser'}"
    if terms.places_optional:
        text += f" og mulighed for {fig(f'{name}.places_optional', 'ord')} ekstra"
    text += f". Rammen for et forløb er {fig(f'{name}.frame_weeks')} {'uge' if terms.frame_weeks == 1 else 'uger'}"
    return material.words(text + (" og kan forlænges." if terms.extension_allowed else "."))


def _places(number: int) -> str:
    return f"{danish.words(number)} {'plads' if number == 1 else 'pladser'}"


def _weeks(number: int) -> str:
    return danish.count(number, "uge", "uger")


def _year(material: Material, one: AgreementCounts) -> SafeString:
    """The calendar year's volumes of the same agreement, which are never added to the evaluation's."""
    name = f"agreement.{one.number}.year_"
    started, ended, running = (material.value(f"{name}{what}") for what in ("started", "ended", "running"))
    if not (started or ended or running):
        return SafeString("")
    verbs = [
        ("begyndte", "", "started", started),
        ("blev", " afsluttet", "ended", ended),
        ("var", " i gang", "running", running),
    ]
    told: list[str] = []
    for verb, rest, what, number in verbs:
        if not number and (what != "running" or not told):
            continue
        subject = f"{fig(f'{name}{what}', 'ord', 'et')}" + ("" if told else " forløb")
        when = f" {_at_the_day(material)}" if what == "running" else ""
        told.append(f"{subject} {verb}{rest}{when}" if told else f"{verb} {subject}{rest}{when}")
    last = f", og {told.pop()}" if len(told) > 1 else ""
    return material.words(f"I {fig('year')} {', '.join(told)}{last}.")


def _at_the_day(material: Material) -> str:
    return f"den {danish.date(material.basis.as_of, year=False)}"


def _answers(material: Material, one: AgreementCounts) -> Iterator[Answer]:
    """In the order of the questions; a question nobody answered is left out, unless there is a count to answer with."""
    rows = sorted(
        (row for row in material.rows.answer if row.evaluation_id == one.evaluation_pk),
        key=lambda row: (row.order, row.code),
    )
    for row in rows:
        text = material.prose.paragraphs(row.text)
        picture, counts = "", None
        if row.code == _IN_USE:
            picture = _occupancy(material, one)
        elif row.code == _PLAN:
            counts = _plans(material, one)
        elif row.code == _OVERVIEW:
            picture, counts = _strip(material, one), _outcomes(material, one)
        if text or picture or counts:
            yield Answer(typeset(row.question), text, picture, counts)


def _occupancy(material: Material, one: AgreementCounts) -> str:
    name = f"agreement.{one.number}"
    places = material.value(f"{name}.places")
    if not places:
        return ""
    return charts.occupancy(
        places,
        material.value(f"{name}.in_use"),
        extra=material.value(f"{name}.places_optional"),
        extra_in_use=material.value(f"{name}.optional_in_use"),
    )


def _strip(material: Material, one: AgreementCounts) -> str:
    table = material.outcome_groups(one)
    if table is None or not any(row.count for row in table):
        return ""
    ended = [material.value(f"agreement.{a.number}.ended") for a in material.edition.counted.agreements]
    return charts.grouped_strip(outcome_groups(table), whole=COURSES, most=max(ended))


def _plans(material: Material, one: AgreementCounts) -> Counts | None:
    table, total = material.edition.plans.get(one.number), material.figure(f"agreement.{one.number}.plans_total")
    if table is None or total is None or not total.value:
        return None
    named = {"made": "plans_made", "in_progress": "plans_in_progress", "none": "plans_none"}
    return _counts(
        material,
        one,
        "Individuelle planer",
        table,
        int(total.value),
        named,
        material.prose.figure(total, danish.number(total.value)),
    )


def _outcomes(material: Material, one: AgreementCounts) -> Counts | None:
    """In the public edition groups; in the working copy every status, of which a course can have more than one."""
    table, ended = material.edition.outcomes.get(one.number), material.figure(f"agreement.{one.number}.ended")
    if table is None or ended is None or not ended.value:
        return None
    rows = sum(row.count for row in table)
    note = ""
    if rows != ended.value:
        note = f"{rows} registreringer af status på {ended.value} afsluttede forløb."
    total = material.prose.figure(ended, danish.number(ended.value))
    return _counts(material, one, "Status efter endt forløb", table, int(ended.value), {}, total, note)


def _counts(
    material: Material,
    one: AgreementCounts,
    caption: str,
    table: Table,
    whole: int,
    named: dict[str, str],
    total: SafeString,
    note: str = "",
) -> Counts:
    """Rows of none are left out: the sum says that nobody is missing."""
    rows = []
    for row in table:
        if not row.count:
            continue
        name = named.get(next(iter(row.keys)), "") if not row.is_merged else ""
        figure = material.figure(f"agreement.{one.number}.{name}") if name else None
        written = danish.number(row.count)
        count = material.prose.figure(figure, written) if figure else SafeString(written)
        rows.append(CountRow(typeset(danish.capital(row.label)), count, danish.percent(danish.share(row.count, whole))))
    return Counts(caption, tuple(rows), total, typeset(note))
