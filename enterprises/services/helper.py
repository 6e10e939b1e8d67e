"""Hvem hjælper med hvad: those outside the municipality who help people to start."""

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import Helper
from . import guarded

CHANGE = "enterprises.change_helper"


def add_helper(access: Access, helper: Helper, *, links: Links | None = None, reason: str = "") -> Helper:
    """A new one, last among its kind unless it says where."""
    if not helper.order and helper.kind_id:
        others = Helper.objects.filter(kind=helper.kind, municipality=helper.municipality).order_by("order")
        last = others.last()
        helper.order = last.order + 1 if last else 1
    return guarded.add(access, CHANGE, helper, reason=reason)


def change_helper(
    access: Access, helper: Helper, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Helper:
    """Rettelse."""
    return guarded.change(access, CHANGE, helper, expected_version=expected_version, reason=reason)


def remove_helper(access: Access, helper: Helper, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, CHANGE, helper, expected_version=expected_version, reason=reason)


def restore_helper(access: Access, helper: Helper) -> Helper:
    """Takes it out of the trash."""
    return guarded.restore(access, CHANGE, helper)
