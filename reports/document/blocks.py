"""The facts a point may show: each block is built from figures and records, and is left out when there is nothing to show.

A point chooses its blocks (`terms.FACT_BLOCKS`); how a block looks is its template's business.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from socialportal.common import charts, danish
from socialportal.common.collation import sort_key
from socialportal.common.typography import typeset

from ..figures import over
from .agreements import Agreements, agreements
from .block import Block
from .grants import grants
from .material import Material
from .phrases import fig, in_the_year, quoted
from .shapes import job_groups

_MARKS_WIDTH = 84  # mm


@dataclass(frozen=True)
class Collaborations(Block):
    """CSR collaborations: (enterprise, partner, tasks, since)."""

    template: ClassVar[str] = "reports/document/blocks/collaborations.html"
    caption: str
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class JobRow:
    """Jobs of one kind."""

    label: str
    marks: str
    count: SafeString
    share: str


@dataclass(frozen=True)
class Jobs(Block):
    """Jobs by kind, a mark each."""

    template: ClassVar[str] = "reports/document/blocks/jobs.html"
    caption: SafeString
    rows: tuple[JobRow, ...]
    total: SafeString
    note: str


@dataclass(frozen=True)
class Names(Block):
    """Who takes part in an initiative."""

    template: ClassVar[str] = "reports/document/blocks/names.html"
    caption: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Starts(Block):
    """What has begun in an initiative whose starts are counted: (enterprise, when)."""

    template: ClassVar[str] = "reports/document/blocks/starts.html"
    caption: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Progression(Block):
    """Hours at the start of jobs and later: (after, jobs, hours), and sentences."""

    template: ClassVar[str] = "reports/document/blocks/progression.html"
    caption: str
    chart: str
    rows: tuple[tuple[str, str, SafeString], ...]
    text: SafeString


def blocks(material: Material, chosen: Iterable[str]) -> Iterator[Block | Agreements]:
    """Those chosen that have something to show, in the order of the list of all."""
    for key in chosen:
        yield from _BLOCKS[key](material)


# --- Collaborations ---------------------------------------------------------------------------------------------------


def _collaborations(material: Material) -> Iterator[Block]:
    rows = sorted(
        material.rows.collaboration,
        key=lambda row: (
            row.valid_from is not None,
            row.valid_from,
            sort_key(material.names[row.enterprise_id]),
            row.pk,
        ),
    )
    told = tuple(
        (
            typeset(material.names[row.enterprise_id]),
            typeset(row.partner or row.partner_name),
            typeset(row.scope or row.place),
            row.since_text or danish.date(row.valid_from),
        )
        for row in rows
    )
    if told:
        yield Collaborations(f"CSR-samarbejder {in_the_year(material.basis)}", told)


# --- Jobs -------------------------------------------------------------------------------------------------------------


def _jobs(material: Material) -> Iterator[Block]:
    table, total = material.edition.placements, material.figure("placements_via_municipality")
    if total is None or not total.value or table is None:
        return
    whole = int(total.value)
    groups = job_groups(table)
    most = max(group.count for group in groups)
    shown = [(row, group) for row, group in zip(table, groups, strict=True) if group.count]
    jobcentre = material.edition.counted.words["jobcentre"]
    yield Jobs(
        caption=material.words(f"{{{{ {total.name} }}}} job gennem {jobcentre}"),
        rows=tuple(
            JobRow(
                label=typeset(danish.capital(group.words.one)),
                marks=charts.mark_row(group, most=most, width=_MARKS_WIDTH),
                count=_counted(material, row.keys, group.count),
                share=danish.percent(danish.share(group.count, whole)),
            )
            for row, group in shown
        ),
        total=material.prose.figure(total, danish.number(whole)),
        note=typeset(
            f"Job, der er begyndt {over(material.basis.period)}. Et tegn er et job, de samme som på forsiden."
        ),
    )


def _counted(material: Material, codes: frozenset[str], count: int) -> SafeString:
    """The number with its definition, where the row is a figure of its own."""
    figure = material.figure(f"placements_{next(iter(codes))}") if len(codes) == 1 else None
    return material.prose.figure(figure, danish.number(count)) if figure else SafeString(danish.number(count))


# --- Initiatives ------------------------------------------------------------------------------------------------------


def _participants(material: Material) -> Iterator[Block]:
    rows = [row for row in material.taking_part() if row.participants_counted]
    for initiative in dict.fromkeys(row.initiative for row in rows):
        names = [material.names[row.enterprise_id] for row in rows if row.initiative == initiative]
        yield Names(typeset(f"Med i {quoted([initiative])}"), tuple(typeset(name) for name in dict.fromkeys(names)))


def _starts(material: Material) -> Iterator[Block]:
    """Those begun by the day, and those that are known to begin after it."""
    rows = [row for row in material.rows.participation if row.starts_counted and row.valid_from]
    rows = [row for row in rows if row.valid_from and row.valid_from >= material.basis.period.first]
    for initiative in dict.fromkeys(row.initiative for row in sorted(rows, key=lambda row: row.initiative)):
        mine = sorted(
            (row for row in rows if row.initiative == initiative),
            key=lambda row: (str(row.valid_from), row.enterprise_id),
        )
        told = tuple(
            (
                typeset(material.names[row.enterprise_id]),
                f"{'begyndte' if row.valid_from <= material.basis.as_of else 'begynder'} {_when(row)}",
            )
            for row in mine
            if row.valid_from
        )
        yield Starts(typeset(danish.capital(initiative)), told)


def _when(row: object) -> str:
    text = row.since_text  # type: ignore[attr-defined]
    return text or f"den {danish.date(row.valid_from)}"  # type: ignore[attr-defined]


# --- Progression ------------------------------------------------------------------------------------------------------
_AFTER = {"start": "ved start", "6": "efter 6 måneder", "12": "efter 12 måneder", "24": "efter 24 måneder"}


def _progression(material: Material) -> Iterator[Block]:
    """Only where the edition prints the hours: they are an attribute of persons."""
    known = [(words, material.figure(f"progression_hours_{key}")) for key, words in _AFTER.items()]
    told = [(words, figure) for words, figure in known if figure is not None]
    if len(told) < 2:
        return
    rose = material.figure("progression_rose_pct")
    share = f"{fig('progression_rose_pct', 'pct')} ({fig('progression_rose')} af {fig('progression_jobs')})"
    text = f"{share} af jobbene har flere timer end ved start."
    yield Progression(
        caption="Timer om ugen i gennemsnit",
        chart=charts.progression(
            [charts.Value(words, float(figure.value or 0)) for words, figure in told],
            title="Timer om ugen i gennemsnit",
            unit="timer",
        ),
        rows=tuple(
            (
                danish.capital(words),
                danish.number(figure.denominator or 0),
                material.prose.figure(figure, danish.number(figure.value or 0)),
            )
            for words, figure in told
        ),
        text=material.words(text) if rose else SafeString(""),
    )


_BLOCKS: dict[str, Callable[[Material], Iterator[Block | Agreements]]] = {
    "collaborations": _collaborations,
    "grants": grants,
    "agreements": agreements,
    "placements": _jobs,
    "initiative_participants": _participants,
    "inhouse": _starts,
    "progression": _progression,
}
