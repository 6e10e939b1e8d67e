"""What is done to the parsed document before it is laid out. Runs in the engine's process."""

from typing import Any
from urllib.parse import urlsplit

from .structure import DECORATION

_SVG = "{http://www.w3.org/2000/svg}"
_LINKS = {"http", "https", "mailto", "tel"}
_SCOPES = {"row", "col", "rowgroup", "colgroup"}


def prepare(root: Any, *, language: str, accent: str) -> None:
    """Changes the tree in place.

    - The language stands on the root: it decides hyphenation and what a screen reader speaks.
    - Links lead out only by web, mail or telephone; one that would resolve on the machine becomes plain text. No file is
      attached by the text.
    - Pictures drawn in the text take the accent, as style sheets do not reach into them; those hidden from screen
      readers are marked as decoration.
    - Header cells say their scope.
    """
    root.set("lang", root.get("lang") or language)
    for element in list(root.iter()):
        if element.tag == "a":
            element.attrib.pop("rel", None)
            if not _leads_somewhere(element.get("href", "").strip()):
                element.attrib.pop("href", None)
        elif element.tag == "base" or (element.tag == "link" and "attachment" in element.get("rel", "").lower()):
            element.attrib.clear()
        elif element.tag == f"{_SVG}svg":
            if accent:
                element.attrib.setdefault("color", accent)
            if element.get("aria-hidden") == "true":
                _decorate(element)
        elif element.tag == "img" and element.get("alt") == "":
            element.set("alt", DECORATION)
        elif element.tag == "thead":
            _scope(element, "col")
    _scope(root, "row")


def _leads_somewhere(address: str) -> bool:
    try:
        return address.startswith("#") or urlsplit(address).scheme.lower() in _LINKS
    except ValueError:
        return False


def _decorate(picture: Any) -> None:
    for title in picture.findall(f"{_SVG}title"):
        picture.remove(title)
    title = picture.makeelement(f"{_SVG}title", {})
    title.text = DECORATION
    picture.insert(0, title)


def _scope(part: Any, default: str) -> None:
    for cell in part.iter("th"):
        stated = cell.get("scope", "").lower()
        cell.set("scope", stated if stated in _SCOPES else default)
