"""The public directory, an enterprise's page, the open data and what was created, in a real browser at three widths."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from agreements.models import Placement
from enterprises.models import Award, ContactPerson, Picture, Product, ProductCategory
from socialportal.accounts import roles
from tests import factories
from tests.agreements import world
from tests.conftest import WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = (*WIDTHS, 360)


def picture(of: Any, alt: str) -> Picture:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "#3a7d44").save(out, "PNG")
    return Picture.objects.create(
        enterprise=of, file=ContentFile(out.getvalue(), name="haven.png"), alt_text=alt, credit="Anna Holm"
    )


@pytest.fixture
def shown(db: None) -> world.Place:
    """VeteranHaven with pictures, products, an award and somebody to call, and its jobs."""
    of = world.place("0330", "VeteranHaven")
    one = of.enterprise
    one.slug, one.summary, one.social_purpose = (
        "veteranhaven",
        "Have og fællesskab.",
        "Et sted at høre til.\n\nFor alle.",
    )
    one.website, one.email, one.phone, one.locality = "https://a.example", "a@a.example", "58 00 00 00", "Slotsbjergby"
    one.save()
    picture(one, "To mænd planter et træ")
    picture(one, "Et drivhus")
    sold = Product.objects.create(
        enterprise=one,
        name="havearbejde",
        text="Vi klipper hæk.",
        price_text="Fra 300 kr. i timen",
        how_to_order="Ring",
        picture=picture(one, "En hæk"),
    )
    sold.categories.set(ProductCategory.objects.filter(code="green"))
    Product.objects.create(enterprise=one, name="krydderurter")
    Award.objects.create(enterprise=one, name="Årets have", year=2017)
    ContactPerson.objects.create(enterprise=one, name="Ib", title="Leder", phone="58 00 00 01", public=True)
    factories.publication(one)
    for code, number in (("fleksjob", 4), ("full_time", 3)):
        for _ in range(number):
            Placement.objects.create(presence=of.presence, type=world.job_type(code), started_on=dt.date(2018, 5, 1))
    return of


def test_every_page_at_every_width(
    shown: world.Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    found = []

    def look(*addresses: str) -> None:
        for address in addresses:
            for width in SIZES:
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(live_server.url + address)
                found.extend(f"{address} {width}: {violation}" for violation in axe_violations(page))
                if sideways(page):
                    found.append(f"{address} {width}: {sideways(page)} px to the side")

    look("/virksomheder/", "/virksomheder/?vare=green", "/virksomheder/veteranhaven/", "/aabne-data/")
    factories.user("bruger@veteranhaven.example", roles.ENTERPRISE_USER, serves=shown.enterprise)
    login(page, "bruger@veteranhaven.example")
    look("/arbejde/det-har-vi-skabt/veteranhaven/")
    assert found == []


def test_pictures_are_seen_and_further_choices_open_by_keyboard(
    shown: world.Place, page: Any, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/virksomheder/veteranhaven/")
    page.wait_for_load_state("networkidle")
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        page.wait_for_function("image => image.complete", arg=image.element_handle())
        assert image.evaluate("image => image.naturalWidth") > 0
    assert page.get_by_alt_text("To mænd planter et træ").is_visible()
    page.goto(f"{live_server.url}/virksomheder/")
    assert not page.get_by_label("Har ledige pladser").is_visible()
    page.get_by_text("Flere valg").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Det kan købes").select_option(label="Pleje af grønne områder")
    page.get_by_role("button", name="Søg").click()
    assert page.get_by_role("link", name="VeteranHaven").is_visible()
    assert page.get_by_label("Har ledige pladser").is_visible()
    assert "vare=green" in page.url
