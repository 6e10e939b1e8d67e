"""What the room of the own page shows on the coordinator's page of an enterprise."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.common.panels import PanelRow

from ..models import Enterprise


def waiting_page(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """A page that waits for approval, for those who approve."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.approve_profile", enterprise):
        return
    publication = getattr(enterprise, "publication", None)
    if publication and publication.waiting_since and not publication.comment:
        yield PanelRow(
            what="Ændringer på den offentlige side skal godkendes",
            url=reverse("enterprises:approval", args=[enterprise.slug]),
            day=timezone.localdate(publication.waiting_since),
        )
