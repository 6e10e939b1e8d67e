"""Who serves an enterprise: invited by the usual mail, ended, and never nobody."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.models import Enterprise, EnterpriseMembership
from enterprises.services import people
from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import Invitation, User
from socialportal.accounts.services import invitations
from socialportal.home.digest import overview_of
from socialportal.notices.models import Notice
from socialportal.notices.services import tell
from tests import factories
from tests.threads import in_threads, shared_database

from .conftest import Place
from .saying import refused, text

__all__ = ["shared_database"]
PASSWORD = "en-lang-adgangskode-til-test"
NEW = "ny@sumak.example"


def invite(
    place: Place, who: str = roles.ENTERPRISE_USER, *, email: str = NEW, role: str = roles.ENTERPRISE_USER
) -> str:
    """An invitation; the path of its link."""
    people.invite(
        place.access(who), place.enterprise, email=email, name="Ny Person", role=role, absolute=lambda path: path
    )
    return newest_link()


def newest_link() -> str:
    found = re.search(r"^/konto/invitation/\S+", mail.outbox[-1].body, re.MULTILINE)
    assert found
    return found.group()


def accept(link: str) -> Client:
    client = Client()
    client.post(link, {"name": "Ny Person", "password": PASSWORD, "again": PASSWORD})
    return client


def held(place: Place, who: str = roles.ENTERPRISE_USER) -> EnterpriseMembership:
    return EnterpriseMembership.objects.get(user=place.users[who], enterprise=place.enterprise)


@pytest.mark.parametrize("who", [roles.ENTERPRISE_USER, roles.COORDINATOR, roles.ADMINISTRATOR])
def test_from_invitation_to_ones_own_page(
    slagelse: Place, who: str, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        people.invite(
            slagelse.access(who),
            slagelse.enterprise,
            email="NY@Sumak.example",
            name="Ny Person",
            role=roles.ENTERPRISE_USER,
            absolute=lambda path: path,
        )
    assert "som Virksomhedsbruger i Sumak" in mail.outbox[-1].body
    link = newest_link()
    assert "i Sumak" in text(Client().get(link))
    client = accept(link)
    assert client.get(reverse("enterprises:own", args=["sumak"])).status_code == 200
    access = access_of(User.objects.get(email=NEW))
    assert access.own_enterprises() == {slagelse.enterprise.pk}
    assert not access.roles


@pytest.mark.parametrize("who", [roles.CONSULTANT, roles.POLITICIAN, roles.MENTOR])
def test_who_may_not_invite(slagelse: Place, who: str) -> None:
    with pytest.raises(PermissionDenied):
        invite(slagelse, who)


def test_nobody_invites_to_anothers_or_to_more(slagelse: Place, kolding: Place) -> None:
    access = slagelse.access(roles.ENTERPRISE_USER)
    options = {"email": NEW, "name": "Ny", "absolute": str}
    with pytest.raises(PermissionDenied):
        people.invite(access, kolding.enterprise, role=roles.MENTOR, **options)
    with refused("virksomhedens roller", field="role"):
        people.invite(access, slagelse.enterprise, role=roles.COORDINATOR, **options)
    with pytest.raises(PermissionDenied):
        invitations.invite(access, role=roles.MENTOR, municipality=None, scope="virksomhed:999999", **options)
    with pytest.raises((PermissionDenied, ValidationError)):
        invitations.invite(
            access, role=roles.COORDINATOR, municipality=None, scope=people.scope_of(slagelse.enterprise), **options
        )


@pytest.mark.django_db(transaction=True)
def test_once_waiting_and_once_held() -> None:
    from .conftest import make_place

    slagelse = make_place("0330", "Sumak", "sumak")
    invite(slagelse)
    with refused("allerede en invitation"):
        invite(slagelse)
    invite(slagelse, role=roles.MENTOR)
    with refused("har allerede den rolle", field="email"):
        invite(slagelse, email=slagelse.users[roles.ENTERPRISE_USER].email)


@pytest.mark.django_db(transaction=True)
def test_whoever_has_left_does_not_come_back_by_their_own_invitation() -> None:
    from .conftest import make_place

    slagelse = make_place("0330", "Sumak", "sumak")
    factories.user("anden@sumak.example", roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    link = invite(slagelse, email="min-anden@sumak.example")
    mine = held(slagelse)
    people.end_role(slagelse.access(), mine, expected_version=1)
    assert Client().post(link, {"name": "X", "password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert not User.objects.filter(email="min-anden@sumak.example").exists()
    invitations.resend(slagelse.access(), Invitation.objects.get(), expected_version=1, absolute=str)
    assert accept(newest_link()).get(reverse("enterprises:own", args=["sumak"])).status_code == 200


def test_the_last_one_stays(slagelse: Place) -> None:
    with refused("altid have en virksomhedsbruger"):
        people.end_role(slagelse.access(roles.ENTERPRISE_USER), held(slagelse), expected_version=1)
    with refused("altid have en virksomhedsbruger"):
        people.end_role(slagelse.access(), held(slagelse), expected_version=1, last_day=dt.date(2099, 1, 1))
    people.end_role(slagelse.access(), held(slagelse, roles.MENTOR), expected_version=1)


def test_one_who_is_leaving_is_no_successor(slagelse: Place) -> None:
    other = factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    EnterpriseMembership.objects.filter(user=other).update(valid_to=dt.date(2099, 1, 1))
    with refused("altid have en virksomhedsbruger"):
        people.end_role(slagelse.access(), held(slagelse), expected_version=1)
    EnterpriseMembership.objects.filter(user=other).update(valid_to=None)
    User.objects.filter(pk=other.pk).update(is_active=False)
    with refused("altid have en virksomhedsbruger"):
        people.end_role(slagelse.access(), held(slagelse), expected_version=1)


def test_the_access_ends_at_once(slagelse: Place) -> None:
    factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    client, page = slagelse.client(roles.ENTERPRISE_USER), reverse("enterprises:own", args=["sumak"])
    assert client.get(page).status_code == 200
    people.end_role(slagelse.access(), held(slagelse), expected_version=1)
    assert client.get(page).status_code == 404


def test_it_may_end_on_a_day(slagelse: Place) -> None:
    factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    today = timezone.localdate()
    people.end_role(slagelse.access(), held(slagelse), expected_version=1, last_day=today)
    user = slagelse.users[roles.ENTERPRISE_USER]
    assert access_of(user, day=today).own_enterprises()
    assert not access_of(user, day=today + dt.timedelta(days=1)).own_enterprises()


def test_who_has_left_is_not_brought_back_by_another_last_day(slagelse: Place) -> None:
    gone = factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    EnterpriseMembership.objects.filter(user=gone).update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    role = EnterpriseMembership.objects.get(user=gone)
    with refused("allerede sluttet"):
        people.end_role(slagelse.access(roles.ENTERPRISE_USER), role, expected_version=1, last_day=dt.date(2099, 1, 1))
    assert not access_of(gone).own_enterprises()


def test_what_waited_is_not_mailed_to_one_who_has_left(slagelse: Place) -> None:
    factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    user = slagelse.users[roles.ENTERPRISE_USER]
    tell(user=user, kind="andet", subject="Nyt opslag", text="Kun for netværket.", key="k")
    people.end_role(slagelse.access(), held(slagelse), expected_version=1)
    assert not Notice.objects.filter(user=user).exists()


def test_a_role_that_runs_out_takes_the_overview_with_it(slagelse: Place) -> None:
    user, today = slagelse.users[roles.ENTERPRISE_USER], timezone.localdate()
    tell(user=user, kind="andet", subject="Nyt opslag", text="Kun for netværket.", key="k")
    assert overview_of(user, today).notices
    EnterpriseMembership.objects.filter(user=user).update(valid_to=today - dt.timedelta(days=1))
    assert overview_of(user, today).is_empty


def test_who_serves_another_is_still_told(slagelse: Place, kolding: Place) -> None:
    factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    user = slagelse.users[roles.ENTERPRISE_USER]
    EnterpriseMembership.objects.create(
        user=user, enterprise=kolding.enterprise, role=roles.ENTERPRISE_USER, valid_from=timezone.localdate()
    )
    tell(user=user, kind="andet", subject="Nyt opslag", text="Kun for netværket.", key="k")
    people.end_role(slagelse.access(), held(slagelse), expected_version=1)
    assert Notice.objects.filter(user=user).count() == 1


def test_another_enterprises_people_are_not_to_be_touched(slagelse: Place, kolding: Place) -> None:
    with pytest.raises(PermissionDenied):
        people.end_role(slagelse.access(roles.ENTERPRISE_USER), held(kolding), expected_version=1)
    with pytest.raises(PermissionDenied):
        people.end_role(slagelse.access(), held(kolding), expected_version=1)
    address = reverse("enterprises:person-end", args=["sumak", held(kolding).pk])
    assert slagelse.client(roles.ENTERPRISE_USER).get(address).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_users_who_end_each_other_leave_one(request: pytest.FixtureRequest) -> None:
    sumak = factories.enterprise("Sumak", factories.municipality())
    one, other = (factories.user(role=roles.ENTERPRISE_USER, serves=sumak).pk for _ in range(2))
    request.getfixturevalue("shared_database")

    def end(who: int, whom: int) -> None:
        access = access_of(User.objects.get(pk=who))
        people.end_role(access, EnterpriseMembership.objects.get(user=whom), expected_version=1)

    errors = in_threads(lambda: end(one, other), lambda: end(other, one))
    assert len(errors) == 1
    assert isinstance(errors[0], ValidationError | PermissionDenied)
    left: list[int] = []
    in_threads(lambda: left.append(EnterpriseMembership.objects.filter(valid_to=None).count()))
    assert left == [1]


# --- Pages --------------------------------------------------------------------------------------------------------------
def test_inviting_and_withdrawing_in_the_browser(slagelse: Place) -> None:
    client = slagelse.client(roles.ENTERPRISE_USER)
    address = reverse("enterprises:person-invite", args=["sumak"])
    answer = client.post(address, {"name": "Ny", "email": "ikke en adresse", "role": roles.MENTOR})
    assert answer.status_code == 422
    assert "ikke en adresse" in text(answer)
    assert client.post(address, {"name": "Ny", "email": NEW, "role": roles.COORDINATOR}).status_code == 422
    client.post(address, {"name": "Ny", "email": NEW, "role": roles.MENTOR})
    waiting = Invitation.objects.get()
    page = reverse("enterprises:people", args=["sumak"])
    assert NEW in text(client.get(page))
    client.post(reverse("enterprises:person-resend", args=["sumak", waiting.pk]))
    client.post(reverse("enterprises:person-withdraw", args=["sumak", waiting.pk]))
    assert not Invitation.objects.exists()


def test_an_invitation_is_its_enterprises_own(slagelse: Place, kolding: Place) -> None:
    options = {"email": NEW, "name": "Ny", "absolute": str}
    made = people.invite(kolding.access(), kolding.enterprise, role=roles.MENTOR, **options)
    address = reverse("enterprises:person-withdraw", args=["sumak", made.pk])
    assert slagelse.client(roles.ENTERPRISE_USER).post(address).status_code == 404
    assert NEW not in text(slagelse.client(roles.ADMINISTRATOR).get(reverse("accounts:users")))


def test_the_system_administrator_does_not_see_them(slagelse: Place) -> None:
    people.invite(
        slagelse.access(), slagelse.enterprise, email=NEW, name="Ny", role=roles.MENTOR, absolute=lambda path: path
    )
    system = Client()
    system.force_login(factories.user(role=roles.SYSTEM_ADMINISTRATOR))
    assert NEW not in text(system.get(reverse("accounts:users")))


def test_leaving_oneself_leads_away(slagelse: Place) -> None:
    factories.user(role=roles.ENTERPRISE_USER, serves=slagelse.enterprise)
    address = reverse("enterprises:person-end", args=["sumak", held(slagelse).pk])
    answer = slagelse.client(roles.ENTERPRISE_USER).post(address, {"version": 1, "when": "now"})
    assert answer.url == reverse("home:front")


def test_the_last_one_is_told_why(slagelse: Place) -> None:
    address = reverse("enterprises:person-end", args=["sumak", held(slagelse).pk])
    answer = slagelse.client(roles.ENTERPRISE_USER).post(address, {"version": 1, "when": "now"})
    assert answer.status_code == 422
    assert "Inviter en anden" in text(answer)


def test_who_serves_several_chooses(slagelse: Place) -> None:
    client, first = slagelse.client(roles.ENTERPRISE_USER), reverse("enterprises:own-first")
    assert client.get(first).url == reverse("enterprises:own", args=["sumak"])
    other: Enterprise = slagelse.another("VeteranHaven")
    EnterpriseMembership.objects.create(
        user=slagelse.users[roles.ENTERPRISE_USER], enterprise=other, role=roles.ENTERPRISE_USER
    )
    page = text(client.get(first))
    assert "VeteranHaven" in page
    assert "Sumak" in page
    assert "VeteranHaven" in text(client.get("/"))
