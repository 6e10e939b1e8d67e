"""Places at a glance: how many are free, and from when; the agreement's contact; what a renewal changed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agreements.models import Agreement, Contact, Course, Pause, PauseReason
from agreements.queries import standings
from agreements.services import agreement as services
from agreements.services import terms as terms_services
from agreements.terms import next_place, running_on
from socialportal.accounts.access import SYSTEM

from . import world
from .reading import at, text_of
from .world import Place

DAY = dt.date(2018, 3, 1)
DAYS = st.integers(0, 120).map(lambda n: DAY + dt.timedelta(days=n - 40))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=8), st.integers(1, 5))
def test_the_next_place_is_free_and_the_first(stays: list[tuple[dt.date, dt.date | None]], seats: int) -> None:
    found = next_place(stays, DAY, lambda day: seats)
    held = [(start, free if free is None or free > DAY else None) for start, free in stays]
    earlier = [DAY + dt.timedelta(days=n) for n in range(((found or DAY + dt.timedelta(days=200)) - DAY).days)]
    assert all(running_on(held, day) >= seats for day in earlier)
    if found is not None:
        assert running_on(held, found) < seats


def test_a_course_that_outlives_its_frame_keeps_its_place() -> None:
    assert next_place([(dt.date(2017, 1, 1), dt.date(2018, 1, 1))], DAY, lambda day: 1) is None


def test_more_places_from_a_day_are_the_next(slagelse: Place) -> None:
    assert next_place([(DAY, None)], DAY, lambda day: 2 if day > DAY else 1) is None  # not at the end of anything


def started(of: Place, *days: dt.date) -> list[Course]:
    return [world.course(of, day) for day in days]


def standing(of: Place, day: dt.date = DAY) -> Any:
    agreement = Agreement.objects.prefetch_related("terms").get(pk=of.agreement.pk)
    return standings([agreement], day)[agreement.pk]


def test_free_now_and_when_the_next_is(slagelse: Place) -> None:
    first, *_ = started(slagelse, dt.date(2018, 1, 8), dt.date(2018, 2, 5))
    assert (standing(slagelse).free, standing(slagelse).said) == (1, "1\u00a0ledig plads")
    started(slagelse, dt.date(2018, 2, 5))
    assert standing(slagelse).said.replace("\u00a0", " ") == "ingen ledige pladser, den næste 9. april 2018"
    Pause.objects.create(
        course=first,
        paused_from=dt.date(2018, 2, 1),
        paused_to=dt.date(2018, 2, 14),
        reason=PauseReason.objects.first(),
    )
    assert standing(slagelse).next_on == dt.date(2018, 4, 23)
    assert standing(slagelse, dt.date(2019, 1, 1)).said == "ingen ledige pladser"


def test_courses_that_begin_later_are_no_place(slagelse: Place) -> None:
    started(slagelse, dt.date(2018, 1, 8), dt.date(2018, 1, 8))
    started(slagelse, dt.date(2018, 3, 5))
    assert standing(slagelse).free == 1
    assert standing(slagelse).running == 2


def test_an_agreement_without_terms_has_no_standing(slagelse: Place) -> None:
    slagelse.agreement.terms.all().delete()
    agreement = Agreement.objects.get(pk=slagelse.agreement.pk)
    assert standings([agreement], DAY) == {}


def test_the_list_says_when_the_next_place_is_free(
    slagelse: Place, consultant: Client, django_assert_max_num_queries: Any
) -> None:
    started(slagelse, *[dt.date(2018, 2, 5)] * 3)
    for number in range(2, 8):
        world.agreement(slagelse.presence, number)
    with django_assert_max_num_queries(9):
        page = consultant.get(f"{at('agreements')}?dag=2018-03-01")
    assert "ingen ledige pladser, den næste 7. maj 2018" in text_of(page)
    assert text_of(page).count("3 ledige pladser") == 6
    sheet = b"".join(consultant.get(f"{at('agreements')}?dag=2018-03-01&format=csv").streaming_content).decode()
    assert "den næste 7." in sheet


def test_going_beyond_is_shown_with_its_reason(slagelse: Place, consultant: Client) -> None:
    today = dt.date.today() - dt.timedelta(days=7)
    started(slagelse, *[today] * 3)
    page = text_of(consultant.get(slagelse.agreement.get_absolute_url()))
    assert "Ingen ledige pladser, den næste " in page
    world.course(slagelse, today, over_capacity_reason="Aftalt med mentor, én stopper på fredag.")
    page = text_of(consultant.get(slagelse.agreement.get_absolute_url()))
    assert "Ét forløb ud over pladserne" in page
    assert "Ud over pladserne: Aftalt med mentor, én stopper på fredag." in page


# --- The contact --------------------------------------------------------------------------------------------------------
def contact(of: Place, name: str = "Bente Holm") -> Contact:
    email = f"{name.split()[0].lower()}@{of.municipality.name.lower()}.example"
    return Contact.objects.create(
        municipality=of.municipality, name=name, title="kontakt i Fleksjobteamet", email=email
    )


def test_the_contact_is_chosen_and_shown(slagelse: Place, kolding: Place, coordinator: Client) -> None:
    mine, theirs = contact(slagelse), contact(kolding, "Dorte Krogh")
    url = at("agreement-edit", slagelse.agreement.pk)
    form = coordinator.get(url)
    assert "Bente Holm" in form.content.decode()
    assert "Dorte Krogh" not in form.content.decode()
    data = {
        "presence": slagelse.presence.pk,
        "number": 1,
        "title": "Samarbejdsaftale om forløb",
        "valid_from": "2018-01-01",
        "version": 1,
    }
    assert coordinator.post(url, data | {"contact": theirs.pk}).status_code == 422
    assert coordinator.post(url, data | {"contact": mine.pk}).status_code == 302
    page = text_of(coordinator.get(slagelse.agreement.get_absolute_url()))
    assert "Kontaktperson i kommunen Bente Holm, kontakt i Fleksjobteamet bente@slagelse.example" in page


def test_a_contact_of_another_municipality_is_refused(slagelse: Place, kolding: Place) -> None:
    slagelse.agreement.contact = contact(kolding)
    with world.refused("anden kommune", field="contact"):
        services.correct_agreement(SYSTEM, slagelse.agreement, expected_version=1)


# --- What a renewal changed ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("places", "told"), [(5, "pladser fra ”3” til ”5”."), (3, "vilkår siden 1. juni 2018.")])
def test_the_history_tells_what_a_renewal_changed(slagelse: Place, coordinator: Client, places: int, told: str) -> None:
    terms = slagelse.agreement.terms.get()
    terms.places = places
    terms_services.renew_terms(SYSTEM, terms, from_day=dt.date(2018, 6, 1), expected_version=1)
    page = text_of(coordinator.get(slagelse.agreement.get_absolute_url()))
    assert "Systemet fornyede vilkårene (Aftale 1: VeteranHaven, vilkår siden 1. juni 2018): " in page
    assert told in page
    assert "fra fra" not in page
