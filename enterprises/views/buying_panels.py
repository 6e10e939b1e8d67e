"""What an enterprise's page shows of tasks and applications: what it is asked, what is open, what happened."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from socialportal.accounts.rules import may
from socialportal.common import danish, panels
from socialportal.common.panels import PanelRow
from socialportal.notices import kinds

from ..models import Enterprise, GrantApplication, Task, TaskInterest
from ..services import fund_mailing, task
from .panels import HAPPENED, OPEN

WAITS = "enterprise.waits"
SHOWN = 5
Result = GrantApplication.Result


def tasks_to_answer(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Open tasks that may be for it, in which it has not shown interest, the first deadline first."""
    access: Any = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.show_interest", enterprise):
        return
    today = timezone.localdate()
    answered = TaskInterest.objects.filter(presence__enterprise=enterprise).values("task")
    rows: Any = Task.objects.open_on(today).fitting(enterprise, today)
    rows = rows.exclude(pk__in=answered).exclude(kind=Task.Kind.ANNOUNCED).order_by("deadline", "pk")
    for wish in rows[:SHOWN]:
        yield PanelRow(
            what=f"Opgave til salg: {wish.title}",
            url=wish.get_absolute_url(),
            now=f"Meld interesse senest {danish.date(wish.deadline)}",
            day=wish.deadline,
        )


def waiting(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Applications that wait for an answer."""
    for one in [one for one in _applications(request, enterprise) if one.result == Result.WAITING][:SHOWN]:
        yield PanelRow(
            what=f"Ansøgning til {one.fund}",
            url=one.get_absolute_url(),
            now=f"Afventer svar siden {danish.date(one.applied_on)}",
        )


def answered(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Applications answered, the latest first."""
    known = [one for one in _applications(request, enterprise) if one.answered_on]
    for one in sorted(known, key=lambda one: (one.answered_on, one.pk), reverse=True)[:SHOWN]:
        yield PanelRow(
            what=f"Ansøgning til {one.fund}",
            url=one.get_absolute_url(),
            since=danish.date(one.answered_on),
            now=one.get_result_display(),
            day=one.answered_on,
        )


def _applications(request: Any, enterprise: Enterprise) -> list[GrantApplication]:
    """The enterprise's applications, the oldest first. Read once a page, which has both panels."""
    read: dict[int, list[GrantApplication]] = request.__dict__.setdefault("applications_of", {})
    if enterprise.pk not in read:
        rows: Any = GrantApplication.objects.visible_to(request.access)
        allowed = may(request.access, "enterprises.view_application", enterprise)
        of_it = rows.filter(presence__enterprise=enterprise).order_by("applied_on", "pk")
        read[enterprise.pk] = list(of_it) if allowed else []
    return read[enterprise.pk]


def wanted(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Tasks the enterprise wants to buy that are not settled."""
    access: Any = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_task", enterprise):
        return
    rows = Task.objects.visible_to(access).filter(buyer__enterprise=enterprise, outcome="")
    for wish in rows.order_by("deadline", "pk")[:SHOWN]:
        yield PanelRow(
            what=f"Vil købe: {wish.title}",
            url=wish.get_absolute_url(),
            now=f"Frist {danish.date(wish.deadline)}" if wish.published_on else "Ikke slået op endnu",
            day=wish.deadline,
        )


def sold(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Tasks bought from the enterprise: for the municipality's people, and its own."""
    access: Any = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_task", enterprise):
        return
    rows = (
        Task.objects.visible_to(access).filter(bought_from__enterprise=enterprise).select_related("buyer__enterprise")
    )
    for wish in rows.order_by("-outcome_on", "-pk")[:SHOWN]:
        amount = f" for {danish.kroner(wish.amount)}" if wish.amount else ""
        yield PanelRow(
            what=wish.title,
            url=wish.get_absolute_url(),
            since=danish.date(wish.outcome_on),
            now=f"Solgt til {wish.buyer_said}{amount}",
            day=wish.outcome_on,
        )


def interested(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """Interest shown in tasks, the latest first."""
    access: Any = request.access  # type: ignore[attr-defined]
    if not may(access, "enterprises.view_task", enterprise):
        return
    interests = TaskInterest.objects.visible_to(access).filter(presence__enterprise=enterprise)
    for one in interests.select_related("task").order_by("-created_at", "-pk")[:SHOWN]:
        day = timezone.localdate(one.created_at)
        yield PanelRow(
            what=one.task.title,
            url=one.task.get_absolute_url(),
            since=danish.date(day),
            now="Meldte interesse",
            day=day,
        )


def register() -> None:
    """Puts them on the page, and tells what people can be told of."""
    panels.register(WAITS, tasks_to_answer)
    panels.register(OPEN, waiting, (GrantApplication, "presence__enterprise"))
    panels.register(OPEN, wanted, (Task, "buyer__enterprise"))
    panels.register(HAPPENED, answered, (GrantApplication, "presence__enterprise"))
    panels.register(HAPPENED, sold, (Task, "bought_from__enterprise"))
    panels.register(HAPPENED, interested, (TaskInterest, "presence__enterprise"))
    kinds.register(fund_mailing.KIND, "Puljemails fra kommunen", only=kinds.ENTERPRISES)
    sides = {task.TOLD: kinds.ENTERPRISES, task.ASKED: kinds.MUNICIPALITY}
    for kind, name in task.KINDS.items():
        kinds.register(kind, name, only=sides.get(kind, ""))
