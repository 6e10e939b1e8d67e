"""Whether there is a place in an agreement: asked by every verb that takes one, with the agreement locked."""

import datetime as dt

from django.core.exceptions import ValidationError

from socialportal.common import danish

from ..models import Agreement, Course
from ..queries import holding
from ..terms import first_full_day, free_from, next_free_day, planned_end, running_on


def locked(agreement: Agreement) -> Agreement:
    """The agreement, held until the transaction ends, so that two who want its last place come one after the other."""
    return Agreement.objects.select_for_update().get(pk=agreement.pk)


def check_place(agreement: Agreement, course: Course, *, from_day: dt.date | None = None) -> None:
    """There is a place for the course from its start on (or from `from_day`), or it has a reason for going beyond.

    Raises ValidationError that names the next free day, if it is known. A reason that was not needed is not kept.
    """
    terms = list(agreement.terms.all())
    if not terms:
        raise ValidationError({"agreement": "Aftalen har ingen vilkår. Skriv dem på aftalen først."})
    others = [
        other
        for other in agreement.courses.exclude(pk=course.pk).prefetch_related("extensions", "pauses")
        if course.ended_on is None or other.started_on < course.ended_on
    ]

    def places(day: dt.date) -> int:
        held = holding(terms, day)
        return held.places + held.places_optional if held else 0

    first = from_day or course.started_on
    spans = [(other.started_on, other.ended_on) for other in others]
    full_on = first_full_day(spans, first, places)
    if full_on is None:
        course.over_capacity_reason = ""
        return
    if course.over_capacity_reason.strip():
        return
    free_days = []
    for other in others:
        if running_on([(other.started_on, other.ended_on)], full_on):
            frame = holding(terms, other.started_on)
            weeks = [extension.weeks for extension in other.extensions.all()]
            pauses = other.pause_spans()
            planned = planned_end(other.started_on, frame.frame_weeks, weeks, pauses) if frame else None
            free_days.append(free_from(other.ended_on, planned))
    held = holding(terms, full_on)
    free = next_free_day(free_days, full_on) if running_on(spans, full_on) <= places(full_on) else None
    when = f" Efter planen bliver den næste ledig {danish.date(free)}." if free else ""
    raise ValidationError(
        {
            "over_capacity_reason": f"{_all(held.places, held.places_optional) if held else 'Pladserne'} er i brug "
            f"{danish.date(full_on)}.{when} Vælg en senere dag, eller skriv, hvorfor I går ud over pladserne."
        }
    )


def _all(places: int, optional: int) -> str:
    said = "Pladsen" if places == 1 else f"Alle {danish.count(places, 'plads', 'pladser')}"
    return f"{said} og {danish.count(optional, 'ekstra plads', 'ekstra pladser')}" if optional else said
