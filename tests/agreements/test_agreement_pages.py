"""Agreements, terms, the trash, and what an enterprise sees."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client

from agreements.models import (
    Agreement,
    Course,
    Initiative,
    Participation,
    Placement,
)
from agreements.services import initiative as initiatives
from agreements.services import placement as placements
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from tests import factories

from . import world
from .reading import at, client_of, text_of, told
from .world import Place

FEBRUARY, MAY = dt.date(2018, 2, 5), dt.date(2018, 5, 4)


# --- Agreements -------------------------------------------------------------------------------------------------------
AGREEMENT = {
    "title": "Aftale om køkkenet",
    "number": 2,
    "valid_from": "2018-02-01",
    "places": 4,
    "places_optional": 1,
    "frame_weeks": 26,
    "plan_due_weeks": 2,
    "attendance_months": 2,
    "extension_allowed": "on",
    "price_per_place": "8.500,50",
}


def test_an_agreement_with_its_first_terms(slagelse: Place, coordinator: Client) -> None:
    response = coordinator.post(at("agreement-add"), AGREEMENT | {"presence": slagelse.presence.pk})
    made = Agreement.objects.get(number=2)
    assert response["Location"] == made.get_absolute_url()
    assert made.terms.get().price_per_place == Decimal("8500.50")
    page = text_of(coordinator.get(made.get_absolute_url()))
    assert "Ingen forløb er i gang." in page
    assert "8.500,50 kr." in page


def test_a_taken_number_and_missing_places_are_told_at_once(slagelse: Place, coordinator: Client) -> None:
    data = AGREEMENT | {"presence": slagelse.presence.pk, "places": "", "plan_due_weeks": "0"}
    response = coordinator.post(at("agreement-add"), data)
    assert response.status_code == 422
    assert {"places", "plan_due_weeks"} <= set(response.context["form"].errors)
    response = coordinator.post(at("agreement-add"), AGREEMENT | {"presence": slagelse.presence.pk, "number": 1})
    assert "Kommunen har allerede en aftale med det nummer." in text_of(response)
    assert Agreement.objects.count() == 1


def test_renewed_terms_say_what_is_new(slagelse: Place, coordinator: Client) -> None:
    terms = slagelse.agreement.terms.get()
    data = {
        "how": "from_day",
        "from_day": "2018-06-01",
        "places": 5,
        "places_optional": 0,
        "frame_weeks": 13,
        "plan_due_weeks": 4,
        "attendance_months": 2,
        "extension_allowed": "on",
        "valid_from": "2018-01-01",
        "version": 1,
    }
    response = coordinator.post(at("terms-edit", terms.pk), data)
    assert told(response) == "Vilkårene er gemt: 5 pladser (før 3)."
    page = text_of(coordinator.get(slagelse.agreement.get_absolute_url()))
    assert "Nyt: 5 pladser (før 3)." in page
    both = coordinator.post(at("terms-edit", terms.pk), data | {"valid_from": "2018-02-01", "version": 2})
    assert "Skriv kun den dag, de nye vilkår gælder fra." in text_of(both)


def test_what_cannot_be_deleted_says_so_at_once(slagelse: Place, coordinator: Client) -> None:
    world.course(slagelse)
    page = coordinator.get(at("agreement-remove", slagelse.agreement.pk))
    assert "Aftalen har 1 forløb og kan derfor ikke slettes." in text_of(page)
    assert '<button type="submit" class="button button-warning"' not in page.content.decode()
    assert coordinator.post(at("agreement-remove", slagelse.agreement.pk), {"version": 1}).status_code == 422


# --- The trash --------------------------------------------------------------------------------------------------------
def test_deleted_seen_and_brought_back(slagelse: Place, consultant: Client) -> None:
    course = world.ended(world.course(slagelse), MAY)
    page = text_of(consultant.get(at("course-remove", course.pk)))
    assert "1 status efter endt forløb" in page
    response = consultant.post(at("course-remove", course.pk), {"version": 2, "reason": "Dobbelt"})
    assert response["Location"] == at("courses")
    trash = text_of(consultant.get(at("trash")))
    assert "Forløb: Deltager S-0001 hos VeteranHaven" in trash
    assert "Begrundelse: Dobbelt" in trash
    colleague = client_of(slagelse.colleague)
    assert "S-0001" not in text_of(colleague.get(at("trash")))
    assert colleague.post(at("trash"), {"pk": f"course-{course.pk}"}).status_code == 404
    response = consultant.post(at("trash"), {"pk": f"course-{course.pk}"})
    assert response["Location"] == course.get_absolute_url()
    assert Course.objects.get().outcomes.exists()
    for nonsense in ("", "course-x", "user-1", f"course-{course.pk}"):
        assert consultant.post(at("trash"), {"pk": nonsense}).status_code == 404


def test_a_consultant_does_not_restore_what_is_the_coordinators(slagelse: Place, consultant: Client) -> None:
    other = world.agreement(slagelse.presence, 2)
    coordinator = client_of(slagelse.coordinator)
    assert coordinator.post(at("agreement-remove", other.pk), {"version": 1}).status_code == 302
    assert "Aftale 2" not in text_of(consultant.get(at("trash")))
    assert consultant.post(at("trash"), {"pk": f"agreement-{other.pk}"}).status_code == 403
    assert coordinator.post(at("trash"), {"pk": f"agreement-{other.pk}"}).status_code == 302


# --- What an enterprise sees ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [roles.ENTERPRISE_USER, roles.MENTOR])
def test_an_enterprise_sees_its_places_and_nothing_of_persons(slagelse: Place, role: str) -> None:
    course = world.ended(world.course(slagelse), MAY, "prison")
    world.course(slagelse)
    placements.register_placement(
        SYSTEM, Placement(presence=slagelse.presence, type=world.job_type(), started_on=dt.date.today())
    )
    made = initiatives.start_initiative(SYSTEM, Initiative(municipality=slagelse.municipality, name="Borger i job"))
    Participation.objects.create(initiative=made, presence=slagelse.presence)
    client = client_of(factories.user(role=role, serves=slagelse.enterprise))
    page = client.get(slagelse.enterprise.get_absolute_url())
    assert "1 af 3 pladser i brug" in text_of(page)
    assert "Borger i job" in text_of(page)
    assert slagelse.agreement.get_absolute_url() not in page.content.decode()
    for hidden in ("S-0001", "S-0002", "I fængsel", "begyndt i året", "Start et forløb"):
        assert hidden not in text_of(page)
    for url in (
        course.get_absolute_url(),
        slagelse.agreement.get_absolute_url(),
        course.participant.get_absolute_url(),
    ):
        assert client.get(url).status_code == 404
    assert client.get(at("courses")).status_code == 403


def test_the_municipality_sees_it_all_on_the_enterprises_page(slagelse: Place, kolding: Place) -> None:
    world.course(slagelse)
    placements.register_placement(
        SYSTEM, Placement(presence=slagelse.presence, type=world.job_type(), started_on=dt.date.today())
    )
    page = client_of(slagelse.consultant).get(slagelse.enterprise.get_absolute_url())
    assert slagelse.agreement.get_absolute_url() in page.content.decode()
    assert "1 job begyndt i året" in text_of(page)
    assert "Start et forløb (2 ledige)" in text_of(page)
    # an enterprise in two municipalities: each sees its own part
    factories.presence(slagelse.enterprise, kolding.municipality)
    page = client_of(kolding.consultant).get(slagelse.enterprise.get_absolute_url())
    assert page.status_code == 200
    for hidden in ("pladser i brug", "begyndt i året", "Start et forløb"):
        assert hidden not in text_of(page)
