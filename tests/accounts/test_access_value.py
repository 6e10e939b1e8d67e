"""The first door: what the middleware reads."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.models import EnterpriseMembership
from socialportal.accounts import roles
from socialportal.accounts.access import ANONYMOUS, Access, access_of
from socialportal.accounts.models import Membership, Municipality, RoleName, User
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def slagelse() -> Municipality:
    return factories.municipality()


@pytest.fixture
def kolding() -> Municipality:
    return factories.municipality("0621")


@pytest.fixture
def in_both(slagelse: Municipality, kolding: Municipality) -> User:
    user = factories.user(role=roles.COORDINATOR, place=slagelse)
    Membership.objects.create(user=user, role=roles.POLITICIAN, municipality=kolding)
    return user


def test_a_role_holds_where_it_is_held(in_both: User, slagelse: Municipality, kolding: Municipality) -> None:
    access = access_of(in_both)
    assert access.has(roles.COORDINATOR)
    assert access.has(roles.COORDINATOR, slagelse.pk)
    assert not access.has(roles.COORDINATOR, kolding.pk)
    assert access.municipalities() == {slagelse.pk, kolding.pk}
    assert access.municipalities(roles.POLITICIAN) == {kolding.pk}
    assert access.municipalities(*roles.STAFF) == {slagelse.pk}


def test_a_national_role_is_in_no_municipality() -> None:
    access = access_of(factories.user(role=roles.SYSTEM_ADMINISTRATOR))
    assert access.is_system_administrator
    assert access.municipalities() == frozenset()
    assert access.municipality is None


def test_roles_are_those_of_the_day(slagelse: Municipality) -> None:
    user, today = factories.user(), timezone.localdate()
    Membership.objects.create(
        user=user, role=roles.CONSULTANT, municipality=slagelse, valid_from=today - DAY, valid_to=today
    )
    held = [access_of(user, day=today + n * DAY).has(roles.CONSULTANT) for n in (-2, -1, 0, 1)]
    assert held == [False, True, True, False]


def test_who_is_not_active_has_nothing(in_both: User) -> None:
    in_both.is_active = False
    assert access_of(in_both) == ANONYMOUS


def test_teams_are_those_that_are_there(slagelse: Municipality) -> None:
    one, gone = factories.team("Et", slagelse), factories.team("Væk", slagelse)
    user = factories.user(role=roles.CONSULTANT, place=slagelse, teams=[one, gone])
    gone.deleted_at = timezone.now()
    gone.save()
    assert access_of(user).teams == {one.pk}
    assert access_of(user).roles == {(roles.CONSULTANT, slagelse.pk)}


def test_enterprises_come_with_their_names() -> None:
    sumak = factories.enterprise("Sumak")
    access = access_of(factories.user(role=roles.MENTOR, serves=sumak))
    assert access.own_enterprises() == {sumak.pk}
    assert access.own_enterprises(roles.ENTERPRISE_USER) == frozenset()
    assert access.enterprise_names == {sumak.pk: "Sumak"}
    assert access.acting_as == "Mentor"


def test_acting_as_is_the_role_in_focus_by_its_name_of_the_day(in_both: User, kolding: Municipality) -> None:
    assert access_of(in_both).acting_as == "Socialøkonomisk konsulent"  # where there is most to do
    assert access_of(in_both, focus=kolding.pk).acting_as == "Politiker"
    today = timezone.localdate()
    RoleName.objects.filter(code=roles.COORDINATOR).update(valid_to=today)
    RoleName.objects.create(code=roles.COORDINATOR, name="Tovholder", valid_from=today + DAY)
    slagelse = Municipality.objects.get(code="0330").pk
    assert access_of(in_both, focus=slagelse).acting_as == "Socialøkonomisk konsulent"
    assert access_of(in_both, focus=slagelse, day=today + DAY).acting_as == "Tovholder"


def test_of_two_roles_in_one_place_the_working_one_acts(slagelse: Municipality) -> None:
    user = factories.user(role=roles.ADMINISTRATOR, place=slagelse)
    Membership.objects.create(user=user, role=roles.COORDINATOR, municipality=slagelse)
    assert access_of(user).acting_as == "Socialøkonomisk konsulent"


@pytest.mark.parametrize("teams", [0, 5])
def test_it_costs_one_query(slagelse: Municipality, teams: int, django_assert_num_queries: Any) -> None:
    user = factories.user(
        role=roles.CONSULTANT, place=slagelse, teams=[factories.team(f"Team {n}", slagelse) for n in range(teams)]
    )
    with django_assert_num_queries(1):
        access = access_of(user)
        assert access.municipality is not None
        assert access.municipality.full_name == "Slagelse Kommune"


def test_who_works_for_both_has_both(slagelse: Municipality, django_assert_num_queries: Any) -> None:
    """That somebody serves an enterprise is told with the roles in the municipality; at which, is asked then only."""
    sumak = factories.enterprise("Sumak", slagelse)
    user = factories.user(role=roles.CONSULTANT, place=slagelse)
    EnterpriseMembership.objects.create(user=user, enterprise=sumak, role=roles.MENTOR)
    with django_assert_num_queries(2):
        access = access_of(user)
    assert access.has(roles.CONSULTANT, slagelse.pk)
    assert access.own_enterprises(roles.MENTOR) == {sumak.pk}
    left = timezone.localdate() - DAY
    EnterpriseMembership.objects.update(valid_to=left)
    assert not access_of(user).own_enterprises()
    assert access_of(user, day=left).own_enterprises()


class TestFocus:
    def test_is_chosen_and_kept(self, in_both: User, client: Client, kolding: Municipality) -> None:
        client.force_login(in_both)
        page = client.get(reverse("accounts:me")).content.decode()
        assert "<b>Slagelse Kommune</b>" in page
        assert "Skift til Kolding Kommune" in page
        client.post(reverse("accounts:choose-municipality"), {"municipality": kolding.pk})
        page = client.get(reverse("accounts:me")).content.decode()
        assert "<b>Kolding Kommune</b>" in page
        assert "Skift til Slagelse Kommune" in page

    def test_decides_what_is_offered_and_what_may_be_done(
        self, in_both: User, client: Client, kolding: Municipality
    ) -> None:
        """A coordinator in Slagelse is only a politician in Kolding."""
        client.force_login(in_both)
        users = reverse("accounts:users")
        assert users in client.get(reverse("accounts:me")).content.decode()
        assert client.get(users).status_code == 200
        client.post(reverse("accounts:choose-municipality"), {"municipality": kolding.pk})
        assert users not in client.get(reverse("accounts:me")).content.decode()
        for name in ("users", "invite", "teams", "team-add", "municipality"):
            assert client.get(reverse(f"accounts:{name}")).status_code == 403, name

    def test_opens_nothing_new(self, in_both: User, client: Client) -> None:
        client.force_login(in_both)
        odense = Municipality.objects.get(code="0461")
        for wanted in (odense.pk, "x", ""):
            assert client.post(reverse("accounts:choose-municipality"), {"municipality": wanted}).status_code == 404
        session = client.session
        session["municipality"] = odense.pk
        session.save()
        assert "Odense" not in client.get(reverse("accounts:me")).content.decode()

    def test_that_is_lost_falls_back(self, in_both: User, kolding: Municipality, slagelse: Municipality) -> None:
        Membership.objects.filter(municipality=kolding).delete()
        assert access_of(in_both, focus=kolding.pk).municipality == slagelse


def test_an_access_is_a_value() -> None:
    assert Access(user_id=1) == Access(user_id=1)
    assert hash(Access(roles=frozenset({("x", 1)})))
    assert not ANONYMOUS.is_known


@pytest.mark.parametrize(
    ("code", "name"),
    [("0330", "Slagelse Kommune"), ("0101", "Københavns Kommune"), ("0400", "Bornholms Regionskommune")],
)
def test_official_names(code: str, name: str) -> None:
    assert Municipality.objects.get(code=code).full_name == name


def test_there_are_98_municipalities() -> None:
    assert Municipality.objects.count() == 98
