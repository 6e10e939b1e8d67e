"""Rows of the work list and of the reasons why something is late: a course in each municipality whose plan and frame are over."""

import datetime as dt
from typing import Any

from agreements.models import Course, Delay, DelayReason, Participant, Plan

from .rows_agreements import ALL_FOLLOWERS, DAY, FOLLOWERS
from .table import Roles as R
from .table import Row
from .world import World

PLAN_DUE = DAY + dt.timedelta(weeks=1)


FRAME_ENDS = dt.date(2018, 5, 7)  # thirteen weeks from 5 February end on a Sunday


def build(world: World) -> None:
    """A course, and why its frame has run out."""
    reason = DelayReason.objects.get(code="absence")
    for place, records in ((world.slagelse, world.own), (world.kolding, world.foreign)):
        late = records["late-course"] = Course.objects.create(
            participant=Participant.objects.create(
                municipality=place, team=records["team"], number=f"{place.name[0]}-7499"
            ),
            presence=records["agreement"].presence,
            agreement=records["agreement"],
            started_on=DAY,
        )
        Plan.objects.create(course=late)
        records["delay"] = Delay.objects.create(
            municipality=place, kind="ramme", about_id=late.pk, due_on=FRAME_ENDS, reason=reason
        )


def plan(world: World, record: Any) -> dict[str, Any]:
    return {"kind": "plan", "pk": record.pk, "day": PLAN_DUE.isoformat()}


ROWS = [
    *(
        Row("home:deadlines", ok=ALL_FOLLOWERS, query=query, note=query)
        for query in ("", "?hvem=kommunen", "?hvem=kommunen&format=csv", "?hvem=kommunen&format=xlsx", "?hvem=andet")
    ),
    Row("home:overview", ok=ALL_FOLLOWERS),
    Row("agreements:delay-add", key="late-course", args=plan, ok=FOLLOWERS, foreign_ok=R.KOLDING, other=404),
    Row("agreements:delay-edit", key="delay", ok=FOLLOWERS, foreign_ok=R.KOLDING, other=404),
]
