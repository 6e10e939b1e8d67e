"""How `amounts.goal` draws its cases."""

from math import ceil

from .. import danish
from .shapes import grid, marks
from .svg import INK, LABEL, box, label, line, text_width

_CIRCLES = 8
_MARKS = 60


def draw(actual: int, target: int, most: int, width: float) -> tuple[list[str], float]:
    """Pieces and height: circles for a few, squares in rows while the goal is not reached, strokes past a line when it
    is, and a bar for hundreds. Raises ValueError for a negative count.
    """
    if min(actual, target) < 0:
        raise ValueError(f"{actual} of {target}")
    largest = max(actual, most, 1)
    if largest > _MARKS:
        return _bar(actual, most or target, width)
    if largest <= _CIRCLES:
        return _circles(actual, target, most, width)
    if actual > most:
        return _strokes(actual, target, width)
    return _squares(actual, target, most, width)


def _circles(actual: int, target: int, most: int, width: float) -> tuple[list[str], float]:
    count = max(actual, most, 1)
    size = min(5.4, width / count / 1.22)
    places = grid(count, count, size)
    parts = [
        marks("disc", places[:actual], size),
        marks("ring", places[actual : max(target, actual)], size),
        marks("dashed", places[max(target, actual) : most], size),
    ]
    if actual > target > 0:
        x = target * size * 1.22 - size * 0.11
        parts.append(line(x, -0.0, x, size + 1.2, thick=0.4, colour=INK))
        return parts, size + 1.4
    return parts, size


def _squares(actual: int, target: int, most: int, width: float) -> tuple[list[str], float]:
    rows = 1 if most <= 14 else 2 if most <= 30 else 3
    in_row = ceil(most / rows)
    pitch = width / in_row
    gap, tall = pitch * 0.15, min(pitch * 0.85, 3.4)
    parts = []
    for index in range(most):
        x, y = (index % in_row) * pitch, (index // in_row) * (tall + gap)
        parts.append(box(x, y, pitch - gap, tall, outline=index >= actual))
    return parts, rows * (tall + gap) - gap


def _strokes(actual: int, target: int, width: float) -> tuple[list[str], float]:
    pitch, tall = width / actual, 4.4
    parts = [box(index * pitch, 0.8, pitch * 0.72, tall) for index in range(actual)]
    return parts + _line_at(target * pitch - pitch * 0.14, target, tall, width), tall + 5


def _bar(actual: int, target: int, width: float) -> tuple[list[str], float]:
    scale, tall = width / max(actual, target), 4.4
    parts = [box(0, 0.8, actual * scale, tall)] if actual else []
    if target > actual:
        parts.append(box(actual * scale, 0.8, (target - actual) * scale, tall, outline=True))
    return parts + _line_at(min(target * scale, width - 0.2), target, tall, width), tall + 5


def _line_at(x: float, target: int, tall: float, width: float) -> list[str]:
    words = f"mål {danish.number(target)}"
    half = text_width(words) / 2
    return [
        line(max(x, 0.2), 0, max(x, 0.2), tall + 1.8, thick=0.4, colour=INK),
        label(min(max(x, half), width - half), tall + 1.8 + LABEL, words, anchor="middle"),
    ]
