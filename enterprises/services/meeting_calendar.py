"""A meeting as a calendar file (iCalendar, RFC 5545). The same meeting keeps its `UID`, and each change counts `SEQUENCE` up, so
that a calendar moves or strikes out what it has instead of adding another.
"""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from socialportal.notices.mail import absolute

from ..models import NetworkMeeting

TWO_HOURS = dt.timedelta(hours=2)
ONE_DAY = dt.timedelta(days=1)


def as_calendar(meeting: NetworkMeeting, url: str = "") -> str:
    """The file's text. A meeting without a time is the whole day; one without an end lasts two hours; a cancelled one tells
    calendars to strike it out. It holds no word about who else is invited.
    """
    cancelled = meeting.state == NetworkMeeting.State.CANCELLED
    book, event = Calendar(), Event()
    book.add("prodid", "-//Socialportal//Socialøkonomisk Netværk//DA")
    book.add("version", "2.0")
    book.add("method", "CANCEL" if cancelled else "PUBLISH")
    event.add("uid", f"netvaerksmoede-{meeting.pk}@{settings.PORTAL_URL.split('//')[-1].rstrip('/') or 'socialportal'}")
    event.add("sequence", meeting.version)
    event.add("dtstamp", timezone.now())
    event.add("summary", f"Socialøkonomisk Netværk: {meeting.theme}" if meeting.theme else "Socialøkonomisk Netværk")
    for name, moment in zip(("dtstart", "dtend"), _times(meeting), strict=True):
        event.add(name, moment)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.programme:
        event.add("description", "\n".join(meeting.programme_list))
    organizer = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.split('<')[-1].rstrip('>')}")
    organizer.params["cn"] = meeting.municipality.full_name
    event.add("organizer", organizer)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if url:
        event.add("url", absolute(url))
    book.add_component(event)
    return book.to_ical().decode()


def _times(meeting: NetworkMeeting) -> tuple[dt.date, dt.date]:
    """Start and end; moments are told in UTC, which every calendar knows without a table of time zones."""
    if meeting.starts_at is None:
        return meeting.held_on, meeting.held_on + ONE_DAY
    start = timezone.make_aware(dt.datetime.combine(meeting.held_on, meeting.starts_at))
    end = start + TWO_HOURS
    if meeting.ends_at is not None:
        end = timezone.make_aware(dt.datetime.combine(meeting.held_on, meeting.ends_at))
    return start.astimezone(dt.UTC), end.astimezone(dt.UTC)
