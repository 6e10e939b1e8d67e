"""The municipality looks at what an enterprise has changed on its page, before the public sees it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.audit.chain import record
from socialportal.common.cpr import check_no_cpr
from socialportal.common.records import Conflict

from ..models import Enterprise, Presence, Publication
from ..profile import Data, differences, fingerprint
from . import guarded
from .profile_telling import tell_the_enterprise
from .publication import approving, publish, snapshot

APPROVE = "enterprises.approve_profile"
LONGEST_COMMENT = 500


def may_approve(access: Access, enterprise: Enterprise) -> bool:
    """Whether somebody may say yes: a coordinator where the enterprise is listed today, of the municipalities that asked
    for approval; of any, when the one that asked no longer does.
    """
    here = Presence.objects.filter(enterprise=enterprise, listed=True).active_on(timezone.localdate())
    wanting = approving(enterprise)
    presences = here.filter(municipality__in=wanting) if wanting.exists() else here
    return any(may(access, APPROVE, presence) for presence in presences)


def waiting(access: Access) -> QuerySet[Publication]:
    """The pages that wait for somebody: of enterprises listed today where they coordinate. Longest waiting first."""
    here = Presence.objects.filter(
        listed=True, municipality__in=access.municipalities(roles.COORDINATOR), municipality__approves_profiles=True
    ).active_on(timezone.localdate())
    rows = Publication.objects.filter(
        waiting_since__isnull=False, comment="", enterprise__deleted_at=None, enterprise__in=here.values("enterprise")
    )
    return rows.select_related("enterprise").order_by("waiting_since")


@transaction.atomic
def approve(access: Access, enterprise: Enterprise, *, seen: str) -> None:
    """The public sees what the approver saw. `seen` is the fingerprint of it.

    Raises PermissionDenied; Conflict when it has been changed, or decided, meanwhile.
    """
    publication, now = _undecided(access, enterprise, seen)
    labels = [difference.label for difference in differences(publication.data, now)]
    publish(access, enterprise)
    record(access, "published", enterprise, changes={label: ["", "ændret"] for label in labels})
    tell_the_enterprise(
        enterprise,
        f"Jeres side er godkendt: {enterprise}",
        "Kommunen har godkendt ændringerne på jeres side. Nu kan alle se dem.",
    )


@transaction.atomic
def send_back(access: Access, enterprise: Enterprise, *, seen: str, comment: str) -> None:
    """The enterprise is told what to mend; the public keeps what it had.

    Raises PermissionDenied; Conflict; ValidationError without a comment, or with a CPR number in it.
    """
    comment = comment.strip()
    if not comment:
        raise ValidationError({"comment": "Skriv, hvad virksomheden skal rette."})
    if len(comment) > LONGEST_COMMENT:
        raise ValidationError({"comment": f"Bemærkningen må højst fylde {LONGEST_COMMENT} tegn."})
    try:
        check_no_cpr(comment)
    except ValidationError as error:
        raise ValidationError({"comment": error.messages}) from error
    publication, _ = _undecided(access, enterprise, seen)
    publication.comment = comment
    publication.save()
    record(access, "sent_back", enterprise, reason=comment)
    tell_the_enterprise(
        enterprise,
        f"Ændringerne på jeres side er sendt tilbage: {enterprise}",
        f"Kommunen skriver: ”{comment}” Ret siden, så ser kommunen på den igen.",
    )


def _undecided(access: Access, enterprise: Enterprise, seen: str) -> tuple[Publication, Data]:
    """What waits, and the profile as it is now, held until it is decided. Of two approvers the second finds it settled."""
    if not may_approve(access, enterprise):
        raise PermissionDenied
    now = snapshot(guarded.lock(enterprise))
    publication = Publication.objects.select_for_update().filter(enterprise=enterprise).first()
    if publication is None or publication.waiting_since is None or publication.comment or fingerprint(now) != seen:
        raise Conflict(enterprise)
    return publication, now
