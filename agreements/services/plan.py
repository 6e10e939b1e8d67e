"""Individuel plan: made, decided against, or waiting again. Dates and coded reasons only."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish

from ..models import Course, NoPlanReason, Plan, PlanRevision
from . import guarded
from .dates import check_happened

EDIT, NOTE = "agreements.edit_course", "agreements.note_plan"


@transaction.atomic
def record_plan(
    access: Access,
    course: Course,
    *,
    expected_version: int,
    made_on: dt.date,
    made_together: bool = False,
    owned_by_participant: bool | None = None,
    sent_on: dt.date | None = None,
) -> Plan:
    """The plan was made. A decision against one, before that day, stays as history. Also how a made plan is corrected."""
    plan = _plan_of(course)
    _check_day(course, made_on, "made_on")
    if sent_on:
        check_happened(sent_on, "sent_on")
        if sent_on < made_on:
            raise ValidationError({"sent_on": "Planen er sendt, før den blev lavet. Ret en af datoerne."})
    _check_after_none(plan, made_on)
    plan.made_on, plan.made_together = made_on, made_together
    plan.owned_by_participant, plan.sent_on = owned_by_participant, sent_on
    return _save(access, plan, expected_version)


@transaction.atomic
def note_plan_made(
    access: Access,
    course: Course,
    *,
    made_on: dt.date,
    made_together: bool = False,
    owned_by_participant: bool | None = None,
) -> Plan:
    """The mentor notes that the plan was made. Only of a plan that waits to be made: what stands there is for the municipality
    to correct, so there is nothing of somebody else's to overwrite.
    """
    Course.objects.select_for_update().get(pk=course.pk)
    plan = _plan_of(course)
    if plan.made_on:
        raise ValidationError(f"Det er allerede noteret, at planen blev lavet {danish.date(plan.made_on)}.")
    _check_day(course, made_on, "made_on")
    _check_after_none(plan, made_on)
    plan.course = course
    plan.made_on, plan.made_together, plan.owned_by_participant = made_on, made_together, owned_by_participant
    return _save(access, plan, plan.version, NOTE)


@transaction.atomic
def record_no_plan(
    access: Access, course: Course, *, expected_version: int, no_plan_on: dt.date, no_plan_reason: NoPlanReason
) -> Plan:
    """It was decided on the day, for a reason from the list, that the course has no plan."""
    plan = _plan_of(course)
    _check_day(course, no_plan_on, "no_plan_on")
    guarded.check_in_use(no_plan_reason, no_plan_on, "no_plan_reason", before=plan.no_plan_reason)
    plan.made_on, plan.sent_on, plan.owned_by_participant, plan.made_together = None, None, None, False
    plan.no_plan_on, plan.no_plan_reason = no_plan_on, no_plan_reason
    return _save(access, plan, expected_version)


@transaction.atomic
def withdraw_plan(access: Access, course: Course, *, expected_version: int) -> Plan:
    """What was written about the plan was wrong: it is being made."""
    plan = _plan_of(course)
    plan.made_on, plan.sent_on, plan.owned_by_participant, plan.made_together = None, None, None, False
    plan.no_plan_on, plan.no_plan_reason = None, None
    return _save(access, plan, expected_version)


# --- Revisions (domain-model R7: dialogue until it is written, and corrected after) ---------------------------------------
@transaction.atomic
def note_revision(
    access: Access, revision: PlanRevision, *, links: Links | None = None, reason: str = ""
) -> PlanRevision:
    """The plan was talked through or corrected on a day. A draft is talked about until the plan is written, a plan that is
    written is revised.
    """
    plan, day = revision.plan, revision.revised_on
    _check_day(plan.course, day, "revised_on")
    drafted = revision.kind == PlanRevision.Kind.DRAFTED
    if drafted and plan.made_on and day > plan.made_on:
        raise ValidationError(
            {"revised_on": f"Planen blev skrevet {danish.date(plan.made_on)}. Et udkast drøftes før den dag."}
        )
    if revision.kind == PlanRevision.Kind.REVISED and (plan.made_on is None or day < plan.made_on):
        written = (
            f"Planen blev først skrevet {danish.date(plan.made_on)}." if plan.made_on else "Planen er ikke skrevet."
        )
        raise ValidationError({"revised_on": f"{written} Vælg noget andet, eller ret dagen."})
    return guarded.add(access, EDIT, revision, links=links, reason=reason)


def remove_revision(access: Access, revision: PlanRevision, *, expected_version: int, reason: str = "") -> None:
    """One that was entered by mistake."""
    guarded.remove(access, EDIT, revision, expected_version=expected_version, reason=reason)


def restore_revision(access: Access, revision: PlanRevision) -> PlanRevision:
    """Back from the trash."""
    return guarded.restore(access, EDIT, revision)


def plan_of(course: Course) -> Plan:
    """The course's plan, with a place for it where nobody has written anything yet."""
    plan, _ = Plan.objects.get_or_create(course=course)
    return plan


def _plan_of(course: Course) -> Plan:
    """The course's; one that waits to be made where there is none."""
    return Plan.objects.filter(course=course).first() or Plan(course=course, version=0)


def _check_after_none(plan: Plan, made_on: dt.date) -> None:
    if plan.no_plan_on and made_on <= plan.no_plan_on:
        raise ValidationError(
            {"made_on": f"{danish.date(plan.no_plan_on)} blev det besluttet ikke at lave en plan. Vælg en senere dag."}
        )


def _check_day(course: Course, day: dt.date, field: str) -> None:
    check_happened(day, field)
    if day < course.started_on:
        raise ValidationError({field: f"Forløbet begyndte {danish.date(course.started_on)}. Vælg en senere dag."})
    if course.ended_on and day > course.ended_on:
        raise ValidationError({field: f"Forløbet sluttede {danish.date(course.ended_on)}. Vælg en tidligere dag."})


def _save(access: Access, plan: Plan, expected_version: int, permission: str = EDIT) -> Plan:
    if plan.pk is None:
        plan.version = 1
        return guarded.add(access, permission, plan)
    first = plan.version == 1
    verb = "changed" if first else "corrected"
    return guarded.change(access, permission, plan, expected_version=expected_version, verb=verb)
