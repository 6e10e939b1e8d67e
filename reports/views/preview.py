"""How a text reads with its figures filled in, in both editions beside each other, and which figures there are to name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from socialportal.common import danish

from ..editions import Edition, Printed
from ..figures import Figure
from ..models import CaseStory
from ..placeholders import Lookup, Part, blocks, problems
from ..queries import Texts
from ..queries import references as references_of
from ..services.texts import story_figures

WITHHELD, UNKNOWN = "vises ikke", "kendes ikke"
# Headings of the figures, by how their name begins; what fits none stands under the last.
_GROUPS = (
    ("case.", "Denne fortælling"),
    ("goal.", "Mål"),
    ("placements_", "Job"),
    ("rsv_", "Virksomheder og initiativer"),
)


@dataclass(frozen=True)
class Span:
    """A stretch of a text: `css` says whether it is a figure, differs between the editions, or could not be filled in."""

    text: str
    css: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or a list with an item a line."""

    is_list: bool
    items: list[list[Span]]


@dataclass(frozen=True)
class Told:
    """A saved text in both editions."""

    label: str
    public: list[Paragraph]
    internal: list[Paragraph]


@dataclass(frozen=True)
class Named:
    """A figure as it may be written in a text, and what it is now."""

    code: str
    label: str
    internal: str
    public: str

    @property
    def differs(self) -> bool:
        """Whether the editions say different things."""
        return self.internal != self.public


@dataclass(frozen=True)
class Reading:
    """Everything the page shows beside the field. `gaps` say what could not be filled in."""

    texts: list[Told] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    figures: list[tuple[str, list[Named]]] = field(default_factory=list)
    differs: bool = False
    is_public: bool = True


def reading(
    editions: dict[Edition, Printed],
    whole: Texts,
    texts: Iterable[tuple[str, str]],
    story: CaseStory | None = None,
) -> Reading:
    """The given texts (label, text) as they read, and all figures. `whole` is what the report consists of.

    A story without consent stands in the working copy only, so nothing is said of the public edition.
    """
    written = [(label, text) for label, text in texts if text]
    counted = editions[Edition.INTERNAL].counted
    references = references_of(counted, whole)
    more = story_figures(story, counted.basis)
    internal = editions[Edition.INTERNAL].lookup(references, more)
    is_public = story is None or story.consent_on is not None
    public = editions[Edition.PUBLIC].lookup(references, more) if is_public else internal
    told = [_told(label, text, public, internal) for label, text in written]
    return Reading(
        texts=told,
        gaps=list(dict.fromkeys(gap for _, text in written for gap in _gaps(text, public, internal))),
        figures=list(_figures(editions, references, more)),
        is_public=is_public,
        differs=any("dif" in span.css for one in told for block in one.public for item in block.items for span in item),
    )


def _gaps(text: str, public: Lookup, internal: Lookup) -> Iterator[str]:
    hidden = {part.key for part in problems(text, public)}
    for part in problems(text, internal):
        hidden.discard(part.key)
        yield part.problem
    for part in problems(text, public):
        if part.key in hidden:
            yield part.problem


def _told(label: str, text: str, public: Lookup, internal: Lookup) -> Told:
    """The two are built alike, since they come of the same text: so they can be compared place by place."""
    outside, inside = blocks(text, public), blocks(text, internal)
    made: tuple[list[Paragraph], list[Paragraph]] = ([], [])
    for out, inn in zip(outside, inside, strict=True):
        spans = [list(_spans(a, b)) for a, b in zip(out.items, inn.items, strict=True)]
        made[0].append(Paragraph(out.is_list, [[pair[0] for pair in item] for item in spans]))
        made[1].append(Paragraph(inn.is_list, [[pair[1] for pair in item] for item in spans]))
    return Told(label, *made)


def _spans(public: tuple[Part, ...], internal: tuple[Part, ...]) -> Iterator[tuple[Span, Span]]:
    for out, inn in zip_longest(public, internal, fillvalue=Part("")):
        differs = " dif" if out.text != inn.text else ""
        yield Span(out.text, _css(out) + differs), Span(inn.text, _css(inn) + differs)


def _css(part: Part) -> str:
    if part.trouble:
        return "gap"
    return "fig" if part.key else ""


def _figures(
    editions: dict[Edition, Printed], references: dict[str, str], more: Any
) -> Iterator[tuple[str, list[Named]]]:
    """(heading, figures), with the words first and the references last."""
    printed = editions[Edition.INTERNAL]
    words = [Named(f"{{{{ {key} }}}}", "", value, value) for key, value in printed.counted.words.items()]
    yield "År og navne", words
    groups: dict[str, list[Named]] = {}
    hidden = editions[Edition.PUBLIC].withheld
    for name, figure in (dict(printed.figures) | dict(more)).items():
        groups.setdefault(_heading(name), []).append(_named(figure, withheld=name in hidden))
    yield from sorted(groups.items(), key=lambda group: (group[0].startswith("Aftale"), group[0]))
    if references:
        yield "Henvisninger", [Named(f"{{{{ {key} }}}}", "", text, text) for key, text in references.items()]


def _heading(name: str) -> str:
    if name.startswith("agreement."):
        return f"Aftale {name.split('.')[1]}"
    return next((heading for start, heading in _GROUPS if name.startswith(start)), "Året i tal")


def _named(figure: Figure, *, withheld: bool) -> Named:
    form = {"%": "|pct", "kr.": "|kr"}.get(figure.unit, "")
    instead = '|ellers:"…"' if withheld else ""
    now = _value(figure)
    return Named(f"{{{{ {figure.name}{form}{instead} }}}}", figure.label, now, WITHHELD if withheld else now)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return UNKNOWN
    if figure.unit == "%":
        return danish.percent(figure.value)
    if figure.unit == "kr.":
        return danish.kroner(figure.value, approximate=figure.approximate)
    return danish.number(figure.value)
