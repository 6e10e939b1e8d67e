"""The demo's agreements, courses, placements, initiatives and collaborations."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from agreements.models import (
    Agreement,
    Collaboration,
    Course,
    Evaluation,
    EvaluationQuestion,
    ExtensionReason,
    FocusArea,
    HoursStep,
    Initiative,
    NoPlanReason,
    OutcomeType,
    Participant,
    Participation,
    Placement,
    PlacementType,
    Terms,
)
from agreements.services.agreement import conclude_agreement
from agreements.services.collaboration import start_collaboration
from agreements.services.course import end_course, extend_course, start_course
from agreements.services.evaluation import Group, record_evaluation, set_public_groups
from agreements.services.initiative import join_initiative, start_initiative
from agreements.services.participant import register_participant
from agreements.services.placement import add_hours_step, register_placement
from agreements.services.plan import record_no_plan, record_plan
from enterprises.models import Enterprise, TargetGroup
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, Team

from .construct import CourseFacts, courses
from .register import presence_of
from .source import day, on, read, started

CONSTRUCTED = "Totalen er trykt i kommunens årsrapport; personen, datoerne og rækkefølgen er sat til demoen."
WEEK = dt.timedelta(weeks=1)


def load_agreements(access: Access, place: Municipality) -> None:
    """Both agreements, each with its courses and its evaluation."""
    for row in read("agreements")["agreement"]:
        if Agreement.with_deleted.filter(municipality=place, number=row["number"]).exists():
            continue
        agreement = conclude_agreement(
            access,
            Agreement(
                municipality=place,
                number=row["number"],
                presence=presence_of(row["enterprise"], place),
                valid_from=row["counted_from"],
                source_note="Hvornår aftalen begyndte, er ikke oplyst; tre år før evalueringen er sat.",
            ),
            terms=Terms(
                **{name: row[name] for name in _TERMS},
                extension_allowed=True,
            ),
            links={
                "target_groups": list(TargetGroup.objects.filter(code__in=row["target_groups"])),
                "focus_areas": list(FocusArea.objects.all()),
            },
        )
        _load_courses(access, agreement, row)
        _load_evaluation(access, agreement, row)


_TERMS = ("places", "places_optional", "frame_weeks", "plan_due_weeks", "attendance_months")


def _constructed(row: dict[str, Any]) -> list[CourseFacts]:
    return courses(
        counted_from=row["counted_from"],
        as_of=row["as_of"],
        lanes=max(row["places"], row["running"]),
        running=row["running"],
        ended_last_month=row["ended_last_month"],
        outcomes=row["outcomes"],
        further_outcomes=row["further_outcomes"],
        plans_in_progress=row["plans_in_progress"],
        no_plan=row["no_plan"],
        seed=row["number"],
    )


def _in_order(made: list[CourseFacts]) -> Iterator[tuple[str, CourseFacts]]:
    """Starts and ends as they happened; an end frees its place before somebody starts on the same day."""
    happened = [(facts.start, 1, index, "start", facts) for index, facts in enumerate(made)]
    happened += [(facts.end, 0, index, "end", facts) for index, facts in enumerate(made) if facts.end]
    for _, _, _, what, facts in sorted(happened, key=lambda event: event[:3]):
        yield what, facts


def _load_courses(access: Access, agreement: Agreement, row: dict[str, Any]) -> None:
    types = {kind.code: kind for kind in OutcomeType.objects.all()}
    reasons = {reason.code: reason for reason in NoPlanReason.objects.all()}
    extension_reason = ExtensionReason.objects.get(code="progress-takes-time")
    team = Team.objects.filter(municipality=agreement.municipality).first()
    groups = list(agreement.target_groups.all())
    started_courses: dict[int, Course] = {}
    later = [CourseFacts(start, None, plan="in_progress") for start in row["starts_after"]]
    for what, facts in _in_order(_constructed(row) + later):
        if what == "start":
            number = len(started_courses)
            participant = register_participant(
                access,
                Participant(municipality=agreement.municipality, team=team, target_group=groups[number % len(groups)]),
            )
            course = start_course(
                access,
                Course(participant=participant, agreement=agreement, started_on=facts.start, source_note=CONSTRUCTED),
            )
            started_courses[id(facts)] = course
            _plan(access, course, facts, reasons, row)
            continue
        course = started_courses[id(facts)]
        assert facts.end is not None  # noqa: S101 - only ended courses have an end event
        over = (facts.end - facts.start).days - row["frame_weeks"] * 7
        if over > 0:
            extend_course(
                access,
                course,
                expected_version=course.version,
                decided_on=facts.start + row["frame_weeks"] * WEEK - dt.timedelta(days=10),
                weeks=-(-over // 7),
                extension_reason=extension_reason,
            )
        end_course(
            access,
            course,
            expected_version=course.version,
            ended_on=facts.end,
            primary=types[facts.outcomes[0]],
            further=[types[code] for code in facts.outcomes[1:]],
        )


def _plan(access: Access, course: Course, facts: CourseFacts, reasons: Any, row: dict[str, Any]) -> None:
    due = facts.start + row["plan_due_weeks"] * WEEK
    last = min(facts.end or row["as_of"], row["as_of"])
    if facts.plan == "made":
        # Plans are often made after their deadline, says the report (R2): every third one here.
        late = dt.timedelta(days=9 if course.pk % 3 == 0 else -2)
        record_plan(
            access,
            course,
            expected_version=course.version,
            made_on=max(facts.start, min(due + late, last)),
            made_together=True,
            owned_by_participant=True,
        )
    elif facts.plan != "in_progress":
        record_no_plan(
            access,
            course,
            expected_version=course.version,
            no_plan_on=max(facts.start, min(due, last)),
            no_plan_reason=reasons[facts.plan],
        )


def _load_evaluation(access: Access, agreement: Agreement, row: dict[str, Any]) -> None:
    answers = next(e["answers"] for e in read("report")["evaluation"] if e["agreement"] == agreement.number)
    questions = EvaluationQuestion.objects.order_by("order")
    evaluation = record_evaluation(
        access,
        Evaluation(
            agreement=agreement,
            counted_from=row["counted_from"],
            as_of=row["as_of"],
            source_note="Evalueret i sommeren 2018 for tredje gang; dagene er ikke oplyst og er sat.",
        ),
        answers={question: answers[f"q{number}"] for number, question in enumerate(questions, start=1)},
    )
    types = {kind.code: kind for kind in OutcomeType.objects.all()}
    set_public_groups(
        access,
        evaluation,
        expected_version=evaluation.version,
        groups=[Group(g["label"], frozenset(types[code] for code in g["types"])) for g in row["public_groups"]],
    )


def load_placements(access: Access, place: Municipality) -> None:
    """The year's jobs via the municipality, spread over the year; and the one of the case story."""
    if Placement.with_deleted.filter(presence__municipality=place).exists():
        return
    types = {kind.code: kind for kind in PlacementType.objects.all()}
    data = read("agreements")
    wanted = [
        (code, slug)
        for code, by_enterprise in data["jobs"]["via_municipality"].items()
        for slug, number in by_enterprise.items()
        for _ in range(number)
    ]
    for index, (code, slug) in enumerate(wanted):
        # 13 and 35 have no common factor, so the kinds are spread over the year.
        start = dt.date(2018, 1, 8) + dt.timedelta(days=(index * 13 % len(wanted)) * 10)
        if slug == "sund-og-baelt":
            start = max(start, dt.date(2018, 9, 3))  # after the collaboration began in April
        register_placement(
            access,
            Placement(presence=presence_of(slug, place), type=types[code], started_on=start, source_note=CONSTRUCTED),
            hours=HoursStep(hours_per_week=_HOURS[code][index % 3], intensity=100),
        )
    _load_case(access, place, types["fleksjob"])


