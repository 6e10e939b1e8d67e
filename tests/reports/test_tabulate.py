"""Tables of persons, also against somebody who knows exactly how they are made."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import tabulate
from reports.tabulate import Cell, Row, Table

KEYS = ["a", "b", "c", "d"]
NATIONAL = ["job", "education", "clarification", "stopped", "other"]


def cells(counts: tuple[int, ...], keys: list[str] = KEYS) -> list[Cell]:
    return [Cell(key, key, count, key) for key, count in zip(keys, counts, strict=False)]


def shape(table: Table | None) -> tuple[tuple[frozenset[str], int], ...] | None:
    return None if table is None else tuple((row.keys, row.count) for row in table)


def worlds(
    make: Callable[[tuple[int, ...]], Table | None], size: int, limit: int = 9
) -> dict[tuple, list[tuple[int, ...]]]:
    """Every table that any counts give, with all the counts that give it: what one who knows the rule can tell from it."""
    found: dict[tuple, list[tuple[int, ...]]] = {}
    for counts in itertools.product(range(limit), repeat=size):
        key = shape(make(counts))
        if key is not None:
            found.setdefault(key, []).append(counts)
    return found


def given_away(
    found: dict[tuple, list[tuple[int, ...]]], keys: list[str], threshold: int, limit: int = 9
) -> tuple[list[str], int]:
    """The merged cells that are known to the unit, or known to be small; and how many cells were looked at."""
    told, looked = [], 0
    for table, same in found.items():
        for names, count in table:
            # A sum that the tried counts do not exhaust has more worlds than were looked at.
            if len(names) < 2 or not 0 < count < limit:
                continue
            for index, name in enumerate(keys):
                if name in names:
                    looked += 1
                    values = {counts[index] for counts in same}
                    if len(values) == 1 or max(values) < threshold:
                        told.append(f"{name} er {sorted(values)} i {table}")
    return told, looked


@pytest.mark.parametrize("threshold", [3, 5])
@pytest.mark.parametrize("size", [3, 4])
def test_merging_hides_also_from_one_who_knows_the_rule(threshold: int, size: int) -> None:
    found = worlds(lambda counts: tabulate.by_merging_last(cells(counts), threshold, "andre"), size)
    told, looked = given_away(found, KEYS, threshold)
    assert told == []
    assert looked > 5


def test_merging_the_smallest_would_give_them_away() -> None:
    """The control: the obvious rule, with which 4 = 1 + 3 cannot be when a 3 stands alone."""

    def smallest(counts: tuple[int, ...]) -> Table | None:
        waiting = sorted((cell for cell in cells(counts) if cell.count), key=lambda cell: cell.count)
        merged: list[Cell] = []
        while waiting and (any(c.count < 3 for c in waiting) or 0 < sum(c.count for c in merged) < 3 + len(merged) - 1):
            merged.append(waiting.pop(0))
        if not waiting and merged:
            return None
        rest = (Row("andre", sum(c.count for c in merged), frozenset(c.key for c in merged)),) if merged else ()
        return (*tabulate.as_they_are(cell for cell in cells(counts) if cell not in merged), *rest)

    told, _ = given_away(worlds(smallest, 4), KEYS, 3)
    assert told


@pytest.mark.slow
def test_computed_groups_hide_also_from_one_who_knows_the_rule() -> None:
    found = worlds(lambda counts: tabulate.by_computed_groups(cells(counts, NATIONAL), 3), 5, limit=7)
    told, looked = given_away(found, NATIONAL, 3, limit=7)
    assert told == []
    assert looked > 20


@given(st.lists(st.integers(0, 30), min_size=1, max_size=4), st.sampled_from([3, 5]))
def test_a_merged_table_is_a_partition_of_the_total(counts: list[int], threshold: int) -> None:
    table = tabulate.by_merging_last(cells(tuple(counts)), threshold, "andre")
    if table is None:
        return
    assert sum(row.count for row in table) == sum(counts)
    assert sorted(key for row in table for key in row.keys) == KEYS[: len(counts)]
    assert tabulate.is_safe((row.count for row in table), threshold)
    assert sum(row.is_merged for row in table) <= 1


def test_may_print() -> None:
    assert [n for n in range(8) if tabulate.may_print(n, 3)] == [0, 3, 4, 5, 6, 7]
    assert [n for n in range(8) if tabulate.may_print(n, 3, merged=2)] == [0, 4, 5, 6, 7]
    assert [n for n in range(8) if tabulate.may_print(n, 5)] == [0, 5, 6, 7]


def test_merging_takes_as_few_of_the_last_as_it_can() -> None:
    def rows(*counts: int) -> list[int] | None:
        table = tabulate.by_merging_last(cells(counts), 3, "andre")
        return None if table is None else [row.count for row in table]

    assert rows(8, 4, 0, 3) == [8, 4, 0, 3]
    assert rows(8, 4, 1, 3) == [8, 4, 4]
    assert rows(8, 4, 1, 2) == [8, 7], "3 af to slags kan kun være 1 og 2"
    assert rows(8, 1, 5, 3) == [8, 9]
    assert rows(2, 7, 5, 3) is None
    assert rows(2, 0, 0, 0) is None
    assert rows(39, 1, 3) == [39, 4]
    assert rows(39, 1, 2) is None
    table = tabulate.by_merging_last(cells((8, 4, 1, 3)), 3, "andre")
    assert table is not None
    assert table[-1] == Row("andre", 4, frozenset("cd"))


def test_fixed_groups_are_a_partition_or_not_used() -> None:
    def rows(groups: list[tuple[str, str]], counts: tuple[int, ...] = (9, 8, 7, 6)) -> list[int] | None:
        table = tabulate.by_fixed_groups(cells(counts), groups, 3)
        return None if table is None else [row.count for row in table]

    assert rows([("x", "ab"), ("y", "cd")]) == [17, 13]
    assert rows([("x", "ab"), ("y", "cde")]) == [17, 13], "en status, ingen har, gør ingen forskel"
    assert rows([("x", "ab"), ("y", "c")], (9, 8, 7, 0)) == [17, 7]
    assert rows([("x", "ab"), ("y", "c")]) is None, "d er glemt"
    assert rows([("x", "abc"), ("y", "cd")]) is None, "c står to steder"
    assert rows([("x", "abcd")]) is None, "kun totalen"
    assert rows([]) is None
    assert rows([("x", "abc"), ("y", "d")], (9, 8, 7, 2)) is None
    assert rows([("x", "abc"), ("y", "d")], (9, 8, 7, 0)) == [24, 0]
    nameless = [*cells((9, 8)), Cell("", "uden status", 3)]
    table = tabulate.by_fixed_groups(nameless, [("x", "a"), ("y", "b")], 3)
    assert [(row.label, row.count) for row in table or ()] == [("x", 9), ("y", 8), ("uden status", 3)]


def test_computed_groups_are_the_finest_that_hold() -> None:
    def rows(*counts: int) -> list[int] | None:
        table = tabulate.by_computed_groups(cells(counts, NATIONAL), 3)
        return None if table is None else [row.count for row in table]

    assert rows(5, 5, 5, 5, 5) == [5, 5, 5, 5, 5]
    assert rows(5, 5, 5, 3, 1) == [5, 5, 5, 4]
    assert rows(5, 1, 5, 4, 4) == [6, 5, 4, 4]
    assert rows(5, 1, 5, 3, 1) == [6, 5, 4]
    assert rows(5, 5, 2, 2, 1) == [5, 5, 5]
    assert rows(5, 1, 2, 2, 1) == [6, 5]
    assert rows(1, 1, 2, 2, 1) is None
    assert rows(5, 5, 5, 2, 1) == [5, 5, 8], "3 af to slags kan kun være 1 og 2"


def test_labels_of_merged_groups_are_danish() -> None:
    table = tabulate.by_computed_groups(cells((5, 1, 5, 3, 1), NATIONAL), 3)
    assert [row.label for row in table or ()] == [
        "Job eller uddannelse eller undervisning",
        "Afklaring",
        "Stoppet eller andet",
    ]


def test_says_no_more() -> None:
    table = (Row("x", 4, frozenset("ab")), Row("y", 5, frozenset("c")))
    assert tabulate.says_no_more("ab", table)
    assert tabulate.says_no_more("abc", table)
    assert tabulate.says_no_more("c", table)
    assert not tabulate.says_no_more("a", table)
    assert not tabulate.says_no_more("bc", table)
    assert not tabulate.says_no_more("a", None)
