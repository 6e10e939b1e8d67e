"""How it stands with the strategy's goals."""

import datetime as dt

import pytest

from reports import indicators
from reports.figures import Basis
from reports.lifecycle import GoalState, GoalTerms, deadline, goal_state
from reports.models import AnnualReport, Goal, GoalStatement, Strategy
from socialportal.accounts.models import Municipality

from . import records
from .records import D

YEAR_END = D(2018, 12, 31)


def terms(**changes: object) -> GoalTerms:
    plain = {"target": 5, "due_on": None, "year": None, "yearly": False, "measured": True, "achieved_on": None}
    return GoalTerms(**(plain | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("goal", "actual", "day", "state"),
    [
        (terms(due_on=D(2020, 12, 31)), 5, YEAR_END, GoalState.MET),
        (terms(due_on=D(2020, 12, 31)), 4, YEAR_END, GoalState.UNDER_WAY),
        (terms(due_on=YEAR_END), 4, YEAR_END, GoalState.MISSED),
        (terms(due_on=YEAR_END), 4, D(2018, 12, 30), GoalState.UNDER_WAY),
        (terms(due_on=YEAR_END), 6, YEAR_END, GoalState.MET),
        (terms(due_on=YEAR_END), None, YEAR_END, GoalState.UNKNOWN),
        (terms(target=None), 4, YEAR_END, GoalState.UNKNOWN),
        (terms(yearly=True), 4, YEAR_END, GoalState.MISSED),
        (terms(yearly=True, due_on=D(2020, 12, 31)), 4, YEAR_END, GoalState.MISSED),
        (terms(yearly=True), 4, D(2018, 6, 30), GoalState.UNDER_WAY),
        (terms(year=2018), 0, YEAR_END, GoalState.MISSED),
        (terms(year=2019), 0, YEAR_END, GoalState.UNDER_WAY),
        (terms(), 0, YEAR_END, GoalState.MISSED),
        (terms(measured=False, achieved_on=D(2018, 6, 15)), None, YEAR_END, GoalState.MET),
        (terms(measured=False, achieved_on=D(2018, 6, 15)), None, D(2018, 6, 15), GoalState.MET),
        (terms(measured=False, achieved_on=D(2018, 6, 15)), None, D(2018, 6, 14), GoalState.UNDER_WAY),
        (terms(measured=False), None, YEAR_END, GoalState.MISSED),
        (terms(measured=True, achieved_on=D(2018, 6, 15)), 4, YEAR_END, GoalState.MISSED),
    ],
)
def test_state(goal: GoalTerms, actual: int | None, day: dt.date, state: GoalState) -> None:
    assert goal_state(goal, actual, day) is state


def test_deadline() -> None:
    assert deadline(terms(due_on=D(2020, 1, 1)), YEAR_END) == D(2020, 1, 1)
    assert deadline(terms(year=2019), YEAR_END) == D(2019, 12, 31)
    assert deadline(terms(), D(2018, 2, 1)) == YEAR_END
    assert deadline(terms(yearly=True, due_on=D(2020, 1, 1)), D(2018, 2, 1)) == YEAR_END


@pytest.fixture
def place(db: None) -> Municipality:
    made = records.municipality()
    for _ in range(3):
        records.presence(made)
    return made


def strategy(place: Municipality, first: dt.date | None = None, last: dt.date | None = None) -> Strategy:
    return Strategy.objects.create(municipality=place, title="Strategi", valid_from=first, valid_to=last)


def test_goals_are_measured_by_the_figures_of_the_day(place: Municipality) -> None:
    plan = strategy(place)
    Goal.objects.create(
        strategy=plan, key="many", label="Mange", kind="stock", target=4, indicator="enterprises_active"
    )
    Goal.objects.create(
        strategy=plan, key="some", label="Nogle", kind="stock", target=3, indicator="enterprises_active", order=1
    )
    Goal.objects.create(strategy=plan, key="odd", label="Ukendt", kind="stock", target=3, indicator="no_such", order=2)
    Goal.objects.create(strategy=plan, key="prize", label="Pris", kind="once", achieved_on=D(2018, 6, 15), order=3)
    Goal.objects.create(strategy=plan, key="hand", label="Skøn", kind="yearly", target=2, order=4)
    counted = indicators.count(Basis.of(place, 2018))
    assert [(s.goal.key, s.actual, s.met, s.target) for s in counted.goals] == [
        ("many", 3, False, 4),
        ("some", 3, True, 3),
        ("odd", None, None, 3),
        ("prize", 1, True, 1),
        ("hand", None, False, 2),
    ]
    before = {s.goal.key: (s.actual, s.met) for s in indicators.count(Basis.of(place, 2018, D(2018, 6, 14))).goals}
    assert before["prize"] == (0, False)
    figures = counted.figures
    assert [figures[f"goal.many.{what}"].value for what in ("target", "target_min", "target_max", "actual")] == [
        4,
        4,
        None,
        3,
    ]
    assert figures["goal.many.actual"].recounted() == 3
    missing = {key: figures[f"goal.{key}.missing"].value for key in ("many", "some", "odd", "prize", "hand")}
    assert missing == {"many": 1, "some": 0, "odd": None, "prize": 0, "hand": None}
    assert figures["goal.many.missing"].source is None
    assert figures["goal.many.missing"].definition.startswith("Det, der mangler")


def test_a_target_tells_when_it_is_for(place: Municipality) -> None:
    plan = strategy(place)
    for key, due, year in (("due", D(2020, 12, 31), None), ("year", None, 2018), ("yearly", None, None)):
        Goal.objects.create(strategy=plan, key=key, label="Mål", kind="stock", target=3, due_on=due, year=year)
    figures = indicators.count(Basis.of(place, 2018)).figures
    periods = [figures[f"goal.{key}.target"].period.replace("\u00a0", " ") for key in ("due", "year", "yearly")]
    assert periods == ["senest 31. december 2020", "2018", "2018"]


def test_a_goal_for_one_year_is_left_out_of_others(place: Municipality) -> None:
    plan = strategy(place)
    Goal.objects.create(strategy=plan, key="now", label="I år", kind="range", target=2, target_max=3, year=2018)
    assert [s.goal.key for s in indicators.count(Basis.of(place, 2018)).goals] == ["now"]
    assert indicators.count(Basis.of(place, 2017)).goals == []


def test_the_strategy_at_year_end_is_the_one_that_is_answered(place: Municipality) -> None:
    for first, last, key in (
        (None, D(2018, 5, 31), "old"),
        (D(2018, 6, 1), D(2020, 12, 31), "new"),
        (D(2021, 1, 1), None, "next"),
    ):
        Goal.objects.create(strategy=strategy(place, first, last), key=key, label=key, kind="once")
    Goal.objects.create(strategy=strategy(records.municipality("0621")), key="other", label="Anden", kind="once")

    def keys(year: int) -> list[str]:
        return [s.goal.key for s in indicators.count(Basis.of(place, year)).goals]

    assert [keys(2017), keys(2018), keys(2019), keys(2022)] == [["old"], ["new"], ["new"], ["next"]]
    Strategy.objects.filter(valid_from=D(2018, 6, 1)).delete()
    assert keys(2018) == ["old"], "også når den holdt op midt i året"


def test_a_goal_has_the_sentence_of_its_own_year(place: Municipality) -> None:
    goal = Goal.objects.create(strategy=strategy(place), key="g", label="Mål", kind="once")
    for year in (2017, 2018):
        report = AnnualReport.objects.create(municipality=place, year=year)
        GoalStatement.objects.create(report=report, goal=goal, text=f"Sætning {year}")
    assert [s.statement for s in indicators.count(Basis.of(place, 2018)).goals] == ["Sætning 2018"]
    assert [s.statement for s in indicators.count(Basis.of(place, 2016)).goals] == [""]
