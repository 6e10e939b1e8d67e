"""Forløb: the list, and one course in the order it happens."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.audit.chain import record_read
from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.pages import RecordPage

from .. import terms
from ..filters import CourseFilter
from ..lifecycle import CourseState, Step
from ..models import AttendanceSheet, Course, Description, Extension, Outcome, Plan
from ..tables import CourseTable
from ..tabulate import PlanState
from .course_story import CourseFacts, job_url, next_step_said, story
from .doors import COURSES, HISTORY_SHOWN, WorkList, trail_of
from .effort import shown_hours
from .journal import journal_said, journal_url
from .of_course import EDIT


class CourseList(WorkList):
    """Those one follows, running first of all."""

    model = Course
    filter_class = CourseFilter
    table_class = CourseTable
    title = "Forløb"
    tabs, tab, tabs_label = COURSES, "agreements:courses", "Forløb og deltagere"
    counted = ("forløb", "forløb")
    empty_text = "Her kommer de forløb, du eller dit team følger."
    create_url_name = "agreements:course-start"
    create_text = "Start et forløb"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def rows(self) -> QuerySet:
        rows: Any = self.visible()
        read = rows.with_frame().with_meeting_asked()
        return read.select_related("participant", "presence__enterprise", "agreement", "plan")

    def table_options(self) -> dict[str, Any]:
        chosen = self.filter_class(self.request.GET, queryset=Course.objects.none(), request=self.request)
        return {"day": chosen.day}


class CoursePage(RecordPage):
    """What happens next, and is it moving?"""

    model = Course
    permission = "agreements.view_course"
    template_name = "agreements/course_page.html"

    def visible(self) -> QuerySet:
        rows: Any = super().visible()
        return (
            rows.with_frame()
            .select_related(
                "participant__team",
                "participant__target_group",
                "participant__municipality",
                "participant__responsible",
                "participant__caseworker",
                "presence__enterprise",
                "agreement",
                "mentor",
                "continues__presence__enterprise",
                "plan__no_plan_reason",
                "plan__journaled_by",
            )
            .prefetch_related(
                "pauses__reason",
                "plan__revisions",
                Prefetch("extensions", Extension.objects.select_related("reason")),
                Prefetch("outcomes", Outcome.objects.select_related("type")),
                "follow_ups",
                Prefetch("descriptions", Description.objects.select_related("kind", "journaled_by")),
                "hours",
                Prefetch("sheets", AttendanceSheet.objects.select_related("journaled_by")),
            )
        )

    def the_record(self) -> Course:
        """Opening it is noted."""
        record: Course = super().the_record()
        record_read(self.request.access, record, purpose="forløbets side")
        return record

    def told(self, record: Course) -> CourseFacts:
        """The course with what belongs to it."""
        if not hasattr(self, "_told"):
            placements = list(record.placements.select_related("type", "presence__enterprise"))
            self._told = CourseFacts(
                course=record,
                plan=plan_of(record),
                outcomes=list(record.outcomes.all()),
                placements=placements,
                day=timezone.localdate(),
                follow_ups=list(record.follow_ups.all()),
                descriptions=list(record.descriptions.all()),
                sheets=list(record.sheets.all()),
            )
        return self._told

    def heading(self, record: Course) -> str:
        return str(record.participant)

    def lead(self, record: Course) -> str:
        facts = self.told(record)
        where, start, end = record.presence.enterprise, danish.date(record.started_on), facts.planned_end
        if facts.state is CourseState.ENDED:
            return f"Hos {where} fra {start} til {danish.date(record.ended_on)}."
        if facts.state is CourseState.PLANNED:
            return f"Begynder hos {where} {start}."
        since = f"Hos {where} siden {start}."
        if facts.pause:
            return f"{since} Holder pause siden {danish.date(facts.pause.paused_from)}."
        if record.agreement_id is None:  # type: ignore[attr-defined]
            until = f" Aftalt til {danish.date(end)}." if end else ""
            return f"I praktik hos {where} siden {start}.{until}"
        if end is None:
            return since
        if end < facts.day:
            return f"{since} Rammen udløb {danish.date(end)}."
        week, weeks = terms.week_number(record.started_on, facts.day), record.frame_weeks + record.extended_weeks  # type: ignore[attr-defined]
        moved = ", flyttet af pauser" if record.pause_spans() else ""
        return f"I uge {week} af {weeks} hos {where}, fra {start} til {danish.date(end)}{moved}."

    def badges(self, facts: CourseFacts) -> Iterable[tuple[str, str]]:
        """Where the course and its plan stand."""
        if facts.pause:
            yield "plain", "Holder pause"
        else:
            yield {
                CourseState.PLANNED: ("todo", "Begynder senere"),
                CourseState.RUNNING: ("half", "Forløbet er i gang"),
                CourseState.ENDED: ("full", "Forløbet er afsluttet"),
            }[facts.state]
        if facts.meeting and facts.state is not CourseState.ENDED:
            yield "now", "Opfølgning ønsket"
        if facts.plan_state is PlanState.MADE:
            yield "ok", "Har plan"
        elif facts.plan_state is PlanState.NONE:
            yield "plain", "Ingen plan, med grund"
        elif facts.state is CourseState.ENDED:
            yield "plain", "Planen blev ikke lavet"
        elif facts.next.step is Step.PLAN and facts.next.overdue:
            yield "over", "Planen er over fristen"
        else:
            yield "todo", "Planen er på vej"

    def events(self, record: Course) -> Iterable[Any]:
        """What was done with the course and all that belongs to it, in one query."""
        facts = self.told(record)
        plan = [facts.plan, *facts.plan.revisions.all()] if facts.plan else []
        rooms = (record.extensions, record.pauses, record.hours)
        parts = [row for room in rooms for row in room.all()]
        return history_of([record, *plan, *parts, *facts.follow_ups, *facts.descriptions, *facts.sheets], HISTORY_SHOWN)

    def facts(self, record: Course) -> Iterable[tuple[str, Any]]:
        who = record.participant
        yield "Målgruppe", danish.capital(who.target_group.name) if who.target_group else ""
        yield "Team", who.team.name
        yield "Ansvarlig konsulent", str(who.responsible) if who.responsible else "Ikke valgt"
        if who.caseworker:
            yield "Sagsbehandler", who.caseworker.name
        yield "Mentor", str(record.mentor) if record.mentor else "Ikke valgt"
        if who.case_reference:
            yield "Egen sagshenvisning", who.case_reference

    def more(self, record: Course) -> dict[str, Any]:
        facts = self.told(record)
        may_edit = self.may(EDIT, record)
        return {
            "trail": trail_of("Forløb", "agreements:courses", *([record.agreement] if record.agreement else [])),
            "badges": list(self.badges(facts)),
            "next": next_step_said(facts) if may_edit else None,
            "lines": story(facts),
            "plan": facts.plan,
            "plan_state": facts.plan_state.value,
            "outcomes": facts.outcomes,
            **shown_hours(record.hours.all(), "course-hours-edit"),
            "continued_by": self.continued_by(facts),
            "documents": list(documents(facts)),
            "notes": list(notes(facts)) if may_edit else [],
            "may_edit": may_edit,
            "ended": facts.state is CourseState.ENDED,
        }

    def continued_by(self, facts: CourseFacts) -> Course | None:
        """The course that this one was transferred to, if one may see it."""
        if facts.state is not CourseState.ENDED:
            return None
        visible: Any = Course.objects.visible_to(self.request.access)
        found: Course | None = visible.filter(continues=facts.course).select_related("presence__enterprise").first()
        return found


def plan_of(course: Course) -> Plan | None:
    """The course's plan, unless it is in the trash."""
    plan: Plan | None = getattr(course, "plan", None)
    return plan if plan and plan.deleted_at is None else None


