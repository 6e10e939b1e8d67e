"""Behov: what enterprises will need help with, seen and written by the enterprise itself and by the municipality's people."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from enterprises.models import Enterprise
from socialportal.accounts.rules import may
from socialportal.audit.sentences import history
from socialportal.common import danish
from socialportal.common.pages import RecordPage, RecordTrash
from socialportal.common.panels import PanelRow

from ..forms.need import FILLED, CloseNeedForm, NeedFilter, NeedForm, ReopenNeedForm
from ..models import JobNeed
from ..services import need as services
from ..tables import NeedTable, state_of_need
from .doors import HISTORY_SHOWN, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, WorkVerb, trail_of
from .job_tabs import job_tabs
from .readiness import hours_said

EDIT, VIEW = "agreements.edit_need", "agreements.view_need"


class NeedList(WorkList):
    """Those that are open, the first one first."""

    model = JobNeed
    permission = VIEW
    filter_class = NeedFilter
    table_class = NeedTable
    title = "Behov"
    lead = "Opgaver, som virksomhederne får brug for hjælp til, helst tre til seks måneder frem."
    counted = ("behov", "behov")
    empty_text = "Her kommer de opgaver, virksomhederne ved, de får brug for hjælp til."
    create_url_name = "agreements:need-add"
    create_text = "Meld et behov"
    create_permission = EDIT
    trash_url_name = "agreements:need-trash"

    def rows(self) -> QuerySet:
        return self.visible().select_related("presence__enterprise")

    def more(self) -> dict[str, Any]:
        return job_tabs(self.request.access, "agreements:needs")


class OfNeed(OnTheWay):
    """Pages of one need."""

    model = JobNeed
    permission = EDIT

    def visible(self) -> QuerySet:
        """With whose it is."""
        return super().visible().select_related("presence__enterprise", "presence__municipality")

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Behov", "agreements:needs", *([record] if record.pk else []))


class NeedAdd(OfNeed, WorkAdd):
    """A new need; `?virksomhed=` says whose."""

    form_class = NeedForm
    service = staticmethod(services.register_need)
    title = "Meld et behov"
    submit_text = "Meld behovet"
    done_text = "Behovet er meldt: {record}."
    list_url_name = "agreements:needs"

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may for any enterprise at all; the service asks about this one."""
        super().allow(permission)

    def make_form(self, instance: Any, data: Any = None) -> Any:
        form = super().make_form(instance, data)
        key = self.request.GET.get("virksomhed", "")
        if key.isdecimal():
            chosen: Any = form.fields["presence"]
            form.initial["presence"] = chosen.queryset.filter(enterprise=key).values_list("pk", flat=True).first()
        return form


class NeedEdit(OfNeed, WorkEdit):
    """Plans change."""

    form_class = NeedForm
    change = staticmethod(services.correct_need)
    title = "Ret behov: {record}"
    remove_url_name = "agreements:need-remove"
    remove_text = "Slet behovet"


class NeedClose(OfNeed, WorkVerb):
    """Besat, or no longer wanted."""

    form_class = CloseNeedForm
    title = "Luk behov: {record}"
    submit_text = "Luk behovet"
    done_text = "Behovet er lukket."

    def act(self, record: JobNeed, data: dict[str, Any], version: int) -> JobNeed:
        return services.close_need(
            self.request.access,
            record,
            closed_on=data["closed_on"],
            filled=data["outcome"] == FILLED,
            expected_version=version,
        )


class NeedReopen(OfNeed, WorkVerb):
    """Wanted again."""

    form_class = ReopenNeedForm
    title = "Genåbn behov: {record}"
    submit_text = "Genåbn behovet"
    done_text = "Behovet er åbent igen."

    def act(self, record: JobNeed, data: dict[str, Any], version: int) -> JobNeed:
        return services.reopen_need(self.request.access, record, expected_version=version, reason=data["reason"])


class NeedRemove(OfNeed, WorkRemove):
    """It was never so."""

    service = staticmethod(services.remove_need)

    def done_url(self, record: Any) -> str:
        return reverse("agreements:needs")


class NeedTrash(RecordTrash):
    """What was deleted of the needs one may write. Enterprises have their own here; the municipality's people too."""

    permission = EDIT
    title = "Slettede behov"
    back_url_name = "agreements:needs"
    restore = staticmethod(services.restore_need)

    def visible(self) -> QuerySet:
        access = self.request.access
        mine: Any = JobNeed.with_deleted.restorable().select_related("presence__enterprise", "presence__municipality")
        served = NeedForm.spoken_for(access, "presence__")
        return mine.filter(served)


class NeedPage(RecordPage):
    """What is to be done, how much, from when, and what can the workplace give?"""

    model = JobNeed
    permission = VIEW
    template_name = "agreements/simple_page.html"

    def visible(self) -> QuerySet:
        return super().visible().select_related("presence__enterprise", "presence__municipality")

    def heading(self, record: JobNeed) -> str:
        return record.title

    def lead(self, record: JobNeed) -> str:
        return f"{record.presence.enterprise}, {hours_said(record)} om ugen fra {danish.date(record.wanted_from)}."

    def actions(self, record: JobNeed) -> Iterable[tuple[str, str]]:
        if not self.may(EDIT, record):
            return
        verbs = [("Ret behovet", "need-edit"), ("Luk behovet", "need-close")]
        if record.closed_on:
            verbs = [("Genåbn behovet", "need-reopen"), ("Ret behovet", "need-edit")]
        for text, name in verbs:
            yield text, reverse(f"agreements:{name}", args=[record.pk])

    def facts(self, record: JobNeed) -> Iterable[tuple[str, Any]]:
        enterprise = record.presence.enterprise
        yield "Virksomhed", format_html('<a href="{}">{}</a>', enterprise.get_absolute_url(), enterprise)
        yield "Timer om ugen", hours_said(record)
        yield "Fra", danish.date(record.wanted_from)
        yield "Sted", record.area
        yield "Kompetencer", [danish.capital(word.name) for word in record.competences.all()]
        yield "Støtte på stedet", [danish.capital(word.name) for word in record.support.all()]

    def texts(self, record: JobNeed) -> Iterable[tuple[str, str]]:
        yield "Hvad der skal laves", record.tasks

    def events(self, record: JobNeed) -> Iterable[Any]:
        return history(record, HISTORY_SHOWN)

    def more(self, record: JobNeed) -> dict[str, Any]:
        return {"trail": trail_of("Behov", "agreements:needs"), "badges": [state_of_need(record)]}


# --- On the enterprise's page -----------------------------------------------------------------------------------------
def _open_at(request: HttpRequest, enterprise: Enterprise) -> QuerySet:
    visible: Any = JobNeed.objects.visible_to(request.access)  # type: ignore[attr-defined]
    return visible.filter(presence__enterprise=enterprise, closed_on=None)


def needs_of(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """How many are open, for those who may know."""
    if not may(request.access, VIEW):  # type: ignore[attr-defined]
        return
    if number := _open_at(request, enterprise).count():
        query = urlencode({"virksomhed": enterprise.pk})
        yield PanelRow(
            what="Behov",
            url=f"{reverse('agreements:needs')}?{query}",
            now=danish.count(number, "åbent behov", "åbne behov"),
        )


def actions(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """`Meld et behov`, for the enterprise's own."""
    access: Any = request.access  # type: ignore[attr-defined]
    if may(access, EDIT) and enterprise.pk in access.own_enterprises():
        yield PanelRow(
            what="Meld et behov",
            url=f"{reverse('agreements:need-add')}?{urlencode({'virksomhed': enterprise.pk})}",
        )
