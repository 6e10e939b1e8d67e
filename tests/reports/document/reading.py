"""Reads the report's markup as somebody would read it aloud: words in order, pictures by their titles."""

import re

from lxml import html

_BLOCKS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "li", "td", "th", "dt", "dd", "caption", "figcaption", "blockquote", "title"),
    *("div", "section", "article", "figure", "table", "ul", "ol", "dl", "nav", "header", "footer", "svg", "tr"),
}


def spoken(page: str) -> str:
    """The body's words in order. Decoration is silent; a picture says its title; words in it are not said again."""
    body = html.document_fromstring(page).find("body")
    return re.sub(r"\s+", " ", "".join(_said(body))).strip()


def _said(node: html.HtmlElement) -> list[str]:
    if not isinstance(node.tag, str) or node.get("aria-hidden") == "true":
        return [node.tail or ""]
    name = html.etree.QName(node.tag).localname if "}" in node.tag else node.tag
    gap = " " if name in _BLOCKS else ""
    inside = [node.text or ""]
    if name == "svg":
        inside = [child.text or "" for child in node if isinstance(child.tag, str) and child.tag.endswith("title")]
    else:
        for child in node:
            inside += _said(child)
    return [gap, *inside, gap, node.tail or ""]


def letters(text: str) -> str:
    """For comparing what breaks into lines in different places: without spaces, hyphens that divide, and page numbers."""
    text = re.sub(r"[,(]?\s*\(?side\s+\d+\)?", "", text)
    return re.sub(r"[\s\u00a0\u00ad\u200b]+", "", text)


def sentences(page: str) -> list[str]:
    """The sentences of running text, paragraph by paragraph."""
    root = html.document_fromstring(page)
    found: list[str] = []
    for node in root.xpath("//main//p|//main//dd|//main//li|//main//blockquote"):
        text = " ".join(node.text_content().split())
        found += [part for part in re.split(r"(?<=[.?!])[\s”]+(?=[A-ZÆØÅ\d”])", text) if part]
    return found
