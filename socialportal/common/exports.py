"""A list as a file: what is on the screen, in the same order and columns, with real dates and numbers. Text can never
become a formula in a spreadsheet.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.encoding import force_str
from django.utils.html import strip_tags
from django.utils.text import slugify
from django_tables2 import Table
from openpyxl import Workbook

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"  # Excel reads a CSV file as UTF-8 only with it


def harmless(value: Any) -> Any:
    """Numbers and dates as they are; text that a spreadsheet would calculate gets an apostrophe in front."""
    if isinstance(value, (int, float, Decimal, dt.date)) and not isinstance(value, bool):
        return value
    text = strip_tags(force_str(value)) if value is not None else ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _rows(table: Table) -> Iterator[list[Any]]:
    for row in table.as_values():
        yield [harmless(value) for value in row]


def _danish(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.strftime("%d-%m-%Y")
    return str(value).replace(".", ",") if isinstance(value, (float, Decimal)) else str(value)


class _Echo:
    def write(self, value: str) -> str:
        """Hands back what the CSV writer writes."""
        return value


def export(table: Table, file_format: str, *, name: str) -> HttpResponse | StreamingHttpResponse:
    """The table's rows as `csv` (semicolons, as Danish Excel wants) or `xlsx`."""
    response: HttpResponse | StreamingHttpResponse
    if file_format == "xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet(name[:31])
        for row in _rows(table):
            sheet.append(row)
        buffer = io.BytesIO()
        book.save(buffer)
        response = HttpResponse(
            buffer.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    else:
        response = as_csv([_danish(value) for value in row] for row in _rows(table))
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}.{file_format}"'
    return response


def as_csv(rows: Iterable[list[Any]]) -> StreamingHttpResponse:
    """Rows as a CSV file (semicolons, as Danish Excel wants), sent as they come; each is as it shall stand, see `harmless`."""
    writer = csv.writer(_Echo(), delimiter=";")
    lines = (writer.writerow(row) for row in rows)
    return StreamingHttpResponse(_with_mark(lines), content_type="text/csv; charset=utf-8")


def _with_mark(lines: Iterator[Any]) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    yield from lines
