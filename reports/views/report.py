"""Years, and a year's working copy."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Presence
from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordForms, RecordRemove

from .. import services
from ..editions import Edition, printed
from ..figures import Basis, BasisError
from ..findings import find
from ..forms.report import CoverForm, OpenForm
from ..indicators import count
from ..models import AnnualReport, Section
from ..placeholders import plain
from ..queries import Texts, chapters, references
from ..terms import CHAPTERS
from .attention import Attention, attention_lines, goal_line
from .contents import Chapter, Line, contents, standing, with_counts
from .doors import REPORT, InMunicipality, OfYear, address
from .figured import whole_of


@dataclass(frozen=True)
class Step:
    """A step on the way to the first report. `first` is the one to take now."""

    done: bool
    text: str
    action: str
    url: str
    first: bool = False


class Years(InMunicipality):
    """The years that are open; for a municipality without any, the first step."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        live = Q(sections__deleted_at=None)
        mine = AnnualReport.objects.visible_to(request.access).filter(municipality=self.place)  # type: ignore[attr-defined]
        context = {
            "title": "Årsrapport",
            "reports": mine.annotate(
                written=Count("sections", filter=live & ~Q(sections__text="")),
                all_sections=Count("sections", filter=live),
            ).order_by("-year"),
            "may_edit": self.may(REPORT, self.place),
            "steps": [] if mine.exists() else self.steps(),
        }
        return render(request, "reports/list.html", context)

    def steps(self) -> list[Step]:
        """What comes before a first report: something to write of, something to answer, a year."""
        present = Presence.objects.filter(municipality=self.place, enterprise__deleted_at=None).exists()
        strategy = services.strategy_of(self.place, timezone.localdate().year) or self.place.strategies.first()
        steps = [
            Step(
                present,
                "Registrér de virksomheder og initiativer, der er aktive i kommunen.",
                "Virksomheder",
                address("enterprises:list"),
            ),
            Step(
                strategy is not None,
                "Vedtag en strategi med mål og punkter. Uden den har rapporten ingen mål og ingen punkter.",
                "Strategi og mål",
                reverse("reports:strategy-now"),
            ),
            Step(False, "Åbn årsrapporten for det første år.", "Åbn en årsrapport", reverse("reports:open")),
        ]
        first = next(index for index, step in enumerate(steps) if not step.done)
        return [replace(step, first=index == first) for index, step in enumerate(steps)]


class Open(InMunicipality, RecordAdd):
    """Opening a year."""

    model = AnnualReport
    form_class = OpenForm
    permission = REPORT
    title = "Åbn en årsrapport"
    lead = "Portalen gør plads til alle tekster og til strategiens punkter. Du kan begynde midt i året og skrive lidt ad gangen."
    submit_text = "Åbn"
    template_name = "reports/form_page.html"

    def start(self) -> AnnualReport:
        return AnnualReport(municipality=self.place, year=self.likely_year())

    def likely_year(self) -> int:
        """The year after the last one; without any, the year that ended last."""
        last = (
            AnnualReport.objects.filter(municipality=self.place)
            .order_by("-year")
            .values_list("year", flat=True)
            .first()
        )
        today = timezone.localdate()
        return min(last + 1, today.year + 1) if last else today.year - (today.month < 7)

    def make(self, form: Any) -> AnnualReport:
        return services.open_report(self.request.access, self.place, year=form.cleaned_data["year"])

    def done_url(self, record: AnnualReport) -> str:
        return record.get_absolute_url() if record.pk else reverse("reports:list")

    def finish(self, record: AnnualReport) -> HttpResponse:
        messages.success(self.request, f"Årsrapporten for {record.year} er åbnet.")
        return HttpResponseRedirect(self.done_url(record))


