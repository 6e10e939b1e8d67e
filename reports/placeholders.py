"""Running text with figures in it. A text says `{{ enterprises_active }}` and never 19, so that it cannot contradict the
tables, and it knows the edition: what is withheld there is never written as a number. Pure.

    {{ key }}  {{ key|ord }}  {{ key|Ord }}  {{ key|pct }}  {{ key|kr }}  {{ key|ca }}
    {{ key|ord|en }}  {{ key|ord|et }}                one is "én" or "ét"; without either it follows the figure's own unit
    {{ key|ellers:"nogle få" }}                     what is written where the number is withheld or not known
    {{ punkt:KEY }}  {{ afsnit:KEY }}  {{ aftale:N }}   a reference: "punkt 6.5", "afsnit 7", "aftale 1"

Paragraphs are set apart by a blank line; lines that begin with "- " are a list. Nothing else means anything: what looks like
HTML is text.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from socialportal.common import danish

from .figures import Figure

_PLACE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_ALTERNATIVE = re.compile(r"""\|\s*ellers\s*:\s*["”“„]([^"”“„{}]*)["”“„]""")
_REFERENCES = ("punkt", "afsnit", "aftale")
_NEAREST = 3
_GAP = "(…)"  # what a reader sees where a text cannot be filled in; the working copy tells why


class Trouble(StrEnum):
    """Why a place in a text could not be filled in."""

    UNKNOWN = "unknown-placeholder"
    WITHHELD = "withheld-without-alternative"
    NOT_KNOWN = "figure-not-known"


