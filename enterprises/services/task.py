"""Opgaver til salg: written, published, told of once, settled. The portal tells and counts; it picks nobody."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.accounts.rules import demand, may
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.services import tell, withdraw

from ..buying import OPEN, State, state_of
from ..models import Enterprise, Presence, Product, Task, TaskInterest
from . import guarded
from .links_out import check_web
from .receivers import coordinators_of, users_of

CHANGE, PUBLISH, SHOW = "enterprises.change_task", "enterprises.publish_task", "enterprises.show_interest"
# Kinds of notice, and the words by which a user chooses them.
TOLD, ASKED, SHOWN, DUE = "opgave", "opgave-ny", "opgave-interesse", "opgave-afgoer"
KINDS = {
    TOLD: "En opgave, I måske kan løse, er slået op",
    ASKED: "En virksomhed vil slå en opgave op",
    SHOWN: "En virksomhed har meldt interesse for en opgave",
    DUE: "Fristen for en opgave er udløbet, og det mangler at blive noteret, hvad den blev til",
}
Outcome = Task.Outcome


def where(task: Task, today: dt.date | None = None) -> State:
    """Where the task stands on the day (today)."""
    return state_of(
        published_on=task.published_on,
        deadline=task.deadline,
        outcome=task.outcome,
        today=today or timezone.localdate(),
    )


def active_in(task: Task) -> QuerySet[Presence]:
    """The presences that are active today where the task is, the buyer's own not among them."""
    here = Presence.objects.filter(municipality=task.municipality_id).active_on(timezone.localdate())  # type: ignore[attr-defined]
    return here.exclude(enterprise=task.buyer.enterprise_id) if task.buyer else here


def matching(task: Task) -> QuerySet[Presence]:
    """Those it may be for: who sells something of one of its groups; where it names none, every social enterprise."""
    here = active_in(task)
    groups = [group.pk for group in task.categories.all()]
    if not groups:
        return here.filter(kind=Presence.Kind.SOCIAL_ENTERPRISE)
    sold = Product.objects.filter(enterprise=OuterRef("enterprise"), categories__in=groups)
    return here.filter(Exists(sold))


def receivers(task: Task) -> tuple[list[Enterprise], list[Enterprise]]:
    """Those it may be for: who gets word, and who has neither a user nor an address and must be rung."""
    enterprises = list(Enterprise.objects.filter(pk__in=matching(task).values("enterprise")).order_by("name", "pk"))
    serving = users_of(enterprises)
    reached = [one for one in enterprises if serving.get(one.pk) or one.email]
    return reached, [one for one in enterprises if one not in reached]


def _check(task: Task, before: Task | None) -> None:
    check_web(task.announcement, "announcement")
    if not task.buyer_id and not task.buyer_name.strip():
        raise ValidationError({"buyer_name": "Skriv, hvem der køber, fx afdelingen."})
    if task.buyer is not None and task.buyer.municipality_id != task.municipality_id:  # type: ignore[attr-defined]
        raise ValidationError({"buyer": "Køberen er ikke aktiv i den kommune, opgaven er i."})
    moved = before is None or before.deadline != task.deadline
    if moved and task.deadline and task.deadline < timezone.localdate():
        raise ValidationError({"deadline": "Fristen ligger før i dag. Skriv en dag, der kommer."})


@transaction.atomic
def write_task(access: Access, task: Task, *, links: Links | None = None, reason: str = "") -> Task:
    """A new task, not published. What an enterprise's own user writes is the enterprise's as buyer, and the coordinators are
    asked to publish it.
    """
    if task.buyer is not None and task.municipality_id is None:  # type: ignore[attr-defined]
        task.municipality = task.buyer.municipality
    demand(access, CHANGE, task)
    _check(task, None)
    saved = guarded.add(access, CHANGE, task, links=links, reason=reason)
    if not may(access, PUBLISH, task):
        for user in coordinators_of(task.municipality):
            tell(
                user=user,
                kind=ASKED,
                subject=f"{task.buyer_said} vil slå en opgave op",
                text=f"{task.buyer_said} har beskrevet opgaven ”{task.title}”. Læs den igennem, og slå den op.",
                url=task.get_absolute_url(),
                key=f"{ASKED}-{task.pk}-{user.pk}",
            )
    return saved


