"""Boligområder: where enterprises lie, and what is known of the place."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.common import danish
from socialportal.common.pages import RecordList, RecordPage

from ..forms.log import AreaForm
from ..models import HousingArea, Presence
from ..services import housing_area as services
from ..tables.log import AreaTable
from .doors import events_for
from .here import HereAdd, HereEdit, HereRemove, OfHere


class AreaList(RecordList):
    """All of the municipality."""

    model = HousingArea
    permission = "enterprises.view_activity"
    template_name = "enterprises/areas.html"
    table_class = AreaTable
    title = "Boligområder"
    lead = "Områder med en helhedsplan, og hvilke virksomheder der ligger i dem."
    counted = ("boligområde", "boligområder")
    empty_text = "Her kommer de boligområder, I arbejder i."
    create_url_name = "enterprises:area-add"
    create_text = "Opret boligområde"
    create_permission = "enterprises.change_area"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        now = Presence.objects.active_on(timezone.localdate()).filter(enterprise__deleted_at=None)
        lying = Count("lying", filter=Q(lying__in=now.values("pk")), distinct=True)
        return self.visible().annotate(enterprises_now=lying)

    def more(self) -> dict[str, Any]:
        return {"tabs_for": "list"}


class AreaPage(RecordPage):
    """One area."""

    model = HousingArea
    permission = "enterprises.view_activity"
    template_name = "enterprises/area.html"

    def facts(self, record: HousingArea) -> Iterable[tuple[str, Any]]:
        yield "Boliger", "" if record.dwellings is None else danish.number(record.dwellings)
        yield "Beboere", "" if record.residents is None else danish.number(record.residents)
        yield "Tallene er fra", str(record.year or "")
        yield "Kilde", record.source
        if record.source_note:
            yield "Forbehold", record.source_note

    def texts(self, record: HousingArea) -> Iterable[tuple[str, str]]:
        yield "Om området", record.description

    def actions(self, record: HousingArea) -> Iterable[tuple[str, str]]:
        if self.may("enterprises.change_area", record):
            yield "Ret", reverse("enterprises:area-edit", args=[record.pk])
            yield "Slet", reverse("enterprises:area-remove", args=[record.pk])

    def events(self, record: HousingArea) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: HousingArea) -> dict[str, Any]:
        lying = Presence.objects.visible_to(self.request.access).filter(housing_area=record)  # type: ignore[attr-defined]
        return {
            "crumb": ("Boligområder", reverse("enterprises:areas")),
            "lying": lying.select_related("enterprise", "municipality").order_by("enterprise__name", "valid_from"),
        }


class _OfArea(OfHere):
    model = HousingArea
    permission = "enterprises.change_area"
    back_text, back = "Boligområder", "enterprises:areas"


class AreaAdd(_OfArea, HereAdd):
    """A new one."""

    form_class = AreaForm
    service = staticmethod(services.add_area)
    title = "Opret boligområde"


class AreaEdit(_OfArea, HereEdit):
    """Rettelse."""

    form_class = AreaForm
    change = staticmethod(services.change_area)


class AreaRemove(_OfArea, HereRemove):
    """Into the trash."""

    service = staticmethod(services.remove_area)
