"""Chapters 6 and 7: the points one by one, and what is recommended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.typography import typeset

from ..queries import Point
from .agreements import Agreements
from .block import Block
from .blocks import blocks
from .material import Material, story_lookup
from .phrases import full_stop

ADDITION = "addition"


@dataclass(frozen=True)
class DecisionPart:
    """What a committee decided on a day, in its own words."""

    day: str
    committee: str
    quotes: tuple[str, ...]


@dataclass(frozen=True)
class CasePart:
    """One person's story; `note` says on what footing it is told."""

    text: SafeString
    note: str


@dataclass(frozen=True)
class PointPart:
    """A point as it is printed."""

    anchor: str
    number: str
    title: str
    aside: str
    decisions: tuple[DecisionPart, ...]
    introduction: SafeString
    happened: SafeString
    blocks: tuple[Block | Agreements, ...]
    cases: tuple[CasePart, ...]
    advice: SafeString

    @property
    def is_untold(self) -> bool:
        """Nothing is written of it yet."""
        return not (self.introduction or self.happened or self.blocks or self.cases or self.advice)


@dataclass(frozen=True)
class Points:
    """Chapter 6."""

    aside: str
    text: SafeString
    points: tuple[PointPart, ...]


@dataclass(frozen=True)
class AdvicePart:
    """A recommendation in the list of them all: the same stored text."""

    anchor: str
    number: str
    text: SafeString


@dataclass(frozen=True)
class HolisticPart:
    """A recommendation of no single point, with why."""

    anchor: str
    letter: str
    title: str
    background: SafeString
    text: SafeString


@dataclass(frozen=True)
class Recommendations:
    """Chapter 7: the points' and the holistic ones, each part with its number."""

    lead: SafeString
    of_points_number: str
    of_points: tuple[AdvicePart, ...]
    holistic_number: str
    holistic: tuple[HolisticPart, ...]


def points(material: Material) -> Points:
    """In the order of the strategy."""
    parts = tuple(_point(material, point) for point in material.texts.points)
    adopted = material.strategy.adopted_on if material.strategy else None
    return Points(
        aside=f"Strategien er vedtaget {danish.date(adopted)}" if adopted else "",
        text=material.section("points"),
        points=parts,
    )


def _point(material: Material, point: Point) -> PointPart:
    row = next(row for row in material.rows.point if row.pk == point.pk)
    decisions = _decisions(material, point.pk)
    paragraphs = material.prose.paragraphs
    return PointPart(
        anchor=f"punkt-{point.key}",
        number=material.number(f"punkt:{point.key}"),
        title=typeset(point.name),
        aside="" if decisions else _origin(material, point),
        decisions=decisions,
        introduction=paragraphs(point.introduction),
        happened=paragraphs(point.happened),
        blocks=tuple(blocks(material, row.fact_blocks)),
        cases=tuple(_cases(material, point)),
        advice=paragraphs(point.recommendation),
    )


def _origin(material: Material, point: Point) -> str:
    adopted = material.strategy.adopted_on if material.strategy else None
    if point.origin == ADDITION:
        return "Tilføjelse fra udvalget"
    return f"Punkt fra strategien, {adopted.year}" if adopted else "Punkt fra strategien"


def _decisions(material: Material, point: int) -> tuple[DecisionPart, ...]:
    """Those of one committee and day together."""

    def made(row: object) -> tuple[dt.date, str]:
        return row.decided_on, row.committee  # type: ignore[attr-defined]

    rows = sorted(
        (row for row in material.rows.decision if row.point_id == point), key=lambda row: (*made(row), row.pk)
    )
    return tuple(
        DecisionPart(
            day=danish.date(day),
            committee=typeset(committee),
            quotes=tuple(typeset(f"”{full_stop(row.quote.strip('”'))}”") for row in same if row.quote),
        )
        for (day, committee), group in groupby(rows, key=made)
        for same in [list(group)]
        if any(row.quote for row in same)
    )


def _cases(material: Material, point: Point) -> Iterable[CasePart]:
    """In the public edition only with recorded consent."""
    for row in sorted(material.rows.case, key=lambda row: row.pk):
        if row.point_id != point.pk or (material.edition.is_public and not row.consent_on):
            continue
        steps = [step for step in material.rows.hours if step.placement_id == row.placement_id]
        prose = material.prose.with_lookup(story_lookup(material, steps))
        note = (
            "Fortalt med samtykke"
            if row.consent_on
            else "Kun i den interne arbejdskopi: Der er ikke registreret samtykke"
        )
        yield CasePart(prose.paragraphs(row.text), note)


def recommendations(material: Material) -> Recommendations:
    """What stands with the points, once more, and the holistic ones."""
    chapter = material.number("afsnit:recommendations")
    paragraphs = material.prose.paragraphs
    return Recommendations(
        lead=material.section("recommendations_lead"),
        of_points_number=f"{chapter}.1",
        of_points=tuple(
            AdvicePart(f"punkt-{point.key}", material.number(f"punkt:{point.key}"), paragraphs(point.recommendation))
            for point in material.texts.points
            if (point.recommendation or "").strip()
        ),
        holistic_number=f"{chapter}.2",
        holistic=tuple(
            HolisticPart(
                anchor=f"anbefaling-{place}",
                letter=advice.letter,
                title=typeset(advice.title),
                background=paragraphs(advice.background),
                text=paragraphs(advice.text),
            )
            for place, advice in enumerate(material.texts.holistic, start=1)
        ),
    )
