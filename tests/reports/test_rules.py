"""Who may do what with strategy and report; what a goal must say; how keys are made."""

import datetime as dt
from types import SimpleNamespace

import pytest
import rules

from reports.rules import goal_problems, key_from, place_of
from socialportal.accounts import roles
from socialportal.accounts.access import ANONYMOUS, SYSTEM, Access
from socialportal.accounts.rules import may

HERE, THERE = 1, 2
RECORD = SimpleNamespace(municipality_id=HERE)
PERMISSIONS = ["reports.read_draft", "reports.edit_strategy", "reports.edit_report"]
CREATED = "reports.read_created"  # asked of an enterprise, not of what belongs to a municipality


def somebody(role: str, place: int | None = HERE) -> Access:
    if role in roles.OF_ENTERPRISES:
        return Access(user_id=1, enterprises=frozenset({(role, 7)}))
    return Access(user_id=1, roles=frozenset({(role, None if role in roles.NATIONAL else place)}))


def test_every_permission_of_reports_is_tested() -> None:
    registered = {name for name in rules.permissions.permissions if name.startswith("reports.")}
    assert registered == {*PERMISSIONS, CREATED}


@pytest.mark.parametrize("role", list(roles.FIRST_NAMES))
def test_who_may_read_what_an_enterprise_has_created(role: str) -> None:
    own, other = (
        SimpleNamespace(
            pk=pk, presences=SimpleNamespace(all=lambda place=place: [SimpleNamespace(municipality_id=place)])
        )
        for pk, place in ((7, HERE), (8, THERE))
    )
    allowed = role in {roles.COORDINATOR, roles.CONSULTANT, roles.ENTERPRISE_USER}
    assert may(somebody(role), CREATED, own) == allowed
    assert not may(somebody(role), CREATED, other)


@pytest.mark.parametrize("permission", PERMISSIONS)
@pytest.mark.parametrize("role", list(roles.FIRST_NAMES))
def test_who_may(role: str, permission: str) -> None:
    allowed = {
        "reports.read_draft": {roles.COORDINATOR, roles.CONSULTANT},
        "reports.edit_strategy": {roles.COORDINATOR},
        "reports.edit_report": {roles.COORDINATOR},
    }[permission]
    assert may(somebody(role), permission, RECORD) == (role in allowed)
    assert may(somebody(role), permission) == (role in allowed)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_only_in_ones_own_municipality(permission: str) -> None:
    assert not may(somebody(roles.COORDINATOR, THERE), permission, RECORD)
    both = Access(user_id=1, roles=frozenset({(roles.COORDINATOR, THERE), (roles.POLITICIAN, HERE)}))
    assert not may(both, permission, RECORD)
    assert may(both, permission, SimpleNamespace(municipality_id=THERE))


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_nobody_may_what_belongs_nowhere(permission: str) -> None:
    assert not may(somebody(roles.COORDINATOR), permission, SimpleNamespace(municipality_id=None))
    assert not may(somebody(roles.COORDINATOR, None), permission, SimpleNamespace())
    assert not may(ANONYMOUS, permission)
    assert may(SYSTEM, permission, RECORD)


def test_the_place_of_something_that_belongs_to_something_else() -> None:
    assert place_of(SimpleNamespace(municipality=SimpleNamespace(pk=HERE))) == HERE
    assert place_of(SimpleNamespace()) is None


YEAR_END = dt.date(2020, 12, 31)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"kind": "once"}, set()),
        ({"kind": "once", "due_on": YEAR_END}, set()),
        ({"kind": "once", "indicator": "network_meetings"}, {"target"}),
        ({"kind": "once", "indicator": "network_meetings", "target": 4}, set()),
        ({"kind": "stock"}, {"target", "due_on"}),
        ({"kind": "stock", "target": 25, "due_on": YEAR_END}, set()),
        ({"kind": "stock", "target": 25, "due_on": YEAR_END, "year": 2020}, {"year"}),
        ({"kind": "yearly", "target": 0}, set()),
        ({"kind": "yearly", "target": 30, "target_max": 40}, {"target_max"}),
        ({"kind": "yearly", "target": 30, "year": 2018}, {"year"}),
        ({"kind": "range", "target": 2}, {"target_max"}),
        ({"kind": "range", "target": 2, "target_max": 2}, {"target_max"}),
        ({"kind": "range", "target": 2, "target_max": 3, "year": 2018}, set()),
        ({"kind": "range"}, {"target", "target_max"}),
    ],
)
def test_what_a_goal_must_say(said: dict, fields: set[str]) -> None:
    problems = goal_problems(**said)
    assert set(problems) == fields
    assert all(text.endswith(".") for text in problems.values())


@pytest.mark.parametrize(
    ("title", "taken", "key"),
    [
        ("Job til fleksjobberettigede", [], "job-til-fleksjobberettigede"),
        ("Åben dør på Ærø – og mere", [], "aaben-doer-paa-aeroe-og-mere"),
        ("Job", ["job"], "job-2"),
        ("Job", ["job", "job-2"], "job-3"),
        ("§ …", [], "punkt"),
        ("a" * 30, [], "a" * 12),
        ("a" * 30, ["a" * 12], "a" * 10 + "-2"),
    ],
)
def test_a_key_is_made_of_the_words(title: str, taken: list[str], key: str) -> None:
    assert key_from(title, taken, longest=12 if title.startswith("aaa") else 60) == key
