"""The four verbs of a record (`audit.bookkeeping`) with what every write of the work needs in front of them: the rule, and no
CPR number in any text, the reason for the log included.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit import bookkeeping
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.common.records import Record, Vocabulary

from .. import rules

R = TypeVar("R", bound=Record)
Parts = Mapping[str, list[str]]


def refuse_cpr(record: Record, reason: str = "") -> None:
    """Looks through every text that somebody writes in the record, and the reason for the log. What the portal makes itself
    (a checksum may look like anything) is not looked at. Raises ValidationError, by field.
    """
    texts = {
        field.name: getattr(record, field.name)
        for field in record.content_fields()
        if isinstance(field, (models.CharField, models.TextField)) and field.editable and not field.choices
    }
    refuse_cpr_in(texts | {"reason": reason})


def refuse_cpr_in(texts: Mapping[str, str]) -> None:
    """The same of texts by field name."""
    errors: dict[str, list[str]] = {}
    for name, text in texts.items():
        try:
            rules.check_no_cpr(text or "")
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)


def add(access: Access, permission: str, record: R, *, reason: str = "", links: Links | None = None) -> R:
    """Saves a new record."""
    demand(access, permission, record)
    refuse_cpr(record, reason)
    try:
        return bookkeeping.add(access, record, reason=reason, links=links)
    except IntegrityError:
        # Somebody else saved the same between the check and the write; now the check can say what.
        record.full_clean()
        raise


def change(
    access: Access,
    permission: str,
    record: R,
    *,
    expected_version: int,
    reason: str = "",
    verb: str = "corrected",
    links: Links | None = None,
    parts: Parts | None = None,
) -> R:
    """Saves a changed record. The rule is asked about it as it was and as it becomes, so that nobody gives away what is not
    theirs or takes what they could not have. `parts` tell, as `[before, after]` in words, what changed in rows that belong to
    the record and have no history of their own (`save_part`, `drop_part`).
    """
    demand(access, permission, as_stored(record))
    demand(access, permission, record)
    refuse_cpr(record, reason)
    return bookkeeping.change(
        access, record, expected_version=expected_version, reason=reason, verb=verb, links=links, parts=parts
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


def save_part(row: Record) -> None:
    """Saves a row that belongs to a record, in the transaction in which that record is changed and tells of it."""
    refuse_cpr(row)
    if row.pk:
        row.version += 1
    row.full_clean()
    row.save()


def drop_part(row: Record) -> None:
    """Takes such a row away."""
    row.deleted_at = timezone.now()
    row.version += 1
    row.save(update_fields=["deleted_at", "version", "changed_at"])


def as_stored(record: R) -> R:
    """The record as the database has it."""
    return type(record).with_deleted.get(pk=record.pk)  # type: ignore[return-value]


def check_in_use(word: Vocabulary | None, day: dt.date, field: str, *, before: Vocabulary | None = None) -> None:
    """A word of a national list is in use on the day, or was chosen before. Raises ValidationError."""
    if word is None or word == before or word.holds_on(day):
        return
    raise ValidationError(
        {field: f"”{word}” var ikke i brug {danish.date(day)}. Vælg et andet ord eller en anden dag."}
    )
