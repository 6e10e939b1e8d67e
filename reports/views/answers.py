"""Sidste års anbefalinger: each with what became of it and the number now; and all recommendations through the years."""

from copy import copy
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordEdit, RecordList

from ..document.earlier import lookups
from ..editions import Edition
from ..figures import Basis, Figure
from ..filters.follow_up import RecommendationFilter
from ..forms.follow_up import AdviceFigureForm, AnswerForm
from ..indicators.scalars import SCALARS
from ..models import Decision, Recommendation, RecommendationAnswer
from ..placeholders import Lookup, unmarked
from ..queries import Followed, followed_among
from ..queries import references as references_of
from ..services import answering
from ..tables.follow_up import RecommendationTable
from .doors import REPORT, InMunicipality, OfYear
from .figured import editions_or_trouble, whole_of
from .parts import OfPart, PartRemove
from .today import words_on
from .year_rooms import rooms

SHAPES = {"yes": ("ok", "Fulgt"), "partly": ("half", "Fulgt delvis"), "no": ("over", "Ikke fulgt")}
MISSING, MAY_WAIT = ("todo", "Mangler svar"), ("todo", "Kan tages med")


class Answers(OfYear):
    """Last year's recommendations, those still open from before, and what the year's report says of each."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        basis = Basis.of(report.municipality, report.year)
        found = followed_among(answering.answerable(report), basis)
        earlier = lookups(report.municipality, found)
        editions, _ = editions_or_trouble(report)
        public = editions.get(Edition.PUBLIC)
        here = public.lookup(references_of(public.counted, whole_of(report))) if public else Lookup({})
        lines: list[dict[str, Any]] = []
        for one in found:
            shape, state = SHAPES[one.followed] if one.followed else MISSING if one.year == year - 1 else MAY_WAIT
            figure = public.figures.get(one.indicator) if public and one.indicator else None
            now = f"{figure.label}: {_written(figure)}" if figure and figure.value is not None else ""
            advice = unmarked(one.advice, earlier.get(one.year, Lookup({})))
            told = unmarked(one.text or "", here)
            lines.append({"one": one, "shape": shape, "state": state, "advice": advice, "told": told, "now": now})
        missing = sum(line["one"].followed is None and line["one"].year == year - 1 for line in lines)
        context = {
            "title": f"Sidste års anbefalinger, {year}",
            "lead": _lead(found, missing, year),
            "report": report,
            "lines": lines,
            "first_missing": next((line["one"].pk for line in lines if line["one"].followed is None), None),
            "may_edit": self.may(REPORT, report),
            "rooms": rooms(report.year, "reports:answers"),
        }
        return render(request, "reports/answers.html", context)


def _written(figure: Figure) -> str:
    """An amount in kroner, another number as it is."""
    if figure.unit == "kr.":
        return danish.kroner(figure.value, approximate=figure.approximate)  # type: ignore[arg-type]
    return danish.number(figure.value)  # type: ignore[arg-type]


def _lead(found: list[Followed], missing: int, year: int) -> str:
    if not found:
        return ""
    if missing:
        told = danish.capital(danish.count(missing, "anbefaling", "anbefalinger"))
        return f"{told} fra {year - 1} mangler et svar. Svarene trykkes i årets rapport."
    return f"Alle anbefalinger fra {year - 1} er besvaret. Svarene trykkes i årets rapport."


class Answer(OfYear, RecordEdit):
    """What became of one of them; it has no row before it is answered."""

    model = RecommendationAnswer
    permission = REPORT
    form_class = AnswerForm
    template_name = "reports/answer_page.html"
    change = staticmethod(answering.give_answer)
    done_text = "Svaret er gemt."

    @cached_property
    def advice(self) -> Recommendation:
        """The recommendation of the address, of those that the report may answer."""
        rows = answering.answerable(self.report).select_related("report", "point")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def the_record(self) -> RecommendationAnswer:
        report, advice = self.report, self.advice
        there = RecommendationAnswer.objects.filter(report=report, recommendation=advice)
        found = there.select_related("report__municipality", "recommendation", "decision").first()
        return found or RecommendationAnswer(report=report, recommendation=advice, decision=self.likely())

    def likely(self) -> Decision | None:
        """The committee's decision on the report that recommended it, the last one where there are more."""
        came_back = Decision.objects.filter(agenda_items__report=self.advice.report, agenda_items__deleted_at=None)
        return came_back.order_by("-decided_on", "-pk").first()

    def form_options(self) -> dict[str, Any]:
        return {"place": self.place}

    def stored(self, record: Any) -> Any:
        return copy(record)

    def heading(self, record: RecommendationAnswer) -> str:
        return f"Hvad blev der af anbefalingen om {self.name}?"

    @property
    def name(self) -> str:
        """What it was about."""
        return str(self.advice)

    def cancel_url(self, record: Any) -> str:
        return f"{reverse('reports:answers', args=[self.report.year])}#anbefaling-{self.advice.pk}"

    def done_url(self, record: Any) -> str:
        return self.cancel_url(record)

    def more(self, record: RecommendationAnswer) -> dict[str, Any]:
        advice = self.advice
        one = followed_among(Recommendation.objects.filter(pk=advice.pk), Basis.of(self.place, self.report.year))
        lookup = lookups(self.place, one).get(advice.report.year, Lookup({}))
        indicator = SCALARS.get(advice.indicator)
        words = words_on(Basis.of(self.place, self.report.year)) if indicator else {}
        more = {
            "report": self.report,
            "record": record,
            "advice": unmarked(advice.text, lookup),
            "given": advice.report,
            "followed_by": indicator.label.format(**words) if indicator else "",
            "back": ("Sidste års anbefalinger", reverse("reports:answers", args=[self.report.year])),
        }
        if record.pk:
            more |= {
                "danger_text": "Slet svaret",
                "danger_url": reverse("reports:answer-remove", args=[record.pk]),
            }
        return more


