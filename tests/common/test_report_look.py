"""The report's typeface and style sheets: what they cover, what they weigh, and how the page behaves in a browser."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from socialportal.common import pdf
from socialportal.common.pdf import fonts

from .report_sample import ACCENT, STATIC, sample_html

WIDTHS = (1280, 1000, 390, 320)


def test_the_web_has_the_same_fonts_as_the_pdf() -> None:
    written = (STATIC / "fonts.css").read_text(encoding="utf-8")
    assert written.split("\n", 1)[1] == fonts.stylesheet(fonts.FACES + fonts.EXTENDED_FACES, web=True)


@pytest.mark.parametrize("faces", [fonts.FACES, fonts.EXTENDED_FACES])
def test_what_the_fonts_cover(faces: tuple[fonts.Face, ...]) -> None:
    said = fonts.code_points(fonts.LATIN if faces is fonts.FACES else fonts.LATIN_EXT)
    for face in faces:
        has = set(TTFont(fonts.NODE_MODULES / face.source).getBestCmap())
        assert said <= has, f"{face.file} lacks {[hex(point) for point in sorted(said - has)]}"


def test_each_subset_has_a_family_of_its_own() -> None:
    """In one family WeasyPrint takes the glyph numbers of one file from the other."""
    assert not {face.family for face in fonts.FACES} & {face.family for face in fonts.EXTENDED_FACES}


@pytest.mark.parametrize(
    ("text", "faces", "foreign"),
    [
        ("Rødgrød ”med” fløde – 1½ §", 5, ""),
        ("Ağaoğlu", 10, ""),
        ("hej 😀 → б", 5, "б→😀"),
        ("skjult\u00ad\u200b\n", 5, ""),
    ],
)
def test_which_fonts_a_text_needs(text: str, faces: int, foreign: str) -> None:
    assert len(fonts.faces_for(text)) == faces
    assert sorted(fonts.foreign_characters(text)) == sorted(foreign)


def test_typographic_spaces_are_replaced_by_those_plex_has() -> None:
    assert fonts.settable("1\u202f000 e\u2011post \u2009x") == "1\u00a0000 e-post  x"


def test_print_sheet_is_lean_and_without_what_weasyprint_stumbles_on() -> None:
    sheet = (STATIC / "report.css").read_text(encoding="utf-8")
    assert len(sheet.encode()) <= 20_000
    for trap in ("hyphenate-limit-zone", "leader(", "dotted", "color-mix", "@font-face", "@import", "url("):
        assert trap not in sheet


def test_markup_and_sheets_are_for_a_strict_policy() -> None:
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=", sample_html())


# --- in a browser -----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a page with its sheets and fonts beside it."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "fonts").mkdir()
    for name, data in fonts.assets(fonts.FACES + fonts.EXTENDED_FACES).items():
        (folder / name).write_bytes(data)
    for sheet in STATIC.glob("*.css"):
        (folder / sheet.name).write_bytes(sheet.read_bytes())
    (folder / "accent.css").write_text(pdf.accent_stylesheet(ACCENT), encoding="utf-8")
    (folder / "index.html").write_text(sample_html(), encoding="utf-8")
    return folder / "index.html"


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(page: Any, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 640])
def test_text_twice_as_large_fits(page: Any, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.as_uri())
    page.add_style_tag(content="html { font-size: 200% !important }")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_accessible(page: Any, site: Path, width: int, axe_violations: Callable[[Any], list[str]]) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.as_uri())
    assert axe_violations(page) == []


@pytest.mark.browser
def test_contents_stand_beside_the_text(page: Any, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site.as_uri()}#s6")
    contents = page.locator(".contents").bounding_box()
    text = page.locator("#s6 h2").bounding_box()
    assert contents["x"] + contents["width"] < text["x"]
    assert 0 <= contents["y"] < 800  # they stay in sight
