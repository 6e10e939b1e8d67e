"""The network's meetings from plan to evaluation, the enterprises' answers and wishes, and the plan of a year."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.services.telling import settle

from ..models import MeetingInvitation, NetworkMeeting, NetworkPlan, Presence, ThemeWish
from ..network_terms import last_day, reminder_due, with_theme
from ..queries_network import active_presences, invitations_of
from . import guarded, municipal, network_telling

CHANGE = "enterprises.change_network"
ANSWER = "enterprises.answer_invitation"
State, Answer = NetworkMeeting.State, MeetingInvitation.Answer
# What those invited need to know of: the rest of a meeting stands on its page.
TOLD = ("held_on", "starts_at", "ends_at", "place", "theme")


def _locked(meeting: NetworkMeeting) -> NetworkMeeting:
    """Holds the meeting until the transaction ends: two who invite at once see each other's."""
    return NetworkMeeting.with_deleted.select_for_update().get(pk=meeting.pk)


def _check_planned(meeting: NetworkMeeting) -> None:
    if meeting.held_on and meeting.held_on < timezone.localdate():
        raise ValidationError({"held_on": "Dagen er gået. Vælg en dag, der kommer, eller notér et møde, der er holdt."})
    if meeting.sign_up_by and meeting.held_on and meeting.sign_up_by > meeting.held_on:
        raise ValidationError({"sign_up_by": "Fristen ligger efter mødet. Vælg en dag før det."})
    if meeting.ends_at and not meeting.starts_at:
        raise ValidationError({"starts_at": "Skriv også, hvornår mødet begynder."})
    if meeting.starts_at and meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise ValidationError({"ends_at": "Mødet slutter, før det begynder. Ret et af klokkeslættene."})


def _must_be(meeting: NetworkMeeting, state: str, otherwise: str) -> None:
    if meeting.state != state:
        raise ValidationError(otherwise)


# --- Planning -----------------------------------------------------------------------------------------------------------
def plan_meeting(
    access: Access, meeting: NetworkMeeting, *, links: Links | None = None, reason: str = ""
) -> NetworkMeeting:
    """A meeting to come. Nobody is told before they are invited. Raises ValidationError for a day that has passed."""
    meeting.state = State.PLANNED
    _check_planned(meeting)
    return guarded.add(access, CHANGE, meeting, reason=reason)


