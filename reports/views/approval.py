"""Chefens godkendelse: asked for, given, sent back, taken back; every round stays in the list."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from socialportal.accounts import roles
from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit
from socialportal.common.records import Conflict

from ..forms.checking import ApproveForm, AskForm, SendBackForm
from ..models import Approval
from ..services import approving
from .doors import REPORT, OfYear, address
from .year_rooms import rooms

HERE = "reports:approval"
State = Approval.State


class OfApproval(OfYear):
    """Pages of the year's approval."""

    @property
    def here(self) -> str:
        """The list of rounds."""
        return reverse(HERE, args=[self.report.year])

    @cached_property
    def asked(self) -> Approval:
        """The round that waits for the chief, else 404."""
        found = approving.latest(self.report)
        if found is None or found.state != State.ASKED:
            raise Http404
        return found

    def the_record(self) -> Any:
        """Through both doors of the report."""
        self.allow(self.permission, self.report)
        return self.asked

    def done_url(self, record: Any) -> str:
        return self.here

    def cancel_url(self, record: Any) -> str:
        return self.here

    def more(self, record: Any) -> dict[str, Any]:
        return {"report": self.report, "back": ("Godkendelse", self.here)}


class ApprovalPage(OfApproval):
    """How it stands, what can be done, and the rounds."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        return self.page()

    def page(self, status: int = 200) -> HttpResponse:
        """The page as it is now."""
        report = self.report
        now = approving.standing(report)
        asks, approves = self.may(REPORT, report), self.may(approving.APPROVE, report)
        waits = now.approval is not None and now.approval.state == State.ASKED
        chiefs = approving.chiefs_of(report.municipality)
        context = {
            "title": f"Godkendelse {report.year}",
            "report": report,
            "rooms": rooms(report.year, HERE),
            "now": now,
            "waits": waits,
            "rounds": approving.rounds(report),
            "chiefs": chiefs,
            "administrators": [] if chiefs else approving.administrators_of(report.municipality),
            "may_invite": not chiefs and self.request.access.has(roles.ADMINISTRATOR, report.municipality_id),
            "may_ask": asks and not waits and not now.holds and not now.trouble and bool(chiefs),
            "may_take_back": asks and waits,
            "may_approve": approves and waits and not now.trouble,
            "edition_url": address("reports:document", report.year, query="?edition=offentlig"),
            "pdf_url": address("reports:document_pdf", report.year, query="?edition=offentlig"),
        }
        return render(self.request, "reports/approval.html", context, status=status)


class Ask(OfApproval, RecordAdd):
    """Sending it to the chief."""

    model = Approval
    form_class = AskForm
    permission = REPORT
    service = staticmethod(lambda access, record, links=None: approving.ask_approval(access, record))
    template_name = "reports/form_page.html"
    submit_text = "Send til godkendelse"

    def heading(self, record: Any) -> str:
        return f"Send årsrapporten {self.report.year} til godkendelse"

    def start(self) -> Approval:
        report = self.report
        if names := danish.listing(chief.name for chief in approving.chiefs_of(report.municipality)):
            self.lead = f"{names} får besked og læser den offentlige udgave."
        return Approval(report=report)

    def finish(self, record: Any) -> HttpResponse:
        messages.success(self.request, "Rapporten er sendt til godkendelse, og chefen har fået besked.")
        return HttpResponseRedirect(self.here)


class TakeBack(OfApproval):
    """Before the chief has answered."""

    http_method_names = ["post"]
    permission = REPORT

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        self.allow(self.permission, self.report)
        found = approving.latest(self.report)
        version = request.POST.get("version", "")
        if found is None:
            raise Http404
        try:
            approving.take_back(request.access, found, expected_version=int(version) if version.isdecimal() else 0)  # type: ignore[attr-defined]
        except Conflict:
            messages.warning(request, "Der er sket noget imens. Se siden igennem, og prøv igen.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Rapporten er taget tilbage. Send den igen, når den er klar.")
        return HttpResponseRedirect(self.here)


class Approve(OfApproval):
    """The chief's yes."""

    http_method_names = ["post"]
    permission = approving.APPROVE

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        self.allow(self.permission, self.report)
        found = approving.latest(self.report)
        form = ApproveForm(request.POST)
        if found is None or not form.is_valid():
            messages.error(request, "Noget gik galt. Se rapporten igennem, og prøv igen.")
            return HttpResponseRedirect(self.here)
        sent = form.cleaned_data
        try:
            approving.approve(request.access, found, expected_version=sent["version"], said=sent["said"])  # type: ignore[attr-defined]
        except Conflict:
            messages.warning(request, "Der er sket noget imens. Se siden igennem, og prøv igen.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Årsrapporten {year} er godkendt. Koordinatoren har fået besked.")
        return HttpResponseRedirect(self.here)


class SendBack(OfApproval, RecordEdit):
    """The chief's not yet."""

    model = Approval
    form_class = SendBackForm
    permission = approving.APPROVE
    change = staticmethod(
        lambda access, record, expected_version, links=None: approving.send_back(
            access, record, expected_version=expected_version
        )
    )
    template_name = "reports/form_page.html"
    done_text = "Rapporten er sendt tilbage, og koordinatoren har fået besked."
    submit_text = "Send tilbage"

    def heading(self, record: Any) -> str:
        return f"Send årsrapporten {self.report.year} tilbage"

    def stored(self, record: Any) -> Any:
        return Approval.objects.select_related("report__municipality").get(pk=record.pk)
