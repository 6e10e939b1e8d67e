"""Other names (former ones, other ways of writing) and CVR numbers: added, corrected, removed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from stdnum.dk import cvr

from socialportal.accounts.access import Access
from socialportal.audit.bookkeeping import Links

from ..models import CvrNumber, Enterprise, EnterpriseName
from . import guarded
from .publication import refresh

CHANGE = "enterprises.change_enterprise"


@transaction.atomic
def add_name(access: Access, name: EnterpriseName, *, links: Links | None = None, reason: str = "") -> EnterpriseName:
    """Another way of writing the name or, with its last day, a former one."""
    added = guarded.add(access, CHANGE, name, reason=reason)
    refresh(access, added.enterprise)
    return added


@transaction.atomic
def change_name(
    access: Access, name: EnterpriseName, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> EnterpriseName:
    """Rettelse of another name."""
    changed = guarded.change(access, CHANGE, name, expected_version=expected_version, reason=reason)
    refresh(access, changed.enterprise)
    return changed


@transaction.atomic
def remove_name(access: Access, name: EnterpriseName, *, expected_version: int, reason: str = "") -> None:
    """Puts another name in the trash."""
    guarded.remove(access, CHANGE, name, expected_version=expected_version, reason=reason)
    refresh(access, name.enterprise)


@transaction.atomic
def restore_name(access: Access, name: EnterpriseName) -> EnterpriseName:
    """Takes another name out of the trash; the enterprise is found by it again."""
    restored = guarded.restore(access, CHANGE, name)
    refresh(access, restored.enterprise)
    return restored


def _check_free(access: Access, number: CvrNumber) -> None:
    """Nobody else has the number. Raises ValidationError that says who has, where one may see that."""
    taken = CvrNumber.objects.filter(number=number.number).exclude(pk=number.pk).select_related("enterprise").first()
    if taken is None:
        return
    holder = Enterprise.objects.visible_to(access).filter(pk=taken.enterprise_id).first()
    raise ValidationError(
        {
            "number": f"CVR-nummeret står allerede på {holder}."
            if holder
            else "CVR-nummeret står på en virksomhed, som en anden kommune har oprettet. Tag den med derfra i stedet."
        }
    )


def add_cvr(access: Access, number: CvrNumber, *, links: Links | None = None, reason: str = "") -> CvrNumber:
    """One more CVR number; spaces and `DK` in front are taken away. Raises ValidationError when the check digit is wrong."""
    number.number = cvr.compact(number.number)
    _check_free(access, number)
    return guarded.add(access, CHANGE, number, reason=reason)


def change_cvr(
    access: Access, number: CvrNumber, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> CvrNumber:
    """Rettelse of a CVR number or its unit's name."""
    number.number = cvr.compact(number.number)
    _check_free(access, number)
    return guarded.change(access, CHANGE, number, expected_version=expected_version, reason=reason)


def remove_cvr(access: Access, number: CvrNumber, *, expected_version: int, reason: str = "") -> None:
    """Puts a CVR number in the trash. What is known of its registration stays on the enterprise's page."""
    guarded.remove(access, CHANGE, number, expected_version=expected_version, reason=reason)
