"""The look in a real browser: no accessibility violation, no sideways scroll, keyboard, forced colours, large text, no script."""

from typing import Any

import pytest
from playwright.sync_api import expect

from socialportal.home import context
from tests import factories
from tests.conftest import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EMAIL = "anna@slagelse.example"
ADDRESSES = [
    "/komponenter/",
    "/komponenter/?side=liste&page=2",
    "/komponenter/?side=tom",
    "/komponenter/?side=ingen-fundet",
    "/komponenter/?side=fejl",
    "/komponenter/?side=linjer",
    "/komponenter/?side=slet",
    "/komponenter/?side=samtidig",
    "/komponenter/?side=slettet",
    "/konto/login/",
    "/tilgaengelighed/",
    "/privatliv/",
    "/hjaelp/",
    "/findes-ikke/",
]
# The text spacing of WCAG 1.4.12, as a reader's own style sheet.
SPACED = "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}"


@pytest.fixture
def anna(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A coordinator with a menu of three."""
    names = ["components", "home:help", "home:privacy"]
    monkeypatch.setattr(context, "MENU", [(f"Punkt {name}", name, ("coordinator",)) for name in names])
    return factories.user(EMAIL, role="coordinator", place=factories.municipality(), name="Anna Holm")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_violation_and_no_sideways_scroll(
    page: Any, live_server: Any, axe_violations: Any, sideways: Any, width: int
) -> None:
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        assert axe_violations(page) == [], (address, width)
        assert sideways(page) == 0, (address, width)
    assert refused == []


def test_a_table_stays_a_table_when_its_rows_stack(page: Any, live_server: Any) -> None:
    """Without a role on any part of it: what reads aloud still hears rows, their headings and cells."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}/komponenter/?side=liste")
    row = page.locator("main table tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).display") == "block"
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = [node["role"]["value"] for node in nodes if not node["ignored"]]
    assert heard.count("table") == 1
    assert heard.count("rowheader") == 25
    assert heard.count("cell") == 100


@pytest.mark.parametrize("width", WIDTHS)
def test_wrong_password(page: Any, live_server: Any, anna: Any, axe_violations: Any, sideways: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Adgangskode").fill("forkert")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert page.title().startswith("Fejl: Log ind")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    assert page.get_by_label("E-mail").input_value() == EMAIL
    assert axe_violations(page) == []
    assert sideways(page) == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_logged_in_with_menu_and_colour(
    page: Any, live_server: Any, anna: Any, login: Any, axe_violations: Any, sideways: Any, width: int
) -> None:
    factories.municipality(accent="#4a1942")
    page.set_viewport_size({"width": width, "height": 800})
    login(page, EMAIL)
    page.goto(f"{live_server.url}/komponenter/")
    colour = page.evaluate("getComputedStyle(document.querySelector('.button-primary')).backgroundColor")
    assert colour == "rgb(74, 25, 66)"
    if page.locator("details.menu-small summary").is_visible():
        page.locator("details.menu-small summary").click()
        assert page.locator("details .who-role").is_visible()
    assert page.get_by_role("navigation", name="Hovedmenu").count() == 1
    assert axe_violations(page) == []
    assert sideways(page) == 0
    page.get_by_role("button", name="Log ud").click()
    page.locator(".top .log-in").wait_for()


def test_errors_are_reached_with_the_keyboard(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/komponenter/?side=fejl")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name || location.hash") in {"cvr", "#id_cvr"}
    assert page.locator("#id_cvr").input_value() == "1234567"
    assert page.locator("#id_places").input_value() == "mange"
    assert page.locator("#id_started").input_value() == "31.2.2018"


def test_focus_is_always_seen(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/komponenter/?side=formular")
    for _ in range(30):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => {
                const one = document.activeElement, drawn = getComputedStyle(one);
                const box = one.nextElementSibling && getComputedStyle(one.nextElementSibling, '::before');
                const shown = style => style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
                return one === document.body || shown(drawn) || shown(box) ? '' : one.outerHTML.slice(0, 120);
            }"""
        )
        assert seen == ""


def test_skip_link_is_shown_and_works(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/hjaelp/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Gå til indhold")
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"


def test_targets_are_large_enough(page: Any, live_server: Any) -> None:
    """WCAG 2.5.8: 24 by 24 px, but for links within a sentence or a list of words."""
    page.set_viewport_size({"width": 390, "height": 800})
    for address in ADDRESSES:
        page.goto(live_server.url + address)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
                .filter(one => !one.closest('p, li:not(.acts li):not(.menu li):not(.foot li), th, td, dd') && one.offsetParent)
                .filter(one => { const box = one.getBoundingClientRect(); return box.width < 24 || box.height < 24 })
                .map(one => one.outerHTML.slice(0, 120))"""
        )
        assert small == [], address


@pytest.mark.parametrize(
    "address", ["/komponenter/", "/komponenter/?side=liste", "/komponenter/?side=fejl", "/hjaelp/"]
)
def test_large_text_and_wide_spacing_lose_nothing(page: Any, live_server: Any, sideways: Any, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(live_server.url + address)
    page.evaluate("document.documentElement.style.fontSize = '125%'")  # dkfds sets 62.5 %: this is twice as large
    assert sideways(page) == 0
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 256})
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s] }", SPACED
    )
    assert sideways(page) == 0
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('main *:not(.sr-only)')]
            .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1)
            .filter(one => !['SELECT', 'INPUT', 'TEXTAREA'].includes(one.tagName))
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert clipped == []


def test_forced_colours_keep_what_is_chosen(browser: Any, live_server: Any) -> None:
    reader = browser.new_context(forced_colors="active", color_scheme="dark", reduced_motion="reduce", locale="da-DK")
    page = reader.new_page()
    page.goto(f"{live_server.url}/komponenter/?side=fejl")
    box = page.locator("input[name=groups][value=fleks]")
    assert box.is_checked()
    assert box.evaluate("node => [getComputedStyle(node).opacity, getComputedStyle(node).appearance]") == ["1", "auto"]
    page.goto(f"{live_server.url}/komponenter/")
    borders = "nodes => nodes.map(node => parseFloat(getComputedStyle(node).borderTopWidth))"
    assert min(page.locator("main :is(.badge, .alert, .button)").evaluate_all(borders)) >= 1
    reader.close()


def test_without_script_everything_is_there(browser: Any, live_server: Any, anna: Any) -> None:
    reader = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = reader.new_page()
    page.goto(f"{live_server.url}/konto/login/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Adgangskode").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    page.goto(f"{live_server.url}/komponenter/")
    page.locator("details.menu-small summary").click()
    assert page.locator("details.menu-small nav a").first.is_visible()
    page.get_by_role("button", name="Log ud").click()
    assert page.locator(".top .log-in").is_visible()
    reader.close()


def test_paper_has_the_content_and_no_buttons(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/komponenter/?side=liste")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", name="Virksomheder", exact=True).is_visible()
    assert page.locator("table").is_visible()
    for part in (".filter", ".acts", ".pages", ".log-in"):
        assert not page.locator(part).first.is_visible(), part
