"""Constructs courses that add up to published totals. Pure and deterministic: the same totals give the same courses.

The source tells how many courses ended, with which outcomes, and how many ran on a day; not who, nor when. Here the places of
an agreement are lanes, each filled with courses one after another, so that no day has more courses than there are places.
"""

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

_GAP = dt.timedelta(days=9)  # between two courses on the same place


@dataclass
class CourseFacts:
    """One course as it was constructed. `plan` is `made`, `in_progress` or the code of a reason for none."""

    start: dt.date
    end: dt.date | None
    outcomes: list[str] = field(default_factory=list)
    plan: str = "made"


def _split(total: int, parts: int) -> list[int]:
    """`total` in `parts` nearly equal numbers, the larger ones first."""
    base, rest = divmod(total, parts)
    return [base + (index < rest) for index in range(parts)]


def _lane(first: dt.date, last: dt.date, courses: int) -> Iterator[CourseFacts]:
    """Ended courses one after another, the first beginning on `first`, the last ending on `last`."""
    step = (last - first) / max(courses, 1)
    for index in range(courses):
        start = first + index * step + (_GAP if index else dt.timedelta())
        end = last if index == courses - 1 else first + (index + 1) * step
        yield CourseFacts(_workday(start), _workday(end))


def _workday(day: dt.date) -> dt.date:
    """The day, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


def courses(
    *,
    counted_from: dt.date,
    as_of: dt.date,
    lanes: int,
    running: int,
    ended_last_month: int,
    outcomes: Mapping[str, int],
    further_outcomes: Mapping[str, int],
    plans_in_progress: int,
    no_plan: Mapping[str, int],
    seed: int,
) -> list[CourseFacts]:
    """All courses that an evaluation counts: `sum(outcomes)` ended between the days, `running` going on after the last.

    The first lanes hold what is running, the newest of it being those whose plan is in progress. The lanes after them have
    a free place at the end; `ended_last_month` of these became free in the last month. Raises ValueError when there are
    fewer lanes than that takes.
    """
    if running > lanes or ended_last_month > lanes - running:
        raise ValueError("flere forløb, end der er pladser")
    chance = random.Random(seed)  # noqa: S311 - the demo wants the same every time, not secrecy
    made: list[CourseFacts] = []
    for index, number in enumerate(_split(sum(outcomes.values()), lanes)):
        first = counted_from + dt.timedelta(days=5 * index)
        if index < running:
            new = dt.timedelta(days=6 + 7 * index if index < plans_in_progress else 40 + 13 * index)
            made.append(CourseFacts(_workday(as_of - new), None))
            last = as_of - new - _GAP
        elif index < running + ended_last_month:
            last = as_of - dt.timedelta(days=8 + 6 * (index - running))
        else:
            last = as_of - dt.timedelta(days=60 + 20 * (index - running))
        made.extend(_lane(first, last, number))
    made.sort(key=lambda facts: (facts.start, facts.end or dt.date.max))
    _give_outcomes(made, outcomes, further_outcomes, chance)
    _give_plans(made, plans_in_progress, no_plan, chance)
    return made


def _give_outcomes(
    made: Sequence[CourseFacts], outcomes: Mapping[str, int], further: Mapping[str, int], chance: random.Random
) -> None:
    ended = [facts for facts in made if facts.end]
    primary = [code for code, number in outcomes.items() for _ in range(number)]
    chance.shuffle(primary)
    for facts, code in zip(ended, primary, strict=True):
        facts.outcomes.append(code)
    for code, number in further.items():
        fitting = [f for f in ended if code not in f.outcomes and len(f.outcomes) == 1 and f.outcomes[0] in _MAY_WAIT]
        for facts in fitting[:number]:
            facts.outcomes.append(code)


# A further status makes sense beside one of these: the person is being clarified, and waits as well.
_MAY_WAIT = {"support-clarification", "work-trial-second"}


def _give_plans(
    made: Sequence[CourseFacts], in_progress: int, no_plan: Mapping[str, int], chance: random.Random
) -> None:
    """The newest are the ones whose plan is being made; the reasons for none are spread over the others."""
    newest = sorted((f for f in made if f.end is None), key=lambda f: f.start, reverse=True)
    for facts in newest[:in_progress]:
        facts.plan = "in_progress"
    others = [facts for facts in made if facts.plan == "made"]
    chance.shuffle(others)
    others.sort(
        key=lambda facts: facts.end is not None
    )  # a work trial is going on, and so are those without a plan yet
    reasons = [code for code, number in no_plan.items() for _ in range(number)]
    short = min((f for f in others if f.end), key=lambda f: (f.end or f.start) - f.start, default=None)
    for code in reasons:
        facts = short if code == "short-course" and short else _next_for(code, others)
        facts.plan = code
        others.remove(facts)


def _next_for(code: str, others: Sequence[CourseFacts]) -> CourseFacts:
    """Work trials are among those that run; the other reasons among those that ended."""
    wants_running = code == "work-trial"
    return next((f for f in others if (f.end is None) == wants_running), others[0])
