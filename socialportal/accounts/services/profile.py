"""What people change about themselves."""

from django.db import transaction

from socialportal.audit.chain import record
from socialportal.common.records import Conflict

from ..access import Access
from ..models import User


@transaction.atomic
def change_profile(access: Access, *, name: str, title: str, expected_version: int) -> User:
    """One's own name and title. Raises ValidationError, Conflict."""
    user = User.objects.select_for_update().get(pk=access.user_id or 0)
    if user.version != expected_version:
        raise Conflict(user)
    wanted = {"name": name, "title": title}
    changes = {field: [getattr(user, field), new] for field, new in wanted.items() if getattr(user, field) != new}
    if changes:
        user.name, user.title, user.version = name, title, expected_version + 1
        user.full_clean(exclude=["password"])
        user.save(update_fields=["name", "title", "version"])
        record(access, "corrected", user, changes=changes)
    return user
