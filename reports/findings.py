"""Opmærksomhedspunkter: what does not add up or is missing, and where it is mended. None of them stops a draft.

Pure: checks over what was counted and what is written. Each check is a generator; `find` runs them all, in reading order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agreements.queries import AgreementCounts
from agreements.tabulate import occupancy
from socialportal.common import danish

from . import placeholders
from .editions import Edition, outcome_table, printed
from .figures import Basis
from .indicators import Counted, cases
from .lifecycle import GoalState
from .queries import Texts, references
from .terms import SECTIONS

WORDS = range(80, 251)  # of an enterprise's presentation (practice, "The report")
IN_USE = "in-use"  # the question whose answer explains half-empty places


class Severity(StrEnum):
    """Whether something should be mended, or only known."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One point of attention. `url_name` and `args` name the page where it is mended."""

    code: str
    where: str
    message: str
    severity: Severity
    url_name: str = ""
    args: tuple[object, ...] = ()


@dataclass(frozen=True)
class Passage:
    """A text of the report: what it is called, where it is written, and whose hours it may tell of."""

    where: str
    text: str
    url_name: str
    args: tuple[object, ...]
    case: object = None


def find(counted: Counted, written: Texts) -> list[Finding]:
    """All of them, in the order the report is read."""
    return [
        *_goals(counted),
        *_enterprises(counted, written),
        *_grants(written),
        *_points(counted, written),
        *_agreements(counted, written),
        *_cases(written),
        *_passages(counted, written),
    ]


def _warn(code: str, where: str, message: str, url_name: str, *args: object) -> Finding:
    return Finding(code, where, message, Severity.WARNING, url_name, args)


def _tell(code: str, where: str, message: str, url_name: str, *args: object) -> Finding:
    return Finding(code, where, message, Severity.INFO, url_name, args)


def _goals(counted: Counted) -> Iterator[Finding]:
    year = counted.basis.year
    for status in counted.goals:
        goal = status.goal
        where = f"goal {goal.key}"
        if status.state is GoalState.MISSED and not status.statement.strip():
            message = f"Målet ”{goal.label}” er ikke nået, og der mangler en sætning, som forklarer det"
            yield _warn("missed-goal-unexplained", where, message, "reports:goal-text", year, goal.key)
        if status.state is GoalState.UNKNOWN:
            message = f"Målet ”{goal.label}” kan ikke gøres op: tallet {goal.indicator} kendes ikke"
            yield _warn("goal-not-measured", where, message, "reports:strategy", goal.strategy_id)  # type: ignore[attr-defined]


def _enterprises(counted: Counted, written: Texts) -> Iterator[Finding]:
    for enterprise in written.enterprises:
        where = f"enterprise {enterprise.slug}"
        page = ("enterprises:detail", enterprise.slug)
        if enterprise.contribution:
            page = ("enterprises:contribution", str(enterprise.contribution))
        if enterprise.waiting:
            message = f"Bidraget fra {enterprise.name} er ikke godkendt og kommer ikke med i rapporten"
            yield _warn(
                "contribution-not-approved", where, message, "enterprises:contribution", str(enterprise.waiting)
            )
        words = len((enterprise.presentation or "").split())
        if not words and not enterprise.waiting:
            message = f"{enterprise.name} har ikke noget bidrag til årsrapporten"
            yield _warn("enterprise-without-contribution", where, message, *page)
        elif words and words not in WORDS:
            message = f"Præsentationen af {enterprise.name} er på {words} ord; den skal være på {WORDS[0]}–{WORDS[-1]}"
            yield _tell("contribution-length", where, message, *page)
        if words and enterprise.declared is None:
            message = f"{enterprise.name} har ikke oplyst, hvor mange job der er besat ad andre veje"
            yield _tell("other-channels-undeclared", where, message, *page)
        if enterprise.unsourced:
            message = f"Der er ingen kilde til, at {enterprise.name} er registreret (RSV)"
            yield _tell("rsv-without-source", where, message, "enterprises:detail", enterprise.slug)


def _grants(written: Texts) -> Iterator[Finding]:
    for grant in written.overspent:
        enterprise = grant.presence.enterprise
        donated = danish.kroner(grant.donated)  # type: ignore[attr-defined]
        message = (
            f"Givernes beløb ({donated}) er større end det, {enterprise.name} modtog ({danish.kroner(grant.amount)})"
        )
        yield _warn("donors-exceed-grant", f"grant {grant.pk}", message, "enterprises:grant", grant.pk)


def _points(counted: Counted, written: Texts) -> Iterator[Finding]:
    year = counted.basis.year
    for point in written.points:
        where = f"point {point.key}"
        page = ("reports:point-text", year, point.key)
        if not (point.introduction or "").strip() or not (point.happened or "").strip():
            yield _warn("point-without-report", where, f"Punktet ”{point.name}” er ikke afrapporteret", *page)
        if not (point.recommendation or "").strip():
            yield _warn("point-without-recommendation", where, f"Punktet ”{point.name}” mangler en anbefaling", *page)


# --- Agreements -------------------------------------------------------------------------------------------------------


def _agreements(counted: Counted, written: Texts) -> Iterator[Finding]:
    for agreement in counted.agreements:
        where = f"agreement {agreement.number}"
        page = ("agreements:agreement", agreement.pk)
        if agreement.evaluated is None:
            message = f"Aftale {agreement.number} er ikke evalueret i {counted.basis.year}"
            yield _tell("agreement-not-evaluated", where, message, *page)
            continue
        yield from _evaluation(counted, written, agreement)


