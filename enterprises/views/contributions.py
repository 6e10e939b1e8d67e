"""Bidrag til årsrapporten: who has written, reading and writing one, their order in the report. The steps between the
enterprise and the municipality: `contribution_steps`.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from socialportal.common import danish
from socialportal.common.pages import Door, RecordList, RecordPage, RecordRemove

from ..forms.contribution import OrderForm
from ..models import Contribution, Presence, ReportingYear
from ..services import approval, reporting_year
from ..services import contributions as services
from ..tables import ContributionTable
from ..tables.contributions import STATES
from .doors import events_for

LAST = 32767  # where no place is given, in both databases


class OfYear(Door):
    """Pages about the contributions of one year: the one asked for, else the latest that somebody has written for."""

    @cached_property
    def years(self) -> list[int]:
        """The years that have contributions, and the present one; newest first."""
        rows: Any = Contribution.objects.visible_to(self.request.access)
        written = set(rows.order_by().values_list("year", flat=True).distinct())
        return sorted({*written, *(of.year for of in self.rounds), timezone.localdate().year}, reverse=True)

    @cached_property
    def year(self) -> int:
        """The year that the page is about."""
        asked = self.request.GET.get("aar", "")
        if asked.isdecimal() and 2000 <= int(asked) <= 2100:
            return int(asked)
        running = [of.year for of in self.rounds if of.closed_on is None]
        if running:
            return running[0]
        return self.years[1] if len(self.years) > 1 else self.years[0]

    @cached_property
    def rounds(self) -> list[ReportingYear]:
        """Those of the municipality in focus, newest first."""
        here = self.request.access.municipality
        return list(ReportingYear.objects.filter(municipality=here).order_by("-year")) if here else []


class ContributionList(OfYear, RecordList):
    """Everyone that the report of the year introduces, with what they have written."""

    model = Presence
    permission = "enterprises.list_enterprises"
    template_name = "enterprises/contributions.html"
    table_class = ContributionTable
    title = "Bidrag til årsrapporten"
    counted = ("virksomhed eller initiativ", "virksomheder og initiativer")
    empty_text = "Ingen virksomheder var aktive i kommunen det år."

    @cached_property
    def state(self) -> str:
        """Only those in this state; empty for all."""
        asked = self.request.GET.get("tilstand", "")
        return asked if asked in STATES else ""

    def rows(self) -> QuerySet:
        of_year = Contribution.objects.filter(year=self.year)
        own = of_year.filter(presence=OuterRef("pk"))
        visible: Any = self.visible()
        rows = visible.listed_in(self.year).annotate(
            place=Coalesce(Subquery(own.values("order")[:1]), Value(LAST)),
            state_now=Coalesce(Subquery(own.values("state")[:1]), Value(reporting_year.MISSING)),
        )
        if self.state:
            rows = rows.filter(state_now=self.state)
        return rows.select_related("enterprise").prefetch_related(
            Prefetch("contributions", of_year, to_attr="of_year"), reporting_year.users_today()
        )

    def page(self, request: HttpRequest, table: Any, filtering: Any) -> dict[str, Any]:
        """With the choice of state counted as a filter."""
        return super().page(request, table, filtering) | {"active_filters": int(bool(self.state))}

    def more(self) -> dict[str, Any]:
        arranges = self.may("enterprises.arrange_contributions")
        return {
            "tabs_for": "contributions",
            "title": f"Bidrag til årsrapporten {self.year}",
            "year": self.year,
            "years": self.years,
            "state": self.state,
            "states": [(key, text) for key, (_, text) in STATES.items()],
            "order_url": f"{reverse('enterprises:contributions-order')}?aar={self.year}" if arranges else "",
            "create_url": f"{reverse('enterprises:contribution-add')}?aar={self.year}" if arranges else "",
            "create_text": "Skriv et bidrag",
            **self.of_round(),
        }

    def of_round(self) -> dict[str, Any]:
        """The round of the year in the municipality in focus, and how far it has come."""
        here = self.request.access.municipality
        if here is None:
            return {}
        of = next((one for one in self.rounds if one.year == self.year), None)
        opens = self.may("enterprises.open_year", here)
        page = {"open_url": reverse("enterprises:year-open") if opens else ""}
        if of is None:
            return page | {"ask_now": opens and self.year >= timezone.localdate().year - 1}
        return page | {
            "round": of,
            "may_open": opens,
            "progress": reporting_year.progress(of),
            "late": of.deadline < timezone.localdate(),
        }


def crumb(year: int) -> tuple[str, str]:
    """The way back to the year's list."""
    return f"Bidrag til årsrapporten {year}", f"{reverse('enterprises:contributions')}?aar={year}"


