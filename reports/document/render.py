"""The document as a file: a web page that needs nothing else, a PDF with its data inside, or its figures."""

import base64
import datetime as dt
import hashlib
import json
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from socialportal.common import pdf
from socialportal.common.pdf import Attachment, Pdf, fonts

from .. import exports
from ..editions import Edition
from ..figures import Basis
from .compose import Document, compose
from .tables import tables

TEMPLATE = "reports/document/report.html"
_STYLES = Path(settings.BASE_DIR) / "static" / "report"
_MARK = "kendemaerke-saettes-her"
_MARK_LENGTH = 8
_ONLY_WEB = re.compile(r'<a class="record".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def render(basis: Basis, edition: Edition, form: str, *, draft: bool = False) -> bytes:
    """The report of `edition` as `pdf`, `html` or `json`. `draft` is for a count as of another day than the year's last.

    Until reports are published every one is a working copy, and is stamped as such.
    Raises BasisError for a year without presence, PdfError when no PDF can be made, KeyError for another form.
    """
    makers = {"pdf": pdf_bytes, "html": standalone_html, "json": json_bytes}
    return makers[form](compose(basis, edition))


def page_html(document: Document, **context: Any) -> str:
    """The document's markup. `medium` is `web` (a page of the portal), `file` (a page by itself) or `pdf`.

    The colophon's mark is made of what is said, so that two printouts can be told apart without a clock.
    """
    html = render_to_string(TEMPLATE, {"document": document, "mark": _MARK, "medium": "web"} | context)
    return html.replace(_MARK, _mark_of(html))


def _mark_of(html: str) -> str:
    """A short name for what is said, whatever the links: the same on paper, as a file and in the portal."""
    said = _TAG.sub(" ", _ONLY_WEB.sub("", html[html.index("<main") :]))
    return hashlib.sha256(" ".join(said.split()).encode()).hexdigest()[:_MARK_LENGTH]


def standalone_html(document: Document) -> bytes:
    """One file with its style sheets, typefaces and pictures in it; it fetches nothing."""
    faces = "".join(
        rule.replace(f"fonts/{name}", f"data:font/woff2;base64,{base64.b64encode(data).decode()}")
        for face in fonts.FACES
        for name in [face.file]
        for rule in [fonts.stylesheet([face], web=True)]
        for data in [fonts.assets([face])[f"fonts/{name}"]]
    )
    accent = pdf.accent_stylesheet(document.material.basis.municipality.accent)
    sheets = {
        "styles": faces + (_STYLES / "report.css").read_text("utf-8") + accent,
        "screen_styles": (_STYLES / "report-screen.css").read_text("utf-8"),
    }
    return page_html(document, medium="file", **sheets).encode()


def make_pdf(document: Document) -> Pdf:
    """PDF/A-3a and PDF/UA-1, in a process of its own. Its only date is the report's data date. Raises PdfError."""
    basis = document.material.basis
    return pdf.render(
        page_html(document, medium="pdf"),
        assets={"report.css": (_STYLES / "report.css").read_bytes()},
        title=document.title,
        author=basis.municipality.full_name,
        description=document.description,
        created=dt.datetime.combine(basis.as_of, dt.time(12), tzinfo=dt.UTC),
        attachments=attachments(document),
        accent=basis.municipality.accent,
    )


def pdf_bytes(document: Document) -> bytes:
    """The finished file."""
    return make_pdf(document).bytes


def json_bytes(document: Document) -> bytes:
    """The edition's figures, as the contract has them."""
    told = exports.figures_json(document.material.edition, document.material.texts)
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def attachments(document: Document) -> list[Attachment]:
    """The data behind: the figures of this edition as JSON, and the tables as CSV."""
    figures = Attachment("tal.json", "application/json", json_bytes(document), "Rapportens tal (JSON)")
    return [figures, *(Attachment(t.file_name, "text/csv", t.csv(), t.title) for t in tables(document))]
