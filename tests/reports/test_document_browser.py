"""The web edition in a real browser, on the demo's whole report: accessible at every width, nothing stopped by the policy."""

from typing import Any

import pytest

from .. import snapshot
from ..conftest import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL, PASSWORD = "koordinator@slagelse.example", "socialoekonomi-2018"
PAGE = "/arbejde/aarsrapport/2018/udgave/"


@pytest.mark.parametrize("edition", ["intern", "offentlig"])
def test_the_report_is_accessible_at_every_width(
    page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, edition: str
) -> None:
    snapshot.load()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security Policy" in message.text else None)
    login(page, EMAIL, PASSWORD)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
        page.goto(f"{live_server.url}{PAGE}?edition={edition}")
        assert axe_violations(page) == [], width
        assert sideways(page) == 0, width
        assert page.locator(".chart").count() > 10
    assert said == []


def test_the_way_from_a_figure_to_its_records(page: Any, live_server: Any, login: Any) -> None:
    """Number, definition, list; by keyboard."""
    snapshot.load()
    login(page, EMAIL, PASSWORD)
    page.goto(f"{live_server.url}{PAGE}?edition=intern")
    figure = page.locator("#aaret-kort a.fig", has_text="35").first
    figure.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#tal-placements-via-municipality"))
    definition = page.locator("#tal-placements-via-municipality")
    assert definition.is_visible()
    definition.get_by_role("link", name="Se jobbene").press("Enter")
    page.wait_for_url(lambda url: "/job/" in url)
    assert "35" in page.locator("h2.count").inner_text()


def test_the_skip_link_comes_first(page: Any, live_server: Any, login: Any) -> None:
    snapshot.load()
    login(page, EMAIL, PASSWORD)
    page.goto(live_server.url + PAGE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Gå til indledningen"
    assert page.locator("a.skip").bounding_box()["x"] >= 0
