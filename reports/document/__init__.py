"""The annual report as a document: gathered in a fixed number of queries, for one edition, as HTML, PDF and data."""

from .compose import Document, compose
from .render import attachments, json_bytes, make_pdf, page_html, pdf_bytes, render, standalone_html

__all__ = [
    "Document",
    "attachments",
    "compose",
    "json_bytes",
    "make_pdf",
    "page_html",
    "pdf_bytes",
    "render",
    "standalone_html",
]
