"""Strategies and working copies for tests, made as the portal itself would make them."""

import datetime as dt
from typing import Any

from agreements.models import HoursStep, Placement, PlacementType
from enterprises.models import Contribution
from reports import services
from reports.models import (
    AnnualReport,
    CaseStory,
    Committee,
    Decision,
    Goal,
    PointReport,
    Recommendation,
    Reference,
    Section,
    Strategy,
    StrategyPoint,
)
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Municipality
from tests import factories

D = dt.date
YEAR = 2018


def strategy(place: Municipality, **fields: Any) -> Strategy:
    """A strategy for 2017–2020."""
    fields = {"title": "Lokal strategi", "valid_from": D(2017, 1, 1), "valid_to": D(2020, 12, 31)} | fields
    return services.adopt_strategy(SYSTEM, Strategy(municipality=place, **fields))


def goal(of: Strategy, **fields: Any) -> Goal:
    """30 jobs a year."""
    fields = {"label": "30 job hvert år", "kind": "yearly", "target": 30} | fields
    fields.setdefault("indicator", "placements_via_municipality")
    return services.add_goal(SYSTEM, Goal(strategy=of, **fields))


def point(of: Strategy, title: str = "Lokale indkøb", **fields: Any) -> StrategyPoint:
    """A point of the strategy itself."""
    links = {"decisions": fields.pop("decisions")} if "decisions" in fields else None
    return services.add_point(SYSTEM, StrategyPoint(strategy=of, title=title, **fields), links=links)


def committee(place: Municipality, name: str = "Byrådet", **fields: Any) -> Committee:
    """A committee, since always."""
    return services.add_committee(SYSTEM, Committee(municipality=place, name=name, **fields))


def decision(of: Committee, **fields: Any) -> Decision:
    """A decision of 2018."""
    fields = {"decided_on": D(2018, 10, 8), "title": "Budgetforlig", "quote": "Der skal være fokus."} | fields
    return services.add_decision(SYSTEM, Decision(committee=of, **fields))


def report(place: Municipality, year: int = YEAR) -> AnnualReport:
    """The year's working copy; somebody is present in the municipality, so that there is something to write of."""
    if not place.presences.exists():
        factories.enterprise(f"Virksomhed i {place.name}", place)
    return services.open_report(SYSTEM, place, year=year)


def whole(place: Municipality, points: int = 2) -> AnnualReport:
    """A working copy with a strategy, a goal and points behind it."""
    held = strategy(place)
    goal(held, key="jobs")
    for number in range(1, points + 1):
        point(held, f"Punkt {number}", key=f"punkt-{number}")
    return report(place)


def section(of: AnnualReport, key: str = "letter", text: str = "") -> Section:
    """One of the fixed texts, with words in it if any are given."""
    found = Section.objects.get(report=of, key=key)
    if text:
        found.text = text
        services.write_section(SYSTEM, found, expected_version=found.version)
    return found


def told(of: AnnualReport, key: str = "punkt-1") -> PointReport:
    """What is told of a point."""
    return PointReport.objects.get(report=of, point__key=key)


def advice(of: AnnualReport, **fields: Any) -> Recommendation:
    """A recommendation across points."""
    fields = {"title": "På tværs", "text": "Vi anbefaler det."} | fields
    return services.add_recommendation(SYSTEM, Recommendation(report=of, **fields))


def reference(of: AnnualReport, title: str = "Beskæftigelsesplanen") -> Reference:
    """A reference."""
    return services.add_reference(SYSTEM, Reference(report=of, title=title))


def case(of: AnnualReport, **fields: Any) -> CaseStory:
    """A citizen's story under the first point."""
    first = StrategyPoint.objects.filter(reports__report=of).first()
    fields = {"point": first, "text": "Lad os kalde ham Victor."} | fields
    return services.add_case(SYSTEM, CaseStory(report=of, **fields))


def progression(place: Municipality) -> Placement:
    """A job whose hours have grown from 4.5 at 80 % to 15 at 100 %."""
    presence = place.presences.first()
    job = Placement.objects.create(
        presence=presence, type=PlacementType.objects.get(code="fleksjob"), started_on=D(2016, 9, 8)
    )
    HoursStep.objects.create(placement=job, valid_from=D(2016, 9, 8), hours_per_week="4.5", intensity=80)
    HoursStep.objects.create(placement=job, valid_from=D(2019, 1, 1), hours_per_week="15", intensity=100)
    return job


def contribution(place: Municipality, words: int = 100, year: int = YEAR) -> Contribution:
    """What the municipality's first enterprise has sent."""
    return Contribution.objects.create(
        presence=place.presences.first(), year=year, presentation="ord " * words, state=Contribution.State.APPROVED
    )
