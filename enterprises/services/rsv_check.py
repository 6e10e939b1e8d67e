"""The municipality's own look at an enterprise's registration, beside the official mark."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links

from ..models import Presence, RsvCheck
from . import guarded

CHECK = "enterprises.check_rsv"


def note_check(access: Access, check: RsvCheck, *, links: Links | None = None, reason: str = "") -> RsvCheck:
    """Somebody has looked: the day, what the register said, and one's own judgement. Who looked is whoever notes it.

    Raises ValidationError for a day that has not come, a CVR number of another enterprise, or a municipality where the
    enterprise is not noted.
    """
    demand(access, CHECK, check)
    _verify(check)
    check.checked_by_id = access.user_id
    return guarded.add(access, CHECK, check, reason=reason)


def correct_check(
    access: Access, check: RsvCheck, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> RsvCheck:
    """Rettelse of what was noted; who looked stays."""
    _verify(check)
    return guarded.change(access, CHECK, check, expected_version=expected_version, reason=reason)


def remove_check(access: Access, check: RsvCheck, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash."""
    guarded.remove(access, CHECK, check, expected_version=expected_version, reason=reason)


def restore_check(access: Access, check: RsvCheck) -> RsvCheck:
    """Takes it out of the trash."""
    return guarded.restore(access, CHECK, check)


def _verify(check: RsvCheck) -> None:
    if check.checked_on and check.checked_on > timezone.localdate():
        raise ValidationError({"checked_on": "Dagen er ikke kommet endnu. Skriv den dag, I så efter."})
    if check.cvr_number and check.cvr_number.enterprise_id != check.enterprise_id:
        raise ValidationError({"cvr_number": "CVR-nummeret hører til en anden virksomhed. Vælg et andet."})
    if not Presence.objects.filter(enterprise=check.enterprise_id, municipality=check.municipality_id).exists():
        raise ValidationError(f"{check.enterprise} er ikke noteret som aktiv i {check.municipality}. Notér det først.")
