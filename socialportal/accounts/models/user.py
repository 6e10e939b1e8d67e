"""Who logs in."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from socialportal.common.collation import DANISH


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user who can log in at once; without a password only after an invitation or a reset."""
        if not email:
            raise ValueError("en bruger skal have en e-mailadresse")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who logs in, known by e-mail. Never deleted while the log names them: roles end instead."""

    email = models.EmailField("e-mail", max_length=254, unique=True)
    name = models.CharField("navn", max_length=120, db_collation=DANISH)
    title = models.CharField("titel", max_length=120, blank=True)
    is_active = models.BooleanField("aktiv", default=True)
    date_joined = models.DateTimeField("oprettet", default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message="Der er allerede en bruger med den e-mailadresse.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    # Django's permission questions are answered by `rules` about an Access, never about a user.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False
