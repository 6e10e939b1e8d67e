"""What the pages of this app share: the door of what belongs to one enterprise, and whose history is told to whom."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property

from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.audit.sentences import Event, history
from socialportal.common.pages import Door

from ..models import Enterprise, Presence, RsvCheck

HISTORY_SHOWN = 8


class OfEnterprise(Door):
    """Pages under an enterprise's own address. Its `slug` leads to the enterprise, `pk` to what belongs to it."""

    lookups = ("pk",)

    @cached_property
    def enterprise(self) -> Enterprise:
        """The enterprise of the address, if it exists for the one who asks."""
        visible: Any = Enterprise.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
        found = visible.filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        return found

    def visible(self) -> models.QuerySet:
        """What belongs to the enterprise; of what a municipality has for itself, one's own."""
        rows: Any = self.model.objects.filter(enterprise=self.enterprise)  # type: ignore[attr-defined]
        of_a_municipality = self.model in (Presence, RsvCheck)  # type: ignore[attr-defined]
        return rows.visible_to(self.request.access) if of_a_municipality else rows  # type: ignore[attr-defined]

    def heading(self, record: Any) -> str:
        """The page's heading, which may name the enterprise."""
        return self.title.format(record=record, enterprise=self.enterprise)  # type: ignore[attr-defined]

    def done_url(self, record: Any) -> str:
        """Back to the enterprise."""
        return self.enterprise.get_absolute_url()

    def cancel_url(self, record: Any) -> str:
        """Back to the enterprise."""
        return self.enterprise.get_absolute_url()

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"enterprise": self.enterprise}


def events_for(access: Access, record: models.Model, limit: int | None = HISTORY_SHOWN) -> Iterable[Event]:
    """A record's history, for those who may see what is internal."""
    return history(record, limit) if may(access, "enterprises.view_internal", record) else []
