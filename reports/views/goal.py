"""Goals of a strategy."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from .. import services
from ..figures import Basis
from ..forms.strategy import GoalForm
from ..models import Goal, Strategy
from .doors import STRATEGY, InMunicipality
from .today import words_on


class OfStrategy(InMunicipality):
    """What belongs to a live strategy of the municipality in focus."""

    permission = STRATEGY
    template_name = "reports/form_page.html"

    def visible(self) -> QuerySet:
        mine = super().visible().filter(strategy__municipality=self.request.access.municipality_id)
        return mine.filter(strategy__deleted_at=None).select_related("strategy__municipality")

    def strategy(self) -> Strategy:
        """The strategy of the address."""
        mine = Strategy.objects.visible_to(self.request.access).select_related("municipality")  # type: ignore[attr-defined]
        return get_object_or_404(mine, pk=self.kwargs["pk"], municipality=self.request.access.municipality_id)

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url() if record.pk else record.strategy.get_absolute_url()

    def cancel_url(self, record: Any) -> str:
        return record.strategy.get_absolute_url()

    def more(self, record: Any) -> dict[str, Any]:
        return {"back": (record.strategy.title, record.strategy.get_absolute_url())}


class GoalForms(OfStrategy):
    """What adding and editing share."""

    model = Goal
    form_class = GoalForm

    def form_options(self) -> dict[str, Any]:
        today = timezone.localdate()
        return {"words": words_on(Basis.of(self.place, today.year, today))}


class GoalAdd(GoalForms, RecordAdd):
    """A new goal."""

    service = staticmethod(services.add_goal)
    title = "Nyt mål"
    done_text = "Målet ”{record}” er oprettet."

    def start(self) -> Goal:
        return Goal(strategy=self.strategy())


class GoalEdit(GoalForms, RecordEdit):
    """A goal as it is."""

    change = staticmethod(services.correct_goal)
    title = "Ret målet ”{record}”"

    def more(self, record: Goal) -> dict[str, Any]:
        return super().more(record) | {
            "danger_text": "Slet målet",
            "danger_url": reverse("reports:goal-remove", args=[record.pk]),
        }


class GoalRemove(OfStrategy, RecordRemove):
    """A goal that is no longer one."""

    model = Goal
    template_name = "components/confirm_page.html"
    service = staticmethod(services.remove_goal)
    title = "Slet målet ”{record}”?"

    def losses(self, record: Goal) -> list[str]:
        years = record.statements.filter(report__deleted_at=None).order_by("report__year")
        found = list(years.values_list("report__year", flat=True))
        return [f"Forklaringen i årsrapporten for {danish.listing(map(str, found))}"] if found else []

    def done_url(self, record: Goal) -> str:
        return record.strategy.get_absolute_url()
