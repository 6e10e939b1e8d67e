"""What an edition says, as a checksum: so that one can tell whether the text was changed since somebody read it."""

import hashlib
import re
from dataclasses import replace

from .compose import Document
from .render import json_bytes, page_html

_ONLY_WEB = re.compile(r'<a class="record".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def said_checksum(document: Document) -> str:
    """sha256 of the cover's words, the text and the figures; neither of links, nor of the stamp that says it is a draft."""
    cover = document.cover
    html = page_html(replace(document, stamp=""))
    text = _TAG.sub(" ", _ONLY_WEB.sub("", html[html.index("<main") :]))
    said = " ".join([cover.municipality, cover.title, cover.year, cover.dated, cover.committees, *text.split()])
    return hashlib.sha256(said.encode() + json_bytes(document)).hexdigest()
