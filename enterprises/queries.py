"""Which records stand behind the figures about enterprises. Each function gives the records; counting them is the figure."""

import datetime as dt
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum

from socialportal.accounts.models import Municipality
from socialportal.common.dated import DatedQuerySet
from socialportal.common.periods import Period

from .models import Activity, Body, Contribution, Enterprise, Grant, NetworkMeeting, Presence, RsvPeriod, Story
from .models.presence import PresenceQuerySet
from .profile import NOTHING

ONE_DAY = dt.timedelta(days=1)


def living(municipality: Municipality) -> Q:
    """For what hangs on a presence: it is the municipality's, and neither it nor its enterprise lies in the trash."""
    return Q(presence__municipality=municipality, presence__deleted_at=None, presence__enterprise__deleted_at=None)


def _presences(municipality: Municipality) -> PresenceQuerySet:
    """Of the enterprise asked about (OuterRef), in the municipality."""
    return Presence.objects.filter(enterprise=OuterRef("pk"), municipality=municipality)


def in_stock(facts: DatedQuerySet, day: dt.date) -> Q:
    """True on the day and on the day after, perhaps by another row.

    For one row that is `in_stock_after(day)`. But a change "from 1 January" ends one row on 31 December and begins
    another the day after, and the enterprise has not left for that.
    """
    return Q(Exists(facts.active_on(day))) & Q(Exists(facts.active_on(day + ONE_DAY)))


def present(municipality: Municipality, period: Period) -> QuerySet[Presence]:
    """Every presence on at least one day of the period, listed or not: a period without any has no figures."""
    return Presence.objects.filter(municipality=municipality, enterprise__deleted_at=None).overlapping(period)


def active_enterprises(municipality: Municipality, day: dt.date) -> QuerySet[Enterprise]:
    """In stock after the day, and counting towards the goal (domain-model F3)."""
    return Enterprise.objects.filter(in_stock(_presences(municipality).counting(), day))


def listed_enterprises(municipality: Municipality, period: Period) -> QuerySet[Enterprise]:
    """Listed, and present on at least one day of the period; once each, also when they left and came back."""
    return Enterprise.objects.filter(Exists(_presences(municipality).filter(listed=True).overlapping(period)))


def registered_enterprises(municipality: Municipality, period: Period) -> QuerySet[Enterprise]:
    """Listed, and registered (RSV) on at least one day of the period (domain-model F5)."""
    registered = RsvPeriod.objects.filter(enterprise=OuterRef("pk")).registered().overlapping(period)
    return listed_enterprises(municipality, period).filter(Exists(registered))


def enterprises_on_the_way(municipality: Municipality, day: dt.date) -> QuerySet[Enterprise]:
    """Listed and in stock after the day, and still working on being registered, or having applied (domain-model F6)."""
    states = RsvPeriod.objects.filter(enterprise=OuterRef("pk")).in_progress()
    listed = _presences(municipality).filter(listed=True)
    return Enterprise.objects.filter(in_stock(listed, day), in_stock(states, day))


def declared_placements(municipality: Municipality, year: int) -> QuerySet[Contribution]:
    """The approved contributions in which an enterprise has told how many it hired through other channels."""
    told = Contribution.objects.approved().filter(living(municipality), year=year)
    return told.filter(placements_other_channels__isnull=False)


def grants_received(municipality: Municipality, period: Period) -> QuerySet[Grant]:
    """Received in the period; one whose day is not known counts for its whole year."""
    return Grant.objects.filter(living(municipality)).received_within(period)


def overspent_grants(municipality: Municipality, period: Period) -> QuerySet[Grant]:
    """Grants whose donors' known amounts sum to more than the grant, with that sum as `donated`."""
    donated = Sum("donors__amount", filter=Q(donors__deleted_at=None))
    return grants_received(municipality, period).annotate(donated=donated).filter(donated__gt=F("amount"))


def meetings_held(municipality: Municipality, period: Period) -> QuerySet[NetworkMeeting]:
    """The network's meetings in the period."""
    return NetworkMeeting.objects.filter(municipality=municipality).held_within(period)


def stories_told(municipality: Municipality, year: int) -> QuerySet[Story]:
    """The stories of the year, in their order."""
    return Story.objects.filter(municipality=municipality, year=year)


def in_directory(day: dt.date) -> QuerySet[Enterprise]:
    """Those everybody may know of on the day: listed and active, with standing, `shown_in` (where), and what they made public."""
    here = Presence.objects.filter(listed=True).active_on(day).select_related("municipality")
    rows = Enterprise.objects.public_on(day).filter(merged_into=None).with_standing(day).select_related("publication")
    return rows.prefetch_related(Prefetch("presences", here, to_attr="shown_in"))


def made_public(enterprise: Enterprise) -> dict[str, Any]:
    """What the enterprise has made public of itself, in the shape of `profile.NOTHING`: empty parts where it has not."""
    publication = getattr(enterprise, "publication", None)
    return {**NOTHING, **(publication.data if publication else {})}


def activities(municipality: Municipality, period: Period, kind: str = "") -> QuerySet[Activity]:
    """The log's lines in the period, all or of one kind (domain-model 2.10, 2.24)."""
    rows = Activity.objects.filter(municipality=municipality).within(period)
    return rows.filter(kind=kind) if kind else rows


def external_talks(municipality: Municipality, period: Period) -> QuerySet[Activity]:
    """Talks given outside the municipality's own organisation."""
    return activities(municipality, period, Activity.Kind.TALK).filter(external=True)


def enterprises_visited(municipality: Municipality, period: Period) -> QuerySet[Enterprise]:
    """Those visited in the period, once each."""
    visits = activities(municipality, period, Activity.Kind.VISIT).filter(enterprises=OuterRef("pk"))
    return Enterprise.objects.filter(Exists(visits))


def bodies_that_met(municipality: Municipality, period: Period) -> QuerySet[Body]:
    """The bodies with meetings in the period, with `met`, how many."""
    meetings = activities(municipality, period, Activity.Kind.BODY_MEETING)
    met = Count("meetings", filter=Q(meetings__in=meetings.values("pk")))
    return Body.objects.filter(municipality=municipality).annotate(met=met).filter(met__gt=0)


def activities_per_year(seen: QuerySet[Activity]) -> list[Any]:
    """A row a year, newest first, with the number of each kind, of talks outside the municipality, and `total`."""
    kinds = {kind: Count("pk", filter=Q(kind=kind)) for kind in Activity.Kind.values}
    external = Count("pk", filter=Q(kind=Activity.Kind.TALK, external=True))
    years = seen.order_by().values(year=F("on__year"))
    return list(years.annotate(**kinds, external=external, total=Count("pk")).order_by("-year"))
