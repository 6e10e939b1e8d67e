"""Mine deltagere: what a mentor sees of own participants, and nothing else. No case reference, team, target group, reasons, or
earlier courses, and nothing about how a course ended.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.audit.chain import record_read
from socialportal.common import danish
from socialportal.common.pages import Door

from .. import lifecycle, weeks
from ..forms.own_course import AskMeetingForm, NotePlanForm
from ..forms.sheet_list import state_said
from ..lifecycle import CourseState
from ..models import AttendanceWeek, Course, FollowUp, Plan
from ..queries.sheets import Sheet, for_sheets, next_sheet
from ..services import own_course as services
from ..services.attendance import hours_of
from ..tabulate import PlanState, plan_state
from .attendance import week_name, week_url
from .doors import Trail, WorkVerb, attendance_tabs

VIEW, ASK, NOTE = "agreements.view_own_course", "agreements.ask_meeting", "agreements.note_plan"


@dataclass(frozen=True)
class OwnFacts:
    """A course as its mentor sees it on a day. Reads what is prefetched."""

    course: Any
    day: dt.date

    @property
    def state(self) -> CourseState:
        return lifecycle.state_on(self.day, self.course.started_on, self.course.ended_on)

    @property
    def plan(self) -> Plan | None:
        return getattr(self.course, "plan", None)

    @property
    def plan_state(self) -> PlanState:
        """A running course nobody has written anything about waits for its plan."""
        return plan_state(self.plan, self.day) if self.plan else PlanState.IN_PROGRESS

    @property
    def plan_due(self) -> dt.date | None:
        due: dt.date | None = self.course.plan_due()
        return None if self.course.rests(due) else due

    @property
    def may_note_plan(self) -> bool:
        """A plan that waits to be made, or was decided against, in a course that has begun."""
        return self.plan_state is not PlanState.MADE and self.state is not CourseState.PLANNED

    @property
    def last_week(self) -> AttendanceWeek | None:
        return max(self.course.weeks_written, key=lambda week: week.monday, default=None)

    @property
    def sheet(self) -> Sheet | None:
        """The oldest sheet that is not sent."""
        return next_sheet(self.course, self.day)

    @property
    def meeting(self) -> FollowUp | None:
        """The meeting that is asked for and waited for."""
        waiting = (one for one in self.course.follow_ups.all() if not one.held_on and not one.called_off_on)
        return next(waiting, None)

    @property
    def badge(self) -> tuple[str, str]:
        if self.state is CourseState.ENDED:
            return "full", "Forløbet er afsluttet"
        if self.state is CourseState.PLANNED:
            return "todo", "Begynder senere"
        if self.course.pause_on(self.day):
            return "plain", "Holder pause"
        return "half", "I gang"

    def plan_said(self) -> tuple[str, str]:
        """Shape and words."""
        if self.plan_state is PlanState.MADE:
            return "done", f"Lavet {danish.date(self.plan.made_on)}" if self.plan else ""
        if self.plan_state is PlanState.NONE:
            return "plain", "Det er aftalt, at der ingen plan er"
        if self.state is CourseState.ENDED:
            return "plain", "Den blev ikke lavet"
        if self.plan_due is None:
            return "todo", "Ikke lavet endnu"
        late = self.plan_due < self.day
        return ("over" if late else "todo"), f"{'Skulle' if late else 'Skal'} laves senest {danish.date(self.plan_due)}"

    def dates_said(self) -> str:
        """`Fra 5. februar 2018, aftalt til 6. maj 2018`."""
        said = f"Fra {danish.date(self.course.started_on)}"
        if self.course.ended_on:
            return f"{said} til {danish.date(self.course.ended_on)}"
        end = self.course.planned_end()
        return said if end is None or self.course.rests(end) else f"{said}, aftalt til {danish.date(end)}"

    def week_said(self) -> str:
        """`Uge 47: 15 af 20 timer`."""
        week = self.last_week
        return f"{week_name(week.monday)}: {hours_of(week)}" if week else "Ikke skrevet endnu"

    def meeting_said(self) -> str:
        """What is waited for."""
        one = self.meeting
        if one is None:
            return ""
        by = f". Det holdes senest {danish.date(one.wanted_by)}" if one.wanted_by else ""
        return f"Der er bedt om et møde {danish.date(one.asked_on)}{by}."

    def actions(self) -> Iterator[tuple[str, str]]:
        """What the mentor can do now; the first is the filled button."""
        pk = self.course.pk
        if self.state is not CourseState.PLANNED:
            day = min(self.day, self.course.ended_on or self.day)
            yield "Skriv fremmøde", week_url(self.course.presence, weeks.monday(day))
        if self.may_note_plan:
            yield "Notér, at planen er lavet", reverse("agreements:own-course-plan", args=[pk])
        if self.meeting is None and self.state is not CourseState.ENDED:
            yield "Bed om et møde", reverse("agreements:own-course-meeting", args=[pk])


class _Own(Door):
    """Own participants only."""

    model = Course
    permission = VIEW

    def visible(self) -> QuerySet:
        own: Any = Course.objects.of_mentor(self.request.access)  # type: ignore[attr-defined]
        rows = for_sheets(own).select_related("plan", "participant__responsible", "participant__team")
        return rows.prefetch_related("follow_ups").order_by("participant__number")


class OwnCourses(_Own):
    """Every own participant: dates, plan, attendance, next sheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        today = timezone.localdate()
        shown = [OwnFacts(course, today) for course in self.visible()]
        shown.sort(key=lambda facts: facts.state is CourseState.ENDED)
        access: Any = self.request.access
        context = {"title": "Mine deltagere", "courses": shown} | attendance_tabs(access, "agreements:own-courses")
        return render(request, "agreements/own_courses.html", context)


