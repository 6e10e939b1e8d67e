"""Faktatjek hos virksomhederne, for the municipality: who is asked, who has answered, and what came of it."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from enterprises.models import Presence
from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit
from socialportal.common.records import Conflict

from ..figures import BasisError
from ..forms.checking import FactCheckForm, HandleForm, NotedReplyForm
from ..models import FactCheck, FactCheckReply
from ..services import fact_check as services
from .doors import REPORT, OfYear
from .year_rooms import rooms

HERE = "reports:fact-check"


class OfFactCheck(OfYear):
    """Pages of the year's fact check."""

    @cached_property
    def check(self) -> FactCheck:
        """The report's, else 404."""
        report = self.report
        found = services.latest(report)
        if found is None:
            raise Http404
        return found

    def the_record(self) -> Any:
        """Through both doors of the report."""
        self.allow(self.permission, self.report)
        return self.check

    @property
    def back(self) -> tuple[str, str]:
        """The way back to the answers."""
        return "Faktatjek", reverse(HERE, args=[self.report.year])

    def done_url(self, record: Any) -> str:
        return self.back[1]

    def cancel_url(self, record: Any) -> str:
        return self.back[1]

    def more(self, record: Any) -> dict[str, Any]:
        return {"report": self.report, "back": self.back}


class FactCheckPage(OfFactCheck):
    """The answers."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        check = services.latest(report)
        found = services.everyone(check or FactCheck(report=report))
        context: dict[str, Any] = {
            "title": f"Faktatjek {report.year}",
            "report": report,
            "rooms": rooms(report.year, HERE),
            "check": check,
            "may_edit": self.may(REPORT, report),
            "to_mend": [one for one in found if one.is_open],
            "others": [one for one in found if not one.owes and not one.is_open],
            "waiting": [one for one in found if one.owes and one.users],
            "without": [one for one in found if one.owes and not one.users],
            "asked": found,
        }
        if check:
            context["lead"] = _lead(check, found)
        return render(request, "reports/fact_check.html", context)


def _lead(check: FactCheck, found: list[services.Checked]) -> str:
    answered = sum(not one.owes for one in found)
    said = f"{danish.out_of(answered, len(found))} virksomheder har svaret."
    if check.closed_on:
        return f"{said} Lukket {danish.date(check.closed_on)}."
    return f"{said} Fristen er {danish.date(check.due_on)}."


class FactCheckOpen(OfFactCheck, RecordAdd):
    """Asks everybody; the page says whom."""

    model = FactCheck
    form_class = FactCheckForm
    permission = REPORT
    service = staticmethod(lambda access, record, links=None: services.open_fact_check(access, record))
    template_name = "reports/fact_check_open.html"
    lead = "Hver virksomhed ser kun det, der står om den selv, og svarer, om det passer."
    submit_text = "Åbn, og send besked"

    def heading(self, record: Any) -> str:
        return f"Åbn faktatjek af årsrapporten {self.report.year}"

    def start(self) -> FactCheck:
        return FactCheck(report=self.report)

    def more(self, record: Any) -> dict[str, Any]:
        found = services.everyone(FactCheck(report=self.report))
        reached, unreached = [one for one in found if one.users], [one for one in found if not one.users]
        return super().more(record) | {"reached": reached, "unreached": unreached}

    def finish(self, record: FactCheck) -> HttpResponse:
        found = services.everyone(record)
        told = danish.count(sum(bool(one.users) for one in found), "virksomhed", "virksomheder", none="ingen")
        text = f"Faktatjekket er åbnet, og {told} har fået besked."
        if without := sum(not one.users for one in found):
            text += (
                f" {danish.count(without, 'virksomhed har', 'virksomheder har')} ingen bruger: send dem siden på papir."
            )
        messages.success(self.request, text)
        return HttpResponseRedirect(self.done_url(record))


class FactCheckEdit(OfFactCheck, RecordEdit):
    """Another deadline or message."""

    model = FactCheck
    form_class = FactCheckForm
    permission = REPORT
    change = staticmethod(services.change_fact_check)
    template_name = "reports/form_page.html"
    lead = "Flytter I fristen, får de virksomheder besked, som ikke har svaret."

    def heading(self, record: Any) -> str:
        return f"Ret faktatjek {self.report.year}"


class _Turn(OfFactCheck):
    """A button."""

    http_method_names = ["post"]
    permission = REPORT
    step: Callable[..., Any]
    done_text = ""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        version = request.POST.get("version", "")
        try:
            self.step(request.access, record, expected_version=int(version) if version.isdecimal() else 0)  # type: ignore[attr-defined]
        except Conflict:
            messages.warning(request, "En anden har ændret det imens. Se siden igennem, og prøv igen.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, self.done_text)
        return HttpResponseRedirect(self.back[1])


class FactCheckClose(_Turn):
    step = staticmethod(services.close_fact_check)
    done_text = "Faktatjekket er lukket. Virksomhederne kan ikke svare mere."


class FactCheckReopen(_Turn):
    step = staticmethod(services.reopen_fact_check)
    done_text = "Faktatjekket er åbnet igen. Ret fristen, og send en påmindelse, hvis nogen skal vide det."


class FactCheckRemind(OfFactCheck):
    """Who would be reminded, and a button."""

    permission = REPORT

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.page(self.the_record())

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        record = self.the_record()
        try:
            told = services.remind(request.access, record)  # type: ignore[attr-defined]
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.page(record, status=422)
        said = danish.count(told, "virksomhed", "virksomheder", none="ingen")
        messages.success(request, danish.capital(f"{said} er mindet om faktatjekket."))
        return HttpResponseRedirect(self.back[1])

    def page(self, record: FactCheck, status: int = 200) -> HttpResponse:
        """The two lists."""
        owing = [one for one in services.everyone(record) if one.owes]
        context = self.more(record) | {
            "title": f"Mind om faktatjek {self.report.year}",
            "check": record,
            "reached": [one for one in owing if one.users],
            "unreached": [one for one in owing if not one.users],
        }
        return render(self.request, "reports/fact_check_remind.html", context, status=status)


class OfOneEnterprise(OfFactCheck):
    """Pages of one of the enterprises asked."""

    @cached_property
    def one(self) -> services.Checked:
        """The enterprise of the address among those asked, else 404."""
        self.allow(self.permission, self.report)
        here = Presence.objects.filter(municipality=self.report.municipality, enterprise__slug=self.kwargs["slug"])
        found = services.everyone(self.check, here.values_list("enterprise", flat=True))
        if not found:
            raise Http404
        return found[0]


class FactCheckPrint(OfOneEnterprise):
    """What the draft says of an enterprise, to be printed and sent by hand."""

    def get(self, request: HttpRequest, year: int, slug: str) -> HttpResponse:
        one, trouble, said = self.one, "", None
        try:
            said = services.said_of(self.report, one.presence.enterprise_id)  # type: ignore[attr-defined]
        except BasisError as error:
            trouble = str(error)
        context = self.more(one) | {
            "title": f"{one.presence.enterprise}: Passer det?",
            "one": one,
            "check": self.check,
            "said": said,
            "trouble": trouble,
            "may_edit": self.may(REPORT, self.report),
        }
        return render(request, "reports/fact_check_print.html", context)


class FactCheckNote(OfOneEnterprise, RecordEdit):
    """An answer that came on paper or in the telephone."""

    model = FactCheckReply
    form_class = NotedReplyForm
    permission = REPORT
    template_name = "reports/form_page.html"
    done_text = "Svaret er noteret."
    submit_text = "Notér svaret"

    def heading(self, record: Any) -> str:
        return f"Notér svar fra {self.one.presence.enterprise}"

    def the_record(self) -> FactCheckReply:
        """The answer there is, else an empty one."""
        one = self.one
        return one.reply or FactCheckReply(fact_check=self.check, presence=one.presence)

    def stored(self, record: Any) -> Any:
        return super().stored(record) if record.pk else FactCheckReply(fact_check=self.check, presence=record.presence)

    def save(self, form: Any) -> Any:
        return services.answer(
            self.request.access, form.instance, expected_version=form.expected_version, how=form.cleaned_data["how"]
        )


class OfReply(OfFactCheck):
    """Pages of one answer."""

    model = FactCheckReply
    permission = REPORT

    def visible(self) -> QuerySet:
        rows: Any = FactCheckReply.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
        mine = rows.filter(fact_check__report=self.report, presence__municipality=self.report.municipality)
        return mine.select_related("presence__enterprise", "fact_check__report__municipality", "answered_by")

    def the_record(self) -> Any:
        self.allow(self.permission, self.report)
        found = self.visible().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found


class FactCheckHandle(OfReply, RecordEdit):
    """Rettet, or ikke rettet with why."""

    form_class = HandleForm
    change = staticmethod(services.handle)
    template_name = "reports/fact_check_handle.html"
    done_text = "Svaret er sendt til virksomheden."
    submit_text = "Gem, og send svaret"

    def heading(self, record: Any) -> str:
        return f"{record.presence.enterprise}: Noget skal rettes"

    def stored(self, record: Any) -> Any:
        return self.visible().get(pk=record.pk)


class FactCheckUnhandle(OfReply, _Turn):
    step = staticmethod(services.unhandle)
    done_text = "Behandlingen er taget tilbage. Svaret venter igen."