class Overview(OfYear):
    """The working copy as a table of contents, with the goals and what asks for attention at the side."""

    def reports(self) -> QuerySet:
        return with_counts(super().reports())

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        basis = Basis.of(report.municipality, report.year)
        written = whole_of(report)
        side, told = _counted(basis, written)
        found = contents(report, written, told)
        context = {
            "title": f"Årsrapport {report.year}, kladde",
            "lead": _lead(*standing(found), sum(point.shape == "over" for point in side.points)),
            "report": report,
            "chapters": found,
            "next_line": _next(found) if self.may(REPORT, report) else None,
            "may_edit": self.may(REPORT, report),
            "side": side,
            "editions": editions_of(report),
        }
        return render(request, "reports/overview.html", context)


def _next(found: list[Chapter]) -> Line | None:
    """The first text that somebody has to write on."""
    return next((line for chapter in found for line in chapter.lines if line.is_missing and line.url), None)


def _counted(basis: Basis, written: Texts) -> tuple[Attention, list[str]]:
    """The side of the page, and the chapters that are printed; without presence nothing can be counted, and it says so."""
    try:
        counted = count(basis)
    except BasisError as error:
        return Attention(trouble=str(error)), list(CHAPTERS)
    lookup = printed(counted, Edition.INTERNAL).lookup(references(counted, written))
    goals = [
        replace(
            goal_line(status, year=basis.year, figure=counted.figures.get(status.goal.indicator)),
            statement=plain(status.statement, lookup),
        )
        for status in counted.goals
    ]
    return Attention(goals, attention_lines(find(counted, written))), chapters(counted, written)


def _lead(written: int, all_texts: int, warnings: int) -> str:
    """How far it is, and how much asks for attention."""
    far = f"Alle {danish.number(all_texts)} tekster er skrevet."
    if missing := all_texts - written:
        far = f"{danish.out_of(written, all_texts)} tekster er skrevet. {danish.capital(danish.words(missing))} mangler noget."
    if not warnings:
        return far
    return f"{far} {danish.capital(danish.words(warnings))} ting skal ses på."


def editions_of(report: AnnualReport) -> list[tuple[str, str]]:
    """(words, address) of the report itself, where it can be seen."""
    year = report.year
    ways = [
        ("Se arbejdskopien", address("reports:document", year, query="?edition=intern")),
        ("Se den offentlige udgave", address("reports:document", year, query="?edition=offentlig")),
        ("Hent PDF", address("reports:document_pdf", year, query="?edition=offentlig")),
    ]
    return [(text, url) for text, url in ways if url]


class OfReportForms(OfYear, RecordForms):
    """Forms of what belongs to one report: they lead back to its table of contents."""

    permission = REPORT

    def done_url(self, record: Any) -> str:
        return self.report.get_absolute_url()

    def cancel_url(self, record: Any) -> str:
        return self.report.get_absolute_url()

    def more(self, record: Any) -> dict[str, Any]:
        return {"report": self.report}


class Cover(OfReportForms, RecordEdit):
    """Title, signature, committees."""

    model = AnnualReport
    form_class = CoverForm
    change = staticmethod(services.change_report)
    template_name = "reports/form_page.html"
    title = "Forside og underskrift"

    def the_record(self) -> AnnualReport:
        return self.report


class Remove(OfYear, RecordRemove):
    """The whole working copy, opened by mistake."""

    model = AnnualReport
    permission = REPORT
    service = staticmethod(services.remove_report)
    title = "Slet årsrapporten for {record.year}?"

    def the_record(self) -> AnnualReport:
        return self.report

    def losses(self, record: AnnualReport) -> list[str]:
        texts = Section.objects.filter(report=record).exclude(text="").count()
        points = record.pointreports.exclude(introduction="", happened="").count()
        parts = [
            danish.count(texts, "afsnit med tekst", "afsnit med tekst") if texts else "",
            danish.count(points, "punkt med tekst", "punkter med tekst") if points else "",
        ]
        return [part for part in parts if part]

    def done_url(self, record: AnnualReport) -> str:
        return reverse("reports:list")
