"""A field's value as a reader sees it: in the history, and where two people's words are compared."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db import models

from . import danish


def shown(instance: models.Model, field: models.Field) -> str:
    """`3. april 2018`, `ja`, `1.687.000`, `Registreret …`; nothing for what is empty. Years carry no thousands' dot."""
    if field.is_relation:
        return str(getattr(instance, field.name) or "")
    if field.choices:
        return str(getattr(instance, f"get_{field.name}_display")() or "")
    value = getattr(instance, field.name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return danish.date(value)
    if isinstance(value, (int, float, Decimal)):
        is_year = field.name.endswith("year") or str(field.verbose_name).endswith("år")
        return str(value) if is_year else danish.number(value)
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return str(value)


def shown_links(items: Iterable[models.Model]) -> str:
    """Several linked records: `a, b og c`, in one order whatever the order they came in."""
    return danish.listing(sorted(str(item) for item in items))
