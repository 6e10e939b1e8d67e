"""What stood as lines of text becomes products; contributions that are there are printed, so they count as approved."""

from typing import Any

from django.db import migrations


def lines_to_products(apps: Any, schema_editor: Any) -> None:
    enterprises, products = apps.get_model("enterprises", "Enterprise"), apps.get_model("enterprises", "Product")
    for enterprise in enterprises._base_manager.exclude(products_text="").iterator():
        names = [line.strip()[:120] for line in enterprise.products_text.splitlines() if line.strip()]
        products._base_manager.bulk_create(
            products(enterprise=enterprise, name=name, order=order) for order, name in enumerate(names)
        )


def products_to_lines(apps: Any, schema_editor: Any) -> None:
    enterprises, products = apps.get_model("enterprises", "Enterprise"), apps.get_model("enterprises", "Product")
    for enterprise in enterprises._base_manager.iterator():
        names = products._base_manager.filter(enterprise=enterprise, deleted_at=None).order_by("order", "pk")
        enterprise.products_text = "\n".join(names.values_list("name", flat=True))
        enterprise.save(update_fields=["products_text"])
    products._base_manager.all().delete()


def approve(apps: Any, schema_editor: Any) -> None:
    apps.get_model("enterprises", "Contribution")._base_manager.update(state="approved")


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0004_register")]

    operations = [
        migrations.RunPython(lines_to_products, products_to_lines),
        migrations.RunPython(approve, migrations.RunPython.noop),
    ]
