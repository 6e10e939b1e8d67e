"""Vejledning: conversations, counted per month and topic, and listed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.common import danish
from socialportal.common.exports import export
from socialportal.common.pages import Door, RecordAdd, RecordEdit, RecordList, RecordRemove

from ..filters.inquiry import AdviceFilter
from ..forms.inquiry import AdviceForm
from ..models import AdviceSession, Enterprise, Inquiry
from ..services import advice
from ..tables.inquiry import AdviceTable, MonthTable


class AdviceList(RecordList):
    """The year's conversations: counted per month and topic, and listed."""

    model = AdviceSession
    permission = "enterprises.view_inquiry"
    template_name = "enterprises/inquiry_advice.html"
    filter_class = AdviceFilter
    table_class = AdviceTable
    title = "Vejledning"
    lead = "Samtaler om forretning eller beskæftigelse, talt op måned for måned."
    counted = ("vejledning", "vejledninger")
    empty_text = "Her kommer vejledningerne. Hver af dem noteres på få sekunder."
    create_url_name = "enterprises:advice-add"
    create_text = "Notér en vejledning"
    create_permission = "enterprises.change_inquiry"
    trash_url_name = "enterprises:trash"

    def rows(self) -> QuerySet:
        return self.visible().select_related("inquiry", "enterprise", "advised_by")

    @property
    def year(self) -> int:
        """The year the page is about."""
        return AdviceFilter(self.request.GET, queryset=self.visible(), request=self.request).year

    def more(self) -> dict[str, Any]:
        year = self.year
        rows: Any = self.visible()
        months = rows.by_month(year)
        return {
            "tabs_for": "inquiries",
            "year": year,
            "months": [month | {"name": danish.capital(danish.MONTHS[month["number"] - 1])} for month in months],
            "totals": {name: sum(month[name] for month in months) for name in ("business", "employment", "total")},
            "months_url": f"{reverse('enterprises:advice-months')}?{urlencode({'aar': year})}",
        }


class AdviceMonths(Door):
    """The counts as a file."""

    model = AdviceSession
    permission = "enterprises.view_inquiry"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        self.allow(self.permission)
        rows: Any = self.listed()
        year = AdviceFilter(request.GET, queryset=rows, request=request).year
        months = [month | {"month": f"{danish.MONTHS[month['number'] - 1]} {year}"} for month in rows.by_month(year)]
        return export(MonthTable(months), "csv", name=f"Vejledning {year} pr. måned")


class AdviceAdd(RecordAdd):
    """Today, by whoever notes it, with the inquiry or enterprise it was opened from."""

    model = AdviceSession
    permission = "enterprises.change_inquiry"
    form_class = AdviceForm
    template_name = "enterprises/form.html"
    service = staticmethod(advice.note_advice)
    title = "Notér en vejledning"
    done_text = "Vejledningen er noteret."

    def start(self) -> AdviceSession:
        access = self.request.access
        if access.municipality is None:
            raise PermissionDenied
        inquiries: Any = Inquiry.objects.visible_to(access).filter(municipality=access.municipality)  # type: ignore[attr-defined]
        enterprises: Any = Enterprise.objects.visible_to(access)  # type: ignore[attr-defined]
        asked = self.request.GET
        number = asked.get("henvendelse", "")
        return AdviceSession(
            municipality=access.municipality,
            held_on=timezone.localdate(),
            advised_by_id=access.user_id,
            inquiry=inquiries.filter(pk=number).first() if number.isdecimal() else None,
            enterprise=enterprises.filter(slug=asked.get("virksomhed", "")).first(),
        )

    def done_url(self, record: Any) -> str:
        """Back to the inquiry it was noted from, else to the list."""
        return record.inquiry.get_absolute_url() if record and record.inquiry else reverse("enterprises:advice")

    def cancel_url(self, record: Any) -> str:
        return self.done_url(record)

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": ("Vejledning", reverse("enterprises:advice"))}


class AdviceEdit(RecordEdit):
    model = AdviceSession
    permission = "enterprises.change_inquiry"
    form_class = AdviceForm
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    change = staticmethod(advice.change_advice)
    title = "Ret vejledningen"

    def more(self, record: Any) -> dict[str, Any]:
        url = reverse("enterprises:advice-remove", args=[record.pk])
        return {
            "crumb": ("Vejledning", reverse("enterprises:advice")),
            "danger_text": "Slet vejledningen",
            "danger_url": url,
        }


class AdviceRemove(RecordRemove):
    model = AdviceSession
    permission = "enterprises.change_inquiry"
    template_name = "enterprises/confirm.html"
    service = staticmethod(advice.remove_advice)

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:advice")

    def more(self, record: Any) -> dict[str, Any]:
        return {"crumb": ("Vejledning", reverse("enterprises:advice"))}
