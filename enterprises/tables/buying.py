"""The columns of fund mailings, applications and tasks, on the screen and in a file alike."""

import datetime as dt
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..buying import OPEN, SETTLED, State, state_of
from ..models import FundMailing, GrantApplication, Task
from .lists import NUMBER

ANSWERS = {
    GrantApplication.Result.WAITING: "half",
    GrantApplication.Result.GRANTED: "ok",
    GrantApplication.Result.REFUSED: "over",
    GrantApplication.Result.WITHDRAWN: "plain",
}


class FundMailingTable(tables.Table):
    """Puljemails, read with `call_count`."""

    title = tables.Column("Emne", linkify=True)
    sent_on = tables.Column("Sendt", empty_values=())
    calls = tables.Column("Puljer", accessor="call_count", attrs=NUMBER)
    receivers = tables.Column("Modtagere", attrs=NUMBER, default="")

    class Meta:
        model = FundMailing
        fields: tuple[str, ...] = ()
        sequence = ("title", "sent_on", "calls", "receivers")

    def render_sent_on(self, value: dt.date | None) -> str | SafeString:
        return danish.date(value) if value else status("todo", "Kladde")

    def value_sent_on(self, value: dt.date | None) -> Any:
        return value or "Kladde"

    def render_calls(self, value: int) -> int | str:
        """A mail noted afterwards says nothing of its grants; that is not none."""
        return value or ""


class ApplicationTable(tables.Table):
    """Ansøgninger, read with `granted` (what was granted, in kroner)."""

    fund = tables.Column("Pulje eller fond", linkify=True)
    applicant = tables.Column("Ansøger", accessor="presence__enterprise__name")
    purpose = tables.Column("Formål", orderable=False)
    applied_on = tables.Column("Søgt")
    amount = tables.Column("Søgt beløb", attrs=NUMBER, default="")
    result = tables.Column("Resultat")
    granted = tables.Column("Bevilget", attrs=NUMBER, default="")
    co_signed = tables.Column("Kommunen er medunderskriver", orderable=False)

    class Meta:
        model = GrantApplication
        fields: tuple[str, ...] = ()
        sequence = ("fund", "applicant", "purpose", "applied_on", "amount", "result", "granted", "co_signed")
        order_by = "-applied_on"

    def render_applied_on(self, value: dt.date) -> str:
        return danish.date(value)

    def value_applied_on(self, value: dt.date) -> dt.date:
        return value

    def render_amount(self, value: Decimal) -> str:
        return danish.kroner(value)

    def value_amount(self, value: Decimal) -> Decimal:
        return value

    def render_granted(self, value: Decimal) -> str:
        return danish.kroner(value)

    def value_granted(self, value: Decimal) -> Decimal:
        return value

    def render_result(self, record: GrantApplication) -> SafeString:
        return status(ANSWERS[GrantApplication.Result(record.result)], record.get_result_display())

    def value_result(self, record: GrantApplication) -> str:
        return record.get_result_display()

    def render_co_signed(self, value: bool) -> str:
        return "Ja" if value else "Nej"


def badge_of(task: Task, today: dt.date | None = None) -> tuple[str, str]:
    """Shape and words: where a task stands, and for one that is settled what it became."""
    state: State = state_of(
        published_on=task.published_on,
        deadline=task.deadline,
        outcome=task.outcome,
        today=today or timezone.localdate(),
    )
    if state is SETTLED:
        return ("ok" if task.outcome == Task.Outcome.BOUGHT else "plain"), task.get_outcome_display()
    if state is OPEN:
        return state.shape, f"Åben til {danish.date(task.deadline)}"
    return state.shape, state.text


class TaskTable(tables.Table):
    """Opgaver til salg, read with `shown` and `mine`."""

    title = tables.Column("Opgave", linkify=True)
    buyer = tables.Column("Køber", accessor="buyer_said", order_by=("buyer__enterprise__name", "buyer_name"))
    where = tables.Column("Hvor", default="")
    deadline = tables.Column("Frist")
    state = tables.Column("Status", empty_values=(), orderable=False)
    shown = tables.Column("Interesserede", attrs=NUMBER)
    mine = tables.Column("Jeres svar", empty_values=(), orderable=False)

    class Meta:
        model = Task
        fields: tuple[str, ...] = ()
        sequence = ("title", "buyer", "where", "deadline", "state", "mine", "shown")

    def render_deadline(self, value: dt.date) -> str:
        return danish.date(value)

    def value_deadline(self, value: dt.date) -> dt.date:
        return value

    def render_state(self, record: Task) -> SafeString:
        shape, text = badge_of(record)
        return status(shape, "Åben" if text.startswith("Åben") else text)

    def value_state(self, record: Task) -> str:
        return badge_of(record)[1]

    def render_mine(self, record: Task) -> str | SafeString:
        return status("ok", "Interesse meldt") if record.mine else ""  # type: ignore[attr-defined]

    def value_mine(self, record: Task) -> str:
        return "Interesse meldt" if record.mine else ""  # type: ignore[attr-defined]


class TaskYearTable(tables.Table):
    """A line a year: tasks by the year they were published, and what became of them."""

    year = tables.Column("Slået op i", attrs=NUMBER)
    published = tables.Column("Opgaver", attrs=NUMBER)
    told = tables.Column("Beskeder til virksomheder", attrs=NUMBER)
    bought = tables.Column("Købt hos en socialøkonomisk virksomhed", attrs=NUMBER)
    amount = tables.Column("For", attrs=NUMBER, default="")
    elsewhere = tables.Column("Købt hos en anden", attrs=NUMBER)
    nothing = tables.Column("Ikke købt", attrs=NUMBER)
    unsettled = tables.Column("Ikke afgjort", attrs=NUMBER)

    class Meta:
        order_by = "-year"

    def render_year(self, value: int) -> str:
        return str(value)

    def value_year(self, value: int) -> int:
        return value

    def render_amount(self, value: Decimal) -> str:
        return danish.kroner(value)

    def value_amount(self, value: Decimal) -> Decimal:
        return value
