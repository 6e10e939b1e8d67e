"""A version to be published: every file of both editions and the words to search in, made of documents that are already composed,
so without a database; and what an edition says as a checksum, to tell whether it was changed since somebody read it.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from html.parser import HTMLParser

from ..editions import Edition
from ..figures import Basis
from ..rules import key_from
from .compose import Document, compose
from .render import json_bytes, page_html, pdf_bytes, standalone_html
from .tables import tables

PDF, HTML, PAGE, FIGURES = "rapport.pdf", "rapport.html", "side.html", "tal.json"
# The file of an edition in the forms of `annual_report`.
NAMES = {"pdf": PDF, "html": HTML, "json": FIGURES}

_ONLY_WEB = re.compile(r'<a class="record".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CHART = re.compile(r'<svg (xmlns=[^>]*? role="img")><title>(.*?)</title>.*?</svg>', re.DOTALL)
_COLOURED = re.compile(r'<svg [^>]*\bcolor="')
_LONGEST_NAME = 60


def said_checksum(document: Document) -> str:
    """sha256 of the cover's words, the text and the figures; neither of links, nor of the stamp that says it is a draft."""
    cover = document.cover
    html = page_html(replace(document, stamp=""))
    text = _TAG.sub(" ", _ONLY_WEB.sub("", html[html.index("<main") :]))
    said = " ".join([cover.municipality, cover.title, cover.year, cover.dated, cover.committees, *text.split()])
    return hashlib.sha256(said.encode() + json_bytes(document)).hexdigest()


# --- Files ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class File:
    """A file of a version."""

    edition: Edition
    name: str
    label: str
    content_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Its checksum."""
        return hashlib.sha256(self.content).hexdigest()


def checksum(files: Iterable[tuple[str, str, str]]) -> str:
    """One checksum for all: sha256 of a line a file, `edition name sha256`, sorted."""
    lines = sorted(f"{edition} {name} {digest}\n" for edition, name, digest in files)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


@dataclass(frozen=True, eq=False)
class Composed:
    """One count of a report: both editions as files want them, and the public one as the portal shows it."""

    public: Document
    page: Document
    internal: Document


def composed(basis: Basis) -> Composed:
    """Reads everything; afterwards no file asks the database. Raises BasisError for a year without presence."""
    return Composed(
        public=compose(basis, Edition.PUBLIC, draft=False),
        page=compose(basis, Edition.PUBLIC, draft=False, linked=True),
        internal=compose(basis, Edition.INTERNAL, draft=False),
    )


def files(found: Composed, tell: Callable[[str, int], None] = lambda step, done: None) -> list[File]:
    """All of them. `tell` is told which step begins, and how far it is in per cent. Raises PdfError."""
    public, internal = Edition.PUBLIC, Edition.INTERNAL
    tell("Laver den offentlige udgave som PDF", 15)
    made = [File(public, PDF, "Hele rapporten", "application/pdf", pdf_bytes(found.public))]
    tell("Laver den interne udgave som PDF", 50)
    made.append(File(internal, PDF, "Hele rapporten, intern (PDF)", "application/pdf", pdf_bytes(found.internal)))
    tell("Laver websider, tal og figurer", 85)
    made += [
        File(
            public,
            HTML,
            "Hele rapporten som webside i én fil",
            "text/html; charset=utf-8",
            standalone_html(found.public),
        ),
        File(public, PAGE, "Siden i portalen", "text/html; charset=utf-8", page_body(found.page).encode()),
        File(public, FIGURES, "Rapportens tal som data", "application/json", json_bytes(found.public)),
        *(File(public, t.file_name, t.title, "text/csv; charset=utf-8", t.csv()) for t in tables(found.public)),
        *charts(found.public),
        File(
            internal, HTML, "Hele rapporten, intern (HTML)", "text/html; charset=utf-8", standalone_html(found.internal)
        ),
        File(internal, FIGURES, "Tal, intern (JSON)", "application/json", json_bytes(found.internal)),
    ]
    tell("Gemmer udgaven", 95)
    return made


def page_body(document: Document) -> str:
    """What stands inside <body> of the web page, from its cover on. Nothing in it leads to the records."""
    html = page_html(document)
    return _ONLY_WEB.sub("", html[html.index('<header class="cover"') : html.rindex("</body>")]).strip()


def charts(document: Document) -> Iterator[File]:
    """Every picture that says something, once, as a file of its own in the municipality's colour. The cover's is white on
    colour and stays there.
    """
    accent = document.material.basis.municipality.accent
    drawn: dict[str, str] = {}
    for match in _CHART.finditer(page_html(document)):
        svg = match.group(0)
        if _COLOURED.match(svg):
            continue
        drawn.setdefault(svg, unescape(match.group(2)).replace("\u00a0", " "))
    taken: list[str] = []
    for svg, title in drawn.items():
        taken.append(key_from(title, taken, longest=_LONGEST_NAME))
        coloured = svg.replace("<svg ", f'<svg color="{accent}" ', 1)
        yield File(Edition.PUBLIC, f"figur-{taken[-1]}.svg", title[:200], "image/svg+xml", coloured.encode())


# --- Words to search in -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Passage:
    """What stands under one heading."""

    anchor: str
    heading: str
    text: str


def passages(body: str) -> list[Passage]:
    """The words of every part of a page that has a place to link to, in order. What stands in an inner part is told there."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    return [
        Passage(part.anchor, _plain(part.heading) or part.anchor, _plain(part.text))
        for part in reader.found
        if _plain(part.text)
    ]


def _plain(words: list[str]) -> str:
    return " ".join("".join(words).split())


@dataclass(frozen=True)
class _Part:
    """A part while it is being read."""

    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Takes our own markup apart: parts with an id, their first heading, and their words."""

    PARTS = ("section", "article")
    HEADINGS = ("h2", "h3", "h4")
    SILENT = ("svg", "nav", "script", "style")
    BREAKS = ("p", "li", "td", "th", "dt", "dd", "tr", "h2", "h3", "h4", "caption", "br", "div", "blockquote")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Part] = []
        self.open: list[_Part | None] = []
        self.silent = 0
        self.heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.silent += 1
        elif tag in self.PARTS:
            anchor = dict(attrs).get("id") or ""
            part = _Part(anchor) if anchor else None
            if part:
                self.found.append(part)
            self.open.append(part)
        elif tag in self.HEADINGS and (here := self._here()) and not here.heading:
            self.heading = True
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        if tag in self.SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in self.PARTS and self.open:
            self.open.pop()
        elif tag in self.HEADINGS:
            self.heading = False

    def handle_data(self, data: str) -> None:
        part = self._here()
        if self.silent or part is None:
            return
        self._words(part).append(data.replace("\u00a0", " ").replace("\u00ad", ""))

    def _words(self, part: _Part) -> list[str]:
        return part.heading if self.heading else part.text

    def _here(self) -> _Part | None:
        return next((part for part in reversed(self.open) if part), None)

    def _break(self, tag: str) -> None:
        if tag in self.BREAKS and (part := self._here()):
            self._words(part).append(" ")
