"""What the worker does: sends the mail of a message."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from . import mail
from .models import Notice


@task()
def send_notice(pk: int) -> None:
    """Sends the mail, unless it was sent, read or withdrawn in between. Two workers at it send one: the row is locked, and
    where the mail server fails it stays on its way, and `resend_waiting` asks again.
    """
    with transaction.atomic():
        notice = Notice.objects.select_for_update(of=("self",)).select_related("user").filter(pk=pk).first()
        if notice is None or notice.mailed_at or notice.read_at or not notice.mail_wanted:
            return
        if notice.user is not None and not notice.user.is_active:
            return
        to = notice.user.email if notice.user else notice.email
        context = {"notice": notice, "link": mail.absolute(notice.url) if notice.url else ""}
        mail.send("notice", to, notice.subject, context, calendar=notice.calendar)
        notice.mailed_at = timezone.now()
        notice.save(update_fields=["mailed_at"])


def resend_waiting() -> int:
    """Asks again for the mails that are still on their way; how many."""
    waiting = list(Notice.objects.filter(mail_wanted=True, mailed_at=None, read_at=None).values_list("pk", flat=True))
    for pk in waiting:
        send_notice.enqueue(pk)
    return len(waiting)
