"""Invitations: the only way to become a user."""

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from socialportal.common.records import LiveManager, Record

from .. import roles
from .membership import within_reach
from .municipality import Municipality
from .user import User

if TYPE_CHECKING:
    from ..access import Access

INVITATION_LASTS = dt.timedelta(days=14)


def _expiry() -> dt.datetime:
    return timezone.now() + INVITATION_LASTS


def digest_of(token: str) -> str:
    """What is kept of a link's secret. The secret has 256 random bits, so a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    """Reads of invitations."""

    def visible_to(self, access: "Access") -> Self:
        """See `within_reach`."""
        return self.filter(within_reach(access))

    def waiting(self) -> Self:
        """Not used; those that are too old are among them, for they can be sent again."""
        return self.filter(accepted_at=None)

    def open(self) -> Self:
        """Neither used nor withdrawn nor too old."""
        return self.waiting().filter(deleted_at=None, expires_at__gt=timezone.now())

    def by_token(self, token: str) -> Self:
        """The invitation a link belongs to."""
        return self.filter(token_digest=digest_of(token))


class Invitation(Record):
    """A mail to somebody who is to have a role. Only the digest of the link's secret is kept."""

    email = models.EmailField("e-mail")
    name = models.CharField("navn", max_length=120)
    role = models.CharField("rolle", max_length=30, choices=[*roles.FIRST_NAMES.items()])
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kommune"
    )
    # Where a role is held that `accounts` knows nothing of: `virksomhed:12`. See `accounts.scopes`.
    scope = models.CharField("gælder", max_length=60, blank=True, editable=False)
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="inviteret af", editable=False
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField("gælder til", default=_expiry, editable=False)
    accepted_at = models.DateTimeField("taget imod", null=True, editable=False)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="taget imod af", editable=False
    )

    objects = LiveManager.from_queryset(InvitationQuerySet)()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitationer"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=roles.NATIONAL, municipality=None, scope="")
                | (Q(role__in=roles.MUNICIPAL, scope="") & ~Q(municipality=None))
                | (Q(role__in=roles.OF_ENTERPRISES, municipality=None) & ~Q(scope="")),
                name="accounts_invitation_role_fits_place",
                violation_error_message="En kommunal rolle skal have en kommune, en virksomheds en virksomhed; en national må ikke.",  # noqa: E501
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None) | (~Q(accepted_at=None) & ~Q(accepted_by=None)),
                name="accounts_invitation_accepted_by_somebody",
                violation_error_message="Når en invitation er taget imod, skal det stå af hvem.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                F("role"),
                Coalesce(F("municipality"), 0),
                F("scope"),
                condition=Q(accepted_at=None, deleted_at=None),
                name="accounts_invitation_one_waiting",
                violation_error_message="Der er allerede en invitation til den e-mailadresse. Send den igen i stedet.",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_too_old(self) -> bool:
        """Whether the link no longer works; it can be sent again."""
        return self.expires_at <= timezone.now()
