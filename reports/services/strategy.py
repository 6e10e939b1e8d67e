"""Strategies: adopted, corrected, taken away. At most one holds on a day."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from agreements.services import guarded
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import demand
from socialportal.common import danish

from ..models import Strategy, StrategyPoint
from .room import make_room, written_years

EDIT = "reports.edit_strategy"
ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def adopt_strategy(access: Access, strategy: Strategy, *, links: Any = None) -> Strategy:
    """Vedtager en strategi: the one that holds on its first day ends the day before.

    Raises ValidationError when the first day is unknown, or when a later strategy begins before this one ends.
    """
    demand(access, EDIT, strategy)
    if strategy.valid_from is None:
        raise ValidationError({"valid_from": "Skriv den dag, strategien begynder at gælde."})
    _one_at_a_time(strategy)
    before = (
        Strategy.objects.filter(municipality=strategy.municipality)
        .active_on(strategy.valid_from)
        .filter(Q(valid_from=None) | Q(valid_from__lt=strategy.valid_from))
        .first()
    )
    if before:
        before.valid_to = strategy.valid_from - ONE_DAY
        guarded.change(access, EDIT, before, expected_version=before.version, verb="ended")
    _must_not_overlap(strategy)
    adopted = guarded.add(access, EDIT, strategy, links=links)
    make_room(adopted.municipality)
    return adopted


@transaction.atomic
def correct_strategy(access: Access, strategy: Strategy, *, expected_version: int, links: Any = None) -> Strategy:
    """Rettelse. Raises ValidationError when it would hold on the same day as another, Conflict."""
    demand(access, EDIT, strategy)
    _one_at_a_time(strategy)
    _must_not_overlap(strategy)
    corrected = guarded.change(access, EDIT, strategy, expected_version=expected_version, links=links)
    make_room(corrected.municipality)
    return corrected


@transaction.atomic
def remove_strategy(access: Access, strategy: Strategy, *, expected_version: int, reason: str = "") -> None:
    """Takes a strategy away that was made by mistake. Raises ValidationError when a report answers its points."""
    demand(access, EDIT, strategy)
    if years := written_years(StrategyPoint.objects.filter(strategy=strategy)):
        raise ValidationError(
            f"Der står noget om strategiens punkter i årsrapporten for {danish.listing(map(str, years))}, "
            "så den kan ikke slettes."
        )
    guarded.remove(access, EDIT, strategy, expected_version=expected_version, reason=reason)
    make_room(strategy.municipality)


@transaction.atomic
def restore_strategy(access: Access, strategy: Strategy) -> Strategy:
    """Brings it back, unless another has taken its time. Raises ValidationError."""
    demand(access, EDIT, strategy)
    _one_at_a_time(strategy)
    _must_not_overlap(strategy)
    restored = guarded.restore(access, EDIT, strategy)
    make_room(restored.municipality)
    return restored


def _one_at_a_time(strategy: Strategy) -> None:
    """Two who adopt at once wait for each other: the rule below spans rows, so no constraint can hold it."""
    Municipality.objects.select_for_update().get(pk=strategy.municipality.pk)


def _must_not_overlap(strategy: Strategy) -> None:
    others = Strategy.objects.filter(municipality=strategy.municipality).exclude(pk=strategy.pk)
    if strategy.valid_to:
        others = others.filter(Q(valid_from=None) | Q(valid_from__lte=strategy.valid_to))
    if strategy.valid_from:
        others = others.filter(Q(valid_to=None) | Q(valid_to__gte=strategy.valid_from))
    other = others.order_by("valid_from").first()
    if other is None:
        return
    later = other.valid_from and (strategy.valid_from is None or other.valid_from >= strategy.valid_from)
    field = "valid_to" if later else "valid_from"
    raise ValidationError(
        {field: f"”{other}” gælder {other.span or 'hele tiden'}. Kun én strategi kan gælde ad gangen."}
    )
