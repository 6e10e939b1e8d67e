"""The process lives; everything is well, or not; and a database that is away is a calm page."""

import datetime as dt
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from socialportal.home.views import health
from tests import factories


@pytest.mark.django_db
class TestReady:
    def test_all_is_well(self) -> None:
        response = Client().get("/readyz")
        assert response.status_code == 200
        parts = dict.fromkeys(("database", "migrations", "storage", "queue"), "ok")
        assert json.loads(response.content) == {"ready": True, **parts}
        assert "no-cache" in response["Cache-Control"]

    def test_a_migration_that_was_not_run_is_told(self) -> None:
        MigrationRecorder.Migration.objects.filter(app="audit").delete()
        response = Client().get("/readyz")
        assert response.status_code == 503
        assert response.json()["migrations"] == "ikke klar"

    def test_a_full_disk_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(health, "_LOWEST_FREE_BYTES", 10**18)
        response = Client().get("/readyz")
        assert response.status_code == 503
        assert response.json()["storage"] == "ikke klar"

    def test_a_worker_that_has_stopped_is_told(self) -> None:
        """Something that could run has waited too long; what is new, or is to wait, has not."""
        now = timezone.now()
        waiting = DBTaskResult.objects.create(args_kwargs={}, task_path="x", backend_name="default", run_after=now)
        assert Client().get("/readyz").json()["queue"] == "ok"
        DBTaskResult.objects.update(enqueued_at=now - dt.timedelta(minutes=16))
        response = Client().get("/readyz")
        assert response.status_code == 503
        assert response.json()["queue"] == "ikke klar"
        waiting.run_after = now + dt.timedelta(hours=1)
        waiting.save()
        assert Client().get("/readyz").json()["queue"] == "ok"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_only_answers(self, path: str) -> None:
        assert Client().post(path).status_code == 405
        assert Client().head(path).status_code == 200

    def test_says_nothing_about_the_machine(self, settings: Any) -> None:
        text = Client().get("/readyz").content.decode()
        for secret in (settings.SECRET_KEY, str(settings.BASE_DIR), str(settings.DATABASES["default"]["NAME"])):
            assert secret not in text


def test_living_asks_for_nothing() -> None:
    response = Client().get("/healthz")
    assert response.content == b"ok"


@pytest.mark.django_db(transaction=True)
class TestTheDatabaseIsAway:
    @pytest.fixture
    def elsewhere(self) -> Iterator[Callable[[Callable[[], Any]], Any]]:
        """Runs something in a thread whose connections lead nowhere."""
        options = connections.settings["default"]
        away = (
            {"NAME": "/findes/ikke/db.sqlite3"} if connection.vendor == "sqlite" else {"HOST": "127.0.0.1", "PORT": "1"}
        )
        before = {name: options[name] for name in away}

        def run(work: Callable[[], Any]) -> Any:
            results: list[Any] = []

            def there() -> None:
                try:
                    results.append(work())
                except BaseException as error:
                    results.append(error)
                finally:
                    connections.close_all()

            options.update(away)
            thread = threading.Thread(target=there)
            thread.start()
            thread.join()
            options.update(before)
            (result,) = results
            if isinstance(result, BaseException):
                raise result
            return result

        yield run
        options.update(before)

    def test_the_process_lives_and_is_not_ready(self, elsewhere: Callable) -> None:
        begun = time.monotonic()
        assert elsewhere(lambda: Client().get("/healthz").status_code) == 200
        response = elsewhere(lambda: Client().get("/readyz"))
        assert time.monotonic() - begun < 2
        assert response.status_code == 503
        away = dict.fromkeys(("database", "migrations", "queue"), "ikke klar")
        assert response.json() == {"ready": False, "storage": "ok", **away}

    def test_pages_say_so_without_a_trace(self, elsewhere: Callable) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(factories.user())
        for path in (reverse("accounts:me"), reverse("home:front"), "/findes-ikke/"):
            response = elsewhere(lambda path=path: client.get(path))
            assert response.status_code in {503, 404}, path
            assert "Traceback" not in response.content.decode()
            assert "sqlite" not in response.content.decode().lower()
        assert elsewhere(lambda: client.get(reverse("accounts:me")))["Retry-After"]

    def test_all_is_well_again_without_a_restart(self, elsewhere: Callable) -> None:
        assert elsewhere(lambda: Client().get("/readyz").status_code) == 503
        assert Client().get("/readyz").status_code == 200
