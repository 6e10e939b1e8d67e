"""Pictures that count: one mark a person, job or place."""

from collections.abc import Sequence
from dataclasses import dataclass

from .. import danish
from .labels import Standing, stand_labels
from .shapes import Shape, fit, grid, marks, rows_of
from .svg import LABEL, LINE, Svg, box, label, number, picture, sentence, text_width, tones

_NARROW = 1.8  # mm


@dataclass(frozen=True)
class Noun:
    """What is counted: `Noun("plads", "pladser")`; the same twice for words like job."""

    one: str
    many: str

    def __call__(self, count: int, none: str = "ingen") -> str:
        return danish.count(count, self.one, self.many, none=none)


@dataclass(frozen=True)
class Group:
    """A part of what is counted, with its words. Counts are never negative."""

    words: Noun
    count: int
    shape: Shape = "square"

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError(f"a count of {self.count}")

    def said(self) -> str:
        return self.words(self.count)


def summary(groups: Sequence[Group], whole: Noun | None = None) -> str:
    """`35 job: 21 fleksjob, 7 deltidsjob og ingen fuldtidsjob.`"""
    parts = danish.listing([group.said() for group in groups])
    if whole is None:
        return sentence(danish.capital(parts))
    total = sum(group.count for group in groups)
    return sentence(danish.capital(f"{whole(total)}: {parts}" if total else whole(0)))


def mark_row(group: Group, *, most: int, width: float = 97, height: float = 4) -> Svg:
    """The marks of one row of a table, decoration beside its number. `most` is the largest count of the table, so that
    all its rows have marks of one size.
    """
    size, in_row = fit(max(most, group.count, 1), width, height, largest=3.5)
    used = rows_of(group.count, in_row) * size * 1.22 - size * 0.22
    places = grid(group.count, in_row, size, y=max(0, (height - used) / 2))
    return picture(width, height, "", [marks(group.shape, places, size)])


def mark_rows(groups: Sequence[Group], *, whole: Noun, width: float = 124) -> Svg:
    """A row of marks for each group, its number and word in front. Groups of none are said, not drawn."""
    drawn = [group for group in groups if group.count]
    words = max((text_width(group.said()) for group in drawn), default=0) + 3
    field = max(width - words, width / 3)
    size, in_row = fit(max((group.count for group in drawn), default=1), field, 9, largest=3.5)
    parts, y = [], 0.0
    for group in drawn:
        height = max(rows_of(group.count, in_row) * size * 1.22, LINE)
        places = grid(group.count, in_row, size, x=width - field, y=y + max(0, (LINE - size) / 2))
        parts += [label(0, y + LABEL, group.said(), soft=False), marks(group.shape, places, size)]
        y += height + 2.4
    return picture(width, max(y - 2.4, 1), summary(groups, whole), parts)


def marks_in_line(groups: Sequence[Group], *, title: str = "", width: float = 42, height: float = 9) -> Svg:
    """Groups of marks one after the other, each in its own shape, with a little air between them: ●●●●● ○○○○○.

    The title is the summary of the groups unless given.
    """
    drawn = [group for group in groups if group.count]
    air = max(len(drawn) - 1, 0)
    total = sum(group.count for group in drawn)
    size, in_row = fit(max(total + air, 1), width, height if total > 16 else 4.2, largest=4.2)
    step, place = size * 1.22, 0
    parts = []
    if total + air <= in_row:
        x = 0.0
        for group in drawn:
            parts.append(marks(group.shape, grid(group.count, group.count, size, x=x), size))
            x += group.count * step + step * 0.6
        used = 1
    else:  # rows are full, so the shapes alone tell the groups apart
        places = grid(total, in_row, size)
        for group in drawn:
            parts.append(marks(group.shape, places[place : place + group.count], size))
            place += group.count
        used = rows_of(total, in_row)
    return picture(width, max(used * step - size * 0.22, 1), title or summary(groups), parts)


