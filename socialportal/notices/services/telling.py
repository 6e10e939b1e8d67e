"""Telling somebody something, once: it is queued in the transaction of what caused it, so either both happened or neither."""

import hashlib
import re

from django.db import transaction
from django.utils import timezone

from socialportal.accounts.models import User
from socialportal.common.cpr import looks_like_cpr

from .. import kinds
from ..models import Notice, Preference
from ..tasks import send_notice

_PARTICIPANT = re.compile(r"\s*\b[A-ZÆØÅ]{1,3}-\d{3,}\b")


def impersonal(text: str) -> str:
    """The text without numbers of participants, and without what looks like a CPR number: mails are read over shoulders."""
    text = _PARTICIPANT.sub("", text)
    if looks_like_cpr(text):
        text = re.sub(r"\d", "•", text)
    return text.strip()


@transaction.atomic
def tell(
    *,
    user: User | None = None,
    email: str = "",
    kind: str,
    subject: str,
    text: str,
    url: str = "",
    key: str,
    urgent: bool = False,
    calendar: str = "",
) -> None:
    """Tells a user, or somebody without login at an address; what has been told under the key is not told again.

    What is urgent is mailed at once, unless the user has turned the kind off; the rest waits for the overview of the day.
    People without login have no page, so they always get a mail. A `calendar` (iCalendar, as text) goes with the mail as a
    file. Raises ValueError without exactly one receiver.
    """
    if (user is None) == (not email):
        raise ValueError("a notice has one receiver: a user or an address")
    kind = kinds.known(kind)
    wanted = user is None or (urgent and not Preference.objects.filter(user=user, kind=kind).exists())
    notice, new = Notice.objects.get_or_create(
        key=fitting(key),
        defaults={
            "user": user,
            "email": email,
            "kind": kind,
            "subject": impersonal(subject)[:160],
            "text": impersonal(text),
            "url": url,
            "calendar": calendar,
            "mail_wanted": wanted,
        },
    )
    if new and wanted:
        send_notice.enqueue(notice.pk)


def fitting(key: str) -> str:
    """The key as it is kept: one that is too long, with an address in it, ends in its digest."""
    longest = Notice._meta.get_field("key").max_length or 0
    if len(key) <= longest:
        return key
    digest = hashlib.sha256(key.encode()).hexdigest()
    return key[: longest - len(digest)] + digest


def withdraw(key: str) -> None:
    """What it was about is settled: nobody is told of it any more who has not been already."""
    Notice.objects.filter(key=fitting(key), read_at=None, mailed_at=None).delete()


def withdraw_all(user: User) -> None:
    """The user has no business here any more: what waits to be mailed or read is not for them."""
    Notice.objects.filter(user=user, read_at=None, mailed_at=None).delete()


@transaction.atomic
def settle(beginning: str) -> None:
    """All that was told under keys with this beginning is settled: what has not gone out is withdrawn, and what has been
    mailed asks nobody any more.
    """
    open_ones = Notice.objects.filter(key__startswith=beginning, read_at=None)
    open_ones.filter(mailed_at=None).delete()
    open_ones.update(read_at=timezone.now())


@transaction.atomic
def mark_read(notices: "list[Notice]") -> None:
    """Opened: they are in no overview from now on."""
    Notice.objects.filter(pk__in=[one.pk for one in notices], read_at=None).update(read_at=timezone.now())


@transaction.atomic
def choose(user: User, wanted: "set[str]", offered: "set[str] | None" = None) -> None:
    """Which of the kinds that were `offered` (all, unless told) the user wants by mail; the others of them are turned off."""
    asked = {kind for kind, _ in kinds.choices()} if offered is None else offered
    off = asked - wanted
    Preference.objects.filter(user=user, kind__in=asked - off).delete()
    for kind in off:
        Preference.objects.get_or_create(user=user, kind=kind)
