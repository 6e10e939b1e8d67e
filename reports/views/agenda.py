"""Udvalg: the report as an item on agendas, its paper, and the decision that comes back."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from socialportal.common.pages import RecordEdit

from ..document.agenda_paper import paper_of
from ..document.agenda_word import stretches, word
from ..forms.follow_up import AgendaForm, DecidedForm
from ..models import AgendaItem, Committee
from ..services import agenda
from .doors import DRAFT, REPORT, OfYear
from .figured import whole_of
from .parts import OfPart, PartAdd, PartEdit, PartRemove
from .year_rooms import rooms

PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})  # in the name of a file
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Agenda(OfYear):
    """The meetings the report is laid before."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        rows: Any = AgendaItem.objects.filter(report=report).select_related("committee", "decision")
        items = list(rows)
        for item in items:
            item.came_back = item.decision if item.decision and not item.decision.deleted_at else None
        context = {
            "title": f"Udvalg, {report.year}",
            "lead": "Rapporten forelægges som en sag på dagsordenen. Når sagen kommer tilbage, noterer du beslutningen.",
            "report": report,
            "items": items,
            "has_committees": Committee.objects.filter(municipality=report.municipality).exists(),
            "may_edit": self.may(REPORT, report),
            "rooms": rooms(report.year, "reports:agenda"),
        }
        return render(request, "reports/agenda.html", context)


class OfAgenda(OfPart):
    """An item by its number."""

    model = AgendaItem
    place_name = "reports:agenda"
    place_title = "Udvalg"

    def visible(self) -> QuerySet:
        return super().visible().select_related("committee", "decision__committee")

    def form_options(self) -> dict[str, Any]:
        return {"place": self.place}


class AgendaAdd(OfAgenda, PartAdd):
    """A new item, with what the report itself can say filled in."""

    template_name = "reports/form_page.html"
    form_class = AgendaForm
    service = staticmethod(agenda.add_item)
    title = "Ny sagsfremstilling"
    lead = "Portalen har lavet et udkast ud fra rapportens anbefalinger og mål. Ret det, så det passer til sagen."
    done_text = "Sagsfremstillingen er oprettet. Hent den som Word-fil, når den er klar."

    def start(self) -> AgendaItem:
        return agenda.proposed(self.report, whole_of(self.report))

    def done_url(self, record: AgendaItem) -> str:
        return record.get_absolute_url() if record.pk else super().done_url(record)


class AgendaEdit(OfAgenda, PartEdit):
    template_name = "reports/form_page.html"
    form_class = AgendaForm
    change = staticmethod(agenda.change_item)
    title = "Ret sagsfremstillingen"
    danger_text = "Slet sagsfremstillingen"
    remove_name = "reports:agenda-remove"

    def cancel_url(self, record: Any) -> str:
        return record.get_absolute_url()

    def done_url(self, record: AgendaItem) -> str:
        return record.get_absolute_url()


class AgendaRemove(OfAgenda, PartRemove):
    service = staticmethod(agenda.remove_item)  # type: ignore[assignment]
    title = "Slet sagsfremstillingen til {record.committee}?"

    def cancel_url(self, record: Any) -> str:
        return record.get_absolute_url()


class AgendaPage(OfAgenda):
    """The item as it reads, to be seen and printed."""

    permission = DRAFT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.the_record()
        decision = agenda.decision_of(item)
        paper = paper_of(item, decision)
        context = self.more(item) | {
            "title": item.title,
            "item": item,
            "paper": paper,
            "parts": [(heading, stretches(text)) for heading, text in paper.parts if text.strip()],
            "decision": decision,
            "gaps": any("(…)" in text for text in (paper.summary, *paper.proposal, *(text for _, text in paper.parts))),
            "may_edit": self.may(REPORT, item),
        }
        return render(request, "reports/agenda_item.html", context)


class AgendaWord(OfAgenda):
    """The same as a Word file."""

    permission = DRAFT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.the_record()
        response = HttpResponse(word(paper_of(item, agenda.decision_of(item))), content_type=WORD)
        name = slugify(f"sagsfremstilling {item.report.year} {item.committee}".translate(PLAIN))
        response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
        return response


class AgendaDecided(OfAgenda, RecordEdit):
    """The decision that came back."""

    template_name = "reports/form_page.html"
    form_class = DecidedForm
    title = "Hvad besluttede {record.committee}?"
    lead = "Beslutningen kommer med blandt udvalgets beslutninger og foreslås, når anbefalingerne besvares næste år."
    submit_text = "Notér beslutningen"
    done_text = "Beslutningen er noteret."

    def form_options(self) -> dict[str, Any]:
        return {}

    def save(self, form: Any) -> AgendaItem:
        told = form.cleaned_data
        return agenda.record_decision(
            self.request.access,
            form.instance,
            decided_on=told["decided_on"],
            quote=told["quote"],
            filed_as=told["filed_as"],
            expected_version=form.expected_version,
        )

    def cancel_url(self, record: Any) -> str:
        return record.get_absolute_url()

    def done_url(self, record: AgendaItem) -> str:
        return record.get_absolute_url()
