"""The few signs by which a text is laid out, and nothing else. Pure: it finds stretches, and makes no HTML.

    ## Overskrift        a heading
    - punkt              a list, an item a line
    1. punkt             a numbered list: at least two lines that count from 1 (so "1. januar" stays a date)
    > citat              a quotation
    **fed**  *kursiv*    emphasis
    [ord](https://…)     a link; the address begins with https://, http:// or mailto:

Everything else is words, also what looks like HTML. Figures (`{{ … }}`) are left alone: no sign inside one counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

PARAGRAPH, LIST, NUMBERED, HEADING, QUOTE = "paragraph", "list", "numbered", "heading", "quote"

_FIGURE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_HELD = "\ufffc"  # stands for each sign of a figure while a line is read
_LONGEST = 2000  # of an emphasised stretch: a sign that is never closed costs no more than that
_MARKS = re.compile(
    rf"""
    \[(?P<words>[^\[\]]{{1,300}})\]\((?P<href>(?:https?://|mailto:)[^\x00-\x20()<>"'`\\{_HELD}]{{1,500}})\)
    | \*\*(?=[^\s*])(?P<strong>.{{1,{_LONGEST}}}?)(?<=\S)\*\*(?!\*)
    | (?<![\w*])\*(?=[^\s*])(?P<em>[^*]{{1,{_LONGEST}}}?)(?<=\S)\*(?![\w*])
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"(\d{1,3})\. (?!(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b)"
)
_OPENINGS = {LIST: re.compile(r"- "), HEADING: re.compile(r"#{2,6} "), QUOTE: re.compile(r"> ")}


@dataclass(frozen=True)
class Run:
    """A stretch of a line, with how it is set."""

    text: str
    strong: bool = False
    em: bool = False
    href: str = ""


@dataclass(frozen=True)
class Stretch:
    """A paragraph, heading or quotation (one item), or a list (an item a line), without the signs that said so."""

    kind: str
    items: tuple[str, ...]


def runs(line: str) -> list[Run]:
    """The line in stretches; put together they are the line without its signs. Never raises."""
    held = _FIGURE.sub(lambda found: _HELD * len(found[0]), line)
    return [run for run in _runs(line, held, Run("")) if run.text]


def _runs(line: str, held: str, set_as: Run) -> Iterator[Run]:
    end = 0
    for found in _MARKS.finditer(held):
        kind = found.lastgroup if found.lastgroup != "href" else "words"
        if kind == "words" and set_as.href:
            continue  # no link in a link
        yield replace(set_as, text=line[end : found.start()])
        inner = (
            replace(set_as, href=found["href"])
            if kind == "words"
            else replace(set_as, strong=set_as.strong or kind == "strong", em=set_as.em or kind == "em")
        )
        first, last = found.span(str(kind))
        yield from _runs(line[first:last], held[first:last], inner)
        end = found.end()
    yield replace(set_as, text=line[end:])


def stretches(text: str, *, formatted: bool = True) -> list[Stretch]:
    """The text in paragraphs, lists and so on. A single line break inside a paragraph or a quotation is a space.

    What is not `formatted` knows paragraphs and lists only.
    """
    made: list[Stretch] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        made += _stretches(lines, _kinds(lines, formatted=formatted))
    return made


def _kinds(lines: Sequence[str], *, formatted: bool) -> list[str]:
    """What each line is."""
    openings = _OPENINGS if formatted else {LIST: _OPENINGS[LIST]}
    kinds = [next((kind for kind, sign in openings.items() if sign.match(line)), PARAGRAPH) for line in lines]
    place = 0
    while formatted and place < len(lines):
        last = place
        while last < len(lines) and (found := _NUMBER.match(lines[last])) and int(found[1]) == last - place + 1:
            last += 1
        if last - place > 1:
            kinds[place:last] = [NUMBERED] * (last - place)
        place = max(last, place + 1)
    return kinds


def _stretches(lines: Sequence[str], kinds: Sequence[str]) -> Iterator[Stretch]:
    group: list[str] = []
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        group.append(_without_sign(line, kind))
        following = kinds[place + 1] if place + 1 < len(kinds) else ""
        if following != kind or kind == HEADING:
            yield Stretch(kind, tuple(group) if kind in (LIST, NUMBERED) else (" ".join(group),))
            group = []


def _without_sign(line: str, kind: str) -> str:
    if kind == NUMBERED:
        return line.partition(". ")[2].strip()
    sign = _OPENINGS.get(kind)
    return sign.sub("", line, count=1).strip() if sign else line


def plain(text: str) -> str:
    """The text without its signs, where nothing can be set: a list keeps its dashes, a link tells its address."""
    told: list[str] = []
    for chunk in re.split(r"(\n[ \t]*\n)", text.replace("\r\n", "\n")):
        lines = chunk.split("\n")
        kinds = _kinds([line.strip() for line in lines], formatted=True)
        told.append("\n".join(_plain_line(line, kind) for line, kind in zip(lines, kinds, strict=True)))
    return "".join(told)


def _plain_line(line: str, kind: str) -> str:
    if kind in (HEADING, QUOTE):
        line = _without_sign(line.strip(), kind)
    return "".join(_plain_runs(runs(line)))


def _plain_runs(found: Iterable[Run]) -> Iterator[str]:
    rows = list(found)
    for place, run in enumerate(rows):
        yield run.text
        ends = place + 1 == len(rows) or rows[place + 1].href != run.href
        address = run.href.removeprefix("mailto:")
        if run.href and ends and address not in run.text:
            yield f" ({address})"
