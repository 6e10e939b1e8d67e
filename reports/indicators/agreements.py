"""The figures of agreements on courses: an evaluation's, in its own period, and the calendar year's beside them.

Named `agreement.<number>.<what>`; the year's begin with `year_`. The two are never added.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from agreements import queries as work
from agreements.models import OutcomeType
from agreements.queries import AgreementCounts, Tally
from agreements.tabulate import PlanState, occupancy
from socialportal.common import danish

from ..figures import HALF_UP, Figure, as_of, over

Group = OutcomeType.Group
POSITIVE = frozenset({Group.JOB, Group.EDUCATION})
STOPPED = frozenset({Group.STOPPED})
# Which statuses' groups a figure adds up: the public edition prints it only where it says no more than the groups do.
GROUPS_OF = {"positive": POSITIVE, "stopped": STOPPED}
Value = int | Decimal | None


@dataclass(frozen=True)
class _Maker:
    """Makes the figures of one agreement in one period."""

    agreement: AgreementCounts
    tally: Tally
    prefix: str

    def __call__(self, what: str, value: Value, unit: str, label: str, definition: str, **more: Any) -> Figure:
        return Figure(
            name=f"agreement.{self.agreement.number}.{self.prefix}{what}",
            value=value,
            unit=unit,
            period=more.pop("period", over(self.tally.period)),
            label=label,
            definition=definition,
            neuter=unit == "forløb",
            **more,
        )

    def share(self, what: str, part: int, whole: int, label: str, definition: str, **more: Any) -> Figure:
        """A percentage, with its part and whole."""
        share = danish.share(part, whole)
        told = {"protected": True, "rounding": HALF_UP} | more
        return self(what, share, "%", label, definition, part=part, denominator=whole, **told)


def figures(agreements: list[AgreementCounts]) -> dict[str, Figure]:
    """All figures of all agreements. Those without an evaluation in the year have the year's only."""
    made: dict[str, Figure] = {}
    for agreement in agreements:
        if agreement.evaluated:
            make = _Maker(agreement, agreement.evaluated, "")
            for parts in (_places, _volumes, _plans, _outcomes):
                made.update({figure.name: figure for figure in parts(make)})
        make = _Maker(agreement, agreement.year, "year_")
        for parts in (_started, _volumes, _outcomes):
            made.update({figure.name: figure for figure in parts(make)})
    return made


def _places(make: _Maker) -> Iterator[Figure]:
    terms, tally, pk = make.tally.terms, make.tally, make.agreement.pk
    day = tally.period.last
    period = as_of(day)
    places = terms.places if terms else None
    optional = terms.places_optional if terms else None
    use = occupancy(tally.courses.running, places or 0, optional or 0) if terms else None

    def running(first: int, last: int) -> Callable[[], QuerySet]:
        return lambda: work.courses_running(pk, day)[first:last]

    yield make("places", places, "pladser", "Pladser", "Faste pladser efter aftalens vilkår.", period=period)
    yield make(
        "places_optional",
        optional,
        "pladser",
        "Ekstra pladser",
        "Pladser, der kan købes ud over de faste, når der er brug for dem.",
        period=period,
    )
    yield make(
        "in_use",
        use.in_use if use else None,
        "pladser",
        "Pladser i brug",
        "Forløb i gang, højst så mange som de faste pladser. Et forløb, der slutter på dagen, er afsluttet.",
        period=period,
        denominator=places,
        source=running(0, places) if places else None,
    )
    yield make(
        "optional_in_use",
        use.optional_in_use if use else None,
        "pladser",
        "Ekstra pladser i brug",
        "Forløb i gang ud over de faste pladser, højst så mange som de ekstra.",
        period=period,
        denominator=optional,
        source=running(places, places + optional) if places and optional else None,
    )
    if use and places:
        label, definition = "Belægning", "Pladser i brug af de faste pladser."
        yield make.share("occupancy_pct", use.in_use, places, label, definition, period=period, protected=False)
    for what, unit, label in (
        ("frame_weeks", "uger", "Ramme for et forløb"),
        ("plan_due_weeks", "uger", "Frist for individuel plan"),
        ("attendance_months", "måneder", "Tid mellem fremmødesedler"),
    ):
        yield make(what, getattr(terms, what) if terms else None, unit, label, "Efter aftalens vilkår.", period=period)