class OwnCourse(_Own):
    """One of them. Opening it is noted."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        course = self.the_record()
        access: Any = self.request.access
        record_read(access, course, purpose="mentorens side")
        facts = OwnFacts(course, timezone.localdate())
        sheet = facts.sheet
        context = {
            "title": "Min deltager",
            "facts": facts,
            "course": course,
            "actions": list(facts.actions()),
            "sheet": sheet,
            "sheet_badge": state_said(sheet) if sheet else None,
            "sheets_url": reverse("agreements:course-attendance", args=[course.pk]),
        }
        return render(request, "agreements/own_course.html", context | attendance_tabs(access, ""))


class _OwnVerb(_Own, WorkVerb):
    """A form about one of them."""

    def trail(self, record: Any) -> Trail:
        """No number in the page's title; the way back says it."""
        return [("Mine deltagere", reverse("agreements:own-courses")), (record.participant.number, own_url(record))]

    def done_url(self, record: Any) -> str:
        return own_url(record)

    def cancel_url(self, record: Any) -> str:
        return own_url(record)


def own_url(course: Any) -> str:
    """The mentor's page of a course."""
    return reverse("agreements:own-course", args=[course.pk])


class OwnMeeting(_OwnVerb):
    """One button and a day; the consultant is told."""

    permission = ASK
    form_class = AskMeetingForm
    title = "Bed om et møde"
    lead = "Kommunen får besked og finder en tid. Skriv ikke, hvad mødet skal handle om."
    submit_text = "Bed om mødet"
    done_text = "Kommunen har fået besked om, at du gerne vil have et møde."

    def act(self, record: Any, data: dict[str, Any], version: int) -> None:
        services.ask_meeting(self.request.access, record, wanted_by=data["wanted_by"])


class OwnPlan(_OwnVerb):
    """The plan was made; the municipality is told, and the deadline goes away by itself."""

    permission = NOTE
    form_class = NotePlanForm
    title = "Notér, at planen er lavet"
    lead = "Her skrives kun, at den er lavet. Selve planen sendes til kommunen, som I plejer."
    done_text = "Det er noteret, at planen er lavet. Kommunen har fået besked."

    def act(self, record: Any, data: dict[str, Any], version: int) -> None:
        services.note_plan(
            self.request.access,
            record,
            made_on=data["made_on"],
            made_together=data["made_together"],
            owned_by_participant=data["owned_by_participant"],
        )
