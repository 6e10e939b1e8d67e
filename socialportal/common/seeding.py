"""National lists are loaded into empty tables after migrate, so that every database, also a test's, has them."""

import csv
from pathlib import Path
from typing import Any

from django.db import connection, models


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a heading line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_if_empty(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    """Fills a table that has no rows; touches nothing else, so what an administrator changed stays. On the way back through
    the migrations the table may not be there.
    """
    manager = model._base_manager
    if model._meta.db_table in connection.introspection.table_names() and not manager.exists():
        manager.bulk_create(model(**row) for row in rows)
