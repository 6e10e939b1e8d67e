"""Two at once."""

import pytest
from django.core.exceptions import ValidationError

from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import Membership, User
from socialportal.accounts.services import invitations
from socialportal.accounts.services.memberships import end_role, give_role
from tests import factories
from tests.threads import in_threads, shared_database

__all__ = ["shared_database"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two_administrators() -> list[int]:
    place = factories.municipality()
    return [factories.user(role=roles.ADMINISTRATOR, place=place).pk for _ in range(2)]


def test_two_administrators_who_end_each_other_leave_one(
    two_administrators: list[int], request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("shared_database")

    def end(who: int, whom: int) -> None:
        access = access_of(User.objects.get(pk=who))
        end_role(access, Membership.objects.get(user=whom), expected_version=1)

    one, other = two_administrators
    errors = in_threads(lambda: end(one, other), lambda: end(other, one))
    assert [type(error) for error in errors] == [ValidationError]
    left: list[int] = []
    assert in_threads(lambda: left.append(Membership.objects.lasting().filter(role=roles.ADMINISTRATOR).count())) == []
    assert left == [1]


def test_a_role_given_twice_at_once_is_given_once(
    two_administrators: list[int], request: pytest.FixtureRequest
) -> None:
    user = factories.user().pk
    request.getfixturevalue("shared_database")

    def give() -> None:
        access = access_of(User.objects.get(pk=two_administrators[0]))
        give_role(access, user=User.objects.get(pk=user), role=roles.POLITICIAN, municipality=access.municipality)

    errors = in_threads(*[give] * 4)
    assert [type(error) for error in errors] == [ValidationError] * 3
    counted: list[int] = []
    assert in_threads(lambda: counted.append(Membership.objects.filter(user=user).count())) == []
    assert counted == [1]


def test_an_invitation_is_taken_once(two_administrators: list[int], request: pytest.FixtureRequest) -> None:
    access = access_of(User.objects.get(pk=two_administrators[0]))
    made = invitations.invite(
        access,
        email="ny@test.example",
        name="Ny",
        role=roles.POLITICIAN,
        municipality=access.municipality,
        absolute=str,
    )
    made.token_digest = invitations.digest_of("hemmelig")
    made.save()
    request.getfixturevalue("shared_database")

    def accept() -> None:
        invitations.accept_as_new("hemmelig", name="Ny", password="en hest og syv vogne")

    errors = in_threads(*[accept] * 4)
    assert [type(error) for error in errors] == [invitations.Void] * 3
