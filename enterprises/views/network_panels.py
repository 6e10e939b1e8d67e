"""What the network shows on other pages: what an enterprise is asked for, what is open with it, what happened."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from socialportal.accounts.roles import ENTERPRISE_USER
from socialportal.accounts.rules import may
from socialportal.common import danish, panels
from socialportal.common.panels import PanelRow
from socialportal.notices import kinds

from ..models import Enterprise, MeetingInvitation, NetworkMeeting
from ..network_terms import last_day
from ..queries_network import answerable, own_invitations
from ..services.network_telling import KINDS, own_url

WAITS, OPEN, HAPPENED = "enterprise.waits", "enterprise.open", "enterprise.happened"
MOST = 5


def waits(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Invitations that the enterprise has not answered, for its own users."""
    access = request.access  # type: ignore[attr-defined]
    if enterprise.pk not in access.own_enterprises(ENTERPRISE_USER):
        return
    asked = own_invitations(access).filter(answerable(timezone.localdate()), presence__enterprise=enterprise, answer="")
    for one in asked:
        last = last_day(one.meeting.sign_up_by, one.meeting.held_on)
        yield PanelRow(
            what=f"Svar på indbydelsen til netværksmødet {danish.date(one.meeting.held_on)}",
            url=own_url(one.meeting),
            now=f"Svar senest {danish.date(last)}",
            day=last,
        )


def open_now(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Meetings to come that the enterprise is invited to, for the municipality's people."""
    for one in _of(request, enterprise):
        if one.meeting.state != NetworkMeeting.State.PLANNED or one.meeting.held_on < timezone.localdate():
            continue
        yield PanelRow(
            what="Indbudt til netværksmøde",
            url=one.meeting.get_absolute_url(),
            since=danish.date(one.meeting.held_on),
            now=one.get_answer_display(),
            day=one.meeting.held_on,
        )


def happened(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """The last meetings it came to."""
    came = [one for one in _of(request, enterprise) if one.attended]
    for one in came[: -MOST - 1 : -1]:
        yield PanelRow(
            what=f"Var med til netværksmøde{f' om {one.meeting.theme}' if one.meeting.theme else ''}",
            url=one.meeting.get_absolute_url(),
            since=danish.date(one.meeting.held_on),
            now=danish.count(one.attended or 0, "person", "personer"),
            day=one.meeting.held_on,
        )


def _of(request: Any, enterprise: Enterprise) -> list[MeetingInvitation]:
    """The enterprise's invitations in one's municipalities, the oldest meeting first. Read once a page, which has both panels."""
    read: dict[int, list[MeetingInvitation]] = request.__dict__.setdefault("invitations_of", {})
    if enterprise.pk not in read:
        read[enterprise.pk] = list(_invitations(request.access, enterprise))
    return read[enterprise.pk]


def _invitations(access: Any, enterprise: Enterprise) -> Any:
    if not may(access, "enterprises.view_network"):
        return MeetingInvitation.objects.none()
    rows = MeetingInvitation.objects.filter(
        presence__enterprise=enterprise, meeting__municipality__in=access.municipalities(), meeting__deleted_at=None
    )
    return rows.select_related("meeting", "presence").order_by("meeting__held_on")


def register() -> None:
    """The kinds of notice and the panels; once, when the app is ready."""
    for kind, name in KINDS.items():
        kinds.register(kind, name)
    for place, panel in ((WAITS, waits), (OPEN, open_now), (HAPPENED, happened)):
        panels.register(place, panel, (MeetingInvitation, "presence__enterprise"))
