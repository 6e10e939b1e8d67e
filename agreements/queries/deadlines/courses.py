"""What is due in courses: plans, attendance sheets, frames, meetings, descriptions. Two reads of courses' own rows at most."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.urls import reverse

from socialportal.common import danish

from ... import deadlines, terms
from ...models import Course, Description, FollowUp
from ...tabulate import PlanState, plan_state
from .value import Deadline, Kind, Looker, Owner, must

# A course that ended longer ago is no longer asked for its attendance sheets.
ASKED_AFTER_END = dt.timedelta(days=180)
SHEET_AHEAD = dt.timedelta(days=28)


def of_courses(asked: Looker) -> list[Deadline]:
    """Plans, sheets and frames of the courses one follows that run, or have ended lately."""
    return _of(Course.objects.visible_to(asked.access), asked)  # type: ignore[attr-defined]


def of_mentor(asked: Looker) -> list[Deadline]:
    """The same of the courses one is mentor of. Whom they are for in the municipality, a mentor is not told."""
    return _of(Course.objects.of_mentor(asked.access), asked)  # type: ignore[attr-defined]


def _of(courses: Any, asked: Looker) -> list[Deadline]:
    rows = (
        courses.with_frame()
        .filter(Q(ended_on=None) | Q(ended_on__gt=asked.day - ASKED_AFTER_END), started_on__lte=asked.limit)
        .select_related("participant__team", "participant__responsible", "presence__enterprise", "plan")
        .prefetch_related("pauses", "sheets")
    )
    return [one for row in rows for one in (_plan(row, asked), _sheet(row, asked), _frame(row, asked)) if one]


def _goes_on(course: Any, day: dt.date) -> bool:
    return course.ended_on is None or course.ended_on > day


def _plan(course: Any, asked: Looker) -> Deadline | None:
    """The individual plan that is not made yet, and was not decided against."""
    plan = getattr(course, "plan", None)
    plan = plan if plan is not None and plan.deleted_at is None else None
    if not course.plan_due_weeks or not _goes_on(course, asked.day):
        return None
    if plan_state(plan, asked.day) is not PlanState.IN_PROGRESS:
        return None
    due = course.plan_due()
    if course.rests(due):
        return None
    weeks = danish.count(course.plan_due_weeks, "uge", "uger")
    why = f"Individuel plan {must(due, asked.day)} være lavet senest {weeks} efter start, {danish.date(due)}."
    if due > deadlines.working_day(terms.plan_due(course.started_on, course.plan_due_weeks)):
        why += " Fristen er flyttet af en pause."
    url = reverse("agreements:course-plan", args=[course.pk])
    return _about(course, Kind.PLAN, course.pk, due, "Individuel plan", why, "Skriv om planen", url)


def _sheet(course: Any, asked: Looker) -> Deadline | None:
    """The oldest attendance sheet that is not sent; how many there are is told with it."""
    if not course.attendance_months:
        return None
    periods = deadlines.sheet_periods(
        course.started_on, course.attendance_months, asked.day, course.ended_on, course.pause_spans()
    )
    sent = [(sheet.period_from, sheet.period_to) for sheet in course.sheets.all()]
    near = asked.day + SHEET_AHEAD
    missing = [period for period in deadlines.unsent(periods, sent) if period.due <= near]
    if not missing:
        return None
    first = missing[0]
    span = f"{danish.date(first.first)} – {danish.date(first.last)}"
    late = sum(period.due < asked.day for period in missing)
    if late > 1:
        why = f"Der mangler {danish.words(late)} fremmødesedler. Den ældste, for {span}, skulle være sendt "
    else:
        why = f"Fremmødesedlen for {span} {must(first.due, asked.day)} være sendt "
    why += f"senest {danish.date(first.due)}, {danish.words(deadlines.SHEET_WORKING_DAYS)} arbejdsdage efter perioden."
    url = reverse("agreements:sheet", args=[course.pk, first.first.isoformat()])
    return _about(course, Kind.SHEET, course.pk, first.due, "Fremmødeseddel", why, "Se fremmødet", url)


def _frame(course: Any, asked: Looker) -> Deadline | None:
    """The frame, with extensions and pauses, that runs out or has; of an internship the agreed day."""
    if not _goes_on(course, asked.day):
        return None
    end = course.planned_end()
    if end is None or course.rests(end):
        return None
    frame = "Den aftalte tid"
    if course.frame_weeks:
        frame = f"Rammen på {danish.count(course.frame_weeks, 'uge', 'uger')}"
        if course.extended_weeks:
            frame += f" med {danish.count(course.extended_weeks, 'uges', 'ugers')} forlængelse"
    due = deadlines.working_day(end)
    if due > asked.day + deadlines.FRAME_AHEAD:
        return None
    tail = "Skal forløbet forlænges eller afsluttes?"
    why = f"{frame} {'sluttede' if end < asked.day else 'slutter'} {danish.date(end)}. {tail}"
    return _about(
        course, Kind.FRAME, course.pk, due, "Forløbet slutter", why, "Forlæng eller afslut", course.get_absolute_url()
    )


def of_meetings(asked: Looker) -> list[Deadline]:
    """Follow-ups that somebody asked for and that are neither held nor called off, in courses that run."""
    rows = (
        FollowUp.objects.filter(
            Q(course__ended_on=None) | Q(course__ended_on__gt=asked.day),
            Q(wanted_by__lte=asked.limit) | Q(wanted_by=None, asked_on__lte=asked.limit),
            held_on=None,
            called_off_on=None,
            course__deleted_at=None,
            course__in=Course.objects.visible_to(asked.access),  # type: ignore[attr-defined]
        )
        .select_related(*(f"course__{name}" for name in _PEOPLE))
        .order_by("pk")
    )
    found = []
    for row in rows:
        due = deadlines.meeting_due(row.asked_on, row.wanted_by)
        if due > asked.limit:
            continue
        asker = row.get_asked_by_display()
        thing = {FollowUp.Kind.TALK: "en samtale", FollowUp.Kind.ROUND_TABLE: "en rundbordssamtale"}.get(
            FollowUp.Kind(row.kind), "et møde"
        )
        it = "det" if thing.startswith("et ") else "den"
        why = (
            f"{asker} bad om {thing} {danish.date(row.asked_on)}, og {it} {must(due, asked.day)} holdes senest "
            f"{danish.date(due)}."
        )
        title = row.get_kind_display()
        url = reverse("agreements:follow-up-held", args=[row.pk])
        found.append(_about(row.course, Kind.MEETING, row.pk, due, title, why, "Notér mødet", url))
    return found


def of_descriptions(asked: Looker) -> list[Deadline]:
    """Descriptions that are ordered and not delivered, or were returned. The day of the meeting they are for is a fact and
    does not move.
    """
    rows = (
        Description.objects.filter(
            Q(delivered_on=None) | Q(answer=Description.Answer.RETURNED),
            needed_by__lte=asked.limit,
            course__deleted_at=None,
            course__in=Course.objects.visible_to(asked.access),  # type: ignore[attr-defined]
        )
        .select_related("kind", *(f"course__{name}" for name in _PEOPLE))
        .order_by("pk")
    )
    found = []
    for row in rows:
        back = f"Sendt tilbage {danish.date(row.answered_on)}"
        why = (
            f"{back if row.answered_on else f'Bestilt {danish.date(row.ordered_on)}'}. Modtager: {row.kind.receiver}. "
            f"Den {must(row.needed_by, asked.day)} bruges til mødet {danish.date(row.needed_by)}."
        )
        url = reverse("agreements:description-deliver", args=[row.pk])
        due, title = row.needed_by, row.kind.name
        found.append(_about(row.course, Kind.DESCRIPTION, row.pk, due, title, why, "Aflevér beskrivelsen", url))
    return found


_PEOPLE = ("participant__team", "participant__responsible", "presence__enterprise")


def _about(
    course: Any, kind: Kind, about_id: int, due: dt.date, title: str, why: str, action: str, url: str
) -> Deadline:
    """A deadline of the course."""
    return Deadline(
        kind=kind,
        about_id=about_id,
        due=due,
        title=f"{title}, {course.participant} hos {course.presence.enterprise}",
        why=why,
        enterprise_id=course.presence.enterprise_id,
        enterprise=course.presence.enterprise.name,
        owner=Owner.of(course.participant),
        page=course.get_absolute_url(),
        action=action,
        action_url=url,
    )
