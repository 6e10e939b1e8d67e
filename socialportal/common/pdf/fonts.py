"""The report's typeface: which files, what they cover, and the @font-face rules (for the PDF; for the web the same in
static/report/fonts.css, which a test holds equal).

IBM Plex comes in one file for Danish (latin) and one for other European names (latin-ext). The two must have different
family names: in one family WeasyPrint 70 takes the glyph numbers of one file from the other, and the text is scrambled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .errors import FontMissing

NODE_MODULES = Path(__file__).resolve().parents[3] / "node_modules"

# Code points that all files of a set have (hexadecimal). A test reads the files and compares.
LATIN = (
    "20-7E A0-FF 131 152-153 2BB-2BC 2C6 2DA 2DC 300-301 303-304 308-309 323 2013-2014 2018-201A 201C-201E"
    " 2022 2026 2032-2033 2039-203A 2044 20AC 2122 2191 2193 2212"
)
LATIN_EXT = (
    "100-130 132-151 154-17E 18F 192 1A0-1A1 1AF-1B0 1FA-1FF 218-21B 237 259 2C7 2DD 1E80-1E85 1E9E 1EF2-1EF9"
    " 2020 20A1 20A4 20A6 20A8-20AB 20AD-20AE 20B1-20B2 20B4-20B5 20B8-20BA 20BD 20BF 2113"
)
# Drawn as nothing: line ends, soft hyphen, zero-width characters and byte order mark.
INVISIBLE = "9-D 85 AD 200B-200F 2028-202E 2060-2064 FEFF"


# What people paste and Plex lacks, with what looks the same and breaks lines the same way (no-break hyphen excepted).
_SIMILAR = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2009": " ", "\u200a": " ", "\u202f": "\u00a0", "\u2007": "\u00a0"}
)


@dataclass(frozen=True)
class Face:
    """One font file and how the style sheet calls it."""

    family: str
    weight: int
    style: str
    package: str
    subset: str

    @property
    def file(self) -> str:
        return f"{self.package}-{self.subset}-{self.weight}-{self.style}.woff2"

    @property
    def source(self) -> Path:
        """Path within node_modules."""
        return Path("@fontsource") / self.package / "files" / self.file


def _faces(subset: str, suffix: str) -> tuple[Face, ...]:
    sans, serif = "ibm-plex-sans", "ibm-plex-serif"
    return (
        Face(f"Plex{suffix}", 400, "normal", sans, subset),
        Face(f"Plex{suffix}", 600, "normal", sans, subset),
        Face(f"Plex Serif{suffix}", 300, "normal", serif, subset),
        Face(f"Plex Serif{suffix}", 400, "normal", serif, subset),
        Face(f"Plex Serif{suffix}", 400, "italic", serif, subset),
    )


FACES = _faces("latin", "")
EXTENDED_FACES = _faces("latin-ext", " Ext")


def code_points(ranges: str) -> frozenset[int]:
    """The set behind `20-7E A0-FF …`."""
    points: set[int] = set()
    for part in ranges.split():
        first, _, last = part.partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


_LATIN, _EXTENDED, _INVISIBLE = map(code_points, (LATIN, LATIN_EXT, INVISIBLE))


def faces_for(text: str) -> tuple[Face, ...]:
    """The files a text needs: the five for Danish, and five more if a name in it is spelt with other letters."""
    points = set(map(ord, set(text)))
    return FACES + (EXTENDED_FACES if points & _EXTENDED else ())


def settable(text: str) -> str:
    """The text with typographic spaces and hyphens that Plex lacks replaced by those it has."""
    return text.translate(_SIMILAR)


def foreign_characters(text: str) -> tuple[str, ...]:
    """Characters that Plex cannot set (other scripts, emoji, arrows), in order of code point."""
    return tuple(chr(point) for point in sorted(set(map(ord, set(text))) - _LATIN - _EXTENDED - _INVISIBLE))


def stylesheet(faces: Iterable[Face], *, web: bool = False) -> str:
    """@font-face rules with addresses relative to the style sheet: `fonts/….woff2`. On the web a browser gets the
    ranges too, so that it fetches the files for other European names only when there are any.
    """
    rules = []
    for face in faces:
        rule = (
            f'font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};src:url(fonts/{face.file})'
        )
        if web:
            covers = LATIN if face.subset == "latin" else LATIN_EXT
            rule += (
                f' format("woff2");font-display:swap;unicode-range:{",".join(f"U+{part}" for part in covers.split())}'
            )
        rules.append(f"@font-face{{{rule}}}\n")
    return "".join(rules)


def assets(faces: Iterable[Face], node_modules: Path = NODE_MODULES) -> dict[str, bytes]:
    """`fonts/….woff2` → bytes. Raises FontMissing when a file is not installed."""
    found = {}
    for face in faces:
        path = node_modules / face.source
        try:
            found[f"fonts/{face.file}"] = path.read_bytes()
        except OSError as error:
            raise FontMissing(path) from error
    return found