@dataclass(frozen=True)
class Part:
    """A stretch of text. `key` names the figure or reference it comes from; `problem` is a Danish sentence, or empty."""

    text: str
    key: str = ""
    is_reference: bool = False
    figure: Figure | None = None
    trouble: Trouble | None = None
    problem: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph (one item) or a list (an item a line)."""

    is_list: bool
    items: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True)
class Lookup:
    """What texts of an edition may name: words and figures by key, keys that are withheld, references by `kind:key`."""

    values: Mapping[str, str | Figure]
    withheld: frozenset[str] = frozenset()
    references: Mapping[str, str] = field(default_factory=dict)

    def nearest(self, key: str) -> list[str]:
        """Keys that somebody may have meant."""
        known = [*self.values, *self.withheld, *self.references]
        return difflib.get_close_matches(key, known, n=_NEAREST, cutoff=0.6)


# --- What a number is written as --------------------------------------------------------------------------------------


def _plain(figure: Figure, *, neuter: bool) -> str:
    return danish.number(figure.value)  # type: ignore[arg-type]


def _in_words(figure: Figure, *, neuter: bool) -> str:
    """To ten in words; `ingen` for none, as people write."""
    value = figure.value
    if not isinstance(value, int):
        raise ValueError("kun hele tal kan skrives med ord")
    return "ingen" if value == 0 else danish.words(value, neuter=neuter)


_WRITTEN: dict[str, Callable[..., str]] = {
    "ord": _in_words,
    "Ord": lambda figure, *, neuter: danish.capital(_in_words(figure, neuter=neuter)),
    "pct": lambda figure, *, neuter: danish.percent(figure.value),
    "kr": lambda figure, *, neuter: danish.kroner(figure.value, approximate=figure.approximate),
    "ca": lambda figure, *, neuter: danish.about_kroner(figure.value),
}
FILTERS = (*_WRITTEN, "en", "et", "ellers")


def parts(text: str, lookup: Lookup) -> tuple[Part, ...]:
    """The text in stretches, every place filled in or with its problem. Never raises: a draft is always made."""
    made: list[Part] = []
    end = 0
    for place in _PLACE.finditer(text):
        if place.start() > end:
            made.append(Part(text[end : place.start()]))
        made.append(_filled(place[1], lookup))
        end = place.end()
    if end < len(text):
        made.append(Part(text[end:]))
    return tuple(made)


def _filled(inside: str, lookup: Lookup) -> Part:
    found = _ALTERNATIVE.search(inside)
    alternative = found[1] if found else None
    key, *filters = (word.strip() for word in _ALTERNATIVE.sub("", inside).split("|"))
    kind, colon, rest = key.partition(":")
    if colon and kind.strip() in _REFERENCES and not filters:
        return _reference(f"{kind.strip()}:{rest.strip()}", lookup)
    if key in lookup.withheld:
        return _instead(key, alternative, Trouble.WITHHELD, f"Tallet {key} vises ikke i den offentlige udgave.")
    value = lookup.values.get(key)
    if value is None:
        return _unknown(key, lookup)
    wrong = [name for name in filters if name not in FILTERS]
    if wrong:
        message = f"{{{{ {key} }}}} har noget efter stregen, som portalen ikke kender: {', '.join(wrong)}."
        return Part(_GAP, key, trouble=Trouble.UNKNOWN, problem=message)
    if isinstance(value, str):
        return Part(danish.capital(value) if "Ord" in filters else value, key)
    if value.value is None:
        return _instead(key, alternative, Trouble.NOT_KNOWN, f"Tallet {key} kendes ikke.")
    return _written(value, filters, key)


def _written(figure: Figure, filters: Sequence[str], key: str) -> Part:
    writers = [_WRITTEN[name] for name in filters if name in _WRITTEN] or [_plain]
    try:
        neuter = "et" in filters or (figure.neuter and "en" not in filters)
        return Part(writers[-1](figure, neuter=neuter), key, figure=figure)
    except ValueError as error:
        return Part(_GAP, key, trouble=Trouble.UNKNOWN, problem=f"{{{{ {key} }}}}: {error}.")


def _instead(key: str, alternative: str | None, trouble: Trouble, why: str) -> Part:
    """The words given for it; without them a gap and a problem, never a number."""
    if alternative is not None:
        return Part(alternative, key)
    return Part(_GAP, key, trouble=trouble, problem=f'{why} Skriv, hvad der skal stå i stedet: |ellers:"…".')


def _reference(key: str, lookup: Lookup) -> Part:
    text = lookup.references.get(key)
    return Part(text, key, is_reference=True) if text else _unknown(key, lookup)


def _unknown(key: str, lookup: Lookup) -> Part:
    near = lookup.nearest(key)
    hint = f" Mente du {danish.listing(near, 'eller')}?" if near else ""
    return Part(
        _GAP, key, trouble=Trouble.UNKNOWN, problem=f"Der er intet tal eller ord, der hedder {key or '(tomt)'}.{hint}"
    )


# --- Text as a whole --------------------------------------------------------------------------------------------------


def blocks(text: str, lookup: Lookup) -> list[Block]:
    """Paragraphs and lists. A single line break inside a paragraph is a space."""
    made: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip()):
        made += _of_chunk([line.strip() for line in chunk.split("\n") if line.strip()], lookup)
    return made


def _of_chunk(lines: Iterable[str], lookup: Lookup) -> list[Block]:
    made: list[Block] = []
    group: list[str] = []
    listing = False

    def close() -> None:
        if group:
            texts = [line[2:] for line in group] if listing else [" ".join(group)]
            made.append(Block(listing, tuple(parts(line, lookup) for line in texts)))
            group.clear()

    for line in lines:
        if line.startswith("- ") != listing:
            close()
            listing = not listing
        group.append(line)
    close()
    return made


def plain(text: str, lookup: Lookup) -> str:
    """The text filled in, as it was written otherwise."""
    return "".join(part.text for part in parts(text, lookup))


def html(stretches: Iterable[Part], href: Callable[[Part], str] | None = None) -> SafeString:
    """Escaped HTML. A figure is `<data class="figure" value="19">`, inside a link where `href` gives its definition's (or a
    reference's) address; a gap is `<mark class="gap">`.
    """
    return format_html_join("", "{}", ((_marked(part, href(part) if href and part.key else ""),) for part in stretches))


def _marked(part: Part, address: str) -> SafeString:
    inside = format_html("{}", part.text)
    if part.trouble:
        return format_html('<mark class="gap" title="{}">{}</mark>', part.problem, inside)
    if part.figure:
        value = part.figure.value
        exact = format(value.normalize(), "f") if isinstance(value, Decimal) else value
        inside = format_html('<data class="figure" value="{}">{}</data>', exact, inside)
    return format_html('<a href="{}">{}</a>', address, inside) if address else inside


def problems(text: str, lookup: Lookup) -> list[Part]:
    """The places that could not be filled in."""
    return [part for part in parts(text, lookup) if part.trouble]


def keys(text: str) -> set[str]:
    """The keys a text names."""
    return {_ALTERNATIVE.sub("", place[1]).split("|")[0].strip() for place in _PLACE.finditer(text)}


def numbering(chapters: Sequence[str], points: Sequence[str], agreements: Iterable[int] = ()) -> dict[str, str]:
    """References by `kind:key`: chapters in printed order are 1, 2, …; points are numbered within the chapter `points`."""
    numbers = {key: index for index, key in enumerate(chapters, start=1)}
    made = {f"afsnit:{key}": f"afsnit {number}" for key, number in numbers.items()}
    if "points" in numbers:
        made |= {f"punkt:{key}": f"punkt {numbers['points']}.{i}" for i, key in enumerate(points, start=1)}
    return made | {f"aftale:{number}": f"aftale {number}" for number in agreements}
