"""The coordinator's pages of a round: opening, deadline, reminders, closing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import Door, RecordAdd, RecordEdit
from socialportal.common.records import Conflict

from ..forms.contribution import YearForm, usual_year
from ..models import ReportingYear
from ..services import reporting_year as services
from .contributions import crumb

PERMISSION = "enterprises.open_year"


class YearOpen(RecordAdd):
    """Asks everybody; the page says whom."""

    model = ReportingYear
    permission = PERMISSION
    form_class = YearForm
    template_name = "enterprises/year_form.html"
    service = staticmethod(services.open_year)
    title = "Åbn for bidrag til årsrapporten"
    lead = "Alle virksomheder på listen får en besked og en mail med et link til det sted, hvor de skriver."
    submit_text = "Åbn, og send besked til alle"

    def start(self) -> ReportingYear:
        here = self.request.access.municipality
        if here is None:
            raise PermissionDenied
        asked = self.request.GET.get("aar", "")
        if asked.isdecimal() and 2000 <= int(asked) <= 2100:
            return ReportingYear(municipality=here, year=int(asked))
        year, opened = usual_year(), set(ReportingYear.objects.filter(municipality=here).values_list("year", flat=True))
        while year in opened:  # the next that is not opened yet
            year += 1
        return ReportingYear(municipality=here, year=year)

    def more(self, record: Any) -> dict[str, Any]:
        asked = services.asked(record)
        return {
            "crumb": crumb(record.year),
            "asked_year": record.year,
            "reached": [one for one in asked if one.owes and one.users],
            "unreached": [one for one in asked if one.owes and not one.users],
        }

    def finish(self, record: Any) -> HttpResponse:
        asked = [one for one in services.asked(record) if one.owes]
        reached = danish.count(sum(bool(one.users) for one in asked), "virksomhed", "virksomheder", none="ingen")
        text = f"Der er åbnet for bidrag til årsrapporten {record.year}, og {reached} har fået besked."
        if without := sum(not one.users for one in asked):
            said = danish.count(without, "virksomhed har", "virksomheder har")
            text += f" {said} ingen bruger: ring til dem, eller skriv selv."
        messages.success(self.request, danish.capital(text))
        return HttpResponseRedirect(record.get_absolute_url())

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:contributions")


class OfRound(Door):
    """Pages of one round."""

    model = ReportingYear
    permission = PERMISSION

    def visible(self) -> QuerySet:
        return super().visible().select_related("municipality")


class YearEdit(OfRound, RecordEdit):
    form_class = YearForm
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    change = staticmethod(services.change_year)
    title = "Ret fristen for bidrag til {record}"
    lead = "Flytter I fristen, får de virksomheder besked, som ikke har sendt endnu."

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": crumb(record.year)}


class _Turn(OfRound):
    """Closing and opening again: a button each."""

    http_method_names = ["post"]
    step: Callable[..., Any]
    done_text = ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        version = request.POST.get("version", "")
        try:
            self.step(self.request.access, record, expected_version=int(version) if version.isdecimal() else 0)
        except Conflict:
            messages.warning(request, "En anden har ændret det imens. Se siden igennem, og prøv igen.")
        else:
            messages.success(request, self.done_text.format(record=record))
        return HttpResponseRedirect(record.get_absolute_url())


class YearClose(_Turn):
    step = staticmethod(services.close_year)
    done_text = "Der er lukket for bidrag til {record}."


class YearReopen(_Turn):
    step = staticmethod(services.reopen_year)
    done_text = "Der er åbnet igen for bidrag til {record}. Send en påmindelse, hvis nogen skal vide det."


class YearRemind(OfRound):
    """Who would be reminded, and a button."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.the_record())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        try:
            told = services.remind(self.request.access, record)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.page(record, status=422)
        said = danish.count(told, "virksomhed", "virksomheder", none="ingen")
        messages.success(request, danish.capital(f"{said} er mindet om bidraget."))
        return HttpResponseRedirect(record.get_absolute_url())

    def page(self, record: ReportingYear, status: int = 200) -> HttpResponse:
        """The two lists."""
        owing = [one for one in services.asked(record) if one.owes]
        context = {
            "title": f"Mind om bidrag til {record}",
            "round": record,
            "reached": [one for one in owing if one.users],
            "unreached": [one for one in owing if not one.users],
            "late": record.deadline < timezone.localdate(),
            "crumb": crumb(record.year),
            "cancel_url": record.get_absolute_url(),
        }
        return render(self.request, "enterprises/year_remind.html", context, status=status)
