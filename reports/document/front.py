"""Cover, letter and contents."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from socialportal.common import charts, danish
from socialportal.common.typography import typeset

from .enterprises import Enterprises, Stories
from .material import CHAPTER_ANCHORS, Material
from .points import Points, Recommendations
from .shapes import JOBS, job_groups

INTERNAL_STAMP, DRAFT_STAMP = "Intern arbejdskopi", "Kladde"
TITLES = {
    "introduction": "Indledning",
    "enterprises": f"Virksomhederne og{danish.NO_BREAK}initiativerne",
    "registration": "Registrering",
    "network": "Socialøkonomisk Netværk",
    "points": danish.NO_BREAK.join(["Strategien punkt", "for", "punkt"]),
    "recommendations": "Anbefalinger",
}


@dataclass(frozen=True)
class Cover:
    """The first page. The picture is the year's jobs; without jobs there is none."""

    municipality: str
    title: str
    words: tuple[str, ...]
    year: str
    dated: str
    committees: str
    stamp: str
    jobs: str
    key: tuple[tuple[str, str], ...]
    art: str


@dataclass(frozen=True)
class Letter:
    """Kære læser."""

    lead: SafeString
    text: SafeString
    signed_by: str
    place: str


@dataclass(frozen=True)
class Entry:
    """A line of the contents. `names` are set in columns, as enterprises are."""

    anchor: str
    title: str
    number: str = ""
    parts: tuple["Entry", ...] = ()
    names: bool = False


def cover(material: Material, stamp: str) -> Cover:
    """What the municipality has written for it, else what it is."""
    report = material.rows.report[0] if material.rows.report else None
    title = report.title if report else "Socialøkonomisk Årsrapport"
    jobs = material.value("placements_via_municipality")
    table = material.edition.placements
    groups = [group for group in job_groups(table) if group.count] if table and jobs else []
    committees = danish.listing(sorted(row.name for row in material.rows.committee))
    return Cover(
        municipality=material.basis.municipality.full_name,
        title=title,
        words=tuple(title.split()),
        year=str(material.basis.year),
        dated=danish.capital(report.dated) if report else "",
        committees=typeset(f"Til {committees}") if committees else "",
        stamp=stamp,
        jobs=f"{JOBS(jobs)} i {material.basis.year}" if groups else "",
        key=tuple((charts.cover_key(group.shape), group.said()) for group in groups),
        art=charts.cover_art(groups, JOBS) if groups else "",
    )


def letter(material: Material) -> Letter | None:
    """None where nobody has written one."""
    lead, text = material.section("letter_lead", "lead"), material.section("letter")
    if not lead and not text:
        return None
    report = material.rows.report[0] if material.rows.report else None
    place = material.basis.municipality.full_name
    return Letter(
        lead,
        text,
        signed_by=typeset(report.signed_by) if report else "",
        place=typeset(f"{place}, {report.dated}") if report and report.dated else place,
    )


def chapter_titles(stories: Stories | None) -> dict[str, str]:
    """What each chapter is called."""
    return TITLES | ({"stories": stories.title} if stories else {})


def contents(
    material: Material,
    titles: dict[str, str],
    enterprises: Enterprises | None,
    points: Points | None,
    recommendations: Recommendations | None,
) -> tuple[Entry, ...]:
    """The numbered chapters; every enterprise and every point has a line of its own."""
    parts: dict[str, Iterator[Entry]] = {}
    if enterprises:
        parts["enterprises"] = (Entry(p.anchor, p.name) for p in enterprises.portraits)
    if points:
        parts["points"] = (Entry(p.anchor, p.title, p.number) for p in points.points)
    if recommendations:
        parts["recommendations"] = _recommended(recommendations)
    return tuple(
        Entry(
            CHAPTER_ANCHORS[key],
            titles[key],
            material.number(f"afsnit:{key}"),
            tuple(parts.get(key, ())),
            names=key == "enterprises",
        )
        for key in material.chapters
    )


def _recommended(recommendations: Recommendations) -> Iterator[Entry]:
    if recommendations.of_points:
        yield Entry("anbefalinger-punkter", "Fra punkterne", recommendations.of_points_number)
    if recommendations.holistic:
        yield Entry("anbefalinger-helhed", "Fra året som helhed", recommendations.holistic_number)
