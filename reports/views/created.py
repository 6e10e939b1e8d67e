"""Det har vi skabt: what an enterprise has done for people, as a page and a PDF to show to funds, customers and authorities.

Only whole calendar years, so that a number cannot be had by taking yesterday's page from today's. What is told of kinds of
job and of what courses led to is protected (`agreements.tabulate.last_renewal`, and the evaluation as it was sent).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from agreements.queries.created import FLEX, OTHER, Created, created
from agreements.tabulate import last_renewal
from enterprises.models import Enterprise, Presence
from socialportal.accounts.models import Municipality
from socialportal.accounts.roles import CONSULTANT, COORDINATOR, ENTERPRISE_USER
from socialportal.accounts.rules import may
from socialportal.common import danish, pdf
from socialportal.common.pages import Door
from socialportal.common.panels import PanelRow
from socialportal.common.pdf import PdfError

PLACE, READ = "enterprise.together", "reports.read_created"
TITLE = "Det har vi skabt"
_STYLE = Path(settings.BASE_DIR) / "static" / "portal" / "journal.css"
NOTHING = ("0", "")
_KINDS = ((FLEX, "Fleksjob"), (OTHER, "Andre job: fuld tid, deltid og løntilskud"))


def panel(request: HttpRequest, enterprise: Enterprise) -> Iterable[PanelRow]:
    """The way there from the enterprise's page."""
    if may(request.access, READ, enterprise):  # type: ignore[attr-defined]
        yield PanelRow(
            what=TITLE,
            url=reverse("reports:created", args=[enterprise.slug]),
            now="Forløb, timer og job til ansøgninger og kunder",
        )


@dataclass(frozen=True)
class Line:
    """A year, or all of them, with its numbers ready to be read."""

    name: str
    courses: tuple[str, ...]
    jobs: tuple[str, ...]


@dataclass(frozen=True)
class Protected:
    """What one municipality's records say of persons, as far as it may be told."""

    place: Municipality
    jobs: tuple[tuple[str, str], ...]
    jobs_until: str
    outcomes: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]


class _OfEnterprise(Door):
    """The enterprise of the address, in the municipalities one may read of (`?kommune=0330` for one of them)."""

    model = Enterprise
    permission = READ
    lookups = ("slug",)

    def visible(self) -> QuerySet:
        presences = Presence.objects.select_related("municipality").order_by("municipality__name", "pk")
        return super().visible().prefetch_related(Prefetch("presences", presences))

    def places(self, record: Enterprise) -> list[Municipality]:
        """All its municipalities for its own people, one's own for a municipality's; Raises Http404 for any other."""
        access = self.request.access
        places = {one.municipality.pk: one.municipality for one in record.presences.all()}
        if record.pk not in access.own_enterprises(ENTERPRISE_USER):
            mine = access.municipalities(COORDINATOR, CONSULTANT)
            places = {pk: place for pk, place in places.items() if pk in mine}
        return list(places.values())

    def told(self, record: Enterprise) -> dict[str, Any]:
        """Context of the page and of the PDF."""
        every = self.places(record)
        wanted = self.request.GET.get("kommune", "")
        places = [place for place in every if wanted in ("", place.code)]
        if not places:
            raise Http404
        last_year = timezone.localdate().year - 1
        found = created(record, [place.pk for place in places], last_year)
        lines = list(_lines(places, found))
        return {
            "title": f"{TITLE}: {record.name}",
            "record": record,
            "places": places,
            "every": every if len(every) > 1 else [],
            "wanted": wanted,
            "where": danish.listing(place.full_name for place in places),
            "last_year": str(last_year),
            "courses": [line for line in lines[:-1] if any(cell not in NOTHING for cell in line.courses)],
            "jobs": [line for line in lines[:-1] if any(cell not in NOTHING for cell in line.jobs)],
            "total": lines[-1],
            "cut": ":5" if lines[-1].courses[-1] else ":3",  # without the hours, where none may be told
            "sentence": _sentence(found),
            "protected": [_protected(place, found[place.pk]) for place in places],
            "day": timezone.localdate(),
        }


