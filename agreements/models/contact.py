"""Caseworkers and the jobcentre's contacts: people without login, who get a mail without personal data."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from socialportal.accounts.models import Municipality
from socialportal.common.collation import DANISH
from socialportal.common.records import LiveManager, Record

from ..rules import FOLLOWERS

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class ContactQuerySet(models.QuerySet):
    """Reads of contacts."""

    def visible_to(self, access: "Access") -> Self:
        """Those of the municipalities where one is coordinator or consultant."""
        return self.filter(municipality__in=access.municipalities(*FOLLOWERS))


class Contact(Record):
    """Kontakt: a caseworker, or the one at the jobcentre who gets the attendance sheets."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="contacts", verbose_name="kommune"
    )
    name = models.CharField("navn", max_length=120, db_collation=DANISH)
    title = models.CharField(
        "stilling", max_length=80, help_text="Fx sagsbehandler eller kontaktperson i Fleksjobteamet."
    )
    email = models.EmailField("e-mail", help_text="Hertil sendes besked om frister, aldrig oplysninger om deltagere.")

    objects = LiveManager.from_queryset(ContactQuerySet)()

    class Meta:
        verbose_name = "kontakt uden login"
        verbose_name_plural = "kontakter uden login"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "email"],
                condition=Q(deleted_at=None),
                name="agreements_contact_email_once",
                violation_error_message="Der er allerede en kontakt med den e-mail.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"
