"""The last pages: points of attention (working copy), references, how the figures are counted, colophon."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.typography import typeset

from ..figures import HALF_UP
from ..findings import Finding, find
from .definitions import definitions
from .material import Material
from .records import Link, records


@dataclass(frozen=True)
class Explained:
    """A word and what it means here. `records` are addresses of lists, for those who may see them."""

    anchor: str
    label: str
    text: str
    records: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Back:
    """The last pages."""

    findings: tuple[Finding, ...]
    references: tuple[tuple[str, str], ...]
    explained: tuple[Explained, ...]
    constructed: SafeString
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    colophon: tuple[str, ...]


def back(material: Material) -> Back:
    """To be made last: it explains the figures that the other parts have printed."""
    internal = not material.edition.is_public
    constructed = material.section("constructed")
    return Back(
        findings=tuple(find(material.edition.counted, material.texts)) if internal else (),
        references=tuple(
            (typeset(row.title), typeset(row.detail))
            for row in sorted(material.rows.reference, key=lambda row: (row.order, row.pk))
        ),
        explained=tuple(_explained(material)),
        constructed=constructed,
        notes=_notes(material) if internal else (),
        colophon=tuple(typeset(line) for line in _colophon(material)),
    )


def _explained(material: Material) -> Iterator[Explained]:
    named = list(material.prose.named.values())
    for definition in definitions(named):
        seen = records(material, definition.figures) if material.prose.linked else ()
        yield Explained(definition.anchor, typeset(definition.label), typeset(definition.text), seen)
    if any(figure.rounding == HALF_UP for figure in named):
        text = "Andele og gennemsnit er rundet til én decimal, og en halv rundes op: 64,75 bliver til 64,8."
        text += " Antallene står ved siden af."
        yield Explained("tal-afrunding", "Afrunding", typeset(text))
    yield Explained("tal-hensyn", "Hensyn til den enkelte", typeset(_consideration(material)))


def _consideration(material: Material) -> str:
    if not material.edition.is_public:
        return (
            "Denne arbejdskopi viser alle tal, også små tal om enkelte mennesker. Den må ikke offentliggøres eller sendes "
            "videre."
        )
    threshold = danish.words(material.basis.municipality.threshold)
    text = f"Tal om mennesker vises i grupper på mindst {threshold}, så ingen kan genkendes."
    if material.edition.counted.agreements:
        text += " Derfor står samarbejdsaftalerne med nummer, og derfor er enkelte statusser lagt sammen eller udeladt."
    return text


def _notes(material: Material) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What records say of their source, by kind of record."""
    kinds = dict.fromkeys(row.what for row in material.rows.note)
    return tuple(
        (kind, tuple(typeset(text) for text in sorted({row.text for row in material.rows.note if row.what == kind})))
        for kind in sorted(kinds)
    )


def _colophon(material: Material) -> Iterator[str]:
    basis, place = material.basis, material.basis.municipality.full_name
    report = material.rows.report[0] if material.rows.report else None
    title = report.title if report else "Socialøkonomisk Årsrapport"
    dated = f" i {report.dated}" if report and report.dated else ""
    yield f"{title} {basis.year} er lavet af {place}{dated} sammen med virksomhederne og initiativerne."
    committees = sorted(row.name for row in material.rows.committee)
    if committees:
        yield f"Den forelægges {danish.listing(committees)}."
    if material.value("placements_via_municipality") and material.edition.placements is not None:
        jobs = danish.count(material.value("placements_via_municipality"), "job", "job")
        yield f"Forsiden er årets {jobs}, et tegn for hvert."
    yield (
        f"Tallene er opgjort pr. {danish.date(basis.as_of)} ud fra oplysningerne i kommunens socialportal. "
        "De følger med PDF-filen som data (JSON og CSV). Skriften er IBM Plex."
    )
