"""Every permission, for every role, on own and foreign records."""

import pytest
import rules as library
from django.core.exceptions import PermissionDenied

from enterprises import rules
from enterprises.models import (
    Contribution,
    CvrNumber,
    Donor,
    Grant,
    NetworkMeeting,
    Presence,
    RsvPeriod,
    Story,
)
from enterprises.services import guarded
from socialportal.accounts import roles
from socialportal.accounts.access import ANONYMOUS, SYSTEM, Access
from socialportal.accounts.rules import may

from .conftest import Place

C, K, A, P = roles.COORDINATOR, roles.CONSULTANT, roles.ADMINISTRATOR, roles.POLITICIAN
U, M = roles.ENTERPRISE_USER, roles.MENTOR
# Who has what about what is theirs. A permission that is missing here fails `test_all_are_here`.
HELD = {
    "list_enterprises": {C, K, A},
    "view_enterprise": {C, K, A, U, M},
    "view_internal": {C, K, A},
    "add_enterprise": {C},
    "change_profile": {C, K, U},
    "change_enterprise": {C, K},
    "change_note": {C, K},
    "remove_enterprise": {C},
    "change_presence": {C},
    "change_rsv": {C},
    "view_contribution": {C, K, A, U},
    "change_contribution": {C, U},
    "arrange_contributions": {C},
    "view_grant": {C, K, A, U},
    "change_grant": {C},
    "view_network": {C, K, A},
    "change_network": {C},
    "view_story": {C, K, A},
    "change_story": {C},
    "change_people": {C, A, U},
    "approve_profile": {C},
    "open_year": {C},
    "approve_contribution": {C},
    "view_rsv": {C, K, A, U},
    "change_checklist": {C, K, U},
    "check_rsv": {C, K},
    "view_inquiry": {C, K},
    "change_inquiry": {C, K},
    "change_helper": {C},
    "view_invitation": {C, K, A, U},
    "answer_invitation": {C, U},
    "view_board": {C, K, A, U},
    "post_on_board": {U},
    "reply_on_board": {U},
    "remove_from_board": {C, U},
    "send_fund_mailing": {C},
    "view_fund_mailing": {C, K, A, U},
    "view_application": {C, K, U},
    "change_application": {C, K, U},
    "co_sign_application": {C},
    "view_task": {C, K, A, U},
    "change_task": {C, K, U},
    "publish_task": {C, K},
    "show_interest": {U},
    "view_activity": {C, K, A},
    "log_activity": {C, K},
    "change_area": {C},
    "merge_enterprises": {C},
}


def test_all_are_here() -> None:
    assert set(HELD) == set(rules.PERMISSIONS)
    for name in HELD:
        assert library.perm_exists(f"enterprises.{name}")
        assert f"`{name}`" in (rules.__doc__ or ""), f"{name} is missing from the table"


@pytest.mark.parametrize("name", HELD)
def test_held_by_those_and_no_others(name: str, slagelse: Place, kolding: Place) -> None:
    permission = f"enterprises.{name}"
    own = (
        NetworkMeeting(municipality=slagelse.municipality)
        if "network" in name or "story" in name
        else slagelse.enterprise
    )
    for role in [*roles.MUNICIPAL, *roles.OF_ENTERPRISES]:
        expected = role in HELD[name]
        assert may(slagelse.access(role), permission, own) is expected, f"{role} about an own record"
        assert may(slagelse.access(role), permission) is expected, f"{role} in general"
        assert may(kolding.access(role), permission, own) is False, f"{role} of another municipality"
    assert may(ANONYMOUS, permission, own) is False
    assert may(ANONYMOUS, permission) is False
    assert may(Access(roles=frozenset({(roles.SYSTEM_ADMINISTRATOR, None)})), permission, own) is False
    assert may(SYSTEM, permission, own) is True


def test_a_record_belongs_where_its_relations_lead(slagelse: Place, kolding: Place) -> None:
    here, there = slagelse.municipality.pk, kolding.municipality.pk
    presence, enterprise = slagelse.presence, slagelse.enterprise
    grant = Grant(presence=presence)
    for record in (
        presence,
        grant,
        Donor(grant=grant).grant,
        Contribution(presence=presence),
        RsvPeriod(enterprise=enterprise),
        CvrNumber(enterprise=enterprise),
        Story(municipality=slagelse.municipality),
    ):
        assert rules.places_of(record) == {here}, record
    Presence.objects.create(enterprise=enterprise, municipality=kolding.municipality, kind="initiative")
    assert rules.places_of(enterprise) == {here, there}
    assert rules.places_of(None) is None
    assert rules.places_of(Grant()) is None
    assert rules.places_of(object()) == frozenset()


def test_an_enterprise_in_two_municipalities_is_both_coordinators_but_not_its_presences(
    slagelse: Place, kolding: Place
) -> None:
    Presence.objects.create(enterprise=slagelse.enterprise, municipality=kolding.municipality, kind="initiative")
    assert may(kolding.access(C), "enterprises.change_enterprise", slagelse.enterprise)
    assert not may(kolding.access(C), "enterprises.change_presence", slagelse.presence)


def test_a_role_elsewhere_does_not_help(slagelse: Place, kolding: Place) -> None:
    """Coordinator in Kolding and consultant in Slagelse: what counts is the role where the record is."""
    both = Access(user_id=1, roles=frozenset({(C, kolding.municipality.pk), (K, slagelse.municipality.pk)}))
    assert not may(both, "enterprises.change_presence", slagelse.presence)
    assert may(both, "enterprises.change_enterprise", slagelse.enterprise)


def test_nobody_gives_away_what_is_not_theirs(slagelse: Place, kolding: Place) -> None:
    """A changed record is asked about as it was and as it becomes."""
    meeting = NetworkMeeting.objects.create(municipality=kolding.municipality, held_on="2018-03-01")
    meeting.municipality = slagelse.municipality
    with pytest.raises(PermissionDenied):
        guarded.change(slagelse.access(C), "enterprises.change_network", meeting, expected_version=1)
    meeting.municipality = kolding.municipality
    with pytest.raises(PermissionDenied):
        guarded.change(slagelse.access(C), "enterprises.change_network", meeting, expected_version=1)
