"""Puljemails, applications and tasks to be bought in a real browser: accessible at every width, and from task to interest on a
phone.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from enterprises.models import FundCall, FundMailing, Grant, GrantApplication, Task, TaskInterest
from socialportal.accounts import roles
from tests import factories
from tests.conftest import WIDTHS

from .conftest import Place, make_place

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAST, LATER = dt.date(2020, 1, 2), dt.date(2099, 1, 2)
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def place(db: None) -> Place:
    """A mailing sent and one to be sent, an application that waits and one granted, a task open and one settled."""
    of = make_place("0330", "Sumak", "sumak")
    for sent_on in (PAST, None):
        mailing = FundMailing.objects.create(
            municipality=of.municipality, title="Puljer nu", text="Ring.", sent_on=sent_on
        )
        FundCall.objects.create(
            mailing=mailing,
            name="Egnsfonden",
            gives_to="nye job",
            deadline=LATER,
            website="https://fond.example/meget/lang/adresse",
        )
    facts = {"presence": of.presence, "fund": "Egnsfonden", "purpose": "Ovn", "amount": 50000, "applied_on": PAST}
    GrantApplication.objects.create(**facts)
    grant = Grant.objects.create(presence=of.presence, year=2020, amount=50000, purpose="Ovn")
    GrantApplication.objects.create(**facts, result="granted", answered_on=PAST, grant=grant)
    known = {
        "municipality": of.municipality,
        "buyer_name": "Park og Vej",
        "what": "Maling af et hegn",
        "deadline": LATER,
    }
    task = Task.objects.create(**known, title="Hegn", published_on=PAST, told=1)
    other = of.another("En anden")
    TaskInterest.objects.create(task=task, presence=other.presences.get(), text="Vi kan.")
    Task.objects.create(
        **known,
        title="Låge",
        published_on=PAST,
        outcome="bought",
        outcome_on=PAST,
        bought_from=of.presence,
        amount=3200,
    )
    Task.objects.create(**known, title="Port")
    return of


def at(name: str, *args: Any) -> str:
    return reverse(f"enterprises:{name}", args=args)


def test_every_page_at_every_width(
    place: Place, page: Any, live_server: Any, login: Callable[..., None], axe_violations: Any, sideways: Any
) -> None:
    sent, draft = FundMailing.objects.order_by("pk")
    waiting, granted = GrantApplication.objects.order_by("pk")
    task, settled, unpublished = Task.objects.order_by("pk")
    shared = [
        *(at(name) for name in ("fund-mailings", "applications", "application-add", "tasks", "task-add")),
        *(one.get_absolute_url() for one in (sent, waiting, granted, task, settled)),
        at("application-answer", waiting.pk),
    ]
    staff = [
        *(at(name) for name in ("fund-mailing-add", "fund-mailing-note", "task-years", "grants")),
        *(at(f"fund-mailing-{verb}", draft.pk) for verb in ("edit", "send", "remove")),
        *(at(f"application-{verb}", waiting.pk) for verb in ("grant", "edit", "remove")),
        *(at(f"task-{verb}", unpublished.pk) for verb in ("publish", "edit", "remove")),
        *(at(f"task-{verb}", task.pk) for verb in ("settle", "take-down")),
        unpublished.get_absolute_url(),
    ]
    found = []
    for who, pages in (
        (roles.COORDINATOR, [*shared, *staff]),
        (roles.ENTERPRISE_USER, [*shared, at("task-interest", task.pk)]),
    ):
        page.context.clear_cookies()
        login(page, place.users[who].email)
        for url in pages:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.goto(live_server.url + url).status == 200, url
                if width != WIDTHS[1]:
                    found += [f"{who} {url} {width}: {violation}" for violation in axe_violations(page)]
                if sideways(page):
                    found.append(f"{who} {url} {width}: {sideways(page)} px to the side")
    assert found == []


def test_an_enterprise_shows_interest_on_a_phone_by_keyboard(
    place: Place, page: Any, live_server: Any, login: Callable[..., None]
) -> None:
    page.set_viewport_size(PHONE)
    login(page, place.users[roles.ENTERPRISE_USER].email)
    page.goto(live_server.url + at("tasks"))
    page.get_by_role("link", name="Hegn").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Meld interesse").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Besked til køber").fill("Vi maler gerne.")
    page.get_by_role("button", name="Meld interesse").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Sumak har meldt interesse").wait_for()
    assert page.get_by_text("En anden").count() == 0
    page.get_by_role("link", name="Træk interessen tilbage").click()
    page.get_by_role("button", name="Træk interessen tilbage").click()
    page.get_by_role("link", name="Meld interesse").wait_for()


def test_a_mailing_is_looked_through_and_sent(
    place: Place, page: Any, live_server: Any, login: Callable[..., None]
) -> None:
    factories.user("en@anden.example", roles.ENTERPRISE_USER, serves=place.another("Endnu en"))
    login(page, place.users[roles.COORDINATOR].email)
    page.goto(live_server.url + at("fund-mailing", FundMailing.objects.get(sent_on=None).pk))
    page.get_by_text("Kladde: sådan kommer mailen til at se ud").wait_for()
    page.get_by_role("link", name="Send puljemailen").click()
    page.get_by_text("Den sendes til 2 brugere").wait_for()
    page.get_by_role("button", name="Send puljemailen").click()
    page.get_by_text("Puljemailen er sendt til 2 modtagere.").wait_for()
    assert page.get_by_role("link", name="Ret").count() == 0