def _evaluation(counted: Counted, written: Texts, agreement: AgreementCounts) -> Iterator[Finding]:
    tally, number = agreement.evaluated, agreement.number
    assert tally is not None  # noqa: S101 - asked by the only caller
    courses, where = tally.courses, f"agreement {number}"
    page = ("agreements:agreement", agreement.pk)
    evaluation = ("agreements:evaluation", agreement.evaluation_pk)
    rows = sum(outcome.rows for outcome in tally.outcomes)
    firsts = sum(outcome.primary for outcome in tally.outcomes)
    if rows > courses.ended:
        message = f"{rows} registreringer af status på {danish.number(courses.ended)} afsluttede forløb"
        yield _tell("more-outcomes-than-courses", where, message, *page)
    if firsts < courses.ended:
        missing = danish.count(courses.ended - firsts, "afsluttet forløb", "afsluttede forløb")
        yield _warn("course-without-outcome", where, f"{missing} i aftale {number} har ingen status", *page)
    if courses.without_plan_record:
        missing = danish.count(courses.without_plan_record, "forløb", "forløb")
        message = f"Der står ikke noget om individuel plan på {missing} i aftale {number}"
        yield _warn("course-without-plan", where, message, *page)
    if tally.terms is None:
        yield _warn("agreement-without-terms", where, f"Aftale {number} har ingen vilkår", *page)
        return
    use = occupancy(courses.running, tally.terms.places, tally.terms.places_optional)
    if use.beyond:
        beyond = danish.count(use.beyond, "forløb", "forløb")
        yield _warn("running-beyond-places", where, f"{beyond} i gang ud over pladserne i aftale {number}", *page)
    answers = {a.question.code: a.text.strip() for a in written.answers.get(agreement.evaluation_pk or 0, [])}
    if use.in_use * 2 <= tally.terms.places and not answers.get(IN_USE):
        used = danish.out_of(use.in_use, tally.terms.places)
        message = f"{used} pladser er i brug i aftale {number}, og der mangler en sætning, som forklarer det"
        yield _warn("half-empty-places", where, message, *evaluation)
    if counted.public_groups.get(agreement.evaluation_pk or 0) and not _groups_hold(counted, agreement):
        message = (
            f"De offentlige grupper i aftale {number} dækker ikke alle statusser eller er for små til at blive vist"
        )
        yield _warn("public-groups-not-usable", where, message, *evaluation)


def _groups_hold(counted: Counted, agreement: AgreementCounts) -> bool:
    """Whether the public edition prints the groups that were chosen, and not others instead."""
    chosen = [label for label, _ in counted.public_groups[agreement.evaluation_pk or 0]]
    table = outcome_table(counted, agreement, agreement.evaluated)  # type: ignore[arg-type]
    return [row.label for row in table or () if row.keys != {""}] == chosen


# --- Texts ------------------------------------------------------------------------------------------------------------


def _cases(written: Texts) -> Iterator[Finding]:
    for case in written.cases:
        if not case.consent_on:
            message = "Borgerfortællingen kommer ikke med i den offentlige udgave, før der er registreret et samtykke"
            yield _tell("case-without-consent", f"case {case.point.key}", message, "reports:case", case.pk)


def passages(written: Texts, basis: Basis) -> list[Passage]:
    """Every text that may name figures."""
    year = basis.year
    found = [
        Passage(f"section {key}", text, "reports:section", (year, key))
        for key, text in written.sections.items()
        if key in SECTIONS
    ]
    found += [
        Passage(f"point {point.key}", text or "", "reports:point-text", (year, point.key))
        for point in written.points
        for text in (point.introduction, point.happened, point.recommendation)
    ]
    found += [
        Passage(f"recommendation {advice.letter}", text, "reports:recommendation", (advice.pk,))
        for advice in written.holistic
        for text in (advice.background, advice.text)
    ]
    for answers in written.answers.values():
        for answer in answers:
            where = f"agreement {answer.evaluation.agreement.number}, {answer.question.code}"
            found.append(Passage(where, answer.text, "agreements:evaluation", (answer.evaluation_id,)))  # type: ignore[attr-defined]
    found += [Passage(f"case {case.point.key}", case.text, "reports:case", (case.pk,), case) for case in written.cases]
    return found


def _passages(counted: Counted, written: Texts) -> Iterator[Finding]:
    """Places in texts that an edition cannot fill in; what both have in common is told once."""
    numbers = references(counted, written)
    statements = [
        Passage(f"goal {s.goal.key}", s.statement, "reports:goal-text", (counted.basis.year, s.goal.key))
        for s in counted.goals
    ]
    editions = [printed(counted, edition) for edition in Edition]
    for passage in passages(written, counted.basis) + statements:
        told = set()
        for edition in editions:
            if edition.is_public and passage.case and not passage.case.consent_on:  # type: ignore[attr-defined]
                continue
            for part in placeholders.problems(
                passage.text, edition.lookup(numbers, case_figures(passage.case, counted))
            ):
                if (part.key, part.trouble) not in told:
                    told.add((part.key, part.trouble))
                    yield _warn(str(part.trouble), passage.where, part.problem, passage.url_name, *passage.args)


def case_figures(case: object, counted: Counted) -> dict:
    """`case.*` of a story whose job is known; nothing for any other text."""
    placement = getattr(case, "placement", None)
    return cases.figures(placement.hours.all(), counted.basis.as_of) if placement else {}
