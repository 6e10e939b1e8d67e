"""Two questions a machine asks: does the process live, and is everything it needs well?"""

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

_LOWEST_FREE_BYTES = 100 * 1024 * 1024
_LONGEST_WAIT = dt.timedelta(minutes=15)  # nothing the worker does takes that long, so it must have stopped


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process lives; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _storage() -> bool:
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free > _LOWEST_FREE_BYTES


def _queue() -> bool:
    """No task that could run has waited longer than the worker, if it lives, lets any wait."""
    return not DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - _LONGEST_WAIT).exists()


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 or 503 with a word for each part, and no secrets."""
    parts: dict[str, str] = {}
    checks = {"database": _database, "migrations": _migrations, "storage": _storage, "queue": _queue}
    for name, check in checks.items():
        try:
            # Each try to reach a database that is away takes its time, so it is asked once.
            waits_in_vain = check in (_migrations, _queue) and parts["database"] != "ok"
            parts[name] = "ok" if not waits_in_vain and check() else "ikke klar"
        except (DatabaseError, OSError):
            parts[name] = "ikke klar"
    well = all(state == "ok" for state in parts.values())
    return JsonResponse({"ready": well, **parts}, status=200 if well else 503)
