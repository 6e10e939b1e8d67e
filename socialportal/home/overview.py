"""What those who do the work see first: how it stands with the goals, which places are free, what happened last."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count, Max, Q
from django.utils import timezone

from agreements.models import Agreement, Placement
from enterprises.models import Inquiry, Presence, ReportingYear
from enterprises.services.reporting_year import Progress, open_rounds, progress
from reports.figures import Basis, BasisError
from reports.indicators import GoalStatus, goals_standing
from reports.lifecycle import GoalState
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from socialportal.audit.sentences import Event, sentence
from socialportal.common import charts, danish
from socialportal.common.charts import Svg

_BADGES = {
    GoalState.MET: ("ok", "Nået"),
    GoalState.MISSED: ("over", "Ikke nået"),
    GoalState.UNDER_WAY: ("half", "På vej"),
    GoalState.UNKNOWN: ("todo", "Kan ikke opgøres"),
}
LAST_EVENTS = 6


@dataclass(frozen=True)
class GoalLine:
    """A goal as the front page shows it."""

    label: str
    shape: str
    word: str
    written: str
    picture: Svg | None


@dataclass(frozen=True)
class PlaceLine:
    """An agreement with its places today."""

    agreement: Agreement
    written: str
    free: int
    picture: Svg


@dataclass(frozen=True)
class Overview:
    """Everything on the page. `goals` is empty for a municipality without a strategy, `year` the year it is about."""

    year: int
    lead: str
    goals: list[GoalLine]
    places: list[PlaceLine]
    events: list[Event]
    inquiries_new: int
    has_report: bool
    has_enterprises: bool


def beginning(municipality: Municipality) -> tuple[int | None, int]:
    """The year of the latest report that is being written, and how many inquiries nobody has answered; one query."""
    new = Q(inquiries__deleted_at=None, inquiries__confirmed_at__isnull=False, inquiries__state=Inquiry.State.NEW)
    found = Municipality.objects.filter(pk=municipality.pk).aggregate(
        written=Max("annual_reports__year", filter=Q(annual_reports__deleted_at=None)),
        new=Count("inquiries", filter=new, distinct=True),
    )
    return found["written"], found["new"]


def of(municipality: Municipality) -> Overview:
    """Reads the page; eight queries at most, however much there is."""
    today = timezone.localdate()
    written, inquiries_new = beginning(municipality)
    year = written or today.year
    try:
        basis = Basis.of(municipality, year, today if year == today.year else None)
        goals = goals_standing(basis)
    except BasisError:
        goals = []
    lines = places(municipality)
    return Overview(
        year=year,
        lead=goals_said(goals, year),
        goals=[_goal_line(goal) for goal in goals],
        places=lines,
        events=_events(municipality),
        inquiries_new=inquiries_new,
        has_report=written is not None,
        has_enterprises=bool(lines) or Presence.objects.filter(municipality=municipality).exists(),
    )


def rounds(municipality: Municipality) -> list[tuple[ReportingYear, Progress]]:
    """The rounds of contributions that run, each with how far it has come; none, and one query, most of the year."""
    return [(of, progress(of)) for of in open_rounds(municipality=municipality)]


def goals_said(goals: list[GoalStatus], year: int) -> str:
    """`To af fire mål er nået i 2018. Ét er på vej, og ét blev ikke nået.`; nothing without goals."""
    if not goals:
        return ""
    met = sum(goal.state is GoalState.MET for goal in goals)
    missed = sum(goal.state is GoalState.MISSED for goal in goals)
    on_the_way = len(goals) - met - missed
    if met == len(goals):
        return f"Alle mål er nået i {year}."
    first = f"{danish.capital(danish.words(met, neuter=True))} af {danish.words(len(goals))} mål er nået i {year}."
    rest = []
    if on_the_way:
        rest.append(f"{danish.words(on_the_way, neuter=True)} er på vej")
    if missed:
        rest.append(f"{danish.words(missed, neuter=True)} er ikke nået")
    return f"{first} {danish.capital(', og '.join(rest))}."


def _goal_line(status: GoalStatus) -> GoalLine:
    goal = status.goal
    shape, word = _BADGES[status.state]
    if goal.indicator and status.actual is not None and goal.target is not None:
        aim = f"{goal.target}–{goal.target_max}" if goal.target_max else danish.number(goal.target)
        written = f"{danish.number(status.actual)} af {aim}"
        noun = charts.Noun(goal.unit, goal.unit)
        picture = charts.goal(int(status.actual), goal.target, noun, target_most=goal.target_max or 0, width=60)
        return GoalLine(goal.label, shape, word, written, picture)
    return GoalLine(goal.label, shape, word, danish.date(goal.achieved_on), None)


def places(municipality: Municipality) -> list[PlaceLine]:
    """The agreements in force today, with what is taken of their places."""
    today = timezone.localdate()
    rows: Any = Agreement.objects
    agreements = (
        rows.filter(municipality=municipality)
        .active_on(today)
        .with_running(today)
        .with_places(today)
        .exclude(places_now=None)
        .select_related("presence__enterprise")
    )
    lines = []
    for agreement in agreements:
        number, optional = agreement.places_now, agreement.optional_now
        in_use = min(agreement.running, number)
        extra = min(agreement.running - in_use, optional)
        picture = charts.occupancy(number, in_use, extra=optional, extra_in_use=extra, width=60, cell=4.4, words=False)
        lines.append(PlaceLine(agreement, f"{danish.out_of(in_use, number)} i brug", number - in_use, picture))
    return lines


def _of_persons() -> list[str]:
    """The kinds of record that are about one participant: their names carry the number, which is for the team only."""
    told_of = {"participant", "course", "plan", "placement"}
    return ["agreements.participant"] + [
        model._meta.label_lower
        for model in apps.get_app_config("agreements").get_models()
        if model is not Placement and told_of & {field.name for field in model._meta.fields}
    ]


def _events(municipality: Municipality) -> list[Event]:
    """The last things that happened to the municipality's records, persons' apart: those are read where they belong."""
    entries = (
        Entry.objects.filter(municipality_code=municipality.code)
        .exclude(model__in=_of_persons())
        .select_related("actor")
        .order_by("-pk")[:LAST_EVENTS]
    )
    return [Event(entry.at, sentence(entry), _reason(entry), entry.verb == "corrected") for entry in entries]


def _reason(entry: Entry) -> str:
    """Why a job was deleted or reopened is about the one who had it: it stands on the job's page, for those who may see it."""
    return "" if entry.model == Placement._meta.label_lower else entry.reason
