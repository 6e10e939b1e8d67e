"""`/frister/`: Opgaver og frister, the consultant's first page."""

from typing import Any

import django_tables2 as tables
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_tables2 import RequestConfig

from agreements.queries.deadlines import Deadline, open_deadlines
from socialportal.accounts.access import Access
from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.common.exports import export
from socialportal.notices.models import Notice

from .. import overview, worklist
from ..worklist import Weight, Whose

TITLE = "Opgaver og frister"


class Choices(forms.Form):
    """What the list is narrowed to. It lives in the address."""

    hvem = forms.ChoiceField(label="Hvis opgaver", choices=Whose.choices, required=False)
    slags = forms.ChoiceField(label="Opgave", required=False)
    frist = forms.ChoiceField(label="Frist", choices=[("", "Lovfrister og aftalte"), *Weight.choices], required=False)
    virksomhed = forms.ChoiceField(label="Virksomhed", required=False)

    def __init__(self, data: Any, *, kinds: list[tuple[str, str]], enterprises: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name, several in (("slags", kinds), ("virksomhed", enterprises)):
            field: Any = self.fields[name]
            picked = data.get(name, "")
            # What was chosen may be settled by now: then the list is empty, and the choice still stands there.
            known = {value for value, _ in several}
            gone = [(picked, "Ikke på listen mere")] if picked and picked not in known else []
            field.choices = [("", "Alle"), *several, *gone]


class Bar:
    """What the filter template wants."""

    def __init__(self, form: Choices) -> None:
        self.form = form


class DeadlineTable(tables.Table):
    """The same as a file."""

    due = tables.Column("Frist")
    name = tables.Column("Opgave")
    title = tables.Column("Hvad")
    why = tables.Column("Hvorfor")
    statutory = tables.Column("Lovfrist eller aftalt")
    owner = tables.Column("Hvis")
    enterprise = tables.Column("Virksomhed")
    delay = tables.Column("Grund til overskridelse", default="", empty_values=())

    def value_due(self, value: Any) -> Any:
        return value

    def value_statutory(self, value: bool) -> str:
        return "Lovfrist" if value else "Aftalt"

    def value_owner(self, record: Any) -> str:
        return record.owner.said(self.request.access)

    def value_delay(self, record: Any) -> str:
        return str(record.delay.reason) if record.delay else ""


@require_safe
def deadlines(request: HttpRequest) -> HttpResponseBase:
    """What is overdue, for today, this week and later; narrowed by what the address says."""
    access: Access = request.access  # type: ignore[attr-defined]
    if not may(access, "agreements.list_work"):
        raise PermissionDenied
    today = timezone.localdate()
    everything = open_deadlines(access, today)
    form = Choices(request.GET, kinds=worklist.kinds_in(everything), enterprises=worklist.enterprises_in(everything))
    found = _narrowed(everything, form, access)
    if (wanted := request.GET.get("format")) in {"csv", "xlsx"}:
        table = DeadlineTable(found, request=request)
        RequestConfig(request, paginate=False).configure(table)
        return export(table, wanted, name=TITLE)
    day, said = worklist.said(found, today)
    others = len(everything) - len(found)
    context = {
        "title": TITLE,
        "day": day,
        "said": said,
        "filter": Bar(form),
        "active_filters": worklist.chosen(request.GET),
        "count_text": danish.capital(danish.count(len(found), "opgave", "opgaver")),
        "heaps": [heap for heap in worklist.heaps(found, access, today) if heap.rows],
        "others": danish.count(others, "anden opgave", "andre opgaver") if others else "",
        "places": overview.places(access.municipality) if access.municipality else [],
        "unread": Notice.objects.visible_to(access).unread().count(),  # type: ignore[attr-defined]
        "export_urls": [(_as_file(request, kind), text) for kind, text in _FILES],
    }
    return render(request, "home/deadlines.html", context)


def _narrowed(everything: list[Deadline], form: Choices, access: Access) -> list[Deadline]:
    """What fits the choices; nothing for choices that are none."""
    if not form.is_valid():
        return []
    picked = form.cleaned_data
    return worklist.matching(
        everything,
        access,
        whose=picked["hvem"] or Whose.MINE,
        kind=picked["slags"],
        weight=picked["frist"],
        enterprise=picked["virksomhed"],
    )


_FILES = (("xlsx", "Hent som regneark"), ("csv", "Hent som CSV-fil"))


def _as_file(request: HttpRequest, file_format: str) -> str:
    query = request.GET.copy()
    query["format"] = file_format
    return f"?{query.urlencode()}"
