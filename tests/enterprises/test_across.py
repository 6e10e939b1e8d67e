"""An enterprise in two municipalities, and what is nobody's yet: nobody sees or decides what is not theirs."""

import datetime as dt

import pytest
from django.utils import timezone

from enterprises.models import (
    Activity,
    Contribution,
    EnterpriseMembership,
    GrantApplication,
    Inquiry,
    NotDuplicate,
    Presence,
    Product,
    Publication,
)
from enterprises.services import merging, people, profile_parts
from enterprises.services.presence import write_note
from socialportal.accounts import roles
from socialportal.accounts.models import Invitation, Membership
from tests import factories

from .conftest import Place
from .saying import refused, text

SECRET = "Ring aldrig til formanden."


@pytest.fixture
def there(slagelse: Place, kolding: Place) -> Presence:
    """Sumak in Kolding, too."""
    return factories.presence(slagelse.enterprise, kolding.municipality, valid_from=dt.date(2018, 1, 1))


def test_the_whole_history_is_without_the_others_notes(slagelse: Place, kolding: Place, there: Presence) -> None:
    there.note = SECRET
    write_note(kolding.access(), there, expected_version=1)
    page = "/arbejde/virksomheder/sumak/historik/"
    assert SECRET in text(kolding.client().get(page))
    assert SECRET not in text(slagelse.client().get(page))


def test_two_contributions_elsewhere_are_chosen_elsewhere(slagelse: Place, kolding: Place, there: Presence) -> None:
    twin = slagelse.another("SUMAK ApS")
    also = factories.presence(twin, kolding.municipality, valid_from=dt.date(2018, 1, 1))
    mine, other = (
        Contribution.objects.create(presence=one, year=2018, presentation=SECRET, state="draft")
        for one in (there, also)
    )
    page = slagelse.client().get(f"/arbejde/dubletter/{slagelse.enterprise.slug}/{twin.slug}/")
    assert page.status_code == 200
    assert "Ring aldrig" not in text(page)
    with refused("Begge har et bidrag for 2018 i Kolding"):
        merging.merge(
            slagelse.access(),
            slagelse.enterprise,
            twin,
            expected_version=slagelse.enterprise.version,
            gone_version=twin.version,
            printed={(kolding.municipality.pk, 2018): mine.pk},
        )
    assert Contribution.objects.filter(pk__in=[mine.pk, other.pk]).count() == 2


def test_what_waits_for_an_approval_waits_after_merging(slagelse: Place) -> None:
    slagelse.municipality.approves_profiles = True
    slagelse.municipality.save()
    twin = slagelse.another("SUMAK ApS")
    for one in (slagelse.enterprise, twin):
        factories.publication(one)
    user = factories.user(role=roles.ENTERPRISE_USER, serves=twin)
    profile_parts.add_part(factories.access_for(user), Product(enterprise=twin, name="Ikke godkendt"))
    people.invite(
        slagelse.access(), twin, email="ny@sumak.example", name="Ny", role=roles.ENTERPRISE_USER, absolute=str
    )
    kept = slagelse.enterprise
    merging.merge(slagelse.access(), kept, twin, expected_version=kept.version, gone_version=twin.version)
    shown = Publication.objects.get(enterprise=kept)
    assert shown.data["products"] == []
    assert shown.waiting_since is not None
    assert Invitation.objects.get().scope == people.scope_of(kept)


def test_the_hidden_ones_of_another_municipality_cannot_be_guessed(slagelse: Place, kolding: Place) -> None:
    hidden = kolding.another("Skjult Værksted", listed=False)
    sent = {"first": "sumak", "second": hidden.slug}
    assert slagelse.client().post("/arbejde/dubletter/", sent).status_code == 404
    assert not NotDuplicate.objects.exists()


def _inquiry(place: Place, name: str, **more: object) -> Inquiry:
    facts = {"wish": "start", "idea": "En idé", "email": "a@eksempel.example", "received_on": timezone.localdate()}
    return Inquiry.objects.create(municipality=place.municipality, name=name, **(facts | more))  # type: ignore[misc]


def test_an_inquiry_becomes_only_what_one_may_see(slagelse: Place, kolding: Place) -> None:
    kolding.another("Skjult Værksted", listed=False)
    one = _inquiry(slagelse, "Freja Fang", confirmed_at=timezone.now())
    page = text(slagelse.client().get(f"/arbejde/henvendelser/{one.pk}/blev-til/"))
    assert "Sumak" in page
    assert "Skjult Værksted" not in page


def test_an_inquiry_that_nobody_has_confirmed_is_in_no_choice(slagelse: Place) -> None:
    _inquiry(slagelse, "Ukendt Afsender")
    _inquiry(slagelse, "Freja Fang", confirmed_at=timezone.now())
    page = text(slagelse.client().get("/arbejde/vejledning/opret/"))
    assert "Freja Fang" in page
    assert "Ukendt Afsender" not in page


def test_a_list_is_of_the_places_where_one_may_see_it(slagelse: Place, kolding: Place) -> None:
    """Coordinator in Kolding and politician in Slagelse: the one role opens the lists, and for Kolding alone."""
    both = kolding.users[roles.COORDINATOR]
    Membership.objects.create(user=both, role=roles.POLITICIAN, municipality=slagelse.municipality)
    facts = {"wish": "start", "idea": "Café", "received_on": dt.date(2020, 1, 1), "confirmed_at": timezone.now()}
    Inquiry.objects.create(municipality=slagelse.municipality, name="Hanne Hansen", phone="58 00 00 00", **facts)
    Inquiry.objects.create(municipality=kolding.municipality, name="Karl Krog", phone="75 00 00 00", **facts)
    factories.presence(factories.enterprise("Skjult", slug="skjult"), slagelse.municipality, listed=False)
    Activity.objects.create(municipality=slagelse.municipality, kind="visit", on=dt.date(2020, 1, 1), title="Besøg")
    client = kolding.client()
    inquiries = text(client.get("/arbejde/henvendelser/"))
    assert "Karl Krog" in inquiries
    assert "Hanne Hansen" not in inquiries
    assert "Hanne Hansen" not in b"".join(client.get("/arbejde/henvendelser/?format=csv").streaming_content).decode()
    page = text(client.get("/arbejde/virksomheder/"))
    assert "Fjordtangen" in page
    assert "Skjult" not in page
    assert "2020" not in b"".join(client.get("/arbejde/aktiviteter/optalt/?format=csv").streaming_content).decode()


def test_a_mentor_of_one_and_user_of_another_reads_the_applications_of_the_other(
    slagelse: Place, kolding: Place
) -> None:
    for place, fund in ((slagelse, "Slagelsefonden"), (kolding, "Koldingfonden")):
        GrantApplication.objects.create(
            presence=place.presence, fund=fund, purpose="Ovn", applied_on=dt.date(2020, 1, 1)
        )
    both = slagelse.users[roles.MENTOR]
    EnterpriseMembership.objects.create(user=both, role=roles.ENTERPRISE_USER, enterprise=kolding.enterprise)
    page = text(slagelse.client(roles.MENTOR).get("/arbejde/ansoegninger/"))
    assert "Koldingfonden" in page
    assert "Slagelsefonden" not in page
