"""The list of enterprises, the page of one, and its own forms."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.audit.sentences import history_of
from socialportal.common import danish, panels
from socialportal.common.pages import RecordAdd, RecordEdit, RecordList, RecordPage, RecordRemove

from .. import profile, terms
from ..filters import EnterpriseFilter
from ..forms.enterprise import EnterpriseForm, NameForm, NewEnterpriseForm, ProfileForm
from ..models import Activity, Contribution, Enterprise, EnterpriseMembership, Presence, RsvPeriod
from ..services import enterprise as services
from ..services import removal
from ..tables import EnterpriseTable
from .doors import HISTORY_SHOWN
from .panels import HAPPENED, OPEN, PLACE

CORRECTIONS_SHOWN = 5


class EnterpriseList(RecordList):
    """Virksomheder: who is active in the municipality."""

    model = Presence
    permission = "enterprises.list_enterprises"
    template_name = "enterprises/list.html"
    filter_class = EnterpriseFilter
    table_class = EnterpriseTable
    title = "Virksomheder"
    counted = ("virksomhed eller initiativ", "virksomheder og initiativer")
    empty_text = "Her kommer de virksomheder og initiativer, der er aktive i kommunen."
    create_url_name = "enterprises:add"
    create_text = "Opret virksomhed"
    create_permission = "enterprises.add_enterprise"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        rows: Any = self.visible()
        return rows.with_cvr().select_related("enterprise", "municipality")

    def table_options(self) -> dict[str, Any]:
        """Columns that would say the same on every line are left out."""
        away = []
        if len(self.request.access.municipalities()) < 2:  # type: ignore[attr-defined]
            away.append("municipality")
        if not self.request.GET.get("ogsaa"):
            away.append("until")
        return {"exclude": away}

    def more(self) -> dict[str, Any]:
        return {
            "tabs_for": "list",
            "day": timezone.localdate(),
            "adopt_url": reverse("enterprises:adopt") if self.may("enterprises.add_enterprise") else "",
            "duplicates_url": reverse("enterprises:duplicates") if self.may("enterprises.merge_enterprises") else "",
        }


class EnterpriseAdd(RecordAdd):
    """A new enterprise, active in the municipality in focus."""

    model = Enterprise
    permission = "enterprises.add_enterprise"
    form_class = NewEnterpriseForm
    template_name = "enterprises/form.html"
    title = "Opret virksomhed"
    lead = "Navn og slags er nok til at begynde med. Resten kan skrives, når I ved det."
    submit_text = "Opret virksomhed"

    def make(self, form: Any) -> Enterprise:
        access = self.request.access  # type: ignore[attr-defined]
        return services.register_enterprise(
            access,
            form.instance,
            presence=form.presence_in(access.municipality),
            cvr_numbers=form.cvr_numbers,
            links=form.links,
        )

    def cancel_url(self, record: Any) -> str:
        return reverse("enterprises:list")


class EnterprisePage(RecordPage):
    """Where we stand with one enterprise."""

    model = Enterprise
    permission = "enterprises.view_enterprise"
    template_name = "enterprises/detail.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The page; for the old address of one that was put together with another, the way to that."""
        try:
            return super().get(request, **kwargs)
        except Http404:
            merged = Enterprise.with_deleted.filter(slug=self.kwargs["slug"]).exclude(merged_into=None).first()
            if merged is None or not self.visible().filter(pk=merged.merged_into_id).exists():  # type: ignore[attr-defined]
                raise
        return HttpResponseRedirect(merged.merged_into.get_absolute_url())  # type: ignore[union-attr]

    def visible(self) -> QuerySet:
        access = self.request.access  # type: ignore[attr-defined]
        rows: Any = super().visible()
        presences = (
            Presence.objects.visible_to(access)
            .select_related("municipality", "caretaker", "housing_area")
            .prefetch_related("contributions")
            .order_by("valid_from", "pk")
        )
        rows = panels.knowing(rows, "enterprise.actions", OPEN, HAPPENED, PLACE)
        if access.municipalities():  # people are for the municipality's own
            serving = EnterpriseMembership.objects.active_on(timezone.localdate()).select_related("user")
            rows = rows.prefetch_related("contact_people", Prefetch("memberships", serving))
        return rows.select_related("legal_form", "publication").prefetch_related(
            Prefetch("presences", presences),
            Prefetch("rsv_periods", RsvPeriod.objects.select_related("cvr_number").order_by("-valid_from", "-pk")),
            "other_names",
            "cvr_numbers",
            "target_groups",
        )

    def lead(self, record: Enterprise) -> str:
        return record.summary

    def actions(self, record: Enterprise) -> Iterable[tuple[str, str]]:
        """What upper floors offer comes first: it is what one does with an enterprise from day to day."""
        for row in panels.rows("enterprise.actions", self.request, record):
            yield row.what, row.url
        if self.may("enterprises.change_enterprise", record):  # an enterprise's own have one place for it: their page
            yield "Ret oplysninger", reverse("enterprises:edit", args=[record.slug])
        if self.may("enterprises.change_profile", record):
            yield "Siden for offentligheden", reverse("enterprises:own", args=[record.slug])
        presence = self.here(record)
        if presence and self.may("enterprises.log_activity", presence):
            chosen = urlencode({"virksomhed": record.slug, "slags": Activity.Kind.VISIT})
            yield "Notér besøg", f"{reverse('enterprises:activity-add')}?{chosen}"
        if presence and self.may("enterprises.change_contribution", presence):
            yield "Skriv bidrag til årsrapporten", f"{reverse('enterprises:contribution-add')}?virksomhed={record.slug}"

    def here(self, record: Enterprise) -> Presence | None:
        """The presence that the page is about: the one that holds today, else the last one."""
        presences, today = list(record.presences.all()), timezone.localdate()
        return next((p for p in presences if p.holds_on(today)), presences[-1] if presences else None)

    def events(self, record: Enterprise) -> Iterable[Any]:
        if not self.may("enterprises.view_internal", record):
            return []
        return history_of(everything_of(record, self.contributions(record)), CORRECTIONS_SHOWN)

    def contributions(self, record: Enterprise) -> list[Contribution]:
        """Newest year first; those one may read."""
        if not self.may("enterprises.view_contribution", record):
            return []
        found = [one for presence in record.presences.all() for one in presence.contributions.all()]
        return sorted(found, key=lambda one: one.year, reverse=True)

    def more(self, record: Enterprise) -> dict[str, Any]:
        today, presences = timezone.localdate(), list(record.presences.all())
        here, rsv = self.here(record), list(record.rsv_periods.all())
        internal = self.may("enterprises.view_internal", record)
        return {
            "here": here,
            "badges": list(badges(here, presences, rsv, today)),
            "presences": presences[::-1],
            "people": [p for p in record.contact_people.all() if here and p.only_in_id in (None, here.municipality_id)]
            if internal
            else [],
            "rsv_periods": rsv,
            "contributions": self.contributions(record),
            "open_now": panels.in_order(panels.rows(OPEN, self.request, record)),
            "happened": panels.in_order(panels.rows(HAPPENED, self.request, record), newest=True)[:HISTORY_SHOWN],
            "together": panels.rows(PLACE, self.request, record),
            "internal": internal,
            "profile": profile_of(record, today) if internal else None,
            "may": {
                name: self.may(f"enterprises.{name}", record)
                for name in (
                    "change_enterprise",
                    "change_rsv",
                    "remove_enterprise",
                    "change_note",
                    "view_rsv",
                    "change_people",
                )
            }
            | {"change_presence": bool(here) and self.may("enterprises.change_presence", here)},
            "public_url": reverse("enterprises:public", args=[record.slug])
            if any(p.listed and p.holds_on(today) for p in presences)
            else "",
        }


