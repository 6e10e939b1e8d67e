"""Rows of attendance and of what a mentor sees: followers, the enterprise's user and the mentor, each theirs."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from agreements.models import Course, Participant, Plan

from .rows_agreements import ALL_FOLLOWERS, FOLLOWERS
from .table import Roles as R
from .table import Row
from .world import World

START = dt.date.today() - dt.timedelta(days=100)
WRITERS = (*FOLLOWERS, *R.SUMAK)


def build(world: World) -> None:
    """A course whose mentor is Sumak's, and one like it in Kolding. The user at Sumak knows the numbers of all who are there; the
    mentor only her own participant's.
    """
    world.plant("S-7401", to=(R.ENTERPRISE_USER,))
    for records, number, readers, mentor in (
        (world.own, "S-7403", WRITERS, world.users["mentor"]),
        (world.foreign, "K-7403", R.KOLDING, None),
    ):
        agreement, team = records["agreement"], records["team"]
        who = Participant.objects.create(
            municipality=agreement.municipality, team=team, number=world.plant(number, to=readers)
        )
        records["mentored"] = Course.objects.create(
            participant=who, presence=agreement.presence, agreement=agreement, started_on=START, mentor=mentor
        )
        Plan.objects.create(course=records["mentored"])


def this_week(world: World, course: Course) -> Mapping[str, Any]:
    """The week's page at the enterprise of the course."""
    year, week, _ = dt.date.today().isocalendar()
    return {"pk": course.presence.pk, "year": year, "week": week}


def first_sheet(world: World, course: Course) -> Mapping[str, Any]:
    """The sheet of the course's first period."""
    return {"pk": course.pk, "first": course.started_on.isoformat()}


def of_mentor(name: str, **more: Any) -> Row:
    """For the course's own mentor; to the enterprise's user, who has other pages, and to all others it does not exist."""
    return Row(f"agreements:{name}", key="mentored", ok=(R.MENTOR,), foreign_ok=(), other=404, **more)


def of_course(name: str, **more: Any) -> Row:
    """For those who write the course's attendance; for all others it does not exist."""
    return Row(f"agreements:{name}", key="mentored", ok=WRITERS, foreign_ok=R.KOLDING, other=404, **more)


ROWS = [
    Row("agreements:own-courses", ok=(R.MENTOR,)),
    *(of_mentor(name) for name in ("own-course", "own-course-meeting", "own-course-plan")),
    Row("agreements:attendance", ok=(*ALL_FOLLOWERS, *R.OF_ENTERPRISES)),
    *(
        Row("agreements:sheets", ok=(*ALL_FOLLOWERS, *R.OF_ENTERPRISES), query=query, note=query)
        for query in ("", "?format=csv", "?format=xlsx", "?status=alle&q=74")
    ),
    of_course("course-attendance"),
    of_course("sheet", args=first_sheet),
    Row("agreements:attendance-week", key="mentored", args=this_week, ok=WRITERS, foreign_ok=R.KOLDING, other=404),
]
