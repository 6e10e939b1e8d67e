"""Collaborations, and initiatives with those who take part in them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from agreements.models import Collaboration, Initiative, Participation
from agreements.services import collaboration as collaborations
from agreements.services import initiative as initiatives
from socialportal.accounts.access import SYSTEM
from socialportal.common.records import Conflict
from tests import factories

from . import world
from .world import Place

APRIL, YEAR_END = dt.date(2018, 4, 3), dt.date(2018, 12, 31)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


# --- Collaborations -----------------------------------------------------------------------------------------------------
def collaborate(slagelse: Place, **fields) -> Collaboration:
    fields = {"presence": slagelse.presence, "partner_name": "Comwell", "valid_from": APRIL, **fields}
    return collaborations.start_collaboration(slagelse.access("consultant"), Collaboration(**fields))


def test_started_corrected_and_ended(slagelse: Place) -> None:
    made = collaborate(slagelse, signed_on=dt.date(2017, 12, 20))
    made.scope = "Pleje af udearealer"
    made = collaborations.correct_collaboration(slagelse.access(), made, expected_version=1)
    collaborations.end_collaboration(slagelse.access(), made, ended_on=YEAR_END, expected_version=2)
    assert (fresh(made).scope, fresh(made).valid_to) == ("Pleje af udearealer", YEAR_END)
    with world.refused("Samarbejdet begyndte 3. april 2018", field="ended_on"):
        collaborations.end_collaboration(slagelse.access(), made, ended_on=dt.date(2018, 4, 2), expected_version=3)


def test_one_partner_who_is_somebody_else(slagelse: Place) -> None:
    other = factories.enterprise("Sund og Bælt", slagelse.municipality)
    assert collaborate(slagelse, partner=other, partner_name="").with_whom == "Sund og Bælt"
    with world.refused("Vælg en partner"):
        collaborate(slagelse, partner=other)
    with world.refused("Vælg en partner"):
        collaborate(slagelse, partner_name="")
    with world.refused("sig selv", field="partner"):
        collaborate(slagelse, partner=slagelse.enterprise, partner_name="")


def test_not_for_another_municipality_nor_before_the_enterprise_came(slagelse: Place, kolding: Place) -> None:
    with pytest.raises(PermissionDenied):
        collaborate(slagelse, presence=kolding.presence)
    with world.refused("ikke aktiv", field="valid_from"):
        collaborate(slagelse, valid_from=dt.date(2014, 1, 1))
    assert collaborate(slagelse, valid_from=None, since_text="før 2018").since == "før 2018"


def test_a_collaboration_goes_and_comes_back(slagelse: Place) -> None:
    made = collaborate(slagelse)
    collaborations.remove_collaboration(slagelse.access(), made, expected_version=1)
    assert not Collaboration.objects.exists()
    collaborations.restore_collaboration(slagelse.access(), Collaboration.with_deleted.get())
    assert Collaboration.objects.exists()


# --- Initiatives --------------------------------------------------------------------------------------------------------
@pytest.fixture
def initiative(slagelse: Place) -> Initiative:
    made = Initiative(municipality=slagelse.municipality, name="Borger i job på Øen", valid_from=dt.date(2018, 1, 1))
    return initiatives.start_initiative(slagelse.access(), made)


def join(slagelse: Place, initiative: Initiative, **fields) -> Participation:
    fields = {"presence": slagelse.presence, "valid_from": APRIL, **fields}
    return initiatives.join_initiative(slagelse.access(), Participation(initiative=initiative, **fields))


def test_the_key_is_made_from_the_name_once(slagelse: Place, initiative: Initiative) -> None:
    assert initiative.key == "borger-i-job-paa-oeen"
    with world.refused("allerede et initiativ med den nøgle"):
        initiatives.start_initiative(SYSTEM, Initiative(municipality=slagelse.municipality, name="Borger i job på Øen"))
    initiative.name = "Borger i job"
    initiatives.correct_initiative(slagelse.access(), initiative, expected_version=1)
    assert fresh(initiative).key == "borger-i-job-paa-oeen"


def test_consultants_look_and_coordinators_lead(slagelse: Place, initiative: Initiative) -> None:
    with pytest.raises(PermissionDenied):
        initiatives.start_initiative(
            slagelse.access("consultant"), Initiative(municipality=slagelse.municipality, name="Et til")
        )
    with pytest.raises(PermissionDenied):
        initiatives.join_initiative(
            slagelse.access("consultant"), Participation(initiative=initiative, presence=slagelse.presence)
        )


def test_joins_leaves_and_joins_again(slagelse: Place, initiative: Initiative) -> None:
    made = join(slagelse, initiative)
    with world.refused("VeteranHaven er allerede med i initiativet siden 3. april 2018", field="presence"):
        join(slagelse, initiative, valid_from=dt.date(2018, 6, 1))
    left = initiatives.leave_initiative(
        slagelse.access(), made, left_on=dt.date(2018, 9, 30), expected_version=made.version
    )
    assert fresh(left).valid_to == dt.date(2018, 9, 30)
    join(slagelse, initiative, valid_from=dt.date(2018, 10, 1))
    assert initiative.participations.count() == 2


def test_a_participation_is_corrected_removed_and_restored(slagelse: Place, initiative: Initiative) -> None:
    made = join(slagelse, initiative)
    made.valid_from = dt.date(2018, 5, 1)
    made = initiatives.correct_participation(slagelse.access(), made, expected_version=1)
    with world.refused("kom med 1. maj 2018", field="ended_on"):
        initiatives.leave_initiative(slagelse.access(), made, left_on=APRIL, expected_version=2)
    initiatives.remove_participation(slagelse.access(), fresh(made), expected_version=2)
    assert not initiative.participations.exists()
    initiatives.restore_participation(slagelse.access(), Participation.with_deleted.get())
    assert initiative.participations.exists()


def test_not_before_the_initiative_nor_from_elsewhere(slagelse: Place, kolding: Place, initiative: Initiative) -> None:
    with world.refused("Initiativet begynder 1. januar 2018, men VeteranHaven er med før", field="valid_from"):
        join(slagelse, initiative, valid_from=dt.date(2017, 12, 31))
    with world.refused("anden kommune", field="presence"):
        join(slagelse, initiative, presence=kolding.presence)


def test_ending_an_initiative_ends_who_takes_part(slagelse: Place, initiative: Initiative) -> None:
    made = join(slagelse, initiative)
    initiatives.end_initiative(slagelse.access(), initiative, ended_on=YEAR_END, expected_version=1)
    assert (fresh(initiative).valid_to, fresh(made).valid_to) == (YEAR_END, YEAR_END)
    with world.refused("men VeteranHaven er med længere", field="valid_to"):
        made = fresh(made)
        made.valid_to = dt.date(2019, 1, 31)
        initiatives.correct_participation(slagelse.access(), made, expected_version=made.version)


def test_dates_of_an_initiative_hold_who_takes_part(slagelse: Place, initiative: Initiative) -> None:
    join(slagelse, initiative)
    initiative.valid_from = dt.date(2018, 5, 1)
    with world.refused("VeteranHaven er med før", field="valid_from"):
        initiatives.correct_initiative(slagelse.access(), initiative, expected_version=1)
    with world.refused("Initiativet begyndte 1. januar 2018", field="ended_on"):
        initiatives.end_initiative(
            slagelse.access(), fresh(initiative), ended_on=dt.date(2017, 1, 1), expected_version=1
        )


def test_an_initiative_goes_and_comes_back(slagelse: Place, initiative: Initiative) -> None:
    join(slagelse, initiative)
    initiatives.remove_initiative(slagelse.access(), initiative, expected_version=1)
    assert not Participation.objects.visible_to(slagelse.access()).exists()
    initiatives.restore_initiative(slagelse.access(), Initiative.with_deleted.get())
    assert Participation.objects.visible_to(slagelse.access()).exists()


def test_the_second_of_two_is_told(slagelse: Place, initiative: Initiative) -> None:
    one, other = fresh(initiative), fresh(initiative)
    one.name = "Borger i job"
    initiatives.correct_initiative(slagelse.access(), one, expected_version=1)
    other.name = "Borger i arbejde"
    with pytest.raises(Conflict):
        initiatives.correct_initiative(slagelse.access(), other, expected_version=1)
