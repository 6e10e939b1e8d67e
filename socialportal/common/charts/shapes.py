"""The marks: one shape a kind, one mark a person, job or place."""

from collections.abc import Iterable
from math import ceil, floor
from typing import Literal, get_args

from .svg import number

Shape = Literal["quarter", "half", "disc", "ring", "square", "frame", "dashed", "diamond", "triangle", "leaf"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
# In the order a report gives them to its kinds; the outlined ones are for what is not (yet) there.
FOR_KINDS: tuple[Shape, ...] = ("quarter", "half", "disc", "ring", "square", "diamond", "triangle", "leaf")
OUTLINED = ("ring", "frame", "dashed")


def edge(size: float) -> float:
    """How thick the outlined marks are drawn: in proportion while small, then a fine line, bold again when large."""
    return size * 0.12 if size < 3 or size > 9 else 0.36


def mark(shape: Shape, x: float, y: float, size: float, *, mirrored: bool = False) -> str:
    """Path data of one mark in the square at `x`, `y` (its top left corner). One `M` each, so marks can be counted."""
    s, h = number(size), number(size / 2)
    bottom, right, middle = y + size, x + size, x + size / 2
    match shape:
        case "quarter" if mirrored:
            return f"M{number(x)} {number(bottom)}v-{s}a{s} {s} 0 0 1 {s} {s}z"
        case "quarter":
            return f"M{number(right)} {number(bottom)}v-{s}a{s} {s} 0 0 0-{s} {s}z"
        case "half":
            return f"M{number(x)} {number(bottom)}a{h} {h} 0 0 1 {s} 0z"
        case "disc":
            return f"M{number(x)} {number(y + size / 2)}a{h} {h} 0 1 1 {s} 0a{h} {h} 0 1 1-{s} 0z"
        case "ring" | "dashed":
            inset = edge(size) / 2
            r, d = number(size / 2 - inset), number(size - 2 * inset)
            return f"M{number(x + inset)} {number(y + size / 2)}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1-{d} 0z"
        case "square":
            return f"M{number(x)} {number(y)}h{s}v{s}h-{s}z"
        case "frame":
            inset = edge(size) / 2
            d = number(size - 2 * inset)
            return f"M{number(x + inset)} {number(y + inset)}h{d}v{d}h-{d}z"
        case "diamond":
            return f"M{number(middle)} {number(y)}l{h} {h}l-{h} {h}l-{h}-{h}z"
        case "triangle":
            return f"M{number(middle)} {number(y)}l{h} {s}h-{s}z"
        case "leaf":
            return f"M{number(x)} {number(bottom)}a{s} {s} 0 0 1 {s}-{s}a{s} {s} 0 0 1-{s} {s}z"


def marks(
    shape: Shape, places: Iterable[tuple[float, float]], size: float, *, tone: float = 1, mirrored: bool = False
) -> str:
    """Marks of one shape at `places`, as one path."""
    path = "".join(mark(shape, x, y, size, mirrored=mirrored) for x, y in places)
    if not path:
        return ""
    if shape in OUTLINED:
        paint = f' fill="none" stroke="currentColor" stroke-width="{number(edge(size))}"'
        if shape == "dashed":
            paint += f' stroke-dasharray="{number(size * 0.16)}"'
        if tone < 1:
            paint += f' stroke-opacity="{number(tone)}"'
    else:
        paint = f' fill-opacity="{number(tone)}"' if tone < 1 else ""
    return f'<path class="marks" d="{path}"{paint}/>'


def fit(count: int, width: float, height: float, *, largest: float, gap: float = 0.22) -> tuple[float, int]:
    """Size of a mark and marks in a row, so that `count` of them fit in the field, no larger than `largest`.

    `gap` is the space to the next mark as a part of the mark's size.
    """
    size = min(largest, height)
    while True:
        step = size * (1 + gap)
        in_row = max(1, floor((width + size * gap + 1e-9) / step))
        rows = max(1, floor((height + size * gap + 1e-9) / step))
        if in_row * rows >= count:
            return size, in_row if rows > 1 or count > in_row else max(1, min(in_row, count))
        size *= 0.96


def grid(
    count: int, in_row: int, size: float, *, x: float = 0, y: float = 0, gap: float = 0.22
) -> list[tuple[float, float]]:
    """Places of `count` marks, row by row from the top left."""
    step = size * (1 + gap)
    return [(x + (index % in_row) * step, y + (index // in_row) * step) for index in range(count)]


def rows_of(count: int, in_row: int) -> int:
    """How many rows `count` marks take."""
    return ceil(count / in_row) if in_row else 0
