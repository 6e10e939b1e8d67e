"""Which enterprises have something open on a day: an ordinary place under an agreement, or a job they look for somebody to.

Volumes only, and of the whole enterprise: nothing of persons, nor of which agreement or job it is.
"""

import datetime as dt
from typing import Any

from django.db.models import F, Q, QuerySet

from enterprises.models import Presence

from ..models import Agreement, JobNeed


def with_free_places(day: dt.date) -> QuerySet:
    """Ids of enterprises with an agreement that runs on the day and has an ordinary place nobody is in.

    The terms are those that `counting.holding` would take: the last that began, else the first.
    """
    rows: Any = Agreement.objects.active_on(day).with_running(day).with_places(day)
    free = rows.filter(running__lt=F("places_now"), presence__deleted_at=None)
    found: QuerySet = free.order_by().values_list("presence__enterprise", flat=True)
    return found


def with_open_jobs(day: dt.date) -> QuerySet:
    """Ids of enterprises that have told of a job and not closed it, where they are active on the day."""
    active = Presence.objects.active_on(day)
    needs = JobNeed.objects.filter(Q(closed_on=None) | Q(closed_on__gt=day), presence__in=active)
    return needs.order_by().values_list("presence__enterprise", flat=True)
