"""`/`: who is looking decides what comes first."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from agreements.models import Course
from agreements.queries.attendance import asked_of
from agreements.queries.deadlines import open_deadlines
from enterprises.models import Contribution, Enterprise
from enterprises.services.profile_approval import waiting
from enterprises.views.profile import READ_BY_WAITS
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.common import panels
from socialportal.notices.models import Notice

from .. import overview, worklist

# Who follows the work from day to day, and may see how the places are used.
_WORKERS = (roles.COORDINATOR, roles.CONSULTANT)


@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """The municipality's people see how it stands, an enterprise's what is asked of it, and everybody what this is."""
    access: Access = request.access  # type: ignore[attr-defined]
    if access.municipality and access.municipality.uses_portal:
        return _municipality(request, access)
    if access.enterprises:
        return _enterprise(request, access)
    return render(request, "home/front.html")


def _municipality(request: HttpRequest, access: Access) -> HttpResponse:
    place = access.municipality
    assert place is not None  # noqa: S101 - asked before
    if not access.has_any(_WORKERS, place.pk):
        # What is being counted is the workers' draft; the others read what is published (reports.rules).
        return render(request, "home/readers.html", {"administers": access.has(roles.ADMINISTRATOR, place.pk)})
    if not access.has(roles.COORDINATOR, place.pk):
        return redirect("home:deadlines")
    return _overview(request, access)


def municipality_overview(request: HttpRequest) -> HttpResponse:
    """The coordinator's first page, for consultants too: theirs is the work list."""
    access: Access = request.access  # type: ignore[attr-defined]
    if not access.municipality or not access.has_any(_WORKERS, access.municipality.pk):
        raise PermissionDenied
    return _overview(request, access)


def _overview(request: HttpRequest, access: Access) -> HttpResponse:
    place = access.municipality
    assert place is not None  # noqa: S101 - asked before
    today = timezone.localdate()
    pressing = open_deadlines(access, today, ahead=dt.timedelta(0), reasons=False)
    context = {
        "overview": overview.of(place),
        "rounds": overview.rounds(place),
        "pages_waiting": waiting(access).count() if place.approves_profiles else 0,
        "coordinates": access.has(roles.COORDINATOR, place.pk),
        "pressing": worklist.heaps(pressing, access, today)[:2] if pressing else [],
    }
    return render(request, "home/overview.html", context)


def _waits(request: HttpRequest, enterprises: Iterable[Enterprise]) -> list[tuple[Enterprise, panels.PanelRow]]:
    """What the municipality waits for from all of one's enterprises, what is due first on top."""
    found = [(one, row) for one in enterprises for row in panels.rows("enterprise.waits", request, one)]
    return sorted(found, key=lambda pair: pair[1].day or dt.date.max)


def _enterprise(request: HttpRequest, access: Access) -> HttpResponse:
    mine = Enterprise.objects.filter(pk__in=access.own_enterprises()).order_by("name")
    courses: Any = Course.objects
    writing = [one for one in mine if one.pk in access.own_enterprises(roles.ENTERPRISE_USER)]
    prefetch_related_objects(writing, *READ_BY_WAITS, "rsv_reports")
    contributions = Contribution.objects.filter(presence__enterprise__in=mine).select_related("presence__enterprise")
    return render(
        request,
        "home/enterprise.html",
        {
            "enterprises": mine,
            "waits": _waits(request, writing),
            "contributions": contributions.order_by("-year", "presence__enterprise__name")[:10],
            "writes": bool(access.own_enterprises(roles.ENTERPRISE_USER)),
            "mentors": bool(access.own_enterprises(roles.MENTOR)),
            "has_courses": courses.with_attendance_for(access).exists(),
            "asked": asked_of(courses.with_attendance_for(access), timezone.localdate()),
            "unread": Notice.objects.visible_to(access).unread().count(),  # type: ignore[attr-defined]
        },
    )
