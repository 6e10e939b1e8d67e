"""Reads a page as HTML and says what must not be in it, whoever made it. Needs no browser."""

import itertools
import re
from collections import Counter

from lxml import html

_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}")
_FOR_PEOPLE = re.compile(r"\bNone\b|\bnan\b|<QuerySet|object at 0x")


def faults_of(page: str) -> list[str]:
    """One line a fault; an empty list is a clean page."""
    root = html.document_fromstring(page)
    return [*_policy(root), *_frame(root), *_references(root), *_controls(root), *_left_over(root)]


def _policy(root: html.HtmlElement) -> list[str]:
    """What the content security policy would stop."""
    found = [f"style attribute: {_shown(node)}" for node in root.xpath("//*[@style]")]
    found += [f"style element: {_shown(node)}" for node in root.xpath("//style")]
    found += [f"inline script: {_shown(node)}" for node in root.xpath("//script[not(@src)]")]
    for node in root.iter():
        found += [f"inline handler: {_shown(node)}" for name in getattr(node, "attrib", {}) if name.startswith("on")]
    found += [f"javascript address: {_shown(node)}" for node in root.xpath("//*[starts-with(@href, 'javascript:')]")]
    return found


def _frame(root: html.HtmlElement) -> list[str]:
    found = []
    if root.get("lang") != "da":
        found.append("the language of the page is not said to be Danish")
    if len(root.xpath("//h1")) != 1:
        found.append(f"{len(root.xpath('//h1'))} h1")
    if len(root.xpath("//main")) != 1:
        found.append(f"{len(root.xpath('//main'))} main")
    if not (root.findtext(".//title") or "").strip():
        found.append("no title")
    levels = [int(node.tag[1]) for node in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    found += [f"h{a} is followed by h{b}" for a, b in itertools.pairwise(levels) if b > a + 1]
    return found


def _references(root: html.HtmlElement) -> list[str]:
    ids = Counter(root.xpath("//@id"))
    found = [f"id twice: {name}" for name, times in ids.items() if times > 1]
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for node in root.xpath(f"//*[@{attribute}]"):
            found += [
                f"{attribute} points nowhere ({name}): {_shown(node)}"
                for name in node.get(attribute).split()
                if name not in ids
            ]
    found += [
        f"link to a place that is not there: {_shown(node)}"
        for node in root.xpath("//a[starts-with(@href, '#')]")
        if node.get("href") not in ("#",) and node.get("href")[1:] not in ids
    ]
    return found


def _controls(root: html.HtmlElement) -> list[str]:
    labelled = set(root.xpath("//label/@for"))
    found = [
        f"field without a label: {_shown(node)}"
        for node in root.xpath("//input[not(@type='hidden')]|//select|//textarea")
        if node.get("id") not in labelled and not node.get("aria-label") and not node.get("aria-labelledby")
    ]
    found += [f"picture without alt: {_shown(node)}" for node in root.xpath("//img[not(@alt)]")]
    found += [
        f"form that writes without a token: {_shown(node)}"
        for node in root.xpath("//form[translate(@method, 'POST', 'post')='post']")
        if not node.xpath(".//input[@name='csrfmiddlewaretoken']")
    ]
    found += [
        f"button or link without words: {_shown(node)}"
        for node in root.xpath("//a[@href]|//button")
        if not (node.text_content().strip() or node.get("aria-label") or node.xpath(".//img[@alt!='']"))
    ]
    # Browsers keep a table a table when its rows are stacked on a phone; a role that says so again is an HTML error.
    tables = "//table[@role]|//table//*[self::thead or self::tbody or self::tfoot or self::tr or self::th or self::td][@role]"
    found += [f"role on a part of a table: {_shown(node)}" for node in root.xpath(tables)]
    if len(root.xpath("//*[contains(concat(' ', @class, ' '), ' button-primary ')]")) > 1:
        found.append("more than one filled button")
    return found


def _left_over(root: html.HtmlElement) -> list[str]:
    # What stands in a field, or is shown as something to type, was put there by people: texts name figures in braces.
    written = set(root.xpath("//textarea/text() | //code/text()"))
    text = " ".join(part for part in root.itertext() if part not in written)
    found = [f"left over from a template: {match.group()}" for match in _LEFT_OVER.finditer(text)]
    return found + [f"not for people: {match.group()}" for match in _FOR_PEOPLE.finditer(text)]


def _shown(node: html.HtmlElement) -> str:
    return html.tostring(node, encoding="unicode", with_tail=False)[:120]
