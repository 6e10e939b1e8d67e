"""The tools without a domain."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Connects SQLite to Danish search and order."""

    name = "socialportal.common"
    label = "common"
    verbose_name = "Fælles"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from .collation import speak_danish

        connection_created.connect(speak_danish, dispatch_uid="speak_danish")
