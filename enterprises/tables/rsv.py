"""Columns of the list of who is registered, and who is on the way."""

import datetime as dt
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..deadlines import Disagreement, ReportState, YearlyReport, disagreement
from ..models import Presence, RsvPeriod
from ..services.rsv_duties import reports_asked
from .lists import MISSING

SHAPES = {"registered": "ok", "applied": "half", "working": "half", "idea": "todo", "left": "full"}
# In few words: what the list is about stands above it.
SHORT = {
    "registered": "Registreret",
    "applied": "Har ansøgt",
    "working": "Arbejder med det",
    "idea": "Overvejer det",
    "left": "Ikke længere",
}
DUTY = {
    ReportState.OVERDUE: ("over", "Fristen var {due}"),
    ReportState.SOON: ("now", "Senest {due}"),
    ReportState.LATER: ("todo", "Senest {due}"),
    ReportState.DONE: ("done", "Indberettet"),
}
_WEIGHT = list(ReportState)


def pressing(reports: list[YearlyReport]) -> YearlyReport | None:
    """The report that says most about how it stands."""
    return min(reports, key=lambda report: _WEIGHT.index(report.state)) if reports else None


class RsvTable(tables.Table):
    """Rows are presences of `RsvFilter`, read with the enterprise's periods, reports and CVR numbers; `day` is the list's."""

    name = tables.Column("Navn", accessor="enterprise__name")
    state = tables.Column("Status", accessor="rsv_now", empty_values=())
    since = tables.Column("Siden", orderable=False, empty_values=())
    cvr = tables.Column("CVR-nummer", accessor="cvr_now", default=MISSING)
    checked_on = tables.Column("Sidst efterset", empty_values=())
    says = tables.Column("Eftersynet siger", orderable=False, empty_values=())
    duty = tables.Column("Årlig indberetning", orderable=False, empty_values=())

    class Meta:
        model = Presence
        fields: tuple[str, ...] = ()
        sequence = ("name", "state", "since", "cvr", "checked_on", "says", "duty")
        order_by = "name"
        attrs = {"class": "table stack"}

    def __init__(self, *args: Any, day: dt.date, duties: list[Any], **kwargs: Any) -> None:
        self.day, self.duties = day, duties
        super().__init__(*args, **kwargs)

    def render_name(self, record: Presence, value: str) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("enterprises:rsv-way", args=[record.enterprise.slug]), value)

    def value_name(self, value: str) -> str:
        return value

    def render_state(self, value: str | None) -> SafeString | str:
        return status(SHAPES[value], SHORT[value]) if value else ""

    def value_state(self, value: str | None) -> str:
        return RsvPeriod.State(value).label if value else ""

    def _period(self, record: Presence) -> RsvPeriod | None:
        found = [one for one in record.enterprise.rsv_periods.all() if one.holds_on(self.day)]
        return next((one for one in found if one.state == record.rsv_now), None)  # type: ignore[attr-defined]

    def render_since(self, record: Presence) -> str:
        period = self._period(record)
        return period.since if period else ""

    def value_since(self, record: Presence) -> Any:
        period = self._period(record)
        return (period.since_text or period.valid_from) if period else ""

    def render_checked_on(self, value: dt.date | None) -> SafeString | str:
        return danish.date(value) if value else MISSING

    def value_checked_on(self, value: dt.date | None) -> Any:
        return value or ""

    def render_says(self, record: Presence) -> SafeString | str:
        told = self._against(record)
        return status("now", told.short) if told else self.value_says(record)

    def value_says(self, record: Presence) -> str:
        told = self._against(record)
        return told.short if told else "Det samme" if record.checked_on else ""  # type: ignore[attr-defined]

    @staticmethod
    def _against(row: Any) -> Disagreement | None:
        if row.checked_on is None:
            return None
        return disagreement(row.rsv_now, in_register=row.in_register, judgement=row.judgement)

    def render_duty(self, record: Presence) -> SafeString | str:
        report = pressing(reports_asked(record.enterprise, self.day, self.duties))
        return status(*self._duty(report)) if report else ""

    def value_duty(self, record: Presence) -> str:
        report = pressing(reports_asked(record.enterprise, self.day, self.duties))
        return self._duty(report)[1] if report else ""

    @staticmethod
    def _duty(report: YearlyReport) -> tuple[str, str]:
        shape, text = DUTY[report.state]
        return shape, text.format(due=danish.date(report.due))
