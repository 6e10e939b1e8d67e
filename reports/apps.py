"""WHAT WE TELL: strategy, goals, points, the annual report."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Årsrapport"

    def ready(self) -> None:
        from socialportal.common import panels

        from . import rules  # noqa: F401  # registers the permissions
        from .views.created import PLACE, panel

        panels.register(PLACE, panel)
