"""Teams: who is in them, and when they can go."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from socialportal.accounts import roles
from socialportal.accounts.access import access_of
from socialportal.accounts.models import Municipality, Team, User
from socialportal.accounts.services import teams as services
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    return factories.municipality()


@pytest.fixture
def coordinator(place: Municipality) -> User:
    return factories.user(role=roles.COORDINATOR, place=place)


@pytest.fixture
def client(coordinator: User) -> Client:
    client = Client()
    client.force_login(coordinator)
    return client


def test_a_team_with_its_members(client: Client, place: Municipality) -> None:
    bo = factories.user(role=roles.CONSULTANT, place=place, name="Bo Lind")
    factories.user(role=roles.POLITICIAN, place=place, name="Per Politiker")
    factories.user(role=roles.CONSULTANT, place=factories.municipality("0621"), name="Kaj Kolding")
    page = client.get(reverse("accounts:team-add")).content.decode()
    assert "Bo Lind" in page
    assert "Per Politiker" not in page
    assert "Kaj Kolding" not in page
    client.post(reverse("accounts:team-add"), {"name": "Jobteamet", "members": [bo.memberships.get().pk]})
    team = Team.objects.get()
    assert access_of(bo).teams == {team.pk}
    assert "Bo Lind" in client.get(reverse("accounts:teams")).content.decode()
    client.post(reverse("accounts:team-edit", args=[team.pk]), {"version": 1, "name": "Jobteamet"})
    assert access_of(bo).teams == frozenset()


def test_nobody_from_another_municipality_gets_in(coordinator: User, client: Client, place: Municipality) -> None:
    stranger = factories.user(role=roles.CONSULTANT, place=factories.municipality("0621")).memberships.get()
    response = client.post(reverse("accounts:team-add"), {"name": "Jobteamet", "members": [stranger.pk]})
    assert response.status_code == 422
    with pytest.raises(ValidationError, match="fra sin egen kommune"):
        services.add_team(
            factories.access_for(coordinator),
            Team(name="x", municipality=place),
            links={"memberships": [stranger]},
        )


def test_goes_to_the_trash_and_comes_back(client: Client, place: Municipality) -> None:
    team = factories.team("Jobteamet", place)
    client.post(reverse("accounts:team-remove", args=[team.pk]), {"version": 1, "reason": "Nedlagt"})
    assert not Team.objects.exists()
    trash = reverse("accounts:team-trash")
    assert "Jobteamet" in client.get(trash).content.decode()
    client.post(trash, {"pk": team.pk})
    assert Team.objects.get() == team


def test_stays_while_something_belongs_to_it(
    coordinator: User, place: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, access = factories.team("Jobteamet", place), factories.access_for(coordinator)
    monkeypatch.setattr(services, "in_use", lambda team: True)
    with pytest.raises(ValidationError, match="Flyt dem til et andet team"):
        services.remove_team(access, team, expected_version=1)


def test_what_belongs_to_a_team_is_found_on_every_floor(place: Municipality) -> None:
    relations = {r.related_model._meta.label for r in Team._meta.related_objects if not r.many_to_many}
    assert "agreements.Participant" in relations
    assert not services.in_use(factories.team("Jobteamet", place))


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.POLITICIAN])
def test_others_do_not_touch_them(role: str, place: Municipality) -> None:
    access: Any = factories.access_for(factories.user(role=role, place=place))
    with pytest.raises(PermissionDenied):
        services.add_team(access, Team(name="x", municipality=place))
    with pytest.raises(PermissionDenied):
        services.remove_team(access, factories.team("y", place), expected_version=1)
