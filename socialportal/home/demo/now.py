"""The demo's present day: what a consultant meets in the morning. No source has it; all of it is made up, and says so.

The days are counted back from the day the demo is loaded, so that there is always something overdue, due today and later.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from agreements.models import (
    Agreement,
    Contact,
    Course,
    CourseHours,
    Description,
    DescriptionKind,
    ExtensionReason,
    FollowUp,
    OutcomeType,
    Participant,
    Pause,
    PauseReason,
    Terms,
)
from agreements.queries.sheets import for_sheets, sheets_of
from agreements.services.agreement import correct_agreement
from agreements.services.attendance import WeekEntry, record_week
from agreements.services.contact import add_contact
from agreements.services.course import end_course, extend_course, start_course
from agreements.services.course_hours import add_course_hours
from agreements.services.description import order_description
from agreements.services.follow_up import ask_for_follow_up
from agreements.services.participant import register_participant
from agreements.services.pause import pause_course
from agreements.services.plan import record_plan
from agreements.services.sheet import send_sheet
from agreements.services.terms import renew_terms
from agreements.weeks import Hours, first_day_in, monday
from socialportal.accounts.access import Access, access_of
from socialportal.accounts.models import Municipality, Team, User

from .made_up import MADE_UP, WEEK, ago
from .now_jobs import load_jobs_of_today, load_needs, load_partnerships

CONSULTANT = "konsulent@slagelse.example"


def load_present_day(access: Access, place: Municipality) -> None:
    """Everything of today: the courses of 2018 are over, and others run."""
    if Contact.with_deleted.filter(municipality=place).exists():
        return
    team = Team.objects.filter(municipality=place).get()
    caseworker, contact = _contacts(access, place)
    agreements = {agreement.number: agreement for agreement in Agreement.objects.filter(municipality=place)}
    for agreement in agreements.values():
        _end_what_ran(access, agreement)
        _renew(access, agreement)
    for facts in RUNNING:
        _start(access, agreements[facts.agreement], facts, team, caseworker)
    # By the one who follows them, so that nobody is told of the demo being made; and so is the contact only afterwards.
    consultant = access_of(User.objects.get(email=CONSULTANT))
    _attendance(consultant, place)
    _sheets(consultant, place)
    for agreement in agreements.values():
        agreement.contact = contact
        correct_agreement(access, agreement, expected_version=agreement.version, reason=MADE_UP)
    load_jobs_of_today(access, place, team)
    load_needs(access, place, team)
    load_partnerships(access, place)


def _contacts(access: Access, place: Municipality) -> tuple[Contact, Contact]:
    rows = (
        ("Signe Skov", "Sagsbehandler", "sagsbehandler@slagelse.example"),
        ("Jonas Juhl", "Jobcenterets kontaktperson", "kontaktperson@slagelse.example"),
    )
    made = [
        add_contact(access, Contact(municipality=place, name=name, title=title, email=email, source_note=MADE_UP))
        for name, title, email in rows
    ]
    return made[0], made[1]


# --- What ran in 2018 is over ---------------------------------------------------------------------------------------------
_OUTCOMES = ("fleksjob", "education", "ordinary-job", "awaiting-rehabilitation-team", "work-trial-second", "fleksjob")


def _end_what_ran(access: Access, agreement: Agreement) -> None:
    """The courses that the report of 2018 leaves running ended in the year after it, each with a plan."""
    types = {kind.code: kind for kind in OutcomeType.objects.all()}
    reason = ExtensionReason.objects.get(code="progress-takes-time")
    terms = agreement.terms.latest("valid_from")
    for index, course in enumerate(agreement.courses.filter(ended_on=None).order_by("started_on", "pk")):
        frame_end = course.started_on + terms.frame_weeks * WEEK
        end = max(frame_end, dt.date(2019, 2, 1) + index * 2 * WEEK)
        if end > frame_end:
            extend_course(
                access,
                course,
                expected_version=course.version,
                decided_on=frame_end - WEEK,
                weeks=-(-(end - frame_end).days // 7),
                extension_reason=reason,
            )
        if course.plan.made_on is None and course.plan.no_plan_on is None:
            written = max(dt.date(2019, 1, 14), course.started_on + 2 * WEEK)
            record_plan(access, course, expected_version=course.plan.version, made_on=written, made_together=True)
        end_course(
            access,
            course,
            expected_version=course.version,
            ended_on=end,
            primary=types[_OUTCOMES[index % len(_OUTCOMES)]],
        )


def _renew(access: Access, agreement: Agreement) -> None:
    """The agreements went on, at a price; Sumak's with more time for the plan."""
    terms: Terms = agreement.terms.latest("valid_from")
    terms.price_per_place = Decimal(9500 if agreement.number == 1 else 8200)
    if agreement.number != 1:
        terms.plan_due_weeks = 2
    first_of_last_year = dt.date(timezone.localdate().year - 1, 1, 1)
    renew_terms(access, terms, from_day=first_of_last_year, expected_version=terms.version, reason=MADE_UP)


# --- What runs today ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Running:
    """A course of today: days since its start, days since its plan was written (None: it is not), hours a week as they grew,
    and what else there is to do.
    """

    agreement: int
    started: int
    plan: int | None = None
    hours: tuple[str, ...] = ()
    mentor: bool = False
    asked: int | None = None
    needed_in: int | None = None
    paused: int | None = None
    extended: int = 0


