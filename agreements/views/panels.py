"""What the enterprise's page shows of the work, under ”Det gør vi sammen” and among its buttons.

The municipality's people get everything, with the way there. The enterprise's own see how many of their places are in use,
and what they are part of: nothing about persons.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from enterprises.models import Enterprise
from socialportal.accounts.access import Access
from socialportal.accounts.roles import ENTERPRISE_USER
from socialportal.accounts.rules import may
from socialportal.common import danish, panels
from socialportal.common.panels import PanelRow
from socialportal.common.periods import year

from ..models import Agreement, Collaboration, Evaluation, Participation, Placement
from ..tables import places_picture
from .doors import LIST

PLACE, ACTIONS = "enterprise.together", "enterprise.actions"


def actions(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """`Start et forløb (2 ledige)`, for those who may and where there is an agreement that runs."""
    access: Access = request.access  # type: ignore[attr-defined]
    if not may(access, "agreements.edit_course"):
        return
    agreements, follow = _running(request, enterprise)
    for agreement in agreements if follow else []:
        free = max(agreement.places_now + agreement.optional_now - agreement.running, 0) if agreement.places_now else 0
        words = f"{danish.number(free)} {'ledig' if free == 1 else 'ledige'}" if free else "ingen ledige"
        url = f"{reverse('agreements:course-start')}?{urlencode({'aftale': agreement.pk})}"
        yield PanelRow(what=f"Start et forløb ({words})", url=url)


def _mine(model: Any, access: Access, enterprise: Enterprise) -> tuple[QuerySet, bool]:
    """The rows one may know of, and whether one may follow them to their pages."""
    if may(access, LIST):
        rows = model.objects.visible_to(access).filter(presence__enterprise=enterprise)
        if enterprise.pk not in access.own_enterprises():
            return rows, True
        return rows | model.objects.of_own_enterprises(access).filter(presence__enterprise=enterprise), False
    return model.objects.of_own_enterprises(access).filter(presence__enterprise=enterprise), False


def _running(request: Any, enterprise: Enterprise) -> tuple[list[Any], bool]:
    """The agreements that run today, and whether one may follow them. Read once a page, which has both panels."""
    read: dict[int, tuple[list[Any], bool]] = request.__dict__.setdefault("running_agreements", {})
    if enterprise.pk not in read:
        rows: Any
        rows, follow = _mine(Agreement, request.access, enterprise)
        today = timezone.localdate()
        rows = rows.active_on(today).with_running(today).with_places(today).select_related("presence__enterprise")
        read[enterprise.pk] = list(rows.order_by("number")), follow
    return read[enterprise.pk]


def _agreements(request: Any, enterprise: Enterprise) -> Iterable[PanelRow]:
    """With how many of their places are in use."""
    access = request.access
    agreements, follow = _running(request, enterprise)
    for agreement in agreements:
        if not may(access, "agreements.view_occupancy", agreement):
            continue
        places = agreement.places_now
        yield PanelRow(
            what=agreement.title,
            url=agreement.get_absolute_url() if follow else "",
            since=agreement.since,
            now="" if places else "Ingen vilkår",
            picture=places_picture(agreement.running, places, agreement.optional_now) if places else "",
        )


def _evaluations(request: Any, enterprise: Enterprise) -> Iterable[PanelRow]:
    """What the municipality has sent, for the enterprise's own users."""
    access = request.access
    if enterprise.pk not in access.own_enterprises(ENTERPRISE_USER):
        return
    rows: Any = Evaluation.objects.of_own_enterprises(access).filter(agreement__presence__enterprise=enterprise)
    for one in rows.select_related("agreement").order_by("-as_of"):
        yield PanelRow(
            what=f"Evaluering af: {one.agreement.title}",
            url=reverse("agreements:evaluation-letter", args=[one.pk]),
            now=f"Opgjort pr. {danish.date(one.as_of)}",
        )


def _collaborations(request: Any, enterprise: Enterprise) -> Iterable[PanelRow]:
    rows: Any
    rows, follow = _mine(Collaboration, request.access, enterprise)
    current = (
        rows.active_on(timezone.localdate()).select_related("presence__enterprise", "partner").order_by("valid_from")
    )
    for one in current:
        place = one.place and f"Sted: {one.place}"
        yield PanelRow(
            what=f"{one.get_kind_display()} med {one.with_whom}",
            url=one.get_absolute_url() if follow else "",
            since=one.since,
            now=danish.capital(one.scope) or place,
        )


def _initiatives(request: Any, enterprise: Enterprise) -> Iterable[PanelRow]:
    rows: Any
    rows, follow = _mine(Participation, request.access, enterprise)
    for one in rows.active_on(timezone.localdate()).select_related("initiative").order_by("initiative__name"):
        yield PanelRow(
            what=one.initiative.name, url=one.get_absolute_url() if follow else "", since=one.since, now="Er med"
        )


def _jobs(request: Any, enterprise: Enterprise) -> Iterable[PanelRow]:
    """How many began this year, and last, for those who follow jobs."""
    access = request.access
    if not may(access, LIST):
        return
    this_year = timezone.localdate().year
    rows: Any = Placement.objects.visible_to(access).filter(presence__enterprise=enterprise)
    years = {number: year(number) for number in (this_year, this_year - 1)}
    counted = rows.aggregate(
        **{
            f"began_{number}": Count("pk", filter=Q(started_on__gte=period.first, started_on__lte=period.last))
            for number, period in years.items()
        }
    )
    for number in years:
        if began := counted[f"began_{number}"]:
            query = urlencode({"virksomhed": enterprise.pk, "aar": number})
            yield PanelRow(
                what="Job",
                url=f"{reverse('agreements:placements')}?{query}",
                since=str(number),
                now=f"{danish.count(began, 'job', 'job')} begyndt i året",
            )


def register() -> None:
    """Puts them on the page, in this order."""
    panels.register(PLACE, _agreements, (Agreement, "presence__enterprise"))
    panels.register(PLACE, _evaluations, (Evaluation, "agreement__presence__enterprise"))
    panels.register(PLACE, _collaborations, (Collaboration, "presence__enterprise"))
    panels.register(PLACE, _initiatives, (Participation, "presence__enterprise"))
    panels.register(PLACE, _jobs, (Placement, "presence__enterprise"))
    panels.register(ACTIONS, actions, (Agreement, "presence__enterprise"))
