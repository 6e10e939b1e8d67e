"""What is told about the network: to the enterprises' users by notice and mail with a calendar file; to an enterprise without
users by mail to its own address. What has neither is for the coordinator to ring.
"""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, User
from socialportal.common import danish
from socialportal.notices.services import tell

from ..models import BoardPost, BoardReply, MeetingInvitation, NetworkMeeting
from ..network_terms import last_day
from ..queries_network import active_presences, coordinators_of, users_of
from .meeting_calendar import as_calendar

MEETINGS, BOARD = "netvaerk", "opslagstavle"
# Kinds of notice, and the words by which a user chooses them.
KINDS = {
    MEETINGS: "Indbydelser, ændringer og påmindelser om netværksmøder",
    BOARD: "Nye opslag og svar på opslagstavlen",
}


def own_url(meeting: NetworkMeeting) -> str:
    """The meeting's page for an enterprise."""
    return reverse("enterprises:network-meeting", args=[meeting.pk])


def when_and_where(meeting: NetworkMeeting) -> str:
    """`torsdag den 3. december 2026 kl. 14.00–16.00, Rådhuset`."""
    day = f"{danish.WEEKDAYS[meeting.held_on.weekday()]} den {danish.date(meeting.held_on)}"
    return f"{day}{times(meeting)}{f', {meeting.place}' if meeting.place else ''}"


def times(meeting: NetworkMeeting) -> str:
    """` kl. 14.00–16.00`, with what is known of it."""
    if meeting.starts_at is None:
        return ""
    end = f"–{meeting.ends_at:%H.%M}" if meeting.ends_at else ""
    return f" kl.{danish.NO_BREAK}{meeting.starts_at:%H.%M}{end}"


def ways_to(invitations: Iterable[MeetingInvitation]) -> dict[int, list[User] | str]:
    """Enterprise id → how it is told: its users, else its own address, else an empty string (somebody must ring)."""
    enterprises = {one.enterprise.pk: one.enterprise for one in invitations}
    users = users_of(enterprises, timezone.localdate())
    return {pk: users.get(pk) or enterprise.email for pk, enterprise in enterprises.items()}


def _tell(
    access: Access,
    meeting: NetworkMeeting,
    invitations: list[MeetingInvitation],
    subject: str,
    text: str,
    *,
    key: str,
    which: str = "",
) -> list[MeetingInvitation]:
    """Tells each enterprise, once under the key, the invitation, and `which` time it is. `{who}` in the text is its name.
    Gives those that nobody could be told at.
    """
    file, ways = as_calendar(meeting, own_url(meeting)), ways_to(invitations)
    answer_to = _answer_to(access, meeting.municipality)
    unreached = []
    for one in invitations:
        said, known, way = (
            text.format(who=one.enterprise),
            f"netvaerk-{key} {meeting.pk} {one.pk} {which}",
            ways[one.enterprise.pk],
        )
        if isinstance(way, str) and way:
            said = f"{said}\n\n{answer_to}" if answer_to else said
            tell(email=way, kind=MEETINGS, subject=subject, text=said, key=known, calendar=file)
        for user in way if isinstance(way, list) else ():
            tell(
                user=user,
                kind=MEETINGS,
                subject=subject,
                text=said,
                url=own_url(meeting),
                key=f"{known} {user.pk}",
                urgent=True,
                calendar=file,
            )
        if not way:
            unreached.append(one)
    return unreached


def _answer_to(access: Access, municipality: Municipality) -> str:
    """Whom somebody without login answers: the one who invites, else the municipality's coordinator."""
    asks = User.objects.filter(pk=access.user_id).first() if access.user_id is not None else None
    person = asks or coordinators_of(municipality, timezone.localdate()).first()
    return f"Svar til {person.name}, {person.email}." if person else ""


# --- Meetings -----------------------------------------------------------------------------------------------------------
def tell_invited(access: Access, meeting: NetworkMeeting, new: list[MeetingInvitation]) -> list[MeetingInvitation]:
    """The invitation itself. Gives those to ring."""
    theme = f" Emne: {meeting.theme}." if meeting.theme else ""
    last = danish.date(last_day(meeting.sign_up_by, meeting.held_on))
    text = (
        f"{{who}} er indbudt til møde i Socialøkonomisk Netværk {when_and_where(meeting)}.{theme} Svar senest {last}."
    )
    subject = f"Indbydelse: netværksmøde {danish.date(meeting.held_on)}"
    return _tell(access, meeting, new, subject, _safe(text), key="indbydelse")


