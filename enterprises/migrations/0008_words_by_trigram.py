"""An index for the directory's forgiving search, where the database knows trigrams (PostgreSQL)."""

from typing import Any

from django.db import migrations

NAME = "enterprises_publication_words"


def add(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {NAME} ON enterprises_publication USING gin (words gin_trgm_ops)")


def remove(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0007_meeting_cancelled_because"), ("common", "0001_danish")]
    operations = [migrations.RunPython(add, remove)]
