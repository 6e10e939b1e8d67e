"""What people are told: messages, what they do not want by mail, the days on which the overview was sent, the calendar's key."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from socialportal.accounts.models import User

if TYPE_CHECKING:
    from socialportal.accounts.access import Access


class NoticeQuerySet(models.QuerySet):
    """Reads of messages."""

    def visible_to(self, access: "Access") -> Self:
        """One's own, and nobody else's."""
        return self.filter(user=access.user_id) if access.user_id is not None else self.none()

    def unread(self) -> Self:
        """Those not opened yet."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that one receiver is told once. The text holds nothing about a person; the page behind `url` may."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="modtager"
    )
    email = models.EmailField("e-mail", blank=True, help_text="Kun for modtagere uden login.")
    kind = models.SlugField("slags", max_length=40)
    subject = models.CharField("emne", max_length=160)
    text = models.TextField("tekst", max_length=2000)
    url = models.CharField("side", max_length=300, blank=True)
    calendar = models.TextField("kalenderfil", blank=True, help_text="Følger med mailen som fil (iCalendar).")
    key = models.CharField("nøgle", max_length=200, unique=True)
    at = models.DateTimeField("tidspunkt", auto_now_add=True)
    read_at = models.DateTimeField("læst", null=True)
    # A mail of its own: asked for, and on its way from then until it is sent.
    mail_wanted = models.BooleanField("sendes straks", default=False)
    mailed_at = models.DateTimeField("sendt", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "besked"
        verbose_name_plural = "beskeder"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(user=None) & ~Q(email="")) | (~Q(user=None) & Q(email="")),
                name="notices_notice_one_receiver",
                violation_error_message="En besked har én modtager: en bruger eller en e-mailadresse.",
            )
        ]
        indexes = [models.Index(fields=["user", "read_at"], name="notices_notice_unread")]

    def __str__(self) -> str:
        return self.subject


class Preference(models.Model):
    """A kind of message that a user has turned off as mail. It still stands among the messages."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="bruger")
    kind = models.SlugField("slags", max_length=40)

    class Meta:
        verbose_name = "fravalgt besked"
        verbose_name_plural = "fravalgte beskeder"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="notices_preference_once",
                violation_error_message="Beskeden er allerede valgt fra.",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Digest(models.Model):
    """The overview for a user on a day: at most one. It is settled when it was sent, or when there was nothing to say."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name="bruger")
    day = models.DateField("dag")
    settled_at = models.DateTimeField("afsluttet", null=True)
    sent = models.BooleanField("sendt", default=False)

    class Meta:
        verbose_name = "dagens overblik"
        verbose_name_plural = "dages overblik"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day"],
                name="notices_digest_once_a_day",
                violation_error_message="Dagens overblik er allerede lavet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.day}"


class CalendarKey(models.Model):
    """The secret in the address of a user's calendar. Only its digest is kept, so the address is shown once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_key", verbose_name="bruger")
    digest = models.CharField("aftryk", max_length=64, unique=True)
    made_at = models.DateTimeField("lavet", auto_now=True)

    class Meta:
        verbose_name = "kalenderadresse"
        verbose_name_plural = "kalenderadresser"

    def __str__(self) -> str:
        return str(self.user)
