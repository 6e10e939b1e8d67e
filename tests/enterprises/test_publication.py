"""What the public sees: published at once, or when the municipality has said yes."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.models import ContactPerson, Enterprise, Picture, Product, ProductCategory, Publication, Trade
from enterprises.profile import NOTHING, fingerprint
from enterprises.services import enterprise as services
from enterprises.services import profile_approval as approval
from enterprises.services import profile_parts as parts
from enterprises.services.publication import publish, refresh, snapshot
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .pictures import jpeg, upload
from .saying import refused

CAFE = "Mad fra hele verden."


def public(place: Place) -> Publication:
    return Publication.objects.get(enterprise=place.enterprise)


def write(place: Place, summary: str = CAFE, *, who: str = roles.ENTERPRISE_USER) -> None:
    """Somebody changes the short text."""
    record = Enterprise.objects.get(pk=place.enterprise.pk)
    record.summary = summary
    services.change_enterprise(place.access(who), record, expected_version=record.version)


def seen(place: Place) -> str:
    return fingerprint(snapshot(Enterprise.objects.get(pk=place.enterprise.pk)))


@pytest.fixture
def approving(slagelse: Place) -> Place:
    """Slagelse wants to see pages first; what Sumak had is public."""
    slagelse.municipality.approves_profiles = True
    slagelse.municipality.save()
    factories.publication(slagelse.enterprise)
    return slagelse


def test_the_shape_is_the_agreed_one(slagelse: Place) -> None:
    of = slagelse.enterprise
    of.trades.set(Trade.objects.filter(code="food"))
    picture = Picture.objects.create(enterprise=of, file="billeder/x.jpg", width=4, height=3, alt_text="En kop")
    product = Product.objects.create(enterprise=of, name="Kaffe", price_text="30 kr.", picture=picture)
    product.categories.set(ProductCategory.objects.filter(code="catering"))
    ContactPerson.objects.create(enterprise=of, name="Rana", phone="1", public=True, only_in=slagelse.municipality)
    ContactPerson.objects.create(enterprise=of, name="Skjult", phone="2")
    made = publish(SYSTEM, of)
    assert made.data.keys() == NOTHING.keys()
    assert made.data["products"] == [
        {
            "name": "Kaffe",
            "text": "",
            "price": "30 kr.",
            "order": "",
            "categories": ["Mad og catering"],
            "picture": picture.pk,
            "picture_alt": "En kop",
        }
    ]
    assert made.data["pictures"] == [{"pk": picture.pk, "alt": "En kop", "credit": "", "width": 4, "height": 3}]
    assert [contact["name"] for contact in made.data["contacts"]] == ["Rana"]
    assert made.data["contacts"][0]["only_in"] == "0330"
    assert made.marks == "|branche:food|vare:catering|"
    assert "kaffe" in made.words
    assert "skjult" not in made.words


def test_without_approval_all_changes_are_public_at_once(slagelse: Place) -> None:
    write(slagelse)
    assert public(slagelse).data["summary"] == CAFE
    parts.add_part(slagelse.access(roles.ENTERPRISE_USER), Product(enterprise=slagelse.enterprise, name="Kaffe"))
    assert public(slagelse).data["products"][0]["name"] == "Kaffe"
    assert "kaffe" in public(slagelse).words


def test_what_an_enterprise_changes_waits_where_the_municipality_wants_it(approving: Place) -> None:
    write(approving)
    page = public(approving)
    assert page.data["summary"] == "Sumak laver mad."
    assert CAFE.lower() not in page.words
    assert page.waiting_since is not None
    (told,) = Notice.objects.filter(user=approving.users[roles.COORDINATOR])
    assert "Sumak har ændret sin side" in told.subject
    write(approving, "Endnu en sætning.")
    assert Notice.objects.filter(user=approving.users[roles.COORDINATOR]).count() == 1
    assert public(approving).waiting_since == page.waiting_since


def test_what_is_put_back_no_longer_waits(approving: Place) -> None:
    write(approving)
    write(approving, "Sumak laver mad.")
    assert public(approving).waiting_since is None


def test_staff_publish_at_once_unless_something_waits(approving: Place) -> None:
    write(approving, "Fra kommunen.", who=roles.CONSULTANT)
    assert public(approving).data["summary"] == "Fra kommunen."
    write(approving)
    write(approving, "Rettet af kommunen.", who=roles.COORDINATOR)
    assert public(approving).data["summary"] == "Fra kommunen."
    assert public(approving).waiting_since is not None


def test_only_where_it_is_active_and_listed(approving: Place) -> None:
    approving.presence.listed = False
    approving.presence.save()
    write(approving)
    assert public(approving).data["summary"] == CAFE


def test_a_person_and_a_picture_are_gone_at_once(approving: Place) -> None:
    user = approving.access(roles.ENTERPRISE_USER)
    picture = parts.add_picture(
        SYSTEM, Picture(enterprise=approving.enterprise, alt_text="En kop"), upload=upload(jpeg())
    )
    contact = ContactPerson(enterprise=approving.enterprise, name="Rana", phone="12 34 56 78", public=True)
    parts.add_part(SYSTEM, contact)
    assert public(approving).data["pictures"]
    write(approving)
    parts.remove_part(user, picture, expected_version=1)
    contact.public = False
    parts.change_part(user, contact, expected_version=1)
    page = public(approving)
    assert (page.data["pictures"], page.data["contacts"], page.data["summary"]) == ([], [], "Sumak laver mad.")


def test_approved_it_is_public_and_the_enterprise_is_told(approving: Place) -> None:
    write(approving)
    approval.approve(approving.access(), approving.enterprise, seen=seen(approving))
    page = public(approving)
    assert (page.data["summary"], page.waiting_since) == (CAFE, None)
    assert Notice.objects.filter(user=approving.users[roles.ENTERPRISE_USER]).count() == 1
    assert not Notice.objects.filter(user=approving.users[roles.COORDINATOR], read_at=None)
    assert "gjorde den offentlige side for Sumak offentlig" in history(approving.enterprise)[0].sentence
    with pytest.raises(Conflict):
        approval.approve(approving.access(), approving.enterprise, seen=seen(approving))


def test_sent_back_it_waits_until_it_is_changed(approving: Place) -> None:
    write(approving)
    with refused("Skriv, hvad virksomheden skal rette", field="comment"):
        approval.send_back(approving.access(), approving.enterprise, seen=seen(approving), comment="  ")
    with refused("CPR", field="comment"):
        approval.send_back(approving.access(), approving.enterprise, seen=seen(approving), comment="010203-1234")
    approval.send_back(approving.access(), approving.enterprise, seen=seen(approving), comment="Kortere, tak.")
    assert not approval.waiting(approving.access())
    assert "Kortere, tak." in Notice.objects.get(user=approving.users[roles.ENTERPRISE_USER]).text
    write(approving, "Mad.")
    assert public(approving).comment == ""
    assert [row.enterprise for row in approval.waiting(approving.access())] == [approving.enterprise]
    assert Notice.objects.filter(user=approving.users[roles.COORDINATOR], read_at=None).count() == 1


def test_what_was_changed_meanwhile_is_not_approved(approving: Place) -> None:
    write(approving)
    looked_at = seen(approving)
    write(approving, "Noget helt andet.")
    with pytest.raises(Conflict):
        approval.approve(approving.access(), approving.enterprise, seen=looked_at)
    assert public(approving).data["summary"] == "Sumak laver mad."


@pytest.mark.parametrize("who", [roles.CONSULTANT, roles.ADMINISTRATOR, roles.ENTERPRISE_USER])
def test_only_the_coordinator_approves(approving: Place, who: str) -> None:
    write(approving)
    with pytest.raises(PermissionDenied):
        approval.approve(approving.access(who), approving.enterprise, seen=seen(approving))


def test_of_two_municipalities_the_one_that_asked_approves(approving: Place, kolding: Place) -> None:
    factories.presence(approving.enterprise, kolding.municipality, valid_from=dt.date(2018, 1, 1))
    write(approving)
    with pytest.raises(PermissionDenied):
        approval.approve(kolding.access(), approving.enterprise, seen=seen(approving))
    approval.approve(approving.access(), approving.enterprise, seen=seen(approving))


def test_a_renamed_enterprise_is_found_by_both_names(slagelse: Place) -> None:
    record = Enterprise.objects.get(pk=slagelse.enterprise.pk)
    record.name = "Sumak Mad"
    services.rename(slagelse.access(), record, from_day=dt.date(2018, 6, 1), expected_version=1)
    assert public(slagelse).words.startswith("sumak mad\nsumak")


def test_a_refresh_costs_the_same_for_few_and_many(slagelse: Place) -> None:
    costs = []
    for number in (3, 30):
        factories.products(slagelse.enterprise, *(f"Vare {number} {one}" for one in range(number)))
        with CaptureQueriesContext(connection) as asked:
            refresh(SYSTEM, slagelse.enterprise)
        costs.append(len(asked))
    assert costs[1] <= costs[0] <= 30


def test_confirming_notes_the_day(slagelse: Place) -> None:
    services.confirm(slagelse.access(roles.ENTERPRISE_USER), slagelse.enterprise, expected_version=1)
    slagelse.enterprise.refresh_from_db()
    assert slagelse.enterprise.confirmed_on is not None
    with pytest.raises(PermissionDenied):
        services.confirm(slagelse.access(roles.MENTOR), slagelse.enterprise, expected_version=2)
