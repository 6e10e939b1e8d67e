"""Committees and decisions; and that nobody but the coordinator changes anything of the strategy."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reports import services
from reports.models import Committee, Decision, Goal, Strategy, StrategyPoint
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from tests import factories

from . import drafts

pytestmark = pytest.mark.django_db
D = dt.date
CPR = "Skriv til 010190-1234 om det."


@pytest.fixture
def place() -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def elsewhere() -> Municipality:
    return factories.municipality("0621")


@pytest.fixture
def access(place: Municipality) -> Access:
    return factories.access_for(factories.user(role=roles.COORDINATOR, place=place))


@pytest.fixture
def consultant(place: Municipality) -> Access:
    return factories.access_for(factories.user(role=roles.CONSULTANT, place=place))


# --- Committees and decisions -----------------------------------------------------------------------------------------
def test_a_renamed_committee_keeps_its_decisions_under_the_old_name(access: Access, place: Municipality) -> None:
    committee = drafts.committee(place, "Beskæftigelses- og Integrationsudvalget")
    decision = drafts.decision(committee, decided_on=D(2017, 11, 7))
    committee.name = "Social- og Beskæftigelsesudvalget"
    services.rename_committee(access, committee, from_day=D(2018, 1, 1), expected_version=1)
    assert Decision.objects.get(pk=decision.pk).committee.name == "Beskæftigelses- og Integrationsudvalget"
    assert Committee.objects.active_on(D(2018, 1, 1)).get().name == "Social- og Beskæftigelsesudvalget"


def test_a_decision_is_taken_under_the_name_of_its_day(access: Access, place: Municipality) -> None:
    committee = drafts.committee(place, "Nyt udvalg", valid_from=D(2018, 1, 1))
    with pytest.raises(ValidationError) as caught:
        drafts.decision(committee, decided_on=D(2017, 11, 7))
    assert "decided_on" in caught.value.message_dict


def test_a_committee_that_has_decided_stays(access: Access, place: Municipality) -> None:
    committee = drafts.committee(place)
    decision = drafts.decision(committee)
    with pytest.raises(ValidationError, match="kan ikke slettes"):
        services.remove_committee(access, committee, expected_version=1)
    services.remove_decision(access, decision, expected_version=1)
    services.remove_committee(access, committee, expected_version=1)
    services.restore_committee(access, Committee.with_deleted.get())
    services.restore_decision(access, Decision.with_deleted.get())
    assert committee.decisions.count() == 1


def test_a_decision_does_not_move_to_another_municipality(
    access: Access, place: Municipality, elsewhere: Municipality
) -> None:
    both = Access(
        user_id=access.user_id,
        roles=frozenset({(roles.COORDINATOR, place.pk), (roles.COORDINATOR, elsewhere.pk)}),
    )
    decision = drafts.decision(drafts.committee(place))
    decision.committee = drafts.committee(elsewhere, "Fremmed udvalg")
    with pytest.raises(ValidationError) as caught:
        services.correct_decision(both, decision, expected_version=1)
    assert "committee" in caught.value.message_dict


# --- The rule in front of every verb -----------------------------------------------------------------------------------
def test_a_consultant_changes_nothing(consultant: Access, place: Municipality) -> None:
    report = drafts.whole(place)
    strategy, goal, point = Strategy.objects.get(), Goal.objects.get(), StrategyPoint.objects.first()
    committee = drafts.committee(place)
    decision = drafts.decision(committee)
    known = {"expected_version": 1}
    assert point is not None
    attempts = [
        lambda: services.adopt_strategy(consultant, Strategy(municipality=place, title="Ny", valid_from=D(2022, 1, 1))),
        lambda: services.correct_strategy(consultant, strategy, **known),
        lambda: services.remove_strategy(consultant, strategy, **known),
        lambda: services.restore_strategy(consultant, strategy),
        lambda: services.add_goal(consultant, Goal(strategy=strategy, label="Mål", kind="once")),
        lambda: services.correct_goal(consultant, goal, **known),
        lambda: services.remove_goal(consultant, goal, **known),
        lambda: services.restore_goal(consultant, goal),
        lambda: services.add_point(consultant, StrategyPoint(strategy=strategy, title="Nyt")),
        lambda: services.correct_point(consultant, point, **known),
        lambda: services.move_point(consultant, point, by=1, place=1),
        lambda: services.remove_point(consultant, point, **known),
        lambda: services.restore_point(consultant, point),
        lambda: services.add_committee(consultant, Committee(municipality=place, name="Nyt")),
        lambda: services.correct_committee(consultant, committee, **known),
        lambda: services.rename_committee(consultant, committee, from_day=D(2019, 1, 1), **known),
        lambda: services.remove_committee(consultant, committee, **known),
        lambda: services.restore_committee(consultant, committee),
        lambda: services.add_decision(consultant, Decision(committee=committee, decided_on=D(2018, 1, 1), title="x")),
        lambda: services.correct_decision(consultant, decision, **known),
        lambda: services.remove_decision(consultant, decision, **known),
        lambda: services.restore_decision(consultant, decision),
    ]
    before = Entry.objects.count()
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert Entry.objects.count() == before
    assert report.year == drafts.YEAR
