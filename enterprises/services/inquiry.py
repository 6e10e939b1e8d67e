"""Én indgang: somebody wants to start or move a social enterprise. Sent by the public form and confirmed by mail, or noted by
phone; then followed step by step until it is established or dropped.

Until the sender has answered the mail an inquiry is nobody's: it is in no list and in no log, and is deleted after a week.
"""

import datetime as dt
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Membership, User
from socialportal.accounts.models.invitation import digest_of
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.audit.chain import record
from socialportal.notices import mail
from socialportal.notices.models import Notice
from socialportal.notices.services import tell

from ..models import Enterprise, Inquiry, InquiryStep
from . import guarded

CHANGE = "enterprises.change_inquiry"
KIND = "henvendelse"
KIND_NAME = "Nye henvendelser fra dem, der vil starte eller flytte en virksomhed"
CONFIRM_WITHIN = dt.timedelta(days=7)
KEPT_AFTER_END = 2  # years: how long the municipality promises at most to keep an inquiry that has ended
# Letters that somebody else may have asked for in one's name: no more than that a day go to an address.
MOST_UNCONFIRMED = 3
A_DAY = dt.timedelta(days=1)


class Void(Exception):
    """The link is wrong, used or too old. Which of them, nobody is told."""


class TooMany(Exception):
    """The address has got its letters of the day, and gets no more."""


# --- By the public form ---------------------------------------------------------------------------------------------------
@transaction.atomic
def send_inquiry(inquiry: Inquiry) -> Inquiry:
    """Keeps an inquiry until its sender answers the mail that goes out. Nobody is told, and nothing is written in the log.

    Raises ValidationError by field; TooMany when the address has got its letters of the day already. The page says the same
    then as otherwise, so that nobody learns what is known about an address.
    """
    inquiry.received_on = timezone.localdate()
    inquiry.confirmed_at, inquiry.token_digest, inquiry.state = None, "", Inquiry.State.NEW
    if not inquiry.email:
        raise ValidationError({"email": "Skriv din e-mail, så vi kan sende dig et link."})
    guarded.refuse_cpr(inquiry)
    inquiry.full_clean()
    waiting = Inquiry.with_deleted.filter(email__iexact=inquiry.email, confirmed_at=None)
    if waiting.filter(created_at__gt=timezone.now() - A_DAY).count() >= MOST_UNCONFIRMED:
        raise TooMany
    inquiry.save(force_insert=True)
    send_confirmation.enqueue(inquiry.pk)
    return inquiry


@task()
def send_confirmation(pk: int) -> None:
    """Mails the link. Its secret is made here and stands in the mail only; what is kept is the digest. Where the mail server
    fails nothing is kept, and `send_waiting` asks again.
    """
    with transaction.atomic():
        inquiry = Inquiry.objects.select_for_update(of=("self",)).select_related("municipality").filter(pk=pk).first()
        if inquiry is None or inquiry.confirmed_at or inquiry.token_digest:
            return
        token = secrets.token_urlsafe(32)
        link = mail.absolute(reverse("enterprises:inquiry-confirm", args=[token]))
        context = {"inquiry": inquiry, "link": link, "days": CONFIRM_WITHIN.days}
        mail.send("inquiry", inquiry.email, f"Bekræft din henvendelse til {inquiry.municipality.full_name}", context)
        inquiry.token_digest = digest_of(token)
        inquiry.save(update_fields=["token_digest"])


def find_unconfirmed(token: str) -> Inquiry:
    """The inquiry that a link belongs to. Raises Void."""
    since = timezone.now() - CONFIRM_WITHIN
    waiting = Inquiry.objects.filter(confirmed_at=None, created_at__gt=since).select_related("municipality")
    found = waiting.filter(token_digest=digest_of(token)).first()
    if found is None:
        raise Void
    return found


@transaction.atomic
def confirm_inquiry(token: str) -> Inquiry:
    """The sender says that it was they: from now on the inquiry is the municipality's, and its coordinators are told.

    Raises Void; of two clicks the second finds the link used.
    """
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=find_unconfirmed(token).pk)
    if inquiry.confirmed_at:
        raise Void
    inquiry.confirmed_at, inquiry.token_digest = timezone.now(), ""
    inquiry.version += 1
    inquiry.save()
    # What was written stands in the inquiry and goes with it; the log tells that it came.
    record(SYSTEM, "confirmed", inquiry, municipality_code=inquiry.municipality.code)
    for user in coordinators_of(inquiry):
        tell(
            user=user,
            kind=KIND,
            subject="Ny henvendelse om en socialøkonomisk virksomhed",
            text=f"{inquiry.get_wish_display()}: nogen har skrevet til jer, og afsenderen har bekræftet sin e-mail.",
            url=inquiry.get_absolute_url(),
            key=f"{KIND} {inquiry.pk} {user.pk}",
            urgent=True,
        )
    return inquiry


def coordinators_of(inquiry: Inquiry) -> list[User]:
    """Who is told of it."""
    held = Membership.objects.active_on(timezone.localdate()).filter(  # type: ignore[attr-defined]
        municipality=inquiry.municipality, role=roles.COORDINATOR
    )
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def clear_unconfirmed(day: dt.date) -> int:
    """Deletes for good what nobody has confirmed within a week, and sends again the letters that did not get through; how many
    were deleted.
    """
    start = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    waiting = Inquiry.with_deleted.filter(confirmed_at=None)
    gone = waiting.filter(created_at__lt=start - CONFIRM_WITHIN).delete()[0]
    for pk in waiting.filter(token_digest="", deleted_at=None).values_list("pk", flat=True):
        send_confirmation.enqueue(pk)
    return gone


