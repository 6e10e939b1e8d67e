"""Rows of the working draft: the plan, a text's state, and what was typed and not saved."""

from collections.abc import Mapping
from typing import Any

from .rows_reports import NOT_THERE, WRITERS, _of_year
from .table import Roles as R
from .table import Row
from .world import World


def _text(world: World, report: Any) -> Mapping[str, Any]:
    section = report.sections.get(key="letter")
    return {"year": report.year, "name": f"section-{section.pk}"}


def _one(name: str, **more: Any) -> Row:
    return Row(
        f"reports:{name}",
        key="reports-report",
        args=_text,
        ok=WRITERS,
        foreign_ok=(R.OTHER_COORDINATOR,),
        but=NOT_THERE,
        foreign_but={R.OTHER_CONSULTANT: 403},
        **more,
    )


ROWS = [
    _of_year("plan", writers=False),
    _one("text-state", post_only=True, done=302, data=lambda world: {"to": "ready", "version": "1"}),
    _one("text-return"),
    Row(
        "accounts:unfinished",
        ok=R.KNOWN,
        post_only=True,
        data=lambda world: {"address": "/arbejde/", "typed": "text=ord", "version": "1"},
    ),
]
