"""Adding to the log, and checking that nobody has touched it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection, models, transaction
from django.utils import timezone

from .models import ChainHead, Entry, Read


class Actor(Protocol):
    """Who acts: `accounts.Access` is one."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def acting_as(self) -> str: ...


def _digest(*parts: object) -> str:
    # Keys are sorted because PostgreSQL's jsonb gives them back in an order of its own.
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _content(entry: Entry) -> tuple[object, ...]:
    return (
        entry.number,
        entry.at.isoformat(),
        entry.actor_id,  # type: ignore[attr-defined]
        entry.acting_as,
        entry.verb,
        entry.model,
        entry.object_id,
        entry.label,
        entry.municipality_code,
        entry.reason,
        entry.changes_digest,
        entry.previous,
    )


@transaction.atomic
def record(
    actor: Actor,
    verb: str,
    target: models.Model,
    *,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    municipality_code: str = "",
) -> Entry:
    """Adds one entry, in the transaction of the change it tells of.

    `changes` maps field names to `[before, after]` as a reader would see them. `verb` is one of `sentences.VERBS`.
    """
    entry = Entry(
        at=timezone.now(),
        actor_id=actor.user_id,
        acting_as=actor.acting_as,
        verb=verb,
        model=target._meta.label_lower,
        object_id=target.pk,
        label=str(target)[:300],
        municipality_code=municipality_code,
        reason=reason,
        changes=dict(changes or {}),
    )
    entry.changes_digest = _digest(entry.changes)
    entry.save(force_insert=True)
    waiting = connection.run_on_commit
    if not waiting or waiting[-1][1] is not chain_up:
        transaction.on_commit(chain_up, robust=True)
    return entry


@transaction.atomic
def chain_up() -> None:
    """Hangs the entries that are not in the chain yet on its end, in their order.

    Done just after the transaction that wrote them: inside it, everybody who changes anything would wait for one row, and
    two who each change two records could wait for each other for ever. What a crash leaves is taken along next time.
    """
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    number, digest = head.number, head.digest
    for entry in Entry.objects.filter(number=None).order_by("pk").iterator():
        number += 1
        entry.number, entry.previous = number, digest
        entry.digest = digest = _digest(*_content(entry))
        entry.save(update_fields=["number", "previous", "digest"])
    if number != head.number:
        ChainHead.objects.filter(pk=1).update(number=number, digest=digest)


def record_read(actor: Actor, target: models.Model, *, purpose: str) -> None:
    """Notes that a participant's record was opened (Datatilsynet: log all uses of personal data)."""
    Read.objects.create(
        actor_id=actor.user_id,  # type: ignore[misc]
        acting_as=actor.acting_as,
        model=target._meta.label_lower,
        object_id=target.pk,
        purpose=purpose,
    )


def records_read(actor: Actor, targets: Iterable[models.Model], *, purpose: str) -> None:
    """The same of several that one page shows, in one query."""
    Read.objects.bulk_create(
        Read(
            actor_id=actor.user_id,  # type: ignore[misc]
            acting_as=actor.acting_as,
            model=target._meta.label_lower,
            object_id=target.pk,
            purpose=purpose,
        )
        for target in targets
    )


@dataclass(frozen=True)
class Anchor:
    """The chain's end at some time, kept elsewhere: without it a chain that is rewritten from end to end looks whole."""

    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.number}:{self.digest}"

    @classmethod
    def parse(cls, text: str) -> "Anchor":
        """Reads `412:9f3c…`. Raises ValueError when it is something else."""
        number, digest = text.split(":", 1)
        return cls(int(number), digest.strip())


def chain_end() -> Anchor:
    """The number and digest of the last entry, as the chain's head has them."""
    head = ChainHead.objects.filter(pk=1).first()
    return Anchor(head.number, head.digest) if head else Anchor(0, "")


def broken_links(anchor: Anchor | None = None) -> Iterator[tuple[int, str]]:
    """Walks the chain and yields (number, what is wrong) for every entry that is not as it was written.

    `anchor` is an end of the chain that was noted down earlier.
    """
    expected, previous = 1, ""
    entry: Any  # all of them have their number
    for entry in Entry.objects.exclude(number=None).order_by("number").iterator():
        if entry.number < expected:
            yield entry.number, "er sat ind mellem de andre"
            continue
        missing = entry.number - expected
        if missing:
            yield expected, "mangler" if missing == 1 else f"og de næste {missing - 1} mangler"
        elif entry.previous != previous:
            yield entry.number, "hører ikke til efter hændelsen før"
        if entry.digest != _digest(*_content(entry)):
            yield entry.number, "er ændret"
        elif entry.changes and entry.changes_digest != _digest(entry.changes):
            yield entry.number, "har fået ændret sine felter"
        if anchor and anchor.number == entry.number and anchor.digest != entry.digest:
            yield entry.number, "er ikke den, der blev noteret"
        expected, previous = entry.number + 1, entry.digest
    end = chain_end()
    if end.number >= expected:
        yield expected, "og de følgende mangler"
    elif end.number < expected - 1:
        yield end.number + 1, "er føjet til uden om portalen"
    elif end.digest != previous:
        yield end.number, "er ikke den, kæden ender med"
    if anchor and anchor.number >= expected:
        yield anchor.number, "er noteret, men findes ikke"
