"""Many at once: the chain gets no fork, and nobody is turned away."""

import threading

import pytest
from django.db import connection, transaction

from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Municipality
from socialportal.audit.chain import broken_links, chain_end, chain_up, record
from socialportal.audit.models import ChainHead, Entry
from tests.threads import in_threads, shared_database

__all__ = ["shared_database"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_entries_are_chained_right_after_their_transaction() -> None:
    place = Municipality.objects.get(code="0330")
    with transaction.atomic():
        for _ in range(3):
            record(SYSTEM, "corrected", place)
        assert [callback for _, callback, _ in connection.run_on_commit] == [chain_up]
        assert chain_end().number == 0
    assert chain_end().number == 3
    assert list(broken_links()) == []


def test_the_log_makes_nobody_wait_for_a_record(shared_database: None) -> None:
    """If an entry held the chain's end until its transaction is over, these two would wait for each other for ever."""
    first_logged, second_has_other = threading.Event(), threading.Event()

    def locked(code: str) -> Municipality:
        return Municipality.objects.select_for_update().get(code=code)

    @transaction.atomic
    def first() -> None:
        record(SYSTEM, "corrected", locked("0330"))
        first_logged.set()
        second_has_other.wait(1)  # on SQLite the second waits until the first is done
        record(SYSTEM, "corrected", locked("0621"))

    @transaction.atomic
    def second() -> None:
        other = locked("0621")
        second_has_other.set()
        first_logged.wait(1)
        record(SYSTEM, "corrected", other)

    assert in_threads(first, second) == []


def test_entries_added_at_once_make_one_chain(shared_database: None) -> None:
    ChainHead.objects.all().delete()  # the very first entries are the hardest: there is no head to lock yet
    numbers: list[int] = []
    broken: list[tuple[int, str]] = []

    def add_ten() -> None:
        place = Municipality.objects.get(code="0330")
        for _ in range(10):
            record(SYSTEM, "corrected", place, changes={"name": ["a", "b"]})

    def look() -> None:
        numbers.extend(Entry.objects.order_by("number").values_list("number", flat=True))
        broken.extend(broken_links())

    assert in_threads(*[add_ten] * 8) == []
    assert in_threads(look) == []
    assert numbers == list(range(1, 81))
    assert broken == []
