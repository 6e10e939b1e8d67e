"""What agreements add up to, counted by the database in a fixed number of queries: an evaluation's numbers and the calendar
year's, side by side. The two are never added.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q

from socialportal.accounts.models import Municipality
from socialportal.common.periods import Period

from ..models import Agreement, Evaluation, Outcome, PublicGroup, Terms
from ..tabulate import PlanState
from .records import Day, in_plan_state, without_plan_record


@dataclass(frozen=True)
class CourseCounts:
    """Courses of an agreement: ended in a period, running after it, and how it stood with the plans of both."""

    ended: int
    running: int
    started: int
    plans_made: int
    plans_in_progress: int
    plans_none: int
    without_plan_record: int


@dataclass(frozen=True)
class OutcomeCount:
    """One status in a period: all its rows, and the courses that have it as their most important one."""

    code: str
    label: str
    group: str
    rows: int
    primary: int


@dataclass(frozen=True)
class Tally:
    """What an agreement adds up to in one period, and the terms that held when it ended."""

    period: Period
    courses: CourseCounts
    outcomes: tuple[OutcomeCount, ...]
    terms: Terms | None


@dataclass(frozen=True)
class AgreementCounts:
    """An agreement: its evaluation in the year, if there is one, and the calendar year so far."""

    pk: int
    number: int
    evaluation_pk: int | None
    evaluated: Tally | None
    year: Tally


def counts(municipality: Municipality, year: Period) -> list[AgreementCounts]:
    """Every agreement in force on a day of the period (1 January – as of) or evaluated in it, by number.

    Four queries, however many agreements and courses. Of several evaluations in the period the last one counts.
    """
    evaluations = _evaluations(municipality, year)
    own = Agreement.objects.filter(municipality=municipality)
    evaluated = [evaluation.agreement_id for evaluation in evaluations.values()]  # type: ignore[attr-defined]
    rows = (
        own.filter(Q(pk__in=own.overlapping(year)) | Q(pk__in=evaluated))
        .annotate(evaluation=_joined("evaluations", evaluations))
        .annotate(
            **_course_counts("evaluated", F("evaluation__counted_from"), F("evaluation__as_of")),
            **_course_counts("year", year.first, year.last),
        )
        .order_by("number")
        .values("pk", "number", "evaluation__pk", *_names("evaluated"), *_names("year"))
    )
    outcomes = _outcome_counts(municipality, year, evaluations)
    terms = _terms(municipality)
    return [_assembled(row, year, evaluations, outcomes, terms[row["pk"]]) for row in rows]


def _evaluations(municipality: Municipality, year: Period) -> dict[int, Evaluation]:
    """The last evaluation of each agreement as of a day in the period, by its primary key."""
    found = Evaluation.objects.filter(
        agreement__municipality=municipality, as_of__gte=year.first, as_of__lte=year.last
    ).order_by("as_of")
    newest = {evaluation.agreement_id: evaluation for evaluation in found}  # type: ignore[attr-defined]
    return {evaluation.pk: evaluation for evaluation in newest.values()}


def _joined(path: str, evaluations: Iterable[int]) -> FilteredRelation:
    """At most one evaluation beside each agreement, so that nothing is counted twice."""
    return FilteredRelation(path, condition=Q(**{f"{path}__pk__in": list(evaluations) or [0]}))


def _names(prefix: str) -> list[str]:
    return [f"{prefix}_{field.name}" for field in fields(CourseCounts)]


def _course_counts(prefix: str, first: Day, last: Day) -> dict[str, Count]:
    """The numbers of one period, as annotations of agreements."""
    live = Q(courses__deleted_at=None)
    ended = live & Q(courses__ended_on__gte=first, courses__ended_on__lte=last)
    going_on = Q(courses__ended_on=None) | Q(courses__ended_on__gt=last)
    running = live & Q(courses__started_on__lte=last) & going_on
    counted = ended | running
    conditions = {
        "ended": ended,
        "running": running,
        "started": live & Q(courses__started_on__gte=first, courses__started_on__lte=last),
        "plans_made": counted & in_plan_state(PlanState.MADE, last, "courses__"),
        "plans_in_progress": counted & in_plan_state(PlanState.IN_PROGRESS, last, "courses__"),
        "plans_none": counted & in_plan_state(PlanState.NONE, last, "courses__"),
        "without_plan_record": counted & without_plan_record("courses__"),
    }
    return {f"{prefix}_{key}": Count("courses", filter=condition) for key, condition in conditions.items()}


def _assembled(
    row: dict[str, Any],
    year: Period,
    evaluations: dict[int, Evaluation],
    outcomes: dict[tuple[int, bool], tuple[OutcomeCount, ...]],
    terms: list[Terms],
) -> AgreementCounts:
    def tally(prefix: str, period: Period) -> Tally:
        courses = CourseCounts(*[row[name] for name in _names(prefix)])
        return Tally(period, courses, outcomes.get((row["pk"], prefix == "year"), ()), holding(terms, period.last))

    evaluation = evaluations.get(row["evaluation__pk"])
    return AgreementCounts(
        pk=row["pk"],
        number=row["number"],
        evaluation_pk=evaluation.pk if evaluation else None,
        evaluated=tally("evaluated", evaluation.period) if evaluation else None,
        year=tally("year", year),
    )


def _outcome_counts(
    municipality: Municipality, year: Period, evaluations: Iterable[int]
) -> dict[tuple[int, bool], tuple[OutcomeCount, ...]]:
    """By agreement, and whether it is the calendar year's; in the order of the national list."""
    in_evaluation = Q(course__ended_on__gte=F("evaluation__counted_from"), course__ended_on__lte=F("evaluation__as_of"))
    in_year = Q(course__ended_on__gte=year.first, course__ended_on__lte=year.last)
    primary = Q(primary=True)
    rows: Any = (
        Outcome.objects.filter(
            course__agreement__municipality=municipality, course__deleted_at=None, course__ended_on__lte=year.last
        )
        .annotate(evaluation=_joined("course__agreement__evaluations", evaluations))
        .values("course__agreement", "type__code", "type__name", "type__group", "type__order")
        .annotate(
            rows=Count("pk", filter=in_evaluation),
            firsts=Count("pk", filter=in_evaluation & primary),
            year_rows=Count("pk", filter=in_year),
            year_firsts=Count("pk", filter=in_year & primary),
        )
        .order_by("type__order", "type__code", "type__name")
    )
    found: defaultdict[tuple[int, bool], dict[str, OutcomeCount]] = defaultdict(dict)
    for row in rows:
        agreement = row["course__agreement"]
        _add(found[agreement, False], row, row["rows"], row["firsts"])
        _add(found[agreement, True], row, row["year_rows"], row["year_firsts"])
    return {key: tuple(by_code.values()) for key, by_code in found.items()}


