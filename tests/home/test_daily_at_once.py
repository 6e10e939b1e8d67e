"""Several `daily` and several workers at the same moment, on a real database: every mail goes once."""

import datetime as dt
import time
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import override_settings

from socialportal.accounts import roles
from socialportal.home import daily, digest
from socialportal.notices import tasks
from socialportal.notices.models import Digest, Notice
from socialportal.notices.services import tell
from tests import factories
from tests.agreements import world
from tests.agreements.world import Place
from tests.threads import in_threads, shared_database

__all__ = ["shared_database"]
pytestmark = [pytest.mark.django_db(transaction=True)]
DAY = dt.date(2026, 3, 11)


@pytest.fixture(autouse=True)
def queued() -> Any:
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
        yield


@pytest.fixture
def slagelse(transactional_db: None) -> Place:
    """A plan that is late, for a consultant and a mentor."""
    made = world.place("0330", "VeteranHaven")
    made.agreement.valid_from = None
    made.agreement.save()
    made.agreement.terms.update(valid_from=None)
    mentor = factories.user("mentor@virksomhed.example", roles.MENTOR, serves=made.enterprise)
    course = world.course(made, DAY - dt.timedelta(days=30))
    course.mentor = mentor
    course.save()
    return made


def receivers() -> list[str]:
    return sorted(sent.to[0] for sent in mail.outbox)


def seen(look: Any) -> Any:
    """What a thread sees in the database."""
    found: list[Any] = []
    assert in_threads(lambda: found.append(look())) == []
    return found[0]


def test_several_at_once_are_as_one(slagelse: Place, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("shared_database")
    assert in_threads(*[lambda: daily.run(DAY)] * 4) == []
    assert seen(Notice.objects.count) == 1
    several = seen(lambda: list(Digest.objects.values_list("pk", flat=True)))
    assert in_threads(*[lambda pk=pk: digest.send_digest.func(pk) for pk in several * 3]) == []
    assert receivers() == ["konsulent@slagelse.example", "mentor@virksomhed.example"]


def test_the_worker_sends_what_daily_queued(slagelse: Place) -> None:
    daily.run(DAY)
    assert mail.outbox == []
    daily.run(DAY + dt.timedelta(days=1))  # the first overviews were never sent: these tell it all
    call_command("db_worker", batch=True, verbosity=0, startup_delay=False, worker_id="en")
    assert receivers() == ["konsulent@slagelse.example", "mentor@virksomhed.example"]


@pytest.mark.parametrize("locked", [True, False])
def test_two_workers_send_one_mail_because_the_row_is_locked(
    slagelse: Place, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, locked: bool
) -> None:
    """Without the lock (the control) the race is seen; SQLite lets one writer in at a time anyway."""
    if not locked:
        if connection.vendor == "sqlite":
            pytest.skip("SQLite lets one writer in at a time")
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows)
    tell(email="kontakt@slagelse.example", kind="andet", subject="Nyt", text="Tekst", key="k")
    pk = Notice.objects.get().pk
    real = tasks.mail.send

    def slow(*args: Any, **options: Any) -> None:
        time.sleep(0.3)
        real(*args, **options)

    monkeypatch.setattr(tasks.mail, "send", slow)
    request.getfixturevalue("shared_database")
    assert in_threads(*[lambda: tasks.send_notice.func(pk)] * 2) == []
    assert len(mail.outbox) == (1 if locked else 2)
