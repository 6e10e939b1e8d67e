"""The lines of the story, room by room."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.urls import reverse

from socialportal.common import danish

from ...lifecycle import CourseState, Step
from ...tabulate import PlanState
from ...terms import ONE_DAY
from ..attendance_lines import sheet_lines
from .facts import CourseFacts, Line, is_to_be_delivered, wanted_by, when_badge


def story(facts: CourseFacts) -> list[Line]:
    """All lines in the order of their days; on one day, in the order things happen."""
    rooms = (_beginning, _plan, _pauses, _follow_ups, _descriptions, _sheets, _extensions, _end, _jobs)
    return sorted((line for room in rooms for line in room(facts)), key=lambda line: line.day)


def _at(name: str, pk: int) -> str:
    return reverse(f"agreements:{name}", args=[pk])


def _beginning(facts: CourseFacts) -> Iterator[Line]:
    course = facts.course
    if course.referred_on:
        yield Line(course.referred_on, "Deltageren blev henvist.")
    weeks = course.frame_weeks
    frame = f"Rammen er {danish.count(weeks, 'uge', 'uger')}." if weeks else "Praktik uden aftale om købte pladser."
    if course.over_capacity_reason:
        frame += f" Ud over pladserne: {course.over_capacity_reason}"
    if course.beside_treatment:
        frame += " Back-up sideløbende med behandling."
    if facts.state is CourseState.PLANNED:
        shape, said = when_badge(facts.day, course.started_on)
        yield Line(course.started_on, "Forløbet begynder.", frame, shape, said, here=True)
    else:
        yield Line(course.started_on, "Forløbet begyndte.", frame)


# --- Plan ---------------------------------------------------------------------------------------------------------------
def _plan(facts: CourseFacts) -> Iterator[Line]:
    plan, due = facts.plan, facts.plan_due
    if plan and plan.no_plan_on:
        reason = f"Grund: {plan.no_plan_reason}."
        yield Line(
            plan.no_plan_on, "Det blev besluttet ikke at lave en individuel plan.", reason, "plain", "Ingen plan"
        )
    if plan and plan.made_on:
        who = " af mentor og deltager sammen" if plan.made_together else ""
        yield Line(plan.made_on, f"Individuel plan skrevet{who}.", _against_due(plan.made_on, due), status="Har plan")
        if plan.sent_on:
            yield Line(plan.sent_on, "Planen blev sendt til sagsbehandleren.", status="Sendt")
    elif facts.plan_state is PlanState.IN_PROGRESS and due and facts.state is not CourseState.ENDED:
        shape, said = when_badge(facts.day, due)
        weeks = danish.count(facts.course.plan_due_weeks, "uge", "uger")
        more = f"Aftalen siger senest {weeks} efter start{_moved(facts)}."
        here = facts.next.step is Step.PLAN
        yield Line(due, "Individuel plan skal være skrevet.", more, shape, said, here=here)
    for revision in plan.revisions.all() if plan else ():
        url = _at("revision-remove", revision.pk)
        what = f"Planen: {revision.get_kind_display().lower()}."
        yield Line(revision.revised_on, what, url=url, act="Slet")


def _moved(facts: CourseFacts) -> str:
    return ". Fristen er flyttet af en pause" if any(one.paused_to for one in facts.pauses) else ""


def _against_due(made_on: dt.date, due: dt.date | None) -> str:
    if due is None:
        return ""
    late = (made_on - due).days
    if late <= 0:
        return f"Inden fristen {danish.date(due)}."
    days = f"{danish.capital(danish.words(late))} {'dag' if late == 1 else 'dage'}"
    return f"{days} efter fristen {danish.date(due)}."


# --- Pauses and extensions ----------------------------------------------------------------------------------------------
def _pauses(facts: CourseFacts) -> Iterator[Line]:
    for pause in facts.pauses:
        edit, reason = _at("pause-edit", pause.pk), f"Grund: {pause.reason}."
        if pause.paused_from > facts.day:
            until = f" til {danish.date(pause.paused_to)}" if pause.paused_to else ""
            shape, said = when_badge(facts.day, pause.paused_from)
            yield Line(pause.paused_from, f"Pausen begynder{until}.", reason, shape, said, url=edit, act="Ret")
        elif pause.paused_to is None:
            if facts.course.agreement_id:
                reason += " Rammen flyttes med pausen, og det gør planens frist også, hvis den ikke var gået."
            here, resume = facts.next.step is Step.PAUSED, _at("pause-resume", pause.pk)
            yield Line(
                pause.paused_from,
                "Forløbet holder pause.",
                reason,
                "half",
                "Pause",
                here=here,
                url=resume,
                act="Sæt i gang",
            )
        else:
            yield Line(pause.paused_from, "Forløbet holdt pause.", reason, status="Pause", url=edit, act="Ret")
        if pause.paused_to and pause.paused_to < (facts.course.ended_on or dt.date.max):
            again = pause.paused_to + ONE_DAY
            if again <= facts.day:
                yield Line(again, "Forløbet gik i gang igen.")
            else:
                yield Line(again, "Forløbet går i gang igen.", "", *when_badge(facts.day, again))


def _extensions(facts: CourseFacts) -> Iterator[Line]:
    for extension in facts.course.extensions.all():
        weeks = danish.count(extension.weeks, "uge", "uger")
        url = _at("extension-remove", extension.pk)
        reason = f"Grund: {extension.reason}."
        yield Line(extension.decided_on, f"Forlænget {weeks}.", reason, status="Forlænget", url=url, act="Slet")


# --- Follow-ups, descriptions, sheets -----------------------------------------------------------------------------------
def _follow_ups(facts: CourseFacts) -> Iterator[Line]:
    for one in facts.follow_ups:
        what, edit = one.get_kind_display(), _at("follow-up-edit", one.pk)
        asked = f"{one.get_asked_by_display()} bad om det {danish.date(one.asked_on)}."
        if one.held_on:
            more = asked if one.held_on != one.asked_on else ""
            yield Line(one.held_on, f"{what}.", more, status="Holdt", url=edit, act="Ret")
        elif one.called_off_on:
            yield Line(one.called_off_on, f"{what} blev aflyst.", asked, "plain", "Aflyst", url=edit, act="Ret")
        elif facts.state is CourseState.ENDED:
            yield Line(one.asked_on, f"{what} blev ikke holdt.", asked, "plain", "Ikke holdt", url=edit, act="Ret")
        else:
            due = wanted_by(one)
            here = facts.next.step is Step.MEETING and one == facts.meeting
            shape, said = when_badge(facts.day, due)
            url = _at("follow-up-held", one.pk)
            yield Line(due, f"{what} skal være holdt.", asked, shape, said, here=here, url=url, act="Notér")


def _descriptions(facts: CourseFacts) -> Iterator[Line]:
    for one in facts.descriptions:
        edit, name = _at("description-edit", one.pk), str(one.kind)
        ordered = f"Til mødet {danish.date(one.needed_by)}. Modtager: {one.kind.receiver}."
        yield Line(one.ordered_on, f"{name} bestilt.", ordered, status="Bestilt", url=edit, act="Ret")
        if one.delivered_on:
            answer = _at("description-answer", one.pk)
            url, act = (answer, "Notér svar") if not one.answered_on else ("", "")
            yield Line(one.delivered_on, f"{name} afleveret.", status="Afleveret", url=url, act=act)
        if one.answered_on:
            good = one.answer == one.Answer.ACCEPTED
            shape = "done" if good else "now"
            said = one.get_answer_display()
            yield Line(one.answered_on, f"{name} {said.lower()}.", "", shape, said)
        if is_to_be_delivered(one):
            again = " igen" if one.delivered_on else ""
            here = facts.next.step is Step.DESCRIPTION and one == facts.description
            shape, said = when_badge(facts.day, one.needed_by)
            url = _at("description-deliver", one.pk)
            what = f"{name} skal bruges{again} til mødet."
            yield Line(one.needed_by, what, "", shape, said, here=here, url=url, act="Aflevér")


def _sheets(facts: CourseFacts) -> Iterator[Line]:
    yield from sheet_lines(facts.course, facts.sheets, facts.day)


# --- The end ------------------------------------------------------------------------------------------------------------
def _end(facts: CourseFacts) -> Iterator[Line]:
    course, end = facts.course, facts.planned_end
    if course.ended_on:
        said = " og ".join(str(row.type) for row in facts.outcomes) or "Ingen status er skrevet."
        yield Line(course.ended_on, "Forløbet sluttede.", f"Status: {said}." if facts.outcomes else said, status="Slut")
    elif end:
        shape, said = when_badge(facts.day, end)
        over = facts.next.step is Step.FRAME_ENDED
        frame = "Rammen" if course.frame_weeks else "Den aftalte tid"
        told = f"{frame} udløb." if over else f"{frame} udløber."
        more = "Aftal forlængelse, eller afslut forløbet." if over else "Inden da aftales forlængelse eller afslutning."
        yield Line(end, told, more, shape, said, here=facts.next.step in {Step.FRAME_ENDED, Step.FRAME_ENDS})


def _jobs(facts: CourseFacts) -> Iterable[Line]:
    for job in facts.placements:
        yield Line(job.started_on, f"{job}.", "Jobbet kom efter forløbet.", status="Job", url=job.get_absolute_url())
