"""Goals added up over the strategy's time, milestones, and where the pace leads."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from enterprises.models import RsvPeriod
from reports import document, exports, indicators, queries
from reports.editions import Edition, printed
from reports.figures import Basis
from reports.indicators import GoalStatus
from reports.indicators.goals import goals, own_figures
from reports.lifecycle import GoalState, Pace, projected
from reports.models import Goal, Strategy
from reports.rules import goal_problems
from reports.views.today import goals_of
from socialportal.accounts import roles
from socialportal.accounts.models import Municipality
from tests import factories
from tests.pages import faults_of

from . import drafts, records

D = dt.date
END = D(2020, 12, 31)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"kind": "total"}, {"target", "due_on"}),
        ({"kind": "total", "target": 150, "due_on": END}, set()),
        ({"kind": "total", "target": 150, "due_on": END, "year": 2018}, {"year"}),
        ({"kind": "total", "target": 150, "target_max": 160, "due_on": END}, {"target_max"}),
        ({"kind": "total", "target": 150, "due_on": END, "is_part": True}, {"part_of"}),
        ({"kind": "milestone"}, {"due_on"}),
        ({"kind": "milestone", "due_on": END}, set()),
        ({"kind": "milestone", "due_on": END, "is_part": True}, set()),
        ({"kind": "milestone", "due_on": END, "target": 3}, {"target"}),
        ({"kind": "milestone", "due_on": END, "indicator": "network_meetings"}, {"target"}),
        ({"kind": "milestone", "due_on": END, "indicator": "network_meetings", "target": 3}, set()),
        ({"kind": "milestone", "due_on": END, "achieved_on": END}, {"evidence"}),
        ({"kind": "milestone", "due_on": END, "achieved_on": END, "evidence": "Brev."}, set()),
    ],
)
def test_what_the_kinds_must_say(said: dict, fields: set[str]) -> None:
    assert set(goal_problems(**said)) == fields


# --- The projection: a straight line, nothing else --------------------------------------------------------------------
DAYS = st.dates(D(2015, 1, 1), D(2030, 12, 31))
NUMBERS = st.integers(0, 10_000)


@given(first=DAYS, length=st.integers(90, 4000), left=st.integers(1, 4000), before=NUMBERS, actual=NUMBERS)
def test_a_projection_goes_on_as_it_went(first: D, length: int, left: int, before: int, actual: int) -> None:
    as_of = first + dt.timedelta(days=length)
    number = projected(Pace(first, before, as_of, actual), as_of + dt.timedelta(days=left))
    assert number is not None
    assert number >= 0
    assert (number > actual) <= (actual > before)
    assert (number < actual) <= (actual < before)
    assert abs(number - max(actual + (actual - before) * left / length, 0)) <= 0.5 + 1e-6


@given(first=DAYS, length=st.integers(0, 89), left=st.integers(-500, 500), actual=NUMBERS)
def test_too_short_a_time_says_nothing(first: D, length: int, left: int, actual: int) -> None:
    as_of = first + dt.timedelta(days=length)
    assert projected(Pace(first, 0, as_of, actual), as_of + dt.timedelta(days=left)) is None
    late = as_of + dt.timedelta(days=200)
    assert projected(Pace(first, 0, late, actual), late) is None, "the deadline is here"


# --- Counted ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def place(db: None) -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def held(place: Municipality) -> Strategy:
    """A strategy from the middle of 2017, with jobs before it, in each year of it, and after."""
    where = records.presence(place)
    for day in (D(2017, 6, 30), D(2017, 7, 1), D(2018, 3, 1), D(2018, 12, 31), D(2019, 5, 1), D(2021, 1, 1)):
        records.placement(where, start=day)
    return drafts.strategy(place, valid_from=D(2017, 7, 1), valid_to=END)


def total(of: Strategy, **fields: object) -> Goal:
    return drafts.goal(of, key="alle", label="Job i alt", kind="total", target=4, due_on=END, **fields)


def found(place: Municipality, year: int, as_of: D | None = None) -> GoalStatus:
    return next(s for s in indicators.count(Basis.of(place, year, as_of)).goals if s.goal.kind == "total")


def test_a_total_is_added_up_from_the_strategys_first_day(place: Municipality, held: Strategy) -> None:
    total(held)
    assert [found(place, year).actual for year in (2017, 2018, 2019, 2020)] == [1, 3, 4, 4]
    assert found(place, 2018, D(2018, 12, 30)).actual == 2
    assert [found(place, year).state for year in (2018, 2019)] == [GoalState.UNDER_WAY, GoalState.MET]


def test_its_records_are_its_number(place: Municipality, held: Strategy) -> None:
    total(held)
    figure = indicators.count(Basis.of(place, 2019)).figures["goal.alle.actual"]
    assert figure.recounted() == figure.value == 4
    assert figure.period == "1. juli 2017 – 31. december 2019".replace(". ", ".\xa0") or "2017" in figure.period


def test_the_sum_of_years_is_the_sum_of_the_years_figures(place: Municipality) -> None:
    where = records.presence(place)
    for year, number in ((2017, 2), (2018, 3), (2019, 1)):
        for _ in range(number):
            records.placement(where, start=D(year, 4, 1))
    total(drafts.strategy(place, valid_from=D(2017, 1, 1)))
    single = [indicators.figure("placements_via_municipality", place, year).value or 0 for year in (2017, 2018, 2019)]
    assert found(place, 2019).actual == sum(single) == 6


def test_new_in_the_register_counts_the_first_time_only(place: Municipality) -> None:
    held = drafts.strategy(place)
    for first in (D(2016, 1, 1), D(2017, 5, 1), D(2018, 5, 1), None):
        presence = records.presence(place)
        RsvPeriod.objects.create(enterprise=presence.enterprise, state="registered", valid_from=first)
    drafts.goal(held, key="rsv", kind="total", indicator="rsv_new", target=20, due_on=END)
    assert [found(place, year).actual for year in (2017, 2018, 2019)] == [1, 2, 2]
    basis = Basis.of(place, 2018)
    told = exports.figures_json(printed(indicators.count(basis), Edition.INTERNAL), queries.texts(basis))
    assert "rsv_new" not in told["figures"]
    assert told["goals"][0]["actual"] == 2


def test_a_stock_cannot_be_added_up(place: Municipality) -> None:
    with pytest.raises(ValidationError) as raised:
        total(drafts.strategy(place), indicator="enterprises_active")
    assert set(raised.value.message_dict) == {"indicator"}


def test_a_milestone_on_the_way_is_judged_on_its_day(place: Municipality, held: Strategy) -> None:
    whole = total(held)
    step = {"kind": "milestone", "part_of": whole, "target": 3}
    drafts.goal(held, key="halvvejs", label="Tre job i 2018", due_on=D(2018, 12, 31), **step)
    drafts.goal(held, key="tidligt", label="Tre job før jul", due_on=D(2018, 12, 24), **step)
    by_key = {s.goal.key: s for s in indicators.count(Basis.of(place, 2019)).goals}
    assert (by_key["halvvejs"].actual, by_key["halvvejs"].state) == (3, GoalState.MET)
    assert (by_key["tidligt"].actual, by_key["tidligt"].state) == (2, GoalState.MISSED)


def test_a_milestone_judged_by_hand(place: Municipality) -> None:
    held = drafts.strategy(place)
    records.presence(place)
    drafts.goal(
        held, key="m", kind="milestone", indicator="", target=None, due_on=D(2018, 6, 1), achieved_on=D(2018, 5, 1),
        evidence="Referat.",
    )  # fmt: skip
    states = [indicators.count(Basis.of(place, 2018, day)).goals[0].state for day in (D(2018, 4, 1), D(2018, 12, 31))]
    assert states == [GoalState.UNDER_WAY, GoalState.MET]


def test_a_part_belongs_to_a_whole_of_the_same_strategy(place: Municipality) -> None:
    held = drafts.strategy(place, valid_to=D(2018, 12, 31))
    other = total(drafts.strategy(place, valid_from=D(2019, 1, 1), valid_to=None))
    for wrong in (other, drafts.goal(held, key="m1", kind="milestone", indicator="", target=None, due_on=END)):
        with pytest.raises(ValidationError) as raised:
            drafts.goal(held, key="m2", kind="milestone", indicator="", target=None, due_on=END, part_of=wrong)
        assert set(raised.value.message_dict) == {"part_of"}


def test_all_totals_together_take_one_query(place: Municipality, held: Strategy) -> None:
    total(held)
    for number in range(8):
        drafts.goal(held, key=f"t{number}", kind="total", indicator="network_meetings", target=4, due_on=END)
    basis = Basis.of(place, 2019)
    every = goals(basis)
    with CaptureQueriesContext(connection) as asked:
        assert len(own_figures((goal, basis) for goal in every)) == 9
    assert len(asked) == 1


def test_it_stands_in_the_report(place: Municipality, held: Strategy) -> None:
    total(held, unit="job")
    drafts.goal(held, key="m", label="Indvielse", kind="milestone", indicator="", target=None, due_on=END)
    page = document.page_html(document.compose(Basis.of(place, 2018), Edition.PUBLIC)).replace("\xa0", " ")
    assert "job i alt, 1. juli 2017 – 31. december 2018." in page
    assert "Indvielse" in page
    assert "remskrivning" not in page, "a projection is never in the report"


def test_the_strategys_page_says_where_the_pace_leads(client: Client, place: Municipality, held: Strategy) -> None:
    total(held, unit="job")
    drafts.goal(held, key="stk", label="Flere", kind="stock", indicator="enterprises_active", target=9, due_on=END)
    drafts.goal(held, key="aar", label="Hvert", kind="yearly", target=3)
    drafts.report(place, 2018)
    lines, day = goals_of(held)
    assert day == D(2018, 12, 31)
    ahead = {line.goal.key: line.ahead for line in lines}
    assert ahead["aar"] is None, "the year is over"
    assert "er der 7 den" in ahead["alle"].text  # 3 in 548 days, 731 days left
    assert "ikke en opgørelse" in ahead["stk"].text
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    page = client.get(held.get_absolute_url()).content.decode()
    assert faults_of(page) == []
    assert "<svg" in page
    assert "fremskrivning" in page


def test_which_strategy_succeeded_which(client: Client, place: Municipality, held: Strategy) -> None:
    later = drafts.strategy(place, title="Den nye", valid_from=D(2021, 1, 1), valid_to=None)
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    assert "Den er afløst af" in client.get(held.get_absolute_url()).content.decode()
    assert "Den afløste" in client.get(later.get_absolute_url()).content.decode()
