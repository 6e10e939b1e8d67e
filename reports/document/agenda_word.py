"""Sagsfremstillingen as a Word file for the agenda system: plain headings, lists and paragraphs, in Danish. Pure.

Public figures only: committee papers are published.
"""

import io
import re
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_LISTED = re.compile(r"^-\s+")
A4 = (Cm(21), Cm(29.7))


@dataclass(frozen=True)
class Paper:
    """The item as it stands on paper: facts in pairs, the proposal a line each, the other parts as heading and text."""

    title: str
    municipality: str
    facts: tuple[tuple[str, str], ...]
    summary: str
    proposal: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    decision: str = ""


def word(paper: Paper) -> bytes:
    """The file."""
    made = docx.Document()
    _in_danish(made)
    made.core_properties.title = paper.title
    made.core_properties.author = paper.municipality
    made.core_properties.language = "da-DK"
    made.core_properties.subject = "Sagsfremstilling"
    made.core_properties.comments = ""
    made.add_heading(paper.title, level=1)
    for name, value in paper.facts:
        fact = made.add_paragraph()
        fact.paragraph_format.space_after = Pt(0)
        fact.add_run(f"{name}: ").bold = True
        fact.add_run(value)
    _part(made, "Resumé", paper.summary)
    if paper.proposal:
        made.add_heading("Indstilling", level=2)
        made.add_paragraph("Forvaltningen indstiller, at")
        for line in paper.proposal:
            made.add_paragraph(line, style="List Number")
    for heading, text in paper.parts:
        _part(made, heading, text)
    _part(made, "Beslutning", paper.decision)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _part(made: Document, heading: str, text: str) -> None:
    """A heading with its paragraphs and lists; nothing where nothing is written."""
    if not text.strip():
        return
    made.add_heading(heading, level=2)
    for is_item, words in stretches(text):
        made.add_paragraph(words, style="List Bullet" if is_item else None)


def stretches(text: str) -> list[tuple[bool, str]]:
    """Paragraphs and items of lists (True), in order."""
    found: list[tuple[bool, str]] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        words: list[str] = []
        for line in [*chunk.split("\n"), "- "]:
            if _LISTED.match(line):
                if words:
                    found.append((False, " ".join(words)))
                    words = []
                if item := _LISTED.sub("", line):
                    found.append((True, item))
            elif line.strip():
                words.append(line.strip())
    return found


def _in_danish(made: Document) -> None:
    """A4, one calm type in black, and the language that a screen reader and the spelling go by."""
    section = made.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    for name in ("Normal", "Heading 1", "Heading 2", "List Bullet", "List Number"):
        style = made.styles[name]
        style.font.name = "Calibri"
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for which in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(which), None)
        fonts.set(qn("w:ascii"), "Calibri")
        fonts.set(qn("w:hAnsi"), "Calibri")
    made.styles["Normal"].font.size = Pt(11)
    properties = made.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "da-DK")
