"""The box on top: what is to be done, why, and the buttons that settle it; the first is the filled one."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from socialportal.common import danish

from ...lifecycle import Step
from ...models import OutcomeType
from .facts import CourseFacts, wanted_by

Told = dict[str, Any]
JOB_WITHIN = dt.timedelta(days=183)  # after that a course without a job is history, and not somebody's task


def next_step_said(facts: CourseFacts) -> Told | None:
    """Heading, text and actions; `quiet` where nothing presses; nothing when the course has ended, and its job is there."""
    step = facts.next.step
    if step is Step.PLAN:
        return _plan(facts)
    if step is Step.DESCRIPTION:
        return _description(facts)
    if step is Step.MEETING:
        return _meeting(facts)
    if step in {Step.FRAME_ENDED, Step.FRAME_ENDS}:
        return _frame(facts)
    if step is Step.PAUSED:
        return _paused(facts)
    if step is Step.FOLLOW:
        return _follow(facts)
    if step is Step.WAIT:
        due = danish.date(facts.next.due)
        return {"heading": f"forløbet begynder {due}", "text": "", "quiet": True, "actions": []}
    return _job(facts)


def _to(text: str, name: str, pk: int) -> tuple[str, str]:
    return text, reverse(f"agreements:{name}", args=[pk])


def _usual(facts: CourseFacts) -> list[tuple[str, str]]:
    """What can be done with a running course whatever is due; an internship has no frame to go beyond."""
    course = facts.course
    extend = _to("Forlæng", "course-extend", course.pk)
    longer = extend if course.agreement_id else _to("Aftal en ny dag", "course-edit", course.pk)
    return [longer, _to("Afslut", "course-end", course.pk)]


def _plan(facts: CourseFacts) -> Told:
    step, course = facts.next, facts.course
    started, due = danish.date(course.started_on), danish.date(step.due)
    actions = [_to("Skriv om planen", "course-plan", course.pk), *_usual(facts)]
    if step.due is None:
        return {"heading": "skriv planen", "text": f"Forløbet begyndte {started}.", "actions": actions}
    weeks = danish.count(course.plan_due_weeks, "uge", "uger")
    text = f"Forløbet begyndte {started}, og planen skal være skrevet senest {weeks} efter, {due}."
    heading = "skriv planen, eller skriv hvorfor der ingen er" if step.overdue else f"skriv planen inden {due}"
    return {"heading": heading, "text": text, "overdue": step.overdue, "actions": actions}


def _description(facts: CourseFacts) -> Told:
    one: Any = facts.description
    name, day = str(one.kind), danish.date(one.needed_by)
    if one.delivered_on:
        text = f"Den blev sendt tilbage {danish.date(one.answered_on)} og skal bruges til mødet {day}."
    else:
        text = f"Den blev bestilt {danish.date(one.ordered_on)} og skal bruges til mødet {day}."
    return {
        "heading": f"aflevér {name[:1].lower()}{name[1:]}",
        "text": f"{text} Modtager: {one.kind.receiver}.",
        "overdue": facts.next.overdue,
        "actions": [_to("Aflevér beskrivelsen", "description-deliver", one.pk), *_usual(facts)],
    }


def _meeting(facts: CourseFacts) -> Told:
    one: Any = facts.meeting
    what, due = one.get_kind_display().lower(), danish.date(wanted_by(one))
    text = f"{one.get_asked_by_display()} bad om det {danish.date(one.asked_on)}. Det skal være holdt senest {due}."
    actions = [_to("Notér, at det er holdt", "follow-up-held", one.pk), _to("Aflys", "follow-up-call-off", one.pk)]
    return {"heading": f"hold {what}", "text": text, "overdue": facts.next.overdue, "actions": actions}


def _frame(facts: CourseFacts) -> Told:
    due = danish.date(facts.next.due)
    frame = "Rammen" if facts.course.frame_weeks else "Den aftalte tid"
    plan = _to("Skriv om planen", "course-plan", facts.course.pk)
    actions = [*_usual(facts), plan]
    if facts.next.step is Step.FRAME_ENDED:
        text = f"{frame} udløb {due}, og forløbet er ikke afsluttet."
        return {"heading": "forlæng eller afslut", "text": text, "overdue": True, "actions": actions}
    text = f"{frame} udløber {due}. Inden da aftales forlængelse eller afslutning."
    return {"heading": "aftal, hvad der skal ske bagefter", "text": text, "actions": actions}


def _paused(facts: CourseFacts) -> Told:
    pause: Any = facts.pause
    text = f"Forløbet har holdt pause siden {danish.date(pause.paused_from)}. Grund: {pause.reason}."
    end = _to("Afslut", "course-end", facts.course.pk)
    if pause.paused_to:
        text += f" Pausen varer til og med {danish.date(pause.paused_to)}."
        actions = [_to("Ret pausen", "pause-edit", pause.pk), end]
    else:
        actions = [_to("Sæt forløbet i gang igen", "pause-resume", pause.pk), end]
    return {"heading": "vent, til pausen er slut", "text": text, "quiet": True, "actions": actions}


def _follow(facts: CourseFacts) -> Told:
    due, frame = facts.next.due, "Rammen løber" if facts.course.frame_weeks else "Praktikken er aftalt"
    text = f"{frame} til {danish.date(due)}." if due else "Der er ingen aftalt ramme."
    talk = _to("Notér en opfølgning", "follow-up-add", facts.course.pk)
    return {"heading": "følg op", "text": text, "quiet": True, "actions": [talk, *_usual(facts)]}


def _job(facts: CourseFacts) -> Told | None:
    """An ended course that led to a job waits for the job: a status is no job, and only jobs have hours that can grow."""
    course, primary = facts.course, next((row.type for row in facts.outcomes if row.primary), None)
    late = course.ended_on < facts.day - JOB_WITHIN
    if primary is None or primary.group != OutcomeType.Group.JOB or facts.placements or late:
        return None
    text = (
        "Status er skrevet, men jobbet er ikke registreret. Først når det er, kan timerne følges, og jobbet tælles med."
    )
    reopen = _to("Genåbn forløbet", "course-reopen", course.pk)
    return {"heading": "registrér jobbet", "text": text, "actions": [("Registrér jobbet", job_url(course)), reopen]}


def job_url(course: Any) -> str:
    """Where a job that came of the course is registered."""
    return f"{reverse('agreements:placement-add')}?{urlencode({'forloeb': course.pk})}"
