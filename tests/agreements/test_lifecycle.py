"""Where a course stands, and what comes next."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.lifecycle import SOON, CourseState, Facts, Step, next_step, state_on
from agreements.tabulate import PlanState

START = dt.date(2018, 2, 5)
DUE, END = dt.date(2018, 3, 5), dt.date(2018, 5, 6)


def facts(plan: PlanState = PlanState.IN_PROGRESS, ended_on: dt.date | None = None) -> Facts:
    return Facts(started_on=START, ended_on=ended_on, plan=plan, plan_due=DUE, planned_end=END)


@pytest.mark.parametrize(
    ("day", "plan", "step", "due", "overdue"),
    [
        (dt.date(2018, 2, 1), PlanState.IN_PROGRESS, Step.WAIT, START, False),
        (dt.date(2018, 2, 5), PlanState.IN_PROGRESS, Step.PLAN, DUE, False),
        (DUE, PlanState.IN_PROGRESS, Step.PLAN, DUE, False),
        (dt.date(2018, 3, 6), PlanState.IN_PROGRESS, Step.PLAN, DUE, True),
        (dt.date(2018, 3, 6), PlanState.MADE, Step.FOLLOW, END, False),
        (END - SOON, PlanState.MADE, Step.FRAME_ENDS, END, False),
        (END, PlanState.NONE, Step.FRAME_ENDS, END, False),
        (END, PlanState.IN_PROGRESS, Step.PLAN, DUE, True),
        (dt.date(2018, 5, 7), PlanState.IN_PROGRESS, Step.FRAME_ENDED, END, True),
    ],
)
def test_next_step(day: dt.date, plan: PlanState, step: Step, due: dt.date, overdue: bool) -> None:
    found = next_step(facts(plan), day)
    assert (found.step, found.due, found.overdue) == (step, due, overdue)


def test_without_an_agreement_nothing_is_due() -> None:
    bare = Facts(started_on=START, ended_on=None, plan=PlanState.IN_PROGRESS, plan_due=None, planned_end=None)
    assert next_step(bare, dt.date(2030, 1, 1)) == next_step(bare, START)
    assert not next_step(bare, START).overdue


@given(
    day=st.dates(dt.date(2017, 1, 1), dt.date(2020, 1, 1)),
    ended=st.one_of(st.none(), st.dates(START, dt.date(2019, 1, 1))),
    plan=st.sampled_from(PlanState),
)
def test_an_ended_course_asks_for_nothing(day: dt.date, ended: dt.date | None, plan: PlanState) -> None:
    done = next_step(facts(plan, ended), day).step is Step.DONE
    assert done is (state_on(day, START, ended) is CourseState.ENDED)
    assert done is (day >= START and ended is not None and ended <= day)


# --- What others wait for, and pauses -----------------------------------------------------------------------------------
def waiting(**fields: object) -> Facts:
    given = {"started_on": START, "ended_on": None, "plan": PlanState.MADE, "plan_due": None, "planned_end": None}
    return Facts(**{**given, **fields})  # type: ignore[arg-type]


def test_what_is_due_first_goes_first() -> None:
    day = dt.date(2018, 3, 1)
    facts = waiting(
        plan=PlanState.IN_PROGRESS, plan_due=DUE, meeting_due=dt.date(2018, 3, 2), description_due=dt.date(2018, 3, 3)
    )
    assert next_step(facts, day).step is Step.MEETING
    later = waiting(plan=PlanState.IN_PROGRESS, plan_due=DUE, meeting_due=DUE, description_due=DUE)
    assert next_step(later, day).step is Step.PLAN  # on one day in a fixed order
    assert next_step(waiting(description_due=DUE, meeting_due=DUE), day).step is Step.DESCRIPTION


def test_a_course_that_stands_still_waits_unless_somebody_waits_for_it() -> None:
    paused = waiting(plan=PlanState.IN_PROGRESS, paused=True)
    assert next_step(paused, DUE).step is Step.PAUSED
    asked = waiting(plan=PlanState.IN_PROGRESS, paused=True, meeting_due=START)
    assert (next_step(asked, DUE).step, next_step(asked, DUE).overdue) == (Step.MEETING, True)


DAYS = st.one_of(st.none(), st.dates(START, dt.date(2019, 1, 1)))


@given(
    day=st.dates(START, dt.date(2019, 1, 1)), plan=DAYS, description=DAYS, meeting=DAYS, end=DAYS, paused=st.booleans()
)
def test_nothing_that_is_overdue_is_passed_over(
    day: dt.date,
    plan: dt.date | None,
    description: dt.date | None,
    meeting: dt.date | None,
    end: dt.date | None,
    paused: bool,
) -> None:
    facts = waiting(
        plan=PlanState.IN_PROGRESS,
        plan_due=plan,
        planned_end=end,
        description_due=description,
        meeting_due=meeting,
        paused=paused,
    )
    found = next_step(facts, day)
    late = [due for due in (plan, description, meeting, end) if due is not None and due < day]
    assert found.overdue is bool(late)
    if late:
        assert found.step is Step.FRAME_ENDED if end in late else found.due == min(late)
