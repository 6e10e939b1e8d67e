"""The list of attendance sheets: what it can be narrowed to, and its columns. Its rows are made from courses, not stored."""

from typing import Any

import django_filters as filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from enterprises.models import Enterprise
from socialportal.accounts.rules import may
from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import Course
from ..queries.sheets import Sheet, SheetState, all_sheets
from ..tables import NUMBER, DayColumn, WorkTable
from ..weeks import steadiness

TO_SEND, SENT, ALL = "skal-sendes", "sendt", "alle"
_WANTED = {
    TO_SEND: frozenset({SheetState.READY, SheetState.LACKING}),
    SENT: frozenset({SheetState.SENT}),
    ALL: frozenset(SheetState),
}


def _enterprises(request: Any) -> QuerySet:
    courses: Any = Course.objects.with_attendance_for(request.access)  # type: ignore[attr-defined]
    return Enterprise.objects.filter(pk__in=courses.values("presence__enterprise")).order_by("name")


class SheetFilter(filters.FilterSet):
    """Sheets by enterprise, participant and whether they are sent. `qs` is the sheets of the courses that are found."""

    q = filters.CharFilter(label="Deltagernummer", method="search")
    virksomhed = filters.ModelChoiceFilter(
        label="Virksomhed", queryset=_enterprises, field_name="presence__enterprise", empty_label="Alle"
    )
    status = filters.ChoiceFilter(
        label="Status",
        choices=[(TO_SEND, "Skal sendes"), (SENT, "Sendt"), (ALL, "Alle")],
        method="in_state",
        empty_label=None,
        initial=TO_SEND,
    )

    class Meta:
        model = Course
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        access = self.request.access
        if not may(access, "agreements.list_work") and len(access.own_enterprises()) == 1:
            del self.filters["virksomhed"]  # there is only one to choose

    @property
    def qs(self) -> list[Sheet]:
        """The oldest first of those to be sent, else the latest first."""
        wanted = (self.form.cleaned_data.get("status") if self.form.is_valid() else "") or TO_SEND
        found = [sheet for sheet in all_sheets(super().qs, timezone.localdate()) if sheet.state in _WANTED[wanted]]
        return sorted(found, key=lambda sheet: sheet.first, reverse=wanted != TO_SEND)

    def search(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(participant__number__icontains=value.strip())

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows


def state_said(sheet: Sheet) -> tuple[str, str]:
    """Shape and words."""
    if sheet.sent is not None:
        return "done", f"Sendt {danish.date(sheet.sent.sent_on)}"
    if sheet.state is SheetState.RUNNING:
        return "half", "Perioden er i gang"
    if sheet.lacking:
        weeks = danish.count(len(sheet.lacking), "uge", "uger")
        return ("over" if sheet.overdue else "todo"), f"Mangler {weeks}"
    return ("over", "Over fristen") if sheet.overdue else ("now", "Klar til at sende")


class SheetTable(WorkTable):
    """Rows are `Sheet`s. Hours are those of the sheet as it was sent; a screen has no room for them, a file has."""

    HOURS = ("attended", "planned")

    number = tables.Column("Deltager", accessor="course__participant__number", linkify=lambda record: record.url)
    enterprise = tables.Column("Virksomhed", accessor="course__presence__enterprise__name")
    first = DayColumn("Fra")
    last = DayColumn("Til og med")
    due = DayColumn("Sendes senest", default="")
    state = tables.Column("Status", orderable=False, empty_values=())
    attended = tables.Column("Mødt i timer", accessor="sent__attended", default="", attrs=NUMBER, orderable=False)
    planned = tables.Column("Aftalt i timer", accessor="sent__planned", default="", attrs=NUMBER, orderable=False)
    steadiness = tables.Column("Mødestabilitet", empty_values=(), attrs=NUMBER, orderable=False)

    class Meta:
        fields: tuple[str, ...] = ()
        sequence = ("number", "enterprise", "first", "last", "due", "state", "attended", "planned", "steadiness")

    def render_state(self, record: Sheet) -> SafeString:
        return status(*state_said(record))

    def value_state(self, record: Sheet) -> str:
        return state_said(record)[1]

    def render_attended(self, value: Any) -> str:
        return danish.number(value)

    def value_attended(self, value: Any) -> Any:
        return value

    def render_planned(self, value: Any) -> str:
        return danish.number(value)

    def value_planned(self, value: Any) -> Any:
        return value

    def render_steadiness(self, record: Sheet) -> str:
        share = self.value_steadiness(record)
        return "" if share is None else danish.percent(share)

    def value_steadiness(self, record: Sheet) -> Any:
        return steadiness(record.sent.attended, record.sent.planned) if record.sent else None
