"""The strategy's page, and the strategy itself: adopted, corrected, taken away."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from .. import services
from ..forms.strategy import StrategyForm
from ..models import Strategy, StrategyPoint
from ..terms import FACT_BLOCKS
from .doors import DRAFT, STRATEGY, InMunicipality
from .today import goals_of


class StrategyDoor(InMunicipality):
    """Strategies of the municipality in focus."""

    model = Strategy

    def visible(self) -> QuerySet:
        mine = super().visible().filter(municipality=self.request.access.municipality_id)
        return mine.select_related("municipality")


class StrategyNow(StrategyDoor):
    """The strategy that holds today, else the last one; the first step where there is none."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        held: Any = self.visible().order_by(F("valid_from").desc(nulls_last=True))
        strategy = held.active_on(timezone.localdate()).first() or held.first()
        if strategy is None:
            context = {"title": "Strategi og mål", "may_edit": self.may(STRATEGY, self.place)}
            return render(request, "reports/strategy_empty.html", context)
        return strategy_page(self, strategy)


class StrategyPage(StrategyDoor):
    """A strategy with its goals and points."""

    permission = DRAFT

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return strategy_page(self, self.the_record())


def strategy_page(view: StrategyDoor, strategy: Strategy) -> HttpResponse:
    """Goals with today's value, points in order with what they build on, and the strategies before and after."""
    goals, as_of = goals_of(strategy)
    points: list[Any] = list(StrategyPoint.objects.filter(strategy=strategy).prefetch_related("decisions__committee"))
    for point in points:
        point.shown = [FACT_BLOCKS[block] for block in point.fact_blocks if block in FACT_BLOCKS]
    context = {
        "title": strategy.title,
        "strategy": strategy,
        "goals": goals,
        "as_of": danish.date(as_of),
        "points": points,
        "others": view.visible().exclude(pk=strategy.pk).order_by(F("valid_from").desc(nulls_last=True)),
        "may_edit": view.may(STRATEGY, strategy),
    }
    return render(view.request, "reports/strategy.html", context)


class StrategyAdopt(StrategyDoor, RecordAdd):
    """A new strategy; the one that holds on its first day ends the day before."""

    form_class = StrategyForm
    permission = STRATEGY
    service = staticmethod(services.adopt_strategy)
    title = "Vedtag en strategi"
    submit_text = "Vedtag"
    template_name = "reports/form_page.html"
    done_text = "{record} er vedtaget. Skriv nu dens mål og punkter."

    def start(self) -> Strategy:
        return Strategy(municipality=self.place)

    def more(self, record: Strategy) -> dict[str, Any]:
        return {"back": ("Strategi og mål", reverse("reports:strategy-now"))}

    def done_url(self, record: Strategy) -> str:
        return record.get_absolute_url() if record.pk else reverse("reports:strategy-now")


class StrategyEdit(StrategyDoor, RecordEdit):
    """Its title and time."""

    form_class = StrategyForm
    permission = STRATEGY
    change = staticmethod(services.correct_strategy)
    template_name = "reports/form_page.html"

    def more(self, record: Strategy) -> dict[str, Any]:
        return {
            "danger_text": "Slet strategien",
            "danger_url": reverse("reports:strategy-remove", args=[record.pk]),
            "back": (record.title, record.get_absolute_url()),
        }


class StrategyRemove(StrategyDoor, RecordRemove):
    """A strategy made by mistake."""

    permission = STRATEGY
    service = staticmethod(services.remove_strategy)
    title = "Slet ”{record}”?"

    def losses(self, record: Strategy) -> list[str]:
        goals, points = record.goals.count(), record.points.count()
        return [text for text in (
            danish.count(goals, "mål", "mål") if goals else "",
            danish.count(points, "punkt", "punkter") if points else "",
        ) if text]  # fmt: skip

    def done_url(self, record: Strategy) -> str:
        return reverse("reports:strategy-now")