def _add(by_code: dict[str, OutcomeCount], row: dict[str, Any], rows: int, primary: int) -> None:
    """A status that was renamed has several rows in the national list and is one status still; the later name holds."""
    if not rows:
        return
    before = by_code.get(row["type__code"])
    by_code[row["type__code"]] = OutcomeCount(
        code=row["type__code"],
        label=row["type__name"],
        group=row["type__group"],
        rows=rows + (before.rows if before else 0),
        primary=primary + (before.primary if before else 0),
    )


def _terms(municipality: Municipality) -> defaultdict[int, list[Terms]]:
    found: defaultdict[int, list[Terms]] = defaultdict(list)
    for terms in Terms.objects.filter(agreement__municipality=municipality):
        found[terms.agreement_id].append(terms)  # type: ignore[attr-defined]
    return found


def holding(terms: list[Terms], day: dt.date) -> Terms | None:
    """The terms that hold on the day; after the last ones ended, those; before the first, the first."""
    ordered = sorted(terms, key=lambda t: t.valid_from or dt.date.min)
    begun = [t for t in ordered if t.valid_from is None or t.valid_from <= day]
    return begun[-1] if begun else (ordered[0] if ordered else None)


def public_groups(evaluations: Iterable[int]) -> dict[int, list[tuple[str, frozenset[str]]]]:
    """By evaluation: its fixed groups in order, each with its label and the codes of its statuses. One query."""
    rows = (
        PublicGroup.objects.filter(evaluation__in=evaluations)
        .order_by("evaluation", "order", "pk")
        .values_list("evaluation", "pk", "label", "types__code")
    )
    groups: defaultdict[int, dict[int, tuple[str, set[str]]]] = defaultdict(dict)
    for evaluation, pk, label, code in rows:
        groups[evaluation].setdefault(pk, (label, set()))[1].add(code)
    return {
        evaluation: [(label, frozenset(codes - {None})) for label, codes in found.values()]
        for evaluation, found in groups.items()
    }