def profile_of(record: Enterprise, today: dt.date) -> dict[str, Any]:
    """How complete and how fresh what the public sees is, and since when changes wait for an approval."""
    shown = getattr(record, "publication", None)
    return {
        "percent": profile.completeness({**profile.NOTHING, **(shown.data if shown else {})}),
        "fresh": profile.freshness(record.confirmed_on, today),
        "waiting_since": shown.waiting_since if shown else None,
    }


def badges(
    here: Presence | None, presences: list[Presence], rsv: list[RsvPeriod], today: Any
) -> Iterable[tuple[str, str]]:
    """The dated status line: active, on the way to registration, counted. Shape and words."""
    if here is not None:
        siblings = [p for p in presences if p.municipality_id == here.municipality_id]
        start: Any = terms.unbroken_since(siblings, today)
        if start is not None:
            yield "ok", f"Aktiv i {here.municipality}" + (f" siden {start.since}" if start.since else "")
        elif here.valid_from and here.valid_from > today:
            yield "half", f"Bliver aktiv i {here.municipality} {danish.date(here.valid_from)}"
        else:
            yield "full", f"Ikke længere aktiv i {here.municipality}: til og med {danish.date(here.valid_to)}"
    for period in (p for p in rsv if p.holds_on(today)):
        shape = {"registered": "ok", "working": "half", "applied": "half"}.get(period.state, "plain")
        yield shape, " ".join(filter(None, [period.get_state_display(), period.since and f"siden {period.since}"]))
    if here is not None and here.holds_on(today):
        if here.kind != Presence.Kind.SOCIAL_ENTERPRISE:
            yield "plain", here.get_kind_display()
        yield "plain", "Tæller med i målet" if here.counts_towards_goal else "Tæller ikke med i målet"
        if not here.listed:
            yield "plain", "Vises ikke på den offentlige liste"


