"""Evaluations: what is ended, what runs, how it stands with plans, and what came of it. Every test is about one edge."""

import datetime as dt
from decimal import Decimal

import pytest

from agreements.models import Agreement, Course, Evaluation, Outcome, OutcomeType, Plan, Terms
from agreements.queries import holding
from agreements.tabulate import PlanState, effective_hours, occupancy, plan_state
from reports import indicators
from reports.figures import Basis, Figure
from socialportal.accounts.models import Municipality

from . import records
from .records import D

pytestmark = pytest.mark.django_db
FIRST, AS_OF = D(2015, 7, 1), D(2018, 6, 30)
BEFORE, AFTER = D(2015, 6, 30), D(2018, 7, 1)


@pytest.fixture
def place() -> Municipality:
    return records.municipality()


@pytest.fixture
def agreement(place: Municipality) -> Agreement:
    made = records.agreement(records.presence(place))
    records.evaluation(made, FIRST, AS_OF)
    return made


def figures(place: Municipality, day: dt.date | None = None) -> dict[str, Figure]:
    """An agreement's figures; and each agrees with the list of its records, on whatever edge the test is about."""
    counted = indicators.count(Basis.of(place, 2018, day)).figures
    apart = [name for name, figure in counted.items() if figure.source and figure.value != figure.recounted()]
    assert apart == []
    return {
        name.removeprefix("agreement.1."): figure for name, figure in counted.items() if name.startswith("agreement.1.")
    }


def values(place: Municipality, *names: str, day: dt.date | None = None) -> list[object]:
    found = figures(place, day)
    return [found[name].value for name in names]


# --- Ended and running ------------------------------------------------------------------------------------------------


def test_the_first_and_last_day_are_counted(place: Municipality, agreement: Agreement) -> None:
    long_ago = D(2015, 1, 1)
    for end in (BEFORE, FIRST, AS_OF, AFTER, None):
        records.course(agreement, long_ago, end)
    assert values(place, "ended", "running", "plans_total") == [2, 2, 4]


def test_a_course_that_ends_on_the_day_is_ended_and_frees_its_place(place: Municipality, agreement: Agreement) -> None:
    records.course(agreement, AS_OF, AS_OF)
    records.course(agreement, AS_OF)
    records.course(agreement, AFTER)
    assert values(place, "ended", "running", "in_use") == [1, 1, 1]


def test_the_trash_is_not_counted(place: Municipality, agreement: Agreement) -> None:
    now = dt.datetime(2018, 1, 1, tzinfo=dt.UTC)
    gone = records.course(agreement, FIRST, AS_OF, outcomes=("fleksjob",))
    kept = records.course(agreement, FIRST, AS_OF, outcomes=("stopped", "fleksjob"))
    running = records.course(agreement, FIRST)
    Course.objects.filter(pk=gone.pk).update(deleted_at=now)
    Outcome.objects.filter(course=kept, primary=False).update(deleted_at=now)
    Plan.objects.filter(course=running).update(deleted_at=now)
    names = ("ended", "running", "outcomes_total", "positive", "stopped", "plans_made", "plans_none")
    assert values(place, *names) == [1, 1, 1, 0, 1, 1, 1]
    Evaluation.objects.filter(agreement=agreement).update(deleted_at=now)
    assert "ended" not in figures(place)
    assert figures(place)["year_ended"].value == 1


def test_another_agreement_and_internships_without_one_are_not_mixed_in(
    place: Municipality, agreement: Agreement
) -> None:
    other = records.agreement(records.presence(place), 2)
    records.evaluation(other, D(2018, 1, 1), AS_OF)
    records.course(agreement, FIRST, AS_OF, outcomes=("fleksjob",))
    for _ in range(2):
        records.course(other, D(2018, 2, 1), D(2018, 3, 1), outcomes=("stopped",))
    records.course(other, D(2016, 2, 1), D(2017, 3, 1), outcomes=("stopped",))
    Course.objects.create(
        participant=records.participant(place), presence=agreement.presence, started_on=FIRST, ended_on=AS_OF
    )
    found = indicators.count(Basis.of(place, 2018)).figures
    assert [found[f"agreement.{number}.ended"].value for number in (1, 2)] == [1, 2]
    assert [found[f"agreement.{number}.stopped"].value for number in (1, 2)] == [0, 2]


def test_another_municipalitys_agreements_are_its_own(place: Municipality, agreement: Agreement) -> None:
    kolding = records.municipality("0621")
    theirs = records.agreement(records.presence(kolding, agreement.presence.enterprise), 1)
    records.evaluation(theirs, FIRST, AS_OF)
    records.course(theirs, FIRST, AS_OF, outcomes=("fleksjob",))
    records.course(agreement, FIRST, AS_OF, outcomes=("stopped",))
    assert values(place, "ended", "positive", "stopped") == [1, 0, 1]
    assert values(kolding, "ended", "positive", "stopped") == [1, 1, 0]


# --- Which evaluation, which agreements ---------------------------------------------------------------------------------


