"""Participants have a number, a team, and nothing else that tells who they are."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Participant
from agreements.services import participant as services
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import Team
from tests.threads import in_threads, shared_database

from . import world
from .world import Place

__all__ = ["shared_database"]


def test_the_portal_makes_the_number(slagelse: Place, kolding: Place) -> None:
    first, second = world.participant(slagelse.team), world.participant(slagelse.other_team)
    assert [str(first), str(second)] == ["Deltager S-0001", "Deltager S-0002"]
    assert str(world.participant(kolding.team)) == "Deltager K-0001"


def test_a_number_is_never_used_again(slagelse: Place) -> None:
    gone = world.participant(slagelse.team)
    services.remove_participant(slagelse.access(), gone, expected_version=gone.version)
    Participant.with_deleted.all().delete()
    assert world.participant(slagelse.team).number == "S-0002"


def test_one_registers_for_ones_own_team(slagelse: Place) -> None:
    access = slagelse.access("consultant")
    services.register_participant(access, Participant(team=slagelse.team))
    with pytest.raises(PermissionDenied):
        services.register_participant(access, Participant(team=slagelse.other_team))
    with pytest.raises(PermissionDenied):
        services.register_participant(slagelse.access("colleague"), Participant(team=slagelse.team))
    services.register_participant(slagelse.access(), Participant(team=slagelse.other_team))


def test_the_number_cannot_be_chosen_or_changed(slagelse: Place) -> None:
    chosen = services.register_participant(SYSTEM, Participant(team=slagelse.team, number="Jens"))
    assert chosen.number == "S-0001"
    chosen.number = "Jens"
    services.correct_participant(slagelse.access(), chosen, expected_version=chosen.version)
    assert Participant.objects.get().number == "S-0001"


def test_a_team_is_changed_within_the_municipality_by_who_may(slagelse: Place, kolding: Place) -> None:
    who = world.participant(slagelse.team)
    who.team = kolding.team
    with world.refused("anden kommune"):
        services.correct_participant(slagelse.access(), who, expected_version=who.version)
    who.team = slagelse.other_team
    with pytest.raises(PermissionDenied):  # giving away to a team one is not in
        services.correct_participant(slagelse.access("consultant"), who, expected_version=who.version)
    with pytest.raises(PermissionDenied):  # taking from a team one is not in
        services.correct_participant(slagelse.access("colleague"), who, expected_version=who.version)
    services.correct_participant(slagelse.access(), who, expected_version=who.version)
    assert Participant.objects.get().team == slagelse.other_team


@pytest.mark.parametrize("text", ["010190-1234", "sag 0101901234"])
def test_a_cpr_number_is_no_case_reference(slagelse: Place, text: str) -> None:
    with world.refused("CPR"):
        services.register_participant(SYSTEM, Participant(team=slagelse.team, case_reference=text))


def test_who_has_courses_stays(slagelse: Place) -> None:
    made = world.course(slagelse)
    with world.refused("har 1 forløb"):
        services.remove_participant(slagelse.access(), made.participant, expected_version=made.participant.version)


def test_back_from_the_trash_under_the_same_number(slagelse: Place) -> None:
    who = world.participant(slagelse.team)
    services.remove_participant(slagelse.access("consultant"), who, expected_version=who.version)
    assert not Participant.objects.exists()
    services.restore_participant(slagelse.access("consultant"), Participant.with_deleted.get())
    assert Participant.objects.get().number == "S-0001"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_many_at_once_get_a_number_each() -> None:
    made: list[str] = []
    guard = threading.Lock()
    team: dict[str, Any] = {}

    def prepare() -> None:
        team["pk"] = world.place("0330", "VeteranHaven").team.pk

    def register() -> None:
        who = services.register_participant(SYSTEM, Participant(team=Team.objects.get(pk=team["pk"])))
        with guard:
            made.append(who.number)

    assert in_threads(prepare) == []
    assert in_threads(*[register] * 8) == []
    assert sorted(made) == [f"S-{number:04d}" for number in range(1, 9)]