class OfAnswer(OfPart):
    """An answer by its number."""

    model = RecommendationAnswer
    place_name = "reports:answers"
    place_title = "Sidste års anbefalinger"


class AnswerRemove(OfAnswer, PartRemove):
    """An answer given by mistake."""

    service = staticmethod(answering.remove_answer)  # type: ignore[assignment]
    title = "Slet svaret?"


class AdviceFigures(OfYear):
    """The year's own recommendations, each with the figure that it can be followed on."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        report = self.report
        rows = Recommendation.objects.filter(report=report).select_related("point", "report")
        rows = rows.order_by(F("point__order").asc(nulls_last=True), "order", "pk")
        words = words_on(Basis.of(report.municipality, report.year))
        lines = [
            (advice, SCALARS[advice.indicator].label.format(**words) if advice.indicator in SCALARS else "")
            for advice in rows
        ]
        context = {
            "title": f"Tal, anbefalingerne kan følges på, {year}",
            "lead": "Næste år svarer rapporten på hver anbefaling. Har den et tal, vises det ved siden af svaret.",
            "report": report,
            "lines": lines,
            "may_edit": self.may(REPORT, report),
        }
        return render(request, "reports/advice_figures.html", context)


class AdviceFigure(OfPart, RecordEdit):
    """The figure of one of them."""

    model = Recommendation
    template_name = "reports/form_page.html"
    form_class = AdviceFigureForm
    change = staticmethod(answering.follow_on)
    title = "Hvilket tal kan anbefalingen følges på?"
    place_name = "reports:advice-figures"
    place_title = "Tal, anbefalingerne kan følges på"

    def visible(self) -> QuerySet:
        return super().visible().select_related("point")

    def form_options(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"words": words_on(Basis.of(self.place, today.year, today))}

    def more(self, record: Recommendation) -> dict[str, Any]:
        return super().more(record) | {"lead": f"Anbefalingen om {record}."}


class Recommendations(InMunicipality, RecordList):
    """Every recommendation of every year, with what became of it."""

    model = Recommendation
    template_name = "reports/recommendations.html"
    filter_class = RecommendationFilter
    table_class = RecommendationTable
    title = "Anbefalinger"
    lead = "Alle anbefalinger fra alle år, og hvad der blev af dem."
    counted = ("anbefaling", "anbefalinger")
    empty_text = "Når en årsrapport anbefaler noget, står det her år for år med det, der blev af det."

    def visible(self) -> QuerySet:
        mine = Recommendation.objects.filter(report__municipality=self.place, report__deleted_at=None)
        last = RecommendationAnswer.objects.filter(recommendation=OuterRef("pk"), report__deleted_at=None)
        last = last.order_by("-report__year")
        return (
            mine.select_related("report", "point")
            .annotate(
                followed=Subquery(last.values("followed")[:1]),
                answered_in=Subquery(last.values("report__year")[:1]),
                told=Subquery(last.values("text")[:1]),
            )
            .order_by("-report__year", F("point__order").asc(nulls_last=True), "order", "pk")
        )
