"""Reading the tree of tags that WeasyPrint builds, and remembering which element of the document each tag is for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags as weasyprint_tags


def target(pdf: pydyf.PDF, reference: bytes) -> Any:
    """The object behind `12 0 R`."""
    return pdf.objects[int(reference.split()[0])]


def children(pdf: pydyf.PDF, element: Any) -> Iterator[Any]:
    """Structure elements below `element`, in reading order (not the pieces of content)."""
    for kid in element.get("K") or ():
        if isinstance(kid, bytes):
            child = target(pdf, kid)
            if child.get("Type") == "/StructElem":
                yield child


def elements(pdf: pydyf.PDF) -> Iterator[Any]:
    """All structure elements."""
    return (o for o in pdf.objects if isinstance(o, pydyf.Dictionary) and o.get("Type") == "/StructElem")


def owners_by_page(pdf: pydyf.PDF) -> dict[int, Any]:
    """Page number → for each piece of marked content the structure element it belongs to."""
    numbers = target(pdf, target(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    pages = len(pdf.pages["Kids"]) // 3
    return {number: owner for number, owner in zip(numbers[::2], numbers[1::2], strict=True) if number < pages}


@dataclass
class Record:
    """Object number of a structure element → the element of the document it stands for; and page and number of a piece
    of content → its printed text and the element it is in.
    """

    elements: dict[int, Any] = field(default_factory=dict)
    texts: dict[tuple[int, int], tuple[str, Any]] = field(default_factory=dict)


@contextmanager
def recorded() -> Iterator[Record]:
    """While this is open, WeasyPrint tells what it tags. It has no hook for that, so its one recursive function is
    wrapped; without the record a PDF is still made and valid, but a word divided at a line end is read as two.
    """
    record = Record()
    original = weasyprint_tags._build_box_tree

    def build(box: Any, parent: Any, pdf: Any, page: int, numbers: Any, annotations: Any, tags: Any) -> Iterator[Any]:
        for child in getattr(box, "children", ()):
            for text in child.children if isinstance(child, boxes.LineBox) else (child,):
                if isinstance(text, boxes.TextBox) and text in tags:
                    record.texts[page, tags[text]["mcid"]] = (text.text, box.element)
        for element in original(box, parent, pdf, page, numbers, annotations, tags):
            record.elements.setdefault(element.number, box.element)
            yield element

    weasyprint_tags._build_box_tree = build
    try:
        yield record
    finally:
        weasyprint_tags._build_box_tree = original