@transaction.atomic
def correct_task(
    access: Access, task: Task, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> Task:
    """Rettelse; nobody is told again. A buyer's own people change it until it is published, and never whose it is."""
    before = guarded.as_stored(task)
    if not may(access, PUBLISH, before):
        if before.published_on:
            raise ValidationError("Opgaven er slået op. Bed kommunen om at rette den.")
        if before.buyer_id != task.buyer_id or before.municipality_id != task.municipality_id:  # type: ignore[attr-defined]
            raise PermissionDenied
    _check(task, before)
    return guarded.change(access, CHANGE, task, expected_version=expected_version, links=links, reason=reason)


@transaction.atomic
def publish_task(access: Access, task: Task, *, expected_version: int) -> Task:
    """Slår opgaven op, and tells those it may be for: each enterprise once, whatever happens to the task later.

    Raises ValidationError when it is published, or its deadline has passed.
    """
    demand(access, PUBLISH, task)
    if task.published_on:
        raise ValidationError("Opgaven er allerede slået op.")
    if task.deadline < timezone.localdate():
        raise ValidationError("Fristen er udløbet. Ret fristen, før opgaven slås op.")
    task.published_on = timezone.localdate()
    if task.told is None:
        task.told = _tell(task)
    return guarded.change(access, PUBLISH, task, expected_version=expected_version, verb="published")


@transaction.atomic
def take_down_task(access: Access, task: Task, *, expected_version: int) -> Task:
    """Tager opslaget ned. Raises ValidationError once somebody has shown interest, or it is settled."""
    demand(access, PUBLISH, task)
    if task.outcome or TaskInterest.objects.filter(task=task).exists():
        raise ValidationError("Nogen har meldt interesse. Notér i stedet, hvad opgaven blev til.")
    task.published_on = None
    return guarded.change(access, PUBLISH, task, expected_version=expected_version, verb="taken_down")


def _tell(task: Task) -> int:
    """Tells the users of those that match, or the enterprise's own address; how many enterprises got word."""
    enterprises = list(Enterprise.objects.filter(pk__in=matching(task).values("enterprise")).order_by("pk"))
    serving, told, known = users_of(enterprises), 0, set()
    facts: dict[str, Any] = {
        "kind": TOLD,
        "subject": f"Opgave til salg: {task.title}",
        "text": f"{task.buyer_said} har slået en opgave op, som I måske kan løse: {task.title}. "
        f"Meld interesse senest {danish.date(task.deadline)}.",
    }
    for enterprise in enterprises:
        key = f"{TOLD}-{task.pk}-{enterprise.pk}"
        users = serving.get(enterprise.pk, [])
        for user in users:
            if user.pk not in known:  # who serves two of them reads it once
                tell(user=user, **facts, url=task.get_absolute_url(), key=f"{key}-{user.pk}", urgent=True)
            known.add(user.pk)
        if not users and enterprise.email:
            tell(email=enterprise.email, **facts, key=key)
        told += bool(users or enterprise.email)
    return told


@transaction.atomic
def show_interest(
    access: Access, interest: TaskInterest, *, links: Links | None = None, reason: str = ""
) -> TaskInterest:
    """An enterprise would like to do it. The buyer's users, or else the coordinators, are told.

    Raises ValidationError when the task is not open, is announced elsewhere, or the enterprise is not active there.
    """
    demand(access, SHOW, interest)
    task = Task.objects.select_for_update().get(pk=interest.task_id)  # type: ignore[attr-defined]
    if where(task) is not OPEN:
        raise ValidationError("Der kan ikke længere meldes interesse for opgaven.")
    if task.kind == Task.Kind.ANNOUNCED:
        raise ValidationError("Opgaven er udbudt et andet sted. Byd på den gennem det officielle opslag.")
    if not active_in(task).filter(pk=interest.presence_id).exists():  # type: ignore[attr-defined]
        raise ValidationError("I er ikke aktive i den kommune, opgaven er i.")
    again = TaskInterest.objects.filter(task=task, presence__enterprise=interest.presence.enterprise_id)  # type: ignore[attr-defined]
    if again.exists():
        raise ValidationError("I har allerede meldt interesse.")
    saved = guarded.add(access, SHOW, interest, reason=reason)
    for user in buyers_of(task):
        tell(
            user=user,
            kind=SHOWN,
            subject=f"Interesse for opgaven ”{task.title}”",
            text=f"{interest.presence.enterprise} har meldt interesse for opgaven ”{task.title}”.",
            url=task.get_absolute_url(),
            key=f"{SHOWN}-{saved.pk}-{user.pk}",
        )
    return saved


def change_interest(
    access: Access, interest: TaskInterest, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> TaskInterest:
    """Retter beskeden, while the task is open."""
    if where(interest.task) is not OPEN:
        raise ValidationError("Fristen er udløbet, så beskeden kan ikke rettes.")
    return guarded.change(access, SHOW, interest, expected_version=expected_version, reason=reason)


def withdraw_interest(access: Access, interest: TaskInterest, *, expected_version: int, reason: str = "") -> None:
    """Trækker interessen tilbage, until it is settled: then it is what happened."""
    if interest.task.outcome:
        raise ValidationError("Det er afgjort, hvad opgaven blev til, så interessen kan ikke trækkes tilbage.")
    guarded.remove(access, SHOW, interest, expected_version=expected_version, reason=reason)


def buyers_of(task: Task) -> list[User]:
    """Who looks after the task: the users of the enterprise that buys, or else the municipality's coordinators."""
    users = users_of([task.buyer.enterprise]).get(task.buyer.enterprise_id, []) if task.buyer else []  # type: ignore[attr-defined]
    return users or coordinators_of(task.municipality)


def may_be_bought_from(access: Access, task: Task) -> QuerySet[Presence]:
    """Whom the outcome may name: for staff everybody active there, for a buyer's own people those that showed interest."""
    shown = Q(task_interests__task=task, task_interests__deleted_at=None)
    if not may(access, PUBLISH, task):
        return Presence.objects.filter(shown).distinct()
    return Presence.objects.filter(Q(pk__in=active_in(task).values("pk")) | shown).distinct()


@transaction.atomic
def settle_task(
    access: Access,
    task: Task,
    *,
    outcome: str,
    outcome_on: dt.date | None,
    expected_version: int,
    bought_from: Presence | None = None,
    amount: Decimal | None = None,
) -> Task:
    """Noterer, hvad opgaven blev til; no outcome takes the note back.

    Raises ValidationError when it was not published, or the outcome and what goes with it do not fit.
    """
    if task.published_on is None:
        raise ValidationError("Opgaven er ikke slået op endnu.")
    if outcome and outcome_on is None:
        raise ValidationError({"outcome_on": "Skriv den dag, det blev afgjort."})
    if outcome and not task.published_on <= outcome_on <= timezone.localdate():  # type: ignore[operator]
        raise ValidationError({"outcome_on": "Dagen skal ligge mellem den dag, opgaven blev slået op, og i dag."})
    if (outcome == Outcome.BOUGHT) != (bought_from is not None):
        text = "Vælg den virksomhed, opgaven blev købt hos." if outcome == Outcome.BOUGHT else "Lad feltet stå tomt."
        raise ValidationError({"bought_from": text})
    if bought_from is not None and not may_be_bought_from(access, task).filter(pk=bought_from.pk).exists():
        raise ValidationError({"bought_from": "Vælg en af virksomhederne på listen."})
    if amount is not None and outcome not in (Outcome.BOUGHT, Outcome.ELSEWHERE):
        raise ValidationError({"amount": "Der er ikke købt noget. Lad beløbet stå tomt."})
    task.outcome, task.outcome_on = outcome, outcome_on if outcome else None
    task.bought_from, task.amount = bought_from, amount
    saved = guarded.change(access, CHANGE, task, expected_version=expected_version, verb="settled")
    for user in _reminded(task):
        withdraw(f"{DUE}-{task.pk}-{user.pk}")
    return saved


def _reminded(task: Task) -> list[User]:
    return list({user.pk: user for user in [*coordinators_of(task.municipality), *buyers_of(task)]}.values())


def remind_to_settle(day: dt.date) -> int:
    """What has passed its deadline without an outcome: coordinators and the buyer's users are told, once; how many tasks."""
    overdue = Task.objects.filter(published_on__isnull=False, deadline__lt=day, outcome=Outcome.OPEN)
    found = overdue.select_related("municipality", "buyer__enterprise").order_by("deadline", "pk")
    for task in found:
        for user in _reminded(task):
            tell(
                user=user,
                kind=DUE,
                subject=f"Hvad blev opgaven ”{task.title}” til?",
                text=f"Fristen var {danish.date(task.deadline)}. Notér, om opgaven blev købt, og hos hvem.",
                url=reverse("enterprises:task-settle", args=[task.pk]),
                key=f"{DUE}-{task.pk}-{user.pk}",
            )
    return len(found)


def remove_task(access: Access, task: Task, *, expected_version: int, reason: str = "") -> None:
    """Puts a task in the trash. Raises ValidationError when somebody has shown interest or it is settled: then it happened."""
    stored = guarded.as_stored(task)
    if stored.outcome or TaskInterest.objects.filter(task=task).exists():
        raise ValidationError("Nogen har meldt interesse. Notér i stedet, hvad opgaven blev til.")
    if stored.published_on and not may(access, PUBLISH, stored):
        raise ValidationError("Opgaven er slået op. Bed kommunen om at tage den ned.")
    guarded.remove(access, CHANGE, task, expected_version=expected_version, reason=reason)


def restore_task(access: Access, task: Task) -> Task:
    """Takes a task out of the trash."""
    return guarded.restore(access, CHANGE, task)
