"""Chapters 6 and 7: the points one by one, and what is recommended."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from socialportal.common import danish
from socialportal.common.typography import typeset

from ..figures import Figure
from ..queries import Followed, Point
from .agreements import Agreements
from .block import Block
from .blocks import blocks
from .material import Material, story_lookup
from .phrases import fig, full_stop

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
class FollowedPart:
    """What was recommended in an earlier report, what was decided, what happened, and the number now."""

    anchor: str
    title: str
    year: str
    state: str
    advice: SafeString
    decided: SafeString
    happened: SafeString
    now: SafeString


@dataclass(frozen=True)
class Recommendations:
    """Chapter 7: the points' and the holistic ones, each part with its number, and what became of the earlier ones."""

    lead: SafeString
    of_points_number: str
    of_points: tuple[AdvicePart, ...]
    holistic_number: str
    holistic: tuple[HolisticPart, ...]
    followed_number: str = ""
    followed_lead: str = ""
    followed: tuple[FollowedPart, ...] = ()


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
        advice=paragraphs(point.recommendation, level=5),
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
    answered = [one for one in material.texts.followed if one.followed]
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
                background=paragraphs(advice.background, level=5),
                text=paragraphs(advice.text, level=6),
            )
            for place, advice in enumerate(material.texts.holistic, start=1)
        ),
        followed_number=f"{chapter}.{1 + _parts_before(material)}",
        followed_lead=_followed_lead([one.followed for one in answered]),
        followed=tuple(_followed(material, one, place) for place, one in enumerate(answered, start=1)),
    )


# --- What became of the earlier ones ----------------------------------------------------------------------------------
STATES = {"yes": "Fulgt", "partly": "Fulgt delvis", "no": "Ikke fulgt"}


def _parts_before(material: Material) -> int:
    """Parts of the chapter that come before: the holistic ones are always the second."""
    if material.texts.holistic:
        return 2
    return int(any((point.recommendation or "").strip() for point in material.texts.points))


def _followed_lead(states: list[str | None]) -> str:
    """`Af tolv anbefalinger er ti fulgt, én er fulgt delvis, og én er ikke fulgt.`"""
    if not states:
        return ""
    whole = danish.count(len(states), "tidligere anbefaling", "tidligere anbefalinger")
    counts = [(states.count(state), words.lower()) for state, words in STATES.items()]
    told = [f"{danish.words(number)} {words}" for number, words in counts if number]
    return typeset(f"Rapporten svarer på {whole}: {danish.listing(told)}.")


def _written(figure: Figure) -> str:
    """Its place in a sentence, an amount in kroner."""
    return fig(figure.name, "kr") if figure.unit == "kr." else fig(figure.name)


def _followed(material: Material, one: Followed, place: int) -> FollowedPart:
    lookup = material.earlier.get(one.year)
    prose = material.prose.with_lookup(lookup) if lookup else material.prose
    decided = ""
    if one.decided_on:
        decided = f"{one.committee} besluttede {danish.date(one.decided_on)}: "
        decided += f"”{full_stop(one.quote.strip('”'))}”" if one.quote else full_stop(one.decision or "")
    figure = material.figure(one.indicator) if one.indicator else None
    return FollowedPart(
        anchor=f"svar-{place}",
        title=typeset(one.name),
        year=str(one.year),
        state=STATES[one.followed or "no"],
        # An earlier report's figures are its own: they are filled in as they were printed, and not defined here.
        advice=prose.with_lookup(prose.lookup).paragraphs(one.advice, level=5),
        decided=material.prose.literal(decided) if decided else mark_safe(""),
        happened=material.prose.paragraphs(one.text, level=5),
        now=material.words(f"{figure.label}: {_written(figure)}{'' if figure.unit == 'kr.' else '.'}")
        if figure
        else mark_safe(""),
    )
