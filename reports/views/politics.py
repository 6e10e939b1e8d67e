"""Committees and decisions."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordRemove

from .. import services
from ..forms.politics import CommitteeForm, DecisionForm
from ..models import Committee, Decision
from .doors import STRATEGY, InMunicipality

BACK = "reports:politics"


class Politics(InMunicipality):
    """Both on one page: the committees with their names through time, and what they have decided."""

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        committees = (
            Committee.objects.filter(municipality=self.place)
            .annotate(decided=Count("decisions", filter=Q(decisions__deleted_at=None)))
            .order_by(F("valid_to").desc(nulls_first=True), "name")
        )
        rows = Decision.objects.filter(committee__municipality=self.place).select_related("committee")
        decisions: list[Any] = list(rows.prefetch_related("points").order_by("-decided_on", "-pk"))
        for decision in decisions:
            decision.behind = [str(point) for point in decision.points.all()]
        context = {
            "title": "Udvalg og beslutninger",
            "committees": committees,
            "decisions": decisions,
            "today": timezone.localdate(),
            "may_edit": self.may(STRATEGY, self.place),
        }
        return render(request, "reports/politics.html", context)


class OfPolitics(InMunicipality):
    """Forms of both."""

    permission = STRATEGY
    template_name = "reports/form_page.html"

    def done_url(self, record: Any) -> str:
        return record.get_absolute_url() if record.pk else reverse(BACK)

    def cancel_url(self, record: Any) -> str:
        return reverse(BACK)

    def more(self, record: Any) -> dict[str, Any]:
        return {"back": ("Udvalg og beslutninger", reverse(BACK))}


class OfCommittee(OfPolitics):
    model = Committee

    def visible(self) -> QuerySet:
        mine = super().visible().filter(municipality=self.request.access.municipality_id)
        return mine.select_related("municipality")


class CommitteeAdd(OfCommittee, RecordAdd):
    form_class = CommitteeForm
    service = staticmethod(services.add_committee)
    title = "Nyt udvalg"

    def start(self) -> Committee:
        return Committee(municipality=self.place)


class CommitteeEdit(OfCommittee, RecordEdit):
    form_class = CommitteeForm
    change = staticmethod(services.correct_committee)
    supersede = staticmethod(services.rename_committee)

    def more(self, record: Committee) -> dict[str, Any]:
        return super().more(record) | {
            "danger_text": "Slet udvalget",
            "danger_url": reverse("reports:committee-remove", args=[record.pk]),
        }


class CommitteeRemove(OfCommittee, RecordRemove):
    template_name = "components/confirm_page.html"
    service = staticmethod(services.remove_committee)
    title = "Slet {record}?"

    def done_url(self, record: Committee) -> str:
        return reverse(BACK)


class OfDecision(OfPolitics):
    model = Decision

    def visible(self) -> QuerySet:
        mine = super().visible().filter(committee__municipality=self.request.access.municipality_id)
        return mine.select_related("committee__municipality")

    def allow(self, permission: str, obj: Any = None) -> None:
        """A decision that has no committee yet is asked about as the municipality's."""
        super().allow(permission, obj if obj is not None and obj.pk else self.place)

    def form_options(self) -> dict[str, Any]:
        return {"place": self.place}


class DecisionAdd(OfDecision, RecordAdd):
    form_class = DecisionForm
    service = staticmethod(services.add_decision)
    title = "Ny beslutning"
    done_text = "Beslutningen er oprettet."


class DecisionEdit(OfDecision, RecordEdit):
    form_class = DecisionForm
    change = staticmethod(services.correct_decision)
    title = "Ret beslutning"

    def more(self, record: Decision) -> dict[str, Any]:
        return super().more(record) | {
            "danger_text": "Slet beslutningen",
            "danger_url": reverse("reports:decision-remove", args=[record.pk]),
        }


class DecisionRemove(OfDecision, RecordRemove):
    template_name = "components/confirm_page.html"
    service = staticmethod(services.remove_decision)
    title = "Slet ”{record.title}”?"

    def losses(self, record: Decision) -> list[str]:
        points = [str(point) for point in record.points.all()]
        return [f"Citatet under {danish.listing(points)}"] if points else []

    def done_url(self, record: Decision) -> str:
        return reverse(BACK)