class ContributionPage(RecordPage):
    """What an enterprise writes in a year's report, as it will be printed, and whose turn it is."""

    model = Contribution
    permission = "enterprises.view_contribution"
    template_name = "enterprises/contribution.html"

    def visible(self) -> QuerySet:
        related = ("presence__enterprise", "presence__municipality", "submitted_by", "approved_by")
        return super().visible().select_related(*related)

    def heading(self, record: Contribution) -> str:
        if self.writes(record):
            return f"Se og send jeres bidrag til årsrapporten {record.year}"
        return f"Bidrag fra {record.presence.enterprise} til årsrapporten {record.year}"

    def writes(self, record: Contribution) -> bool:
        """Whether it is the turn of the one who looks, for the enterprise."""
        return (
            record.state in services.OPEN_TO_ENTERPRISE
            and self.may("enterprises.change_contribution", record)
            and not self.may("enterprises.arrange_contributions", record)
        )

    def facts(self, record: Contribution) -> Iterable[tuple[str, Any]]:
        yield "Længde", danish.count(record.words, "ord", "ord")
        yield "Målgrupper", [group.name for group in record.target_groups.all()]
        jobs = record.placements_other_channels
        yield "Job besat ad andre veje", "" if jobs is None else danish.number(jobs)
        if record.submitted_at and record.state != Contribution.State.DRAFT:
            by = f" af {record.submitted_by.name}" if record.submitted_by else ""
            yield "Indsendt", f"{danish.date(timezone.localdate(record.submitted_at))}{by}"
        if record.approved_at and record.state == Contribution.State.APPROVED:
            yield "Godkendt", danish.date(timezone.localdate(record.approved_at))
        if self.may("enterprises.view_internal", record):
            yield "Plads i rapporten", str(record.order)
            if record.source_note:
                yield "Kilde og forbehold", record.source_note

    def events(self, record: Contribution) -> Iterable[Any]:
        return events_for(self.request.access, record)

    def more(self, record: Contribution) -> dict[str, Any]:
        writes, approves = self.writes(record), self.may("enterprises.approve_contribution", record)
        own = self.may("enterprises.change_contribution", record) and not approves
        stories: Any = record.stories  # type: ignore[attr-defined]
        unsent = writes or (approves and record.state != Contribution.State.APPROVED)
        return {
            "enterprise": record.presence.enterprise,
            "crumb": crumb(record.year) if self.may("enterprises.list_enterprises") else own_crumb(),
            "shape": STATES[record.state][0],
            "plans": record.plan_list,
            "grants": list(record.declared_grants.select_related("grant")),
            "writes": writes,
            "own": own,
            "approves": approves,
            "missing": services.missing(record) if unsent else [],
            "thin": services.thin(record) if unsent else [],
            "not_taken_over": approval.not_taken_over(record) if approves else "",
            "story_offered": approves and approval.story_offered(record),
            "story": stories.first() if self.may("enterprises.view_story", record) else None,
        }


def own_crumb() -> tuple[str, str]:
    """The way back for an enterprise's people."""
    return "Bidrag", reverse("enterprises:own-contributions")


class ContributionRemove(RecordRemove):
    template_name = "enterprises/confirm.html"
    model = Contribution
    permission = "enterprises.arrange_contributions"
    service = staticmethod(services.remove_contribution)
    title = "Slet bidraget fra {record}?"

    def losses(self, record: Contribution) -> list[str]:
        lost = [danish.count(record.words, "ords præsentation", "ords præsentation", none="ingen")]
        return lost + ([danish.count(len(record.plan_list), "plan", "planer")] if record.plan_list else [])

    def more(self, record: Contribution) -> dict[str, Any]:
        return {"crumb": crumb(record.year)}

    def done_url(self, record: Any) -> str:
        return f"{reverse('enterprises:contributions')}?aar={record.year}"


class ContributionOrder(OfYear):
    """Numbers beside names: the report follows them. Equal numbers keep the order they have."""

    permission = "enterprises.arrange_contributions"

    def contributions(self) -> list[Contribution]:
        """The year's, in the municipality in focus."""
        here = self.request.access.municipality
        if here is None:
            raise Http404
        return list(Contribution.objects.of(here, self.year).select_related("presence__enterprise"))

    def forms_for(self, contributions: list[Contribution], data: Any = None) -> list[tuple[Contribution, forms.Form]]:
        """One small form each."""
        return [
            (one, OrderForm(data, prefix=str(one.pk), initial={"place": place}))
            for place, one in enumerate(contributions, start=1)
        ]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        return self.page(self.forms_for(self.contributions()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.allow(self.permission)
        pairs = self.forms_for(self.contributions(), request.POST)
        if [form for _, form in pairs if not form.is_valid()]:
            return self.page(pairs, status=422)
        wanted = sorted(enumerate(pairs), key=lambda item: (item[1][1].cleaned_data["place"], item[0]))
        moved = services.arrange(request.access, [one for _, (one, _) in wanted])  # type: ignore[attr-defined]
        messages.success(request, f"Rækkefølgen er gemt. {danish.count(moved, 'bidrag', 'bidrag')} skiftede plads.")
        return HttpResponseRedirect(f"{reverse('enterprises:contributions')}?aar={self.year}")

    def page(self, pairs: list[tuple[Contribution, forms.Form]], status: int = 200) -> HttpResponse:
        """The list of numbers."""
        context = {
            "title": f"Rækkefølge i årsrapporten {self.year}",
            "pairs": pairs,
            "forms": [form for _, form in pairs],
            "year": self.year,
            "crumb": crumb(self.year),
            "cancel_url": f"{reverse('enterprises:contributions')}?aar={self.year}",
        }
        return render(self.request, "enterprises/order.html", context, status=status)
