"""Users, municipalities, roles."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

DATA = Path(__file__).parent / "data"


def load_municipalities(sender: Any, **kwargs: Any) -> None:
    """The 98 municipalities and the first names of the roles."""
    from socialportal.common.seeding import load_if_empty, rows_of

    from . import roles
    from .models import Municipality, RoleName

    load_if_empty(Municipality, rows_of(DATA / "municipalities.csv"))
    load_if_empty(
        RoleName,
        [{"code": code, "name": name, "order": order} for order, (code, name) in enumerate(roles.FIRST_NAMES.items())],
    )


class AccountsConfig(AppConfig):
    name = "socialportal.accounts"
    label = "accounts"
    verbose_name = "Brugere og kommuner"

    def ready(self) -> None:
        from . import rules, vocabularies  # noqa: F401  # `rules` registers the permissions
        from .models import RoleName

        vocabularies.register("rollenavne", RoleName, "Hvad rollerne i portalen kaldes.", fixed=True)

        post_migrate.connect(load_municipalities, sender=self)
