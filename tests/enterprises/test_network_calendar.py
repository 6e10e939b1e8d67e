"""A meeting as a calendar file, and the mail that carries it."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from enterprises.models import NetworkMeeting
from enterprises.services import network
from enterprises.services.meeting_calendar import as_calendar
from socialportal.accounts.access import Access
from socialportal.notices.services.telling import tell

from .conftest import Place

pytestmark = pytest.mark.django_db


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


@pytest.fixture
def meeting(slagelse: Place) -> NetworkMeeting:
    """In three weeks, from 14 to 16."""
    return NetworkMeeting.objects.create(
        municipality=slagelse.municipality,
        state="planned",
        held_on=timezone.localdate() + days(21),
        starts_at=dt.time(14),
        ends_at=dt.time(16),
        place="Rådhuset",
    )


def test_a_change_moves_the_same_event(access: Access, meeting: NetworkMeeting) -> None:
    def event() -> Any:
        book = Calendar.from_ical(as_calendar(meeting))
        assert book["method"] == "PUBLISH"
        return book.walk("VEVENT")[0]

    first = event()
    start = timezone.make_aware(dt.datetime.combine(meeting.held_on, dt.time(14)))
    assert first["dtstart"].dt == start
    meeting.starts_at = dt.time(13)
    network.change_meeting(access, meeting, expected_version=meeting.version)
    second = event()
    assert second["uid"] == first["uid"]
    assert second["sequence"] > first["sequence"]
    assert second["dtstart"].dt == start - dt.timedelta(hours=1)


def test_without_a_time_it_is_the_whole_day_and_without_an_end_two_hours(meeting: NetworkMeeting) -> None:
    meeting.ends_at = None
    (event,) = Calendar.from_ical(as_calendar(meeting)).walk("VEVENT")
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(hours=2)
    meeting.starts_at = None
    (event,) = Calendar.from_ical(as_calendar(meeting)).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (meeting.held_on, meeting.held_on + days(1))


def test_text_of_people_cannot_add_lines_to_the_file(meeting: NetworkMeeting) -> None:
    meeting.place = "Salen\r\nATTENDEE:mailto:x@y.example"
    (event,) = Calendar.from_ical(as_calendar(meeting)).walk("VEVENT")
    assert "attendee" not in event


def test_a_mail_without_a_calendar_carries_no_file(django_capture_on_commit_callbacks: Any, db: None) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        tell(email="post@sted.example", kind="netvaerk", subject="Hej", text="Hej", key="uden")
    (letter,) = mail.outbox
    assert letter.attachments == []
