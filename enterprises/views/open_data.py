"""The public directory as open data, for whoever wants to use it: a page that says what is in it, and two files."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from socialportal.common.exports import as_csv, harmless

from ..exports import FIELDS, LICENCE, LICENCE_URL, flat, rows_of
from ..filters import DirectoryFilter
from ..queries import in_directory

TITLE = "Socialøkonomiske virksomheder"


@method_decorator(login_not_required, name="dispatch")
class OpenData(View):
    """What is in the files, under which names, and how it may be used."""

    def get(self, request: HttpRequest) -> HttpResponse:
        addresses = [
            (kind, request.build_absolute_uri(reverse(name)))
            for kind, name in (("CSV", "enterprises:data-csv"), ("JSON", "enterprises:data-json"))
        ]
        context = {
            "title": "Åbne data om virksomhederne",
            "fields": FIELDS,
            "licence": LICENCE,
            "licence_url": LICENCE_URL,
            "addresses": addresses,
        }
        return render(request, "enterprises/open_data.html", context)


@method_decorator(login_not_required, name="dispatch")
class _OpenFile(View):
    """The directory's rows, narrowed by the same words in the address as the list, in Danish order."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        day = timezone.localdate()
        filtering = DirectoryFilter(request.GET, queryset=in_directory(day), request=request)
        if not filtering.is_valid():
            lines = [f"{name}: {' '.join(messages)}" for name, messages in filtering.form.errors.items()]
            response: HttpResponseBase = HttpResponse(
                "\n".join(lines), status=400, content_type="text/plain; charset=utf-8"
            )
        else:
            rows = rows_of(filtering.qs.order_by("name", "pk"), day, request.build_absolute_uri)
            response = self.answer(rows, day)
        response["Access-Control-Allow-Origin"] = "*"
        response["Link"] = f'<{LICENCE_URL}>; rel="license"'
        return response

    def answer(self, rows: Iterator[dict[str, Any]], day: dt.date) -> HttpResponseBase:
        """The rows in this view's form."""
        raise NotImplementedError


class OpenCsv(_OpenFile):
    """As a spreadsheet reads it. Text can never become a formula."""

    def answer(self, rows: Iterator[dict[str, Any]], day: dt.date) -> HttpResponseBase:
        def lines() -> Iterator[list[Any]]:
            yield [field.name for field in FIELDS]
            for row in rows:
                yield [harmless(value) for value in flat(row)]

        response = as_csv(lines())
        response["Content-Disposition"] = f'attachment; filename="virksomheder-{day.isoformat()}.csv"'
        return response


class OpenJson(_OpenFile):
    """As programs read it: what it is, what the names mean, and the rows."""

    def answer(self, rows: Iterator[dict[str, Any]], day: dt.date) -> HttpResponseBase:
        head = {
            "schema": 1,
            "title": TITLE,
            "as_of": day.isoformat(),
            "licence": LICENCE,
            "licence_url": LICENCE_URL,
            "documentation": self.request.build_absolute_uri(reverse("enterprises:open-data")),
            "fields": {field.name: field.meaning for field in FIELDS},
        }
        return StreamingHttpResponse(_as_json(head, rows), content_type="application/json")


def _as_json(head: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The head's keys, then `enterprises` with a row on each line, sent as they come."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "enterprises": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"
