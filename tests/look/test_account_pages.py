"""Login, passwords and their mails: in Danish, the same for known and unknown."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/konto/login/"
EMAIL, NEW = "anna@slagelse.example", "en helt ny og lang sætning"
ENGLISH = re.compile(
    r"\b(password|sign ?in|sign ?up|email address|your account|please|hello|thank you|log ?out)\b", re.IGNORECASE
)


@pytest.fixture
def anna() -> Any:
    return factories.user(EMAIL, role="coordinator", place=factories.municipality(), name="Anna Holm")


def clean(response: Any, page_faults: Any) -> str:
    """The page's text, Danish and without faults."""
    body = response.content.decode()
    assert page_faults(body) == []
    text = re.sub(r"<[^>]+>", " ", body[body.index("<main") :])
    assert not ENGLISH.search(text), ENGLISH.search(text)
    return text


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("login", "Log ind"),
        ("signup", "Man kan ikke oprette sig selv"),
        ("inactive", "Din bruger er lukket"),
        ("reset_password", "Glemt adgangskode"),
        ("reset_password_done", "Se i din indbakke"),
        ("reset_password_from_key_done", "Din adgangskode er ændret"),
    ],
)
def test_for_everybody(client: Client, page_faults: Any, name: str, heading: str) -> None:
    assert heading in clean(client.get(reverse(f"account_{name}")), page_faults)


def test_a_link_that_is_no_good(client: Client, page_faults: Any) -> None:
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "0", "key": "forkert"})
    assert "Linket kan ikke bruges mere" in clean(client.get(address, follow=True), page_faults)


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("logout", "Vil du logge ud?"),
        ("change_password", "Skift adgangskode"),
        ("reauthenticate", "Er det stadig dig?"),
    ],
)
def test_for_those_logged_in(client: Client, anna: Any, page_faults: Any, name: str, heading: str) -> None:
    client.post(LOGIN, {"login": EMAIL, "password": factories.PASSWORD})
    assert heading in clean(client.get(reverse(f"account_{name}")), page_faults)


def test_login_says_the_same_of_known_and_unknown(client: Client, anna: Any, page_faults: Any) -> None:
    texts = [
        clean(client.post(LOGIN, {"login": email, "password": "forkert"}), page_faults).replace(email, "")
        for email in (EMAIL, "ukendt@slagelse.example")
    ]
    assert texts[0] == texts[1]
    assert "E-mail og adgangskode passer ikke sammen." in texts[0]


def test_login_lasts_until_the_browser_closes(client: Client, anna: Any) -> None:
    response = client.post(LOGIN, {"login": EMAIL, "password": factories.PASSWORD})
    assert response.status_code == 302
    assert response.cookies["sessionid"]["max-age"] == ""
    assert list(client.get("/hjaelp/").context["messages"]) == []


def test_email_is_kept_and_password_is_not(client: Client, anna: Any) -> None:
    body = client.post(LOGIN, {"login": EMAIL, "password": "forkert-kode"}).content.decode()
    assert f'value="{EMAIL}"' in body
    assert "forkert-kode" not in body


def test_a_new_password_by_mail(client: Client, anna: Any, page_faults: Any) -> None:
    sent = client.post(reverse("account_reset_password"), {"email": EMAIL}, follow=True)
    assert "Se i din indbakke" in clean(sent, page_faults)
    (letter,) = mail.outbox
    assert letter.subject == "Socialportal: Vælg en ny adgangskode"
    assert letter.body.startswith("Hej")
    assert not ENGLISH.search(letter.body)
    link = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert link
    page = client.get(link.group(1), follow=True)
    assert "Vælg en ny adgangskode" in clean(page, page_faults)
    address = page.redirect_chain[-1][0]
    wrong = client.post(address, {"password1": "kort", "password2": "kort"})
    assert "mindst 12 tegn" in clean(wrong, page_faults)
    done = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "Din adgangskode er ændret" in clean(done, page_faults)
    assert client.login(username=EMAIL, email=EMAIL, password=NEW)


def test_an_unknown_address_gets_the_same_page_and_an_honest_mail(client: Client, anna: Any, page_faults: Any) -> None:
    pages = [
        clean(client.post(reverse("account_reset_password"), {"email": email}, follow=True), page_faults)
        for email in (EMAIL, "ukendt@slagelse.example")
    ]
    assert pages[0] == pages[1]
    assert len(mail.outbox) == 2
    assert not ENGLISH.search(mail.outbox[1].subject + mail.outbox[1].body)


def test_nobody_signs_up_by_themselves(client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "ny@x.example", "password1": NEW, "password2": NEW})
    assert not type(factories.user()).objects.filter(email="ny@x.example").exists()
