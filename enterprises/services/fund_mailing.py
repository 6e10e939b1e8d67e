"""Puljemails: an overview of calls, written, looked through and sent once to the municipality's enterprises."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality, User
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.services import tell

from ..models import Enterprise, FundCall, FundMailing, Presence
from . import guarded
from .links_out import check_web
from .receivers import users_of

SEND = "enterprises.send_fund_mailing"
KIND = "puljemail"
SENT = "Puljemailen er sendt og kan ikke ændres. Skriv en ny med det, der skal rettes."


@dataclass(frozen=True)
class Receivers:
    """Those a mailing goes to: users with a login, and the addresses of enterprises that have none."""

    users: list[User]
    emails: list[str]

    def __len__(self) -> int:
        return len(self.users) + len(self.emails)


def receivers_in(municipality: Municipality) -> Receivers:
    """The users of the enterprises that are active today, each once; of those without users the enterprise's own address."""
    active = Presence.objects.filter(municipality=municipality).active_on(timezone.localdate())  # type: ignore[attr-defined]
    enterprises = list(Enterprise.objects.filter(pk__in=active.values("enterprise")).order_by("pk"))
    serving = users_of(enterprises)
    users = {user.pk: user for served in serving.values() for user in served}
    emails = {one.email.lower(): one.email for one in enterprises if one.pk not in serving and one.email}
    return Receivers(list(users.values()), list(emails.values()))


def call_in_words(call: FundCall) -> str:
    """One call as a paragraph of the mail."""
    parts = [call.name]
    if call.gives_to:
        parts.append(f"Giver til: {call.gives_to}")
    if call.deadline:
        parts.append(f"Frist: {danish.date(call.deadline)}")
    if call.website:
        parts.append(call.website)
    return "\n".join(parts)


def calls_in_words(calls: Iterable[FundCall]) -> str:
    """`Velux (1. maj 2019) og Nordea-fonden`, as a conflict shows them."""
    return danish.listing(f"{one.name} ({danish.date(one.deadline)})" if one.deadline else one.name for one in calls)


def mail_of(mailing: FundMailing, calls: Iterable[FundCall]) -> str:
    """The text of the mail."""
    return "\n\n".join(filter(None, [mailing.text.strip(), *(call_in_words(call) for call in calls)]))


def _check(calls: list[FundCall]) -> None:
    for call in calls:
        check_web(call.website, "website")
        guarded.refuse_cpr(call)


def _write(mailing: FundMailing, calls: Iterable[FundCall]) -> None:
    for place, call in enumerate(calls):
        call.mailing, call.order = mailing, place
        call.full_clean()
        call.save()


@transaction.atomic
def write_mailing(
    access: Access,
    mailing: FundMailing,
    *,
    calls: Iterable[FundCall] = (),
    links: Links | None = None,
    reason: str = "",
) -> FundMailing:
    """A new draft with its calls."""
    demand(access, SEND, mailing)
    lines = list(calls)
    _check(lines)
    guarded.add(access, SEND, mailing, reason=reason)
    _write(mailing, lines)
    return mailing


@transaction.atomic
def note_mailing(
    access: Access,
    mailing: FundMailing,
    *,
    sent_on: dt.date,
    receivers: int | None = None,
    calls: Iterable[FundCall] = (),
    reason: str = "",
) -> FundMailing:
    """One that was sent outside the portal: it counts in its year, and nobody is told.

    Raises ValidationError for a day to come.
    """
    if sent_on > timezone.localdate():
        raise ValidationError({"sent_on": "Dagen ligger ude i fremtiden. Skriv den dag, mailen blev sendt."})
    mailing.sent_on, mailing.receivers = sent_on, receivers
    return write_mailing(access, mailing, calls=calls, reason=reason)


@transaction.atomic
def change_mailing(
    access: Access,
    mailing: FundMailing,
    *,
    expected_version: int,
    calls: Iterable[FundCall] | None = None,
    links: Links | None = None,
    reason: str = "",
) -> FundMailing:
    """Rettelse of a draft and, where `calls` is given, of its calls: these new rows take the place of the old.

    Raises ValidationError when it has been sent.
    """
    demand(access, SEND, mailing)
    if guarded.as_stored(mailing).sent_on:
        raise ValidationError(SENT)
    before = list(FundCall.objects.filter(mailing=mailing))
    lines = before if calls is None else list(calls)
    _check(lines)
    told = [mail_of(mailing, before), mail_of(mailing, lines)]
    parts = {"calls": [calls_in_words(before), calls_in_words(lines)]} if told[0] != told[1] else {}
    changed = guarded.change(access, SEND, mailing, expected_version=expected_version, reason=reason, parts=parts)
    if parts:
        FundCall.objects.filter(mailing=mailing).update(deleted_at=timezone.now())
        _write(mailing, lines)
    return changed


@transaction.atomic
def send_mailing(access: Access, mailing: FundMailing, *, expected_version: int) -> FundMailing:
    """Sends it to `receivers_in` its municipality, and keeps how many they were. What has been sent is never sent again.

    Raises ValidationError when it was sent, says nothing, or there is nobody to send it to.
    """
    demand(access, SEND, mailing)
    if mailing.sent_on:
        raise ValidationError("Puljemailen er allerede sendt.")
    text = mail_of(mailing, FundCall.objects.filter(mailing=mailing))
    if not text:
        raise ValidationError("Skriv en tekst eller mindst én pulje, før mailen sendes.")
    to = receivers_in(mailing.municipality)
    if not len(to):
        raise ValidationError("Ingen af kommunens virksomheder har en bruger eller en e-mailadresse at sende til.")
    mailing.sent_on, mailing.receivers = timezone.localdate(), len(to)
    sent = guarded.change(access, SEND, mailing, expected_version=expected_version, verb="sent")
    told: dict[str, Any] = {"kind": KIND, "subject": mailing.title, "text": text}
    for user in to.users:
        url, key = mailing.get_absolute_url(), f"{KIND}-{mailing.pk}-{user.pk}"
        tell(user=user, **told, url=url, key=key, urgent=True)
    for email in to.emails:
        tell(email=email, **told, key=f"{KIND}-{mailing.pk}-{email.lower()}")
    return sent


def remove_mailing(access: Access, mailing: FundMailing, *, expected_version: int, reason: str = "") -> None:
    """Puts a draft in the trash. Raises ValidationError when it has been sent: it has been read."""
    if guarded.as_stored(mailing).sent_on:
        raise ValidationError("Puljemailen er sendt og tæller med i årets. Den kan ikke slettes.")
    guarded.remove(access, SEND, mailing, expected_version=expected_version, reason=reason)


def restore_mailing(access: Access, mailing: FundMailing) -> FundMailing:
    """Takes a draft out of the trash."""
    return guarded.restore(access, SEND, mailing)
