"""Roles with dates, what they are called, and teams."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from socialportal.common.collation import DANISH
from socialportal.common.dated import Dated, DatedQuerySet
from socialportal.common.records import LiveManager, Record, Vocabulary

from .. import roles
from .municipality import Municipality
from .user import User

if TYPE_CHECKING:
    from ..access import Access


class RoleName(Vocabulary):
    """What a role is called, in a period."""

    class Meta(Vocabulary.Meta):
        verbose_name = "rollens navn"
        verbose_name_plural = "rollernes navne"


class TeamQuerySet(models.QuerySet):
    """Reads of teams."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the municipalities where one works."""
        return self.filter(municipality__in=access.municipalities(*roles.STAFF))


class Team(Record):
    """A group of consultants; participants belong to a team, and only it sees them."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="teams", verbose_name="kommune"
    )
    name = models.CharField("navn", max_length=80, db_collation=DANISH)

    objects = LiveManager.from_queryset(TeamQuerySet)()

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "teams"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                condition=Q(deleted_at=None),
                name="accounts_team_name_once",
                violation_error_message="Der er allerede et team med det navn.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """A team has no page of its own."""
        return reverse("accounts:teams")


def within_reach(access: "Access") -> Q:
    """Roles and invitations that exist for somebody: those of one's own municipalities; for the system administrator the
    national ones and the municipalities' administrators.
    """
    reach = Q(municipality__in=access.municipalities())
    if access.is_system_administrator:
        reach |= Q(role__in=(*roles.NATIONAL, roles.ADMINISTRATOR))
    return reach


def looked_after(access: "Access") -> Q:
    """Of these, what somebody looks after now: the municipality in focus, for its leaders; what is the system's."""
    here = access.municipality_id
    leads = here is not None and access.has_any((roles.ADMINISTRATOR, roles.COORDINATOR), here)
    reach = Q(municipality=here) if leads else Q(pk__in=[])
    if access.is_system_administrator:
        reach |= Q(role__in=(*roles.NATIONAL, roles.ADMINISTRATOR))
    return reach


class MembershipQuerySet(DatedQuerySet):
    """Reads of roles."""

    def visible_to(self, access: "Access") -> Self:
        """See `within_reach`."""
        return self.filter(within_reach(access))

    def lasting(self) -> Self:
        """Roles without an end, of users who can log in."""
        return self.filter(valid_to=None, user__is_active=True)


class Membership(Dated, Record):
    """A role that a user has, in a municipality (or, for national roles, everywhere), from a day to a day."""

    class Role(models.TextChoices):
        COORDINATOR = roles.COORDINATOR, roles.FIRST_NAMES[roles.COORDINATOR]
        CONSULTANT = roles.CONSULTANT, roles.FIRST_NAMES[roles.CONSULTANT]
        ADMINISTRATOR = roles.ADMINISTRATOR, roles.FIRST_NAMES[roles.ADMINISTRATOR]
        POLITICIAN = roles.POLITICIAN, roles.FIRST_NAMES[roles.POLITICIAN]
        SURVEY_COORDINATOR = roles.SURVEY_COORDINATOR, roles.FIRST_NAMES[roles.SURVEY_COORDINATOR]
        SYSTEM_ADMINISTRATOR = roles.SYSTEM_ADMINISTRATOR, roles.FIRST_NAMES[roles.SYSTEM_ADMINISTRATOR]

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships", verbose_name="bruger")
    role = models.CharField("rolle", max_length=30, choices=Role.choices)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="kommune",
    )
    teams = models.ManyToManyField(Team, blank=True, related_name="memberships", verbose_name="teams")

    objects = LiveManager.from_queryset(MembershipQuerySet)()

    class Meta(Dated.Meta):
        verbose_name = "rolle"
        verbose_name_plural = "roller"
        ordering = ["role"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=roles.NATIONAL, municipality=None)
                | (Q(role__in=roles.MUNICIPAL) & ~Q(municipality=None)),
                name="accounts_membership_role_fits_place",
                violation_error_message="En kommunal rolle skal have en kommune, en national må ikke.",
            ),
            models.UniqueConstraint(
                F("user"),
                F("role"),
                Coalesce(F("municipality"), 0),
                condition=Q(valid_to=None, deleted_at=None),
                name="accounts_membership_one_open",
                violation_error_message="Brugeren har allerede den rolle.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
