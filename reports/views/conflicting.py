"""Two people who wrote in the same text: what each did, so that nothing is lost and nothing is asked without need. Pure."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.forms import BoundField

from ..forms.report import ProseForm


@dataclass(frozen=True)
class Paragraph:
    """One of the other's paragraphs, and whether it differs from what this user has."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Clash:
    """A text in which both wrote: the field with one's own words, and the other's to read beside it."""

    field: BoundField
    theirs: list[Paragraph]
    nothing_left: bool


def in_conflict(mine: ProseForm, theirs: ProseForm, before: Mapping[str, str] | None) -> Iterator[Clash]:
    """The fields that both have changed, and not to the same."""
    for name in mine.prose:
        own, other = _words(mine, name), saved(theirs, name)
        if own != other and _changed_by_both(own, other, name, before):
            yield Clash(mine[name], compared(other, own), not other)


def merged(mine: ProseForm, theirs: ProseForm, before: Mapping[str, str] | None) -> list[tuple[str, str]]:
    """(name, value) of the fields in which only one of them wrote: that one's words stand."""
    kept = []
    for name in mine.prose:
        own, other = _words(mine, name), saved(theirs, name)
        if own == other or not _changed_by_both(own, other, name, before):
            untouched = before is not None and name in before and own == _tidy(before[name])
            kept.append((name, other if untouched else own))
    return kept


def _changed_by_both(own: str, other: str, name: str, before: Mapping[str, str] | None) -> bool:
    """Without knowing what stood there before, both must be asked."""
    if before is None:
        return True
    if name not in before:  # the other has not touched it
        return False
    return own != _tidy(before[name])


def compared(text: str, with_text: str) -> list[Paragraph]:
    """The paragraphs of a text, each marked when it does not stand so in the other."""
    own, others = text.split("\n\n"), with_text.split("\n\n")
    same: set[int] = set()
    for block in difflib.SequenceMatcher(None, own, others, autojunk=False).get_matching_blocks():
        same.update(range(block.a, block.a + block.size))
    return [Paragraph(paragraph, index not in same) for index, paragraph in enumerate(own) if paragraph]


def _words(form: ProseForm, name: str) -> str:
    return _tidy(str(form.cleaned_data.get(name) or ""))


def saved(form: ProseForm, name: str) -> str:
    """What stands in an unbound form."""
    return _tidy(str(form[name].value() or ""))


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
