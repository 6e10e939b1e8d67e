"""The four verbs of a plain record: add, change, remove, restore. Each checks the model's rules, keeps the version, and
writes the log in the same transaction. Services call these after their own rules.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.records import RESTORABLE_FOR, Conflict, Record
from socialportal.common.shown import shown, shown_links

from .chain import Actor, record
from .models import Entry

Links = Mapping[str, Iterable[models.Model]]
R = TypeVar("R", bound=Record)
_DAYS = frozenset({"valid_from", "valid_to", "since_text"})


def _differences(before: Record | None, after: Record) -> dict[str, list[str]]:
    changes = {}
    for field in after.content_fields():
        if before is None:
            if new := shown(after, field):
                changes[field.name] = ["", new]
        elif getattr(before, field.attname) != getattr(after, field.attname):
            changes[field.name] = [shown(before, field), shown(after, field)]
    return changes


def _set_links(instance: Record, links: Links | None) -> dict[str, list[str]]:
    changes = {}
    for name, wanted in (links or {}).items():
        manager = getattr(instance, name)
        old = shown_links(manager.all())
        manager.set(wanted)
        new = shown_links(manager.all())
        if old != new:
            changes[name] = [old, new]
    return changes


def conflict_of(current: Record, expected_version: int) -> Conflict:
    """What the second of two needs to know: who saved meanwhile, and what stood there before. Every version has its entry."""
    since = max(current.version - expected_version, 1)
    entries = list(Entry.objects.about(current).select_related("actor")[:since])
    before: dict[str, str] = {}
    for entry in entries:
        before |= {name: old for name, (old, _) in entry.changes.items()}
    by = str(entries[0].actor or entries[0].acting_as) if entries else ""
    return Conflict(current, by=by, before=before)


def _code(instance: models.Model) -> str:
    municipality = getattr(instance, "municipality", None)
    return getattr(municipality, "code", "") or ""


@transaction.atomic
def add(
    access: Actor,
    instance: R,
    *,
    reason: str = "",
    links: Links | None = None,
    verb: str = "added",
    before: Record | None = None,
) -> R:
    """Saves a new record. Raises ValidationError with Danish messages when it breaks a rule of its model. Where it takes over
    from one `before`, with a verb of its own, the log tells what is different; its own days are told by its name.
    """
    instance.full_clean()
    instance.save(force_insert=True)
    changes = _differences(before, instance) | _set_links(instance, links)
    if before is not None:
        changes = {name: change for name, change in changes.items() if name not in _DAYS}
    record(access, verb, instance, changes=changes, reason=reason, municipality_code=_code(instance))
    return instance


@transaction.atomic
def change(
    access: Actor,
    instance: R,
    *,
    expected_version: int,
    reason: str = "",
    verb: str = "corrected",
    links: Links | None = None,
    parts: Mapping[str, list[str]] | None = None,
) -> R:
    """Saves a changed record if nobody else has since `expected_version`; else raises Conflict with the record as it is.

    `verb` is "corrected" (Rettelse: it was always so) or "changed" (Ændring fra en dato). `parts` are changes in what
    belongs to the record in other tables, as `[before, after]` in words. Where nothing is different, nothing is saved.
    """
    model = type(instance)
    current = model.with_deleted.select_for_update().get(pk=instance.pk)
    if current.version != expected_version or current.deleted_at:
        raise conflict_of(current, expected_version)
    instance.full_clean()
    changes = _differences(current, instance) | _set_links(instance, links) | dict(parts or {})
    if changes:
        instance.version = expected_version + 1
        instance.save()
        record(access, verb, instance, changes=changes, reason=reason, municipality_code=_code(instance))
    return instance


@transaction.atomic
def remove(access: Actor, instance: Record, *, expected_version: int, reason: str = "") -> None:
    """Puts the record in the trash, from which it can be restored for 30 days."""
    current = type(instance).with_deleted.select_for_update().get(pk=instance.pk)
    if current.version != expected_version or current.deleted_at:
        raise conflict_of(current, expected_version)
    current.deleted_at = timezone.now()
    current.version = expected_version + 1
    current.save(update_fields=["deleted_at", "version", "changed_at"])
    record(access, "removed", current, reason=reason, municipality_code=_code(current))


@transaction.atomic
def restore(access: Actor, instance: R) -> R:
    """Takes the record out of the trash again. Raises ValidationError after 30 days, or when its place is taken."""
    current: Any = type(instance).with_deleted.select_for_update().get(pk=instance.pk)
    if current.deleted_at is None:
        return current
    if timezone.now() - current.deleted_at > RESTORABLE_FOR:
        raise ValidationError("Det er mere end 30 dage siden, det blev slettet, så det kan ikke hentes tilbage.")
    current.deleted_at = None
    current.version += 1
    current.full_clean()
    current.save(update_fields=["deleted_at", "version", "changed_at"])
    record(access, "restored", current, municipality_code=_code(current))
    return current


@transaction.atomic
def supersede(
    access: Actor,
    instance: R,
    *,
    from_day: dt.date,
    expected_version: int,
    reason: str = "",
    links: Links | None = None,
    verb: str = "added",
) -> R:
    """Ændring fra en dato: the dated row as it stands ends the day before, and one with the new values begins. With a verb
    of its own, the log tells what the new one changes.

    `instance` is the row with the new values, not saved. Raises ValidationError when the day lies before the row began,
    Conflict when somebody else saved it meanwhile.
    """
    model = type(instance)
    current: Any = model.with_deleted.select_for_update().get(pk=instance.pk)
    if current.version != expected_version or current.deleted_at:
        raise conflict_of(current, expected_version)
    if current.valid_from and from_day <= current.valid_from:
        raise ValidationError({"from_day": f"Ændringen skal ligge efter {danish.date(current.valid_from)}."})
    if current.valid_to and from_day > current.valid_to:
        raise ValidationError({"from_day": f"Perioden er sluttet {danish.date(current.valid_to)}."})
    kept_links = {field.name: list(getattr(current, field.name).all()) for field in model._meta.many_to_many} | dict(
        links or {}
    )
    successor: Any = instance
    successor.pk, successor.id, successor.version = None, None, 1
    successor.valid_from, successor.valid_to, successor.since_text = from_day, current.valid_to, ""
    successor._state.adding = True
    current.valid_to = from_day - dt.timedelta(days=1)
    change(access, current, expected_version=expected_version, reason=reason, verb="ended")
    before = None if verb == "added" else current
    return add(access, successor, reason=reason, links=kept_links, verb=verb, before=before)
