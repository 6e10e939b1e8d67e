"""Logging in, changing and forgetting a password: the same answer to everybody, whoever is known."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from socialportal.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "anna@slagelse.example", "ukendt@slagelse.example"
NEW, WRONG = "syv heste og en vogn", "forkert"
LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}


@pytest.fixture
def anna() -> User:
    return factories.user(KNOWN, name="Anna Holm")


def log_in(client: Client, email: str, password: str = WRONG) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password})


def body(response: Any) -> str:
    """What was sent, without what differs from one answer to the next in any case, and without what was typed."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"', "", response.content.decode())
    return text.replace(KNOWN, "").replace(UNKNOWN, "")


def test_logs_in_by_e_mail_whatever_its_case(anna: User, client: Client) -> None:
    assert log_in(client, KNOWN.upper(), factories.PASSWORD).url == reverse("home:front")
    assert client.session["_auth_user_id"] == str(anna.pk)


def test_leads_back_to_where_one_was_going(anna: User, client: Client) -> None:
    asked = client.get(reverse("accounts:users"))
    response = client.post(asked.url, {"login": KNOWN, "password": factories.PASSWORD})
    assert response.url == reverse("accounts:users")


def test_never_leads_to_another_site(anna: User, client: Client) -> None:
    url = f"{reverse('account_login')}?next=https://evil.example/"
    assert client.post(url, {"login": KNOWN, "password": factories.PASSWORD}).url == reverse("home:front")


def test_a_bad_login_says_the_same_to_known_and_unknown(anna: User) -> None:
    known, unknown = log_in(Client(), KNOWN), log_in(Client(), UNKNOWN)
    assert known.status_code == unknown.status_code == 200
    assert body(known) == body(unknown)
    assert "Fejl: " in body(known)


def test_a_password_is_checked_for_unknown_people_too(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is what takes the time, so it is done once for each."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    done: list[str] = []
    before = MD5PasswordHasher.encode

    def count(self: Any, password: str, salt: str) -> str:
        done.append(password)
        return before(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    log_in(Client(), KNOWN)
    for_known = len(done)
    log_in(Client(), UNKNOWN)
    assert for_known == len(done) - for_known == 1


def test_who_is_not_active_stays_outside(anna: User, client: Client) -> None:
    User.objects.update(is_active=False)
    assert log_in(client, KNOWN, factories.PASSWORD).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up(client: Client) -> None:
    url = reverse("account_signup")
    assert "Man kan ikke oprette sig selv" in client.get(url).content.decode()
    client.post(url, {"email": "x@y.example", "password1": NEW, "password2": NEW})
    assert not User.objects.filter(email="x@y.example").exists()


class TestForgotten:
    def ask(self, email: str) -> Any:
        return Client().post(reverse("account_reset_password"), {"email": email}, follow=True)

    def test_the_answer_is_the_same_to_known_and_unknown(self, anna: User) -> None:
        known, unknown = self.ask(KNOWN), self.ask(UNKNOWN)
        assert known.redirect_chain == unknown.redirect_chain
        assert body(known) == body(unknown)

    def test_the_mail_is_danish_and_plain(self, anna: User) -> None:
        self.ask(KNOWN)
        (message,) = mail.outbox
        assert message.subject == "Socialportal: Vælg en ny adgangskode"
        assert message.body.startswith("Hej Anna Holm\n")
        assert message.to == [KNOWN]
        assert "&" not in message.body

    def test_unknown_people_are_told_by_mail_only(self, anna: User) -> None:
        self.ask(UNKNOWN)
        (message,) = mail.outbox
        assert message.to == [UNKNOWN]
        assert "Vi har ingen bruger med den" in message.body

    def link(self) -> str:
        found = re.search(r"https?://[^/]+(/konto/adgangskode/ny/\S+)", mail.outbox[-1].body)
        assert found
        return found[1]

    def test_the_whole_way(self, anna: User, client: Client) -> None:
        self.ask(KNOWN)
        page = client.get(self.link(), follow=True)
        assert "Vælg en ny adgangskode" in page.content.decode()
        form_url = page.redirect_chain[-1][0]
        assert self.link().rsplit("-", 1)[-1] not in form_url  # the key stays out of the address that is sent on
        too_short = client.post(form_url, {"password1": "kort", "password2": "kort"})
        assert "mindst 12 tegn" in too_short.content.decode()
        done = client.post(form_url, {"password1": NEW, "password2": NEW}, follow=True)
        assert done.status_code == 200
        anna.refresh_from_db()
        assert anna.check_password(NEW)
        assert "Linket kan ikke bruges mere" in Client().get(self.link(), follow=True).content.decode()
        assert log_in(Client(), KNOWN, NEW).url == reverse("home:front")

    def test_opening_the_link_writes_nothing_but_the_session(self, anna: User, client: Client) -> None:
        from tests.access.test_access import only_reading

        self.ask(KNOWN)
        with only_reading():
            client.get(self.link(), follow=True)

    def test_a_mail_server_that_is_away_is_the_same_to_known_and_unknown(
        self, anna: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def refuse(self: Any, fail_silently: bool = False) -> int:
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        known, unknown = self.ask(KNOWN), self.ask(UNKNOWN)
        assert known.status_code == unknown.status_code == 200
        assert body(known) == body(unknown)
        assert KNOWN not in caplog.text


def test_changing_the_password_keeps_one_logged_in(anna: User, client: Client) -> None:
    client.force_login(anna)
    url = reverse("account_change_password")
    wrong = client.post(url, {"oldpassword": "forkert", "password1": NEW, "password2": NEW})
    assert wrong.status_code == 200
    client.post(url, {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get(reverse("accounts:me")).status_code == 200
    anna.refresh_from_db()
    assert anna.check_password(NEW)


class TestLimits:
    @pytest.fixture(autouse=True)
    def with_limits(self, settings: Any) -> Any:
        settings.ACCOUNT_RATE_LIMITS = LIMITS
        cache.clear()
        yield
        cache.clear()

    @pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
    def test_guessing_at_one_address_is_stopped(self, anna: User, email: str) -> None:
        statuses = [log_in(Client(), email).status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2

    def test_guessing_at_many_addresses_is_stopped(self, anna: User) -> None:
        statuses = [log_in(Client(), f"{n}@slagelse.example").status_code for n in range(22)]
        assert statuses == [200] * 20 + [429] * 2

    def test_the_page_says_what_to_do(self, anna: User) -> None:
        for _ in range(6):
            response = log_in(Client(), KNOWN)
        assert "Vent et minut" in response.content.decode()
        assert response["Retry-After"] == "60"

    def test_asking_for_mails_is_stopped(self, anna: User) -> None:
        url = reverse("account_reset_password")
        statuses = [Client().post(url, {"email": KNOWN}).status_code for _ in range(6)]
        assert statuses == [302] * 5 + [429]
        assert len(mail.outbox) == 5

    def test_good_logins_are_not_counted_against_anybody(self, anna: User) -> None:
        assert {log_in(Client(), KNOWN, factories.PASSWORD).status_code for _ in range(15)} == {302}
