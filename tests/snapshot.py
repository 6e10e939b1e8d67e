"""The demo for tests: loaded through its services once a run, and put back row by row for every test after the first."""

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction

_rows: dict[type[models.Model], list[models.Model]] = {}
_LEFT_ALONE = {"contenttypes", "sessions", "auth"}


def _tables() -> list[type[models.Model]]:
    """All tables of ours, those of many-to-many relations too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in _LEFT_ALONE and not model._meta.proxy
    ]


def load() -> None:
    """Fills the database with the demo."""
    if not _rows:
        call_command("demo", verbosity=0)
        _rows.update({model: list(model._base_manager.all()) for model in _tables()})
        return
    with transaction.atomic(), connection.constraint_checks_disabled():
        for model in _tables():
            model._base_manager.all()._raw_delete(connection.alias)
        for model, rows in _rows.items():
            model._base_manager.bulk_create(rows, batch_size=200)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_rows)):
            cursor.execute(statement)
