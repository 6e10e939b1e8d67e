"""What belongs to a municipality as such: network meetings, the year's plan for the network, stories."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import NetworkMeeting, NetworkPlan, Story
from . import guarded

M = TypeVar("M", NetworkMeeting, NetworkPlan, Story)


def _permission(record: NetworkMeeting | NetworkPlan | Story) -> str:
    return "enterprises.change_story" if isinstance(record, Story) else "enterprises.change_network"


def _check(record: NetworkMeeting | NetworkPlan | Story) -> None:
    held = isinstance(record, NetworkMeeting) and record.state == NetworkMeeting.State.HELD
    if isinstance(record, NetworkMeeting) and held and record.held_on and record.held_on > timezone.localdate():
        raise ValidationError({"held_on": "Mødet er ikke holdt endnu. Skriv det, når det har været der."})
    if isinstance(record, Story) and record.happened_on and record.happened_on.year != record.year:
        raise ValidationError({"happened_on": f"Dagen ligger ikke i {record.year}. Ret dagen eller året."})


def add(access: Access, record: M, *, links: Links | None = None, reason: str = "") -> M:
    """A new meeting, plan or story."""
    _check(record)
    return guarded.add(access, _permission(record), record, reason=reason)


def change(access: Access, record: M, *, expected_version: int, links: Links | None = None, reason: str = "") -> M:
    """Rettelse."""
    _check(record)
    return guarded.change(access, _permission(record), record, expected_version=expected_version, reason=reason)


def remove(access: Access, record: M, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, _permission(record), record, expected_version=expected_version, reason=reason)


def restore(access: Access, record: M) -> M:
    """Takes it out of the trash."""
    return guarded.restore(access, _permission(record), record)
