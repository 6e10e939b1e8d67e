"""Rows of a course's own rooms: pauses, follow-ups, descriptions, hours, revisions, transfer, key cards, contacts, documents."""

import datetime as dt
from decimal import Decimal
from typing import Any

from agreements.models import (
    Contact,
    Course,
    CourseHours,
    Description,
    DescriptionKind,
    FollowUp,
    Pause,
    PauseReason,
    Plan,
    PlanRevision,
)
from socialportal.accounts.models import Municipality

from .rows_agreements import ALL_FOLLOWERS, DAY, FOLLOWERS, LATER, followed, listing
from .table import Roles as R
from .table import Row
from .world import World


def build(world: World) -> None:
    """What belongs to the courses that `rows_agreements` has made (it is built before this one)."""
    _build(world, world.slagelse, world.own, FOLLOWERS, "Kløver")
    _build(world, world.kolding, world.foreign, R.KOLDING, "Fjord")


def _build(world: World, where: Municipality, records: dict[str, Any], readers: tuple[str, ...], word: str) -> None:
    course: Course = records["course"]
    plan = records["course-plan"] = Plan.objects.get(course=course)
    records["pause"] = Pause.objects.create(
        course=course, paused_from=DAY, reason=PauseReason.objects.get(code="holiday")
    )
    records["follow-up"] = FollowUp.objects.create(course=course, asked_on=DAY)
    kind = DescriptionKind.objects.get(code="rehabilitation")
    given = {"course": course, "kind": kind, "ordered_on": DAY, "needed_by": LATER}
    records["description"] = Description.objects.create(**given)
    records["course-hours"] = CourseHours.objects.create(course=course, valid_from=DAY, hours_per_week=Decimal(6))
    records["revision"] = PlanRevision.objects.create(
        plan=plan, kind=PlanRevision.Kind.DRAFTED, revised_on=dt.date(2018, 2, 12)
    )
    records["contact"] = Contact.objects.create(
        municipality=where,
        name=world.plant(f"{word}mand", to=readers),
        title="sagsbehandler",
        email=f"kontakt@{where.name.lower()}.example",
    )


def document(name: str, key: str, kind: str) -> Row:
    """A document for the case system, by its kind."""
    return followed(name, key, args=lambda world, record: {"kind": kind, "pk": record.pk}, note=kind)


OF_COURSE = ("transfer", "mentor", "hours-add")

ROWS: list[Row] = [
    *(followed(f"course-{verb}", "course") for verb in OF_COURSE),
    *(followed(name, "course") for name in ("pause-add", "follow-up-add", "follow-up-ask")),
    *(followed(name, "course") for name in ("description-order", "revision-add")),
    *(followed(f"pause-{verb}", "pause") for verb in ("edit", "resume", "remove")),
    *(followed(f"follow-up-{verb}", "follow-up") for verb in ("held", "call-off", "edit", "remove")),
    *(followed(f"description-{verb}", "description") for verb in ("deliver", "answer", "edit", "remove")),
    *(followed(f"course-hours-{verb}", "course-hours") for verb in ("edit", "remove")),
    followed("revision-remove", "revision"),
    # Documents
    document("journal", "course-plan", "individuel-plan"),
    document("journal-pdf", "course-plan", "individuel-plan"),
    document("journal", "description", "beskrivelse"),
    document("journal-pdf", "description", "beskrivelse"),
    # Key cards and contacts
    Row("agreements:key-cards", ok=ALL_FOLLOWERS, query="?hold=1"),
    followed("key-card", "participant"),
    *listing("contacts"),
    Row("agreements:contact-add", ok=ALL_FOLLOWERS),
    *(followed(f"contact-{verb}", "contact") for verb in ("edit", "remove")),
]
