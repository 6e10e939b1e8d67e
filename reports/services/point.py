"""Points of a strategy, and their order: a point's number is made from its place, so moving one renumbers the report."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.chain import record as log
from socialportal.common import danish
from socialportal.common.records import Conflict

from ..models import AnnualReport, Recommendation, Strategy, StrategyPoint
from ..rules import key_from
from .room import make_room, written_years
from .strategy import EDIT
from .texts import same_place


def _locked(strategy: Strategy) -> list[StrategyPoint]:
    """The strategy's points in order, with the strategy held until the transaction ends."""
    Strategy.with_deleted.select_for_update().get(pk=strategy.pk)
    return list(StrategyPoint.objects.filter(strategy=strategy))


def _check(point: StrategyPoint, links: Any) -> None:
    same_place(point, decisions=(links or {}).get("decisions", ()))
    if point.letter and point.origin != StrategyPoint.Origin.ADDITION:
        raise ValidationError({"letter": "Kun tilføjelser har et bogstav. Slet det, eller vælg tilføjelse."})


@transaction.atomic
def add_point(access: Access, point: StrategyPoint, *, links: Any = None) -> StrategyPoint:
    """Adds a point last in its strategy, and room for it in the reports that answer the strategy.

    Without a key one is made from the title. Raises ValidationError.
    """
    demand(access, EDIT, point)
    _check(point, links)
    there = _locked(point.strategy)
    if not point.key:
        point.key = key_from(point.title, (other.key for other in there), longest=60)
    elif any(other.key == point.key for other in there):
        raise ValidationError({"key": "Strategien har allerede et punkt med den nøgle. Vælg en anden."})
    point.order = max((other.order for other in there), default=0) + 1
    added = guarded.add(access, EDIT, point, links=links)
    make_room(added.municipality)
    return added


@transaction.atomic
def correct_point(access: Access, point: StrategyPoint, *, expected_version: int, links: Any = None) -> StrategyPoint:
    """Rettelse. Raises ValidationError, Conflict."""
    demand(access, EDIT, point)
    _check(point, links)
    return guarded.change(access, EDIT, point, expected_version=expected_version, links=links)


@transaction.atomic
def move_point(access: Access, point: StrategyPoint, *, by: int, place: int) -> StrategyPoint:
    """Moves a point one place up (-1) or down (1). `place` (from 1) is where the one who asks saw it, so that a double
    click moves it once.

    Raises Conflict when it stands somewhere else by now. At the end of the list nothing happens.
    """
    demand(access, EDIT, point)
    there = _locked(point.strategy)
    now = next((number for number, other in enumerate(there, start=1) if other.pk == point.pk), 0)
    if now != place:
        raise Conflict(point)
    wanted = now + (1 if by > 0 else -1)
    if not 1 <= wanted <= len(there):
        return point
    there.insert(wanted - 1, there.pop(now - 1))
    for number, other in enumerate(there, start=1):
        if other.order != number:
            StrategyPoint.objects.filter(pk=other.pk).update(order=number)
    log(
        access,
        "changed",
        point,
        changes={"order": [danish.number(now), danish.number(wanted)]},
        municipality_code=point.municipality.code,
    )
    point.order = wanted
    return point


@transaction.atomic
def remove_point(access: Access, point: StrategyPoint, *, expected_version: int, reason: str = "") -> None:
    """Takes a point out of the strategy. Raises ValidationError when a report says something about it, Conflict."""
    demand(access, EDIT, point)
    _locked(point.strategy)
    if years := written_years(StrategyPoint.objects.filter(pk=point.pk)):
        raise ValidationError(
            f"Der står noget om punktet i årsrapporten for {danish.listing(map(str, years))}. "
            "Tøm teksterne dér, hvis punktet skal slettes."
        )
    guarded.remove(access, EDIT, point, expected_version=expected_version, reason=reason)


@transaction.atomic
def restore_point(access: Access, point: StrategyPoint) -> StrategyPoint:
    """Brings it back to the place it had. Raises ValidationError when its key is taken meanwhile."""
    restored = guarded.restore(access, EDIT, point)
    make_room(restored.municipality)
    return restored


def recommendation_of(report: AnnualReport, point: StrategyPoint) -> Recommendation | None:
    """What the report recommends on the point."""
    return Recommendation.objects.filter(report=report, point=point).first()
