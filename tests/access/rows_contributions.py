"""Rows of the round of contributions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from enterprises.models import Contribution, ReportingYear

from .rows_enterprises import COORDINATOR, FOREIGN_COORDINATOR, NOT_OF_ENTERPRISES, refused
from .table import Roles as R
from .table import Row
from .world import World

LATER = dt.date(2099, 1, 1)


def build(world: World) -> None:
    """A round in both municipalities; what was sent in a year of its own, so that the rows of the page stay as they are."""
    for where, records, enterprise, readers, word in (
        (world.slagelse, world.own, world.sumak, (*R.SLAGELSE_STAFF, R.ENTERPRISE_USER), "Rundeord"),
        (world.kolding, world.foreign, world.fjordtangen, R.KOLDING, "Fjordrunde"),
    ):
        records["round"] = ReportingYear.objects.create(
            municipality=where, year=2019, opened_on=dt.date(2019, 10, 1), deadline=LATER
        )
        for key, state in (("sent", "submitted"), ("drafted", "draft")):
            records[key] = Contribution.objects.create(
                presence=enterprise.presences.get(),
                year=2021 if key == "sent" else 2022,
                state=state,
                presentation=world.plant(f"{word}{key}", to=readers),
                story_title="Solen",
                story_text="Den skinnede.",
            )


def of_round(world: World, record: Any) -> Mapping[str, Any]:
    """Where an enterprise begins."""
    enterprise = world.sumak if record.municipality_id == world.slagelse.pk else world.fjordtangen
    return {"pk": record.pk, "presence": enterprise.presences.get().pk}


def step(name: str, key: str, ok: tuple[str, ...], foreign_ok: tuple[str, ...], **more: Any) -> Row:
    """A step of a contribution; those who read it, but may not, get 403, the others 404."""
    nobody = {R.OTHER_ENTERPRISE_USER: 404, R.SURVEY_COORDINATOR: 404, R.SYSTEM_ADMINISTRATOR: 404}
    return Row(
        f"enterprises:{name}",
        key=key,
        ok=ok,
        foreign_ok=foreign_ok,
        but=nobody,
        foreign_but=refused(foreign_ok),
        **more,
    )


def of_year(name: str, **more: Any) -> Row:
    """A page of the round."""
    return Row(
        f"enterprises:{name}",
        key="round",
        ok=COORDINATOR,
        foreign_ok=FOREIGN_COORDINATOR,
        but=NOT_OF_ENTERPRISES,
        foreign_but=refused(FOREIGN_COORDINATOR),
        **more,
    )


POST = {"post_only": True, "done": 302}
ROWS = [
    Row("enterprises:own-contributions", ok=(R.ENTERPRISE_USER, R.OTHER_ENTERPRISE_USER)),
    Row(
        "enterprises:contribution-start",
        key="round",
        args=of_round,
        ok=(R.ENTERPRISE_USER,),
        foreign_ok=(),
        but={R.OTHER_ENTERPRISE_USER: 404, R.SURVEY_COORDINATOR: 404, R.SYSTEM_ADMINISTRATOR: 404},
        foreign_but=refused(()),
    ),
    Row("enterprises:year-open", ok=R.COORDINATORS),
    of_year("year-edit"),
    of_year("year-remind"),
    of_year("year-close", **POST),
    of_year("year-reopen", **POST),
    step("contribution-submit", "drafted", (R.COORDINATOR, R.ENTERPRISE_USER), FOREIGN_COORDINATOR, **POST),
    step("contribution-take-back", "sent", (R.COORDINATOR, R.ENTERPRISE_USER), FOREIGN_COORDINATOR, **POST),
    step("contribution-approve", "sent", COORDINATOR, FOREIGN_COORDINATOR, **POST),
    step("contribution-send-back", "sent", COORDINATOR, FOREIGN_COORDINATOR),
    step("contribution-story", "sent", COORDINATOR, FOREIGN_COORDINATOR, **POST),
]
