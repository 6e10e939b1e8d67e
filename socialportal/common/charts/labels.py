"""Labels that stand on the parts of a strip, without touching one another."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .svg import LINE, label, line, text_width, wrap

_MOST_LINES = 3
_LOWEST_ROW = 9


@dataclass(frozen=True)
class Standing:
    """A label for the part that begins at `x`."""

    x: float
    count: str
    words: str


@dataclass
class _Taken:
    """What is already drawn below the strip: per row of text, from where to where."""

    rows: dict[int, list[tuple[float, float]]] = field(default_factory=dict)

    def free(self, row: int, start: float, end: float) -> bool:
        return all(end <= taken_start or start >= taken_end for taken_start, taken_end in self.rows.get(row, ()))

    def take(self, row: int, start: float, end: float) -> None:
        self.rows.setdefault(row, []).append((start, end))


def stand_labels(labels: Sequence[Standing], top: float, width: float) -> tuple[list[str], float]:
    """The drawn labels, and the height they reach.

    A label stands under its part, on up to three lines, when it fits there. Otherwise it goes further down at the end
    of a thin rule, left of it if there is room (then the rules of the parts to the right pass it by), else right of it.
    One for which there is no room at all is left out; the table has it.
    """
    parts: list[str] = []
    taken = _Taken()
    lowest = top
    for index, standing in enumerate(labels):
        ends = labels[index + 1].x if index + 1 < len(labels) else width
        placed = _under(standing, ends, taken) or _at_a_rule(standing, width, taken)
        if not placed:
            continue
        start, row, lines, with_rule = placed
        indent = text_width(standing.count, bold=True) + 0.9
        y = top + LINE + row * LINE
        if with_rule:
            parts.append(line(standing.x + 0.15, top + 0.7, standing.x + 0.15, y, thick=0.2))
            for passed in range(row + 1):
                taken.take(passed, standing.x - 0.4, standing.x + 0.7)
        parts.append(label(start, y, standing.count, bold=True, soft=False))
        for number_of_line, text in enumerate(lines):
            parts.append(label(start + indent, y + number_of_line * LINE, text))
            taken.take(row + number_of_line, start, start + indent + text_width(text) + 1)
        lowest = max(lowest, y + (len(lines) - 1) * LINE + 1)
    return parts, lowest


def _under(standing: Standing, ends: float, taken: _Taken) -> tuple[float, int, list[str], bool] | None:
    room = ends - standing.x - text_width(standing.count, bold=True) - 1.9
    lines = wrap(standing.words, max(room, 1))
    fits = len(lines) <= _MOST_LINES and all(text_width(text) <= room for text in lines)
    clear = all(taken.free(row, standing.x, ends) for row in range(len(lines)))
    return (standing.x, 0, lines, False) if fits and clear else None


def _at_a_rule(standing: Standing, width: float, taken: _Taken) -> tuple[float, int, list[str], bool] | None:
    long = text_width(standing.count, bold=True) + 0.9 + text_width(standing.words)
    for row in range(1, _LOWEST_ROW):
        if not all(taken.free(passed, standing.x - 0.2, standing.x + 0.5) for passed in range(row + 1)):
            return None  # deeper rows pass here too
        for start in (standing.x - 1 - long, standing.x + 1):
            if start >= 0 and start + long <= width and taken.free(row, start, start + long + 1):
                return start, row, [standing.words], True
    return None
