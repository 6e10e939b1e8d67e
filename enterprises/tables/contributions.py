"""The year's contributions, on the screen and in a file alike."""

from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from socialportal.common import danish
from socialportal.common.templatetags.portal import status

from ..models import Contribution, Presence
from .lists import NUMBER

STATES = {
    "missing": ("todo", "Ikke begyndt"),
    Contribution.State.DRAFT: ("half", "Kladde"),
    Contribution.State.SUBMITTED: ("now", "Indsendt"),
    Contribution.State.RETURNED: ("half", "Sendt tilbage"),
    Contribution.State.APPROVED: ("ok", "Godkendt"),
}


class ContributionTable(tables.Table):
    """Rows are presences in a year, with the year's contribution (`of_year`) where there is one, and those who can write for the
    enterprise (`writers` on it).
    """

    name = tables.Column("Virksomhed", accessor="enterprise__name", order_by=("enterprise__name",))
    order = tables.Column("Plads", accessor="place", attrs=NUMBER, default="")
    state = tables.Column("Bidrag", accessor="state_now", order_by=("state_now",), empty_values=())
    words = tables.Column("Ord", orderable=False, empty_values=(), attrs=NUMBER)
    plans = tables.Column("Planer", orderable=False, empty_values=(), attrs=NUMBER)
    jobs = tables.Column("Job ad andre veje", orderable=False, empty_values=(), attrs=NUMBER)
    users = tables.Column("Skriver", orderable=False, empty_values=())

    class Meta:
        model = Presence
        fields: tuple[str, ...] = ()
        sequence = ("name", "state", "words", "plans", "jobs", "users", "order")
        order_by = ("order", "name")

    @staticmethod
    def _of(record: Presence) -> Contribution | None:
        found = record.of_year  # type: ignore[attr-defined]
        return found[0] if found else None

    def render_name(self, record: Presence, value: str) -> SafeString:
        contribution = self._of(record)
        url = contribution.get_absolute_url() if contribution else record.enterprise.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, value)

    def value_name(self, value: str) -> str:
        return value

    def render_order(self, record: Presence) -> Any:
        contribution = self._of(record)
        return contribution.order if contribution else ""

    def render_state(self, record: Presence) -> SafeString:
        return status(*self._state(record))

    def value_state(self, record: Presence) -> str:
        return self._state(record)[1]

    def _state(self, record: Presence) -> tuple[str, str]:
        contribution = self._of(record)
        return STATES[contribution.state if contribution else "missing"]

    def render_words(self, record: Presence) -> Any:
        contribution = self._of(record)
        if contribution is None:
            return ""
        word = contribution.length_status[1]
        length = danish.number(contribution.words)
        return length if word == "Skrevet" else format_html('{} <span class="mute">{}</span>', length, word.lower())

    def value_words(self, record: Presence) -> Any:
        contribution = self._of(record)
        return contribution.words if contribution else ""

    def render_plans(self, record: Presence) -> Any:
        contribution = self._of(record)
        return len(contribution.plan_list) if contribution else ""

    def render_jobs(self, record: Presence) -> Any:
        contribution = self._of(record)
        jobs = contribution.placements_other_channels if contribution else None
        return "" if jobs is None else jobs

    def render_users(self, record: Presence) -> Any:
        names = self.value_users(record)
        if names:
            return names
        contribution = self._of(record)
        if contribution and contribution.state == Contribution.State.APPROVED:
            return ""
        return mark_safe('<span class="mute">Ingen bruger: ring, eller skriv selv</span>')

    def value_users(self, record: Presence) -> str:
        return danish.listing(one.user.name for one in record.enterprise.writers)  # type: ignore[attr-defined]
