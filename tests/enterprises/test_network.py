"""Meetings from plan to evaluation: who is told what, who may answer until when, what is counted."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from icalendar import Calendar

from enterprises.models import (
    MeetingInvitation,
    NetworkMeeting,
    NetworkPlan,
    Presence,
    ThemeWish,
)
from enterprises.queries import meetings_held
from enterprises.queries_network import answers_of, evaluation_of
from enterprises.services import network
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.common.periods import Period
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place

pytestmark = pytest.mark.django_db
U = roles.ENTERPRISE_USER


def today() -> dt.date:
    return timezone.localdate()


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


@pytest.fixture
def meeting(slagelse: Place, access: Access) -> NetworkMeeting:
    """In three weeks, with a day to answer by."""
    return network.plan_meeting(
        access,
        NetworkMeeting(
            municipality=slagelse.municipality,
            held_on=today() + days(21),
            starts_at=dt.time(14),
            ends_at=dt.time(16),
            place="Rådhuset",
            theme="Indkøb",
            programme="Velkomst\nKaffe",
            sign_up_by=today() + days(14),
        ),
    )


@pytest.fixture
def invitation(slagelse: Place, access: Access, meeting: NetworkMeeting) -> MeetingInvitation:
    """To Sumak."""
    network.invite(access, meeting, [slagelse.presence])
    meeting.refresh_from_db()
    return MeetingInvitation.objects.get()


def moved(meeting: NetworkMeeting, **fields: Any) -> None:
    """Time has passed."""
    NetworkMeeting.objects.filter(pk=meeting.pk).update(**fields)
    meeting.refresh_from_db()


def answered(access: Access, one: MeetingInvitation, answer: str = "yes", people: int | None = 2) -> MeetingInvitation:
    one = MeetingInvitation.objects.get(pk=one.pk)
    one.answer, one.people = answer, people
    return network.answer(access, one, expected_version=one.version)


# --- Planning -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("held_on", {"held_on": dt.date(2020, 1, 1)}),
        ("sign_up_by", {"sign_up_by": dt.date(2099, 1, 1)}),
        ("starts_at", {"starts_at": None}),
        ("ends_at", {"ends_at": dt.time(13)}),
    ],
)
def test_a_plan_that_cannot_be_says_which_field(
    meeting: NetworkMeeting, access: Access, field: str, changed: dict[str, Any]
) -> None:
    for name, value in changed.items():
        setattr(meeting, name, value)
    with pytest.raises(ValidationError) as error:
        network.change_meeting(access, meeting, expected_version=meeting.version)
    assert field in error.value.message_dict


def test_a_planned_meeting_is_not_counted_as_held(slagelse: Place, meeting: NetworkMeeting) -> None:
    year = Period(dt.date(meeting.held_on.year, 1, 1), dt.date(meeting.held_on.year, 12, 31))
    assert not meetings_held(slagelse.municipality, year).exists()
    moved(meeting, state="held")
    assert meetings_held(slagelse.municipality, year).count() == 1


def test_only_the_coordinator_plans_and_invites(slagelse: Place, kolding: Place, meeting: NetworkMeeting) -> None:
    for access in (slagelse.access(roles.CONSULTANT), slagelse.access(U), kolding.access()):
        with pytest.raises(PermissionDenied):
            network.plan_meeting(access, NetworkMeeting(municipality=slagelse.municipality, held_on=today() + days(9)))
        with pytest.raises(PermissionDenied):
            network.invite(access, meeting, [slagelse.presence])
    assert not MeetingInvitation.objects.exists()


# --- Inviting -----------------------------------------------------------------------------------------------------------
def test_users_get_a_notice_and_a_mail_with_the_meeting(
    slagelse: Place, access: Access, meeting: NetworkMeeting, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert network.invite(access, meeting, [slagelse.presence]) == []
    told = Notice.objects.get()
    assert told.user == slagelse.users[U], "the user, and not the mentor"
    assert "Sumak er indbudt" in told.text
    assert "kl.\u00a014.00–16.00, Rådhuset" in told.text
    assert told.url == f"/arbejde/netvaerk/moeder/{meeting.pk}/"
    (letter,) = mail.outbox
    ((name, file, kind),) = letter.attachments
    assert (name, kind) == ("aftale.ics", "text/calendar")
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event["location"] == "Rådhuset"


def test_without_users_the_enterprises_address_and_without_that_somebody_rings(
    slagelse: Place, access: Access, meeting: NetworkMeeting
) -> None:
    written, rung = slagelse.another("Æblegården"), slagelse.another("Øhaven")
    written.email = "post@aeblegaarden.example"
    written.save()
    presences = Presence.objects.filter(enterprise__in=[written, rung])
    to_ring = network.invite(access, meeting, presences)
    assert [one.enterprise for one in to_ring] == [rung]
    told = Notice.objects.get()
    assert told.email == "post@aeblegaarden.example"
    assert f"Svar til Coordinator, {slagelse.users[roles.COORDINATOR].email}." in told.text


def test_inviting_twice_invites_once(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    assert network.invite(access, meeting, [slagelse.presence]) == []
    assert MeetingInvitation.objects.count() == Notice.objects.count() == 1


def test_only_active_enterprises_of_the_place_are_invited(
    slagelse: Place, kolding: Place, access: Access, meeting: NetworkMeeting
) -> None:
    gone = slagelse.another("Lukket", valid_to=today() - days(1)).presences.get()
    for presence in (kolding.presence, gone):
        with pytest.raises(ValidationError, match="aktive i kommunen"):
            network.invite(access, meeting, [presence])


def test_nobody_is_invited_to_what_is_over(slagelse: Place, access: Access, meeting: NetworkMeeting) -> None:
    moved(meeting, sign_up_by=today() - days(1))
    with pytest.raises(ValidationError, match="Fristen"):
        network.invite(access, meeting, [slagelse.presence])
    moved(meeting, state="held")
    with pytest.raises(ValidationError, match="planlagt"):
        network.invite(access, meeting, [slagelse.presence])


def test_a_brace_in_a_theme_is_a_brace(slagelse: Place, access: Access, meeting: NetworkMeeting) -> None:
    moved(meeting, theme="{0} og {navn} <b>fed</b>")
    network.invite(access, meeting, [slagelse.presence])
    assert "{0} og {navn} <b>fed</b>" in Notice.objects.get().text


# --- Changed and cancelled ------------------------------------------------------------------------------------------------
def test_a_new_day_is_told_and_a_longer_programme_is_not(
    access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    meeting.programme += "\nTak for i dag"
    network.change_meeting(access, meeting, expected_version=meeting.version)
    assert Notice.objects.count() == 1
    meeting.held_on += days(1)
    network.change_meeting(access, meeting, expected_version=meeting.version)
    told = Notice.objects.order_by("pk").last()
    assert told is not None
    assert told.subject.startswith("Ændret")
    assert f"SEQUENCE:{meeting.version}" in told.calendar


def test_cancelled_with_a_reason_and_out_of_the_calendars(
    access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    with pytest.raises(ValidationError, match="hvorfor"):
        network.cancel_meeting(access, meeting, expected_version=meeting.version, because=" ")
    meeting.refresh_from_db()
    network.cancel_meeting(access, meeting, expected_version=meeting.version, because="Oplægsholderen er syg.")
    told = Notice.objects.order_by("pk").last()
    assert told is not None
    assert "Oplægsholderen er syg." in told.text
    assert "METHOD:CANCEL" in told.calendar
    assert "STATUS:CANCELLED" in told.calendar
    with pytest.raises(ValidationError, match="aflyst"):
        answered(access, invitation)
    with pytest.raises(ValidationError, match="aflyst"):
        network.change_meeting(access, meeting, expected_version=meeting.version)


def test_a_meeting_with_invitations_is_cancelled_not_deleted(
    access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    with pytest.raises(ValidationError, match="Aflys det i stedet"):
        network.remove_meeting(access, meeting, expected_version=meeting.version)


# --- Answers --------------------------------------------------------------------------------------------------------------
def test_an_enterprise_answers_until_the_day_and_the_coordinator_after_it(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    assert answered(slagelse.access(U), invitation, "yes", 3).answered_at
    assert (answers_of(meeting).yes, answers_of(meeting).people) == (1, 3)
    moved(meeting, sign_up_by=today() - days(1))
    with pytest.raises(ValidationError, match="Ring til kommunen"):
        answered(slagelse.access(U), invitation, "no")
    assert answered(access, invitation, "no", 3).people is None
    moved(meeting, held_on=today() - days(1))
    with pytest.raises(ValidationError, match="har været"):
        answered(access, invitation)


def test_coming_without_a_number_is_no_answer(slagelse: Place, invitation: MeetingInvitation) -> None:
    with pytest.raises(ValidationError, match="hvor mange"):
        answered(slagelse.access(U), invitation, "yes", None)
    with pytest.raises(ValidationError, match="Vælg"):
        answered(slagelse.access(U), invitation, "", None)


def test_nobody_answers_for_another_enterprise(slagelse: Place, kolding: Place, invitation: MeetingInvitation) -> None:
    other = factories.user("bruger@anden.example", U, serves=slagelse.another("Anden"))
    for access in (factories.access_for(other), kolding.access(U), kolding.access(), slagelse.access(roles.MENTOR)):
        with pytest.raises(PermissionDenied):
            answered(access, invitation)


def test_two_who_answer_at_once(slagelse: Place, invitation: MeetingInvitation) -> None:
    late = MeetingInvitation.objects.get()
    answered(slagelse.access(U), invitation)
    late.answer = "no"
    with pytest.raises(Conflict):
        network.answer(slagelse.access(U), late, expected_version=late.version)


def test_a_cpr_number_in_a_remark_is_refused(slagelse: Place, invitation: MeetingInvitation) -> None:
    invitation.answer, invitation.people, invitation.remark = "yes", 1, "010203-1234 kommer"
    with pytest.raises(ValidationError, match="CPR"):
        network.answer(slagelse.access(U), invitation, expected_version=invitation.version)


# --- Reminders ------------------------------------------------------------------------------------------------------------
def test_only_the_silent_are_reminded_and_once_a_day(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    other = slagelse.another("Anden")
    factories.user("bruger@anden.example", U, serves=other)
    network.invite(access, meeting, [other.presences.get()])
    answered(slagelse.access(U), invitation)
    for _ in range(2):
        assert network.remind(access, meeting) == (1, [])
    reminded = Notice.objects.filter(subject__startswith="Påmindelse")
    assert [one.user.email for one in reminded if one.user] == ["bruger@anden.example"]


def test_daily_reminds_in_the_last_week_once_and_asks_who_came(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    last = meeting.sign_up_by
    assert last is not None
    assert network.daily(last - days(8)) == 0
    for day in (last - days(7), last - days(6), last):
        assert network.daily(day) == 1
    assert Notice.objects.filter(subject__startswith="Påmindelse").count() == 1
    assert network.daily(meeting.held_on) == 0
    for day in (meeting.held_on + days(1), meeting.held_on + days(2)):
        assert network.daily(day) == 1
    asked = Notice.objects.get(subject__startswith="Skriv, hvem der kom")
    assert asked.user == slagelse.users[roles.COORDINATOR]
    moved(meeting, held_on=today())
    network.note_attendance(access, meeting, {invitation.pk: 1}, expected_version=meeting.version)
    assert not Notice.objects.unread().filter(pk=asked.pk).exists()  # type: ignore[attr-defined]
    assert network.daily(today() + days(30)) == 0


# --- When it has been -----------------------------------------------------------------------------------------------------
def test_attendance_makes_it_held_and_adds_up(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    with pytest.raises(ValidationError, match="ikke holdt endnu"):
        network.note_attendance(access, meeting, {invitation.pk: 2}, expected_version=meeting.version)
    moved(meeting, held_on=today())
    with pytest.raises(ValidationError, match="mindst"):
        network.note_attendance(access, meeting, {invitation.pk: 2}, expected_version=meeting.version, attendees=1)
    meeting.refresh_from_db()
    done = network.note_attendance(access, meeting, {invitation.pk: 2}, expected_version=meeting.version)
    assert (done.state, done.attendees) == ("held", 2)
    done = network.note_attendance(access, done, {invitation.pk: 2}, expected_version=done.version, attendees=9)
    invitation.refresh_from_db()
    assert (done.attendees, invitation.attended) == (9, 2)
    with pytest.raises(Conflict):
        network.note_attendance(access, done, {invitation.pk: 0}, expected_version=1)


def test_only_who_was_there_says_what_it_gave(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    user = slagelse.access(U)
    invitation.score, invitation.opinion = 4, "Godt."
    with pytest.raises(ValidationError, match="var med"):
        network.evaluate(user, invitation, expected_version=invitation.version)
    moved(meeting, held_on=today())
    network.note_attendance(access, meeting, {invitation.pk: 1}, expected_version=meeting.version)
    there = MeetingInvitation.objects.get()
    there.score, there.opinion = 4, "Godt."
    network.evaluate(user, there, expected_version=there.version)
    assert evaluation_of(meeting) == (1, 4.0)


# --- Wishes and the plan --------------------------------------------------------------------------------------------------
def test_a_wish_goes_into_the_plan_once(slagelse: Place, access: Access) -> None:
    year = today().year + 1
    wish = network.add_wish(slagelse.access(U), ThemeWish(presence=slagelse.presence, year=year, text="Indkøb"))
    for _ in range(2):
        network.take_wish(access, slagelse.municipality, year, wish.text)
    network.take_wish(access, slagelse.municipality, year, "Salg")
    assert NetworkPlan.objects.get().theme_list == ["Indkøb", "Salg"]
    with pytest.raises(PermissionDenied):
        network.take_wish(slagelse.access(U), slagelse.municipality, year, "Løn")
    with pytest.raises(ValidationError, match="Året er gået"):
        network.add_wish(slagelse.access(U), ThemeWish(presence=slagelse.presence, year=2018, text="For sent"))
    network.remove_wish(slagelse.access(U), wish, expected_version=wish.version)
    assert network.restore_wish(access, wish).deleted_at is None


def test_two_who_write_who_came_see_each_other_though_the_number_in_all_is_the_same(
    slagelse: Place, access: Access, meeting: NetworkMeeting, invitation: MeetingInvitation
) -> None:
    moved(meeting, held_on=today())
    seen = network.note_attendance(
        access, meeting, {invitation.pk: 1}, expected_version=meeting.version, attendees=9
    ).version
    meeting.refresh_from_db()
    network.note_attendance(access, meeting, {invitation.pk: 4}, expected_version=seen, attendees=9)
    meeting.refresh_from_db()
    with pytest.raises(Conflict):
        network.note_attendance(access, meeting, {invitation.pk: 2}, expected_version=seen, attendees=9)
    assert MeetingInvitation.objects.get().attended == 4
    same = network.note_attendance(access, meeting, {invitation.pk: 4}, expected_version=meeting.version, attendees=9)
    assert same.version == seen + 1, "the same once more changes nothing"
