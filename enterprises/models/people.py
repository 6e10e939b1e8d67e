"""Who serves an enterprise in the portal."""

from django.db import models
from django.db.models import Q

from socialportal.accounts import roles
from socialportal.accounts.models import User
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record

from .enterprise import Enterprise


class EnterpriseMembership(Dated, Record):
    """A user's role at an enterprise, from a day to a day."""

    class Role(models.TextChoices):
        ENTERPRISE_USER = roles.ENTERPRISE_USER, roles.FIRST_NAMES[roles.ENTERPRISE_USER]
        MENTOR = roles.MENTOR, roles.FIRST_NAMES[roles.MENTOR]

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="enterprise_memberships", verbose_name="bruger"
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.CASCADE, related_name="memberships", verbose_name="virksomhed"
    )
    role = models.CharField("rolle", max_length=20, choices=Role.choices)

    objects = LiveManager.from_queryset(DatedQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "rolle i virksomheden"
        verbose_name_plural = "roller i virksomheden"
        ordering = ["user__name"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "enterprise", "role"],
                condition=Q(valid_to=None, deleted_at=None),
                name="enterprises_membership_once",
                violation_error_message="Brugeren har allerede den rolle i virksomheden.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} i {self.enterprise}"
