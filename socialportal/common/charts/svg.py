"""Pieces of SVG. Colours come from outside: `currentColor` is the accent (the `color` attribute in the PDF, the style
sheet on screen); words have the classes `ink` and `soft` beside their colour. No style attributes (strict CSP).

Lengths are millimetres in print; on screen a picture is as wide as its column.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import isfinite

INK, SOFT, HAIR, PAPER = "#1c1c1c", "#595959", "#bdbdbd", "#fff"
_NAMES = {INK: "ink", SOFT: "soft", HAIR: "hair"}
LABEL = 2.8  # mm, about 8 pt
LINE = 3.6  # mm from label to label

# Advance widths of IBM Plex Sans in thousandths of the size, for letting labels stand without touching.
_WIDTHS = {
    character: width
    for width, characters in {
        240: " '\u00a0", 250: "ij", 270: ",.l’", 280: "!", 290: ":;", 320: "[]f", 340: "()", 350: "t", 370: "r",
        380: "/", 400: "-I", 420: '"', 460: "z", 470: "”", 480: "?", 490: "sv", 500: "Lcy", 510: "Jx", 530: "agkå",
        550: "eé", 560: "Fo", 570: "Thnuøü", 580: "ESZbdpq", 610: "PVX", 620: "C", 630: "K", 640: "ARÅ", 650: "B",
        670: "D", 680: "U", 700: "G", 710: "HNOQØ", 770: "w", 810: "M", 860: "æ", 870: "m", 890: "W", 910: "Æ", 930: "%",
    }.items()
    for character in characters
}  # fmt: skip


class Svg(str):
    """Finished markup: templates print it as it is (they ask for `__html__`). Keeps what it is made of for `stack`."""

    width: float
    height: float
    summary: str
    body: str

    def __html__(self) -> str:
        return str(self)


def number(value: float) -> str:
    """A length with at most two decimals, as short as can be. Raises ValueError for what is no number."""
    if not isfinite(value):
        raise ValueError(f"not a length: {value}")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def sentence(text: str) -> str:
    """With one full stop (`… 475.000 kr.` has it already)."""
    return text if text.endswith(".") else f"{text}."


def text_width(text: str, size: float = LABEL, *, bold: bool = False) -> float:
    """Width of a label in mm."""
    return sum(_WIDTHS.get(character, 600) for character in text) * size / 1000 * (1.04 if bold else 1)


def wrap(text: str, width: float, size: float = LABEL) -> list[str]:
    """Lines of words no wider than `width`, where a word allows it."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def picture(
    width: float, height: float, title: str, parts: Iterable[str], *, light: bool = False, kind: str = ""
) -> Svg:
    """A drawing with its summary. `light` is for a ground in the accent colour. Without a title it is decoration. `kind`
    is a class for the style sheet: the labels of a `strip` are left out on a small screen.
    """
    size = f'viewBox="0 0 {number(width)} {number(height)}" width="{number(width)}mm" height="{number(height)}mm"'
    names = " ".join(filter(None, ("chart", "light" if light else "", kind)))
    tone = (' color="#fff"' if light else "") + f' class="{names}"'
    words = f'role="img"><title>{escape(title)}</title>' if title else 'aria-hidden="true">'
    body = "".join(parts)
    svg = Svg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}{tone} fill="currentColor" {words}{body}</svg>')
    svg.width, svg.height, svg.summary, svg.body = width, height, title, body
    return svg


def stack(pictures: Sequence[Svg], *, gap: float = 1.4) -> Svg:
    """Pictures under one another as one, with all their summaries: two agreements to be compared."""
    y, parts = 0.0, []
    for part in pictures:
        parts.append(f'<g transform="translate(0 {number(y)})">{part.body}</g>')
        y += part.height + gap
    width = max((part.width for part in pictures), default=1)
    return picture(width, max(y - gap, 1), " ".join(part.summary for part in pictures if part.summary), parts)


def label(x: float, y: float, text: str, *, bold: bool = False, anchor: str = "start", soft: bool = True) -> str:
    """Words with their baseline at `y`."""
    colour, name = (SOFT, "soft") if soft else (INK, "ink")
    weight = ' font-weight="600"' if bold else ""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{number(x)}" y="{number(y)}" font-family="Plex, sans-serif" font-size="{LABEL}"{weight}{place}'
        f' fill="{colour}" class="{name}">{escape(text)}</text>'
    )


def line(
    x1: float, y1: float, x2: float, y2: float, *, thick: float = 0.25, colour: str = "", dashed: bool = False
) -> str:
    """A rule; in the accent unless `colour` says otherwise."""
    dash = ' stroke-dasharray=".8 .8"' if dashed else ""
    name = f' class="{ {INK: "ink", SOFT: "soft", HAIR: "hair"}[colour] }"' if colour else ""
    return (
        f'<path d="M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}" fill="none" stroke="{colour or "currentColor"}"'
        f' stroke-width="{number(thick)}"{dash}{name}/>'
    )


def box(x: float, y: float, width: float, height: float, *, tone: float = 1, outline: bool = False) -> str:
    """A filled rectangle in a tone (0–1) of the accent, or its outline within the same measures."""
    if outline:
        edge = min(0.3, width / 3, height / 3)
        x, y, width, height = x + edge / 2, y + edge / 2, width - edge, height - edge
        paint = f' fill="none" stroke="currentColor" stroke-width="{number(edge)}"'
    else:
        paint = f' fill-opacity="{number(tone)}"' if tone < 1 else ""
    if min(width, height) < 0:
        raise ValueError(f"a box of {width} by {height}")
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"{paint}/>'


def tones(count: int) -> Sequence[float]:
    """Tones that stay apart: dark to light, never so light that it fades into the paper."""
    step = min(0.5, 0.75 / max(count - 1, 1))
    return tuple(round(1 - step * index, 2) for index in range(count))
