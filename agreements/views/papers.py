"""What is carried over to the case system about a course: its individual plan, and descriptions of it."""

from collections.abc import Iterator
from typing import Any

from socialportal.common import danish

from ..models import Course, Description, Plan
from . import journal
from .journal import Kind, Paper
from .of_course import trail_of_course, visible_parts


def about_course(course: Course) -> Iterator[tuple[str, str]]:
    """Whom and what a document is about, without a name."""
    yield "Nummer i Socialportal", course.participant.number
    yield "Virksomhed", course.presence.enterprise.name
    yield "Forløbet begyndte", danish.date(course.started_on)
    if course.ended_on:
        yield "Forløbet sluttede", danish.date(course.ended_on)


def course_said(course: Course) -> str:
    """`forløbet hos VeteranHaven fra 5. februar 2018 (nr. S-0042 i Socialportal)`."""
    where, since = course.presence.enterprise, danish.date(course.started_on)
    return f"forløbet hos {where} fra {since} (nr. {course.participant.number} i Socialportal)"


# --- Individuel plan ------------------------------------------------------------------------------------------------
def plan_paper(plan: Plan) -> Paper:
    """Dates and state; the plan's own words are written in the case system."""
    facts = [*about_course(plan.course), *_plan_facts(plan)]
    return Paper("Individuel plan", facts, _plan_note(plan), signatures=("Deltager", "Mentor") if plan.made_on else ())


def _plan_facts(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.no_plan_on:
        yield "Besluttet ikke at lave en plan", danish.date(plan.no_plan_on)
        yield "Grund", str(plan.no_plan_reason)
    if not plan.made_on:
        if not plan.no_plan_on:
            yield "Planen", "Er ved at blive lavet"
        return
    yield "Lavet", danish.date(plan.made_on)
    yield "Skrevet af mentor og deltager sammen", "Ja" if plan.made_together else "Nej"
    owned = {True: "Ja", False: "Ikke endnu", None: "Ikke vurderet"}[plan.owned_by_participant]
    yield "Deltageren har ejerskab til planen", owned
    if plan.sent_on:
        yield "Sendt til sagsbehandler", danish.date(plan.sent_on)
    for revision in plan.revisions.all():
        yield revision.get_kind_display(), danish.date(revision.revised_on)


def _plan_note(plan: Plan) -> str:
    about = course_said(plan.course)
    if plan.made_on:
        together = " af mentor og deltager sammen" if plan.made_together else ""
        return f"Individuel plan for {about} blev skrevet {danish.date(plan.made_on)}{together}. Se vedlagte."
    if plan.no_plan_on:
        day = danish.date(plan.no_plan_on)
        return f"{day} blev det besluttet ikke at lave en individuel plan for {about}. Grund: {plan.no_plan_reason}."
    return f"Individuel plan for {about} er ved at blive lavet."


# --- Beskrivelse ----------------------------------------------------------------------------------------------------
def description_paper(description: Description) -> Paper:
    """When it was ordered, needed, delivered and answered, with how the course stands."""
    facts = [*about_course(description.course), *_description_facts(description)]
    return Paper(description.kind.name, facts, _description_note(description))


def _description_facts(one: Description) -> Iterator[tuple[str, str]]:
    yield "Modtager", one.kind.receiver
    yield "Bestilt", danish.date(one.ordered_on)
    yield "Skal bruges til mødet", danish.date(one.needed_by)
    yield "Afleveret", danish.date(one.delivered_on) or "Ikke endnu"
    if one.answered_on:
        yield one.get_answer_display(), danish.date(one.answered_on)
    steps = list(one.course.hours.all())
    if steps:
        last = steps[-1]
        intensity = danish.percent(last.intensity)
        yield "Timer nu", f"{danish.number(last.hours_per_week)} om ugen, intensitet {intensity}"


def _description_note(one: Description) -> str:
    about, day = course_said(one.course), danish.date(one.delivered_on)
    needed = f"til mødet {danish.date(one.needed_by)}"
    if one.delivered_on:
        return f"{one.kind} om {about} er afleveret {day} {needed}. Modtager: {one.kind.receiver}. Se vedlagte."
    return f"{one.kind} om {about} er bestilt {danish.date(one.ordered_on)} {needed}."


# --- Registered -----------------------------------------------------------------------------------------------------
def _kind(model: Any, paper: Any, *related: str) -> Kind:
    return Kind(
        model=model,
        visible=lambda access: visible_parts(model, access).select_related("journaled_by", *related),
        paper=paper,
        trail=lambda record: trail_of_course(record.course),
    )


def register() -> None:
    """Called when the app is ready."""
    journal.register("individuel-plan", _kind(Plan, plan_paper, "no_plan_reason"))
    journal.register("beskrivelse", _kind(Description, description_paper, "kind"))
