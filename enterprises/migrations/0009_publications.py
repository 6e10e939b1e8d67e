"""What the public has seen of enterprises until now becomes what they have published."""

from typing import Any

from django.db import migrations
from django.utils import timezone

LISTS = (("trades", "branche"), ("target_groups", "maalgruppe"), ("support", "stoette"))


def publish(apps: Any, schema_editor: Any) -> None:
    enterprises, publications = (
        apps.get_model("enterprises", "Enterprise"),
        apps.get_model("enterprises", "Publication"),
    )
    products, names = apps.get_model("enterprises", "Product"), apps.get_model("enterprises", "EnterpriseName")
    now = timezone.now()
    for row in enterprises._base_manager.filter(publication=None).select_related("legal_form").iterator():
        own = list(products._base_manager.filter(enterprise=row, deleted_at=None).order_by("order", "pk"))
        words = {name: list(getattr(row, name).order_by("order", "name")) for name, _ in LISTS}
        other = names._base_manager.filter(enterprise=row, deleted_at=None).values_list("name", flat=True)
        marks = [f"{mark}:{word.code}" for name, mark in LISTS for word in words[name]]
        texts = [row.name, *other, row.summary, row.social_purpose, row.locality]
        texts += [word.name for word in words["trades"]] + [product.name for product in own]
        texts_of_row = {
            name: getattr(row, name)
            for name in (
                "summary",
                "social_purpose",
                "locality",
                "address",
                "website",
                "email",
                "phone",
                "founded_year",
            )
        }
        bare = {"text": "", "price": "", "order": "", "categories": [], "picture": None, "picture_alt": ""}
        publications._base_manager.create(
            enterprise=row,
            data={
                **texts_of_row,
                "legal_form": row.legal_form.name if row.legal_form else "",
                **{name: [word.name for word in words[name]] for name, _ in LISTS},
                "products": [{"name": product.name, **bare} for product in own],
                "pictures": [],
                "awards": [],
                "contacts": [],
            },
            words="\n".join(text.lower() for text in texts if text),
            marks=f"|{'|'.join(marks)}|" if marks else "",
            published_at=now,
        )


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0008_words_by_trigram")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
