"""Rows of the figures, what is known from paper, and what asks for attention. The chief reads; the coordinator writes."""

import datetime as dt
from typing import Any

from agreements.models import Agreement, Course, Participant, Terms
from reports import acceptance
from reports.models import AcceptedFinding, HistoricFigure
from reports.services.accepting import accept_finding
from reports.services.historic import add_historic
from reports.views.findings import found_in
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Municipality, Team
from tests import factories
from tests.reports import drafts

from .rows_reports import ALL_READERS, ALL_WRITERS, NOT_THERE, READERS, WRITERS
from .table import Roles as R
from .table import Row
from .world import World


def _records(place: Municipality, year: int, number: str, word: str) -> dict[str, Any]:
    # A course of a team that none of the demo's consultants is in: they see that there is one, and no more.
    presence = factories.enterprise(f"Hus {number[0]}", place, slug=f"hus-{number[0].lower()}").presences.get()
    since = dt.date(2010, 1, 1)
    presence.valid_from = None  # as long as anybody asks
    presence.save()
    report = drafts.report(place, year)
    agreement = Agreement.objects.create(municipality=place, presence=presence, number=77, valid_from=since)
    Terms.objects.create(agreement=agreement, places=3, frame_weeks=52, plan_due_weeks=4, valid_from=since)
    team = Team.objects.create(municipality=place, name=f"Team {place.code}")
    person = Participant.objects.create(municipality=place, team=team, number=number)
    Course.objects.create(participant=person, presence=presence, agreement=agreement, started_on=dt.date(year, 2, 1))
    finding = found_in(report)[0]
    code, where, message = acceptance.kept_as(finding)
    accepted = AcceptedFinding(report=report, code=code, where=where, message=message, reason=f"{word} ved det.")
    historic = HistoricFigure(
        municipality=place, indicator="rsv_registered", year=2009, value=4, source=f"{word}rapporten"
    )
    return {
        "report": report,
        "finding": report,
        "accepted": accept_finding(SYSTEM, accepted),
        "historic": add_historic(SYSTEM, historic),
        "open": found_in(report)[1],
    }


def build(world: World) -> None:
    """The same in both municipalities."""
    mine, theirs = world.plant("Rugmark", to=READERS), world.plant("Havremark", to=R.KOLDING)
    # Of another team than the consultant's: the coordinator alone may read the number.
    first, second = world.plant("S770001", to=(R.COORDINATOR,)), world.plant("K770002", to=(R.OTHER_COORDINATOR,))
    found = _records(world.slagelse, 2012, first, mine), _records(world.kolding, 2011, second, theirs)
    # The jobcentre is named in a figure's label, which the chief reads too.
    world.plant("Lyngholm", to=(R.CHIEF,))
    world.own |= {f"evidence-{name}": record for name, record in found[0].items()}
    world.foreign |= {f"evidence-{name}": record for name, record in found[1].items()}


def _year(world: World, record: Any) -> dict[str, Any]:
    return {"year": record.year}


def _figure(name: str) -> Any:
    return lambda world, record: {"year": record.year, "name": name}


def _open(world: World, record: Any) -> dict[str, Any]:
    mine = record.municipality == world.slagelse
    return {
        "year": record.year,
        "name": acceptance.name_of((world.own if mine else world.foreign)["evidence-open"]),
    }


def _one(name: str, key: str, args: Any = None, *, writers: bool = True, **more: Any) -> Row:
    return Row(
        f"reports:{name}",
        key=f"evidence-{key}",
        args=args,
        ok=WRITERS if writers else READERS,
        foreign_ok=(R.OTHER_COORDINATOR,) if writers else R.KOLDING,
        but=NOT_THERE,
        foreign_but={R.OTHER_CONSULTANT: 403} if writers else {},
        **more,
    )


ROWS = [
    _one("figures", "report", _year, writers=False),
    _one("figures", "report", _year, writers=False, query="?format=csv", note="as a file"),
    _one("figure", "report", _figure("rsv_registered"), writers=False),
    _one("figure", "report", _figure("placements_via_municipality"), writers=False, note="jobs"),
    _one("figure", "report", _figure("agreement.77.year_running"), writers=False, note="courses"),
    _one("findings", "report", _year, writers=False),
    _one("finding-accept", "finding", _open),
    _one("finding-accepted", "accepted"),
    _one("finding-take-back", "accepted", post_only=True, done=302, data=lambda world: {"version": "0"}),
    Row("reports:historic-figures", ok=ALL_READERS),
    Row("reports:historic-figure-add", ok=ALL_WRITERS),
    _one("historic-figure", "historic"),
    _one("historic-figure-remove", "historic"),
]
