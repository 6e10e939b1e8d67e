"""Vejledning: conversations about business or employment, logged in seconds and counted per month."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links

from ..models import AdviceSession
from . import guarded

CHANGE = "enterprises.change_inquiry"


def note_advice(
    access: Access, session: AdviceSession, *, links: Links | None = None, reason: str = ""
) -> AdviceSession:
    """A conversation that has been held. Raises ValidationError for a day to come, or when nobody is named."""
    demand(access, CHANGE, session)
    _check(session)
    return guarded.add(access, CHANGE, session, reason=reason)


def change_advice(
    access: Access, session: AdviceSession, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> AdviceSession:
    """Rettelse."""
    _check(session)
    return guarded.change(access, CHANGE, session, expected_version=expected_version, reason=reason)


def remove_advice(access: Access, session: AdviceSession, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, CHANGE, session, expected_version=expected_version, reason=reason)


def restore_advice(access: Access, session: AdviceSession) -> AdviceSession:
    """Takes it out of the trash."""
    return guarded.restore(access, CHANGE, session)


def _check(session: AdviceSession) -> None:
    if session.held_on and session.held_on > timezone.localdate():
        raise ValidationError({"held_on": "Dagen er ikke kommet endnu. Notér vejledningen, når den er holdt."})
    if not (session.inquiry or session.enterprise or session.with_whom):
        raise ValidationError(
            {"with_whom": "Vælg en henvendelse eller virksomhed, eller skriv, hvem der blev vejledt."}
        )
