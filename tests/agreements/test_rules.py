"""Who may do what, and what no text may hold."""

from types import SimpleNamespace
from typing import Any

import pytest
import rules as library
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from agreements import rules
from socialportal.accounts import roles
from socialportal.accounts.access import ANONYMOUS, Access
from socialportal.common.cpr import looks_like_cpr

HERE, ELSEWHERE, TEAM, OTHER_TEAM, ENTERPRISE = 1, 2, 10, 11, 7
RECORD = SimpleNamespace(
    municipality_id=HERE,
    team_id=TEAM,
    presence=SimpleNamespace(enterprise_id=ENTERPRISE),
    mentor_id=1,
    spec="a record of ours, whose mentor is user 1",
)


def someone(role: str, place: int | None = HERE, *, teams: tuple[int, ...] = ()) -> Access:
    return Access(user_id=1, roles=frozenset({(role, place)}), teams=frozenset(teams))


COORDINATOR, CONSULTANT = someone(roles.COORDINATOR), someone(roles.CONSULTANT, teams=(TEAM,))
OTHER_TEAMS_CONSULTANT = someone(roles.CONSULTANT, teams=(OTHER_TEAM,))
SERVES = Access(user_id=1, enterprises=frozenset({(roles.ENTERPRISE_USER, ENTERPRISE)}))
MENTOR = Access(user_id=1, enterprises=frozenset({(roles.MENTOR, ENTERPRISE)}))
NOBODY = [
    ANONYMOUS,
    someone(roles.ADMINISTRATOR),
    someone(roles.POLITICIAN),
    someone(roles.SURVEY_COORDINATOR, None),
    someone(roles.SYSTEM_ADMINISTRATOR, None),
    someone(roles.COORDINATOR, ELSEWHERE),
    someone(roles.CONSULTANT, ELSEWHERE, teams=(TEAM,)),
    Access(user_id=1, enterprises=frozenset({(roles.MENTOR, ENTERPRISE + 1)})),
]
BOTH, LEADS, PERSONS, OWN = "both", "coordinator", "team", "own"
OF_ENTERPRISE = {"view_need", "reckon"}
OF_USER, OF_MENTOR = {"record_attendance"}, {"record_attendance", "ask_meeting", "note_plan", "view_own_course"}
TABLE = {
    "list_work": BOTH,
    "view_agreement": BOTH,
    "edit_agreement": LEADS,
    "view_evaluation": BOTH,
    "edit_evaluation": LEADS,
    "view_occupancy": BOTH,
    "view_participant": PERSONS,
    "edit_participant": PERSONS,
    "view_course": PERSONS,
    "edit_course": PERSONS,
    "view_placement": BOTH,
    "edit_placement": BOTH,
    "view_collaboration": BOTH,
    "edit_collaboration": BOTH,
    "view_initiative": BOTH,
    "edit_initiative": LEADS,
    "edit_contact": BOTH,
    "note_delay": BOTH,
    "view_need": BOTH,
    "edit_need": BOTH,
    "match": BOTH,
    "reckon": BOTH,
    "record_attendance": PERSONS,
    "ask_meeting": PERSONS,
    "note_plan": PERSONS,
    "view_own_course": OWN,
}


def may(access: Access, name: str, record: Any = RECORD) -> bool:
    return library.has_perm(f"agreements.{name}", access, record)


def test_every_permission_is_in_the_table() -> None:
    assert set(TABLE) == set(rules.PERMISSIONS)


@pytest.mark.parametrize(("name", "kind"), TABLE.items())
def test_who_may(name: str, kind: str) -> None:
    assert may(COORDINATOR, name) is (kind != OWN)
    assert may(CONSULTANT, name) is (kind not in {LEADS, OWN})
    assert may(OTHER_TEAMS_CONSULTANT, name) is (kind == BOTH)
    assert may(SERVES, name) is (name in {"view_occupancy", "edit_need", *OF_ENTERPRISE, *OF_USER})
    assert may(MENTOR, name) is (name in {"view_occupancy", *OF_ENTERPRISE, *OF_MENTOR})


@pytest.mark.parametrize("name", sorted(OF_MENTOR))
def test_a_mentor_of_the_enterprise_is_not_the_mentor_of_all(name: str) -> None:
    of_another = SimpleNamespace(**{**vars(RECORD), "mentor_id": 2})
    of_nobody = SimpleNamespace(**{**vars(RECORD), "mentor_id": None})
    assert not may(MENTOR, name, of_another)
    assert not may(MENTOR, name, of_nobody)
    assert not may(Access(enterprises=MENTOR.enterprises), name, of_nobody)
    week = SimpleNamespace(course=RECORD, municipality_id=HERE, team_id=TEAM)
    assert may(MENTOR, name, week)


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("access", NOBODY)
def test_nobody_else_may(name: str, access: Access) -> None:
    assert not may(access, name)


@pytest.mark.parametrize("name", TABLE)
def test_without_a_record_the_question_is_anywhere(name: str) -> None:
    assert may(COORDINATOR, name, None) is (TABLE[name] != OWN)
    assert may(someone(roles.COORDINATOR, ELSEWHERE), name, None) is (TABLE[name] != OWN)
    assert may(SERVES, name, None) is (name in {"edit_need", *OF_ENTERPRISE, *OF_USER})
    assert may(MENTOR, name, None) is (name in {*OF_ENTERPRISE, *OF_MENTOR})
    assert not may(ANONYMOUS, name, None)


@pytest.mark.parametrize("name", TABLE)
def test_a_record_that_belongs_nowhere_is_nobodys(name: str) -> None:
    nowhere = SimpleNamespace(
        team_id=TEAM, presence=SimpleNamespace(enterprise_id=0), municipality_id=None, mentor_id=None
    )
    assert not may(COORDINATOR, name, nowhere)
    assert not may(CONSULTANT, name, nowhere)


_days = st.integers(1, 31).map(lambda day: f"{day:02d}")
_spaces = st.sampled_from(["", " ", "-", ".", "/", "–", " - ", "\u00a0"])


@given(
    day=st.one_of(_days, st.integers(61, 91).map(str)),
    month=st.integers(1, 12).map(lambda month: f"{month:02d}"),
    year=st.integers(0, 99).map(lambda year: f"{year:02d}"),
    rest=st.integers(0, 9999).map(lambda rest: f"{rest:04d}"),
    spaces=st.tuples(_spaces, _spaces, _spaces),
    around=st.tuples(st.sampled_from(["", "CPR ", "ringede ", "("]), st.sampled_from(["", ".", " i går", ")"])),
)
def test_whatever_looks_like_a_cpr_number_is_seen(
    day: str, month: str, year: str, rest: str, spaces: tuple[str, str, str], around: tuple[str, str]
) -> None:
    one, two, three = spaces
    assert looks_like_cpr(f"{around[0]}{day}{one}{month}{two}{year}{three}{rest}{around[1]}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Deltager S-0042",
        "3. april 2018",
        "1.687.000 kr.",
        "58 57 36 00",
        "CVR 12345674",
        "0330-2018-000123",
        "01.07.2015–30.06.2018",
        "5790001234567",  # an EAN number
        "3213191234",  # there is no 32nd day
        "0113191234",  # there is no 13th month
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not looks_like_cpr(text)
    rules.check_no_cpr(text)


def test_the_refusal_says_what_to_use_instead() -> None:
    with pytest.raises(ValidationError, match="Brug deltagerens nummer i portalen"):
        rules.check_no_cpr("Se 010190-1234")
