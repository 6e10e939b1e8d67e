"""How counts of persons are cut into tables that may be published: merge or withhold, never "fewer than". Pure.

A cell may be printed when it is 0 or at least the threshold (decisions, "Two editions"). What is not printed must not be
derivable, not even by somebody who knows these rules: so a table is always a partition of its total, a sum is printed only
where it is a union of printed cells, and a row merged because something in it was small must be large enough that each of its
parts could have reached the threshold.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from socialportal.common import danish

from .terms import GROUP_WORDS


@dataclass(frozen=True)
class Cell:
    """One category of a table, before it is known whether it can be printed. `group` is its national group, if any."""

    key: str
    label: str
    count: int
    group: str = ""


@dataclass(frozen=True)
class Row:
    """A printed row: one category, or several merged. Their counts add up to the row's."""

    label: str
    count: int
    keys: frozenset[str]

    @property
    def is_merged(self) -> bool:
        """Whether it hides the counts of its categories."""
        return len(self.keys) > 1


Table = tuple[Row, ...]


def may_print(count: int, threshold: int, merged: int = 1) -> bool:
    """Whether a count may stand alone: 0, or at least the threshold.

    Of `merged` parts, each at least 1 (a part that is 0 would not have been merged), one can then still be the threshold.
    """
    return count == 0 or count >= threshold + merged - 1


def is_safe(counts: Iterable[int], threshold: int) -> bool:
    """Every count may be printed as it is."""
    return all(may_print(count, threshold) for count in counts)


def as_they_are(cells: Iterable[Cell]) -> Table:
    """A row a cell: the internal edition, or a table with nothing small in it."""
    return tuple(Row(cell.label, cell.count, frozenset({cell.key})) for cell in cells)


def by_fixed_groups(
    cells: Sequence[Cell], groups: Sequence[tuple[str, Collection[str]]], threshold: int
) -> Table | None:
    """The groups chosen for an evaluation, if they partition what is there and every one may be printed; else None.

    What nobody has registered a status of (key "") has a row of its own when it is large enough, and else spoils the table.
    """
    counts = {cell.key: cell.count for cell in cells}
    grouped = [key for _, keys in groups for key in keys]
    left = [cell for cell in cells if cell.count and cell.key not in grouped]
    if len(grouped) != len(set(grouped)) or any(cell.key for cell in left):
        return None
    rows = [Row(label, sum(counts.get(key, 0) for key in keys), frozenset(keys)) for label, keys in groups]
    rows += as_they_are(left)
    return tuple(rows) if len(rows) > 1 and is_safe((row.count for row in rows), threshold) else None


# From fine to coarse: the partitions tried when there are no fixed groups, or these may not be printed.
_MERGES: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("job",), ("education",), ("clarification",), ("stopped",), ("other",)),
    (("job",), ("education",), ("clarification",), ("stopped", "other")),
    (("job", "education"), ("clarification",), ("stopped",), ("other",)),
    (("job", "education"), ("clarification",), ("stopped", "other")),
    (("job",), ("education",), ("clarification", "stopped", "other")),
    (("job", "education"), ("clarification", "stopped", "other")),
)


def by_computed_groups(cells: Sequence[Cell], threshold: int) -> Table | None:
    """The finest of the fixed partitions of the national groups that may be printed; None where not even two rows may.

    What nobody has registered a status of belongs to `other`.
    """
    for partition in _MERGES:
        rows = [_national(groups, cells) for groups in partition]
        if all(may_print(row.count, threshold, len(groups)) for row, groups in zip(rows, partition, strict=True)):
            return tuple(rows)
    return None


def _national(groups: Sequence[str], cells: Iterable[Cell]) -> Row:
    inside = [cell for cell in cells if (cell.group or "other") in groups]
    label = danish.capital(danish.listing([GROUP_WORDS[group] for group in groups], "eller"))
    return Row(label, sum(cell.count for cell in inside), frozenset(cell.key for cell in inside))


def by_merging_last(cells: Sequence[Cell], threshold: int, label: str) -> Table | None:
    """As they are where that is safe; else the last two merged, or the last three …; None where only the total is left.

    Which cells are merged follows their order, never their size: to merge the smallest tells what is not the smallest.
    """
    if is_safe((cell.count for cell in cells), threshold):
        return as_they_are(cells)
    for size in range(2, len(cells)):
        alone, last = cells[:-size], cells[-size:]
        rest = Row(label, sum(cell.count for cell in last), frozenset(cell.key for cell in last))
        if is_safe((cell.count for cell in alone), threshold) and may_print(rest.count, threshold, size):
            return (*as_they_are(alone), rest)
    return None


def says_no_more(keys: Collection[str], table: Table | None) -> bool:
    """Whether the sum over these categories is a union of the table's rows, so that printing it tells nothing new."""
    if table is None:
        return False
    wanted = frozenset(keys)
    return all(row.keys <= wanted or not row.keys & wanted for row in table)
