"""The log: visits, talks, bodies, events, counted; housing areas."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enterprises.models import Activity, Body, HousingArea, Presence
from enterprises.queries import activities, activities_per_year, bodies_that_met, enterprises_visited, external_talks
from enterprises.services import activity as services
from enterprises.services import body as bodies
from enterprises.services import housing_area as areas
from enterprises.services.presence import correct_presence
from enterprises.terms import activity_title
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.audit.sentences import history
from socialportal.common.periods import Period

from .conftest import Place
from .saying import refused

ADDRESS = "/arbejde/aktiviteter/"
YEAR = Period(dt.date(2018, 1, 1), dt.date(2018, 12, 31))


def noted(place: Place, **fields: Any) -> Activity:
    known = {"kind": "visit", "on": dt.date(2018, 5, 1), "title": "Besøg"}
    return Activity(municipality=place.municipality, **(known | fields))


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ({"kind": "visit", "enterprises": ["Sumak"]}, "Besøg hos Sumak"),
        ({"kind": "visit", "enterprises": ["Sumak", "BEVAR"]}, "Besøg hos Sumak og BEVAR"),
        ({"kind": "visit", "enterprises": ["A", "B", "C", "D"]}, "Besøg hos 4 virksomheder"),
        ({"kind": "visit"}, "Besøg"),
        ({"kind": "talk", "audience": "jobcentret"}, "Oplæg for jobcentret"),
        ({"kind": "talk"}, "Oplæg"),
        ({"kind": "body_meeting", "body": "Følgegruppe"}, "Møde i Følgegruppe"),
        ({"kind": "event", "enterprises": ["Sumak"]}, "Begivenhed hos Sumak"),
    ],
)
def test_a_title_is_suggested(told: dict[str, Any], title: str) -> None:
    assert activity_title(**told) == title


# --- Services -------------------------------------------------------------------------------------------------------------
def test_noted_changed_removed_and_back(slagelse: Place, access: Access) -> None:
    one = services.log_activity(access, noted(slagelse), links={"enterprises": [slagelse.enterprise]})
    assert list(one.enterprises.all()) == [slagelse.enterprise]
    one.people = 12
    services.change_activity(access, one, expected_version=1)
    assert "rettede" in history(one)[0].sentence
    services.remove_activity(access, one, expected_version=2)
    assert not Activity.objects.exists()
    services.restore_activity(access, Activity.with_deleted.get())
    assert Activity.objects.get().people == 12


def test_only_events_lie_ahead(slagelse: Place, access: Access) -> None:
    ahead = timezone.localdate() + dt.timedelta(days=9)
    for kind in ("visit", "talk"):
        with refused("Dagen er ikke kommet endnu", field="on"):
            services.log_activity(access, noted(slagelse, kind=kind, on=ahead))
    services.log_activity(access, noted(slagelse, kind="event", on=ahead))


def test_strangers_are_not_in_our_log(slagelse: Place, kolding: Place, access: Access) -> None:
    with refused("Fjordtangen har ikke været aktiv i kommunen", field="enterprises"):
        services.log_activity(access, noted(slagelse), links={"enterprises": [kolding.enterprise]})
    theirs = Body.objects.create(municipality=kolding.municipality, name="Følgegruppe")
    with refused("hører til en anden kommune", field="body"):
        services.log_activity(access, noted(slagelse, kind="body_meeting", body=theirs))
    with pytest.raises(ValidationError):
        services.log_activity(access, noted(slagelse, kind="body_meeting"))


def test_no_cpr_number_in_a_note(slagelse: Place, access: Access) -> None:
    with pytest.raises(ValidationError) as told:
        services.log_activity(access, noted(slagelse, note="Talte med 010170-1234 om praktik."))
    assert "note" in told.value.message_dict


@pytest.mark.parametrize("role", [roles.ADMINISTRATOR, roles.POLITICIAN, roles.ENTERPRISE_USER, roles.MENTOR])
def test_who_may_not(slagelse: Place, role: str) -> None:
    with pytest.raises(PermissionDenied):
        services.log_activity(slagelse.access(role), noted(slagelse))
    with pytest.raises(PermissionDenied):
        bodies.add_body(slagelse.access(role), Body(municipality=slagelse.municipality, name="Gruppe"))
    with pytest.raises(PermissionDenied):
        areas.add_area(slagelse.access(role), HousingArea(municipality=slagelse.municipality, name="Parken"))


def test_a_body_with_meetings_is_ended_not_deleted(slagelse: Place, access: Access) -> None:
    body = bodies.add_body(access, Body(municipality=slagelse.municipality, name="Styregruppe", members="Chef"))
    services.log_activity(access, noted(slagelse, kind="body_meeting", body=body, title="Møde"))
    with pytest.raises(ValidationError, match="hvornår gruppen holdt op"):
        bodies.remove_body(access, body, expected_version=1)
    body.members = "Chef\nKonsulent"
    after = bodies.change_body_from(access, body, from_day=dt.date(2019, 1, 1), expected_version=1)
    assert after.members == "Chef\nKonsulent"
    assert Body.objects.count() == 2


# --- Figures --------------------------------------------------------------------------------------------------------------
def test_figures_are_the_lines_behind_them(slagelse: Place, kolding: Place) -> None:
    here = slagelse.municipality
    body = Body.objects.create(municipality=here, name="Følgegruppe")
    Body.objects.create(municipality=here, name="Sover")
    for fields in (
        {"kind": "visit"},
        {"kind": "visit", "on": dt.date(2018, 12, 31)},
        {"kind": "visit", "on": dt.date(2019, 1, 1)},
        {"kind": "talk"},
        {"kind": "talk", "external": True},
        {"kind": "body_meeting", "body": body},
    ):
        one = noted(slagelse, **fields)
        one.save()
        if one.kind == "visit":
            one.enterprises.add(slagelse.enterprise)
    noted(kolding).save()
    gone = noted(slagelse)
    gone.deleted_at = timezone.now()
    gone.save()
    assert activities(here, YEAR).count() == 5
    assert activities(here, YEAR, "visit").count() == 2
    assert external_talks(here, YEAR).count() == 1
    assert list(enterprises_visited(here, YEAR)) == [slagelse.enterprise]
    assert [(one.name, one.met) for one in bodies_that_met(here, YEAR)] == [("Følgegruppe", 1)]  # type: ignore[attr-defined]
    rows = activities_per_year(Activity.objects.filter(municipality=here))
    assert [(row["year"], row["visit"], row["talk"], row["external"], row["total"]) for row in rows] == [
        (2019, 1, 0, 0, 1),
        (2018, 2, 2, 1, 5),
    ]


# --- Pages ----------------------------------------------------------------------------------------------------------------
def test_a_visit_is_noted_from_the_enterprises_page(slagelse: Place, sent_form: Any, page_faults: Any) -> None:
    client = slagelse.client()
    html = client.get(slagelse.enterprise.get_absolute_url()).content.decode()
    address = f"{ADDRESS}opret/?virksomhed=sumak&slags=visit"
    assert address.replace("&", "&amp;") in html
    assert page_faults(client.get(address).content.decode()) == []
    sent = sent_form(client, address)
    assert sent["kind"] == "visit"
    assert sent["on"] == timezone.localdate().isoformat()
    assert sent["enterprises"] == str(slagelse.enterprise.pk)
    answer = client.post(address, sent)
    assert answer.headers["Location"] == slagelse.enterprise.get_absolute_url()
    assert Activity.objects.get().title == "Besøg hos Sumak"
    html = client.get(slagelse.enterprise.get_absolute_url()).content.decode()
    assert "Besøg hos Sumak" in html


def test_the_enterprise_never_sees_the_log(slagelse: Place) -> None:
    one = noted(slagelse, title="Besøg om noget følsomt", note="Hemmeligt")
    one.save()
    one.enterprises.add(slagelse.enterprise)
    for role in (roles.ENTERPRISE_USER, roles.MENTOR):
        client = slagelse.client(role)
        assert "følsomt" not in client.get(slagelse.enterprise.get_absolute_url()).content.decode()
        assert client.get(one.get_absolute_url()).status_code in (403, 404)
        assert client.get(ADDRESS).status_code == 403


def test_a_meeting_without_its_group_keeps_what_was_typed(slagelse: Place, sent_form: Any) -> None:
    client = slagelse.client()
    sent = sent_form(client, f"{ADDRESS}opret/") | {"kind": "body_meeting", "note": "Om budgettet"}
    answer = client.post(f"{ADDRESS}opret/", sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Vælg den gruppe eller det forum, der mødtes." in html
    assert "Om budgettet" in html


def test_foreign_enterprises_cannot_be_chosen(slagelse: Place, kolding: Place, sent_form: Any) -> None:
    client = slagelse.client()
    html = client.get(f"{ADDRESS}opret/").content.decode()
    assert "Fjordtangen" not in html
    sent = sent_form(client, f"{ADDRESS}opret/") | {"enterprises": [kolding.enterprise.pk], "title": "X"}
    assert client.post(f"{ADDRESS}opret/", sent).status_code == 422
    assert not Activity.objects.exists()


def test_filters_and_files(slagelse: Place, page_faults: Any) -> None:
    client = slagelse.client()
    body = Body.objects.create(municipality=slagelse.municipality, name="Følgegruppe", members="3F\nKommunen")
    noted(slagelse, title="=Besøg").save()
    noted(slagelse, kind="body_meeting", body=body, title="Møde", on=dt.date(2019, 2, 1)).save()
    for address in (ADDRESS, f"{ADDRESS}optalt/", f"{ADDRESS}grupper/", "/arbejde/boligomraader/"):
        assert page_faults(client.get(address).content.decode()) == [], address
    assert "Møde" not in client.get(f"{ADDRESS}?aar=2018&q=bes&format=csv").getvalue().decode().replace("Møder", "")
    assert "'=Besøg" in client.get(f"{ADDRESS}?format=csv").getvalue().decode()
    assert "Følgegruppe;3F og Kommunen" in client.get(f"{ADDRESS}grupper/?format=csv").getvalue().decode()
    counted = client.get(f"{ADDRESS}optalt/?format=csv").getvalue().decode()
    assert "2019;0;0;0;1;0;1" in counted
    assert "2018;1;0;0;0;0;1" in counted


@pytest.mark.parametrize(
    "address", [ADDRESS, f"{ADDRESS}optalt/", f"{ADDRESS}grupper/", "/arbejde/boligomraader/", "page"]
)
def test_pages_ask_as_much_for_many(slagelse: Place, address: str) -> None:
    client = slagelse.client()
    address = slagelse.enterprise.get_absolute_url() if address == "page" else address

    def asked(number: int) -> int:
        for n in range(number):
            body = Body.objects.create(municipality=slagelse.municipality, name=f"Gruppe {number} {n}")
            HousingArea.objects.create(municipality=slagelse.municipality, name=f"Parken {number} {n}")
            for kind in ("visit", "body_meeting", "event"):
                one = noted(slagelse, kind=kind, body=body, title=f"{kind} {n}", on=dt.date(2000 + n % 20, 1, 1))
                one.save()
                one.enterprises.add(slagelse.enterprise)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = asked(3)
    assert few <= 36
    assert asked(30) == few


# --- Housing areas ------------------------------------------------------------------------------------------------------
def test_figures_have_a_year_and_a_source(slagelse: Place, access: Access) -> None:
    area = HousingArea(municipality=slagelse.municipality, name="Parken", dwellings=960)
    with refused("hvilket år", field="year"):
        areas.add_area(access, area)
    area.year = 2015
    with refused("hvor oplysningerne kommer fra", field="source"):
        areas.add_area(access, area)
    area.source = "Cabi 2015"
    areas.add_area(access, area)
    with pytest.raises(ValidationError):
        areas.add_area(access, HousingArea(municipality=slagelse.municipality, name="Parken"))


def test_who_lies_there(slagelse: Place, access: Access, sent_form: Any, page_faults: Any) -> None:
    area = areas.add_area(access, HousingArea(municipality=slagelse.municipality, name="Parken"))
    client = slagelse.client()
    edit = f"{slagelse.enterprise.get_absolute_url()}aktiv/{slagelse.presence.pk}/ret/"
    assert client.post(edit, sent_form(client, edit) | {"housing_area": area.pk}).status_code == 302
    html = client.get(area.get_absolute_url()).content.decode()
    assert page_faults(html) == []
    assert "Sumak" in html
    assert "Ligger i" in client.get(slagelse.enterprise.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="Ret først"):
        areas.remove_area(access, area, expected_version=1)
    presence = Presence.objects.get(pk=slagelse.presence.pk)
    presence.housing_area = None
    correct_presence(access, presence, expected_version=presence.version)
    areas.remove_area(access, area, expected_version=1)
    areas.restore_area(access, HousingArea.with_deleted.get())
    assert HousingArea.objects.exists()


def test_another_municipalitys_area_is_not_offered(slagelse: Place, kolding: Place, sent_form: Any) -> None:
    theirs = HousingArea.objects.create(municipality=kolding.municipality, name="Fjordparken")
    HousingArea.objects.create(municipality=slagelse.municipality, name="Parken")
    client = slagelse.client()
    edit = f"{slagelse.enterprise.get_absolute_url()}aktiv/{slagelse.presence.pk}/ret/"
    assert "Fjordparken" not in client.get(edit).content.decode()
    assert client.post(edit, sent_form(client, edit) | {"housing_area": theirs.pk}).status_code == 422