def everything_of(enterprise: Enterprise, contributions: Iterable[Contribution] = ()) -> list[Any]:
    """The enterprise and what belongs to it, for one history. Uses what is prefetched."""
    return [
        enterprise,
        *enterprise.presences.all(),
        *enterprise.rsv_periods.all(),
        *enterprise.other_names.all(),
        *enterprise.cvr_numbers.all(),
        *contributions,
    ]


class EnterpriseHistory(EnterprisePage):
    """The whole history."""

    permission = "enterprises.view_internal"
    template_name = "enterprises/history.html"

    def visible(self) -> QuerySet:
        return RecordPage.visible(self)

    def heading(self, record: Enterprise) -> str:
        return f"Historik for {record}"

    def actions(self, record: Enterprise) -> Iterable[tuple[str, str]]:
        return []

    def events(self, record: Enterprise) -> Iterable[Any]:
        merged = Enterprise.with_deleted.filter(merged_into=record)
        return history_of([record, *merged, *removal.own_records(record, self.request.access.municipalities())])

    def more(self, record: Enterprise) -> dict[str, Any]:
        return {"enterprise": record}


class _Edit(RecordEdit):
    """What the forms of the enterprise itself share."""

    model = Enterprise
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"

    def more(self, record: Enterprise) -> dict[str, Any]:
        return {"enterprise": record}


class EnterpriseEdit(_Edit):
    """All facts, or for an enterprise's own people its profile."""

    permission = "enterprises.change_profile"
    title = "Ret oplysninger om {record}"
    change = staticmethod(services.change_enterprise)

    def make_form(self, instance: Any, data: Any = None) -> Any:
        full = self.may("enterprises.change_enterprise", instance)
        self.form_class = EnterpriseForm if full else ProfileForm
        return super().make_form(instance, data)


class EnterpriseRename(_Edit):
    """Another name: it was spelt wrongly, or they have changed it."""

    permission = "enterprises.change_enterprise"
    form_class = NameForm
    title = "Ret navnet på {record}"
    lead = "En rapport bruger det navn, der gjaldt på dens dato. Adressen på virksomhedens side bliver den samme."
    change = staticmethod(services.change_enterprise)
    supersede = staticmethod(services.rename)


class EnterpriseRemove(RecordRemove):
    """All that is the enterprise's own goes with it."""

    model = Enterprise
    permission = "enterprises.remove_enterprise"
    template_name = "enterprises/confirm.html"
    service = staticmethod(removal.remove_enterprise)

    def more(self, record: Enterprise) -> dict[str, Any]:
        """With the way to what a refusal advises: the time that is open here."""
        visible: Any = Presence.objects.filter(enterprise=record, valid_to=None)
        own = [one for one in visible.select_related("municipality") if self.may("enterprises.change_presence", one)]
        own.sort(key=lambda one: one.municipality_id != self.request.access.municipality_id)  # type: ignore[attr-defined]
        end = reverse("enterprises:presence-end", args=[record.slug, own[0].pk]) if own else ""
        return {"enterprise": record, "instead": ("Afslut virksomheden", end) if end else None}

    def losses(self, record: Enterprise) -> list[str]:
        return removal.losses(record)

    def refusal(self, record: Enterprise) -> str:
        return removal.refusal(self.request.access, record)  # type: ignore[attr-defined]

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:list")
