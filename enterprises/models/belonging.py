"""Whose a record is: an enterprise's, a presence's, a municipality's. Querysets and properties that many tables share."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from socialportal.accounts.access import Access
    from socialportal.accounts.models import Municipality

    from .enterprise import Enterprise
    from .presence import Presence


class OfMunicipalityQuerySet(models.QuerySet):
    """Reads of what belongs to a municipality as such."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities'."""
        return self.filter(municipality__in=access.municipalities())


class OfPresenceQuerySet(models.QuerySet):
    """Reads of what hangs on an enterprise in a municipality."""

    def visible_to(self, access: "Access") -> Self:
        """One's own municipalities' and one's own enterprises'."""
        return self.filter(
            Q(presence__municipality__in=access.municipalities())
            | Q(presence__enterprise__in=access.own_enterprises()),
            presence__enterprise__deleted_at=None,
        )


class OfEnterpriseQuerySet(models.QuerySet):
    """Reads of what is an enterprise's own, wherever it is active."""

    def visible_to(self, access: "Access") -> Self:
        """Of those enterprises whose internal page one may see."""
        from .enterprise import Enterprise

        seen = Enterprise.objects.all().visible_to(access)  # type: ignore[attr-defined]
        return self.filter(enterprise__in=seen)


class OfPresence(models.Model):
    """Mixin: hands on the municipality and the enterprise of the presence a record hangs on."""

    presence: "Presence"

    class Meta:
        abstract = True

    @property
    def municipality(self) -> "Municipality":
        """Where it counts."""
        return self.presence.municipality

    @property
    def municipality_id(self) -> int:
        """Where it counts, without asking the database for the municipality."""
        return self.presence.municipality_id  # type: ignore[attr-defined]

    @property
    def enterprise(self) -> "Enterprise":
        """Whose it is."""
        return self.presence.enterprise