_HOURS = {
    "fleksjob": (Decimal(10), Decimal(12), Decimal(15)),
    "part_time": (Decimal(15), Decimal(20), Decimal(25)),
    "full_time": (Decimal(37),) * 3,
    "wage_subsidy": (Decimal(20), Decimal(30), Decimal(37)),
}


def _load_case(access: Access, place: Municipality, kind: PlacementType) -> None:
    steps = read("report")["case"][0]["step"]
    participant = register_participant(
        access, Participant(municipality=place, team=Team.objects.filter(municipality=place).first())
    )
    slug = read("agreements")["case"]["enterprise"]
    placement = register_placement(
        access,
        Placement(
            presence=presence_of(slug, place),
            type=kind,
            participant=participant,
            started_on=on(steps[0]["valid_from"]),
            source_note="Timer og intensitet er trykt i kommunens årsrapport; hvor jobbet er, er sat til demoen.",
        ),
        hours=_step(steps[0]),
    )
    for row in steps[1:]:
        step = _step(row)
        step.placement = placement
        add_hours_step(access, step)


def _step(row: dict[str, Any]) -> HoursStep:
    return HoursStep(
        valid_from=on(row["valid_from"]),
        hours_per_week=Decimal(str(row["hours_per_week"])),
        intensity=row["intensity_pct"],
    )


def load_initiatives(access: Access, place: Municipality) -> None:
    """Initiatives with those who take part, or are on the way to."""
    for row in read("grants")["initiative"]:
        if Initiative.with_deleted.filter(municipality=place, key=row["key"]).exists():
            continue
        initiative = start_initiative(
            access,
            Initiative(
                municipality=place,
                key=row["key"],
                name=row["name"],
                description="\n".join(filter(None, [row["description"], ", ".join(row["elements"])])),
                participants_counted=row.get("participants_counted", False),
                starts_counted=row.get("starts_counted", False),
                source_note=row.get("source_note", ""),
                **started(row),
            ),
        )
        planned = day(row.get("planned_start"))
        joining = [(slug, initiative.valid_from) for slug in row["participants"]]
        joining += [(slug, planned) for slug in row.get("in_development", [])]
        for slug, start in joining:
            join_initiative(
                access,
                Participation(initiative=initiative, presence=presence_of(slug, place), valid_from=start),
            )


def load_collaborations(access: Access, place: Municipality) -> None:
    """CSR collaborations, by start."""
    if Collaboration.with_deleted.filter(presence__municipality=place).exists():
        return
    for row in read("grants")["collaboration"]:
        partner = Enterprise.objects.filter(slug=row.get("partner_slug", "")).first()
        start_collaboration(
            access,
            Collaboration(
                presence=presence_of(row["enterprise"], place),
                partner=partner,
                partner_name="" if partner else row["partner"],
                scope=row["scope"],
                place=row["place"],
                source_note=row["source_note"],
                **started(row),
            ),
        )
