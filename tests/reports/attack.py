"""Somebody who reads everything the public edition prints, and computes what it does not.

Every hidden number is a whole number, not negative; everything printed is an equation between them. An integer programme
gives the smallest and the largest value each of them can have. Knows the national list of statuses and what groups are called.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Sum = Mapping[str, float]
MANY = 10_000


@dataclass
class Knowledge:
    """Equations and limits over named unknowns."""

    names: list[str] = field(default_factory=list)
    rows: list[tuple[Sum, float, float]] = field(default_factory=list)

    def unknown(self, name: str) -> str:
        """A whole number somebody would like to know."""
        if name not in self.names:
            self.names.append(name)
        return name

    def between(self, terms: Iterable[str], low: float, high: float) -> None:
        """The sum of the unknowns lies in the range."""
        weights: defaultdict[str, float] = defaultdict(float)
        for name in terms:
            weights[self.unknown(name)] += 1
        self.rows.append((weights, low, high))

    def equals(self, terms: Iterable[str], value: float) -> None:
        """The sum of the unknowns is printed."""
        self.between(terms, value, value)

    def at_least_as_many(self, more: str, fewer: str) -> None:
        """One unknown is no smaller than another."""
        self.rows.append(({self.unknown(more): 1.0, self.unknown(fewer): -1.0}, 0, np.inf))

    def feasible(self, name: str) -> tuple[int, int]:
        """The smallest and largest value of an unknown. Fails when what is printed contradicts itself."""
        return self._extreme(name, 1), self._extreme(name, -1)

    def _extreme(self, name: str, sign: int) -> int:
        index = {other: i for i, other in enumerate(self.names)}
        matrix = np.zeros((len(self.rows), len(self.names)))
        for line, (weights, _, _) in enumerate(self.rows):
            for other, weight in weights.items():
                matrix[line, index[other]] = weight
        goal = np.zeros(len(self.names))
        goal[index[name]] = sign
        limits = LinearConstraint(matrix, [low for _, low, _ in self.rows], [high for _, _, high in self.rows])
        found = milp(goal, constraints=limits, integrality=np.ones(len(self.names)), bounds=Bounds(0, MANY))
        assert found.success, f"det trykte modsiger sig selv ({name}): {found.message}"
        return round(float(found.x[index[name]]))


def disclosed(knowledge: Knowledge, hidden: Iterable[str], threshold: int) -> dict[str, tuple[int, int]]:
    """The hidden numbers that are as good as printed: known to the unit, or known to be small. Known to be 0 tells of nobody."""
    found = {}
    for name in hidden:
        low, high = knowledge.feasible(name)
        if high and (low == high or high < threshold):
            found[name] = (low, high)
    return found


# --- What the public edition prints, as equations ----------------------------------------------------------------------


def read(
    document: Mapping[str, Any], groups: Mapping[int, Mapping[str, Iterable[str]]], national: Mapping[str, str]
) -> Knowledge:
    """Everything in the JSON of the public edition. `groups` is what the labels of the outcome groups stand for (they are
    printed in words), `national` every status and its group. What a group does not name, nobody has.
    """
    known = Knowledge()
    for agreement in document["agreements"]:
        number = agreement["number"]
        ended, total = agreement["ended"], agreement["ended"] + agreement["running"]
        everything = [status(number, code) for code in [*national, "unregistered"]]
        known.equals(everything, ended)
        for code in national:
            known.at_least_as_many(f"{number} rows {code}", status(number, code))
        if rows := agreement.get("outcomes_total"):
            known.equals([f"{number} rows {code}" for code in national], rows)
        for label, count in agreement.get("outcome_groups", {}).items():
            known.equals([status(number, code or "unregistered") for code in groups[number][label]], count)
        for code, count in agreement.get("single", {}).items():
            known.equals([status(number, code)], count)
        for what, wanted in (("positive", {"job", "education"}), ("stopped", {"stopped"})):
            inside = [status(number, code) for code, group in national.items() if group in wanted]
            if what in agreement:
                known.equals(inside, agreement[what])
            share = agreement.get(f"{what}_pct")
            if share is not None:
                known.between(inside, (share - 0.05) * ended / 100, (share + 0.05) * ended / 100)
        known.equals([plan(number, state) for state in ("made", "in_progress", "none")], total)
        for state, count in agreement.get("plans", {}).items():
            states = ("in_progress", "none") if state == "not_made" else (state,)
            known.equals([plan(number, each) for each in states], count)
    return known


def read_jobs(known: Knowledge, total: int, rows: Iterable[tuple[Iterable[str], int]], types: Iterable[str]) -> None:
    """The table of jobs by type, and how many there are in all."""
    known.equals([f"job {code}" for code in types], total)
    for codes, count in rows:
        known.equals([f"job {code}" for code in codes], count)


def status(agreement: int, code: str) -> str:
    """The name of an unknown: courses of an agreement with this as their most important status."""
    return f"{agreement} status {code}"


def plan(agreement: int, state: str) -> str:
    """The name of an unknown: courses of an agreement whose plan is in this state."""
    return f"{agreement} plan {state}"


def hidden_of(document: Mapping[str, Any], national: Mapping[str, str]) -> list[str]:
    """Everything about persons in the agreements that somebody could want to know."""
    numbers = [agreement["number"] for agreement in document["agreements"]]
    return [status(number, code) for number in numbers for code in national] + [
        plan(number, state) for number in numbers for state in ("made", "in_progress", "none")
    ]