def notes(facts: CourseFacts) -> Iterable[tuple[str, str]]:
    """What can be noted about the course besides the next step: pairs of words and address."""
    pk, running = facts.course.pk, facts.state is CourseState.RUNNING
    if facts.state is not CourseState.ENDED:
        yield "Vælg mentor", reverse("agreements:course-mentor", args=[pk])
    if running:
        yield "Notér en opfølgning", reverse("agreements:follow-up-add", args=[pk])
        yield "Bed om en opfølgning", reverse("agreements:follow-up-ask", args=[pk])
        yield "Bestil en beskrivelse", reverse("agreements:description-order", args=[pk])
        if not facts.pause:
            yield "Sæt på pause", reverse("agreements:pause-add", args=[pk])
        yield "Overfør til en anden aftale", reverse("agreements:course-transfer", args=[pk])
    yield "Fremmøde og fremmødesedler", reverse("agreements:course-attendance", args=[pk])
    if facts.state is CourseState.ENDED:
        yield "Registrér et job efter forløbet", job_url(facts.course)


def documents(facts: CourseFacts) -> Iterable[tuple[str, str, str, bool]]:
    """What is ready for the case system: name, address, whether it was carried over in words, and whether it was."""
    if facts.plan and (facts.plan.made_on or facts.plan.no_plan_on):
        yield _document("Individuel plan", "individuel-plan", facts.plan)
    for sheet in facts.sheets:
        name = f"Fremmødeseddel, {danish.date(sheet.period_from)} – {danish.date(sheet.period_to)}"
        yield _document(name, "fremmoedeseddel", sheet)
    for one in facts.descriptions:
        yield _document(f"{one.kind}, {danish.date(one.delivered_on or one.ordered_on)}", "beskrivelse", one)


def _document(name: str, kind: str, record: Any) -> tuple[str, str, str, bool]:
    return name, journal_url(kind, record), journal_said(record), record.journaled_on is not None
