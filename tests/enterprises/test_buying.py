"""Where a task stands on a day, and what may stand as a link."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises.buying import CLOSED, DRAFT, OPEN, SETTLED, STATES, is_web_address, state_of

DAY = dt.date(2020, 5, 1)
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("published", "deadline", "outcome", "expected"),
    [
        (None, DAY, "", DRAFT),
        (DAY, DAY, "", OPEN),  # the day of the deadline still counts
        (DAY, DAY - dt.timedelta(days=1), "", CLOSED),
        (DAY, DAY - dt.timedelta(days=1), "nothing", SETTLED),
        (DAY, DAY + dt.timedelta(days=9), "bought", SETTLED),  # settled before its deadline
    ],
)
def test_states(published: dt.date | None, deadline: dt.date, outcome: str, expected: object) -> None:
    assert state_of(published_on=published, deadline=deadline, outcome=outcome, today=DAY) is expected


@given(st.none() | days, days, st.sampled_from(["", "bought", "elsewhere", "nothing"]), days)
def test_a_task_never_opens_again_by_the_passing_of_time(
    published: dt.date | None, deadline: dt.date, outcome: str, today: dt.date
) -> None:
    facts = {"published_on": published, "deadline": deadline, "outcome": outcome}
    now, tomorrow = (state_of(**facts, today=day) for day in (today, today + dt.timedelta(days=1)))
    assert now in STATES
    assert (now is OPEN) == (published is not None and not outcome and today <= deadline)
    if now is not OPEN:
        assert tomorrow is now


@pytest.mark.parametrize("address", ["https://a.dk", "HTTP://a.dk/b?c"])
def test_the_web(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address", ["", "ftp://a.dk", "javascript:alert(1)", "//a.dk", " https://a.dk", "data:text/html,x"]
)
def test_not_the_web(address: str) -> None:
    assert not is_web_address(address)
