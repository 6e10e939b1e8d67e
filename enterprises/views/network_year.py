"""A year of the network: its plan, what the enterprises wish for, and the figures."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from socialportal.common.exports import export
from socialportal.common.pages import Door, RecordEdit, RecordRemove

from ..forms.network import PlanForm
from ..models import NetworkPlan, ThemeWish
from ..network_terms import grouped, plain
from ..queries_network import network_years, wishes_for
from ..services import municipal
from ..services import network as services
from ..tables.network import YearTable
from .network import CHANGE, Crumbed, OfHere, crumb


class PlanAdd(OfHere):
    model = NetworkPlan
    form_class = PlanForm
    service = staticmethod(municipal.add)
    title = "Planlæg et år for netværket"
    done_text = "Planen er gemt."

    def initial(self) -> dict[str, Any]:
        return {"year": timezone.localdate().year + 1}


class PlanEdit(Crumbed, RecordEdit):
    model = NetworkPlan
    permission = CHANGE
    form_class = PlanForm
    template_name = "enterprises/form.html"
    conflict_template_name = "enterprises/conflict.html"
    change = staticmethod(municipal.change)
    title = "Ret planen for {record.year}"

    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {
            "danger_text": "Slet planen",
            "danger_url": reverse("enterprises:plan-remove", args=[record.pk]),
        }


class PlanRemove(Crumbed, RecordRemove):
    model = NetworkPlan
    permission = CHANGE
    template_name = "enterprises/confirm.html"
    service = staticmethod(municipal.remove)
    title = "Slet planen for {record.year}?"

    def done_url(self, record: Any) -> str:
        return reverse("enterprises:meetings")


# --- Wishes and figures ---------------------------------------------------------------------------------------------------
class _OfPlace(Door):
    """A page about the municipality in focus."""

    permission = "enterprises.view_network"

    def here(self) -> Any:
        """The municipality, for those who may see its network."""
        self.allow(self.permission)
        place = self.request.access.municipality
        if place is None:
            raise PermissionDenied
        return place


class Wishes(_OfPlace):
    """What the enterprises wish for, grouped, and the button that takes a wish into the plan of the year."""

    def get(self, request: HttpRequest) -> HttpResponse:
        here, asked = self.here(), request.GET.get("aar", "")
        next_year = timezone.localdate().year + 1
        year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else next_year
        plan = NetworkPlan.objects.filter(municipality=here, year=year).first()
        planned = [plain(theme) for theme in plan.theme_list] if plan else []
        wished = grouped(wishes_for(here, year).values_list("text", "presence__enterprise__name"))
        rows = ThemeWish.objects.filter(presence__municipality=here).order_by().values_list("year", flat=True)
        context = {
            "title": f"Ønsker til netværket {year}",
            "crumb": crumb(),
            "year": year,
            "years": sorted({*rows.distinct(), year, next_year}, reverse=True),
            "plan": plan,
            "wishes": [(wish, plain(wish.text) in planned) for wish in wished],
            "may_plan": self.may(CHANGE),
        }
        return render(request, "enterprises/wishes.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        here, year = self.here(), request.POST.get("year", "")
        self.allow(CHANGE)
        asked = wishes_for(here, int(year) if year.isdecimal() and len(year) == 4 else 0)
        wish = asked.filter(text=request.POST.get("text", "")).first()
        if wish is None:
            raise Http404
        services.take_wish(self.request.access, here, wish.year, wish.text)
        messages.success(request, f"”{wish.text}” står nu i planen for {wish.year}.")
        return HttpResponseRedirect(f"{reverse('enterprises:wishes')}?aar={wish.year}")


class NetworkFigures(_OfPlace):
    """A line a year, on the page and as a file."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        table = YearTable(network_years(self.here()), request=request)
        wanted = request.GET.get("format")
        if wanted in {"csv", "xlsx"}:
            return export(table, wanted, name="Netværket i tal")
        return render(
            request, "enterprises/network_figures.html", {"title": "Netværket i tal", "table": table, "crumb": crumb()}
        )
