"""The overview of the day by mail: what is over the deadline or due, and what one has not read yet. It is written when it is
sent, so that who has done their part in between is not nagged.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from agreements.deadlines import working_day
from agreements.queries.deadlines import NAMES, STATUTORY, Deadline, open_deadlines
from socialportal.accounts.access import access_of
from socialportal.accounts.models import User
from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.notices import kinds, mail
from socialportal.notices.models import Digest, Notice, Preference

ONE_DAY = dt.timedelta(days=1)
MOST_LINES = 10  # under each heading; the page has the rest
TOLD_FOR = dt.timedelta(days=7)  # an unread message older than this is in no overview any more


@dataclass(frozen=True)
class Overview:
    """What a user is told on a day: lines without a person, and unread messages. `new` is what has come within a week's reach
    since the last working day.
    """

    over: list[str]
    today: list[str]
    new: list[str]
    notices: list[Notice]
    counts: tuple[int, int]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say: then no mail is sent."""
        return not (self.over or self.today or self.new or self.notices)

    @property
    def subject(self) -> str:
        """`3 opgaver over fristen og 1 opgave i dag`; without those what else there is."""
        over, today = self.counts
        parts = []
        if over:
            parts.append(f"{danish.count(over, 'opgave', 'opgaver')} over fristen")
        if today:
            parts.append(f"{danish.count(today, 'opgave', 'opgaver')} i dag")
        if not parts and self.new:
            parts.append("Opgaver i de næste dage")
        if not parts:
            parts.append(danish.count(len(self.notices), "ny besked", "nye beskeder"))
        return danish.listing(parts)


def lines(several: Iterable[Deadline]) -> list[str]:
    """`Individuel plan hos Sumak, senest 12. marts 2026 (aftalt)`: kind and enterprise, and how many, nothing about a person."""
    counted = Counter((one.due, one.kind, one.enterprise) for one in several)
    told = [
        f"{NAMES[kind]} hos {enterprise}{f' ({number})' if number > 1 else ''}, senest {danish.date(due)} "
        f"({'lovfrist' if kind in STATUTORY else 'aftalt'})"
        for (due, kind, enterprise), number in sorted(counted.items())
    ]
    if len(told) <= MOST_LINES:
        return told
    rest = counted.total() - sum(number for _, number in sorted(counted.items())[:MOST_LINES])
    return [*told[:MOST_LINES], f"og {danish.count(rest, 'opgave', 'opgaver')} mere"]


def overview_of(user: User, day: dt.date) -> Overview:
    """What is open for the user at this moment. A day on which nobody works is told of on the working day before."""
    access = access_of(user)
    until = working_day(day + ONE_DAY) - ONE_DAY
    week, before = day + 7 * ONE_DAY, _working_day_before(day) + 7 * ONE_DAY
    mine: list[Deadline] = []
    if may(access, "agreements.list_work"):
        several = open_deadlines(access, day, ahead=week - day, reasons=False)
        mine = [one for one in several if one.owner.is_mine(access)]
    over = [one for one in mine if one.due < day]
    today = [one for one in mine if day <= one.due <= until]
    new = [one for one in mine if max(until, before) < one.due <= week]
    return Overview(lines(over), lines(today), lines(new), _unread(user, day), (len(over), len(today)))


def _working_day_before(day: dt.date) -> dt.date:
    before = day - ONE_DAY
    while working_day(before) != before:
        before -= ONE_DAY
    return before


def _unread(user: User, day: dt.date) -> list[Notice]:
    """Messages that were in no mail yet, of kinds the user wants; none for somebody whose last role has ended since."""
    access = access_of(user)
    if not access.roles and not access.enterprises:
        return []
    off = Preference.objects.filter(user=user).values("kind")
    waiting = Notice.objects.filter(user=user, read_at=None, mailed_at=None, mail_wanted=False)
    return list(waiting.filter(at__date__gte=day - TOLD_FOR).exclude(kind__in=off).order_by("at", "pk"))


@task()
def send_digest(pk: int) -> None:
    """Writes and sends it, unless it is settled. The row is locked: of two workers one sends. Where the mail server fails it
    stays unsettled, and the next run of `daily` on that day asks again.
    """
    with transaction.atomic():
        digest = Digest.objects.select_for_update(of=("self",)).select_related("user").filter(pk=pk).first()
        if digest is None or digest.settled_at is not None:
            return
        user = digest.user
        wants = user.is_active and not Preference.objects.filter(user=user, kind=kinds.DIGEST).exists()
        overview = overview_of(user, digest.day) if wants else None
        if overview is not None and not overview.is_empty:
            context = {
                "overview": overview,
                "user": user,
                "day": digest.day,
                "deadlines_url": mail.absolute(reverse("home:deadlines")),
                "inbox_url": mail.absolute(reverse("notices:inbox")),
            }
            mail.send("digest", user.email, overview.subject, context)
            digest.sent = True
            Notice.objects.filter(pk__in=[one.pk for one in overview.notices]).update(mailed_at=timezone.now())
        digest.settled_at = timezone.now()
        digest.save(update_fields=["sent", "settled_at"])
