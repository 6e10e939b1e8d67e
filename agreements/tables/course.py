"""Lists of participants, their courses and the people around them."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from .. import lifecycle, terms
from ..models import Contact, Course, Participant
from ..tabulate import PlanState, plan_state
from .base import NUMBER, DayColumn, WorkTable


class ParticipantTable(WorkTable):
    """Rows are read with `running_at`, the enterprise where a course runs now."""

    number = tables.Column("Deltager", linkify=lambda record: record.get_absolute_url())
    team = tables.Column("Team", accessor="team__name", order_by=("team__name",))
    target_group = tables.Column("Målgruppe", accessor="target_group__name", default="Ikke valgt")
    running_at = tables.Column("I forløb hos", default="Ikke i forløb")
    case_reference = tables.Column("Egen sagshenvisning")

    def render_target_group(self, value: str) -> str:
        return danish.capital(value)

    class Meta:
        model = Participant
        fields: tuple[str, ...] = ()
        sequence = ("number", "team", "target_group", "running_at", "case_reference")
        order_by = "-number"


class CourseTable(WorkTable):
    """Rows are read with their frame (`with_frame`), plan, and whether a meeting is asked for (`with_meeting_asked`)."""

    number = tables.Column("Deltager", accessor="participant__number", linkify=lambda record: record.get_absolute_url())
    enterprise = tables.Column("Virksomhed", accessor="presence__enterprise__name")
    agreement = tables.Column("Aftale", accessor="agreement__number", default="Praktik", attrs=NUMBER)
    started_on = DayColumn("Begyndt")
    plan = tables.Column("Plan", orderable=False, empty_values=())
    until = tables.Column("Slut", orderable=False, empty_values=())
    state = tables.Column("Status", orderable=False, empty_values=())

    class Meta:
        model = Course
        fields: tuple[str, ...] = ()
        sequence = ("number", "enterprise", "agreement", "started_on", "plan", "until", "state")
        order_by = ("-started_on",)

    def _plan(self, record: Any) -> tuple[str, str]:
        plan = getattr(record, "plan", None)
        state = plan_state(plan, self.day)
        if plan is None or state is PlanState.IN_PROGRESS:
            due = record.plan_due()
            if record.is_running_on(self.day) and due and due < self.day and not record.rests(due):
                return "over", f"Over fristen {danish.date(due)}"
            return "todo", "Ikke lavet" if not record.is_running_on(self.day) else "På vej"
        return ("done", "Har plan") if state is PlanState.MADE else ("plain", "Ingen plan")

    def render_plan(self, record: Any) -> SafeString:
        return status(*self._plan(record))

    def value_plan(self, record: Any) -> str:
        return self._plan(record)[1]

    def render_until(self, record: Any) -> str:
        if record.ended_on:
            return danish.date(record.ended_on)
        end = record.planned_end()
        if record.rests(end):
            return "Venter på pausen"
        if end is None:
            return "Ikke aftalt"
        return f"Ramme til {danish.date(end)}" if record.agreement_id else f"Aftalt til {danish.date(end)}"

    def value_until(self, record: Any) -> Any:
        return record.ended_on or record.planned_end()

    def _state(self, record: Any) -> tuple[str, str]:
        state = lifecycle.state_on(self.day, record.started_on, record.ended_on)
        if state is lifecycle.CourseState.ENDED:
            return "done", "Afsluttet"
        if state is lifecycle.CourseState.PLANNED:
            return "todo", "Begynder senere"
        if record.pause_on(self.day):
            return "plain", "Holder pause"
        end = record.planned_end()
        if end and end < self.day and not record.rests(end):
            return "over", "Rammen er udløbet" if record.agreement_id else "Den aftalte tid er udløbet"
        if record.meeting_asked:
            return "now", "Opfølgning ønsket"
        if record.frame_weeks is None:
            return "half", "I gang"
        weeks = record.frame_weeks + record.extended_weeks
        return "half", f"Uge {terms.week_number(record.started_on, self.day)} af {weeks}"

    def render_state(self, record: Any) -> SafeString:
        return status(*self._state(record))

    def value_state(self, record: Any) -> str:
        return self._state(record)[1]


class ContactTable(WorkTable):
    """Kontakter uden login."""

    name = tables.Column(
        "Navn", linkify=lambda record: reverse("agreements:contact-edit", args=[record.pk]), order_by=("name",)
    )
    title = tables.Column("Stilling")
    email = tables.Column("E-mail")

    class Meta:
        model = Contact
        fields: tuple[str, ...] = ()
        sequence = ("name", "title", "email")
        order_by = "name"