def test_the_last_evaluation_by_the_day_counts(place: Municipality, agreement: Agreement) -> None:
    records.evaluation(agreement, FIRST, D(2018, 12, 31))
    records.evaluation(agreement, FIRST, D(2017, 6, 30))
    records.course(agreement, FIRST, D(2018, 8, 1), outcomes=("fleksjob",))
    assert values(place, "ended", "outcomes_total", "year_ended", "year_outcomes_total") == [1, 1, 1, 1]
    assert values(place, "ended", "running", day=D(2018, 12, 30)) == [0, 1]
    assert values(place, "year_ended", day=D(2018, 7, 31)) == [0]
    assert "ended" not in figures(place, D(2018, 6, 29)), "evalueringen ligger efter dagen"


def test_an_agreement_that_is_over_is_there_when_it_is_evaluated(place: Municipality, agreement: Agreement) -> None:
    Agreement.objects.filter(pk=agreement.pk).update(valid_to=D(2017, 12, 31))
    assert "ended" in figures(place)
    Evaluation.objects.all().delete()
    assert figures(place) == {}


# --- The calendar year beside it ----------------------------------------------------------------------------------------


def test_the_calendar_year_is_counted_apart(place: Municipality, agreement: Agreement) -> None:
    records.course(agreement, D(2016, 1, 1), D(2017, 12, 31), outcomes=("fleksjob",))
    records.course(agreement, D(2018, 1, 1), D(2018, 1, 1), outcomes=("stopped",))
    records.course(agreement, D(2018, 12, 31), D(2018, 12, 31), outcomes=("education", "fleksjob"))
    records.course(agreement, D(2018, 7, 1))
    names = ("ended", "positive", "stopped", "running")
    assert values(place, *names) == [2, 1, 1, 0]
    year = ("year_started", "year_ended", "year_running", "year_positive", "year_stopped", "year_outcomes_total")
    assert values(place, *year) == [3, 2, 1, 1, 1, 3]
    assert figures(place)["year_positive_pct"].value == Decimal("50.0")


# --- Plans ------------------------------------------------------------------------------------------------------------


def test_the_state_of_a_plan_is_as_of_the_day(place: Municipality, agreement: Agreement) -> None:
    from agreements.models import NoPlanReason

    reason = NoPlanReason.objects.get(code="other")
    dates: list[dict[str, object]] = [
        {"made_on": AS_OF},
        {"made_on": AFTER},
        {"no_plan_on": AS_OF, "no_plan_reason": reason},
        {"no_plan_on": AFTER, "no_plan_reason": reason},
        {"no_plan_on": D(2018, 1, 1), "no_plan_reason": reason, "made_on": AS_OF},
        {"no_plan_on": D(2018, 1, 1), "no_plan_reason": reason, "made_on": AFTER},
        {},
    ]
    for index, each in enumerate(dates):
        ended = AS_OF if index % 2 else None
        Plan.objects.create(course=records.course(agreement, FIRST, ended, plan=None), **each)
    records.course(agreement, FIRST, plan=None)
    names = ("plans_made", "plans_in_progress", "plans_none", "plans_not_made", "plans_total")
    assert values(place, *names) == [2, 3, 3, 6, 8]
    assert figures(place)["plans_made_pct"].value == Decimal("25.0")
    by_hand = [plan_state(plan, AS_OF) for plan in Plan.objects.all()] + [plan_state(None, AS_OF)]
    assert [by_hand.count(state) for state in PlanState] == [2, 3, 3]
    counted = indicators.count(Basis.of(place, 2018)).agreements[0].evaluated
    assert counted
    assert counted.courses.without_plan_record == 1


def test_courses_outside_the_period_have_no_plans_in_it(place: Municipality, agreement: Agreement) -> None:
    records.course(agreement, D(2015, 1, 1), BEFORE)
    records.course(agreement, AFTER)
    assert values(place, "plans_total", "plans_made") == [0, 0]
    assert figures(place)["plans_made_pct"].value is None


# --- Outcomes ---------------------------------------------------------------------------------------------------------


def test_a_course_counts_once_by_its_primary_and_all_rows_are_told(place: Municipality, agreement: Agreement) -> None:
    records.course(agreement, FIRST, AS_OF, outcomes=("stopped", "fleksjob", "education"))
    records.course(agreement, FIRST, AS_OF, outcomes=("fleksjob",))
    records.course(agreement, FIRST, AS_OF)
    names = ("ended", "outcomes_total", "positive", "stopped")
    assert values(place, *names) == [3, 4, 1, 1]
    tally = indicators.count(Basis.of(place, 2018)).agreements[0].evaluated
    assert tally
    assert {o.code: (o.rows, o.primary) for o in tally.outcomes} == {
        "fleksjob": (2, 1),
        "education": (1, 0),
        "stopped": (1, 1),
    }
    assert [o.code for o in tally.outcomes] == ["fleksjob", "education", "stopped"], "i den nationale listes rækkefølge"


