"""The main way of fact check and approval in a real browser, wide and narrow: nothing that keeps anybody out."""

from typing import Any

import pytest
from playwright.sync_api import expect

from . import checking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHECK, OWN = "/arbejde/aarsrapport/2018/faktatjek/", "/arbejde/virksomheder/brodfabrikken/faktatjek/2018/"
APPROVAL = "/arbejde/aarsrapport/2018/godkendelse/"


@pytest.mark.parametrize("width", [1280, 360])
def test_asked_answered_handled_and_approved(
    page: Any, browser: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, width: int
) -> None:
    place = checking.place()

    def seen(one: Any) -> None:
        assert axe_violations(one) == [], (one.url, width)
        assert sideways(one) == 0, (one.url, width)

    def someone(who: str, script: bool = True) -> Any:
        context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800})
        one = context.new_page()
        login(one, place.users[who].email)
        return one

    boss = someone("coordinator")
    boss.goto(live_server.url + CHECK)
    boss.get_by_role("link", name="Åbn faktatjek").click()
    boss.get_by_label("frist").fill(checking.today(8).isoformat())
    seen(boss)
    boss.get_by_role("button", name="Åbn, og send besked").click()
    seen(boss)
    # Without script and by keyboard.
    own = someone("brod", script=False)
    own.goto(live_server.url + OWN)
    own.get_by_label("Noget skal rettes").check()
    own.get_by_label("Hvad skal rettes?").fill("Vi er ti.")
    own.get_by_role("button", name="Send svaret").focus()
    own.keyboard.press("Enter")
    expect(own.get_by_role("heading", name="I har svaret: Noget skal rettes")).to_be_visible()
    own.context.close()
    own = someone("brod")
    own.goto(live_server.url + OWN)
    seen(own)
    own.context.close()
    boss.goto(live_server.url + CHECK)
    seen(boss)
    boss.get_by_role("link", name="Svar Brodfabrikken").click()
    seen(boss)
    boss.get_by_label("Rettet", exact=True).check()
    boss.get_by_role("button", name="Gem, og send svaret").click()
    boss.goto(f"{live_server.url}{CHECK}virksomhed/tavshuset/")
    seen(boss)
    boss.goto(live_server.url + APPROVAL)
    boss.get_by_role("link", name="Send til godkendelse").click()
    seen(boss)
    boss.get_by_role("button", name="Send til godkendelse").click()
    seen(boss)
    boss.context.close()
    chief = someone("chief")
    chief.goto(live_server.url)
    seen(chief)
    chief.get_by_role("link", name="Læs og godkend").click()
    seen(chief)
    chief.get_by_role("button", name="Godkend", exact=True).click()
    expect(chief.get_by_text("der er ikke ændret noget siden")).to_be_visible()
    seen(chief)
    chief.context.close()
