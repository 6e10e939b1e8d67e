"""Which records stand behind the figures about the work. Each function gives the records; counting them is the figure."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from enterprises.models import Enterprise
from enterprises.queries import in_stock, living
from socialportal.accounts.models import Municipality
from socialportal.common.periods import Period

from ..models import Collaboration, Course, Outcome, Participation, Placement
from ..models.initiative import ParticipationQuerySet
from ..models.placement import PlacementQuerySet
from ..tabulate import PlanState

Day = dt.date | F


def placements_via_municipality(municipality: Municipality) -> PlacementQuerySet:
    """Jobs that the municipality had a part in: only they count towards the goal (domain-model R16)."""
    return Placement.objects.filter(living(municipality)).via_municipality()


def placements_begun(municipality: Municipality, period: Period) -> QuerySet[Placement]:
    """Those begun in the period (domain-model F1)."""
    return placements_via_municipality(municipality).started_within(period)


def collaborations_begun(municipality: Municipality, period: Period) -> QuerySet[Collaboration]:
    """CSR collaborations that started in the period; one whose start is unknown started in no period (F15)."""
    csr = Collaboration.objects.filter(living(municipality), kind=Collaboration.Kind.CSR)
    return csr.started_within(period)


def enterprises_taking_part(municipality: Municipality, day: dt.date) -> QuerySet[Enterprise]:
    """Enterprises that take part in an initiative whose participants are counted, and both go on after the day (F7)."""
    goes_on = Q(initiative__valid_to=None) | Q(initiative__valid_to__gt=day)
    facts = _participations(municipality).filter(
        goes_on, presence__enterprise=OuterRef("pk"), initiative__participants_counted=True
    )
    return Enterprise.objects.filter(in_stock(facts, day))


def starts_in_initiatives(municipality: Municipality, period: Period) -> QuerySet[Participation]:
    """Starts, in the period, in initiatives whose starts are counted (In-House solutions), also if these have ended."""
    return _participations(municipality).filter(initiative__starts_counted=True).started_within(period)


def _participations(municipality: Municipality) -> ParticipationQuerySet:
    return Participation.objects.filter(living(municipality), initiative__deleted_at=None)


def courses_ended(agreement: int, period: Period) -> QuerySet[Course]:
    """An agreement's courses that ended in the period."""
    return Course.objects.filter(agreement=agreement).ended_within(period)


def courses_running(agreement: int, day: dt.date) -> QuerySet[Course]:
    """An agreement's courses that go on after the day, the longest running first (they have the ordinary places)."""
    return Course.objects.filter(agreement=agreement).running_on(day).order_by("started_on", "pk")


def courses_started(agreement: int, period: Period) -> QuerySet[Course]:
    """An agreement's courses that began in the period."""
    return Course.objects.filter(agreement=agreement, started_on__gte=period.first, started_on__lte=period.last)


def courses_in_plan_state(agreement: int, period: Period, *states: PlanState) -> QuerySet[Course]:
    """Of the courses ended in the period or running after it: those whose plan is in one of the states at its end."""
    wanted = Q(pk=None)
    for state in states:
        wanted |= in_plan_state(state, period.last)
    return Course.objects.filter(agreement=agreement).counted_in(period).filter(wanted)


def outcomes_of(agreement: int, period: Period) -> QuerySet[Outcome]:
    """All statuses of the courses that ended in the period, the most important and further ones alike."""
    return Outcome.objects.filter(course__in=courses_ended(agreement, period))


def courses_with_outcome(agreement: int, period: Period, groups: frozenset[str]) -> QuerySet[Course]:
    """Ended in the period, with a most important status in one of the groups."""
    firsts = Outcome.objects.filter(course=OuterRef("pk"), primary=True, type__group__in=groups)
    return courses_ended(agreement, period).filter(Exists(firsts))


def in_plan_state(state: PlanState, day: Day, prefix: str = "") -> Q:
    """Courses whose plan is in the state on the day; `tabulate.plan_state` says it for one. Positive tests only, because
    a negation around NULL is true in SQL where nobody means it."""
    plan = f"{prefix}plan__"
    kept = Q(**{f"{plan}deleted_at": None, f"{plan}pk__isnull": False})
    not_made = Q(**{f"{plan}made_on": None}) | Q(**{f"{plan}made_on__gt": day})
    undecided = Q(**{f"{plan}no_plan_on": None}) | Q(**{f"{plan}no_plan_on__gt": day})
    if state is PlanState.MADE:
        return kept & Q(**{f"{plan}made_on__lte": day})
    if state is PlanState.IN_PROGRESS:
        return kept & not_made & undecided
    return without_plan_record(prefix) | (kept & not_made & Q(**{f"{plan}no_plan_on__lte": day}))


def without_plan_record(prefix: str = "") -> Q:
    """Courses nobody has written anything about the plan of."""
    return Q(**{f"{prefix}plan__pk": None}) | Q(**{f"{prefix}plan__deleted_at__isnull": False})
