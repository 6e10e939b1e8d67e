"""Opmærksomhedspunkter of a year: each mended where it belongs, or accepted with a reason that the report prints."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit
from socialportal.common.records import Conflict

from .. import acceptance
from ..document.reading import read
from ..document.sources import sources
from ..document.written import texts_of
from ..figures import Basis, BasisError
from ..findings import Finding, Severity, find
from ..forms.evidence import AcceptForm
from ..indicators import count
from ..models import AcceptedFinding, AnnualReport
from ..services import accepting as services
from .attention import SEVERITIES, way_to
from .doors import REPORT, OfYear
from .parts import OfPart
from .report import OfReportForms
from .year_rooms import rooms

TITLE = "Opmærksomhedspunkter"


def found_in(report: AnnualReport) -> list[Finding]:
    """What asks for attention now. Raises BasisError when nothing can be counted."""
    basis = Basis.of(report.municipality, report.year)
    return find(count(basis), texts_of(read(sources(basis)), basis.period))


def _sentence(message: str) -> str:
    return danish.capital(message if message.endswith((".", "?", "!")) else f"{message}.")


@dataclass(frozen=True)
class Line:
    """A finding on the page."""

    name: str
    shape: str
    state: str
    message: str
    mend: str
    accepted: AcceptedFinding | None = None
    public: str = ""


def _line(finding: Finding, accepted: AcceptedFinding | None) -> Line:
    shape, state = ("ok", "Accepteret") if accepted else SEVERITIES[finding.severity]
    return Line(
        name=acceptance.name_of(finding),
        shape=shape,
        state=state,
        message=_sentence(finding.message),
        mend=way_to(finding),
        accepted=accepted,
        public=acceptance.in_public(finding.code),
    )


class Findings(OfYear):
    """All of them: what should be mended, what is only to be known, what is accepted, and what is accepted no longer."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        accepted = list(AcceptedFinding.objects.filter(report=report))
        trouble = ""
        try:
            sorted_out = acceptance.sort(found_in(report), accepted)
        except BasisError as error:
            sorted_out, trouble = acceptance.Sorted([], []), str(error)
        open_ones = [_line(finding, None) for finding in sorted_out.open]
        warnings = [line for line in open_ones if line.shape == SEVERITIES[Severity.WARNING][0]]
        context = {
            "title": f"Opmærksomheds\u00adpunkter {report.year}",
            "lead": "" if trouble else _lead(len(warnings), len(sorted_out.accepted)),
            "report": report,
            "rooms": rooms(report.year, "reports:findings"),
            "may_edit": self.may(REPORT, report),
            "trouble": trouble,
            "warnings": warnings,
            "infos": [line for line in open_ones if line not in warnings],
            "accepted": [_line(finding, one) for finding, one in sorted_out.accepted],
            "outdated": [(one, _sentence(now.message) if now else "") for one, now in sorted_out.outdated],
        }
        return render(request, "reports/findings.html", context)


def _lead(warnings: int, accepted: int) -> str:
    if warnings:
        many = danish.count(warnings, "punkt", "punkter")
        return (
            f"{danish.capital(many)} skal rettes eller accepteres med en begrundelse, før rapporten kan offentliggøres."
        )
    return "Alt er rettet eller accepteret." if accepted else "Portalen har ikke fundet noget, der skal rettes."


class _Gone(Exception):
    """The finding is mended, or says something else now."""


class Accept(OfReportForms, RecordAdd):
    """Accepting one as it is."""

    model = AcceptedFinding
    form_class = AcceptForm
    service: Callable[..., Any] = staticmethod(services.accept_finding)
    title = "Acceptér et opmærksomhedspunkt"
    submit_text = "Acceptér med denne begrundelse"
    done_text = "Punktet er accepteret. Begrundelsen trykkes bagest i rapporten."
    template_name = "reports/accept_page.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except _Gone:
            messages.warning(request, "Punktet er rettet eller lyder anderledes nu. Her er punkterne, som de er.")
            return HttpResponseRedirect(self.findings_url)

    @property
    def findings_url(self) -> str:
        """The list."""
        return reverse("reports:findings", args=[self.report.year])

    @cached_property
    def finding(self) -> Finding:
        """The one the address names. Raises _Gone."""
        self.allow(self.permission, self.report)
        try:
            found = found_in(self.report)
        except BasisError as error:
            raise _Gone from error
        for finding in found:
            if acceptance.name_of(finding) == self.kwargs["name"]:
                return finding
        raise _Gone

    def start(self) -> AcceptedFinding:
        code, where, message = acceptance.kept_as(self.finding)
        return AcceptedFinding(report=self.report, code=code, where=where, message=message)

    def done_url(self, record: Any) -> str:
        return self.findings_url

    def cancel_url(self, record: Any) -> str:
        return self.findings_url

    def more(self, record: AcceptedFinding) -> dict[str, Any]:
        return super().more(record) | _told(record)


def _told(record: AcceptedFinding) -> dict[str, Any]:
    return {
        "back": (TITLE, reverse("reports:findings", args=[record.report.year])),
        "message": _sentence(record.message),
        "public": acceptance.in_public(record.code),
    }


class OfAccepted(OfPart):
    """One acceptance."""

    model = AcceptedFinding
    place_name = "reports:findings"
    place_title = TITLE


class AcceptedEdit(OfAccepted, RecordEdit):
    """Another reason."""

    form_class = AcceptForm
    change = staticmethod(services.change_reason)
    title = "Ret begrundelsen"
    template_name = "reports/accept_page.html"

    def more(self, record: AcceptedFinding) -> dict[str, Any]:
        return super().more(record) | _told(record)


class TakeBack(OfAccepted):
    """The finding asks for attention again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.the_record()
        version = request.POST.get("version", "")
        try:
            services.take_back(self.request.access, record, expected_version=int(version) if version.isdecimal() else 0)
        except Conflict:
            messages.warning(request, "En anden har rettet begrundelsen imens. Se den igennem først.")
        else:
            messages.success(
                request, "Accepten er trukket tilbage. Den kan hentes frem igen under det slettede i 30 dage."
            )
        return HttpResponseRedirect(self.back(record.report))
