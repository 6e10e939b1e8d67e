"""Courses that are constructed for the demo add up to what was published, and never exceed the places."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialportal.home.demo.construct import courses

FROM, TO = dt.date(2015, 7, 1), dt.date(2018, 6, 30)


def build(**changes):
    wanted = {
        "counted_from": FROM,
        "as_of": TO,
        "lanes": 8,
        "running": 4,
        "ended_last_month": 3,
        "outcomes": {"fleksjob": 5, "support-clarification": 20},
        "further_outcomes": {},
        "plans_in_progress": 3,
        "no_plan": {"absence": 5, "short-course": 1},
        "seed": 1,
    }
    return courses(**(wanted | changes))


@settings(max_examples=60, deadline=None)
@given(
    lanes=st.integers(1, 12),
    data=st.data(),
    outcomes=st.dictionaries(st.sampled_from(["fleksjob", "education", "stopped"]), st.integers(1, 9), min_size=1),
)
def test_totals_come_out_and_no_day_has_more_courses_than_places(lanes, data, outcomes):
    ended = sum(outcomes.values())
    running = data.draw(st.integers(0, lanes))
    in_progress = data.draw(st.integers(0, running))
    late = data.draw(st.integers(0, lanes - running))
    none = data.draw(st.integers(0, ended))
    made = build(
        lanes=lanes,
        running=running,
        ended_last_month=late,
        outcomes=outcomes,
        plans_in_progress=in_progress,
        no_plan={"absence": none},
    )
    assert Counter(code for facts in made for code in facts.outcomes) == Counter(outcomes)
    assert sum(facts.end is None for facts in made) == running
    assert (
        Counter(facts.plan for facts in made)
        == Counter({"made": ended + running - in_progress - none, "in_progress": in_progress, "absence": none})
        - Counter()
    )
    assert all(facts.end is None or FROM <= facts.start <= facts.end <= TO for facts in made)
    days = {facts.start for facts in made} | {facts.end for facts in made if facts.end}
    for day in days:
        assert sum(f.start <= day and (f.end is None or f.end > day) for f in made) <= lanes


def test_it_is_the_same_every_time():
    assert build() == build()
    assert build(seed=2) != build()


def test_further_outcomes_are_given_to_those_who_are_being_clarified():
    made = build(further_outcomes={"awaiting": 2})
    doubles = [facts for facts in made if len(facts.outcomes) == 2]
    assert len(doubles) == 2
    assert {facts.outcomes[0] for facts in doubles} == {"support-clarification"}


def test_more_running_than_places_is_refused():
    with pytest.raises(ValueError, match="pladser"):
        build(lanes=3)
