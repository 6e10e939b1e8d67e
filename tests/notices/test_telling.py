"""Told once, in the same transaction, without a person, by mail when it is wanted; and the mail is sent once."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from socialportal.accounts.models import User
from socialportal.notices import kinds, tasks
from socialportal.notices.models import Notice, Preference
from socialportal.notices.services import tell, withdraw
from socialportal.notices.services.telling import choose, impersonal
from tests import factories

pytestmark = pytest.mark.django_db
QUEUED = override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})


@pytest.fixture
def anna() -> User:
    return factories.user("anna@slagelse.example", name="Anna Holm")


def told(**fields: Any) -> None:
    tell(**{"kind": "andet", "subject": "Nyt", "text": "Der er nyt.", "key": "k1", **fields})


def test_the_same_thing_is_told_once(anna: User) -> None:
    told(user=anna, urgent=True)
    told(user=anna, urgent=True, text="Igen")
    assert Notice.objects.get().text == "Der er nyt."
    assert len(mail.outbox) == 1


def test_a_notice_has_one_receiver(anna: User) -> None:
    for fields in ({}, {"user": anna, "email": "a@b.example"}):
        with pytest.raises(ValueError, match="one receiver"):
            told(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(kind="andet", subject="Nyt", text="", key="k2")


def test_what_can_wait_is_not_mailed_at_once(anna: User) -> None:
    told(user=anna)
    assert mail.outbox == []
    assert Notice.objects.visible_to(factories.access_for(anna)).unread().count() == 1


def test_without_login_everything_comes_by_mail() -> None:
    told(email="kontakt@slagelse.example")
    (sent,) = mail.outbox
    assert sent.to == ["kontakt@slagelse.example"]
    assert "beskeder/valg" not in sent.body


def test_what_is_turned_off_is_not_mailed_but_stands_there(anna: User) -> None:
    choose(anna, {kind for kind, _ in kinds.choices()} - {"andet"})
    told(user=anna, urgent=True)
    assert mail.outbox == []
    assert Notice.objects.filter(user=anna).exists()
    choose(anna, {kind for kind, _ in kinds.choices()})
    assert not Preference.objects.exists()
    told(user=anna, urgent=True, key="k2")
    assert len(mail.outbox) == 1


def test_an_unknown_kind_is_among_the_others(anna: User) -> None:
    told(user=anna, kind="aldrig-set")
    assert Notice.objects.get().kind == kinds.OTHER


def test_the_mail_leads_back_and_names_nobody(anna: User) -> None:
    told(
        user=anna,
        urgent=True,
        subject="Deltager S-0042 beder om et møde",
        text="Mentoren for S-0042 (010190-1234) skrev.",
        url="/arbejde/forloeb/7/",
    )
    (sent,) = mail.outbox
    everything = sent.subject + sent.body + sent.alternatives[0][0]
    assert "S-0042" not in everything
    assert "0101" not in everything
    assert "https://portal.example/arbejde/forloeb/7/" in sent.body
    assert "https://portal.example/konto/beskeder/valg/" in sent.body
    assert "<html lang" in sent.alternatives[0][0]


@pytest.mark.parametrize(
    ("text", "left"), [("Deltager S-0042 hos Sumak", "Deltager hos Sumak"), ("Den 3. april 2018", "Den 3. april 2018")]
)
def test_impersonal(text: str, left: str) -> None:
    assert impersonal(text) == left


@QUEUED
def test_it_is_queued_in_the_transaction_of_its_cause(anna: User) -> None:
    with transaction.atomic():
        told(user=anna, urgent=True)
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0
    assert not Notice.objects.exists()
    told(user=anna, urgent=True)
    assert DBTaskResult.objects.count() == 1
    assert mail.outbox == []


@QUEUED
def test_the_worker_sends_once_however_often_it_is_asked(anna: User) -> None:
    told(user=anna, urgent=True)
    assert tasks.resend_waiting() == 1
    pk = Notice.objects.get().pk
    for _ in range(3):
        tasks.send_notice.func(pk)
    assert len(mail.outbox) == 1
    assert tasks.resend_waiting() == 0


@QUEUED
def test_a_mail_server_that_is_away_is_asked_again(anna: User, monkeypatch: pytest.MonkeyPatch) -> None:
    told(user=anna, urgent=True)
    pk = Notice.objects.get().pk

    def away(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", away)
        with pytest.raises(ConnectionRefusedError):
            tasks.send_notice.func(pk)
    assert Notice.objects.get().mailed_at is None
    assert tasks.resend_waiting() == 1
    tasks.send_notice.func(pk)
    assert len(mail.outbox) == 1


@QUEUED
@pytest.mark.parametrize("settled", ["read", "withdrawn", "closed"])
def test_what_is_settled_before_the_worker_comes_is_not_sent(anna: User, settled: str) -> None:
    told(user=anna, urgent=True)
    pk = Notice.objects.get().pk
    if settled == "read":
        Notice.objects.update(read_at=timezone.now())
    elif settled == "withdrawn":
        withdraw("k1")
    else:
        User.objects.update(is_active=False)
    tasks.send_notice.func(pk)
    assert mail.outbox == []


def test_what_was_read_cannot_be_withdrawn(anna: User) -> None:
    told(user=anna)
    Notice.objects.update(read_at=timezone.now() - dt.timedelta(days=1))
    withdraw("k1")
    assert Notice.objects.exists()


def test_a_key_with_a_long_address_is_kept_once_and_found_again() -> None:
    keys = [f"puljemail-1-{'a' * 230}{letter}@post.example" for letter in "bc"]
    for key in (*keys, keys[0]):
        told(email="post@sumak.example", key=key)
    assert Notice.objects.count() == 2
    assert max(len(key) for key in Notice.objects.values_list("key", flat=True)) == 200
    Notice.objects.update(mailed_at=None)
    withdraw(keys[0])
    assert Notice.objects.count() == 1
