"""The main way through the evidence in a real browser: a figure opened to its records, a finding accepted."""

from typing import Any

import pytest

from reports.models import AcceptedFinding, HistoricFigure
from reports.services.historic import add_historic
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from tests import factories

from . import drafts, records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EMAIL = "anna@slagelse.example"
YEAR = "/arbejde/aarsrapport/2018/"


@pytest.mark.parametrize("width", [1280, 360])
def test_from_a_figure_to_its_records_and_a_finding_accepted(
    page: Any, live_server: Any, login: Any, axe_violations: Any, sideways: Any, width: int
) -> None:
    place = factories.municipality("0330")
    place.figures_from = 2017
    place.save()
    factories.user(EMAIL, roles.COORDINATOR, place, name="Anna Holm")
    where = records.presence(place)
    drafts.whole(place)
    records.placement(where)
    add_historic(
        SYSTEM,
        HistoricFigure(
            municipality=place,
            indicator="placements_via_municipality",
            year=2016,
            value=9,
            source="Årsrapport 2016",
            known_errors="Uden elever.",
        ),
    )
    page.set_viewport_size({"width": width, "height": 900})
    login(page, EMAIL)

    def sound() -> None:
        assert axe_violations(page) == []
        assert sideways(page) == 0

    page.goto(f"{live_server.url}{YEAR}tal/")
    sound()
    page.locator("th[scope=row] a", has_text="Job gennem").first.press("Enter")
    page.wait_for_url("**/tal/placements_via_municipality/")
    sound()
    assert page.locator("svg.chart").count() == 1
    assert page.locator("#bag + p").inner_text().startswith("Der er 1")
    page.goto(f"{live_server.url}/arbejde/aarsrapport/historiske-tal/")
    sound()
    page.goto(f"{live_server.url}{YEAR}opmaerksomhedspunkter/")
    sound()
    page.locator("a", has_text="Acceptér med en begrundelse").first.press("Enter")
    page.wait_for_url("**/accepter/")
    page.fill("[name=reason]", "Punktet er udgået af strategien.")
    sound()
    page.get_by_role("button", name="Acceptér med denne begrundelse").press("Enter")
    page.wait_for_url("**/opmaerksomhedspunkter/")
    sound()
    assert AcceptedFinding.objects.count() == 1
