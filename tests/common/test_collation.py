"""Danish order and search, the same in Python, SQLite and PostgreSQL."""

import itertools
import sqlite3

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from socialportal.accounts.models import Municipality
from socialportal.common.collation import compare, like, sort_key, speak_danish
from tests import factories

WORDS = st.text(st.sampled_from("aAbBzZæÆøØåÅäöüé -'"), max_size=8) | st.text(max_size=6)
IN_ORDER = ["Ab", "Zoo", "Ærø", "Ø", "Østerbro", "Å", "Aalborg", "Århus"]


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise(IN_ORDER)))
def test_after_z_come_ae_oe_aa(first: str, second: str) -> None:
    assert compare(first, second) == -1


@given(WORDS, WORDS, WORDS)
def test_the_order_is_total(one: str, two: str, three: str) -> None:
    assert compare(one, two) == -compare(two, one)
    assert (compare(one, two) == 0) is (one == two)
    if compare(one, two) <= 0 and compare(two, three) <= 0:
        assert compare(one, three) <= 0


@given(st.lists(WORDS, max_size=8))
def test_sorting_by_key_and_by_comparison_agree(words: list[str]) -> None:
    ordered = sorted(words, key=sort_key)
    assert all(compare(a, b) <= 0 for a, b in itertools.pairwise(ordered))


@given(WORDS, WORDS)
def test_case_decides_only_between_what_is_else_equal(one: str, other: str) -> None:
    if sort_key(one)[0] != sort_key(other)[0]:
        assert compare(one, other) == compare(one.swapcase().swapcase(), other)
        assert (compare(one, other) < 0) is (sort_key(one)[0] < sort_key(other)[0])


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        ("%ærø%", "ÆRØ KOMMUNE", True),
        ("å_e", "ÅSE", True),
        ("å_e", "ÅE", False),
        ("100%", "100 procent", True),
        ("%", "", True),
        ("%b%", "linje 1\nlinje b", True),
        ("a.c", "abc", False),
        ("%[x]%", "et [x] her", True),
    ],
)
def test_like(pattern: str, value: str, found: bool) -> None:
    assert like(pattern, value) is found


def test_like_with_an_escape_finds_signs_as_themselves() -> None:
    assert like(r"%100\%%", "op til 100% nu", "\\")
    assert not like(r"%100\%%", "op til 1000 nu", "\\")
    assert like(r"a\_b", "a_b", "\\")
    assert not like(r"a\_b", "axb", "\\")


def test_like_of_nothing_is_unknown() -> None:
    assert like(None, "x") is None
    assert like("x", None) is None


@given(st.text(max_size=8), st.text(max_size=8))
def test_like_without_wildcards_is_equality_without_case(pattern: str, value: str) -> None:
    if not set(pattern) & {"%", "_"} and pattern.lower() == value.lower():
        assert like(pattern, value)


@pytest.mark.django_db
class TestInTheDatabase:
    @pytest.fixture(autouse=True)
    def people(self) -> None:
        for name in reversed(IN_ORDER):
            factories.user(name=name)

    def test_names_come_in_danish_order(self) -> None:
        from socialportal.accounts.models import User

        assert [user.name for user in User.objects.order_by("name")] == IN_ORDER

    @pytest.mark.parametrize("word", ["ærø", "ÆRØ", "Ærø", "rø"])
    def test_search_knows_no_case(self, word: str) -> None:
        from socialportal.accounts.models import User

        assert [user.name for user in User.objects.filter(name__icontains=word)] == ["Ærø"]
        assert Municipality.objects.filter(name__icontains=word).exists()

    def test_equality_and_uniqueness_are_exact(self) -> None:
        from socialportal.accounts.models import User

        assert not User.objects.filter(name="ærø").exists()
        assert User.objects.filter(name__iexact="ærø").exists()


def test_other_databases_are_left_alone() -> None:
    class Postgres:
        vendor = "postgresql"
        connection = None

    speak_danish(None, Postgres())


def test_a_bare_connection_is_taught() -> None:
    class Sqlite:
        vendor = "sqlite"

        def __init__(self) -> None:
            self.connection = sqlite3.connect(":memory:")

    bare = Sqlite()
    speak_danish(None, bare)
    (found,) = bare.connection.execute("SELECT lower('ÆØÅ') || upper('æøå') || ('ÆBLE' LIKE '%æbl%')").fetchone()
    assert found == "æøåÆØÅ1"
    assert bare.connection.execute("SELECT upper(NULL), lower(5)").fetchone() == (None, 5)
    bare.connection.close()
    assert connection.vendor in {"sqlite", "postgresql"}
