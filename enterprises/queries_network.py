"""The network and its board, read: who is invited to what, how it went, and a year in figures."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Avg, Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from socialportal.accounts.access import Access
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.accounts.roles import COORDINATOR, ENTERPRISE_USER

from .models import (
    BoardPost,
    BoardReply,
    EnterpriseMembership,
    MeetingInvitation,
    NetworkMeeting,
    Presence,
    ThemeWish,
)

_LIVE = Q(presence__deleted_at=None, presence__enterprise__deleted_at=None)


# --- People -------------------------------------------------------------------------------------------------------------
def active_presences(municipality: Municipality, day: dt.date) -> QuerySet[Presence]:
    """Who is active in the municipality on the day, in Danish order of names."""
    rows = Presence.objects.filter(municipality=municipality, enterprise__deleted_at=None).active_on(day)
    return rows.select_related("enterprise", "municipality").order_by("enterprise__name")


def own_presences(access: Access, day: dt.date) -> QuerySet[Presence]:
    """Where the enterprises whose user one is are active on the day."""
    own = access.own_enterprises(ENTERPRISE_USER)
    rows = Presence.objects.filter(enterprise__in=own, enterprise__deleted_at=None).active_on(day)
    return rows.select_related("enterprise", "municipality").order_by("enterprise__name", "municipality__name")


def users_of(enterprises: Iterable[int], day: dt.date) -> dict[int, list[User]]:
    """Enterprise id → its users with a login that works, mentors not among them."""
    found: defaultdict[int, list[User]] = defaultdict(list)
    rows = EnterpriseMembership.objects.active_on(day).filter(
        enterprise__in=list(enterprises), role=ENTERPRISE_USER, user__is_active=True
    )
    for row in rows.select_related("user").order_by("user__name"):
        found[row.enterprise_id].append(row.user)
    return dict(found)


def coordinators_of(municipality: Municipality, day: dt.date) -> QuerySet[User]:
    """Who coordinates there."""
    rows = Membership.objects.active_on(day).filter(municipality=municipality, role=COORDINATOR)
    return User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("name")


# --- Invitations --------------------------------------------------------------------------------------------------------
def invitations_of(meeting: NetworkMeeting) -> QuerySet[MeetingInvitation]:
    """The meeting's, of enterprises that still are, by name."""
    rows = MeetingInvitation.objects.filter(_LIVE, meeting=meeting)
    return rows.select_related("presence__enterprise", "presence__municipality", "meeting")


def own_invitations(access: Access) -> QuerySet[MeetingInvitation]:
    """Those to the enterprises whose user one is, newest meeting last."""
    own = access.own_enterprises(ENTERPRISE_USER)
    rows = MeetingInvitation.objects.filter(
        presence__deleted_at=None,
        presence__enterprise__in=own,
        presence__enterprise__deleted_at=None,
        meeting__deleted_at=None,
    )
    return rows.select_related("presence__enterprise", "presence__municipality", "meeting__municipality").order_by(
        "meeting__held_on", "meeting__starts_at", "presence__enterprise__name"
    )


def answerable(day: dt.date) -> Q:
    """Of invitations: the meeting is still to come, and the day to answer has not passed."""
    return Q(meeting__state=NetworkMeeting.State.PLANNED, meeting__held_on__gte=day) & (
        Q(meeting__sign_up_by=None) | Q(meeting__sign_up_by__gte=day)
    )


@dataclass(frozen=True)
class Answers:
    """How many were invited, come, do not, have not said; and how many people that makes."""

    invited: int = 0
    yes: int = 0
    no: int = 0
    silent: int = 0
    people: int = 0
    attended: int = 0


def answers_of(meeting: NetworkMeeting) -> Answers:
    """Counted by the database."""
    yes = Q(answer=MeetingInvitation.Answer.YES)
    found = invitations_of(meeting).aggregate(
        invited=Count("pk"),
        yes=Count("pk", filter=yes),
        no=Count("pk", filter=Q(answer=MeetingInvitation.Answer.NO)),
        silent=Count("pk", filter=Q(answer="")),
        people=Sum("people", filter=yes),
        attended=Count("pk", filter=Q(attended__gt=0)),
    )
    return Answers(**{name: value or 0 for name, value in found.items()})


def evaluation_of(meeting: NetworkMeeting) -> tuple[int, float | None]:
    """How many gave a mark from 1 to 5, and the average."""
    found = invitations_of(meeting).filter(score__isnull=False).aggregate(answers=Count("pk"), average=Avg("score"))
    return found["answers"], found["average"]


# --- Wishes and posts ---------------------------------------------------------------------------------------------------
def wishes_for(municipality: Municipality, year: int) -> QuerySet[ThemeWish]:
    """What the enterprises there wish for the year, in the order they wished it."""
    rows = ThemeWish.objects.filter(_LIVE, presence__municipality=municipality, year=year)
    return rows.select_related("presence__enterprise").order_by("pk")


def showing(posts: QuerySet[BoardPost], day: dt.date) -> QuerySet[BoardPost]:
    """Those that hang on the board on the day: not closed, and their time is not over."""
    return posts.filter(closed_on=None, shown_until__gte=day)


# --- A year in figures --------------------------------------------------------------------------------------------------
@dataclass
class NetworkYear:
    """A year of the network: meetings held, invitations to them, how many enterprises and people came, posts and replies.
    `people` is None where nobody has written how many came.
    """

    year: int
    meetings: int = 0
    invited: int = 0
    came: int = 0
    people: int | None = None
    wishes: int = 0
    posts: int = 0
    replies: int = 0


def network_years(municipality: Municipality) -> list[NetworkYear]:
    """Every year in which anything happened, newest first. One query a figure, however many years."""
    years: dict[int, NetworkYear] = {}
    held = NetworkMeeting.objects.filter(municipality=municipality, state=NetworkMeeting.State.HELD)
    to_held = MeetingInvitation.objects.filter(
        _LIVE, meeting__municipality=municipality, meeting__state=NetworkMeeting.State.HELD, meeting__deleted_at=None
    )
    here = {"presence__municipality": municipality}
    for rows, when, figures in (
        (held, ExtractYear("held_on"), {"meetings": Count("pk"), "people": Sum("attendees")}),
        (
            to_held,
            ExtractYear("meeting__held_on"),
            {"invited": Count("pk"), "came": Count("pk", filter=Q(attended__gt=0))},
        ),
        (BoardPost.objects.filter(_LIVE, **here), ExtractYear("created_at"), {"posts": Count("pk")}),
        (
            BoardReply.objects.filter(_LIVE, **here, post__deleted_at=None),
            ExtractYear("created_at"),
            {"replies": Count("pk")},
        ),
        (ThemeWish.objects.filter(_LIVE, **here), None, {"wishes": Count("pk")}),
    ):
        dated = rows.annotate(in_year=when) if when else rows
        name = "in_year" if when else "year"
        for found in dated.order_by().values(name).annotate(**figures):
            one = years.setdefault(found[name], NetworkYear(found[name]))
            for figure in figures:
                setattr(one, figure, found[figure])
    return sorted(years.values(), key=lambda one: -one.year)


def network_year(municipality: Municipality, year: int) -> NetworkYear:
    """One year; nothing happened in one that has no rows."""
    return next((one for one in network_years(municipality) if one.year == year), NetworkYear(year))


FIGURES = tuple(field.name for field in fields(NetworkYear))
