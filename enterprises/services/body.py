"""Styregrupper, følgegrupper, fora: who meets about the work."""

import datetime as dt

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import Body
from . import guarded
from .activity import LOG
from .removal import refuse_while_used


def add_body(access: Access, body: Body, *, links: Links | None = None, reason: str = "") -> Body:
    """A new body."""
    body.clean()
    return guarded.add(access, LOG, body, reason=reason)


def change_body(
    access: Access, body: Body, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Body:
    """Rettelse; its last day is written here too."""
    body.clean()
    return guarded.change(access, LOG, body, expected_version=expected_version, reason=reason)


def change_body_from(
    access: Access,
    body: Body,
    *,
    from_day: dt.date,
    expected_version: int,
    links: Links | None = None,
    reason: str = "",
) -> Body:
    """Ændring fra en dato: others sit in it from that day, and who sat there before is kept."""
    return guarded.supersede(access, LOG, body, from_day=from_day, expected_version=expected_version, reason=reason)


def remove_body(access: Access, body: Body, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash. Raises ValidationError while meetings of it stand in the log: then it is ended instead."""
    refuse_while_used([body], instead="Skriv i stedet, hvornår gruppen holdt op.")
    guarded.remove(access, LOG, body, expected_version=expected_version, reason=reason)


def restore_body(access: Access, body: Body) -> Body:
    """Takes it out of the trash."""
    return guarded.restore(access, LOG, body)
