"""The cover: the year's jobs, one mark each, from the bottom up in rows that reach both edges of the page."""

from collections.abc import Sequence

from .counts import Group, Noun, summary
from .shapes import Shape, marks
from .svg import Svg, picture

_SMALLEST_ROW = 4  # marks; a single job is a quarter of the width, not the whole


def cover_art(groups: Sequence[Group], whole: Noun, *, width: float = 210, height: float = 150) -> Svg:
    """For a ground in the accent colour. The largest group lies at the bottom; the top row may be short, as every mark
    is one and none is added for looks. Rows grow lighter upwards.
    """
    heavy_first = sorted(groups, key=lambda group: -group.count)
    sequence: list[Shape] = [group.shape for group in heavy_first for _ in range(group.count)]
    in_row = _marks_in_a_row(len(sequence), width, height)
    cell = width / in_row
    rows = -(-len(sequence) // in_row)
    parts = []
    for row in range(rows):
        tone = 1 if rows == 1 else round(0.26 + 0.74 * (row / (rows - 1)) ** 1.3, 2)
        here = sequence[row * in_row : (row + 1) * in_row]
        for shape in dict.fromkeys(here):
            places = [
                _placed(kind, column * cell, height - (row + 1) * cell, cell)
                for column, kind in enumerate(here)
                if kind == shape
            ]
            size = places[0][2]
            parts.append(marks(shape, [(x, y) for x, y, _ in places], size, tone=tone, mirrored=bool(row % 2)))
    return picture(width, height, summary(groups, whole), parts, light=True)


def cover_key(shape: Shape, size: float = 3) -> Svg:
    """The mark beside its words on the cover: decoration."""
    return picture(size, size, "", [marks(shape, [(0, 0)], size)], light=True)


def _marks_in_a_row(count: int, width: float, height: float) -> int:
    """As few, so as large, as the field allows."""
    in_row = _SMALLEST_ROW
    while -(-count // in_row) * width / in_row > height + 1e-9:
        in_row += 1
    return in_row


def _placed(shape: Shape, x: float, y: float, cell: float) -> tuple[float, float, float]:
    """Round marks stand with air around them; those that tile fill their cell."""
    if shape in ("quarter", "half", "leaf"):
        return x, y, cell
    inset = cell * 0.14
    return x + inset, y + inset, cell - 2 * inset
