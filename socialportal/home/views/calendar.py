"""`/kalender/<secret>.ics`: a user's own deadlines for a calendar program that cannot log in. No person in it."""

import datetime as dt
import hashlib
from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from agreements.queries.deadlines import NAMES, STATUTORY, Kind, open_deadlines
from socialportal.accounts.access import access_of
from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.notices.mail import absolute
from socialportal.notices.services.calendar import owner_of

ONE_DAY = dt.timedelta(days=1)
REFRESH = dt.timedelta(hours=6)


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What the secret's owner may see at this moment of what is theirs; 404 when the secret or the role is no more."""
    user = owner_of(token)
    access = access_of(user) if user else None
    if access is None or not may(access, "agreements.list_work"):
        raise Http404
    today = timezone.localdate()
    mine = [one for one in open_deadlines(access, today, reasons=False) if one.owner.is_mine(access)]
    counted = Counter((one.due, one.kind, one.enterprise_id, one.enterprise) for one in mine)
    book = Calendar()
    book.add("prodid", "-//Socialportal//Opgaver og frister//DA")
    book.add("version", "2.0")
    book.add("x-wr-calname", "Opgaver og frister")
    book.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for (due, kind, enterprise_id, enterprise), number in sorted(counted.items()):
        book.add_component(_event(due, kind, enterprise_id, enterprise, number))
    response = HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _event(due: dt.date, kind: Kind, enterprise_id: int, enterprise: str, number: int) -> Event:
    """A whole day: `Individuel plan hos Sumak`, and how many where there are several."""
    several = f" ({danish.number(number)})" if number > 1 else ""
    event = Event()
    name = f"{kind.value} {enterprise_id} {due.isoformat()}"
    event.add("uid", f"{hashlib.sha256(name.encode()).hexdigest()[:32]}@socialportal")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", due)
    event.add("dtend", due + ONE_DAY)
    event.add("summary", f"{NAMES[kind]} hos {enterprise}{several}")
    event.add("description", "Lovfrist" if kind in STATUTORY else "Aftalt frist")
    event.add("url", absolute(reverse("home:deadlines")))
    event.add("transp", "TRANSPARENT")
    return event
