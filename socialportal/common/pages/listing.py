"""A list: filter, table, export."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from .. import danish
from ..exports import export
from .door import Door

PER_PAGE = 25


class RecordList(Door):
    """Filter, table, export, in that order, with the count in words."""

    template_name = "components/list_page.html"
    filter_class: type[FilterSet] | None = None
    table_class: type[Table]
    title: str
    lead: str = ""
    counted: tuple[str, str] = ("post", "poster")
    empty_text: str = ""
    create_url_name: str = ""
    create_text: str = ""
    create_permission: str = ""
    trash_url_name: str = ""
    per_page = PER_PAGE

    def visible(self) -> models.QuerySet:
        """Rows of those places only where one may see the list."""
        return self.listed()

    def rows(self) -> models.QuerySet:
        """What the list is made of, before filtering."""
        return self.visible()

    def table_options(self) -> dict[str, Any]:
        """More arguments for the table, such as columns to leave out."""
        return {}

    def more(self) -> dict[str, Any]:
        """More context for a page of its own."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.allow(self.permission)
        found, filtering = self.rows(), None
        if self.filter_class:
            filtering = self.filter_class(request.GET, queryset=found, request=request)
            found = filtering.qs if filtering.is_valid() else found.none()
        table = self.table_class(found, request=request, **self.table_options())
        if (wanted := request.GET.get("format")) in {"csv", "xlsx"}:
            RequestConfig(request, paginate=False).configure(table)
            return export(table, wanted, name=self.title)
        RequestConfig(request, paginate={"per_page": self.per_page}).configure(table)
        return render(request, self.template_name, self.page(request, table, filtering) | self.more())

    def page(self, request: HttpRequest, table: Table, filtering: FilterSet | None) -> dict[str, Any]:
        """Context of the list page."""
        query = request.GET.copy()
        query.pop("page", None)

        def as_file(file_format: str) -> str:
            query["format"] = file_format
            return f"?{query.urlencode()}"

        active = 0
        if filtering is not None and filtering.form.is_bound:
            active = sum(1 for name in filtering.form.fields if request.GET.get(name))
        may_create = bool(self.create_url_name) and self.may(self.create_permission)
        return {
            "title": self.title,
            "lead": self.lead,
            "filter": filtering,
            "active_filters": active,
            "table": table,
            "count_text": danish.capital(danish.count(table.paginator.count, *self.counted)),
            "export_url": as_file("xlsx"),
            "export_csv_url": as_file("csv"),
            "create_url": reverse(self.create_url_name) if may_create else "",
            "create_text": self.create_text,
            "trash_url": reverse(self.trash_url_name) if self.trash_url_name and may_create else "",
            "empty_text": self.empty_text,
        }
