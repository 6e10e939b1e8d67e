"""Ansøgninger: what was applied for, and what came of it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove

from ..filters.buying import ApplicationFilter
from ..forms.funding import AnswerForm, ApplicationForm, GrantOfApplicationForm
from ..models import Grant, GrantApplication
from ..services import grant_application as services
from ..tables.buying import ANSWERS, ApplicationTable
from .doors import events_for
from .funding import siblings

VIEW, CHANGE = "enterprises.view_application", services.CHANGE
CHANGE_GRANT = "enterprises.change_grant"


def crumb() -> tuple[str, str]:
    """The way back to the list."""
    return "Ansøgninger", reverse("enterprises:applications")


def sums_in_words(sums: dict[str, Any]) -> str:
    """`Søgt 1.200.000 kr., bevilget 400.000 kr. Af de 7, der er svar på, er 3 bevilget (42,9 %).`"""
    parts = []
    if sums["applied"]:
        parts.append(f"Søgt {danish.kroner(sums['applied'])}")
    if sums["granted"]:
        parts.append(f"bevilget {danish.kroner(sums['granted'])}")
    told = f"{danish.capital(', '.join(parts))} " if parts else ""
    if sums["answered"]:
        share = danish.percent(danish.share(sums["yes"], sums["answered"]))
        told += f"Af dem, der er svar på, er {danish.out_of(sums['yes'], sums['answered'])} bevilget ({share})."
    return told.strip()


class ApplicationList(RecordList):
    model = GrantApplication
    permission = VIEW
    template_name = "enterprises/applications.html"
    filter_class = ApplicationFilter
    table_class = ApplicationTable
    title = "Ansøgninger"
    lead = "Ansøgninger til puljer og fonde, og hvad de førte til."
    counted = ("ansøgning", "ansøgninger")
    empty_text = "Her kommer de ansøgninger til puljer og fonde, som virksomhederne sender."
    create_url_name = "enterprises:application-add"
    create_text = "Skriv en ansøgning ind"
    create_permission = CHANGE

    def rows(self) -> QuerySet:
        granted = Case(When(grant__deleted_at=None, then=F("grant__amount")))
        return self.visible().select_related("presence__enterprise").annotate(granted=granted)

    def page(self, request: Any, table: Any, filtering: Any) -> dict[str, Any]:
        """With what they sum to, of all that was found."""
        found: Any = filtering.qs if filtering.is_valid() else self.visible().none()
        context = super().page(request, table, filtering)
        return context | siblings(request.access, "applications") | {"sums": sums_in_words(found.sums())}


class _OfApplication:
    model = GrantApplication

    def visible(self) -> QuerySet:
        rows: Any = super().visible()  # type: ignore[misc]
        return rows.select_related("presence__enterprise", "presence__municipality", "grant")

    def more(self, record: Any) -> dict[str, Any]:
        """For the way back."""
        return {"crumb": crumb()}


class ApplicationPage(_OfApplication, RecordPage):
    permission = VIEW
    template_name = "enterprises/application.html"

    def heading(self, record: GrantApplication) -> str:
        return record.fund

    def lead(self, record: GrantApplication) -> str:
        amount = f" om {danish.kroner(record.amount)}" if record.amount else ""
        return f"{record.presence.enterprise} søgte{amount} {danish.date(record.applied_on)}."

    def actions(self, record: GrantApplication) -> Iterable[tuple[str, str]]:
        def at(name: str) -> str:
            return reverse(f"enterprises:application-{name}", args=[record.pk])

        grant = services.live_grant(record)
        if grant is None and record.result in ("waiting", "granted") and self.may(CHANGE_GRANT, record):
            yield "Bevilget: skriv midlerne ind", at("grant")
        if self.may(CHANGE, record):
            if grant is None:
                yield ("Notér svaret" if record.result == "waiting" else "Ret svaret"), at("answer")
            yield "Ret", at("edit")
        if self.may(services.REMOVE, record):
            yield "Slet", at("remove")

    def facts(self, record: GrantApplication) -> Iterable[tuple[str, Any]]:
        yield "Ansøger", record.presence.enterprise.name
        yield "Formål", record.purpose
        yield "Søgt beløb", danish.kroner(record.amount) if record.amount else ""
        yield "Søgt", danish.date(record.applied_on)
        yield "Skrevet af", record.written_by
        yield "Kommunen er medunderskriver", "Ja" if record.co_signed else "Nej"
        if record.answered_on:
            yield "Svar modtaget", danish.date(record.answered_on)
        if record.source_note and self.may("enterprises.view_internal", record):
            yield "Kilde og forbehold", record.source_note

    def events(self, record: GrantApplication) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: GrantApplication) -> dict[str, Any]:
        badge = (ANSWERS[GrantApplication.Result(record.result)], record.get_result_display())
        return {"crumb": crumb(), "badge": badge, "grant": services.live_grant(record)}


class _Form(_OfApplication):
    template_name = "enterprises/fund_form.html"
    conflict_template_name = "enterprises/fund_conflict.html"


class ApplicationAdd(_Form, RecordAdd):
    permission = CHANGE
    form_class = ApplicationForm
    service = staticmethod(services.register_application)
    title = "Skriv en ansøgning ind"
    done_text = "Ansøgningen er skrevet ind."

    def start(self) -> GrantApplication:
        return GrantApplication(applied_on=timezone.localdate())

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:applications")


class ApplicationEdit(_Form, RecordEdit):
    permission = CHANGE
    form_class = ApplicationForm
    change = staticmethod(services.correct_application)
    title = "Ret ansøgningen til {record.fund}"


class ApplicationAnswer(_Form, RecordEdit):
    """What the fund said."""

    permission = CHANGE
    form_class = AnswerForm
    title = "Svar på ansøgningen til {record.fund}"
    lead = "Er der bevilget penge, skriver kommunens koordinator dem ind under puljer og fondsmidler."
    done_text = "Svaret er gemt."

    def save(self, form: Any) -> GrantApplication:
        return services.answer_application(
            self.request.access,
            self.stored(form.instance),
            result=form.cleaned_data["result"],
            answered_on=form.cleaned_data["answered_on"],
            expected_version=form.expected_version,
        )


class ApplicationGrant(_OfApplication, RecordAdd):
    """Bevilget: the grant as the application tells it, to be looked through and saved with the answer."""

    permission = CHANGE_GRANT
    form_class = GrantOfApplicationForm
    template_name = "enterprises/fund_grant_form.html"
    title = "Bevilget: skriv midlerne ind"
    submit_text = "Gem bevillingen"
    done_text = "Bevillingen er skrevet ind, og ansøgningen er noteret som bevilget."

    @cached_property
    def application(self) -> GrantApplication:
        """The one of the address, if it exists for the one who asks."""
        return get_object_or_404(self.visible(), pk=self.kwargs["pk"])

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission, self.application)
        grant = services.live_grant(self.application)
        if grant is not None:
            return HttpResponseRedirect(grant.get_absolute_url())
        return super().get(request, **kwargs)

    def start(self) -> Grant:
        one = self.application
        grant = Grant(presence=one.presence, year=timezone.localdate().year, purpose=one.purpose)
        if one.amount is not None:
            grant.amount = one.amount
        return grant

    def form_options(self) -> dict[str, Any]:
        return {"application": self.application}

    def cancel_url(self, record: Any) -> str:
        return self.application.get_absolute_url()

    def make(self, form: Any) -> Grant:
        return services.grant_application(
            self.request.access,
            self.application,
            form.instance,
            donors=form.donors.wanted(),
            answered_on=form.cleaned_data["answered_on"],
        )


class ApplicationRemove(_OfApplication, RecordRemove):
    template_name = "enterprises/fund_confirm.html"
    permission = services.REMOVE
    service = staticmethod(services.remove_application)

    def losses(self, record: GrantApplication) -> list[str]:
        amount = [danish.kroner(record.amount)] if record.amount else []
        return [*amount, record.get_result_display()]

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:applications")
