"""Fordeling: every text of the year's report with who writes it, by when, how far and how long; and its state."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.exports import as_csv, harmless
from socialportal.common.pages.editing import blame
from socialportal.common.records import Conflict

from .. import text_states
from ..forms.draft import DistributeForm, ReturnForm
from ..models import PointReport, Recommendation
from ..services import draft
from ..terms import CHAPTERS
from . import contents
from .doors import DRAFT, REPORT, OfYear
from .year_rooms import rooms

# What stands in the address, and the state.
STATES = (
    ("mangler", text_states.MISSING),
    ("kladde", text_states.DRAFT),
    ("klar", text_states.READY),
    ("godkendt", text_states.APPROVED),
)


@dataclass(frozen=True)
class PlanRow:
    """A text in the plan. `name` is what the form calls it, with the version that is seen."""

    line: contents.Line
    given: contents.Given
    name: str
    state: str
    is_mine: bool
    is_late: bool

    @property
    def shape(self) -> str:
        """Of its badge."""
        return text_states.SHOWN[self.state][0]

    @property
    def word(self) -> str:
        """Of its badge."""
        return text_states.SHOWN[self.state][1]


class Plan(OfYear):
    """All texts in one table; the coordinator distributes."""

    permission = DRAFT

    def reports(self) -> QuerySet:
        return contents.with_counts(super().reports())

    def rows(self) -> list[PlanRow]:
        """Every text that is written in the report itself, in printed order."""
        report, today = self.report, timezone.localdate()
        given = contents.given_of(report)
        sections, points = contents.sections_of(report), contents.points_of(report)
        written = contents.as_texts(report, sections, points)
        written.holistic[:] = Recommendation.objects.filter(report=report, point=None)
        found = []
        for chapter in contents.contents(report, written, list(CHAPTERS), given):
            for line in chapter.lines:
                if agreed := given.get(line.given):
                    state = text_states.shown_state(agreed.state, line.words)
                    late = agreed.due_on is not None and agreed.due_on < today
                    found.append(
                        PlanRow(
                            line=line,
                            given=agreed,
                            name=f"{agreed.name}.{agreed.version}",
                            state=state,
                            is_mine=agreed.writer_id == self.request.access.user_id,
                            is_late=late and state in (text_states.MISSING, text_states.DRAFT),
                        )
                    )
        return found

    def get(self, request: HttpRequest, year: int) -> HttpResponseBase:
        rows = self.shown(self.rows())
        if request.GET.get("format") == "csv":
            return self.as_file(rows)
        return self.page(rows, self.form())

    def shown(self, rows: list[PlanRow]) -> list[PlanRow]:
        """Those that the filter leaves."""
        state = dict(STATES).get(self.request.GET.get("tilstand", ""))
        mine, late = "mine" in self.request.GET, "sen" in self.request.GET
        return [
            row
            for row in rows
            if (not state or row.state == state) and (not mine or row.is_mine) and (not late or row.is_late)
        ]

    def form(self, data: QueryDict | None = None, chosen: list[str] | None = None) -> DistributeForm:
        """What distributes them."""
        return DistributeForm(data, chosen=chosen or [], writers=draft.writers_of(self.report.municipality))

    def page(self, rows: list[PlanRow], form: DistributeForm, status: int = 200) -> HttpResponse:
        """The plan."""
        report = self.report
        context = {
            "title": f"Fordeling {report.year}",
            "lead": _lead(rows),
            "report": report,
            "rows": rows,
            "rooms": rooms(report.year, "reports:plan"),
            "may_edit": self.may(REPORT, report),
            "form": form,
            "chosen": set(form.chosen),
            "states": [(key, text_states.SHOWN[state][1]) for key, state in STATES],
            "state": self.request.GET.get("tilstand", ""),
            "mine": "mine" in self.request.GET,
            "late": "sen" in self.request.GET,
            "filtered": any(self.request.GET.get(name) for name in ("mine", "sen", "tilstand")),
            "csv_url": f"?{self.query(format='csv')}",
        }
        return render(self.request, "reports/plan.html", context, status=status)

    def query(self, **more: str) -> str:
        """The filter as it stands in the address."""
        query = self.request.GET.copy()
        for name, value in more.items():
            query[name] = value
        return query.urlencode()

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        self.allow(REPORT, self.report)
        rows = self.rows()
        known = {row.given.name: row for row in rows}
        sent = {name: version for name, version in _parts(request.POST.getlist("texts")) if name in known}
        changed = [known[name] for name, version in sent.items() if known[name].given.version != version]
        form = self.form(request.POST, list(sent))
        if changed:
            names = danish.listing(row.line.name for row in changed)
            messages.warning(
                request, f"Imens er der ændret i {names}. Se planen igennem, som den er nu, og tryk på ”Fordel” igen."
            )
            return self.page(self.shown(rows), form, status=409)
        if form.is_valid():
            try:
                number = self.distribute(form, known)
            except ValidationError as error:
                blame(form, error)
            except Conflict as conflict:
                messages.warning(request, f"Imens er der ændret i {conflict.current}. Se planen igennem, og prøv igen.")
                return HttpResponseRedirect(request.get_full_path())
            else:
                said = danish.capital(danish.count(number, "tekst er fordelt", "tekster er fordelt"))
                messages.success(request, f"{said}." if number else "Det var de allerede. Intet er ændret.")
                return HttpResponseRedirect(request.get_full_path())
        return self.page(self.shown(rows), form, status=422)

    def distribute(self, form: DistributeForm, known: dict[str, PlanRow]) -> int:
        """Calls the service with the rows that were chosen."""
        chosen = [known[name].given for name in form.chosen]
        texts = []
        for kind, model in draft.MODELS.items():
            versions = {
                int(given.name.rpartition("-")[2]): given.version for given in chosen if given.name.startswith(kind)
            }
            related = ("report__municipality", "point") if model is not draft.Section else ("report__municipality",)
            found: Any = model.objects.filter(report=self.report, pk__in=versions)  # type: ignore[attr-defined]
            texts += [(text, versions[text.pk]) for text in found.select_related(*related).order_by("pk")]
        return draft.distribute(self.request.access, texts, **form.wanted)

    def as_file(self, rows: list[PlanRow]) -> HttpResponseBase:
        """The rows for a spreadsheet."""

        def lines() -> Any:
            yield ["Tekst", "Skrives af", "Senest", "Tilstand", "Ord"]
            for row in rows:
                due = row.line.due_on.strftime("%d-%m-%Y") if row.line.due_on else ""
                yield [harmless(row.line.name), harmless(row.line.writer), due, row.word, row.line.words]

        response = as_csv(lines())
        response["Content-Disposition"] = f'attachment; filename="fordeling-{self.report.year}.csv"'
        return response


def _parts(sent: list[str]) -> list[tuple[str, int]]:
    """(name, version) of what was chosen; what no form of ours sends is left out."""
    found = []
    for one in sent:
        name, dot, version = one.rpartition(".")
        if dot and version.isdecimal() and len(version) < 9:
            found.append((name, int(version)))
    return found


def _lead(rows: list[PlanRow]) -> str:
    counts = {state: sum(row.state == state for row in rows) for _, state in STATES}
    if not rows:
        return ""
    told = [
        f"{danish.words(counts[state])} {word}"
        for state, word in (
            (text_states.MISSING, "mangler"),
            (text_states.DRAFT, "er kladde"),
            (text_states.READY, "er klar"),
            (text_states.APPROVED, "er godkendt"),
        )
        if counts[state]
    ]
    return f"{danish.capital(danish.count(len(rows), 'tekst', 'tekster'))}: {danish.listing(told)}."


# --- One text's state -------------------------------------------------------------------------------------------------
class OfText(OfYear):
    """The text of the address (`section-12`), for those who may write it."""

    permission = DRAFT

    def the_text(self) -> Any:
        """Through both doors."""
        kind, _, pk = self.kwargs["name"].partition("-")
        model: Any = draft.MODELS.get(kind)
        if model is None or not pk.isdecimal() or len(pk) > 9:
            raise Http404
        rows = model.objects.filter(report=self.report)
        if model in (PointReport, Recommendation):
            rows = rows.select_related("point")
        text = get_object_or_404(rows, pk=int(pk))
        text.report = self.report
        self.allow(draft.WRITE, text)
        return text


_DONE = {
    text_states.READY: "Teksten er meldt klar.",
    text_states.APPROVED: "Teksten er godkendt.",
    text_states.DRAFT: "Teksten er en kladde igen.",
}
_CHANGED = "Teksten er ændret imens. Læs den igennem, som den er nu, og prøv igen."


class TextState(OfText):
    """Ready, approved, or taken back, by a button."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, year: int, name: str) -> HttpResponse:
        text, to, version = self.the_text(), request.POST.get("to", ""), request.POST.get("version", "")
        if to not in _DONE or not version.isdecimal() or len(version) > 9:
            raise Http404
        try:
            draft.set_state(request.access, text, to=to, expected_version=int(version))  # type: ignore[attr-defined]
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        except Conflict:
            messages.warning(request, _CHANGED)
        else:
            messages.success(request, _DONE[to])
        return HttpResponseRedirect(text.get_absolute_url())


