"""What this app itself shows under ”Det gør vi sammen”; upper floors add theirs to the same place."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.common.panels import PanelRow

from ..models import Activity, Enterprise, Grant

PLACE = "enterprise.together"
# The other places on the page: what is open now (soonest first; without a day last), and what happened (newest first).
OPEN, HAPPENED = "enterprise.open", "enterprise.happened"
MOST_HAPPENED = 20


def grants(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """One line a year: how much, and from how many."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_grant", enterprise):
        return
    rows = Grant.objects.visible_to(access).filter(presence__enterprise=enterprise).with_donor_count().order_by("-year")
    for year, of_year in groupby(rows, key=lambda grant: grant.year):
        received = list(of_year)
        total = danish.kroner(
            sum(grant.amount for grant in received), approximate=any(grant.approximate for grant in received)
        )
        donors = sum(grant.donor_count for grant in received)  # type: ignore[attr-defined]
        yield PanelRow(
            what="Puljer og fondsmidler",
            url=f"{reverse('enterprises:grants')}?{urlencode({'q': enterprise.name, 'aar': year})}"
            if may(access, "enterprises.list_enterprises")
            else "",
            since=str(year),
            now=f"{total} fra {danish.count(donors, 'giver', 'givere')}" if donors else total,
        )


def happened(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Visits, talks, meetings and events that the log tells of, the latest."""
    for activity in _activities(request, enterprise):
        if activity.on <= timezone.localdate():
            yield PanelRow(what=activity.title, url=activity.get_absolute_url(), day=activity.on)


def coming(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Events that lie ahead, such as a jubilee."""
    for activity in _activities(request, enterprise):
        if activity.on > timezone.localdate():
            told = activity.get_kind_display()
            yield PanelRow(what=activity.title, url=activity.get_absolute_url(), now=told, day=activity.on)


def _activities(request: Any, enterprise: Enterprise) -> list[Activity]:
    """The latest of the log. Read once a page, which has both panels."""
    read: dict[int, list[Activity]] = request.__dict__.setdefault("activities_of", {})
    if enterprise.pk not in read:
        seen: Any = Activity.objects.visible_to(request.access)  # type: ignore[attr-defined]
        allowed = may(request.access, "enterprises.view_activity", enterprise)
        read[enterprise.pk] = list(seen.filter(enterprises=enterprise)[:MOST_HAPPENED]) if allowed else []
    return read[enterprise.pk]
