"""What time makes due, once a day: reminders, overviews, mails that did not get through, tidying up.

Safe to run twice, days late, or killed half-way. Each thing is done in a transaction of its own and leaves a mark that is
unique in the database (a notice's key, a user's overview of a day), so that it is done once; and what is to be done is read
from how things stand, never from what an earlier run should have done, so that none is lost.
"""

import datetime as dt
import logging
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from agreements.deadlines import is_working_day
from agreements.queries.deadlines import NAMES, Kind, deadlines_of_mentor, must
from agreements.rules import FOLLOWERS
from enterprises.models import EnterpriseMembership
from enterprises.services import inquiry, network, rsv_duties
from enterprises.services.reporting_year import remind_due
from enterprises.services.task import remind_to_settle
from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import Membership, User
from socialportal.common import danish
from socialportal.common.models import Submission
from socialportal.notices.models import Digest, Notice
from socialportal.notices.services import tell
from socialportal.notices.tasks import resend_waiting

from .digest import send_digest

log = logging.getLogger(__name__)

REMIND_AHEAD = dt.timedelta(days=7)
REMINDER = "paamindelse"
KEEP_SUBMISSIONS = dt.timedelta(days=2)  # a form that is sent again after that is another form
KEEP_NOTICES = dt.timedelta(days=365)
KEEP_DIGESTS = dt.timedelta(days=90)
KEEP_TASKS_DAYS = 14


def run(day: dt.date) -> dict[str, int]:
    """All of it, for that day. One step that fails does not keep the others from being done; the failure is raised at last."""
    done: dict[str, int] = {}
    failures: list[Exception] = []
    steps: tuple[tuple[str, Callable[[dt.date], int]], ...] = (
        ("påmindelser", remind_mentors),
        ("netværksmøder", network.daily),
        ("opgaver til salg", remind_to_settle),
        ("pligter som RSV", rsv_duties.remind_of_reports),
        ("ubekræftede henvendelser", inquiry.clear_unconfirmed),
        ("bidrag til årsrapporten", remind_due),
        ("overblik", send_overviews),
        ("mails igen", lambda day: resend_waiting()),
        ("ryddet op", tidy),
    )
    for name, step in steps:
        try:
            done[name] = step(day)
        except Exception as error:  # a mail server or one bad row shall not stop the rest
            log.error("daily: %s failed: %s", name, type(error).__name__)
            failures.append(error)
    if failures:
        raise failures[0]
    return done


def remind_mentors(day: dt.date) -> int:
    """Plans and sheets that mentors owe within a week, or already: each once; how many there are."""
    serving = EnterpriseMembership.objects.active_on(day).filter(role=roles.MENTOR)  # type: ignore[attr-defined]
    keys = []
    for user in User.objects.filter(is_active=True, pk__in=serving.values("user")).order_by("pk"):
        for one in deadlines_of_mentor(access_of(user), day, ahead=REMIND_AHEAD):
            thing = "Den individuelle plan" if one.kind is Kind.PLAN else "Fremmødesedlen"
            verb = f"{must(one.due, day)} være {'lavet' if one.kind is Kind.PLAN else 'sendt'}"
            key = f"{REMINDER} {one.kind.value} {one.about_id} {one.due.isoformat()} {user.pk}"
            tell(
                user=user,
                kind=REMINDER,
                subject=f"{NAMES[one.kind]} senest {danish.date(one.due)}",
                text=f"{thing} for en deltager hos {one.enterprise} {verb} senest {danish.date(one.due)}.",
                url=reverse("agreements:own-courses"),
                key=key,
            )
            keys.append(key)
    # What has been done since is not asked for any more.
    Notice.objects.filter(kind=REMINDER, read_at=None, mailed_at=None).exclude(key__in=keys).delete()
    return len(keys)


def send_overviews(day: dt.date) -> int:
    """An overview for everybody who follows the work or has unread messages, on working days; how many were asked for. Those of
    earlier days that were never sent are closed: this one tells what they would have.
    """
    if not is_working_day(day):
        return 0
    Digest.objects.filter(day__lt=day, settled_at=None).update(settled_at=timezone.now())
    follows = Membership.objects.active_on(day).filter(role__in=FOLLOWERS).values("user")  # type: ignore[attr-defined]
    waiting = Notice.objects.filter(read_at=None, mailed_at=None, mail_wanted=False).exclude(user=None).values("user")
    asked = 0
    for user in User.objects.filter(Q(pk__in=follows) | Q(pk__in=waiting), is_active=True).order_by("pk"):
        with transaction.atomic():
            digest, _ = Digest.objects.get_or_create(user=user, day=day)
            if digest.settled_at is None:
                send_digest.enqueue(digest.pk)
                asked += 1
    return asked


def tidy(day: dt.date) -> int:
    """Takes away what has done its duty; how many rows."""
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    gone = Submission.objects.filter(at__lt=start - KEEP_SUBMISSIONS).delete()[0]
    gone += Notice.objects.filter(at__lt=start - KEEP_NOTICES).exclude(read_at=None, user__isnull=False).delete()[0]
    gone += Digest.objects.filter(day__lt=day - KEEP_DIGESTS).delete()[0]
    call_command("clearsessions")
    if settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db"):
        call_command("prune_db_task_results", min_age_days=KEEP_TASKS_DAYS, verbosity=0)
    return gone