def _started(make: _Maker) -> Iterator[Figure]:
    pk, period = make.agreement.pk, make.tally.period
    yield make(
        "started",
        make.tally.courses.started,
        "forløb",
        "Begyndte forløb",
        "Forløb, der er begyndt i perioden.",
        source=lambda: work.courses_started(pk, period),
    )


def _volumes(make: _Maker) -> Iterator[Figure]:
    pk, period, courses = make.agreement.pk, make.tally.period, make.tally.courses
    yield make(
        "ended",
        courses.ended,
        "forløb",
        "Afsluttede forløb",
        "Forløb, der er afsluttet i perioden, dens sidste dag iberegnet.",
        source=lambda: work.courses_ended(pk, period),
    )
    yield make(
        "running",
        courses.running,
        "forløb",
        "Forløb i gang",
        "Forløb, der er begyndt og fortsætter efter dagen.",
        period=as_of(period.last),
        source=lambda: work.courses_running(pk, period.last),
    )


_PLANS = {
    "plans_made": ("Har individuel plan", (PlanState.MADE,), "Planen er lavet senest på dagen."),
    "plans_in_progress": ("Planen er på vej", (PlanState.IN_PROGRESS,), "Hverken lavet eller fravalgt på dagen."),
    "plans_none": ("Ingen plan", (PlanState.NONE,), "Det er besluttet, med en grund, ikke at lave en plan."),
    "plans_not_made": (
        "Har endnu ikke plan",
        (PlanState.IN_PROGRESS, PlanState.NONE),
        "Planen er på vej eller fravalgt.",
    ),
}


def _plans(make: _Maker) -> Iterator[Figure]:
    pk, period, courses = make.agreement.pk, make.tally.period, make.tally.courses
    total = courses.ended + courses.running
    values = {
        "plans_made": courses.plans_made,
        "plans_in_progress": courses.plans_in_progress,
        "plans_none": courses.plans_none,
        "plans_not_made": courses.plans_in_progress + courses.plans_none,
    }

    def in_states(states: tuple[PlanState, ...]) -> Callable[[], QuerySet]:
        return lambda: work.courses_in_plan_state(pk, period, *states)

    yield make(
        "plans_total",
        total,
        "forløb",
        "Forløb, planerne gælder",
        "Forløb, der er afsluttet i perioden eller i gang efter den.",
        source=in_states(tuple(PlanState)),
    )
    for what, (label, states, definition) in _PLANS.items():
        yield make(
            what,
            values[what],
            "forløb",
            label,
            f"Af de forløb, der er afsluttet i perioden eller i gang efter den. {definition}",
            denominator=total,
            protected=True,
            source=in_states(states),
        )
    definition = "Forløb med en individuel plan af dem, der er afsluttet i perioden eller i gang efter den."
    yield make.share("plans_made_pct", courses.plans_made, total, "Andel med individuel plan", definition)


def _outcomes(make: _Maker) -> Iterator[Figure]:
    pk, period, ended = make.agreement.pk, make.tally.period, make.tally.courses.ended
    yield make(
        "outcomes_total",
        sum(outcome.rows for outcome in make.tally.outcomes),
        "registreringer",
        "Registreringer af status",
        "Alle registreringer af status efter endt forløb. Et forløb kan have mere end én.",
        protected=True,
        source=lambda: work.outcomes_of(pk, period),
    )
    for what, label, definition in (
        ("positive", "I job, uddannelse eller undervisning", "Afsluttede forløb, hvis vigtigste status er job "
         "(også fleksjob og løntilskud), uddannelse eller undervisning."),
        ("stopped", "Stoppet", "Afsluttede forløb, hvis vigtigste status er, at forløbet blev stoppet."),
    ):  # fmt: skip
        groups = GROUPS_OF[what]
        part = sum(outcome.primary for outcome in make.tally.outcomes if outcome.group in groups)
        yield make(
            what,
            part,
            "forløb",
            label,
            f"{definition} Hvert forløb tæller én gang.",
            denominator=ended,
            protected=True,
            source=_with_outcome(pk, period, groups),
        )
        yield make.share(f"{what}_pct", part, ended, f"{label}, andel", f"{definition} Af alle afsluttede forløb.")


def _with_outcome(pk: int, period: Any, groups: frozenset[str]) -> Callable[[], QuerySet]:
    return lambda: work.courses_with_outcome(pk, period, groups)
