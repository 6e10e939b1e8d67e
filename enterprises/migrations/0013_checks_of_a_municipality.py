"""A look at the register is the municipality's that looked: another, where the enterprise is active, too, does not read it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def first_of(apps: Any, enterprise_id: int) -> int:
    """Where the enterprise was first; a presence in the trash tells it where there is no other."""
    there = apps.get_model("enterprises", "Presence")._base_manager.filter(enterprise=enterprise_id)
    kept_first, earliest = F("deleted_at").desc(nulls_first=True), F("valid_from").asc(nulls_first=True)
    return there.order_by(kept_first, earliest, "pk").values_list("municipality_id", flat=True).first()  # type: ignore[no-any-return]


def give_to_the_first(apps: Any, schema_editor: Any) -> None:
    checks = apps.get_model("enterprises", "RsvCheck")._base_manager
    for pk, enterprise_id in list(checks.values_list("pk", "enterprise_id")):
        checks.filter(pk=pk).update(municipality=first_of(apps, enterprise_id))


def field(**options: Any) -> Any:
    return models.ForeignKey(
        editable=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="accounts.municipality",
        verbose_name="kommune",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_scoped_invitations"),
        ("enterprises", "0012_lying_in_an_area"),
    ]

    operations = [
        migrations.AddField(model_name="rsvcheck", name="municipality", field=field(null=True)),
        migrations.RunPython(give_to_the_first, migrations.RunPython.noop),
        migrations.AlterField(model_name="rsvcheck", name="municipality", field=field()),
    ]
