"""Charts as SVG text: pure functions over small dataclasses. Each has a Danish summary in its <title>; the table that
goes with it is the caller's.
"""

from .amounts import Event, Part, Value, columns, goal, goal_bar, progression, stacked_strip, timeline
from .counts import Group, Noun, grouped_strip, mark_row, mark_rows, marks_in_line, occupancy, summary
from .cover import cover_art, cover_key
from .shapes import FOR_KINDS, SHAPES, Shape
from .svg import Svg, stack

__all__ = [
    "FOR_KINDS",
    "SHAPES",
    "Event",
    "Group",
    "Noun",
    "Part",
    "Shape",
    "Svg",
    "Value",
    "columns",
    "cover_art",
    "cover_key",
    "goal",
    "goal_bar",
    "grouped_strip",
    "mark_row",
    "mark_rows",
    "marks_in_line",
    "occupancy",
    "progression",
    "stack",
    "stacked_strip",
    "summary",
    "timeline",
]
