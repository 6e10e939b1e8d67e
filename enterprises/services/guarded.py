"""The verbs of a record (`audit.bookkeeping`) with what every write here needs in front of them: the rule, and no CPR number
in any text, the reason for the log included.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping
from socialportal.audit.bookkeeping import Links
from socialportal.common.cpr import check_no_cpr
from socialportal.common.records import Record

from ..models import Enterprise

R = TypeVar("R", bound=Record)


def refuse_cpr(record: Record, reason: str = "") -> None:
    """Looks through every text of the record and the reason for the log. Raises ValidationError, by field."""
    texts = {
        field.name: getattr(record, field.name)
        for field in record.content_fields()
        if isinstance(field, (models.CharField, models.TextField)) and not field.choices
    }
    errors: dict[str, list[str]] = {}
    for name, text in (texts | {"reason": reason}).items():
        try:
            check_no_cpr(text or "")
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)


def as_stored(record: R) -> R:
    """The record as the database has it."""
    stored: Any = type(record).with_deleted.get(pk=record.pk)
    return stored


def add(access: Access, permission: str, record: R, *, reason: str = "", links: Links | None = None) -> R:
    """Saves a new record."""
    demand(access, permission, record)
    refuse_cpr(record, reason)
    return bookkeeping.add(access, record, reason=reason, links=links)


def change(
    access: Access,
    permission: str,
    record: R,
    *,
    expected_version: int,
    reason: str = "",
    verb: str = "corrected",
    links: Links | None = None,
    parts: Mapping[str, list[str]] | None = None,
) -> R:
    """Saves a changed record. The rule is asked about it as it was and as it becomes, so that nobody gives away what is not
    theirs or takes what they could not have.
    """
    demand(access, permission, as_stored(record))
    demand(access, permission, record)
    refuse_cpr(record, reason)
    return bookkeeping.change(
        access, record, expected_version=expected_version, reason=reason, verb=verb, links=links, parts=parts
    )


def supersede(
    access: Access,
    permission: str,
    record: R,
    *,
    from_day: dt.date,
    expected_version: int,
    reason: str = "",
    links: Links | None = None,
) -> R:
    """Ændring fra en dato: the dated row ends the day before, and one with the new values begins."""
    demand(access, permission, as_stored(record))
    demand(access, permission, record)
    refuse_cpr(record, reason)
    return bookkeeping.supersede(
        access, record, from_day=from_day, expected_version=expected_version, reason=reason, links=links
    )


def remove(access: Access, permission: str, record: Record, *, expected_version: int, reason: str = "") -> None:
    """Puts the record in the trash."""
    demand(access, permission, record)
    refuse_cpr(record, reason)
    bookkeeping.remove(access, record, expected_version=expected_version, reason=reason)


def restore(access: Access, permission: str, record: R) -> R:
    """Takes the record out of the trash."""
    demand(access, permission, record)
    return bookkeeping.restore(access, record)


def lock(enterprise: Enterprise) -> Enterprise:
    """Holds the enterprise until the transaction ends, so that two who add periods at once see each other's."""
    return Enterprise.with_deleted.select_for_update().get(pk=enterprise.pk)
