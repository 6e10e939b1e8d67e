"""Strategy, goals, points, committees, decisions: what is written, refused, logged."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from reports import services
from reports.models import Goal, PointReport, Strategy, StrategyPoint
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from tests import factories

from . import drafts

pytestmark = pytest.mark.django_db
D = dt.date
CPR = "Skriv til 010190-1234 om det."


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def elsewhere() -> Municipality:
    return factories.municipality("0621")


@pytest.fixture
def access(place: Municipality) -> Access:
    return factories.access_for(factories.user(role=roles.COORDINATOR, place=place))


@pytest.fixture
def consultant(place: Municipality) -> Access:
    return factories.access_for(factories.user(role=roles.CONSULTANT, place=place))


# --- Strategies -------------------------------------------------------------------------------------------------------
def test_a_successor_ends_its_predecessor(access: Access, place: Municipality) -> None:
    first = drafts.strategy(place, valid_to=None)
    services.adopt_strategy(access, Strategy(municipality=place, title="Ny", valid_from=D(2019, 1, 1)))
    first.refresh_from_db()
    assert first.valid_to == D(2018, 12, 31)
    verbs = Entry.objects.about(first).values_list("verb", flat=True)
    assert list(verbs) == ["ended", "added"]
    assert services.strategy_of(place, 2018) == first
    assert services.strategy_of(place, 2019).title == "Ny"  # type: ignore[union-attr]


def test_a_successor_cuts_short_a_longer_one_also_without_a_known_start(access: Access, place: Municipality) -> None:
    first = drafts.strategy(place)
    first.valid_from = None
    services.correct_strategy(access, first, expected_version=first.version)
    services.adopt_strategy(access, Strategy(municipality=place, title="Ny", valid_from=D(2019, 6, 1)))
    first.refresh_from_db()
    assert first.valid_to == D(2019, 5, 31)


def test_a_strategy_before_another_must_end_before_it(access: Access, place: Municipality) -> None:
    drafts.strategy(place)
    with pytest.raises(ValidationError) as caught:
        services.adopt_strategy(access, Strategy(municipality=place, title="Tidligere", valid_from=D(2014, 1, 1)))
    assert "valid_to" in caught.value.message_dict
    earlier = Strategy(municipality=place, title="Tidligere", valid_from=D(2014, 1, 1), valid_to=D(2016, 12, 31))
    services.adopt_strategy(access, earlier)
    assert services.strategy_of(place, 2015) == earlier


def test_two_strategies_cannot_begin_on_the_same_day(access: Access, place: Municipality) -> None:
    drafts.strategy(place)
    with pytest.raises(ValidationError):
        services.adopt_strategy(access, Strategy(municipality=place, title="Igen", valid_from=D(2017, 1, 1)))
    assert Strategy.objects.count() == 1


def test_another_municipality_has_its_own(access: Access, place: Municipality, elsewhere: Municipality) -> None:
    theirs = drafts.strategy(elsewhere)
    drafts.strategy(place)
    theirs.refresh_from_db()
    assert theirs.valid_to == D(2020, 12, 31)


def test_a_correction_may_not_overlap(access: Access, place: Municipality) -> None:
    drafts.strategy(place)
    second = drafts.strategy(place, title="Ny", valid_from=D(2021, 1, 1), valid_to=None)
    second.valid_from = D(2020, 6, 1)
    with pytest.raises(ValidationError) as caught:
        services.correct_strategy(access, second, expected_version=second.version)
    assert "valid_from" in caught.value.message_dict


def test_a_strategy_needs_a_first_day(access: Access, place: Municipality) -> None:
    with pytest.raises(ValidationError) as caught:
        services.adopt_strategy(access, Strategy(municipality=place, title="Uden dag"))
    assert caught.value.message_dict == {"valid_from": ["Skriv den dag, strategien begynder at gælde."]}


def test_a_strategy_that_reports_answer_stays(access: Access, place: Municipality) -> None:
    report = drafts.whole(place)
    strategy = Strategy.objects.get()
    services.write_point(access, drafts.told(report), recommendation="Vi anbefaler det.", expected_version=1)
    with pytest.raises(ValidationError, match="2018"):
        services.remove_strategy(access, strategy, expected_version=strategy.version)
    services.remove_report(access, report, expected_version=report.version)
    services.remove_strategy(access, strategy, expected_version=strategy.version)
    assert services.strategy_of(place, 2018) is None
    strategy = Strategy.with_deleted.get()
    services.restore_strategy(access, strategy)
    assert services.strategy_of(place, 2018) == strategy


def test_a_strategy_does_not_come_back_into_the_time_of_another(access: Access, place: Municipality) -> None:
    first = drafts.strategy(place)
    services.remove_strategy(access, first, expected_version=first.version)
    drafts.strategy(place, title="Ny")
    with pytest.raises(ValidationError):
        services.restore_strategy(access, Strategy.with_deleted.get(pk=first.pk))


# --- Goals ------------------------------------------------------------------------------------------------------------
def test_a_goal_gets_a_key_and_a_place(access: Access, place: Municipality) -> None:
    held = drafts.strategy(place)
    first, second = drafts.goal(held), drafts.goal(held)
    assert (first.key, second.key) == ("30-job-hvert-aar", "30-job-hvert-aar-2")
    assert (first.order, second.order) == (1, 2)


def test_a_key_is_taken_once(access: Access, place: Municipality) -> None:
    held = drafts.strategy(place)
    drafts.goal(held, key="jobs")
    with pytest.raises(ValidationError) as caught:
        services.add_goal(access, Goal(strategy=held, key="jobs", label="Job", kind="once"))
    assert "key" in caught.value.message_dict


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "yearly", "indicator": "placements_via_municipality"}, "target"),
        ({"kind": "range", "target": 3, "target_max": 2}, "target_max"),
        ({"kind": "stock", "target": 25}, "due_on"),
        ({"kind": "yearly", "target": 30, "indicator": "opfundet"}, "indicator"),
        ({"kind": "once", "label": CPR}, "label"),
    ],
)
def test_a_goal_that_breaks_a_rule_says_where(access: Access, place: Municipality, fields: dict, field: str) -> None:
    held = drafts.strategy(place)
    with pytest.raises(ValidationError) as caught:
        services.add_goal(access, Goal(strategy=held, **{"label": "Mål"} | fields))
    assert field in caught.value.message_dict


def test_a_goal_is_corrected_removed_and_restored(access: Access, place: Municipality) -> None:
    goal = drafts.goal(drafts.strategy(place))
    goal.target = 35
    services.correct_goal(access, goal, expected_version=1)
    assert Entry.objects.about(goal)[0].changes == {"target": ["30", "35"]}
    with pytest.raises(Conflict):
        services.correct_goal(access, Goal.objects.get(), expected_version=1)
    services.remove_goal(access, goal, expected_version=2, reason="Skrevet to gange")
    assert not Goal.objects.exists()
    services.restore_goal(access, Goal.with_deleted.get())
    assert Goal.objects.get().target == 35


# --- Points -----------------------------------------------------------------------------------------------------------
def titles() -> list[str]:
    return list(StrategyPoint.objects.values_list("title", flat=True))


def test_points_are_moved_one_place_at_a_time(access: Access, place: Municipality) -> None:
    held = drafts.strategy(place)
    a, b, c = (drafts.point(held, title) for title in "ABC")
    services.move_point(access, c, by=-1, place=3)
    assert titles() == ["A", "C", "B"]
    services.move_point(access, a, by=1, place=1)
    assert titles() == ["C", "A", "B"]
    services.move_point(access, c, by=-1, place=1)
    services.move_point(access, b, by=1, place=3)
    assert titles() == ["C", "A", "B"]
    assert Entry.objects.about(c).filter(verb="changed").count() == 1


def test_a_double_click_moves_a_point_once(access: Access, place: Municipality) -> None:
    held = drafts.strategy(place)
    for title in "ABC":
        drafts.point(held, title)
    last = StrategyPoint.objects.get(title="C")
    services.move_point(access, last, by=-1, place=3)
    with pytest.raises(Conflict):
        services.move_point(access, last, by=-1, place=3)
    assert titles() == ["A", "C", "B"]


def test_a_new_point_gets_room_in_the_open_reports(access: Access, place: Municipality) -> None:
    report = drafts.whole(place, points=1)
    point = drafts.point(Strategy.objects.get(), "Kom til")
    assert PointReport.objects.filter(report=report, point=point).exists()
    assert titles()[-1] == "Kom til"


def test_a_report_gets_room_for_the_points_of_the_strategy_that_holds(access: Access, place: Municipality) -> None:
    """Whether the strategy or its points came before the report or after it."""
    report = drafts.report(place)
    held = drafts.strategy(place, valid_from=D(2016, 1, 1), valid_to=D(2017, 12, 31))
    point = drafts.point(held, "Sent ude")
    assert not PointReport.objects.exists()
    held.valid_to = D(2018, 12, 31)
    services.correct_strategy(access, held, expected_version=1)
    assert PointReport.objects.get().point == point
    services.remove_point(access, point, expected_version=1)
    services.remove_report(access, report, expected_version=1)
    services.restore_point(access, StrategyPoint.with_deleted.get())
    services.restore_report(access, type(report).with_deleted.get())
    assert PointReport.objects.get().report == report


def test_only_additions_have_a_letter(access: Access, place: Municipality) -> None:
    held = drafts.strategy(place)
    with pytest.raises(ValidationError) as caught:
        drafts.point(held, "Job", letter="A")
    assert "letter" in caught.value.message_dict
    assert str(drafts.point(held, "Job", letter="A", origin="addition")) == "Tilføjelse A: Job"


def test_a_point_is_not_linked_to_anothers_decision(
    access: Access, place: Municipality, elsewhere: Municipality
) -> None:
    foreign = drafts.decision(drafts.committee(elsewhere))
    point = drafts.point(drafts.strategy(place))
    with pytest.raises(ValidationError) as caught:
        services.correct_point(access, point, expected_version=1, links={"decisions": [foreign]})
    assert "decisions" in caught.value.message_dict
    assert not point.decisions.exists()


def test_a_point_with_words_in_a_report_stays(access: Access, place: Municipality) -> None:
    report = drafts.whole(place)
    told = drafts.told(report)
    services.write_point(access, told, recommendation="Vi anbefaler det.", expected_version=1)
    with pytest.raises(ValidationError, match="2018"):
        services.remove_point(access, told.point, expected_version=told.point.version)
    empty = StrategyPoint.objects.get(key="punkt-2")
    services.remove_point(access, empty, expected_version=empty.version)
    assert titles() == ["Punkt 1"]
    services.restore_point(access, StrategyPoint.with_deleted.get(pk=empty.pk))
    assert titles() == ["Punkt 1", "Punkt 2"]
