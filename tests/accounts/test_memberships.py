"""Roles with dates."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import Membership, Municipality, User
from socialportal.accounts.services.memberships import end_role, give_role
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def administrator(place: Municipality) -> User:
    return factories.user(role=roles.ADMINISTRATOR, place=place, name="Anna Holm")


@pytest.fixture
def consultant(place: Municipality) -> User:
    return factories.user(role=roles.CONSULTANT, place=place, name="Bo Lind")


def test_a_role_is_given_from_a_day(administrator: User, place: Municipality) -> None:
    user, day = factories.user(), timezone.localdate() + 7 * DAY
    held = give_role(
        factories.access_for(administrator), user=user, role=roles.POLITICIAN, municipality=place, from_day=day
    )
    assert not access_of(user).has(roles.POLITICIAN)
    assert access_of(user, day=day).has(roles.POLITICIAN, place.pk)
    assert not access_of(user, day=day - DAY).has(roles.POLITICIAN)
    assert history(held)[0].sentence.startswith("Anna Holm (Administrator) gav en rolle: ")


def test_a_role_is_held_once_at_a_time(administrator: User, consultant: User, place: Municipality) -> None:
    access = factories.access_for(administrator)
    with pytest.raises(ValidationError):
        give_role(access, user=consultant, role=roles.CONSULTANT, municipality=place)
    held = consultant.memberships.get()
    end_role(access, held, expected_version=1, last_day=timezone.localdate() + 10 * DAY)
    with pytest.raises(ValidationError, match="i den tid"):
        give_role(access, user=consultant, role=roles.CONSULTANT, municipality=place)
    again = timezone.localdate() + 11 * DAY
    assert give_role(access, user=consultant, role=roles.CONSULTANT, municipality=place, from_day=again).pk


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.SURVEY_COORDINATOR])
def test_the_database_holds_once_at_a_time(role: str, place: Municipality) -> None:
    where = None if role in roles.NATIONAL else place
    user = factories.user(role=role, place=where)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, role=role, municipality=where, valid_from=dt.date(2020, 1, 1))


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.SURVEY_COORDINATOR])
def test_the_database_holds_that_a_role_fits_its_place(role: str, place: Municipality) -> None:
    where = place if role in roles.NATIONAL else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=factories.user(), role=role, municipality=where)


def test_a_role_ends_after_a_day(administrator: User, consultant: User) -> None:
    today = timezone.localdate()
    end_role(factories.access_for(administrator), consultant.memberships.get(), expected_version=1, last_day=today)
    assert access_of(consultant).has(roles.CONSULTANT)
    assert not access_of(consultant, day=today + DAY).has(roles.CONSULTANT)
    held = consultant.memberships.get()
    assert history(held)[0].sentence == "Anna Holm (Administrator) afsluttede Bo Lind, Beskæftigelseskonsulent."


def test_a_role_ends_at_once(administrator: User, consultant: User) -> None:
    end_role(factories.access_for(administrator), consultant.memberships.get(), expected_version=1)
    assert access_of(consultant).roles == frozenset()
    assert access_of(consultant, day=timezone.localdate() - DAY).has(roles.CONSULTANT)


def test_a_role_given_by_mistake_today_never_held(administrator: User, place: Municipality) -> None:
    user, access = factories.user(), factories.access_for(administrator)
    held = give_role(access, user=user, role=roles.POLITICIAN, municipality=place)
    end_role(access, held, expected_version=1)
    assert not user.memberships.exists()
    assert Membership.with_deleted.filter(user=user).exists()


def test_a_role_does_not_end_before_it_began(administrator: User, consultant: User) -> None:
    with pytest.raises(ValidationError, match="før den dag, rollen begyndte"):
        end_role(
            factories.access_for(administrator),
            consultant.memberships.get(),
            expected_version=1,
            last_day=factories.LONG_AGO - DAY,
        )


def test_two_who_end_it_at_once_are_told(administrator: User, consultant: User) -> None:
    access, held = factories.access_for(administrator), consultant.memberships.get()
    end_role(access, held, expected_version=1, last_day=timezone.localdate())
    with pytest.raises(Conflict):
        end_role(access, held, expected_version=1)


class TestTheLastAdministrator:
    def test_stays(self, administrator: User) -> None:
        with pytest.raises(ValidationError, match="skal altid have en administrator"):
            end_role(factories.access_for(administrator), administrator.memberships.get(), expected_version=1)

    def test_of_another_municipality_is_another(self, administrator: User) -> None:
        factories.user(role=roles.ADMINISTRATOR, place=factories.municipality("0621"))
        with pytest.raises(ValidationError):
            end_role(factories.access_for(administrator), administrator.memberships.get(), expected_version=1)

    def test_does_not_count_whose_role_will_end(self, administrator: User, place: Municipality) -> None:
        access = factories.access_for(administrator)
        other = factories.user(role=roles.ADMINISTRATOR, place=place)
        end_role(access, other.memberships.get(), expected_version=1, last_day=timezone.localdate() + 100 * DAY)
        with pytest.raises(ValidationError):
            end_role(access, administrator.memberships.get(), expected_version=1)

    def test_does_not_count_who_cannot_log_in(self, administrator: User, place: Municipality) -> None:
        factories.user(role=roles.ADMINISTRATOR, place=place, is_active=False)
        with pytest.raises(ValidationError):
            end_role(factories.access_for(administrator), administrator.memberships.get(), expected_version=1)

    def test_may_go_when_there_is_another(self, administrator: User, place: Municipality) -> None:
        factories.user(role=roles.ADMINISTRATOR, place=place)
        end_role(factories.access_for(administrator), administrator.memberships.get(), expected_version=1)
        assert not access_of(administrator).has(roles.ADMINISTRATOR)

    def test_of_the_system_stays_too(self) -> None:
        who = factories.user(role=roles.SYSTEM_ADMINISTRATOR)
        with pytest.raises(ValidationError, match="systemadministrator"):
            end_role(factories.access_for(who), who.memberships.get(), expected_version=1)


@pytest.mark.parametrize("giver", [roles.CONSULTANT, roles.POLITICIAN, roles.COORDINATOR])
def test_who_may_not_end_an_administrators_role(giver: str, administrator: User, place: Municipality) -> None:
    with pytest.raises(PermissionDenied):
        end_role(
            factories.access_for(factories.user(role=giver, place=place)),
            administrator.memberships.get(),
            expected_version=1,
        )


def test_a_coordinator_cannot_make_herself_administrator(place: Municipality) -> None:
    who = factories.user(role=roles.COORDINATOR, place=place)
    with pytest.raises(PermissionDenied):
        give_role(factories.access_for(who), user=who, role=roles.ADMINISTRATOR, municipality=place)
