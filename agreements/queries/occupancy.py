"""How the places of agreements stand on a day: how many there are, in use and free, and when the next one is."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from socialportal.common import danish

from ..models import Agreement, Course
from ..terms import free_from, free_said, next_place, running_on
from .counting import holding


@dataclass(frozen=True)
class Standing:
    """The places of an agreement. `next_on` is the day of the next free place, if all goes as planned: the day itself where
    there is one, None where it is not known.
    """

    places: int
    optional: int
    running: int
    next_on: dt.date | None

    @property
    def free(self) -> int:
        """Ordinary and optional places that nobody has."""
        return max(self.places + self.optional - self.running, 0)

    @property
    def said(self) -> str:
        """`2 ledige pladser`, `ingen ledige pladser, den næste 4. maj 2018`."""
        told = free_said(self.running, self.places, self.optional)
        return told if self.free or self.next_on is None else f"{told}, den næste {danish.date(self.next_on)}"


def standings(agreements: Collection[Agreement], day: dt.date) -> dict[int, Standing]:
    """By agreement; those without terms have none. Their terms are read with them; the courses take two queries."""
    courses = Course.objects.filter(agreement__in=[one.pk for one in agreements]).with_frame()
    stays: defaultdict[int | None, list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
    for course in courses.filter(Q(ended_on=None) | Q(ended_on__gt=day)):
        free = free_from(course.ended_on, course.planned_end())
        stays[course.agreement_id].append((course.started_on, free))

    found = {}
    for agreement in agreements:
        terms = list(agreement.terms.all())
        held = holding(terms, day)
        if held is None:
            continue

        def places_on(one: dt.date, terms: list = terms) -> int:
            then = holding(terms, one)
            return then.places + then.places_optional if then else 0

        mine = stays[agreement.pk]
        running = running_on([(start, None if free and free <= day else free) for start, free in mine], day)
        found[agreement.pk] = Standing(held.places, held.places_optional, running, next_place(mine, day, places_on))
    return found
