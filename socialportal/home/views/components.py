"""Every template component in every state, for those who build. `?side=…` shows the generic pages whole."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django_tables2 import RequestConfig

from socialportal.common import danish

from .. import specimens
from ..context import Link

PAGES = {
    "liste": "En liste",
    "tom": "En tom liste",
    "ingen-fundet": "En liste, hvor intet passer til filtret",
    "formular": "En formular",
    "fejl": "En formular med fejl",
    "linjer": "En formular med flere linjer",
    "slet": "Bekræft sletning",
    "samtidig": "To har rettet på samme tid",
    "slettet": "Det slettede",
}


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Only routed where DEBUG or the demo is on."""
    side = request.GET.get("side", "")
    if side in PAGES:
        return _page(request, side)
    messages.success(request, "Ændringerne er gemt.")
    table = specimens.EnterpriseTable(specimens.enterprises(1), request=request)
    table.caption = "Tabel med én række"
    empty = specimens.EnterpriseTable([], request=request, empty_text="Der er ingen virksomheder endnu.")
    empty.caption = "Tabel uden rækker"
    context: dict[str, Any] = {
        "pages": PAGES,
        "shapes": specimens.SHAPES,
        "rows": specimens.ROWS,
        "facts": specimens.FACTS,
        "events": specimens.history(),
        "tables": [empty, table],
        "untouched": specimens.EverythingForm(auto_id="tom_%s"),
        "broken": specimens.EverythingForm(specimens.WRONG, auto_id="fejl_%s"),
        "empty_action": Link("Opret den første", "#", ""),
        "today": timezone.localdate(),
    }
    return render(request, "components/all.html", context)


def _page(request: HttpRequest, side: str) -> HttpResponse:
    if side in {"liste", "tom", "ingen-fundet"}:
        return _list(request, 0 if side != "liste" else 60, found=side != "ingen-fundet")
    if side in {"formular", "fejl", "linjer"}:
        return _form(request, side)
    title = {"slet": "Slet Havnekøkkenet?", "samtidig": "En anden har gemt imens", "slettet": "Slettede virksomheder"}[
        side
    ]
    context: dict[str, Any] = {"title": title, "cancel_url": request.path}
    if side == "slet":
        losses = ["2 aftaler og 14 forløb", "3 bidrag til årsrapporten", "Adgangen for 2 virksomhedsbrugere"]
        context |= {"losses": losses, "can_restore_days": 30}
        return render(request, "components/confirm_page.html", context)
    if side == "samtidig":
        posted = [("name", "Havnekøkkenet"), ("places", "8")]
        context |= {"rows": specimens.CONFLICT, "posted": posted, "version": 4}
        context |= {"theirs_by": "Anna Holm", "theirs_at": timezone.now() - dt.timedelta(minutes=4)}
        return render(request, "components/conflict_page.html", context)
    now = timezone.now()
    rows = [
        {
            "label": "Måneskin",
            "deleted_at": now - dt.timedelta(days=2),
            "deleted_by": "Anna Holm",
            "reason": "Oprettet to gange",
        },
        {"label": "Rullebanden", "deleted_at": now - dt.timedelta(days=20), "until": now + dt.timedelta(days=10)},
    ]
    return render(request, "components/trash_page.html", context | {"rows": rows, "back_url": request.path})


def _list(request: HttpRequest, count: int, *, found: bool) -> HttpResponse:
    table = specimens.EnterpriseTable(specimens.enterprises(count), request=request)
    RequestConfig(request, paginate={"per_page": 25}).configure(table)
    context = {
        "title": "Virksomheder",
        "lead": "Dem, kommunen kender: registrerede, på vej og initiativer.",
        "filter": specimens.Filter(specimens.FilterForm(request.GET)),
        "active_filters": 0 if found else 2,
        "table": table,
        "count_text": danish.capital(danish.count(count, "virksomhed", "virksomheder")),
        "create_url": request.path,
        "create_text": "Opret virksomhed",
        "export_url": request.path,
        "trash_url": request.path,
        "empty_text": "Her kommer de virksomheder, kommunen samarbejder med. Begynd med den første; resten kan komme til senere.",
    }
    return render(request, "components/list_page.html", context)


def _form(request: HttpRequest, side: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else specimens.WRONG if side == "fejl" else None
    context: dict[str, Any] = {
        "title": "Ret Havnekøkkenet",
        "lead": "Det, du skriver her, kan læses af alle i det offentlige katalog.",
        "submit_text": "Gem ændringerne",
        "cancel_url": request.path,
        "danger_text": "Slet virksomheden",
        "danger_url": request.path,
    }
    if side == "linjer":
        start = [{"since": dt.date(2018, 2, 5), "hours": 6}]
        stacked: Any = specimens.HoursFormSet(request.POST or None, initial=start, prefix="timer")
        stacked.legend = "Timer og intensitet"
        in_table: Any = specimens.HoursFormSet(request.POST or None, initial=start, prefix="tabel")
        in_table.legend, in_table.in_table = "De samme linjer i en tabel", True
        context["formsets"] = [stacked, in_table]
    else:
        context["form"] = specimens.EverythingForm(sent)
    return render(request, "components/form_page.html", context)
