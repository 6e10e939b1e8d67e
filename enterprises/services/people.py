"""Who serves an enterprise in the portal: invited, given a role, ended. One who stays is always left."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from socialportal.accounts import roles, scopes
from socialportal.accounts.access import Access, access_of
from socialportal.accounts.models import Invitation, User
from socialportal.accounts.rules import demand
from socialportal.accounts.services import invitations
from socialportal.audit import bookkeeping
from socialportal.audit.chain import Actor
from socialportal.common.records import Conflict
from socialportal.notices.services.telling import withdraw_all

from ..models import Enterprise, EnterpriseMembership
from . import guarded

CHANGE = "enterprises.change_people"
SCOPE = "virksomhed"
LAST_ONE = (
    "Virksomheden skal altid have en virksomhedsbruger. Inviter en anden, og vent, til vedkommende har taget imod. "
    "Så kan denne rolle afsluttes."
)
ONE_DAY = dt.timedelta(days=1)


def scope_of(enterprise: Enterprise) -> str:
    """By what name invitations know the enterprise."""
    return f"{SCOPE}:{enterprise.pk}"


def give_role(access: Access, membership: EnterpriseMembership, *, reason: str = "") -> EnterpriseMembership:
    """A user becomes user or mentor of an enterprise. Raises ValidationError when the user has that role already."""
    return guarded.add(access, CHANGE, membership, reason=reason)


def invite(
    access: Access, enterprise: Enterprise, *, email: str, name: str, role: str, absolute: invitations.Absolute
) -> Invitation:
    """Invites somebody to be user or mentor of the enterprise, by the mail that everybody is invited by.

    Raises PermissionDenied; ValidationError when the person has the role or an invitation to it.
    """
    demand(access, CHANGE, enterprise)
    if role not in roles.OF_ENTERPRISES:
        raise ValidationError({"role": "Vælg en af virksomhedens roller."})
    return invitations.invite(
        access, email=email, name=name, role=role, municipality=None, absolute=absolute, scope=scope_of(enterprise)
    )


@transaction.atomic
def end_role(
    access: Access,
    membership: EnterpriseMembership,
    *,
    expected_version: int,
    last_day: dt.date | None = None,
    reason: str = "",
) -> None:
    """The role ends with that day, or (without one) at once. A role that never held is taken back. Whoever has no role left is
    not mailed what had not been mailed yet.

    Raises PermissionDenied; Conflict; ValidationError for the last user of the enterprise, a day before the role began, or
    a role that has ended: nobody comes back this way.
    """
    demand(access, CHANGE, membership)
    # Of two users who end each other's roles at once, the second waits here, and finds herself the last.
    guarded.lock(membership.enterprise)
    current = EnterpriseMembership.with_deleted.select_for_update().get(pk=membership.pk)
    if current.version != expected_version or current.deleted_at:
        raise Conflict(current)
    if current.valid_to and current.valid_to < timezone.localdate():
        raise ValidationError("Rollen er allerede sluttet. Skal personen være med igen, så send en ny invitation.")
    staying = EnterpriseMembership.objects.filter(
        enterprise=current.enterprise, role=roles.ENTERPRISE_USER, valid_to=None, user__is_active=True
    ).exclude(pk=current.pk)
    if current.role == roles.ENTERPRISE_USER and not staying.exists():
        raise ValidationError(LAST_ONE)
    if last_day and current.valid_from and last_day < current.valid_from:
        raise ValidationError({"last_day": "Dagen ligger før den dag, rollen begyndte."})
    last_day = last_day or timezone.localdate() - ONE_DAY
    if current.valid_from and last_day < current.valid_from:
        guarded.remove(
            access, CHANGE, current, expected_version=expected_version, reason=reason or "Rollen nåede ikke at gælde."
        )
    else:
        current.valid_to = last_day
        guarded.change(access, CHANGE, current, expected_version=expected_version, reason=reason, verb="ended")
    left = access_of(current.user)
    if not left.roles and not left.enterprises:
        withdraw_all(current.user)


# --- What `accounts` asks when somebody is invited ---------------------------------------------------------------------
def _enterprise(pk: int) -> Enterprise | None:
    return Enterprise.objects.filter(pk=pk).first()


def _held(pk: int, email: str, role: str) -> bool:
    held = EnterpriseMembership.objects.filter(enterprise=pk, user__email__iexact=email, role=role)
    return held.active_on(timezone.localdate()).filter(valid_to=None).exists()


def _enter(actor: Actor, pk: int, user: User, role: str) -> EnterpriseMembership:
    """The rule has been asked about whoever invited."""
    User.objects.select_for_update().get(pk=user.pk)  # the same role by two invitations comes one after the other
    held = EnterpriseMembership(user=user, enterprise_id=pk, role=role, valid_from=timezone.localdate())
    return bookkeeping.add(actor, held)


INVITED = scopes.Kind(permission=CHANGE, record=_enterprise, held=_held, enter=_enter)
