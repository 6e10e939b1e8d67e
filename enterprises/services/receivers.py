"""Who is told when the municipality or an enterprise has something to say to the other."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.models import Membership, Municipality, User

from ..models import Enterprise, EnterpriseMembership


def users_of(enterprises: Iterable[Enterprise], day: dt.date | None = None) -> dict[int, list[User]]:
    """Each enterprise's users (not its mentors) on the day (today), by the enterprise's id; one query. Those without any lack."""
    rows: Any = EnterpriseMembership.objects
    held = rows.active_on(day or timezone.localdate()).filter(
        enterprise__in=[one.pk for one in enterprises], role=roles.ENTERPRISE_USER, user__is_active=True
    )
    found: defaultdict[int, list[User]] = defaultdict(list)
    for membership in held.select_related("user").order_by("user__name", "pk"):
        found[membership.enterprise_id].append(membership.user)
    return dict(found)


def coordinators_of(municipality: Municipality, day: dt.date | None = None) -> list[User]:
    """The municipality's coordinators on the day (today)."""
    rows: Any = Membership.objects
    held = rows.active_on(day or timezone.localdate()).filter(
        municipality=municipality, role=roles.COORDINATOR, user__is_active=True
    )
    return list(User.objects.filter(pk__in=held.values("user")).order_by("pk"))
