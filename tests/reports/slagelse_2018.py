"""Slagelse 2018 as records, straight through the ORM: what is printed comes out, who and when is of no account.

The real demo takes the way of a user, through services; the tests of figures run on both.
"""

import datetime as dt
from decimal import Decimal

from agreements.models import Agreement, Collaboration, HoursStep, Initiative, Participation, Terms
from enterprises.models import Contribution, Donor, Grant, NetworkMeeting, Presence, RsvPeriod, Story
from reports.models import (
    AnnualReport,
    Goal,
    GoalStatement,
    PointReport,
    Recommendation,
    Section,
    Strategy,
    StrategyPoint,
)
from socialportal.accounts.models import Municipality, UnitName

from . import records
from .records import D

FIRST, AS_OF = D(2015, 7, 1), D(2018, 6, 30)
YEAR_END = D(2018, 12, 31)
WORDS = " ".join(["ord"] * 100)
JOBS = {"fleksjob": 21, "part_time": 7, "full_time": 3, "wage_subsidy": 4}
POINTS = 10

OUTCOMES = {
    1: {
        "fleksjob": 5, "ordinary-job": 2, "education": 3, "stopped": 4, "internship-second": 5,
        "awaiting-rehabilitation-team": 3, "disability-pension": 1, "prison": 1, "seeking-job": 1,
    },
    2: {
        "fleksjob": 5, "ordinary-job": 7, "wage-subsidy": 2, "education": 4, "language-school": 4, "work-trial-second": 1,
        "maternity": 1, "stopped": 1, "support-clarification": 4, "awaiting-rehabilitation-team": 5,
    },
}  # fmt: skip
CLARIFICATION = ["work-trial-second", "internship-second", "awaiting-rehabilitation-team", "support-clarification"]
OTHER = ["disability-pension", "maternity", "prison", "seeking-job"]
JOB = ["fleksjob", "ordinary-job", "wage-subsidy"]
EDUCATION = ["education", "language-school"]
GROUPS = {
    1: {"job eller uddannelse": JOB + EDUCATION, "afklaring": CLARIFICATION, "stoppet": ["stopped"], "andet": OTHER},
    2: {
        "job, løntilskud eller fleksjob": JOB,
        "uddannelse eller undervisning": EDUCATION,
        "afklaring, stoppet eller andet": [*CLARIFICATION, "stopped", *OTHER],
    },
}
PLANS = {1: {"in_progress": 3, "none": 6}, 2: {"in_progress": 1, "none": 3}}


def build() -> Municipality:
    """Everything the printed report counts."""
    place = records.municipality("0330", figures_from=2018)
    UnitName.objects.create(municipality=place, unit=UnitName.Unit.JOBCENTRE, name="Slagelse Jobcenter")
    enterprises = _enterprises(place)
    _flows(place, enterprises)
    for number, running, optional in ((1, 4, 0), (2, 9, 2)):
        _agreement(enterprises[number], number, running, optional)
    _report(place)
    return place


def _enterprises(place: Municipality) -> list[Presence]:
    made = [records.presence(place) for _ in range(20)]
    made[0].valid_to = YEAR_END
    made[0].save()
    for index in range(5):
        RsvPeriod.objects.create(
            enterprise=made[index].enterprise, state="registered", valid_to=[YEAR_END, None][index > 0]
        )
        RsvPeriod.objects.create(enterprise=made[5 + index].enterprise, state=["working", "applied"][index % 2])
    return made