@transaction.atomic
def change_meeting(
    access: Access, meeting: NetworkMeeting, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> NetworkMeeting:
    """Rettelse. Where a planned meeting moves or is about something else, those invited are told, with a new calendar file."""
    before = guarded.as_stored(meeting)
    if meeting.state == State.HELD:
        return municipal.change(access, meeting, expected_version=expected_version, reason=reason)
    _must_be(meeting, State.PLANNED, "Mødet er aflyst og kan ikke rettes. Planlæg et nyt.")
    if meeting.held_on != before.held_on or meeting.held_on >= timezone.localdate():
        _check_planned(meeting)
    changed = guarded.change(access, CHANGE, meeting, expected_version=expected_version, reason=reason)
    invited = list(invitations_of(changed)) if changed.invited_at else []
    if invited and any(getattr(before, name) != getattr(changed, name) for name in TOLD):
        settle(f"netvaerk-paamind {changed.pk} ")
        network_telling.tell_changed(access, changed, invited)
    return changed


@transaction.atomic
def cancel_meeting(
    access: Access, meeting: NetworkMeeting, *, expected_version: int, because: str, links: Links | None = None
) -> NetworkMeeting:
    """Aflyst, for good: those invited are told why, and their calendars strike it out. Raises ValidationError without a reason
    that can be told.
    """
    _must_be(meeting, State.PLANNED, "Kun et planlagt møde kan aflyses.")
    if not because.strip():
        raise ValidationError({"cancelled_because": "Skriv, hvorfor mødet er aflyst. De indbudte får det at vide."})
    meeting.state, meeting.cancelled_because = State.CANCELLED, because.strip()
    done = guarded.change(access, CHANGE, meeting, expected_version=expected_version, verb="cancelled")
    for key in ("indbydelse", "paamind", "aendret", "fremmoede"):
        settle(f"netvaerk-{key} {done.pk} ")
    network_telling.tell_cancelled(access, done, list(invitations_of(done)))
    return done


def remove_meeting(access: Access, meeting: NetworkMeeting, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash. Raises ValidationError while enterprises are invited to it: they must be told that it is off."""
    if why := refusal(meeting):
        raise ValidationError(why)
    municipal.remove(access, meeting, expected_version=expected_version, reason=reason)


def refusal(meeting: NetworkMeeting) -> str:
    """Why a meeting cannot be removed; nothing when it can."""
    if meeting.state == State.PLANNED and invitations_of(meeting).exists():
        return "Der er sendt indbydelser til mødet. Aflys det i stedet, så de indbudte får besked."
    return ""


# --- Invitations --------------------------------------------------------------------------------------------------------
@transaction.atomic
def invite(access: Access, meeting: NetworkMeeting, presences: Iterable[Presence]) -> list[MeetingInvitation]:
    """Invites the enterprises that are not invited yet, and tells them; gives the new ones that nobody can be told at.

    Raises ValidationError unless the meeting is to come, and for an enterprise that is not active there.
    """
    demand(access, CHANGE, meeting)
    stored, today = _locked(meeting), timezone.localdate()
    _must_be(stored, State.PLANNED, "Kun til et planlagt møde kan der sendes indbydelser.")
    if last_day(stored.sign_up_by, stored.held_on) < today:
        raise ValidationError("Fristen for at svare er gået. Ret den på mødet først.")
    there = set(invitations_of(stored).values_list("presence", flat=True))
    wanted = [presence for presence in presences if presence.pk not in there]
    active = set(active_presences(stored.municipality, today).values_list("pk", flat=True))
    if any(presence.pk not in active for presence in wanted):
        raise ValidationError("Kun virksomheder, der er aktive i kommunen, kan indbydes.")
    if not wanted:
        return []
    new = [guarded.add(access, CHANGE, MeetingInvitation(meeting=stored, presence=one)) for one in wanted]
    stored.invited_at = stored.invited_at or timezone.now()
    stored = guarded.change(access, CHANGE, stored, expected_version=stored.version, verb="invited")
    return network_telling.tell_invited(access, stored, new)


@transaction.atomic
def remind(access: Access, meeting: NetworkMeeting) -> tuple[int, list[MeetingInvitation]]:
    """Reminds those that have not answered, once a day at most: how many there are, and those that must be rung.

    Raises ValidationError when the time to answer is over.
    """
    demand(access, CHANGE, meeting)
    today = timezone.localdate()
    if meeting.state != State.PLANNED or last_day(meeting.sign_up_by, meeting.held_on) < today:
        raise ValidationError("Tiden til at svare er gået, så der er ingen at påminde.")
    silent = list(invitations_of(meeting).filter(answer=Answer.NONE))
    return len(silent), network_telling.tell_reminded(access, meeting, silent, which=today.isoformat())


@transaction.atomic
def answer(
    access: Access,
    invitation: MeetingInvitation,
    *,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> MeetingInvitation:
    """Kommer, with how many, or kommer ikke. An enterprise answers until the last day; after it the municipality does, for
    those who ring. Raises ValidationError when it is too late.
    """
    meeting, today = invitation.meeting, timezone.localdate()
    _must_be(meeting, State.PLANNED, "Mødet er holdt eller aflyst, så der kan ikke svares.")
    if meeting.held_on < today:
        raise ValidationError("Mødet har været, så der kan ikke svares.")
    last = last_day(meeting.sign_up_by, meeting.held_on)
    if last < today and not may(access, CHANGE, meeting):
        raise ValidationError(f"Fristen for at svare var {danish.date(last)}. Ring til kommunen i stedet.")
    if not invitation.answer:
        raise ValidationError({"answer": "Vælg, om I kommer."})
    if invitation.answer == Answer.YES and not invitation.people:
        raise ValidationError({"people": "Skriv, hvor mange I kommer."})
    if invitation.answer == Answer.NO:
        invitation.people = None
    invitation.answered_at = timezone.now()
    done = guarded.change(access, ANSWER, invitation, expected_version=expected_version, verb="answered")
    for key in ("indbydelse", "paamind"):
        settle(f"netvaerk-{key} {meeting.pk} {done.pk} ")
    return done


# --- When it has been ---------------------------------------------------------------------------------------------------
@transaction.atomic
def note_attendance(
    access: Access,
    meeting: NetworkMeeting,
    came: Mapping[int, int],
    *,
    expected_version: int,
    attendees: int | None = None,
) -> NetworkMeeting:
    """How many came of each enterprise (invitation id → people; 0 is nobody), and that the meeting was held. `attendees` is all
    who were there, others too; without it the sum. Raises ValidationError before the day, for a cancelled meeting, and for
    fewer in all than came from the enterprises.
    """
    if meeting.state == State.CANCELLED:
        raise ValidationError("Mødet blev aflyst, så ingen kom.")
    if meeting.held_on > timezone.localdate():
        raise ValidationError("Mødet er ikke holdt endnu. Skriv det, når det har været der.")
    counted = sum(came.values())
    if attendees is not None and attendees < counted:
        raise ValidationError(
            {"total": f"Der kom {danish.number(counted)} fra virksomhederne, så i alt er det mindst det."}
        )
    meeting.state = State.HELD
    meeting.attendees = counted if attendees is None else attendees
    invited = list(invitations_of(meeting).filter(pk__in=came))
    was, is_now = (_came_in_words(invited, told) for told in ({one.pk: one.attended for one in invited}, came))
    # Part of the meeting's version: else two who write who came, with the same number in all, would not see each other's.
    parts = {"invitations": [was, is_now]} if was != is_now else {}
    done = guarded.change(access, CHANGE, meeting, expected_version=expected_version, verb="held", parts=parts)
    for invitation in invited:
        invitation.attended = came[invitation.pk]
        guarded.change(access, CHANGE, invitation, expected_version=invitation.version)
    for key in ("indbydelse", "paamind", "aendret", "fremmoede"):
        settle(f"netvaerk-{key} {done.pk} ")
    return done


def _came_in_words(invited: Iterable[MeetingInvitation], came: Mapping[int, int | None]) -> str:
    """`Sumak 2 og VeteranHaven 0`; nothing of those of whom nobody has written it."""
    return danish.listing(f"{one.enterprise} {came[one.pk]}" for one in invited if came[one.pk] is not None)


def evaluate(
    access: Access,
    invitation: MeetingInvitation,
    *,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> MeetingInvitation:
    """A mark from 1 to 5, and words. Raises ValidationError for an enterprise that was not there."""
    if invitation.meeting.state != State.HELD or not invitation.attended:
        raise ValidationError("Kun de virksomheder, der var med til mødet, kan evaluere det.")
    if invitation.score is None:
        raise ValidationError({"score": "Vælg, hvor stort udbyttet var."})
    return guarded.change(access, ANSWER, invitation, expected_version=expected_version, verb="evaluated")


# --- Wishes and the plan ------------------------------------------------------------------------------------------------
def add_wish(access: Access, wish: ThemeWish, *, links: Links | None = None, reason: str = "") -> ThemeWish:
    """A theme for the network to take up. Raises ValidationError for a year that is over."""
    if wish.year and wish.year < timezone.localdate().year:
        raise ValidationError({"year": "Året er gået. Vælg et år, der kommer."})
    return guarded.add(access, ANSWER, wish, reason=reason)


def remove_wish(access: Access, wish: ThemeWish, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, ANSWER, wish, expected_version=expected_version, reason=reason)


def restore_wish(access: Access, wish: ThemeWish) -> ThemeWish:
    """Takes it out of the trash."""
    return guarded.restore(access, ANSWER, wish)


@transaction.atomic
def take_wish(access: Access, municipality: Municipality, year: int, theme: str) -> NetworkPlan:
    """Puts a wished theme into the plan of the year, which is made if there is none. A theme stands there once."""
    plan = NetworkPlan.objects.select_for_update().filter(municipality=municipality, year=year).first()
    if plan is None:
        return guarded.add(access, CHANGE, NetworkPlan(municipality=municipality, year=year, themes=theme.strip()))
    plan.themes = with_theme(plan.themes, theme)
    return guarded.change(access, CHANGE, plan, expected_version=plan.version)


# --- What time makes due ------------------------------------------------------------------------------------------------
def daily(day: dt.date) -> int:
    """Reminds those that have not answered within a week of the last day, once; and the day after a meeting asks the
    coordinators who came. How many enterprises and coordinators it was about.
    """
    due = 0
    planned = NetworkMeeting.objects.filter(state=State.PLANNED).select_related("municipality")
    for meeting in planned.filter(held_on__gte=day, invited_at__isnull=False):
        last = last_day(meeting.sign_up_by, meeting.held_on)
        silent = [
            one
            for one in invitations_of(meeting).filter(answer=Answer.NONE)
            if reminder_due(day, last=last, invited_on=timezone.localdate(one.created_at))
        ]
        network_telling.tell_reminded(SYSTEM, meeting, silent, which=f"til {last.isoformat()}")
        due += len(silent)
    for meeting in planned.filter(held_on__lt=day):
        due += network_telling.ask_for_attendance(meeting, day)
    return due
