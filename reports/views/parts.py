"""The report's smaller parts: recommendations across points, stories of citizens, references."""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from .. import services
from ..forms.parts import CaseForm, RecommendationForm, ReferenceForm
from ..models import AnnualReport, CaseStory, Recommendation, Reference
from ..queries import Texts
from .doors import REPORT, InMunicipality, OfYear
from .figured import Figured
from .report import OfReportForms

_FIGURE = re.compile(r"\{\{.*?\}\}", re.DOTALL)  # in a few words of a text, a figure is only a gap


class OfPart(InMunicipality):
    """A part by its number: of a live report of the municipality in focus."""

    permission = REPORT
    place_name = ""
    place_title = ""

    def visible(self) -> QuerySet:
        mine = super().visible().filter(report__municipality=self.request.access.municipality_id)
        return mine.filter(report__deleted_at=None).select_related("report__municipality")

    def back(self, report: AnnualReport) -> str:
        """Where one comes from, and goes to when it is done."""
        return reverse(self.place_name, args=[report.year]) if self.place_name else report.get_absolute_url()

    def cancel_url(self, record: Any) -> str:
        return self.back(record.report)

    def done_url(self, record: Any) -> str:
        return self.back(record.report)

    def more(self, record: Any) -> dict[str, Any]:
        return {"report": record.report, "record": record, "back": (self.place_title, self.back(record.report))}


class PartAdd(OfPart, OfReportForms, RecordAdd):
    """A new part of the report of the year in the address."""

    def start(self) -> Any:
        return self.model(report=self.report)


class PartEdit(OfPart, RecordEdit):
    """An existing part."""

    danger_text = ""
    remove_name = ""

    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {"danger_text": self.danger_text, "danger_url": self.danger_url(record)}

    def danger_url(self, record: Any) -> str:
        """Where it is deleted."""
        return reverse(self.remove_name, args=[record.pk])


class PartRemove(OfPart, RecordRemove):
    """Taking a part away."""

    service = staticmethod(services.remove_part)


# --- Recommendations that belong to no point --------------------------------------------------------------------------
class OfRecommendation(OfPart):
    """Recommendations across points; those of points are written with their point."""

    model = Recommendation

    def visible(self) -> QuerySet:
        return super().visible().filter(point=None)


class RecommendationText(Figured):
    """How it reads."""

    def texts_of(self, record: Recommendation) -> list[tuple[str, str]]:
        return [("", record.background), ("Anbefaling", record.text)]


class RecommendationAdd(RecommendationText, OfRecommendation, PartAdd):
    form_class = RecommendationForm
    service = staticmethod(services.add_recommendation)
    title = "Ny anbefaling på tværs"
    lead = "En anbefaling, der ikke hører til et enkelt punkt. Den står til sidst i afsnittet med anbefalinger."


class RecommendationEdit(RecommendationText, OfRecommendation, PartEdit):
    form_class = RecommendationForm
    change = staticmethod(services.change_recommendation)
    title = "Anbefaling: {record}"
    danger_text = "Slet anbefalingen"
    remove_name = "reports:recommendation-remove"


class RecommendationRemove(OfRecommendation, PartRemove):
    title = "Slet anbefalingen ”{record}”?"


# --- Stories of citizens ----------------------------------------------------------------------------------------------
class Cases(OfYear):
    """The year's stories, each with the state of its consent."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        cases: list[Any] = list(report.casestorys.select_related("point").order_by("point__order", "pk"))
        for case in cases:
            case.beginning = _FIGURE.sub("…", case.text)
        context = {
            "title": f"Borgerfortællinger {report.year}",
            "report": report,
            "cases": cases,
            "has_points": report.pointreports.exists(),
            "may_edit": self.may(REPORT, report),
        }
        return render(request, "reports/cases.html", context)


class OfCase(OfPart):
    model = CaseStory
    place_name = "reports:cases"
    place_title = "Borgerfortællinger"

    def visible(self) -> QuerySet:
        return super().visible().select_related("placement__presence")


class CaseText(Figured):
    """How it reads, with the hours of its own job."""

    def texts_of(self, record: CaseStory) -> list[tuple[str, str]]:
        return [("", record.text)]

    def story_of(self, record: CaseStory, whole: Texts) -> Any:
        return next((case for case in whole.cases if case.pk == record.pk), None)


class CaseAdd(CaseText, OfCase, PartAdd):
    form_class = CaseForm
    service = staticmethod(services.add_case)
    title = "Ny borgerfortælling"
    lead = "Én persons vej, fortalt under et punkt. Den kommer kun i den offentlige udgave med personens samtykke."

    def start(self) -> CaseStory:
        if not self.report.pointreports.exists():
            raise Http404
        return super().start()


class CaseEdit(CaseText, OfCase, PartEdit):
    form_class = CaseForm
    change = staticmethod(services.change_case)
    title = "{record}"
    danger_text = "Slet fortællingen"
    remove_name = "reports:case-remove"


class CaseRemove(OfCase, PartRemove):
    title = "Slet fortællingen?"


# --- References -------------------------------------------------------------------------------------------------------
class References(OfYear):
    """Laws, plans and guides, as they are printed at the back."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        context = {
            "title": f"Hjemmel og referencer {report.year}",
            "report": report,
            "references": report.references.all(),
            "may_edit": self.may(REPORT, report),
        }
        return render(request, "reports/references.html", context)


class OfReference(OfPart):
    model = Reference
    place_name = "reports:references"
    place_title = "Hjemmel og referencer"


class ReferenceAdd(OfReference, PartAdd):
    template_name = "reports/form_page.html"
    form_class = ReferenceForm
    service = staticmethod(services.add_reference)
    title = "Ny reference"


class ReferenceEdit(OfReference, PartEdit):
    template_name = "reports/form_page.html"
    form_class = ReferenceForm
    change = staticmethod(services.change_reference)
    title = "Ret reference"
    danger_text = "Slet referencen"
    remove_name = "reports:reference-remove"


class ReferenceRemove(OfReference, PartRemove):
    title = "Slet referencen ”{record}”?"
