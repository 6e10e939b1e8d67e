"""The secret address of a user's calendar: made, made anew, taken away."""

import secrets

from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.accounts.models.invitation import digest_of
from socialportal.audit.chain import record

from ..models import CalendarKey


@transaction.atomic
def make_address(access: Access, user: User) -> str:
    """A new secret, which is shown now and never again; an older address stops working."""
    token = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(user=user, defaults={"digest": digest_of(token)})
    record(access, "calendar_made", user)
    return token


@transaction.atomic
def revoke_address(access: Access, user: User) -> None:
    """The address stops working."""
    if CalendarKey.objects.filter(user=user).delete()[0]:
        record(access, "calendar_revoked", user)


def owner_of(token: str) -> User | None:
    """Whose calendar the secret opens; nobody's when it was revoked or its owner may not log in."""
    found = CalendarKey.objects.select_related("user").filter(digest=digest_of(token), user__is_active=True).first()
    return found.user if found else None
