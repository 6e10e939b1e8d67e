"""What tests share: a real browser with the accessibility checker, and a reader of pages that finds what must not be there."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings

from . import factories, snapshot
from .pages import faults_of

# Playwright's own event loop runs in the thread of the tests, and Django refuses the database there unless told otherwise.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# How long an example takes says nothing on a machine that others work on too.
hypothesis.settings.register_profile(
    "shared machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("shared machine")

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 390, 320)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL what asks a database is run: arithmetic, words and pictures have been tried on SQLite, minutes before."""
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    idle = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=idle)
    left_out = set(idle)
    items[:] = [item for item in items if item not in left_out]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db"})


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, as root, with nothing fetched from anywhere. Gives pytest-playwright's `page`."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS.split()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Danish reader."""
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}


@pytest.fixture(scope="session")
def axe_source() -> str:
    """axe-core itself. Evaluated, since a script tag is stopped by the security policy, as it should be."""
    return (Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def axe_violations(axe_source: str) -> Callable[[Any], list[str]]:
    """`axe_violations(page)`: one line a violation of WCAG 2.2 AA or good practice, with the first elements."""

    def violations(page: Any) -> list[str]:
        page.evaluate(axe_source)
        result = page.evaluate("standards => axe.run(document, {runOnly: standards})", STANDARDS)
        assert len(result["passes"]) > 10, "axe has not looked at the page"
        return [
            f"{found['id']}: {found['help']}: " + " | ".join(node["html"][:160] for node in found["nodes"][:3])
            for found in result["violations"]
        ]

    return violations


@pytest.fixture
def sideways() -> Callable[[Any], int]:
    """`sideways(page)`: how many pixels the page itself can be scrolled to the side (0 is what it should be)."""

    def overflow(page: Any) -> int:
        return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    return overflow


@pytest.fixture
def login(live_server: Any) -> Callable[..., None]:
    """`login(page, email, password=factories.PASSWORD)`: logs in as a person would, and stands on the page after."""

    def log_in(page: Any, email: str, password: str = factories.PASSWORD) -> None:
        page.goto(f"{live_server.url}/konto/login/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Adgangskode").fill(password)
        page.get_by_role("button", name="Log ind").click()
        page.wait_for_url(lambda url: "/konto/login/" not in url)

    return log_in


@pytest.fixture
def page_faults() -> Callable[[str], list[str]]:
    """`page_faults(html)`: inline styles and scripts, double ids, labels without fields, and so on; see `tests/pages.py`."""
    return faults_of


@pytest.fixture
def demo(db: None) -> None:
    """The demo's records, as `manage.py demo` loads them."""
    snapshot.load()
