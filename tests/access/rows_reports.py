"""Rows of strategy and report. Working copies are for coordinator and consultant; nothing is published yet."""

from collections.abc import Mapping
from typing import Any

from socialportal.accounts.models import Municipality
from tests.reports import drafts

from .table import Roles as R
from .table import Row
from .world import World

READERS = (R.COORDINATOR, R.CONSULTANT)
WRITERS = (R.COORDINATOR,)
ALL_READERS = (*READERS, *R.KOLDING)
ALL_WRITERS = R.COORDINATORS
# For them not even the row exists.
NOT_THERE = dict.fromkeys((*R.OF_ENTERPRISES, *R.NATIONAL), 404)


def _records(place: Municipality, word: str, year: int) -> dict[str, Any]:
    strategy = drafts.strategy(place, title=f"{word}strategi", heading=word)
    goal = drafts.goal(strategy, key="jobs", label=f"{word}mål")
    committee = drafts.committee(place, f"{word}udvalget")
    decision = drafts.decision(committee, title=f"{word}beslutning", quote=f"{word} er vigtig.")
    point = drafts.point(strategy, f"{word}punkt", key="punkt", decisions=[decision])
    report = drafts.report(place, year)
    drafts.section(report, text=f"{word}brev.")
    return {
        "strategy": strategy,
        "goal": goal,
        "point": point,
        "committee": committee,
        "decision": decision,
        "report": report,
        "recommendation": drafts.advice(report, title=f"{word}anbefaling"),
        "case": drafts.case(report, text=f"{word}fortælling."),
        "reference": drafts.reference(report, f"{word}planen"),
    }


def build(world: World) -> None:
    """The same things in both municipalities; the years differ, since a year is what stands in the address."""
    mine = world.plant("Kløverbak", to=READERS)
    theirs = world.plant("Fjordbund", to=R.KOLDING)
    world.own |= {f"reports-{name}": record for name, record in _records(world.slagelse, mine, 2018).items()}
    world.foreign |= {f"reports-{name}": record for name, record in _records(world.kolding, theirs, 2017).items()}


def _year(world: World, record: Any) -> Mapping[str, Any]:
    return {"year": record.year}


def _key(key: str) -> Any:
    return lambda world, record: {"year": record.year, "key": key}


def _of_year(name: str, *, args: Any = _year, writers: bool = True) -> Row:
    return Row(
        f"reports:{name}",
        key="reports-report",
        args=args,
        ok=WRITERS if writers else READERS,
        foreign_ok=(R.OTHER_COORDINATOR,) if writers else R.KOLDING,
        but=NOT_THERE,
        foreign_but={R.OTHER_CONSULTANT: 403} if writers else {},
    )


def _one(name: str, key: str, *, writers: bool = True, **more: Any) -> Row:
    return Row(
        f"reports:{name}",
        key=f"reports-{key}",
        ok=WRITERS if writers else READERS,
        foreign_ok=(R.OTHER_COORDINATOR,) if writers else R.KOLDING,
        but=NOT_THERE,
        foreign_but={R.OTHER_CONSULTANT: 403} if writers else {},
        **more,
    )


ROWS = [
    Row("reports:list", ok=ALL_READERS),
    Row("reports:open", ok=ALL_WRITERS),
    Row("reports:trash", ok=ALL_WRITERS),
    Row("reports:strategy-now", ok=ALL_READERS),
    Row("reports:strategy-adopt", ok=ALL_WRITERS),
    Row("reports:politics", ok=ALL_READERS),
    Row("reports:committee-add", ok=ALL_WRITERS),
    Row("reports:decision-add", ok=ALL_WRITERS),
    _of_year("overview", writers=False),
    _of_year("document", writers=False),
    _of_year("document_pdf", writers=False),
    _of_year("document_json", writers=False),
    Row("reports:public", public=True),
    _of_year("cases", writers=False),
    _of_year("references", writers=False),
    _of_year("cover"),
    _of_year("remove"),
    _of_year("recommendation-add"),
    _of_year("case-add"),
    _of_year("reference-add"),
    _of_year("section", args=_key("letter")),
    _of_year("point-text", args=_key("punkt")),
    _of_year("goal-text", args=_key("jobs")),
    _one("strategy", "strategy", writers=False),
    *(_one(f"strategy-{verb}", "strategy") for verb in ("edit", "remove")),
    _one("goal-add", "strategy"),
    _one("point-add", "strategy"),
    *(
        row
        for kind in ("goal", "point", "committee", "decision", "recommendation", "case", "reference")
        for row in (_one(kind, kind), _one(f"{kind}-remove", kind))
    ),
    _one("point-move", "point", post_only=True, done=302, data=lambda world: {"by": "1", "place": "1"}),
]
