"""Mending the tree of tags: links, header cells, lists, divided words, what breaks over pages, what is no content."""

from typing import Any

import pydyf

from .tags import Record, children, elements, owners_by_page, target

# Alternative text that marks a picture as decoration; set by `markup.prepare`, never printed.
DECORATION = "\ue000decoration"
_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
# What may go on from one page to the next as one element. Not tables: each part has its own header.
_GO_ON = {"/P", "/L", "/LI", "/LBody", "/Sect", "/Art", "/Part", "/Div", "/NonStruct", "/BlockQuote"}


def name_links(document: Any) -> None:
    """PDF/UA-1 7.18.5: a link says where it leads; WeasyPrint says the bare address (`s65`), we say its words."""
    for page in document.pages:
        for _kind, _target, _rectangle, box in page.links:
            annotation = getattr(box, "link_annotation", None)
            words = " ".join("".join(box.element.itertext()).split()) if box.element is not None else ""
            if annotation and words:
                annotation["Contents"] = pydyf.String(words)


def join_nested_links(pdf: pydyf.PDF) -> None:
    """A page number printed by `a::before` comes as a link within the link. One link is announced, not two: the inner
    becomes words of the outer, whose area takes in both.
    """
    gone: set[int] = set()
    for outer in [o for o in elements(pdf) if o["S"] == "/Link"]:
        area = _annotation(pdf, outer)
        for inner in children(pdf, outer):
            nested = _annotation(pdf, inner) if inner["S"] == "/Link" else None
            if area is None or nested is None or nested.get("Dest") is None:
                continue
            xs, ys = area["Rect"][::2] + nested["Rect"][::2], area["Rect"][1::2] + nested["Rect"][1::2]
            area["Rect"] = pydyf.Array([min(xs), max(ys), max(xs), min(ys)])
            inner["S"] = "/Span"
            inner["K"] = pydyf.Array(kid for kid in inner["K"] if not _is_area(pdf, kid))
            page = target(pdf, inner["Pg"])
            page["Annots"] = pydyf.Array(kid for kid in page["Annots"] if kid != nested.reference)
            gone.add(nested["StructParent"])
    tree = target(pdf, target(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    pairs = zip(tree["Nums"][::2], tree["Nums"][1::2], strict=True)
    tree["Nums"] = pydyf.Array(part for number, owner in pairs if number not in gone for part in (number, owner))


def _is_area(pdf: pydyf.PDF, kid: Any) -> bool:
    return isinstance(kid, bytes) and target(pdf, kid).get("Type") == "/OBJR"


def _annotation(pdf: pydyf.PDF, element: Any) -> Any:
    for kid in element.get("K") or ():
        if _is_area(pdf, kid):
            return target(pdf, target(pdf, kid)["Obj"])
    return None


def scope_headers(document: Any) -> None:
    """PDF/UA-1 7.5: every header cell has a scope (`markup.prepare` has seen to it that each says one)."""
    for page in document.pages:
        for box in page._page_box.descendants():
            cell = getattr(box, "mark", None)
            if cell is not None and box.element_tag == "th":
                cell["A"]["Scope"] = _SCOPES[box.element.get("scope")]


def mend_divided_words(pdf: pydyf.PDF, record: Record) -> None:
    """ISO 32000-1 14.8.2.2.3: a hyphen that the line end put there is a soft one, so that the word is read as one.
    `In-House-` at a line end keeps its own.
    """
    whole: dict[Any, str] = {}
    for (page, mcid), (text, element) in record.texts.items():
        if not text.endswith("-") or element is None:
            continue
        if element not in whole:
            whole[element] = "".join(element.itertext())
        if text.strip() not in whole[element]:
            owner = target(pdf, owners_by_page(pdf)[page][mcid])
            if owner["S"] == "/Span":
                owner["ActualText"] = pydyf.String(text[:-1].rstrip("\u00ad") + "\u00ad")


def join_over_pages(pdf: pydyf.PDF, record: Record) -> None:
    """PDF/UA-1 7.1: a paragraph that goes on over the page is one paragraph, and its section one section."""
    (root,) = (target(pdf, kid) for kid in target(pdf, pdf.catalog["StructTreeRoot"])["K"])
    kept: list[Any] = []
    for element in list(children(pdf, root)):
        if kept and _goes_on(kept[-1], element, record):
            _join(pdf, kept[-1], element, record)
        else:
            kept.append(element)
    root["K"] = pydyf.Array(element.reference for element in kept)


def _goes_on(first: Any, second: Any, record: Record) -> bool:
    of = record.elements.get(first.number)
    content = any(isinstance(kid, int) for kid in (*first["K"], *second["K"]))
    return (
        of is not None
        and of is record.elements.get(second.number)
        and first["S"] == second["S"]
        and first["S"] in _GO_ON
        and first["Pg"] != second["Pg"]
        and not content
    )


def _join(pdf: pydyf.PDF, first: Any, second: Any, record: Record) -> None:
    rest = list(second["K"])
    last, following = list(children(pdf, first))[-1:], list(children(pdf, second))[:1]
    if last and following and _goes_on(last[0], following[0], record):
        _join(pdf, last[0], following[0], record)
        rest.remove(following[0].reference)
    for kid in rest:
        target(pdf, kid)["P"] = first.reference
    first["K"].extend(rest)
    second["K"] = pydyf.Array()


def pair_description_lists(pdf: pydyf.PDF) -> None:
    """ISO 32000-1 14.8.4.3.3: a list holds items, an item a label and a body. `<dl><div><dt><dd>` comes as a list of
    Divs with two items each; here each Div becomes the item, its first part the label, the rest bodies.
    """
    for pairs in [o for o in elements(pdf) if o["S"] == "/L"]:
        for item in children(pdf, pairs):
            if item["S"] != "/Div":
                continue
            item["S"] = "/LI"
            parts = pydyf.Array()
            for wrapper in list(children(pdf, item)):
                bodies = list(children(pdf, wrapper)) if wrapper["S"] == "/LI" else [wrapper]
                for body in bodies:
                    body["P"] = item.reference
                    body["S"] = "/LBody" if parts else "/Lbl"
                    parts.append(body.reference)
            item["K"] = parts


def set_aside_what_is_no_content(pdf: pydyf.PDF) -> None:
    """PDF/UA-1 7.1 and 7.8: running feet and decoration are artifacts, so a screen reader passes over them.

    WeasyPrint marks feet as content whose structure element hangs outside the tree. Decorative pictures are taken out
    of the tree here. Then everything marked that the tree does not reach is an artifact.
    """
    root = target(pdf, pdf.catalog["StructTreeRoot"])
    decoration: set[int] = set()
    for figure in elements(pdf):
        if getattr(figure.get("Alt"), "string", None) == DECORATION:
            parent = target(pdf, figure["P"])
            parent["K"] = pydyf.Array(kid for kid in parent["K"] if kid != figure.reference)
            decoration.add(figure.number)

    reached: set[int] = set()
    waiting = [target(pdf, kid) for kid in root["K"]]
    while waiting:
        element = waiting.pop()
        reached.add(element.number)
        waiting.extend(children(pdf, element))

    owners = owners_by_page(pdf)
    for number, page_number in enumerate(pdf.pages["Kids"][::3]):
        owner_of = owners[number]
        stream = target(pdf, pdf.objects[page_number]["Contents"]).stream
        for position, part in enumerate(stream):
            if isinstance(part, pydyf.Dictionary) and "MCID" in part:
                mcid = part["MCID"]
                owner = int(owner_of[mcid].split()[0])
                if owner not in reached:
                    kind = "/Layout" if owner in decoration else "/Pagination"
                    stream[position - 1] = b"/Artifact"
                    stream[position] = pydyf.Dictionary({"Type": kind})
                    owner_of[mcid] = b"null"