# --- By those who follow it ------------------------------------------------------------------------------------------------
def note_inquiry(access: Access, inquiry: Inquiry, *, links: Links | None = None, reason: str = "") -> Inquiry:
    """One that came by phone or across a table: there is nothing to confirm. Raises ValidationError by field."""
    demand(access, CHANGE, inquiry)
    if inquiry.received_on and inquiry.received_on > timezone.localdate():
        raise ValidationError({"received_on": "Dagen er ikke kommet endnu. Skriv den dag, I fik henvendelsen."})
    if not inquiry.email and not inquiry.phone:
        raise ValidationError({"phone": "Skriv en e-mail eller et telefonnummer, så I kan svare."})
    inquiry.confirmed_at = timezone.now()
    return guarded.add(access, CHANGE, inquiry, reason=reason)


def change_inquiry(
    access: Access, inquiry: Inquiry, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Inquiry:
    """Rettelse of what stands in it, and who takes care of it."""
    if not inquiry.email and not inquiry.phone:
        raise ValidationError({"phone": "Skriv en e-mail eller et telefonnummer, så I kan svare."})
    inquiry.state = guarded.as_stored(inquiry).state  # the steps' to say, and one may have come meanwhile
    return guarded.change(access, CHANGE, inquiry, expected_version=expected_version, reason=reason)


@transaction.atomic
def note_step(access: Access, step: InquiryStep, *, links: Links | None = None, reason: str = "") -> InquiryStep:
    """It came further, went back, or something is to be remembered. How far it is is what the latest day says.

    Raises ValidationError for a day before it came or after today, and when it is dropped without a word about why.
    """
    demand(access, CHANGE, step.inquiry)
    _check(step)
    added = guarded.add(access, CHANGE, step, reason=reason)
    _settle(step.inquiry)
    # Somebody is at it: those who have not seen the message yet need not.
    Notice.objects.filter(key__startswith=f"{KIND} {step.inquiry_id} ", read_at=None, mailed_at=None).delete()
    return added


@transaction.atomic
def change_step(
    access: Access, step: InquiryStep, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> InquiryStep:
    """Rettelse of a step."""
    _check(step)
    changed = guarded.change(access, CHANGE, step, expected_version=expected_version, reason=reason)
    _settle(step.inquiry)
    return changed


@transaction.atomic
def remove_step(access: Access, step: InquiryStep, *, expected_version: int, reason: str = "") -> None:
    """Puts a step that never was in the trash."""
    guarded.remove(access, CHANGE, step, expected_version=expected_version, reason=reason)
    _settle(step.inquiry)


@transaction.atomic
def restore_step(access: Access, step: InquiryStep) -> InquiryStep:
    """Takes it out of the trash."""
    restored = guarded.restore(access, CHANGE, step)
    _settle(step.inquiry)
    return restored


@transaction.atomic
def became(
    access: Access, inquiry: Inquiry, enterprise: Enterprise, *, expected_version: int, reason: str = ""
) -> Inquiry:
    """It is established, and this is the enterprise. The step is noted today, unless it says so already."""
    demand(access, CHANGE, inquiry)
    demand(access, "enterprises.view_enterprise", enterprise)
    inquiry.enterprise = enterprise
    changed = guarded.change(access, CHANGE, inquiry, expected_version=expected_version, reason=reason, verb="became")
    if changed.state != Inquiry.State.ESTABLISHED:
        note_step(
            access,
            InquiryStep(inquiry=changed, on=timezone.localdate(), state=Inquiry.State.ESTABLISHED),
            reason=reason,
        )
    return changed


def remove_inquiry(access: Access, inquiry: Inquiry, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash with its steps, which are only seen on its page."""
    guarded.remove(access, CHANGE, inquiry, expected_version=expected_version, reason=reason)


def restore_inquiry(access: Access, inquiry: Inquiry) -> Inquiry:
    """Takes it out of the trash."""
    return guarded.restore(access, CHANGE, inquiry)


def _check(step: InquiryStep) -> None:
    if step.on and step.on > timezone.localdate():
        raise ValidationError({"on": "Dagen er ikke kommet endnu. Skriv det, når det er sket."})
    if step.on and step.on < step.inquiry.received_on:
        raise ValidationError({"on": "Dagen ligger før henvendelsen kom. Vælg en senere dag."})
    if step.state == Inquiry.State.DROPPED and not step.note:
        raise ValidationError({"note": "Skriv kort, hvorfor den blev opgivet."})


def _settle(inquiry: Inquiry) -> None:
    """How far it is, by its steps. The row is locked, so that two who note at once see each other's; that it follows from the
    steps is why it is no change of its own in the log.
    """
    current = Inquiry.with_deleted.select_for_update().get(pk=inquiry.pk)
    last = InquiryStep.objects.filter(inquiry=current).order_by("on", "pk").last()
    current.state = last.state if last else Inquiry.State.NEW
    current.save(update_fields=["state", "changed_at"])
    inquiry.state = current.state
