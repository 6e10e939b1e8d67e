"""What an enterprise has done for people, year by year and municipality by municipality, counted by the database.

Volumes (courses, weeks, hours, jobs) are given as they are. Kinds of job, which say something of persons, come as cells that
only `tabulate.last_renewal` may decide to tell. A fixed number of queries, however much there is to count.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import ExtractYear

from enterprises.models import Contribution, Enterprise

from ..models import AttendanceWeek, Course, Evaluation, Placement, PlacementType

# The two kinds that jobs are told by: always the same two, so that no year's table is cut otherwise than the one before.
FLEX, OTHER = "flex", "other"
Cells = Counter[str]


@dataclass
class YearCreated:
    """One calendar year at one enterprise in one municipality.

    `running` is after 31 December. `persons` are those who came at least once: hours are told only where they are enough.
    `declared` are jobs by other ways, as the enterprise told with an approved contribution; None where it told nothing.
    """

    begun: int = 0
    ended: int = 0
    running: int = 0
    persons: int = 0
    weeks: int = 0
    hours: Decimal = Decimal(0)
    jobs: int = 0
    declared: int | None = None


@dataclass
class Created:
    """All years of one municipality, oldest first, and the kinds of its jobs, the enterprise's own and the others'."""

    years: dict[int, YearCreated] = field(default_factory=dict)
    own: dict[int, Cells] = field(default_factory=dict)
    others: dict[int, Cells] = field(default_factory=dict)
    evaluations: list[Evaluation] = field(default_factory=list)


def created(enterprise: Enterprise, municipalities: Collection[int], last_year: int) -> dict[int, Created]:
    """By municipality, to the end of the year `last_year`. Years in which nothing was done are not there."""
    found = {place: Created() for place in municipalities}
    at = {"presence__enterprise": enterprise, "presence__municipality__in": municipalities}
    years: defaultdict[tuple[int, int], YearCreated] = defaultdict(YearCreated)
    _courses(years, at, last_year)
    _attendance(years, enterprise, municipalities, last_year)
    _jobs(found, years, enterprise, municipalities, last_year)
    told = Contribution.objects.approved().filter(year__lte=last_year, **at)
    declared = told.filter(placements_other_channels__isnull=False).order_by()
    for row in declared.values("presence__municipality", "year").annotate(told=Sum("placements_other_channels")):
        years[row["presence__municipality"], row["year"]].declared = row["told"]
    for place, year in sorted(years):
        found[place].years[year] = years[place, year]
    _running(found)
    sent: Any = Evaluation.objects.filter(
        agreement__presence__enterprise=enterprise,
        agreement__municipality__in=municipalities,
        agreement__deleted_at=None,
        sent_on__isnull=False,
    )
    for one in sent.select_related("agreement").order_by("agreement__number", "-as_of"):
        told_of = found[one.agreement.municipality_id].evaluations
        if one.agreement_id not in {seen.agreement_id for seen in told_of}:
            told_of.append(one)
    return found


def _by_year(rows: QuerySet, day: str, last_year: int, **counts: Any) -> Any:
    """Rows counted by the municipality of their presence and the year of a day."""
    within = rows.filter(**{f"{day}__year__lte": last_year}).order_by()
    return within.values(place=_place(rows), year=ExtractYear(day)).annotate(**counts)


def _place(rows: QuerySet) -> Any:
    path = "course__presence__municipality" if rows.model is AttendanceWeek else "presence__municipality"
    return F(path)


def _courses(years: dict[tuple[int, int], YearCreated], at: dict[str, Any], last_year: int) -> None:
    courses = Course.objects.filter(participant__deleted_at=None, **at)
    for row in _by_year(courses, "started_on", last_year, number=Count("pk")):
        years[row["place"], row["year"]].begun = row["number"]
    for row in _by_year(courses, "ended_on", last_year, number=Count("pk")):
        years[row["place"], row["year"]].ended = row["number"]


def _attendance(
    years: dict[tuple[int, int], YearCreated], enterprise: Enterprise, places: Collection[int], last_year: int
) -> None:
    """A week counts in the year of its Monday."""
    weeks = AttendanceWeek.objects.filter(
        course__presence__enterprise=enterprise,
        course__presence__municipality__in=places,
        course__deleted_at=None,
        course__participant__deleted_at=None,
        attended__gt=0,
    )
    counts = {
        "weeks": Count("pk"),
        "hours": Sum("attended"),
        "persons": Count("course__participant", distinct=True),
    }
    for row in _by_year(weeks, "monday", last_year, **counts):
        one = years[row["place"], row["year"]]
        one.weeks, one.hours, one.persons = row["weeks"], row["hours"], row["persons"]


def _jobs(
    found: dict[int, Created],
    years: dict[tuple[int, int], YearCreated],
    enterprise: Enterprise,
    places: Collection[int],
    last_year: int,
) -> None:
    """Those the municipality had a part in, of this enterprise and of all others in the same municipalities."""
    rows = Placement.objects.via_municipality().filter(
        presence__municipality__in=places, presence__enterprise__deleted_at=None
    )
    kind = Case(When(type__code=PlacementType.FLEX, then=Value(FLEX)), default=Value(OTHER))
    own = Count("pk", filter=Q(presence__enterprise=enterprise))
    marked = rows.annotate(kind=kind)
    counted = marked.filter(started_on__year__lte=last_year).order_by()
    for row in counted.values("kind", place=_place(rows), year=ExtractYear("started_on")).annotate(
        own=own, all=Count("pk")
    ):
        place, year = found[row["place"]], row["year"]
        place.own.setdefault(year, Counter())[row["kind"]] += row["own"]
        place.others.setdefault(year, Counter())[row["kind"]] += row["all"] - row["own"]
        if row["own"]:
            years[row["place"], year].jobs += row["own"]


def _running(found: dict[int, Created]) -> None:
    """After each year those begun less those ended; a year between in which nothing else was done is there for them."""
    for place in found.values():
        if not place.years:
            continue
        running, whole = 0, {}
        for year in range(min(place.years), max(place.years) + 1):
            one = place.years.get(year, YearCreated())
            running += one.begun - one.ended
            one.running = running
            if one != YearCreated():
                whole[year] = one
        place.years = whole
