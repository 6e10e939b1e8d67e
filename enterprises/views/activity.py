"""Aktiviteter: the log, counted per year, and the bodies that meet."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.common import danish
from socialportal.common.exports import export
from socialportal.common.pages import Door, RecordList, RecordPage

from ..filters.log import ActivityFilter
from ..forms.log import ActivityForm, BodyForm
from ..models import Activity, Body, Enterprise
from ..queries import activities_per_year
from ..services import activity as services
from ..services import body as bodies
from ..tables.log import ActivityTable, BodyTable, CountedTable
from .doors import events_for
from .here import HereAdd, HereEdit, HereRemove, OfHere


class _OfLog(OfHere):
    model = Activity
    permission = "enterprises.log_activity"
    back_text, back = "Aktiviteter", "enterprises:activities"


class ActivityList(RecordList):
    """What we have done, newest first."""

    model = Activity
    permission = "enterprises.view_activity"
    template_name = "enterprises/activities.html"
    filter_class = ActivityFilter
    table_class = ActivityTable
    title = "Aktiviteter"
    lead = "Besøg, oplæg, møder i grupper og fora, og begivenheder hos virksomhederne."
    counted = ("aktivitet", "aktiviteter")
    empty_text = "Notér et besøg, et oplæg eller et møde, så tæller portalen dem sammen."
    create_url_name = "enterprises:activity-add"
    create_text = "Notér en aktivitet"
    create_permission = "enterprises.log_activity"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        return self.visible().prefetch_related("enterprises")

    def more(self) -> dict[str, Any]:
        return {"tabs_for": "activities"}


class ActivityCounts(Door):
    """How many of each kind a year."""

    model = Activity
    permission = "enterprises.view_activity"
    title = "Aktiviteter talt op pr. år"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.allow(self.permission)
        seen: Any = self.listed()
        table = CountedTable(activities_per_year(seen), request=request)
        if (wanted := request.GET.get("format")) in {"csv", "xlsx"}:
            return export(table, wanted, name=self.title)
        context = {
            "title": self.title,
            "lead": "Tryk på et tal for at se, hvad der er talt med.",
            "crumb": ("Aktiviteter", reverse("enterprises:activities")),
            "table": table,
            "count_text": danish.count(len(table.rows), "år", "år"),
            "empty_text": "Her kommer tallene, når der er noteret noget.",
            "export_url": "?format=xlsx",
            "export_csv_url": "?format=csv",
        }
        return render(request, "enterprises/activity_counts.html", context)


class ActivityPage(RecordPage):
    """One line of the log."""

    model = Activity
    permission = "enterprises.view_activity"
    template_name = "enterprises/activity.html"

    def visible(self) -> QuerySet:
        return super().visible().select_related("body", "municipality").prefetch_related("enterprises")

    def heading(self, record: Activity) -> str:
        return record.title

    def lead(self, record: Activity) -> str:
        return f"{record.get_kind_display()} {danish.date(record.on)}"

    def facts(self, record: Activity) -> Iterable[tuple[str, Any]]:
        if record.body:
            yield "Gruppe eller forum", record.body.name
        yield "For hvem", record.audience
        if record.kind == Activity.Kind.TALK:
            yield "Internt eller eksternt", "Uden for kommunen" if record.external else "Internt i kommunen"
        yield "Mennesker", "" if record.people is None else danish.number(record.people)
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def texts(self, record: Activity) -> Iterable[tuple[str, str]]:
        yield "Bemærkning", record.note

    def actions(self, record: Activity) -> Iterable[tuple[str, str]]:
        if self.may("enterprises.log_activity", record):
            yield "Ret", reverse("enterprises:activity-edit", args=[record.pk])
            again = {"slags": record.kind} | ({"gruppe": record.body_id} if record.body_id else {})  # type: ignore[attr-defined]
            yield "Notér en til af samme slags", f"{reverse('enterprises:activity-add')}?{urlencode(again)}"
            yield "Slet", reverse("enterprises:activity-remove", args=[record.pk])

    def events(self, record: Activity) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: Activity) -> dict[str, Any]:
        # An enterprise that has left the trash of another municipality is not ours to show.
        seen = set(
            Enterprise.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
            .filter(activities=record)
            .values_list("pk", flat=True)
        )
        return {
            "crumb": ("Aktiviteter", reverse("enterprises:activities")),
            "enterprises": [one for one in record.enterprises.all() if one.pk in seen],
        }


class ActivityAdd(_OfLog, HereAdd):
    """`?virksomhed=` and `?slags=` fill in what the page one came from knows."""

    form_class = ActivityForm
    service = staticmethod(services.log_activity)
    title = "Notér en aktivitet"
    submit_text = "Notér"
    done_text = "{record} er noteret."

    def initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("slags", "")
        kind = wanted if wanted in Activity.Kind.values else Activity.Kind.VISIT
        return {"on": timezone.localdate(), "kind": kind}

    def came_from(self) -> Enterprise | None:
        """The enterprise whose page one came from."""
        seen: Any = Enterprise.objects.visible_to(self.request.access)  # type: ignore[attr-defined]
        return seen.filter(slug=self.request.GET.get("virksomhed", "")).first()

    def form_options(self) -> dict[str, Any]:
        one, body = self.came_from(), self.request.GET.get("gruppe", "")
        initial: dict[str, Any] = {"enterprises": [one.pk]} if one else {}
        return {"initial": initial | ({"body": int(body)} if body.isdecimal() else {})}

    def cancel_url(self, record: Any) -> str:
        one = self.came_from()
        return one.get_absolute_url() if one else super().cancel_url(record)

    def done_url(self, record: Any) -> str:
        """Back to where one came from, so that a visit is noted in passing."""
        one = self.came_from()
        return one.get_absolute_url() if one else super().done_url(record)


class ActivityEdit(_OfLog, HereEdit):
    """Rettelse."""

    form_class = ActivityForm
    change = staticmethod(services.change_activity)
    title = "Ret {record.title}"


class ActivityRemove(_OfLog, HereRemove):
    """Into the trash."""

    service = staticmethod(services.remove_activity)
    title = "Slet {record.title}?"


# --- Bodies -------------------------------------------------------------------------------------------------------------
class BodyList(RecordList):
    """Who meets about the work."""

    model = Body
    permission = "enterprises.view_activity"
    template_name = "enterprises/bodies.html"
    table_class = BodyTable
    title = "Grupper og fora"
    lead = "Styregruppe, følgegruppe, partnerskabsforum: hvem der sidder i dem, og hvor tit de mødes."
    counted = ("gruppe eller forum", "grupper og fora")
    empty_text = "Her kommer de grupper og fora, der mødes om arbejdet."
    create_url_name = "enterprises:body-add"
    create_text = "Opret gruppe eller forum"
    create_permission = "enterprises.log_activity"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        live = Q(meetings__deleted_at=None)
        return self.visible().annotate(met=Count("meetings", filter=live), last_met=Max("meetings__on", filter=live))

    def table_options(self) -> dict[str, Any]:
        return {} if self.may("enterprises.log_activity") else {"exclude": ["change"]}

    def more(self) -> dict[str, Any]:
        return {"tabs_for": "activities", "crumb": ("Aktiviteter", reverse("enterprises:activities"))}


class _OfBody(OfHere):
    model = Body
    permission = "enterprises.log_activity"
    back_text, back = "Grupper og fora", "enterprises:bodies"


class BodyAdd(_OfBody, HereAdd):
    """A new one."""

    form_class = BodyForm
    service = staticmethod(bodies.add_body)
    title = "Opret gruppe eller forum"


class BodyEdit(_OfBody, HereEdit):
    """Who sits in it, corrected or changed from a day."""

    form_class = BodyForm
    change = staticmethod(bodies.change_body)
    supersede = staticmethod(bodies.change_body_from)
    remove_url_name, remove_text = "enterprises:body-remove", "Slet gruppen, fordi den aldrig har været"


class BodyRemove(_OfBody, HereRemove):
    """Into the trash."""

    service = staticmethod(bodies.remove_body)