class TextReturn(OfText):
    """Sending a text back, with what has to be changed."""

    def the_text(self) -> Any:
        text = super().the_text()
        self.allow(REPORT, text)
        return text

    def get(self, request: HttpRequest, year: int, name: str) -> HttpResponse:
        text = self.the_text()
        return self.page(text, ReturnForm(initial={"version": text.version}))

    def post(self, request: HttpRequest, year: int, name: str) -> HttpResponse:
        text, form = self.the_text(), ReturnForm(request.POST)
        if form.is_valid():
            sent = form.cleaned_data
            try:
                draft.set_state(
                    request.access,  # type: ignore[attr-defined]
                    text,
                    to=text_states.DRAFT,
                    expected_version=sent["version"],
                    comment=sent["comment"],
                )
            except ValidationError as error:
                blame(form, error)
            except Conflict:
                messages.warning(request, _CHANGED)
                data = request.POST.copy()
                data["version"] = str(draft.guarded.as_stored(text).version)
                return self.page(text, ReturnForm(data), status=409)
            else:
                messages.success(request, "Teksten er sendt tilbage.")
                return HttpResponseRedirect(text.get_absolute_url())
        return self.page(text, form, status=422)

    def page(self, text: Any, form: ReturnForm, status: int = 200) -> HttpResponse:
        """The form."""
        context = {
            "title": f"Send ”{text}” tilbage",
            "report": self.report,
            "form": form,
            "submit_text": "Send tilbage",
            "cancel_url": text.get_absolute_url(),
        }
        return render(self.request, "reports/form_page.html", context, status=status)
