"""The report itself: as a page, as a PDF, as data; and the public list of those that are published."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from socialportal.common.pdf import PdfError

from .. import document
from ..document import Document
from ..editions import Edition
from ..figures import Basis, BasisError
from ..models import AnnualReport
from .doors import OfYear, address

_NAMES = {Edition.INTERNAL: "arbejdskopi", Edition.PUBLIC: "offentlig"}


class _OfEdition(OfYear):
    """A year's report in the edition that the address asks for (`?edition=intern|offentlig`), else the working copy."""

    linked = False

    @property
    def edition(self) -> Edition:
        """Raises Http404 for an edition there is not."""
        try:
            return Edition(self.request.GET.get("edition", Edition.INTERNAL))
        except ValueError as error:
            raise Http404 from error

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report, edition = self.report, self.edition
        try:
            made = document.compose(Basis.of(report.municipality, report.year), edition, linked=self.linked)
        except BasisError as error:
            return self.sorry(report, str(error), status=409)
        return self.answer(report, made)

    def answer(self, report: AnnualReport, made: Document) -> HttpResponse:
        """The report in this view's form."""
        raise NotImplementedError

    def sorry(self, report: AnnualReport, message: str, *, status: int) -> HttpResponse:
        """A page that says why there is no report."""
        context = {"title": f"Årsrapport {report.year} kan ikke vises", "message": message, "report": report}
        return render(self.request, "reports/document/sorry.html", context, status=status)

    def file_name(self, report: AnnualReport, ending: str) -> str:
        """`aarsrapport-2018-slagelse-offentlig.pdf`."""
        return f"aarsrapport-{report.year}-{slugify(report.municipality.name)}-{_NAMES[self.edition]}.{ending}"


class ReportPage(_OfEdition):
    """The web edition: every figure leads to its definition, and from there to its records."""

    linked = True

    def answer(self, report: AnnualReport, made: Document) -> HttpResponse:
        other = Edition.PUBLIC if self.edition is Edition.INTERNAL else Edition.INTERNAL
        here, there = f"?edition={self.edition}", f"?edition={other}"
        ways = [
            ("Hent som PDF", address("reports:document_pdf", report.year, query=here)),
            ("Hent tallene", address("reports:document_json", report.year, query=here)),
            (
                "Se den offentlige udgave" if other is Edition.PUBLIC else "Se arbejdskopien",
                address("reports:document", report.year, query=there),
            ),
            ("Til teksterne", address("reports:overview", report.year)),
        ]
        context: dict[str, Any] = {
            "ways": ways,
            "page_title": f"{made.title} – {made.edition_label} – Socialportal",
        }
        return HttpResponse(document.page_html(made, **context))


class ReportPdf(_OfEdition):
    """The PDF. It is made while one waits: some five seconds, in a process of its own."""

    def answer(self, report: AnnualReport, made: Document) -> HttpResponse:
        try:
            content = document.pdf_bytes(made)
        except PdfError as error:
            return self.sorry(report, str(error), status=503)
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{self.file_name(report, "pdf")}"'
        return response


class ReportJson(_OfEdition):
    """The edition's figures, as the command writes them."""

    def answer(self, report: AnnualReport, made: Document) -> HttpResponse:
        response = HttpResponse(document.json_bytes(made), content_type="application/json")
        response["Content-Disposition"] = f'inline; filename="{self.file_name(report, "json")}"'
        return response


@login_not_required
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Published reports. None is, until reports can be published: a working copy is not for the public."""
    return render(request, "reports/document/public.html", {"title": "Årsrapporter"})
