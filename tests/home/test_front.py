"""Who is looking decides the first page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enterprises.models import Enterprise
from socialportal.home.demo.people import PASSWORD, logins
from socialportal.home.overview import goals_said

pytestmark = pytest.mark.django_db


def first_page(client, email=None):
    if email:
        assert client.login(email=email, password=PASSWORD)
    response = client.get(reverse("home:front"), follow=True)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_the_public_is_told_what_this_is_and_can_search(client):
    page = first_page(client)
    assert 'type="search"' in page
    assert reverse("account_login") in page


def test_everybody_has_a_first_page(demo, client, page_faults):
    for email, _ in logins():
        page = first_page(client, email)
        assert page_faults(page) == [], email
        client.logout()


def test_the_coordinator_sees_goals_places_and_what_happened(demo, client):
    page = first_page(client, "koordinator@slagelse.example")
    assert "To af fire mål er nået i 2018. Ét er på vej, og ét er ikke nået." in page
    assert "19 af 25" in page
    assert "35 af 30" in page
    assert "Ledige pladser" in page
    assert "Arbejd på" in page
    assert "2.018" not in page


def test_what_waits_for_the_coordinator_stands_on_top(demo, client):
    page = first_page(client, "koordinator@slagelse.example")
    assert "1 henvendelse, ingen har svaret på" in page
    client.logout()
    assert "1 ændret side skal godkendes" in first_page(client, "koordinator@kolding.example")


def test_who_runs_the_portal_is_not_told_how_to_get_in(demo, client):
    page = first_page(client, "drift@socialportal.example")
    assert "For dig, der er med" not in page
    assert reverse("accounts:word-lists") in page
    assert reverse("accounts:users") in page


@pytest.mark.parametrize("email", ["politiker@slagelse.example", "administrator@slagelse.example"])
def test_those_who_do_not_do_the_work_see_nothing_of_the_draft(demo, client, email):
    page = first_page(client, email)
    assert reverse("reports:public") in page
    assert "19 af 25" not in page
    assert "Ledige pladser" not in page
    assert "Det er der sket" not in page
    assert "Karen Kamp" not in page


def test_a_neighbour_sees_nothing_of_ours_and_is_offered_the_first_step(demo, client):
    page = first_page(client, "koordinator@kolding.example")
    assert "Sumak" not in page
    assert "VeteranHaven" not in page
    assert "Skriv strategien ind" in page


def test_an_enterprise_sees_its_own(demo, client):
    page = first_page(client, "redaktoer@sumak.example")
    assert "Sumak" in page
    assert "VeteranHaven" not in page
    assert "149 ord. Kladde." in page, "each contribution says how it stands, and leads to it"


def test_the_log_on_the_front_page_tells_of_no_person(demo, client):
    assert "Deltager S-" not in first_page(client, "koordinator@slagelse.example")


def test_queries_do_not_grow(demo, client, django_assert_max_num_queries):
    client.login(email="koordinator@slagelse.example", password=PASSWORD)
    # All that is due is nine of them.
    # Two of them for the round of contributions, which runs in autumn and, in the demo, always.
    with django_assert_max_num_queries(20):
        client.get(reverse("home:front"))


def test_the_page_of_an_enterprise_asks_no_more_than_it_has_to_tell(demo, client):
    """Sumak has something in nearly every room, each of which is a table of its own; most have something in a few."""
    client.login(email="koordinator@slagelse.example", password=PASSWORD)
    most = {"sumak": 28, "veteranhaven": 24, "musholm": 23}
    for enterprise in Enterprise.objects.filter(presences__municipality__code="0330").distinct():
        with CaptureQueriesContext(connection) as asked:
            client.get(enterprise.get_absolute_url())
        assert len(asked) <= most.get(enterprise.slug, 21), enterprise


def test_goals_in_words():
    assert goals_said([], 2018) == ""


def test_what_the_municipality_waits_for_comes_with_the_first_date_on_top(demo, client):
    assert client.login(email="redaktoer@sumak.example", password=PASSWORD)
    days = [row.day or dt.date.max for _, row in client.get(reverse("home:front")).context["waits"]]
    assert len(days) > 1
    assert days == sorted(days)
