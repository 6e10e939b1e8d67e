"""How a goal is told in a line: at the side of the working copy, and on the strategy's page."""

import datetime as dt

import pytest

from reports.indicators import GoalStatus
from reports.lifecycle import GoalState
from reports.models import Goal, Strategy
from reports.views.attention import goal_line, told
from reports.views.today import goals_of
from socialportal.accounts.models import Municipality
from tests import factories

from . import drafts

DAY = dt.date(2018, 6, 15)
DEADLINE = dt.date(2020, 12, 31)


def status(state: GoalState = GoalState.UNDER_WAY, actual: int | None = None, **fields: object) -> GoalStatus:
    return GoalStatus(Goal(key="maal", **fields), actual, state, "")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (status(actual=19, indicator="x", target=25, kind="stock"), "19 af 25."),
        (status(actual=0, indicator="x", target=2, target_max=3, kind="range"), "0 af 2–3."),
        (status(actual=1200, indicator="x", target=1500, kind="yearly"), "1.200 af 1.500."),
        (status(GoalState.UNKNOWN, indicator="x", target=3, kind="yearly"), "Kendes ikke."),
        (
            status(GoalState.MET, 1, kind="once", achieved_on=DAY, evidence="På Folkemødet."),
            "15. juni 2018. På Folkemødet.",
        ),
        (status(kind="once", due_on=DEADLINE), "Senest 31. december 2020."),
        (status(kind="range", year=2018, target=1), "I 2018."),
        (status(kind="yearly", target=1), "Hvert år."),
        (status(kind="once"), "Ingen frist."),
    ],
)
def test_how_a_goal_is_told(given: GoalStatus, words: str) -> None:
    assert told(given).replace("\xa0", " ") == words


@pytest.mark.parametrize(
    ("state", "shape", "word", "asks"),
    [
        (GoalState.MET, "ok", "Nået", False),
        (GoalState.MISSED, "over", "Ikke nået", True),
        (GoalState.UNDER_WAY, "half", "På vej", True),
        (GoalState.UNKNOWN, "todo", "Kan ikke gøres op", True),
    ],
)
def test_state_is_word_and_shape_and_only_what_is_not_met_asks_for_words(
    state: GoalState, shape: str, word: str, asks: bool
) -> None:
    line = goal_line(status(state, kind="once"), year=2018)
    assert (line.shape, line.state, line.asks) == (shape, word, asks)
    assert line.url == "/arbejde/aarsrapport/2018/maal/maal/"
    assert not goal_line(status(state, kind="once")).asks


@pytest.fixture
def place(db: None) -> Municipality:
    return factories.municipality("0330")


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        (dt.date(2017, 1, 1), dt.date(2020, 12, 31), dt.date(2020, 12, 31)),
        (dt.date(2017, 1, 1), None, dt.date.today()),
        (dt.date(2090, 1, 1), None, dt.date(2090, 1, 1)),
    ],
)
def test_goals_stand_as_of_today_or_the_nearest_day_the_strategy_held(
    place: Municipality, first: dt.date, last: dt.date | None, day: dt.date
) -> None:
    assert goals_of(drafts.strategy(place, valid_from=first, valid_to=last)) == ([], day)


def test_of_a_strategy_that_has_ended_the_last_report_tells(place: Municipality) -> None:
    """After it nobody kept records for one: as of the strategy's last day all would be none."""
    held = drafts.strategy(place)
    drafts.report(place, 2018)
    assert goals_of(held) == ([], dt.date(2018, 12, 31))
    drafts.report(place, 2022)
    assert goals_of(held) == ([], dt.date(2018, 12, 31))


def test_a_goal_for_one_year_stands_as_it_stood_at_its_end(place: Municipality) -> None:
    """The others stand on the strategy's own day."""
    factories.enterprise("Kløverbakken", place)
    left = place.presences.get()
    left.valid_to = dt.date(2019, 6, 30)
    left.save()
    held = drafts.strategy(place)
    common = {"kind": "range", "indicator": "enterprises_active", "target": 1, "target_max": 2}
    drafts.goal(held, label="I 2018", year=2018, **common)
    drafts.goal(held, label="Altid", **common)
    lines, _ = goals_of(Strategy.objects.get())
    assert [(line.value.replace("\xa0", " "), line.state) for line in lines] == [
        ("1 af 1–2", "Nået"),
        ("0 af 1–2", "Ikke nået"),
    ]
