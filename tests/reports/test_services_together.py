"""Several at the same moment, each with a connection of its own: what must not be done twice is done once."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from reports import services
from reports.models import AnnualReport, Goal, GoalStatement, Section, Strategy, StrategyPoint
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Municipality
from socialportal.common.records import Conflict
from tests import factories
from tests.threads import in_threads, shared_database

from . import drafts

__all__ = ["shared_database"]
pytestmark = pytest.mark.django_db(transaction=True)
SEVERAL = 4


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


def seen(look: object) -> list:
    """What a thread sees: on SQLite they share a database of their own."""
    found: list = []
    errors = in_threads(lambda: found.extend(look()))  # type: ignore[operator]
    assert errors == []
    return found


def test_a_year_is_opened_once(place: Municipality, request: pytest.FixtureRequest) -> None:
    factories.enterprise("Kløverbakken", place)
    request.getfixturevalue("shared_database")
    errors = in_threads(*[lambda: services.open_report(SYSTEM, place, year=2018)] * SEVERAL)
    assert [type(error) for error in errors] == [ValidationError] * (SEVERAL - 1)
    assert len(seen(lambda: AnnualReport.objects.all())) == 1


def test_strategies_adopted_together_do_not_overlap(place: Municipality, request: pytest.FixtureRequest) -> None:
    drafts.strategy(place, valid_to=None)
    request.getfixturevalue("shared_database")

    def adopt(day: int) -> object:
        strategy = Strategy(municipality=place, title=f"Fra {day}", valid_from=drafts.D(2019, 1, day))
        return services.adopt_strategy(SYSTEM, strategy)

    in_threads(*[lambda day=day: adopt(day) for day in range(1, SEVERAL + 1)])
    spans = seen(lambda: Strategy.objects.order_by("valid_from").values_list("valid_from", "valid_to"))
    assert len(spans) >= 2
    assert all(before[1] is not None and before[1] < after[0] for before, after in pairwise(spans))


def test_points_added_together_have_each_their_key_and_place(
    place: Municipality, request: pytest.FixtureRequest
) -> None:
    held = drafts.strategy(place)
    request.getfixturevalue("shared_database")
    errors = in_threads(*[lambda: services.add_point(SYSTEM, StrategyPoint(strategy=held, title="Job"))] * SEVERAL)
    assert errors == []
    found = seen(lambda: StrategyPoint.objects.values_list("order", "key"))
    assert [order for order, _ in found] == [1, 2, 3, 4]
    assert len({key for _, key in found}) == SEVERAL


def test_of_those_who_save_one_text_one_wins_and_the_others_are_told(
    place: Municipality, request: pytest.FixtureRequest
) -> None:
    section = drafts.section(drafts.whole(place))
    request.getfixturevalue("shared_database")

    def write(words: str) -> object:
        mine = Section.objects.get(pk=section.pk)
        mine.text = words
        return services.write_section(SYSTEM, mine, expected_version=1)

    errors = in_threads(*[lambda n=n: write(f"Ord {n}.") for n in range(SEVERAL)])
    assert [type(error) for error in errors] == [Conflict] * (SEVERAL - 1)
    assert [(s.version, s.text[:3]) for s in seen(lambda: Section.objects.filter(pk=section.pk))] == [(2, "Ord")]


def test_of_those_who_explain_a_goal_one_wins_and_the_others_are_told(
    place: Municipality, request: pytest.FixtureRequest
) -> None:
    report = drafts.whole(place)
    goal = Goal.objects.get()
    request.getfixturevalue("shared_database")

    def explain(words: str) -> object:
        return services.explain_goal(SYSTEM, GoalStatement(report=report, goal=goal, text=words), expected_version=0)

    errors = in_threads(*[lambda n=n: explain(f"Derfor {n}.") for n in range(SEVERAL)])
    assert [type(error) for error in errors] == [Conflict] * (SEVERAL - 1)
    assert len(seen(lambda: GoalStatement.objects.all())) == 1
