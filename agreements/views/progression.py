"""Udvikling: how hours grow, how long jobs last, and who goes on to an ordinary enterprise, for the municipality's people.

The numbers are those of the report's indicators (`progression_…`), which wrap the same query; every count leads to its jobs.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from socialportal.accounts.models import Municipality
from socialportal.common import charts, danish
from socialportal.common.pages import Door

from ..forms.progression import DayForm
from ..models import Placement
from ..queries import progression as queries
from ..tables import PlacementTable
from .doors import LIST, WorkList
from .job_tabs import job_tabs

Records = Callable[[Municipality, dt.date], QuerySet]


@dataclass(frozen=True)
class Group:
    """Jobs that a number on the page counts: what the list is called, and which they are."""

    title: str
    records: Records


GROUPS = {
    "fulgte": Group("Job, hvis timer følges", queries.placements_followed),
    "flere-timer": Group("Job med flere timer end ved start", queries.placements_that_rose),
    "ophoert": Group("Job, der er ophørt med en kendt grund", queries.placements_ended),
    "ordinaert": Group("Job, der førte til en ordinær virksomhed", queries.placements_moved_on),
} | {
    f"{what}-{months}": Group(title.format(months=months), partial(records, months=months))
    for months in queries.LASTING
    for what, title, records in (
        ("begyndt", "Job, der begyndte for mindst {months} måneder siden", queries.placements_begun_before),
        ("varede", "Job i gang efter {months} måneder", queries.placements_lasting),
    )
}


def day_of(request: HttpRequest) -> tuple[DayForm, dt.date]:
    """The form, and the day that was chosen; today when none was, or none that is a day."""
    form = DayForm(request.GET)
    chosen = form.cleaned_data.get("dag") if form.is_valid() else None
    return form, chosen or timezone.localdate()


class ProgressionPage(Door):
    """Do people in jobs get more hours, do they stay, and do they go on?"""

    permission = LIST

    def get(self, request: HttpRequest) -> HttpResponse:
        self.allow(self.permission)
        access = request.access  # type: ignore[attr-defined]
        form, day = day_of(request)
        found = queries.progression(access.municipality, day)
        hours = list(hours_of(found))
        context = {
            "title": "Udvikling for gruppen",
            "filter": SimpleNamespace(form=form),
            "filter_text": "Opgør",
            "active_filters": 1 if request.GET.get("dag") else 0,
            "day": day,
            "municipality_name": access.municipality.name,
            "hours": hours,
            "chart": chart_of(hours),
            "shares": list(shares_of(found, day)),
            "any": found.jobs or found.ended or any(one.begun for one in found.lasting),
        }
        return render(request, "agreements/progression_page.html", context | job_tabs(access, "agreements:progression"))


@dataclass(frozen=True)
class Hours:
    """Mean hours at a time, and of how many jobs."""

    when: str
    jobs: int
    mean: Any


def hours_of(found: queries.Progression) -> Iterable[Hours]:
    """At the start, then after so many months."""
    yield Hours("Ved start", found.jobs, rounded(found.mean_at_start))
    for after in found.after:
        yield Hours(f"Efter {after.months} måneder", after.jobs, rounded(after.mean))


def rounded(mean: Any) -> Any:
    """One decimal, half up."""
    return None if mean is None else danish.half_up(mean, 1)


def chart_of(hours: list[Hours]) -> charts.Svg | str:
    """The line, where there are two points to draw one between."""
    if sum(1 for one in hours if one.mean is not None) < 2:
        return ""
    values = [
        charts.Value(one.when.lower().removeprefix("efter "), None if one.mean is None else float(one.mean))
        for one in hours
    ]
    return charts.progression(values, title="Timer om ugen i gennemsnit", unit="timer", width=90, height=40)


@dataclass(frozen=True)
class Share:
    """`Har flere timer end ved start: 64,7 % (22 af 34)`, and the addresses of both numbers' jobs."""

    what: str
    percent: str
    part: int
    whole: int
    part_url: str
    whole_url: str


def shares_of(found: queries.Progression, day: dt.date) -> Iterable[Share]:
    """Each share of something; one of nothing is left out."""
    rows = [("Har flere timer end ved start", found.rose, found.jobs, "flere-timer", "fulgte")]
    for one in found.lasting:
        told = f"Jobbet var i gang efter {one.months} måneder"
        rows.append((told, one.lasting, one.begun, f"varede-{one.months}", f"begyndt-{one.months}"))
    rows.append(
        ("Gik videre til en ordinær virksomhed, af de ophørte", found.moved_on, found.ended, "ordinaert", "ophoert")
    )
    for what, part, whole, part_key, whole_key in rows:
        if whole:
            urls = (jobs_url(key, day) for key in (part_key, whole_key))
            yield Share(what, danish.percent(danish.share(part, whole)), part, whole, *urls)


def jobs_url(which: str, day: dt.date) -> str:
    """The list of a group's jobs on the day."""
    return f"{reverse('agreements:progression-jobs', args=[which])}?{urlencode({'dag': day.isoformat()})}"


class ProgressionJobs(WorkList):
    """The jobs behind one of the numbers."""

    model = Placement
    table_class = PlacementTable
    counted = ("job", "job")
    empty_text = "Ingen job."

    def group(self) -> Group:
        """The one of the address. Raises Http404."""
        found = GROUPS.get(self.kwargs["which"])
        if found is None:
            raise Http404
        return found

    @property
    def title(self) -> str:  # type: ignore[override]
        """What they have in common, and on which day."""
        return f"{self.group().title}, opgjort pr. {danish.date(day_of(self.request)[1])}"

    def rows(self) -> QuerySet:
        _, day = day_of(self.request)
        counted = self.group().records(self.request.access.municipality, day)
        rows: Any = self.visible().filter(pk__in=counted.values("pk"))
        return rows.with_hours(day).select_related("type", "presence__enterprise")

    def more(self) -> dict[str, Any]:
        return job_tabs(self.request.access, "agreements:progression")
