"""What a mentor does about an own participant: asks for a meeting, and notes that the plan was made. The municipality is told."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.common import danish

from ..models import Course, FollowUp, Plan
from .follow_up import ask_for_follow_up
from .plan import note_plan_made
from .telling import tell_of_meeting, tell_of_plan


@transaction.atomic
def ask_meeting(access: Access, course: Course, *, wanted_by: dt.date | None = None) -> FollowUp:
    """The mentor asks for a meeting, to be held by a day; where none is said, 14 days on. One at a time: a meeting that is
    already asked for is waited for.
    """
    today = timezone.localdate()
    Course.objects.select_for_update().get(pk=course.pk)
    waiting = course.follow_ups.filter(held_on=None, called_off_on=None, kind=FollowUp.Kind.MEETING).first()
    if waiting is not None:
        by = f", og det skal holdes senest {danish.date(waiting.wanted_by)}" if waiting.wanted_by else ""
        raise ValidationError(
            f"Der er bedt om et møde {danish.date(waiting.asked_on)}{by}. I får besked om tid og sted."
        )
    if wanted_by is not None and wanted_by < today:
        raise ValidationError({"wanted_by": "Dagen er gået. Vælg i dag eller en senere dag."})
    asked = FollowUp(course=course, asked_by=FollowUp.AskedBy.MENTOR, asked_on=today, wanted_by=wanted_by)
    ask_for_follow_up(access, asked)
    tell_of_meeting(access, asked)
    return asked


@transaction.atomic
def note_plan(
    access: Access,
    course: Course,
    *,
    made_on: dt.date,
    made_together: bool = False,
    owned_by_participant: bool | None = None,
) -> Plan:
    """The mentor notes that the plan was made. What is noted once is corrected by the municipality."""
    plan = note_plan_made(
        access,
        course,
        made_on=made_on,
        made_together=made_together,
        owned_by_participant=owned_by_participant,
    )
    tell_of_plan(access, plan)
    return plan
