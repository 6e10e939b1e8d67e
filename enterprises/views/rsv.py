"""Vejen til RSV: one enterprise's states, checklist, papers, duties and the municipality's own looks; and the list of all."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.roles import STAFF
from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.documents import size_said
from socialportal.common.pages import RecordList, RecordPage

from ..deadlines import disagreement
from ..filters.rsv import RsvFilter
from ..models import (
    CriterionAnswer,
    Enterprise,
    EnterpriseDocument,
    Presence,
    RsvCheck,
    RsvCriterion,
    RsvDuty,
    RsvPeriod,
)
from ..services import rsv_duties
from ..tables.rsv import DUTY, SHAPES, RsvTable
from .doors import HISTORY_SHOWN, OfEnterprise

MET = {"yes": ("ok", "På plads"), "partly": ("half", "I gang"), "no": ("todo", "Mangler")}


class RsvList(RecordList):
    """Who is registered, and who is on the way, at any date."""

    model = Presence
    permission = "enterprises.list_enterprises"
    template_name = "enterprises/rsv_list.html"
    filter_class = RsvFilter
    table_class = RsvTable
    title = "Registrerede socialøkonomiske virksomheder"
    lead = "Hvem er registreret (RSV), og hvem er på vej? Vælg en dag for at se, hvordan det stod til den dag."
    counted = ("virksomhed", "virksomheder")
    empty_text = "Her kommer de virksomheder, der er registreret eller på vej til det. Notér det på virksomhedens side."

    def rows(self) -> QuerySet:
        rows: Any = self.visible()
        return (
            rows.with_cvr()
            .select_related("enterprise")
            .prefetch_related(*(f"enterprise__{name}" for name in rsv_duties.READ))
        )

    def table_options(self) -> dict[str, Any]:
        day = RsvFilter(self.request.GET, queryset=Presence.objects.none(), request=self.request).day
        return {"day": day, "duties": list(RsvDuty.objects.all())}

    def more(self) -> dict[str, Any]:
        first = {"url": reverse("enterprises:list"), "text": "Vælg virksomheden"}
        return {"tabs_for": "rsv", "today": timezone.localdate(), "empty_action": first}


class RsvWay(OfEnterprise, RecordPage):
    """Everything about one enterprise's way to registration. The heading is the question, the lead the answer."""

    permission = "enterprises.view_rsv"
    template_name = "enterprises/rsv_way.html"

    def the_record(self) -> Enterprise:
        visible: Any = Enterprise.objects.visible_to(self.request.access)
        rows = visible.prefetch_related("presences", *rsv_duties.READ)
        found = rows.filter(slug=self.kwargs["slug"]).first()
        if found is None:
            raise Http404
        self.allow(self.permission, found)
        return found  # type: ignore[no-any-return]

    def heading(self, record: Enterprise) -> str:
        return f"Vejen til RSV for {record}"

    def lead(self, record: Enterprise) -> str:
        """What they are registered as, or `3 af 5 krav er på plads.`"""
        period = self._registered(record)
        if period is not None:
            return f"{period.get_state_display()}{f' siden {period.since}' if period.since else ''}."
        met = record.criterion_answers.filter(met=CriterionAnswer.Met.YES).count()
        total = RsvCriterion.objects.active_on(timezone.localdate()).count()
        return f"{danish.out_of(met, total)} krav er på plads."

    @staticmethod
    def _registered(record: Enterprise) -> RsvPeriod | None:
        """The registration that holds today."""
        today = timezone.localdate()
        found = (one for one in record.rsv_periods.all() if one.state == RsvPeriod.State.REGISTERED)
        return next((one for one in found if one.holds_on(today)), None)

    def actions(self, record: Enterprise) -> Iterable[tuple[str, str]]:
        if any(one.is_open for one in self._reports(record)) and self.may("enterprises.change_checklist", record):
            yield "Notér en indberetning", reverse("enterprises:rsv-report-add", args=[record.slug])
        if self.may("enterprises.change_rsv", record):
            yield "Notér næste skridt", reverse("enterprises:rsv-step", args=[record.slug])
        if self.may("enterprises.check_rsv", record):
            yield "Notér et eftersyn", reverse("enterprises:rsv-check-add", args=[record.slug])

    def events(self, record: Enterprise) -> Iterable[Any]:
        """What was done to the checklist and its papers; the rest of the history stands on the enterprise's page."""
        if not self.may("enterprises.view_internal", record):
            return []
        of = [
            *record.rsv_periods.all(),
            *record.rsv_reports.all(),
            *CriterionAnswer.objects.filter(enterprise=record),
            *EnterpriseDocument.with_deleted.filter(enterprise=record),
            *RsvCheck.with_deleted.filter(
                enterprise=record, municipality__in=self.request.access.municipalities(*STAFF)
            ),
        ]
        return history_of(of, HISTORY_SHOWN)

    def _reports(self, record: Enterprise) -> list[Any]:
        if not hasattr(self, "_asked"):
            duties = list(RsvDuty.objects.all())
            self._duties = duties
            self._asked = rsv_duties.reports_asked(record, timezone.localdate(), duties)
        return self._asked

    def more(self, record: Enterprise) -> dict[str, Any]:
        today, internal = timezone.localdate(), self.may("enterprises.view_internal", record)
        periods = sorted(record.rsv_periods.all(), key=lambda one: (one.valid_from or one.created_at.date(), one.pk))
        now = [one for one in periods if one.holds_on(today)]
        reports = self._reports(record)
        sent = {report.year: report for report in record.rsv_reports.all()}
        return {
            "enterprise": record,
            "periods": [(SHAPES[one.state], one, one in now) for one in periods],
            "criteria": list(self._criteria(record)),
            "other_papers": self._papers(record).get(None, []),
            "reports": [(one, *_told(one), sent.pop(one.year, None)) for one in reports],
            "sent_reports": sorted(sent.values(), key=lambda one: -one.year),  # those not asked about any more
            "duties": [one for one in self._duties if one.holds_on(today)],
            "registered": self._registered(record) is not None,
            "checks": self._checks(record, now) if internal else [],
            "internal": internal,
            "may_answer": self.may("enterprises.change_checklist", record),
            "may_step": self.may("enterprises.change_rsv", record),
        }

    def _papers(self, record: Enterprise) -> dict[int | None, list[tuple[EnterpriseDocument, str]]]:
        if not hasattr(self, "_found_papers"):
            self._found_papers: dict[int | None, list[tuple[EnterpriseDocument, str]]] = {}
            for paper in record.documents.all():
                self._found_papers.setdefault(paper.criterion_id, []).append((paper, size_said(paper.size)))
        return self._found_papers

    def _criteria(self, record: Enterprise) -> Iterable[dict[str, Any]]:
        """Those of today's law, and those answered before it changed."""
        answers = {one.criterion_id: one for one in record.criterion_answers.all()}
        today = RsvCriterion.objects.active_on(timezone.localdate())
        for criterion in (today | RsvCriterion.objects.filter(pk__in=answers)).order_by("order", "pk"):
            answer = answers.get(criterion.pk)
            shape, told = MET[answer.met] if answer else ("todo", "Ikke besvaret")
            url_name = "enterprises:rsv-answer-edit" if answer else "enterprises:rsv-answer"
            yield {
                "criterion": criterion,
                "answer": answer,
                "shape": shape,
                "told": told,
                "url": reverse(url_name, args=[record.slug, answer.pk if answer else criterion.code]),
                "papers": self._papers(record).get(criterion.pk, []),
            }

    def _checks(self, record: Enterprise, now: list[RsvPeriod]) -> list[tuple[RsvCheck, str, bool]]:
        """Newest first, each with what it says against the noted state (the latest only) and whether one may change it."""
        state = RsvPeriod.State.REGISTERED if any(one.state == RsvPeriod.State.REGISTERED for one in now) else None
        looks: Any = record.rsv_checks.visible_to(self.request.access)  # type: ignore[attr-defined]
        rows = []
        for place, check in enumerate(looks.select_related("checked_by", "cvr_number", "municipality")):
            against = disagreement(state, in_register=check.in_register, judgement=check.judgement)
            told = against.sentence if against and place == 0 else ""
            rows.append((check, told, self.may("enterprises.check_rsv", check)))
        return rows


def _told(report: Any) -> tuple[str, str]:
    shape, text = DUTY[report.state]
    return shape, text.format(due=danish.date(report.due))