def _flows(place: Municipality, enterprises: list[Presence]) -> None:
    for code, number in JOBS.items():
        for index in range(number):
            records.placement(enterprises[index % 20], code, D(2018, 1 + index % 12, 1 + index))
    told = records.placement(enterprises[3], "fleksjob", D(2016, 9, 8))
    HoursStep.objects.create(placement=told, valid_from=D(2016, 9, 8), hours_per_week=Decimal("4.5"), intensity=80)
    HoursStep.objects.create(placement=told, valid_from=D(2019, 1, 1), hours_per_week=15, intensity=100)
    for index, presence in enumerate(enterprises):
        declared = 10 if index == 1 else 1
        Contribution.objects.create(
            presence=presence,
            year=2018,
            presentation=WORDS,
            placements_other_channels=declared,
            order=index,
            state=Contribution.State.APPROVED,
        )
    for start in (D(2018, 4, 3), D(2018, 4, 2), None):
        Collaboration.objects.create(presence=enterprises[3], partner_name="Comwell", valid_from=start)
    for index, amount in enumerate((150_000, 475_000, 412_000, 650_000)):
        grant = Grant.objects.create(
            presence=enterprises[index], year=2018, amount=amount, approximate=amount == 650_000, purpose="drift"
        )
        Donor.objects.create(grant=grant, name="En fond", amount=amount if amount == 150_000 else None)
    for month in (2, 5, 8, 11):
        NetworkMeeting.objects.create(municipality=place, held_on=D(2018, month, 6))
    for order in range(5):
        Story.objects.create(municipality=place, year=2018, title=f"Historie {order}", text="Sket.", order=order)
    borger_i_job = Initiative.objects.create(
        municipality=place, key="borger-i-job", name="Borger i job", participants_counted=True
    )
    for presence in enterprises[10:17]:
        Participation.objects.create(initiative=borger_i_job, presence=presence, valid_from=D(2018, 11, 1))
    inhouse = Initiative.objects.create(municipality=place, key="inhouse", name="In-House", starts_counted=True)
    Participation.objects.create(initiative=inhouse, presence=enterprises[18], valid_from=D(2019, 1, 28))


def _agreement(where: Presence, number: int, running: int, optional: int) -> Agreement:
    made = records.agreement(where, number, optional=optional)
    if number == 2:
        Terms.objects.filter(agreement=made).update(frame_weeks=13, plan_due_weeks=1)
    plans = [state for state, times in PLANS[number].items() for _ in range(times)]
    primaries = [code for code, times in OUTCOMES[number].items() for _ in range(times)]
    doubled = 2 if number == 2 else 0
    for index, code in enumerate(primaries):
        further: tuple[str, ...] = ()
        if doubled and code in {"support-clarification", "work-trial-second"}:
            further, doubled = ("awaiting-rehabilitation-team",), doubled - 1
        start = FIRST + dt.timedelta(days=20 * index)
        plan = plans.pop() if plans and index % 3 == 0 else "made"
        records.course(made, start, start + dt.timedelta(days=90), outcomes=(code, *further), plan=plan)
    for index in range(running):
        records.course(made, D(2018, 5, 1 + index), plan=plans.pop() if plans else "made")
    records.evaluation(made, FIRST, AS_OF, GROUPS[number])
    return made


def _report(place: Municipality) -> None:
    strategy = Strategy.objects.create(
        municipality=place, title="Strategi", valid_from=D(2017, 11, 7), valid_to=D(2020, 12, 31)
    )
    goals = [
        Goal(key="prize", kind="once", due_on=D(2020, 12, 31), achieved_on=D(2018, 6, 15)),
        Goal(key="enterprises", kind="stock", target=25, due_on=D(2020, 12, 31), indicator="enterprises_active"),
        Goal(key="jobs", kind="yearly", target=30, indicator="placements_via_municipality"),
        Goal(key="inhouse", kind="range", target=2, target_max=3, year=2018, indicator="initiative_starts"),
    ]
    report = AnnualReport.objects.create(municipality=place, year=2018)
    for order, goal in enumerate(goals):
        goal.strategy, goal.order, goal.label = strategy, order, f"Målet {goal.key}"
        goal.save()
    GoalStatement.objects.create(report=report, goal=goals[3], text="Der blev {{ goal.inhouse.actual|ord }}.")
    Section.objects.create(
        report=report, key="introduction", text="Vi var {{ enterprises_active }}, se {{ punkt:point-5 }}."
    )
    for order in range(1, POINTS + 1):
        point = StrategyPoint.objects.create(
            strategy=strategy, key=f"point-{order}", title=f"Punkt {order}", order=order
        )
        PointReport.objects.create(report=report, point=point, introduction="Om punktet.", happened="Det skete.")
        text = f"Vi anbefaler {{{{ goal.jobs.target }}}} job, nummer {order}."
        Recommendation.objects.create(report=report, point=point, text=text, order=order)
    for letter in "AB":
        Recommendation.objects.create(
            report=report, letter=letter, title="Helhed", text="Vi anbefaler helhed.", order=20
        )
