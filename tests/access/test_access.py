"""Walks every address with every role. What is expected stands in `table.py` and the `rows_*.py` beside it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.pages import faults_of

from .table import LOGIN, Roles, Row, all_rows, build_all
from .world import World, make_world

ROWS = all_rows()
CASES = [(row, foreign) for row in ROWS for foreign in ((False,) if row.foreign_ok is None else (False, True))]
IDS = [f"{row}{' (foreign)' if foreign else ''}" for row, foreign in CASES]
# What a GET may do to the database: read, mark a place to go back to, and keep the session.
_READS = re.compile(r"^[\s(]*(SELECT|WITH|SAVEPOINT|RELEASE|ROLLBACK|EXPLAIN|PRAGMA|SET)\b", re.IGNORECASE)
_ALLOWED_TABLES = re.compile(r"\"(django_session|audit_read)\"")


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The world and a session for everybody, made once: what a test does to it is taken back after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert "test" in str(connection.settings_dict["NAME"]) or "memory" in str(connection.settings_dict["NAME"])
        made = make_world()
        build_all(made)
        for role, user in made.users.items():
            client = Client()
            client.force_login(user)
            made.sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> World:
    """`db` takes back what the test does. (It also makes pytest-django set up a database of the tests' own.)"""
    return built


def client_of(world: World, role: str, **options: Any) -> Client:
    client = Client(**options)
    if role != Roles.ANONYMOUS:
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[role]
    return client


def address(row: Row, world: World, *, foreign: bool = False) -> str:
    record = (world.foreign if foreign else world.own)[row.key] if row.key else None
    if row.args:
        kwargs = dict(row.args(world, record))
    elif record is None:
        kwargs = {}
    else:
        kwargs = {"slug": record.slug} if takes(row.name, "slug") else {"pk": record.pk}
    return reverse(row.name, kwargs=kwargs) + row.query


def walkers(row: Row, *, foreign: bool) -> tuple[str, ...]:
    """Everybody. On PostgreSQL two of those who may open the page: who is let in does not hang on the database, and the SQL
    behind a page does.
    """
    if connection.vendor == "sqlite":
        return Roles.ALL
    inside = tuple(role for role in Roles.ALL if row.expected(role, foreign=foreign) == row.done)
    return inside[:2] or Roles.ALL[:2]


def takes(name: str, argument: str) -> bool:
    return any(argument in pattern.pattern.regex.groupindex for found, pattern in patterns() if found == name)


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the portal with its full name."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{prefix}{entry.namespace}:" if entry.namespace else prefix)
        else:
            yield f"{prefix}{entry.name or entry.pattern}", entry


@contextmanager
def only_reading() -> Iterator[None]:
    """Fails when something but reading is done to the database."""

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        assert _READS.match(sql) or _ALLOWED_TABLES.search(sql), f"a GET wrote: {sql[:200]}"
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


@contextmanager
def undone() -> Iterator[None]:
    """What a POST does is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def is_login(response: Any) -> bool:
    return response.status_code == LOGIN and response["Location"].startswith(reverse(settings.LOGIN_URL))


def check(row: Row, role: str, response: Any, expected: int) -> None:
    where = f"{row} as {role}: {response.request['REQUEST_METHOD']} {response.request['PATH_INFO']}"
    assert response.status_code == expected, f"{where} gave {response.status_code}, expected {expected}"
    if role == Roles.ANONYMOUS and not row.public and role not in row.but:
        assert is_login(response), f"{where} does not lead to the login"


def check_words(world: World, role: str, response: Any) -> None:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace") + str(dict(response.headers))
    for word, allowed in world.planted.items():
        if role not in allowed:
            assert word not in text, f"{role} reads ”{word}” at {response.request['PATH_INFO']}"


def test_every_address_has_a_row() -> None:
    assert {name for name, _ in patterns()} - {row.name for row in ROWS} == set()


def test_every_row_has_an_address() -> None:
    assert {row.name for row in ROWS} - {name for name, _ in patterns()} == set()


@pytest.mark.parametrize(("row", "foreign"), CASES, ids=IDS)
def test_get(row: Row, foreign: bool, world: World) -> None:
    """The status for every role, nothing written, no word that is not for the role, and a page without faults."""
    url = address(row, world, foreign=foreign)
    for role in walkers(row, foreign=foreign):
        client = client_of(world, role)
        with only_reading():
            response = client.get(url)
        if row.post_only:
            known = role != Roles.ANONYMOUS or row.public
            assert response.status_code in ({405, 404, 403} if known else {LOGIN}), f"{row} as {role}"
        else:
            check(row, role, response, row.expected(role, foreign=foreign))
        check_words(world, role, response)
        if not response.streaming and response.content and response["Content-Type"].startswith("text/html"):
            assert faults_of(response.content.decode()) == [], f"{row} as {role}"


@pytest.mark.parametrize(("row", "foreign"), CASES, ids=IDS)
def test_post(row: Row, foreign: bool, world: World) -> None:
    """Who may not open a page cannot send it either; an address that only takes POST answers as the table says."""
    url = address(row, world, foreign=foreign)
    data = dict(row.data(world)) if row.data else {}
    for role in walkers(row, foreign=foreign):
        expected = row.expected(role, foreign=foreign)
        client = client_of(world, role)
        with undone():
            response = client.post(url, data)
            if row.post_only:
                check(row, role, response, expected)
            elif expected != row.done:
                # Without data a form may point at no row; that, too, is a no.
                no = {expected, 405} if role == Roles.ANONYMOUS else {expected, 404, 405}
                assert response.status_code in no, f"{row} as {role}: POST gave {response.status_code}"
            check_words(world, role, response)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_token_no_write(row: Row, world: World) -> None:
    """Without the form's token nothing is written, whoever sends it."""
    url = address(row, world)
    for role in [Roles.ANONYMOUS, *(role for role in Roles.KNOWN if row.expected(role) == row.done)][:3]:
        client = client_of(world, role, enforce_csrf_checks=True)
        with only_reading():
            response = client.post(url, dict(row.data(world)) if row.data else {})
        assert response.status_code == 403, f"{row} as {role} without a token gave {response.status_code}"


@pytest.mark.parametrize("row", [row for row in ROWS if not row.public and Roles.ANONYMOUS not in row.but], ids=str)
def test_what_is_not_public_asks_for_a_login(row: Row, world: World) -> None:
    """And leads back to the page that was asked for."""
    response = Client().get(address(row, world))
    assert is_login(response)
    assert "next=" in response["Location"]
