"""Many at once, each with a connection of its own. Import both names into a test module that is `transaction=True`."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections


@pytest.fixture
def shared_database(tmp_path: Path) -> Iterator[None]:
    """On SQLite the tests' database lies in memory; threads are given a copy in a file, as in production.

    So what threads write is only seen by threads: look in one too.
    """
    if connection.vendor != "sqlite":
        yield
        return
    path = tmp_path / "shared.sqlite3"
    copy = sqlite3.connect(path)
    connection.ensure_connection()
    connection.connection.backup(copy)
    # As a database is that has been used: two first connections that both ask for it can turn each other away.
    copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    settings = connections.settings["default"]
    before, settings["NAME"] = settings["NAME"], str(path)
    yield
    settings["NAME"] = before


def in_threads(*work: Callable[[], object]) -> list[BaseException]:
    """Starts all the work at the same moment and waits for it; returns what went wrong."""
    together = threading.Barrier(len(work))
    errors: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            together.wait()
            one()
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
