"""The pages of accounts in a real browser: without barriers, narrow, and by keyboard alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from agreements.models import OutcomeType
from socialportal.accounts import roles
from socialportal.accounts.models import Invitation, Municipality, UnitName
from socialportal.accounts.services.invitations import digest_of
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place() -> Municipality:
    made = factories.municipality()
    team = factories.team("Fleksjobteamet", made)
    factories.user(
        "bo@slagelse.example", roles.CONSULTANT, made, name="Bo Lind", title="Fleksjobkonsulent", teams=[team]
    )
    UnitName.objects.create(municipality=made, unit="jobcentre", name="Jobcenter Slagelse")
    Invitation.objects.create(
        email="ny@slagelse.example",
        name="Inge Ny",
        role=roles.POLITICIAN,
        municipality=made,
        token_digest=digest_of("hemmelig"),
    )
    factories.user("anna@slagelse.example", roles.ADMINISTRATOR, made, name="Anna Holm")
    factories.user("drift@socialportal.example", roles.SYSTEM_ADMINISTRATOR, name="Dorte Drift")
    return made


PAGES = {
    "": ["invitation/hemmelig/", "invitation/forkert/", "login/", "adgangskode/glemt/"],
    "anna@slagelse.example": [
        "",
        "brugere/",
        "brugere/inviter/",
        "brugere/rolle/{role}/afslut/",
        "kommune/",
        "kommune/ret/",
        "kommune/logo/",
        "kommune/enhed/ny/",
        "teams/",
        "teams/nyt/",
        "adgangskode/",
    ],
    "drift@socialportal.example": [
        "brugere/",
        "brugere/inviter/",
        "ordlister/",
        "ordlister/status-efter-forloeb/",
        "ordlister/status-efter-forloeb/nyt/",
        "ordlister/status-efter-forloeb/{word}/",
        "ordlister/status-efter-forloeb/{word}/ret/",
    ],
}


@pytest.mark.parametrize("email", PAGES, ids=lambda email: email.split("@")[0] or "anonym")
def test_no_barriers_and_nothing_sideways(
    email: str,
    place: Municipality,
    live_server: Any,
    page: Any,
    login: Callable[..., None],
    axe_violations: Callable[[Any], list[str]],
    sideways: Callable[[Any], int],
) -> None:
    if email:
        login(page, email)
    known = {"role": place.memberships.first().pk, "word": OutcomeType.objects.first().pk}
    for path in PAGES[email]:
        url = f"{live_server.url}/konto/{path.format(**known)}"
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(url)
            assert sideways(page) == 0, f"{path} at {width}"
        assert axe_violations(page) == [], path


def test_errors_are_first_and_linked(
    place: Municipality, live_server: Any, page: Any, login: Callable[..., None], axe_violations: Callable
) -> None:
    login(page, "anna@slagelse.example")
    page.goto(f"{live_server.url}/konto/brugere/inviter/")
    page.get_by_role("button", name="Send invitationen").click()
    assert page.title().startswith("Fejl: ")
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    page.get_by_role("link", name=re.compile("^E-mail")).click()
    assert page.evaluate("document.activeElement.name") == "email"
    assert page.get_by_label("E-mail").get_attribute("aria-invalid") == "true"
    assert axe_violations(page) == []


def test_an_administrator_invites_by_keyboard_and_the_invited_comes_in(
    place: Municipality, live_server: Any, page: Any, login: Callable[..., None]
) -> None:
    login(page, "anna@slagelse.example")
    page.goto(f"{live_server.url}/konto/brugere/")
    press_to(page, "Inviter en bruger")
    page.keyboard.press("Enter")
    page.wait_for_url("**/inviter/")
    press_to(page, "name")
    page.keyboard.type("Søren Æbelø")
    page.keyboard.press("Tab")
    page.keyboard.type("soeren@slagelse.example")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # from nothing to the first role, or from the first to the second
    press_to(page, "Send invitationen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/brugere/")
    assert "Invitationen er sendt til soeren@slagelse.example" in page.inner_text(".messages")

    link = re.search(r"http\S+/konto/invitation/\S+", mail.outbox[-1].body)
    assert link
    page.context.clear_cookies()
    page.goto(link[0])
    page.get_by_label("Vælg en adgangskode").fill("en hest og syv vogne")
    page.get_by_label("Skriv adgangskoden igen").fill("en hest og syv vogne")
    page.get_by_role("button", name="Kom i gang").click()
    page.wait_for_url(f"{live_server.url}/**")
    assert "Velkommen, Søren Æbelø" in page.inner_text(".messages")


def press_to(page: Any, wanted: str) -> None:
    """Tabs until the focus stands on what has these words or this name, and sees to it that the focus is seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate("(e => [e.innerText || '', e.name || ''])(document.activeElement)")
        if wanted in found or found[0].strip() == wanted:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"the keyboard does not come to {wanted}")