def tell_changed(access: Access, meeting: NetworkMeeting, invited: list[MeetingInvitation]) -> list[MeetingInvitation]:
    """The meeting has moved, or is about something else."""
    theme = f" Emne: {meeting.theme}." if meeting.theme else ""
    text = (
        f"Netværksmødet er ændret. Det er nu {when_and_where(meeting)}.{theme} "
        "Jeres svar står ved magt. Passer det ikke længere, så ret det."
    )
    subject = f"Ændret: netværksmøde {danish.date(meeting.held_on)}"
    return _tell(access, meeting, invited, subject, _safe(text), key="aendret", which=str(meeting.version))


def tell_cancelled(
    access: Access, meeting: NetworkMeeting, invited: list[MeetingInvitation]
) -> list[MeetingInvitation]:
    """It will not be."""
    text = f"Netværksmødet {when_and_where(meeting)} er aflyst. {meeting.cancelled_because}"
    subject = f"Aflyst: netværksmøde {danish.date(meeting.held_on)}"
    return _tell(access, meeting, invited, subject, _safe(text), key="aflyst")


def tell_reminded(
    access: Access, meeting: NetworkMeeting, silent: list[MeetingInvitation], *, which: str
) -> list[MeetingInvitation]:
    """To those that have not answered. `which` says which reminder it is, so that each is sent once."""
    last = danish.date(last_day(meeting.sign_up_by, meeting.held_on))
    text = f"{{who}} har ikke svaret på indbydelsen til netværksmødet {when_and_where(meeting)}. Svar senest {last}."
    subject = f"Påmindelse: netværksmøde {danish.date(meeting.held_on)}"
    return _tell(access, meeting, silent, subject, _safe(text), key="paamind", which=which)


def _safe(text: str) -> str:
    """Only `{who}` is a place to fill in; braces that somebody wrote are braces."""
    return text.replace("{", "{{").replace("}", "}}").replace("{{who}}", "{who}")


def ask_for_attendance(meeting: NetworkMeeting, day: dt.date) -> int:
    """The coordinators are asked to write who came; how many of them."""
    people = coordinators_of(meeting.municipality, day)
    for user in people:
        tell(
            user=user,
            kind=MEETINGS,
            subject="Skriv, hvem der kom til netværksmødet",
            text=f"Netværksmødet {danish.date(meeting.held_on)} er ikke noteret som holdt endnu. Skriv, hvor mange der kom.",
            url=reverse("enterprises:meeting-attendance", args=[meeting.pk]),
            key=f"netvaerk-fremmoede {meeting.pk} {user.pk}",
        )
    return len(people)


# --- The board ----------------------------------------------------------------------------------------------------------
def tell_of_post(post: BoardPost) -> None:
    """The users of the other active enterprises, in their overview of the day."""
    others = active_presences(post.municipality, timezone.localdate()).exclude(enterprise=post.enterprise)
    own = {user.pk for user in users_of([post.enterprise.pk], timezone.localdate()).get(post.enterprise.pk, [])}
    told = users_of(others.values_list("enterprise", flat=True), timezone.localdate())
    for user in {user.pk: user for users in told.values() for user in users if user.pk not in own}.values():
        tell(
            user=user,
            kind=BOARD,
            subject=f"Nyt opslag: {post.title}",
            text=f"{post.enterprise} har slået op på opslagstavlen: {post.get_kind_display()}.",
            url=post.get_absolute_url(),
            key=f"opslag {post.pk} {user.pk}",
        )


def tell_of_reply(access: Access, reply: BoardReply) -> None:
    """The users of the enterprise that wrote the post, but not the one who replied."""
    for user in users_of([reply.post.enterprise.pk], timezone.localdate()).get(reply.post.enterprise.pk, []):
        if user.pk == access.user_id:
            continue
        tell(
            user=user,
            kind=BOARD,
            subject=f"Svar på jeres opslag: {reply.post.title}",
            text=f"{reply.enterprise} har svaret på jeres opslag.",
            url=reply.get_absolute_url(),
            key=f"opslag-svar {reply.pk} {user.pk}",
        )


def tell_removed(record: BoardPost | BoardReply, reason: str) -> None:
    """The municipality has taken down what somebody wrote."""
    what = f"opslag ”{record.title}”" if isinstance(record, BoardPost) else f"svar på ”{record.post.title}”"
    for user in users_of([record.enterprise.pk], timezone.localdate()).get(record.enterprise.pk, []):
        tell(
            user=user,
            kind=BOARD,
            subject="Kommunen har fjernet noget fra opslagstavlen",
            text=f"Jeres {what} er fjernet. Begrundelse: {reason}",
            url=reverse("enterprises:board"),
            key=f"opslag-fjernet {record._meta.model_name} {record.pk} {record.version} {user.pk}",
        )
