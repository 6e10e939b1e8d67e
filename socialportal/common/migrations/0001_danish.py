"""Danish order and spelling-forgiving search on PostgreSQL; nothing to do on SQLite, where connections bring their own."""

from django.contrib.postgres.operations import CreateCollation, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    run_before = [("accounts", "0001_initial")]
    operations = [
        CreateCollation("danish", provider="icu", locale="da-x-icu"),
        TrigramExtension(),
    ]
