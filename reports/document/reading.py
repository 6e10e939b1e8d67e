"""Reads everything a report tells besides its figures, in one query.

A report has some twenty kinds of rows, from its cover to its references. Asked for one by one they would cost more queries
than a page may have; here each kind is a SELECT of one JSON object, and all of them are joined into one (UNION ALL). The number
of queries is the same for three enterprises and for thirty. Order is made in Python, by the keys the rows carry.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_type_hints

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from .rows import Rows

_KINDS: dict[str, type] = {kind: get_args(rows)[0] for kind, rows in get_type_hints(Rows).items()}
# What JSON has no word for, by the type a field says it holds (SQLite says true with 1, and keeps lists as text).
_READERS = {
    dt.date: lambda value: dt.date.fromisoformat(value[:10]),
    Decimal: Decimal,
    bool: bool,
    list: lambda value: json.loads(value) if isinstance(value, str) else value,
}


def _reader(hint: Any) -> Any:
    kind = next((part for part in get_args(hint) if part is not NoneType), hint) if NoneType in get_args(hint) else hint
    return _READERS.get(getattr(kind, "__origin__", kind))


_CONVERTED = {
    kind: {name: reader for name, hint in get_type_hints(row).items() if (reader := _reader(hint))}
    for kind, row in _KINDS.items()
}


def read(sources: Iterable[tuple[str, QuerySet[Any], Mapping[str, Any]]]) -> Rows:
    """Runs all sources as one query. A source is a kind, a queryset, and by the name of each field of the row what it holds.

    Raises KeyError for an unknown kind, TypeError when the columns are not those of the kind.
    """
    selects = [
        query.order_by().annotate(kind_=Value(kind), row_=JSONObject(**columns)).values_list("kind_", "row_")
        for kind, query, columns in sources
    ]
    found = Rows()
    for kind, row in selects[0].union(*selects[1:], all=True):
        getattr(found, kind).append(_made(kind, row))
    return found


def _made(kind: str, row: Any) -> Any:
    values = json.loads(row) if isinstance(row, str) else row
    for name, reader in _CONVERTED[kind].items():
        if values[name] is not None:
            values[name] = reader(values[name])
    return _KINDS[kind](**values)
