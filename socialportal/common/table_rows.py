"""The body of a table, row by row, in Python: a template that asks each cell for its attributes takes three times as long."""

from collections.abc import Callable
from typing import Any

from django.template.base import render_value_in_context
from django.template.context import Context
from django.utils.formats import localize
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django_tables2 import Table
from django_tables2.columns import BoundColumn
from django_tables2.rows import BoundRow
from django_tables2.utils import signature


def rows_of(table: Table, context: Context) -> SafeString:
    """The rows of the page, the first column naming each row; empty when there are none."""
    columns = [_Cells(column, names_row=index == 0) for index, column in enumerate(table.columns)]
    parts: list[str] = []
    for row in table.paginated_rows:
        parts.append(format_html("<tr {}>", row.attrs.as_html()) if table.row_attrs else "<tr>")
        for cells in columns:
            value = cells.value(row)
            parts += (cells.opening(row.record, value), cells.text(value, context), cells.closing)
        parts.append("</tr>\n")
    return mark_safe("".join(parts))  # every part is escaped where it is made


class _Cells:
    """The cells of one column: their tag is made once, unless an attribute depends on the row."""

    def __init__(self, column: BoundColumn, *, names_row: bool) -> None:
        self.column = column
        self.tag = "th" if names_row else "td"
        self.closing = f"</{self.tag}>"
        self._fixed = None if _depends_on_row(column) else self._opening()
        self._wanted, self._takes_all = signature(column.render)

    def value(self, row: BoundRow) -> Any:
        """What `row.get_cell` gives, without looking up the arguments of the column's `render` again for each cell."""
        return row._get_and_render_with(self.column, render_func=self._rendered(row), default=self.column.default)

    def _rendered(self, row: BoundRow) -> Callable[..., Any]:
        def render(column: BoundColumn, value: Any = None) -> Any:
            given = row._optional_cell_arguments(column, value)
            content = column.render(**(given if self._takes_all else {name: given[name] for name in self._wanted}))
            return column.link(content, **given) if column.link else content

        return render

    def opening(self, record: Any, value: Any) -> str:
        if self._fixed is None:
            self.column.current_record, self.column.current_value = record, value
            return self._opening()
        return self._fixed

    def _opening(self) -> str:
        attrs = self.column.attrs["td"].as_html()
        if self.tag == "th":
            return format_html('<th scope="row" {}>', attrs)
        return format_html('<td data-label="{}" {}>', self.column.header, attrs)

    def text(self, value: Any, context: Context) -> str:
        if isinstance(value, str):
            return conditional_escape(value)
        wanted = self.column.localize
        if wanted is None:
            return render_value_in_context(value, context)
        return conditional_escape(localize(value, use_l10n=True) if wanted else str(value))


def _depends_on_row(column: BoundColumn) -> bool:
    return _has_callable(column.column.attrs) or _has_callable(column._table.attrs)


def _has_callable(value: Any) -> bool:
    return any(_has_callable(one) for one in value.values()) if isinstance(value, dict) else callable(value)
