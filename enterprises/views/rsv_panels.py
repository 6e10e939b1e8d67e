"""What the way to registration shows on others' pages: what an enterprise is asked for, and what is open or has happened."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.common import danish, panels
from socialportal.common.panels import PanelRow

from ..deadlines import ReportState, YearlyReport, disagreement
from ..models import CriterionAnswer, Enterprise, RsvCheck, RsvCriterion, RsvDuty, RsvPeriod
from ..services.rsv_duties import reports_asked
from ..terms import RSV_ON_THE_WAY
from .panels import HAPPENED, OPEN

WAITS = "enterprise.waits"
SHOWN = 3


def register() -> None:
    """Puts them in their places."""
    panels.register(WAITS, waits)
    panels.register(OPEN, disagreeing, (RsvCheck, "enterprise"))
    panels.register(OPEN, open_now)
    panels.register(HAPPENED, happened, (RsvCheck, "enterprise"))


def _way(enterprise: Enterprise) -> str:
    return reverse("enterprises:rsv-way", args=[enterprise.slug])


def _states(enterprise: Enterprise) -> set[str]:
    """Where it stands today on the way to registration, by what the page has read already."""
    today = timezone.localdate()
    return {period.state for period in enterprise.rsv_periods.all() if period.holds_on(today)}


def _due(enterprise: Enterprise) -> list[YearlyReport]:
    """Reports that are late, or due within the time in which one is reminded."""
    if not any(period.state == RsvPeriod.State.REGISTERED for period in enterprise.rsv_periods.all()):
        return []  # who has never been registered owes no report
    asked = reports_asked(enterprise, timezone.localdate(), list(RsvDuty.objects.all()))
    return [one for one in asked if one.state in (ReportState.OVERDUE, ReportState.SOON)]


def waits(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """The enterprise's own: the yearly report, and the criteria while it is on the way."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.change_checklist", enterprise):
        return
    for one in _due(enterprise):
        yield PanelRow(
            what=f"Årlig indberetning for {one.year} til Erhvervsstyrelsen",
            url=_way(enterprise) + "#pligter",
            day=one.due,
            now=f"Fristen {'var' if one.state is ReportState.OVERDUE else 'er'} {danish.date(one.due)}.",
        )
    if told := _checklist(enterprise):
        yield PanelRow(what="Lovens krav på vejen til RSV", url=_way(enterprise) + "#krav", now=told)


def _checklist(enterprise: Enterprise) -> str:
    """`3 af 5 krav er på plads` while the enterprise works towards registration and has not met all; else nothing."""
    today = timezone.localdate()
    if not _states(enterprise) & set(RSV_ON_THE_WAY):
        return ""
    yes = CriterionAnswer.objects.filter(enterprise=enterprise, criterion=OuterRef("pk"), met=CriterionAnswer.Met.YES)
    criteria = RsvCriterion.objects.active_on(today).annotate(is_met=Exists(yes))
    found = criteria.aggregate(met=Count("pk", filter=Q(is_met=True)), total=Count("pk"))
    return f"{danish.out_of(found['met'], found['total'])} krav er på plads." if found["met"] < found["total"] else ""


def disagreeing(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """For the municipality: an own look that says something else."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_internal", enterprise):
        return
    looks = _looks(request, enterprise)
    if looks:
        latest = looks[0]
        state = RsvPeriod.State.REGISTERED if RsvPeriod.State.REGISTERED in _states(enterprise) else None
        against = disagreement(state, in_register=latest.in_register, judgement=latest.judgement)
        if against:
            yield PanelRow(
                what="RSV: eftersynet stemmer ikke",
                url=_way(enterprise) + "#eftersyn",
                day=latest.checked_on,
                now=against.sentence,
            )


def open_now(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """For the municipality: the checklist, a late report. The duty is not its own."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_internal", enterprise):
        return
    if told := _checklist(enterprise):
        yield PanelRow(what="På vej til RSV", url=_way(enterprise), now=told)
    for one in _due(enterprise):
        late = one.state is ReportState.OVERDUE
        yield PanelRow(
            what=f"Virksomhedens årlige indberetning for {one.year}",
            url=_way(enterprise) + "#pligter",
            day=one.due,
            now=f"Fristen {'var' if late else 'er'} {danish.date(one.due)}. Portalen minder virksomheden om den.",
        )


def happened(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """The last own looks."""
    access = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_internal", enterprise):
        return
    for check in _looks(request, enterprise):
        yield PanelRow(
            what="RSV efterset",
            url=_way(enterprise) + "#eftersyn",
            day=check.checked_on,
            now="Står i registret." if check.in_register else "Står ikke i registret.",
        )


def _looks(request: Any, enterprise: Enterprise) -> list[RsvCheck]:
    """One's own municipality's last looks, newest first. Read once a page, which has both panels."""
    read: dict[int, list[RsvCheck]] = request.__dict__.setdefault("rsv_looks_of", {})
    if enterprise.pk not in read:
        own = RsvCheck.objects.visible_to(request.access)  # type: ignore[attr-defined]
        read[enterprise.pk] = list(own.filter(enterprise=enterprise)[:SHOWN])
    return read[enterprise.pk]
