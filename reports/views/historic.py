"""Historiske tal: what is known from paper of the years before the portal counts."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from ..forms.evidence import HistoricForm
from ..indicators import years
from ..indicators.scalars import SCALARS
from ..models import HistoricFigure
from ..services import historic as services
from .doors import REPORT, InMunicipality

TITLE, BACK = "Historiske tal", "reports:historic-figures"


class HistoricFigures(InMunicipality):
    """All of the municipality's, by figure."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        labels = services.choices()
        rows = HistoricFigure.objects.filter(municipality=self.place).order_by("indicator", "-year")
        groups: dict[str, list[tuple[HistoricFigure, str]]] = {}
        for row in rows:
            unit = SCALARS[row.indicator].unit if row.indicator in SCALARS else "job"
            value = years.written(row.value, unit, approximate=row.approximate)
            groups.setdefault(labels.get(row.indicator, row.indicator), []).append((row, value))
        order = list(labels.values())
        first = years.first_counted(self.place)
        context = {
            "title": TITLE,
            "groups": sorted(groups.items(), key=lambda item: order.index(item[0]) if item[0] in order else 99),
            "first": first,
            "may_edit": self.may(REPORT, self.place),
        }
        return render(request, "reports/historic_figures.html", context)


class OfHistoric(InMunicipality):
    """Forms of one."""

    model = HistoricFigure
    permission = REPORT
    template_name = "reports/form_page.html"

    def visible(self) -> QuerySet:
        mine = super().visible().filter(municipality=self.request.access.municipality_id)
        return mine.select_related("municipality")

    def done_url(self, record: Any) -> str:
        return reverse(BACK)

    def cancel_url(self, record: Any) -> str:
        return reverse(BACK)

    def more(self, record: Any) -> dict[str, Any]:
        return {"back": (TITLE, reverse(BACK))}


class HistoricAdd(OfHistoric, RecordAdd):
    form_class = HistoricForm
    service = staticmethod(services.add_historic)
    title = "Skriv et historisk tal"
    lead = "Et tal fra et år, før portalen begyndte at tælle. Det vises ved siden af de talte år og er mærket."
    done_text = "{record} er gemt."

    def start(self) -> HistoricFigure:
        wanted = self.request.GET.get("tal", "")
        first = years.first_counted(self.place)
        made = HistoricFigure(municipality=self.place, indicator=wanted if wanted in services.choices() else "")
        if first:
            made.year = first - 1
        return made


class HistoricEdit(OfHistoric, RecordEdit):
    form_class = HistoricForm
    change = staticmethod(services.correct_historic)
    title = "Ret et historisk tal"

    def more(self, record: HistoricFigure) -> dict[str, Any]:
        return super().more(record) | {
            "danger_text": "Slet tallet",
            "danger_url": reverse("reports:historic-figure-remove", args=[record.pk]),
        }


class HistoricRemove(OfHistoric, RecordRemove):
    template_name = "components/confirm_page.html"
    service = staticmethod(services.remove_historic)
    title = "Slet det historiske tal for {record.year}?"
