"""The way to registration: a new state ends the one before; corrections; one state a day."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from enterprises.models import CvrNumber, Enterprise, Presence, RsvPeriod
from enterprises.services import rsv as services
from socialportal.accounts import roles
from socialportal.accounts.access import Access

from .conftest import Place
from .saying import refused

WORKING, APPLIED, REGISTERED, LEFT = (
    RsvPeriod.State.WORKING,
    RsvPeriod.State.APPLIED,
    RsvPeriod.State.REGISTERED,
    RsvPeriod.State.LEFT,
)


def state(place: Place, what: str, first: dt.date | None = None, **fields: object) -> RsvPeriod:
    return RsvPeriod(enterprise=place.enterprise, state=what, valid_from=first, **fields)


def states(place: Place) -> list[tuple[str, dt.date | None, dt.date | None]]:
    rows = RsvPeriod.objects.filter(enterprise=place.enterprise).order_by("pk")
    return [(row.state, row.valid_from, row.valid_to) for row in rows]


def test_each_state_ends_the_one_before(slagelse: Place, access: Access) -> None:
    services.next_state(access, state(slagelse, WORKING, since_text="før 2018"))
    services.next_state(access, state(slagelse, APPLIED, dt.date(2018, 5, 1)))
    services.next_state(access, state(slagelse, REGISTERED, dt.date(2018, 12, 3), source="cvr.dk"))
    assert states(slagelse) == [
        ("working", None, dt.date(2018, 4, 30)),
        ("applied", dt.date(2018, 5, 1), dt.date(2018, 12, 2)),
        ("registered", dt.date(2018, 12, 3), None),
    ]


def test_the_next_one_has_a_later_day_and_is_another(slagelse: Place, access: Access) -> None:
    services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1)))
    with refused("Skriv den dag, den nye status gælder fra", field="valid_from"):
        services.next_state(access, state(slagelse, APPLIED))
    with refused("begyndte først 1. februar 2018", field="valid_from"):
        services.next_state(access, state(slagelse, APPLIED, dt.date(2018, 2, 1)))
    with refused("Vælg den nye", field="state"):
        services.next_state(access, state(slagelse, WORKING, dt.date(2018, 3, 1)))
    assert states(slagelse) == [("working", dt.date(2018, 2, 1), None)]


def test_two_states_never_hold_on_a_day(slagelse: Place, access: Access) -> None:
    first = services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1)))
    services.next_state(access, state(slagelse, REGISTERED, dt.date(2018, 6, 1)))
    first.refresh_from_db()
    first.valid_to = dt.date(2018, 7, 1)
    with refused("kan ikke gælde den samme dag", field="valid_from"):
        services.correct_rsv(access, first, expected_version=2)


def test_a_unit_has_a_way_of_its_own(slagelse: Place, kolding: Place, access: Access) -> None:
    number = CvrNumber.objects.create(enterprise=slagelse.enterprise, number="10150817")
    services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1)))
    services.next_state(access, state(slagelse, REGISTERED, dt.date(2018, 1, 1), cvr_number=number))
    assert len(states(slagelse)) == 2
    foreign = CvrNumber.objects.create(enterprise=kolding.enterprise, number="25313763")
    with refused("hører til en anden virksomhed", field="cvr_number"):
        services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1), cvr_number=foreign))


def test_the_furthest_state_counts(slagelse: Place, access: Access) -> None:
    number = CvrNumber.objects.create(enterprise=slagelse.enterprise, number="10150817")
    services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1)))
    services.next_state(access, state(slagelse, REGISTERED, dt.date(2018, 3, 1), cvr_number=number))

    def standing(day: dt.date) -> str:
        return str(Enterprise.objects.with_standing(day).get(pk=slagelse.enterprise.pk).standing.text)

    assert standing(dt.date(2018, 1, 31)) == "Virksomhed"
    assert standing(dt.date(2018, 2, 1)) == "På vej til registrering"
    assert standing(dt.date(2018, 3, 1)) == "Registreret"
    assert Presence.objects.with_rsv(dt.date(2018, 3, 1)).get().standing.text == "Registreret"


def test_a_change_from_a_day_of_the_state_in_hand(slagelse: Place, access: Access) -> None:
    period = services.next_state(access, state(slagelse, REGISTERED, dt.date(2018, 2, 1)))
    period.state = LEFT
    services.change_rsv_from(access, period, from_day=dt.date(2019, 1, 1), expected_version=1)
    assert states(slagelse) == [
        ("registered", dt.date(2018, 2, 1), dt.date(2018, 12, 31)),
        ("left", dt.date(2019, 1, 1), None),
    ]


def test_who_looked_it_up_is_kept(slagelse: Place, access: Access) -> None:
    period = services.next_state(access, state(slagelse, REGISTERED, checked_on=dt.date(2018, 12, 3)))
    assert period.checked_by_id == access.user_id
    period.source = "cvr.dk"
    other = slagelse.access(roles.COORDINATOR)
    services.correct_rsv(other, period, expected_version=1)
    period.refresh_from_db()
    assert period.checked_by_id == access.user_id


def test_a_state_that_never_was_goes_and_the_one_before_holds_again(slagelse: Place, access: Access) -> None:
    services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1)))
    wrong = services.next_state(access, state(slagelse, REGISTERED, dt.date(2018, 6, 1)))
    services.remove_rsv(access, wrong, expected_version=1)
    assert states(slagelse) == [("working", dt.date(2018, 2, 1), None)]
    with refused("kan ikke gælde den samme dag"):
        services.restore_rsv(access, RsvPeriod.with_deleted.get(pk=wrong.pk))


def test_a_state_comes_back_where_there_is_room(slagelse: Place, access: Access) -> None:
    only = services.next_state(access, state(slagelse, WORKING, dt.date(2018, 2, 1)))
    services.remove_rsv(access, only, expected_version=1)
    assert states(slagelse) == []
    services.restore_rsv(access, RsvPeriod.with_deleted.get(pk=only.pk))
    assert states(slagelse) == [("working", dt.date(2018, 2, 1), None)]


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.ADMINISTRATOR, roles.ENTERPRISE_USER])
def test_only_a_coordinator(slagelse: Place, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.next_state(slagelse.access(role), state(slagelse, WORKING))
