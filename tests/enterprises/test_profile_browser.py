"""The own page, its forms, its people and the approval in a real browser: accessible, and no sideways scroll."""

from collections.abc import Callable
from typing import Any

import pytest

from enterprises.models import Award, ContactPerson, Picture, Product
from enterprises.services import profile_parts as parts
from enterprises.services.publication import publish
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from tests.conftest import WIDTHS

from .conftest import Place
from .pictures import jpeg, upload
from .test_profile_pages import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMS = ("profile-texts", "profile-words", "product-add", "picture-add", "contact-add", "award-add", "own-trash")


@pytest.fixture
def waiting(slagelse: Place) -> Place:
    """A full page, changed since the municipality last saw it."""
    of = slagelse.enterprise
    slagelse.municipality.approves_profiles = True
    slagelse.municipality.save()
    publish(SYSTEM, of)
    user = slagelse.access(roles.ENTERPRISE_USER)
    picture = parts.add_picture(user, Picture(enterprise=of, alt_text="En kop kaffe"), upload=upload(jpeg((400, 300))))
    parts.add_part(user, Product(enterprise=of, name="Kaffe", text="Ristet her.", picture=picture))
    parts.add_part(user, Award(enterprise=of, name="Årets ildsjæl", year=2017))
    parts.add_part(user, ContactPerson(enterprise=of, name="Rana Rashid", phone="12 34 56 78"))
    return slagelse


def test_every_page_at_every_width(
    waiting: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    picture = Picture.objects.get()
    own = [at(name) for name in ("own", "people", "person-invite", *FORMS)]
    own += [at("picture-edit", picture.pk), at("picture-remove", picture.pk)]
    staff = [at("own"), at("approval"), "/arbejde/sider-til-godkendelse/"]
    found = []
    for who, addresses in ((roles.ENTERPRISE_USER, own), (roles.COORDINATOR, staff)):
        page.context.clear_cookies()
        login(page, waiting.users[who].email)
        for address in addresses:
            page.goto(f"{live_server.url}{address}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                if sideways(page):
                    found.append(f"{address} at {width}: sideways")
            found += [f"{address}: {violation}" for violation in axe_violations(page)]
    assert found == []


def test_a_picture_is_seen_where_it_was_put(
    waiting: Place, page: Any, live_server: Any, login: Callable[..., None]
) -> None:
    login(page, waiting.users[roles.ENTERPRISE_USER].email)
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{live_server.url}{at('picture-add')}")
    page.set_input_files("[name=upload]", {"name": "ny.jpg", "mimeType": "image/jpeg", "buffer": jpeg((300, 200))})
    page.fill("[name=alt_text]", "Et nyt billede")
    page.click("main form.form button[type=submit]")
    shown = page.locator("img[alt='Et nyt billede']")
    shown.scroll_into_view_if_needed()
    shown.wait_for()
    page.wait_for_function("document.querySelector(\"img[alt='Et nyt billede']\").naturalWidth === 300")
