"""Who is told of a page that waits for approval, and of the answer."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.notices.services.telling import settle, tell

from ..models import Enterprise, EnterpriseMembership, Publication

KIND = "virksomhedsside"


def tell_that_it_waits(
    enterprise: Enterprise, publication: Publication, municipalities: Iterable[Municipality]
) -> None:
    """Tells the coordinators, once for each time something begins to wait."""
    if publication.waiting_since is None:
        return
    coordinators = User.objects.filter(
        is_active=True,
        pk__in=Membership.objects.active_on(timezone.localdate())
        .filter(role=roles.COORDINATOR, municipality__in=municipalities)
        .values("user"),
    )
    for user in coordinators:
        tell(
            user=user,
            kind=KIND,
            subject=f"{enterprise} har ændret sin side",
            text=f"{enterprise} har ændret det, offentligheden skal se. Se ændringerne, og godkend dem eller send dem tilbage.",
            url=reverse("enterprises:approval", args=[enterprise.slug]),
            key=f"{_key(enterprise)}{publication.waiting_since.isoformat()}-{user.pk}",
        )


def tell_the_enterprise(enterprise: Enterprise, subject: str, text: str) -> None:
    """What the municipality has decided, to its users; nobody is asked to decide it any more."""
    settle(_key(enterprise))
    held = EnterpriseMembership.objects.active_on(timezone.localdate()).filter(
        enterprise=enterprise, role=roles.ENTERPRISE_USER
    )
    moment = timezone.now().isoformat()
    for user in User.objects.filter(is_active=True, pk__in=held.values("user")):
        tell(
            user=user,
            kind=KIND,
            subject=subject,
            text=text,
            url=reverse("enterprises:own", args=[enterprise.slug]),
            key=f"profil-svar-{enterprise.pk}-{moment}-{user.pk}",
        )


def _key(enterprise: Enterprise) -> str:
    return f"profil-venter-{enterprise.pk}-"