def _lines(places: list[Municipality], found: dict[int, Created]) -> Iterable[Line]:
    """A line a year, newest first, and last the line of all years.

    Weeks and hours are told for the municipality and year in which enough came for nobody to be seen; the sum is of those.
    """
    years = sorted({year for one in found.values() for year in one.years}, reverse=True)
    totals: list[Any] = [0, 0, 0, Decimal(0), 0, 0]
    for year in years:
        rows = [(place, found[place.pk].years[year]) for place in places if year in found[place.pk].years]
        shown = [one for place, one in rows if one.persons >= place.threshold]
        declared = [one.declared for _, one in rows if one.declared is not None]
        begun, ended, running, jobs = (sum(getattr(one, name) for _, one in rows) for name in _SUMMED)
        weeks, hours = sum(one.weeks for one in shown), sum((one.hours for one in shown), Decimal(0))
        totals = [
            total + more for total, more in zip(totals, (begun, ended, weeks, hours, jobs, sum(declared)), strict=True)
        ]
        yield Line(
            str(year),
            (*(danish.number(n) for n in (begun, ended, running)), *_hours(weeks, hours)),
            (danish.number(jobs), danish.number(sum(declared)) if declared else ""),
        )
    begun, ended, weeks, hours, jobs, declared_sum = totals
    yield Line(
        "Alle år",
        (danish.number(begun), danish.number(ended), "", *_hours(weeks, hours)),
        (danish.number(jobs), danish.number(declared_sum)),
    )


_SUMMED = ("begun", "ended", "running", "jobs")


def _hours(weeks: int, hours: Decimal) -> tuple[str, str]:
    return (danish.number(weeks), danish.number(danish.half_up(hours), 0)) if weeks else ("", "")


def _sentence(found: dict[int, Created]) -> str:
    """`28 forløb er begyndt, 25 er afsluttet, og 11 job er kommet til siden 2015.`"""
    rows = [(year, one) for place in found.values() for year, one in place.years.items()]
    if not rows:
        return ""
    begun, ended = sum(one.begun for _, one in rows), sum(one.ended for _, one in rows)
    jobs = sum(one.jobs + (one.declared or 0) for _, one in rows)
    first = min(year for year, _ in rows)
    parts = [f"{danish.count(begun, 'forløb', 'forløb')} er begyndt"] if begun else []
    parts += [f"{danish.number(ended)} er afsluttet"] if ended else []
    parts += [f"{danish.number(jobs)} job er kommet til"] if jobs else []
    return f"{danish.capital(danish.listing(parts))} siden {first}." if parts else ""


def _protected(place: Municipality, found: Created) -> Protected:
    renewal = last_renewal(found.own, found.others, place.threshold)
    jobs = tuple((name, danish.number(renewal.cells[key])) for key, name in _KINDS) if renewal else ()
    outcomes = []
    for one in found.evaluations:
        letter: Any = one.sent_copy
        cells = tuple((label, danish.number(count)) for label, _, count in letter["cells"] if count)
        if cells:
            day = danish.date(dt.date.fromisoformat(letter["cells_as_of"]))
            since = danish.date(one.counted_from)
            outcomes.append((one.agreement.title, f"Afsluttet fra {since} til {day}", cells))
    return Protected(place, jobs, str(renewal.year) if renewal else "", tuple(outcomes))


class CreatedPage(_OfEnterprise):
    """The page, with the way to the PDF."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        context = self.told(record)
        query = f"?kommune={context['wanted']}" if context["wanted"] else ""
        context["pdf_url"] = reverse("reports:created-pdf", args=[record.slug]) + query
        return render(request, "reports/created.html", context)


class CreatedPdf(_OfEnterprise):
    """The same as a document: PDF/A and PDF/UA, like the annual report. Made while one waits, a second or so."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.the_record()
        context = self.told(record)
        first: Municipality = context["places"][0]
        try:
            made = pdf.render(
                render_to_string("reports/created_paper.html", context),
                assets={"journal.css": _STYLE.read_bytes()},
                title=context["title"],
                author=record.name,
                description=f"Forløb, timer og job hos {record.name} til og med {context['last_year']}",
                created=dt.datetime(int(context["last_year"]) + 1, 1, 1, tzinfo=dt.UTC),
                accent=first.accent,
            )
        except PdfError as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
        response = HttpResponse(made.bytes, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="det-har-vi-skabt-{record.slug}.pdf"'
        return response
