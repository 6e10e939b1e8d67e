"""An invitation from the mail to the first login."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, access_of
from socialportal.accounts.models import Invitation, Membership, Municipality, User
from socialportal.accounts.services import invitations
from socialportal.audit.models import Entry
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "ny@slagelse.example"
PASSWORD = "en hest og syv vogne"


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def administrator(place: Municipality) -> User:
    return factories.user(role=roles.ADMINISTRATOR, place=place, name="Anna Holm")


def invite(who: User, place: Municipality | None, **fields: Any) -> Invitation:
    return invitations.invite(
        factories.access_for(who),
        **{"email": NEW, "name": "Bo Lind", "role": roles.CONSULTANT, "municipality": place, **fields},
        absolute=lambda path: f"https://portal.example{path}",
    )


def link(message: int = -1) -> str:
    found = re.search(r"https?://[^/]+(/konto/invitation/\S+/)", mail.outbox[message].body)
    assert found
    return found[1]


@pytest.fixture
def sent(administrator: User, place: Municipality, django_capture_on_commit_callbacks: Any) -> str:
    with django_capture_on_commit_callbacks(execute=True):
        invite(administrator, place)
    return link()


def test_the_mail_says_who_what_and_how_long(sent: str) -> None:
    message = mail.outbox[0]
    assert message.to == [NEW]
    assert message.subject == "Socialportal: Du er inviteret"
    assert "Hej Bo Lind" in message.body
    assert (
        "Anna Holm har inviteret dig til Socialportal som Beskæftigelseskonsulent i Slagelse Kommune." in message.body
    )
    assert "&" not in message.body


def test_only_a_digest_of_the_secret_is_kept(sent: str) -> None:
    secret = sent.split("/")[-2]
    invitation = Invitation.objects.get()
    assert secret not in str(invitation.__dict__)
    assert not Entry.objects.filter(changes__icontains=secret).exists()
    assert "token" not in str(Entry.objects.values_list("changes", flat=True))


def test_no_mail_when_it_was_not_saved(administrator: User, place: Municipality) -> None:
    invite(administrator, place)
    with pytest.raises(ValidationError):
        invite(administrator, place)
    assert mail.outbox == []


def test_a_new_user_chooses_a_password_and_is_in(sent: str, client: Client) -> None:
    page = client.get(sent)
    assert "Du er inviteret som Beskæftigelseskonsulent i Slagelse Kommune" in page.content.decode()
    response = client.post(sent, {"name": "Bo Lind", "password": PASSWORD, "again": PASSWORD})
    assert response.url == reverse("home:front")
    user = User.objects.get(email=NEW)
    assert user.check_password(PASSWORD)
    assert access_of(user).has(roles.CONSULTANT)
    assert client.get(reverse("accounts:me")).status_code == 200
    invitation = Invitation.objects.get()
    assert invitation.accepted_by == user
    assert [event.sentence for event in history(invitation)] == [
        "Bo Lind (Beskæftigelseskonsulent) tog imod invitationen.",
        "Anna Holm (Administrator) inviterede Bo Lind.",
    ]


def test_the_link_works_once(sent: str) -> None:
    Client().post(sent, {"name": "Bo", "password": PASSWORD, "again": PASSWORD})
    assert Client().get(sent).status_code == 404
    assert Client().post(sent, {"name": "Bo", "password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert User.objects.filter(email=NEW).count() == 1


@pytest.mark.parametrize(
    ("password", "again", "message"),
    [
        ("kort", "kort", "mindst 12 tegn"),
        ("adgangskode1", "adgangskode2", "De to adgangskoder er ikke ens"),
        ("password12345", "password12345", "for almindelig"),
        ("bo lind bo lind", "bo lind bo lind", "minder for meget om"),
    ],
)
def test_a_bad_password_is_explained_and_the_link_still_works(
    sent: str, client: Client, password: str, again: str, message: str
) -> None:
    response = client.post(sent, {"name": "Bo Lind Bo Lind", "password": password, "again": again})
    assert response.status_code == 422
    assert message in response.content.decode().lower() or message in response.content.decode()
    assert not User.objects.filter(email=NEW).exists()
    assert client.get(sent).status_code == 200


def _withdrawn(invitation: Invitation, administrator: User) -> None:
    invitations.withdraw(factories.access_for(administrator), invitation, expected_version=1)


def _too_old(invitation: Invitation, administrator: User) -> None:
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))


def _used(invitation: Invitation, administrator: User) -> None:
    Invitation.objects.update(accepted_at=timezone.now(), accepted_by=administrator)


@pytest.mark.parametrize("spoil", [_withdrawn, _too_old, _used])
def test_every_link_that_does_not_work_gets_the_same_answer(sent: str, administrator: User, spoil: Any) -> None:
    wrong = Client().get(reverse("accounts:invitation", args=["findes-ikke"]))
    spoil(Invitation.objects.get(), administrator)
    spoilt = Client().get(sent)
    assert spoilt.status_code == wrong.status_code == 404
    assert spoilt.content == wrong.content
    assert "bed den, der inviterede dig, om at sende invitationen igen" in spoilt.content.decode()


def test_it_works_for_14_days(sent: str) -> None:
    left = Invitation.objects.get().expires_at - timezone.now()
    assert dt.timedelta(days=13, hours=23) < left <= dt.timedelta(days=14)


def test_sending_again_makes_a_new_link_and_ends_the_old(
    sent: str, administrator: User, django_capture_on_commit_callbacks: Any
) -> None:
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        invitations.resend(
            factories.access_for(administrator),
            Invitation.objects.get(),
            expected_version=1,
            absolute=lambda path: f"https://portal.example{path}",
        )
    assert link() != sent
    assert Client().get(sent).status_code == 404
    assert Client().get(link()).status_code == 200


def test_two_who_send_again_at_once_are_told(sent: str, administrator: User) -> None:
    invitation, access = Invitation.objects.get(), factories.access_for(administrator)
    invitations.resend(access, invitation, expected_version=1, absolute=str)
    with pytest.raises(Conflict):
        invitations.resend(access, invitation, expected_version=1, absolute=str)
    with pytest.raises(Conflict):
        invitations.withdraw(access, invitation, expected_version=1)


def test_an_existing_user_logs_in_and_says_yes(sent: str, place: Municipality) -> None:
    user = factories.user(NEW.upper(), roles.POLITICIAN, factories.municipality("0621"))
    page = Client().get(sent).content.decode()
    assert f"{reverse('account_login')}?next={sent}" in page
    assert 'type="password"' not in page
    client = Client()
    client.force_login(user)
    assert "Tag imod" in client.get(sent).content.decode()
    assert not Membership.objects.filter(user=user, municipality=place).exists()
    client.post(sent)
    access = access_of(user)
    assert access.has(roles.CONSULTANT, place.pk)
    assert access.has(roles.POLITICIAN)


def test_nobody_takes_anothers_invitation(sent: str, administrator: User) -> None:
    client = Client()
    client.force_login(administrator)
    page = client.get(sent).content.decode()
    assert "invitationen er til ny@slagelse.example" in page
    client.post(sent, {"name": "x", "password": PASSWORD, "again": PASSWORD})
    assert Invitation.objects.get().accepted_at is None
    with pytest.raises(invitations.Void):
        invitations.accept_as(sent.split("/")[-2], user=administrator)


def test_who_has_the_role_is_not_invited_again(administrator: User, place: Municipality) -> None:
    factories.user("Kim@slagelse.example", roles.CONSULTANT, place)
    with pytest.raises(ValidationError, match="Personen har allerede den rolle"):
        invite(administrator, place, email="kim@SLAGELSE.example")


def test_a_second_invitation_says_send_again(administrator: User, place: Municipality) -> None:
    invite(administrator, place)
    with pytest.raises(ValidationError, match="Send den igen"):
        invite(administrator, place, email=NEW.upper())


def test_whoever_got_the_role_meanwhile_has_it_once(sent: str, place: Municipality) -> None:
    user = factories.user(NEW, roles.CONSULTANT, place)
    client = Client()
    client.force_login(user)
    client.post(sent)
    assert Membership.objects.filter(user=user, role=roles.CONSULTANT).count() == 1
    assert Invitation.objects.get().accepted_by == user


@pytest.mark.parametrize(
    ("giver", "role", "allowed"),
    [
        (roles.ADMINISTRATOR, roles.ADMINISTRATOR, True),
        (roles.ADMINISTRATOR, roles.SYSTEM_ADMINISTRATOR, False),
        (roles.COORDINATOR, roles.CONSULTANT, True),
        (roles.COORDINATOR, roles.ADMINISTRATOR, False),
        (roles.CONSULTANT, roles.CONSULTANT, False),
        (roles.POLITICIAN, roles.POLITICIAN, False),
        (roles.SYSTEM_ADMINISTRATOR, roles.ADMINISTRATOR, True),
        (roles.SYSTEM_ADMINISTRATOR, roles.SYSTEM_ADMINISTRATOR, True),
        (roles.SYSTEM_ADMINISTRATOR, roles.CONSULTANT, False),
        (roles.SURVEY_COORDINATOR, roles.SURVEY_COORDINATOR, False),
    ],
)
def test_who_may_invite_to_what(giver: str, role: str, allowed: bool, place: Municipality) -> None:
    who = factories.user(role=giver, place=None if giver in roles.NATIONAL else place)
    where = None if role in roles.NATIONAL else place
    if allowed:
        assert invite(who, where, role=role).pk
    else:
        with pytest.raises(PermissionDenied):
            invite(who, where, role=role)


def test_nobody_invites_to_another_municipality(administrator: User) -> None:
    with pytest.raises(PermissionDenied):
        invite(administrator, factories.municipality("0621"))


def test_the_first_administrator_opens_the_portal_for_the_municipality() -> None:
    place = Municipality.objects.get(code="0621")
    assert not place.uses_portal
    who = factories.user(role=roles.SYSTEM_ADMINISTRATOR)
    invite(who, place, role=roles.ADMINISTRATOR)
    invitation = Invitation.objects.get()
    invitation.token_digest = invitations.digest_of("hemmelig")
    invitation.save()
    invitations.accept_as_new("hemmelig", name="Kaj", password=PASSWORD)
    assert Municipality.objects.get(code="0621").uses_portal


def test_the_system_can_invite_the_very_first() -> None:
    made = invitations.invite(
        SYSTEM,
        email="drift@test.example",
        name="Drift",
        role=roles.SYSTEM_ADMINISTRATOR,
        municipality=None,
        absolute=str,
    )
    assert made.invited_by is None


def test_a_mail_server_that_is_away_is_logged_without_a_name(
    administrator: User,
    place: Municipality,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    def refuse(self: Any, fail_silently: bool = False) -> int:
        raise ConnectionRefusedError(f"refused for {NEW}")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        invite(administrator, place)
    assert "could not send mail of kind invitation: ConnectionRefusedError" in caplog.text
    assert NEW not in caplog.text
    assert Invitation.objects.waiting().exists()
