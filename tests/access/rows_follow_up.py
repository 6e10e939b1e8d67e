"""Rows of what becomes of recommendations: answers, the agenda, decisions that come back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from reports.models import AgendaItem, RecommendationAnswer
from reports.services import agenda, answering
from socialportal.accounts.access import SYSTEM
from tests.reports import drafts

from .rows_reports import ALL_READERS, NOT_THERE, READERS, WRITERS
from .table import Roles as R
from .table import Row
from .world import World


def build(world: World) -> None:
    """Two years in each municipality: the second answers what the first recommended, and the first stands on an agenda.
    The years differ, since a year is what stands in the address.
    """
    for place, records, readers, word, year in (
        (world.slagelse, world.own, READERS, "Kløver", 2020),
        (world.kolding, world.foreign, R.KOLDING, "Fjord", 2025),
    ):
        report = drafts.report(place, year)
        records["follow-report"] = later = drafts.report(place, year + 1)
        records["follow-advice"] = advice = drafts.advice(report, title=world.plant(f"{word}råd", to=readers))
        answer = RecommendationAnswer(
            report=later, recommendation=advice, followed="no", text=world.plant(f"{word}svar", to=readers)
        )
        records["follow-answer"] = answering.give_answer(SYSTEM, answer, expected_version=0)
        item = AgendaItem(
            report=report,
            committee=drafts.committee(place, f"{word}rådet"),
            meeting_on=dt.date(2019, 2, 4),
            title=world.plant(f"{word}sag", to=readers),
        )
        records["follow-item"] = agenda.add_item(SYSTEM, item)


def _year(world: World, record: Any) -> Mapping[str, Any]:
    return {"year": record.year}


def _answer(world: World, record: Any) -> Mapping[str, Any]:
    return {"year": record.report.year, "pk": record.recommendation_id}


def _row(name: str, key: str, *, args: Any = None, writers: bool = True) -> Row:
    return Row(
        f"reports:{name}",
        key=key,
        args=args,
        ok=WRITERS if writers else READERS,
        foreign_ok=(R.OTHER_COORDINATOR,) if writers else R.KOLDING,
        but=NOT_THERE,
        foreign_but={R.OTHER_CONSULTANT: 403} if writers else {},
    )


ROWS = [
    Row("reports:recommendations", ok=ALL_READERS),
    _row("answers", "follow-report", args=_year, writers=False),
    _row("agenda", "follow-report", args=_year, writers=False),
    _row("agenda-add", "follow-report", args=_year),
    _row("advice-figures", "follow-report", args=_year, writers=False),
    _row("advice-figure", "follow-advice"),
    _row("answer", "follow-answer", args=_answer),
    _row("answer-remove", "follow-answer"),
    _row("agenda-item", "follow-item", writers=False),
    _row("agenda-word", "follow-item", writers=False),
    *(_row(f"agenda-{verb}", "follow-item") for verb in ("edit", "remove", "decided")),
]