def occupancy(
    places: int,
    in_use: int,
    *,
    extra: int = 0,
    extra_in_use: int = 0,
    width: float = 124,
    cell: float = 7,
    words: bool = True,
) -> Svg:
    """Places in an agreement: filled when in use, outlined when free; the optional ones after a gap, dashed when free.

    `in_use` and `extra_in_use` above the number of places are an error: what is beyond is for the caller to say.
    """
    if not (0 <= in_use <= places and 0 <= extra_in_use <= extra):
        raise ValueError(f"{in_use} of {places} places and {extra_in_use} of {extra} extra in use")
    said = _places_said(places, in_use, extra, extra_in_use)
    height = 4.6
    room = width - (text_width(said[1]) + 4 if words else 0)
    pitch = min(cell, (room - (3 if extra else 0)) / max(places + extra, 1))
    gap = min(0.6, pitch * 0.15)
    parts = [box(index * pitch, 0, pitch - gap, height, outline=index >= in_use) for index in range(places)]
    x = places * pitch + (2.4 if places and extra else 0)
    for index in range(extra):
        if index < extra_in_use:
            parts.append(box(x + index * pitch, 0, pitch - gap, height))
        else:
            parts.append(_dashed_box(x + index * pitch, pitch - gap, height))
    if words:
        parts.append(label(x + extra * pitch + 1.8, 3.3, said[1]))
    return picture(width, height, said[0], parts, kind="strip")


def _places_said(places: int, in_use: int, extra: int, extra_in_use: int) -> tuple[str, str]:
    noun = Noun("plads", "pladser")
    free = places - in_use
    short = (
        "alle i brug"
        if not free
        else f"{danish.number(in_use)} i brug, {danish.number(free)} {'ledig' if free == 1 else 'ledige'}"
    )
    short = "i brug" if places == in_use == 1 else short
    if not places:
        long = "Ingen faste pladser"
    elif not free:
        long = "Pladsen er i brug" if places == 1 else f"Alle {noun(places)} er i brug"
    else:
        long = f"{danish.out_of(in_use, places)} {noun.one if places == 1 else noun.many} er i brug"
    if extra:
        kind = "ekstra plads" if extra == 1 else "ekstra pladser"
        long += f", og {danish.out_of(extra_in_use, extra)} {kind} er i brug"
        short += f"; {danish.out_of(extra_in_use, extra)} ekstra"
    return f"{long}.", short


def _dashed_box(x: float, width: float, height: float) -> str:
    edge = min(0.3, width / 3)
    return (
        f'<rect x="{number(x + edge / 2)}" y="{number(edge / 2)}" width="{number(width - edge)}"'
        f' height="{number(height - edge)}" fill="none" stroke="currentColor" stroke-width="{number(edge)}"'
        f' stroke-dasharray=".9 .7"/>'
    )


def grouped_strip(
    groups: Sequence[Group], *, whole: Noun, most: int = 0, width: float = 124, words: bool = True
) -> Svg:
    """One mark a person, groups side by side in falling tones, each with its number and words standing on it.

    `most` is the largest whole among strips that are to be compared: marks then have one width in all of them. The last
    of several groups is outlined.
    """
    total = sum(group.count for group in groups)
    pitch = min(width / max(total, most, 1), 6)
    gap = min(0.5, pitch * 0.14)
    height, x = 4.6, 0.0
    parts: list[str] = []
    labels: list[Standing] = []
    drawn = [group for group in groups if group.count]
    filled = drawn[:-1] or drawn
    for index, group in enumerate(drawn):
        last = index == len(filled)
        outline = last and pitch > _NARROW  # the outlines of narrow marks would run together
        tone = 0.15 if last else tones(len(filled))[index]
        parts += [
            box(x + place * pitch, 0, pitch - gap, height, tone=tone, outline=outline) for place in range(group.count)
        ]
        words_of_it = group.words.one if group.count == 1 else group.words.many
        labels.append(Standing(x, danish.number(group.count), words_of_it))
        x += group.count * pitch
    if words:
        below, height = stand_labels(labels, height, width)
        parts += below
    return picture(width, height, summary(groups, whole), parts, kind="strip")
