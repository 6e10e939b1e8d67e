"""Small makers of records for the tests of figures: straight through the ORM, so that a figure is tested and not a service."""

import datetime as dt
import itertools
from typing import Any

from agreements.models import (
    Agreement,
    Course,
    Evaluation,
    NoPlanReason,
    Outcome,
    OutcomeType,
    Participant,
    Placement,
    PlacementType,
    Plan,
    PublicGroup,
    Terms,
)
from enterprises.models import Enterprise, Presence
from socialportal.accounts.models import Municipality, Team

_number = itertools.count(1)
D = dt.date
SPRING = D(2018, 3, 1)


def municipality(code: str = "0330", **settings: Any) -> Municipality:
    """One of the 98, as it is loaded, with settings."""
    place = Municipality.objects.get(code=code)
    for name, value in ({"uses_portal": True} | settings).items():
        setattr(place, name, value)
    place.save()
    return place


def presence(place: Municipality, enterprise: Enterprise | None = None, **fields: Any) -> Presence:
    """An enterprise in the municipality, since before anything we know unless told otherwise."""
    index = next(_number)
    enterprise = enterprise or Enterprise.objects.create(name=f"Virksomhed {index}", slug=f"virksomhed-{index}")
    kind = fields.pop("kind", Presence.Kind.SOCIAL_ENTERPRISE)
    return Presence.objects.create(enterprise=enterprise, municipality=place, kind=kind, **fields)


def agreement(where: Presence, number: int = 1, *, places: int = 8, optional: int = 0, **fields: Any) -> Agreement:
    """An agreement with terms."""
    made = Agreement.objects.create(
        municipality=where.municipality, presence=where, number=number, valid_from=D(2015, 7, 1), **fields
    )
    Terms.objects.create(
        agreement=made,
        places=places,
        places_optional=optional,
        frame_weeks=52,
        plan_due_weeks=4,
        valid_from=D(2015, 7, 1),
    )
    return made


def participant(place: Municipality) -> Participant:
    """Somebody new."""
    team, _ = Team.objects.get_or_create(municipality=place, name="Jobteam")
    return Participant.objects.create(municipality=place, team=team, number=f"D{next(_number):06}")


def course(
    of: Agreement,
    start: dt.date,
    end: dt.date | None = None,
    *,
    outcomes: tuple[str, ...] = (),
    plan: str | None = "made",
) -> Course:
    """A course; the first outcome is the primary one. `plan`: made, in_progress, none, or None for no record at all."""
    made = Course.objects.create(
        participant=participant(of.municipality), presence=of.presence, agreement=of, started_on=start, ended_on=end
    )
    for index, code in enumerate(outcomes):
        Outcome.objects.create(course=made, type=OutcomeType.objects.get(code=code), primary=index == 0)
    if plan is not None:
        dates: dict[str, Any] = {"made_on": start + dt.timedelta(weeks=1)} if plan == "made" else {}
        if plan == "none":
            dates = {"no_plan_on": start, "no_plan_reason": NoPlanReason.objects.get(code="other")}
        Plan.objects.create(course=made, **dates)
    return made


def evaluation(of: Agreement, first: dt.date, as_of: dt.date, groups: dict[str, list[str]] | None = None) -> Evaluation:
    """An evaluation, with its public groups if any."""
    made = Evaluation.objects.create(agreement=of, counted_from=first, as_of=as_of)
    for order, (label, codes) in enumerate((groups or {}).items()):
        group = PublicGroup.objects.create(evaluation=made, label=label, order=order)
        group.types.set(OutcomeType.objects.filter(code__in=codes))
    return made


def placement(where: Presence, code: str = "fleksjob", start: dt.date = SPRING, **fields: Any) -> Placement:
    """A job through the municipality."""
    return Placement.objects.create(
        presence=where, type=PlacementType.objects.get(code=code), started_on=start, **fields
    )
