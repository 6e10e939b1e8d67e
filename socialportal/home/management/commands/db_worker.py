"""`manage.py db_worker`: the background worker. What a worker that was killed had begun is asked for again first."""

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as Worker

from reports.services import publishing


class Command(Worker):
    """The library's own, with that in front."""

    def handle(self, **options: Any) -> None:  # type: ignore[override]
        publishing.resume()
        super().handle(**options)
