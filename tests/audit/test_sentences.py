"""The log reads as Danish."""

import ast
import re
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access, access_of
from socialportal.accounts.models import Municipality, Team, UnitName
from socialportal.audit import bookkeeping
from socialportal.audit.chain import record
from socialportal.audit.models import Entry
from socialportal.audit.sentences import VERBS, history, sentence
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def access(place: Municipality) -> Access:
    return access_of(factories.user(role=roles.COORDINATOR, place=place, name="Anna Holm"))


def told(access: Any, place: Municipality, verb: str, **changes: list[str]) -> str:
    return sentence(record(access, verb, place, changes=changes))


WHO = "Anna Holm (Socialøkonomisk konsulent)"


@pytest.mark.parametrize(
    ("verb", "changes", "expected"),
    [
        ("added", {"name": ["", "x"]}, f"{WHO} oprettede Slagelse."),
        ("corrected", {"name": ["Sumak", "Sumak Café"]}, f"{WHO} rettede navn fra ”Sumak” til ”Sumak Café”."),
        ("corrected", {"name": ["", "Sumak"]}, f"{WHO} rettede navn til ”Sumak”."),
        ("corrected", {"name": ["Sumak", ""]}, f"{WHO} rettede navn, så feltet er tomt (før: ”Sumak”)."),
        ("changed", {"region": ["x" * 90, "y"]}, f"{WHO} ændrede region."),
        (
            "corrected",
            {"name": ["a", "b"], "region": ["c", "d"], "accent": ["e", "f"]},
            f"{WHO} rettede navn fra ”a” til ”b”, region fra ”c” til ”d” og farve fra ”e” til ”f”.",
        ),
        ("removed", {}, f"{WHO} slettede Slagelse."),
        ("restored", {}, f"{WHO} hentede Slagelse tilbage."),
        ("ended", {"valid_to": ["", "1. maj"]}, f"{WHO} afsluttede Slagelse."),
        ("published", {}, f"{WHO} offentliggjorde Slagelse."),
        ("corrected", {"gone_field": ["a", "b"]}, f"{WHO} rettede gone_field fra ”a” til ”b”."),
    ],
)
def test_sentences(
    access: Access, place: Municipality, verb: str, changes: dict[str, list[str]], expected: str
) -> None:
    assert told(access, place, verb, **changes) == expected


def test_the_system_acts_too(place: Municipality) -> None:
    assert told(SYSTEM, place, "removed") == "Systemet slettede Slagelse."


def test_braces_in_a_name_are_only_braces(access: Access, place: Municipality) -> None:
    place.name = "{fields} {0}"
    assert told(access, place, "added") == f"{WHO} oprettede {{fields}} {{0}}."


def test_a_model_that_is_gone_still_has_a_history(access: Access, place: Municipality) -> None:
    entry = record(access, "corrected", place, changes={"name": ["a", "b"]})
    entry.model = "gone.model"
    assert sentence(entry) == f"{WHO} rettede name fra ”a” til ”b”."


def test_history_is_newest_first_and_one_query(
    access: Access, place: Municipality, django_assert_num_queries: Any
) -> None:
    team = bookkeeping.add(access, Team(name="Et", municipality=place))
    for version in range(1, 6):
        team.name = f"Team {version}"
        bookkeeping.change(access, team, expected_version=version, reason="Derfor")
    bookkeeping.add(access, UnitName(unit="centre", name="Et andet", municipality=place))
    with django_assert_num_queries(1):
        events = history(team)
    assert events[0].sentence == f"{WHO} rettede navn fra ”Team 4” til ”Team 5”."
    assert events[-1].sentence == f"{WHO} oprettede Et."
    assert [event.is_correction for event in events] == [True] * 5 + [False]
    assert events[0].reason == "Derfor"
    assert len(history(team, limit=2)) == 2


def test_members_of_a_team_are_called_by_a_word(access: Access, place: Municipality) -> None:
    team = bookkeeping.add(access, Team(name="Et", municipality=place))
    member = factories.user(role=roles.CONSULTANT, place=place, name="Bo").memberships.get()
    bookkeeping.change(access, team, expected_version=1, links={"memberships": [member]})
    assert history(team)[0].sentence == f"{WHO} rettede roller til ”Bo, Beskæftigelseskonsulent”."


def test_values_are_shown_as_people_read_them(access: Access, place: Municipality) -> None:
    place.threshold, place.figures_from, place.uses_portal = 5, 2016, False
    bookkeeping.change(access, place, expected_version=place.version)
    assert Entry.objects.latest("pk").changes == {
        "uses_portal": ["ja", "nej"],
        "threshold": ["3 (Danmarks Statistiks mindste)", "5 (det forsigtige valg)"],
        "figures_from": ["", "2016"],
    }


def _verbs_in_code() -> set[str]:
    """Every verb that is written as a word in a call of the log."""
    found = set()
    for folder in ("socialportal", "enterprises", "agreements", "reports"):
        for path in (settings.BASE_DIR / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call):
                    continue
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name == "record" and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                    found.add(node.args[1].value)
                found |= {k.value.value for k in node.keywords if k.arg == "verb" and isinstance(k.value, ast.Constant)}
    return found


def test_every_verb_that_is_written_has_its_danish() -> None:
    verbs = {verb for verb in _verbs_in_code() if re.fullmatch(r"[a-z_]+", str(verb))}
    own = {verb for model in apps.get_models() for verb in getattr(model, "HISTORY", {})}
    assert "invited" in verbs
    assert verbs - VERBS.keys() - own == set()