RUNNING = (
    Running(1, started=190, plan=172, hours=("6", "9", "12")),
    Running(1, started=150, plan=128, hours=("4", "6"), asked=20),
    Running(1, started=99, plan=78, hours=("5", "8"), needed_in=6),
    Running(1, started=41),
    Running(1, started=22, hours=("4",)),
    Running(2, started=104, plan=90, hours=("10", "15"), mentor=True, extended=4),
    Running(2, started=97, plan=88, hours=("8", "10")),
    Running(2, started=70, plan=62, hours=("8", "12"), mentor=True, asked=4),
    Running(2, started=57, plan=40, hours=("6",), mentor=True, paused=9),
    Running(2, started=49, plan=36, hours=("12",), mentor=True, needed_in=17),
    Running(2, started=30, hours=("10",), mentor=True),
    Running(2, started=14, hours=("8",), mentor=True),
    Running(2, started=9, hours=("8",), mentor=True),
    Running(2, started=-8),
)


def _start(access: Access, agreement: Agreement, facts: Running, team: Team, caseworker: Contact) -> None:
    groups = list(agreement.target_groups.all())
    participant = register_participant(
        access,
        Participant(
            team=team,
            target_group=groups[facts.started % len(groups)],
            responsible=User.objects.get(email=CONSULTANT) if facts.started % 2 == 0 else None,
            caseworker=caseworker,
            source_note=MADE_UP,
        ),
    )
    mentor = User.objects.get(email="mentor@sumak.example") if facts.mentor else None
    start = ago(facts.started)
    course = start_course(
        access,
        Course(
            participant=participant,
            agreement=agreement,
            referred_on=ago(max(facts.started, 0) + 12),
            started_on=start,
            mentor=mentor,
            source_note=MADE_UP,
        ),
    )
    if facts.plan is not None:
        record_plan(
            access,
            course,
            expected_version=course.plan.version,
            made_on=ago(facts.plan),
            made_together=True,
            owned_by_participant=True,
        )
    for index, hours in enumerate(facts.hours):
        from_day = start + index * (facts.started // len(facts.hours)) * dt.timedelta(days=1)
        add_course_hours(access, CourseHours(course=course, valid_from=from_day, hours_per_week=Decimal(hours)))
    if facts.extended:
        reason = ExtensionReason.objects.get(code="progress-takes-time")
        extend_course(
            access,
            course,
            expected_version=course.version,
            decided_on=ago(15),
            weeks=facts.extended,
            extension_reason=reason,
        )
    _to_be_done(access, course, facts)


def _to_be_done(access: Access, course: Course, facts: Running) -> None:
    if facts.asked is not None:
        by = FollowUp.AskedBy.MENTOR if facts.mentor else FollowUp.AskedBy.CASEWORKER
        ask_for_follow_up(access, FollowUp(course=course, asked_by=by, asked_on=ago(facts.asked), source_note=MADE_UP))
    if facts.needed_in is not None:
        kind = DescriptionKind.objects.active_on(timezone.localdate()).first()
        needed = ago(-facts.needed_in)
        order_description(
            access,
            Description(course=course, kind=kind, ordered_on=ago(12), needed_by=needed, source_note=MADE_UP),
        )
    if facts.paused is not None:
        reason = PauseReason.objects.get(code="agreed")
        pause_course(access, Pause(course=course, paused_from=ago(facts.paused), reason=reason, source_note=MADE_UP))


# --- Attendance -----------------------------------------------------------------------------------------------------------
def _attendance(access: Access, place: Municipality) -> None:
    """Every week since the first of them began, but this one and the last: those are to be written."""
    this_week = monday(timezone.localdate())
    week = monday(ago(max(facts.started for facts in RUNNING)))
    while week < this_week - WEEK:
        record_week(access, monday=week, entries=list(_entries(place, week)))
        week += WEEK


def _entries(place: Municipality, week: dt.date) -> Iterator[WeekEntry]:
    number = week.isocalendar().week
    running = Course.objects.filter(participant__municipality=place, started_on__lt=week + WEEK, ended_on=None)
    for course in running.prefetch_related("hours", "pauses"):
        if first_day_in(course.started_on, None, course.pause_spans(), week) is None:
            continue
        held = [step.hours_per_week for step in course.hours.all() if step.valid_from < week + WEEK]
        planned = held[-1] if held else Decimal(4)
        missed = min(Decimal((course.pk + number) % 4 if course.pk * number % 3 == 0 else 0), planned)
        lawful = missed if number % 2 else Decimal(0)
        hours = Hours(planned=planned, attended=planned - missed, lawful=lawful, absent=missed - lawful)
        yield WeekEntry(course=course, expected_version=0, hours=hours)


def _sheets(access: Access, place: Municipality) -> None:
    """Sent when they were due, but for the last: some of those still lack."""
    latest = ago(25)
    courses = Course.objects.filter(participant__municipality=place, ended_on=None, started_on__lte=latest)
    for course in for_sheets(courses):
        for sheet in sheets_of(course, timezone.localdate()):
            if sheet.due and sheet.due <= latest:
                send_sheet(access, course, period_from=sheet.first)
