"""Pictures of sizes: against a goal, over the years, over time, as parts of a whole."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .. import danish
from .counts import Noun
from .svg import HAIR, INK, LABEL, PAPER, Svg, box, label, line, number, picture, sentence, text_width, tones


@dataclass(frozen=True)
class Value:
    """A point of a series: its year or time as words, and the value; None when it was not counted."""

    words: str
    value: float | None


@dataclass(frozen=True)
class Part:
    """A part of a sum: its words, its size, and the size as it is written (`ca. 650.000 kr.`)."""

    words: str
    size: float
    written: str


@dataclass(frozen=True)
class Event:
    """Something that happened on a day."""

    words: str
    day: dt.date


def goal(actual: int, target: int, noun: Noun, *, target_most: int = 0, width: float = 42) -> Svg:
    """What was reached against a goal: a mark each up to about 60, a bar beyond. Filled is reached, outlined is missing;
    a goal of two to three has its third mark dashed. Above the goal a line shows where it was.
    """
    from .goal_marks import draw  # the many cases have a file of their own

    most = max(target_most, target)
    aim = f"{danish.number(target)} til {danish.number(most)}" if most > target else danish.number(target)
    missing = target - actual
    said = f"{danish.capital(noun(actual))}. Målet er {aim}"
    said += f"; der mangler {danish.words(missing)}." if missing > 0 and actual else "."
    parts, height = draw(actual, target, most, width)
    return picture(width, height, said, parts)


def goal_bar(actual: float, target: float, *, title: str, written: str, width: float = 124) -> Svg:
    """A bar against a goal for what cannot be counted one by one (kroner, hours). `written` is the goal under its line."""
    height, top = 4.6, max(actual, target, 1e-9)
    goal_at = width * target / top
    parts = [
        box(0, 0, max(width * max(actual, 0) / top, 0), height),
        line(0, height, width, height, thick=0.2),
        line(
            goal_at if goal_at < width else width - 0.2,
            -0.0,
            goal_at if goal_at < width else width - 0.2,
            height + 1.4,
            thick=0.4,
            colour=INK,
        ),
    ]
    half = text_width(written) / 2
    parts.append(label(min(max(goal_at, half), width - half), height + 4.4, written, anchor="middle"))
    return picture(width, height + 5.4, title, parts)


def columns(
    series: Sequence[Value], noun: Noun, *, target: float | None = None, width: float = 124, height: float = 34
) -> Svg:
    """A column a year, its value on top. A year that was not counted has no column and says so; the last is the darkest."""
    said = danish.listing(
        [f"{item.words} {'ikke opgjort' if item.value is None else danish.number(item.value)}" for item in series]
    )
    title = sentence(f"{danish.capital(noun.many)}: {said}")
    if target is not None:
        title += f" Målet er {danish.number(target)}."
    top, foot = LABEL + 1.4, LABEL + 2
    field = max(height - top - foot, 1)
    highest = max([item.value or 0 for item in series] + [target or 0, 1e-9])
    room = width if target is None else max(width - text_width(f"mål {danish.number(target)}") - 2, width / 2)
    pitch = room / max(len(series), 1)
    thick = min(pitch * 0.62, 11)
    goal_y = None if target is None else top + field - field * target / highest
    parts, values = [], []
    for index, item in enumerate(series):
        x, middle = index * pitch + (pitch - thick) / 2, index * pitch + pitch / 2
        parts.append(label(middle, height - 0.8, item.words, anchor="middle"))
        if item.value is None:
            parts.append(label(middle, top + field - 1, "–", anchor="middle"))
            continue
        tall = field * max(item.value, 0) / highest
        last = index == len(series) - 1
        parts.append(box(x, top + field - tall, thick, tall, tone=1 if last else 0.45))
        y, written = top + field - tall - 1, danish.number(item.value)
        if goal_y is not None and y - LABEL < goal_y < y + 0.8:  # the line of the goal stops at a number in its way
            half = text_width(written, bold=last) / 2 + 0.6
            values.append(_paper(middle - half, goal_y - 0.4, 2 * half, 0.8))
        values.append(label(middle, y, written, bold=last, soft=False, anchor="middle"))
    parts.append(line(0, top + field, room, top + field, colour=INK))
    if target is not None and goal_y is not None:
        parts.append(line(0, goal_y, room, goal_y, thick=0.3, colour=INK, dashed=True))
        parts.append(label(room + 1.4, goal_y + 1, f"mål {danish.number(target)}"))
    return picture(width, height, title, parts + values)


def _paper(x: float, y: float, width: float, height: float) -> str:
    return f'<path d="M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}z" fill="{PAPER}" class="paper"/>'


def progression(series: Sequence[Value], *, title: str, unit: str = "", width: float = 124, height: float = 34) -> Svg:
    """A line from time to time with its values; broken where something was not counted. `title` says what it shows,
    the values are added to it.
    """
    said = danish.listing(
        [f"{item.words} {'ikke opgjort' if item.value is None else danish.number(item.value)}" for item in series]
    )
    top, foot, edge = LABEL + 2.4, LABEL + 2, 9.0
    field = max(height - top - foot, 1)
    highest = max([item.value or 0 for item in series] + [1e-9])
    pitch = (width - 2 * edge) / max(len(series) - 1, 1)
    parts = [line(0, top + field, width, top + field, colour=HAIR)]
    path, pen_down = "", False
    for index, item in enumerate(series):
        x = edge + index * pitch
        parts.append(label(x, height - 0.8, item.words, anchor="middle"))
        if item.value is None:
            pen_down = False
            continue
        y = top + field - field * max(item.value, 0) / highest
        path += f"{'L' if pen_down else 'M'}{number(x)} {number(y)}"
        pen_down = True
        parts.append(f'<circle class="point" cx="{number(x)}" cy="{number(y)}" r="1"/>')
        written = danish.number(item.value) + (f" {unit}" if unit and index == 0 else "")
        parts.append(label(x, y - 2, written, bold=True, soft=False, anchor="middle"))
    if path:
        parts.append(f'<path d="{path}" fill="none" stroke="currentColor" stroke-width=".6"/>')
    return picture(width, height, sentence(f"{title}: {said}" if said else title), parts)


def stacked_strip(
    parts: Sequence[Part], *, title: str, width: float = 124, words: bool = True, height: float = 4.6
) -> Svg:
    """Parts of a sum side by side, in falling tones, with the words under those wide enough (a table has them all)."""
    total = sum(max(part.size, 0) for part in parts)
    drawn = [part for part in parts if part.size > 0]
    said = danish.listing([f"{part.words} {part.written}" for part in drawn])
    pieces, x = [], 0.0
    for part, tone in zip(drawn, tones(len(drawn)), strict=True):
        wide = width * part.size / total
        pieces.append(box(x, 0, max(wide - 0.5, wide / 2), height, tone=tone))
        if words and text_width(part.words) < wide - 1 and text_width(part.written) < wide - 1:
            pieces.append(label(x, height + 3.6, part.words, bold=True, soft=False))
            pieces.append(label(x, height + 7.2, part.written))
        x += wide
    return picture(
        width, height + (8.2 if words else 0), sentence(f"{title}: {said}" if said else title), pieces, kind="strip"
    )


def timeline(
    first_year: int,
    last_year: int,
    events: Sequence[Event],
    *,
    title: str,
    deadline: dt.date | None = None,
    width: float = 42,
) -> Svg:
    """Years on a line with a dot for what happened and a short rule at the deadline. Days outside are left out."""
    if last_year < first_year:
        raise ValueError(f"years {first_year}–{last_year}")
    start, years, edge, y = dt.date(first_year, 1, 1), last_year - first_year + 1, 2.0, 2.6
    end = dt.date(last_year, 12, 31)
    wide = width - 2 * edge

    def at(day: dt.date) -> float:
        return edge + wide * (day - start).days / ((end - start).days + 1)

    parts = [line(edge, y, width - edge, y)]
    for index in range(years + 1):
        x = edge + wide * index / years
        parts.append(line(x, y - 1.2, x, y + 1.2))
        if index < years and (years < 8 or not index % 2):
            parts.append(label(x + wide / years / 2, y + 5.2, str(first_year + index), anchor="middle"))
    if deadline and start <= deadline <= end:
        parts.append(line(at(deadline), y - 2.4, at(deadline), y + 2.4, thick=0.5, colour=INK))
    within = [event for event in events if start <= event.day <= end]
    parts += [f'<circle class="point" cx="{number(at(event.day))}" cy="{number(y)}" r="1.7"/>' for event in within]
    said = danish.listing([f"{event.words} {danish.date(event.day)}" for event in events])
    return picture(width, y + 6.2, sentence(f"{title}: {said}" if said else title), parts)