def test_a_renamed_status_is_one_status(place: Municipality, agreement: Agreement) -> None:
    newer = OutcomeType.objects.create(
        code="fleksjob", name="Job i fleks", group="job", order=1, valid_from=D(2018, 1, 1)
    )
    Outcome.objects.create(course=records.course(agreement, FIRST, D(2017, 1, 1)), type=newer)
    old = records.course(agreement, FIRST, D(2016, 1, 1))
    Outcome.objects.create(course=old, type=OutcomeType.objects.get(code="fleksjob", valid_from=None))
    tally = indicators.count(Basis.of(place, 2018)).agreements[0].evaluated
    assert tally
    assert [(o.code, o.rows, o.primary) for o in tally.outcomes] == [("fleksjob", 2, 2)]


@pytest.mark.parametrize(
    ("positive", "ended", "share"),
    [
        (22, 34, "64.7"),  # printed as 64: truncated
        (1, 34, "2.9"),
        (10, 25, "40.0"),
        (1, 16, "6.3"),  # 6.25: half up, not to even
        (1, 80, "1.3"),  # 1.25
        (3, 80, "3.8"),  # 3.75
        (2, 3, "66.7"),
    ],
)
def test_percentages_are_of_courses_and_rounded_half_up(
    place: Municipality, agreement: Agreement, positive: int, ended: int, share: str
) -> None:
    made = [
        Course(participant=records.participant(place), presence=agreement.presence, agreement=agreement)
        for _ in range(ended)
    ]
    for course in made:
        course.started_on, course.ended_on = FIRST, AS_OF
    courses = Course.objects.bulk_create(made)
    job, other = (OutcomeType.objects.get(code=code) for code in ("fleksjob", "prison"))
    Outcome.objects.bulk_create(
        Outcome(course=course, type=job if index < positive else other) for index, course in enumerate(courses)
    )
    figure = figures(place)["positive_pct"]
    assert figure.value == Decimal(share)
    assert (figure.part, figure.denominator) == (positive, ended)


def test_nothing_ended_has_no_percentage(place: Municipality, agreement: Agreement) -> None:
    assert values(place, "ended", "positive", "positive_pct", "stopped_pct") == [0, 0, None, None]


# --- Places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("running", "in_use", "optional", "beyond"),
    [(0, 0, 0, 0), (4, 4, 0, 0), (8, 8, 0, 0), (9, 8, 1, 0), (10, 8, 2, 0), (12, 8, 2, 2)],
)
def test_ordinary_places_are_filled_first(running: int, in_use: int, optional: int, beyond: int) -> None:
    found = occupancy(running, 8, 2)
    assert (found.in_use, found.optional_in_use, found.beyond) == (in_use, optional, beyond)


def test_places_are_those_of_the_terms_on_the_day(place: Municipality, agreement: Agreement) -> None:
    Terms.objects.filter(agreement=agreement).update(valid_to=D(2017, 6, 30))
    Terms.objects.create(
        agreement=agreement, places=2, places_optional=1, frame_weeks=26, plan_due_weeks=2, attendance_months=3,
        valid_from=D(2017, 7, 1),
    )  # fmt: skip
    for _ in range(4):
        records.course(agreement, FIRST)
    names = ("places", "places_optional", "in_use", "optional_in_use", "running", "frame_weeks", "plan_due_weeks")
    assert values(place, *names) == [2, 1, 2, 1, 4, 26, 2]
    found = figures(place)
    assert found["occupancy_pct"].value == Decimal("100.0")
    assert found["attendance_months"].value == 3
    assert found["in_use"].recounted() == 2
    assert found["optional_in_use"].recounted() == 1
    assert not found["occupancy_pct"].protected


def test_without_terms_places_are_not_known(place: Municipality, agreement: Agreement) -> None:
    Terms.objects.all().delete()
    records.course(agreement, FIRST)
    assert values(place, "places", "in_use", "optional_in_use", "frame_weeks", "running") == [None] * 4 + [1]
    assert "occupancy_pct" not in figures(place)


def test_terms_that_hold() -> None:
    first = Terms(valid_from=D(2016, 1, 1), valid_to=D(2016, 12, 31))
    second = Terms(valid_from=D(2017, 1, 1), valid_to=D(2017, 12, 31))
    always = Terms(valid_from=None)
    assert holding([second, first], D(2016, 12, 31)) is first
    assert holding([second, first], D(2017, 1, 1)) is second
    assert holding([second, first], D(2019, 1, 1)) is second
    assert holding([second, first], D(2015, 1, 1)) is first
    assert holding([first, always], D(2015, 1, 1)) is always
    assert holding([], D(2015, 1, 1)) is None


def test_effective_hours_are_rounded_half_up() -> None:
    assert effective_hours(Decimal("4.5"), 80) == Decimal("3.6")
    assert effective_hours(Decimal(15), 100) == Decimal("15.0")
    assert effective_hours(Decimal("2.5"), 50) == Decimal("1.3")
