"""The two doors of every page."""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404
from django.views import View


class Door(View):
    """Both doors: `visible` rows (else 404), then `permission` (else 403)."""

    request: Any  # carries `access`, set by the middleware of accounts
    model: Any  # a subclass of Record; each app has its own
    permission: str = ""
    lookups: tuple[str, ...] = ("pk", "slug")

    def visible(self) -> models.QuerySet:
        """Rows that exist for the one who asks."""
        return self.model.objects.visible_to(self.request.access)  # type: ignore[attr-defined]

    def listed(self) -> models.QuerySet:
        """Of the rows that exist, those one sees by a role that opens the page: on a page of many the rule is not asked about
        each, and a role in one place (politician, mentor) must not borrow another's key.
        """
        opening = self.request.access.only(
            lambda alone: not self.permission or rules.has_perm(self.permission, alone, None)
        )
        return self.model.objects.visible_to(opening)  # type: ignore[attr-defined]

    def may(self, permission: str, obj: Any = None) -> bool:
        """Whether the rule says yes; an empty permission is given to all who are through the first door."""
        return not permission or rules.has_perm(permission, self.request.access, obj)  # type: ignore[attr-defined]

    def allow(self, permission: str, obj: Any = None) -> None:
        """Raises PermissionDenied when the rule says no."""
        if not self.may(permission, obj):
            raise PermissionDenied

    def the_record(self) -> Any:
        """The row of the address, through both doors."""
        lookup = {name: value for name, value in self.kwargs.items() if name in self.lookups}
        record = get_object_or_404(self.visible(), **lookup)
        self.allow(self.permission, record)
        return record
