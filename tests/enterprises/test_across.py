"""An enterprise in two municipalities, and what is nobody's yet: nobody sees or decides what is not theirs."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
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
    RsvCheck,
    RsvPeriod,
)
from enterprises.services import merging, people, profile_parts, rsv_check
from enterprises.services.presence import write_note
from socialportal.accounts import roles
from socialportal.accounts.access import FOCUS
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


def test_a_look_at_the_register_is_the_municipalitys_own(slagelse: Place, kolding: Place, there: Presence) -> None:
    """Sumak is in both: each has its own looks, and the other neither reads, changes, deletes nor brings them back."""
    RsvPeriod.objects.create(enterprise=slagelse.enterprise, state="registered", valid_from=dt.date(2018, 1, 1))
    sent = {"checked_on": "3.12.2018", "in_register": "nej", "source": "cvr.dk", "judgement": "no", "note": SECRET}
    done = kolding.client().post(reverse("enterprises:rsv-check-add", args=["sumak"]), sent)
    assert done.status_code == 302, text(done)
    check = RsvCheck.objects.get()
    edit, remove = (reverse(f"enterprises:rsv-check-{verb}", args=["sumak", check.pk]) for verb in ("edit", "remove"))
    own_list, page = "/arbejde/rsv/?uenig=on", "/arbejde/virksomheder/sumak/"
    way = reverse("enterprises:rsv-way", args=["sumak"])
    assert kolding.client().get(edit).status_code == 200
    assert SECRET in text(kolding.client().get(way))
    assert "eftersynet stemmer ikke" in text(kolding.client().get(page))
    assert "Sumak" in text(kolding.client().get(own_list)).split("<main")[1]
    for address in (way, page, f"{page}historik/"):
        told = text(slagelse.client().get(address))
        assert SECRET not in told, address
        assert "RSV efterset" not in told, address
        assert "eftersynet stemmer ikke" not in told, address
        assert "efterså RSV" not in told, address
    assert "Sumak" not in text(slagelse.client().get(own_list)).split("<main")[1]
    for address in (edit, remove):
        assert slagelse.client().get(address).status_code == 404
        assert slagelse.client().post(address, sent | {"version": "1"}).status_code == 404
    rsv_check.remove_check(kolding.access(), check, expected_version=1)
    trash = reverse("enterprises:trash")
    assert "RSV-status for Sumak" in text(kolding.client().get(trash))
    assert "RSV-status for Sumak" not in text(slagelse.client().get(trash))


def test_who_is_no_staff_there_reads_no_looks(slagelse: Place, kolding: Place, there: Presence) -> None:
    """Coordinator in Slagelse and politician in Kolding: the looks of Kolding stay there, and a new one is Slagelse's."""
    user = slagelse.users[roles.COORDINATOR]
    Membership.objects.create(
        user=user, role=roles.POLITICIAN, municipality=kolding.municipality, valid_from=dt.date(2015, 1, 1)
    )
    look = {"enterprise": slagelse.enterprise, "checked_on": dt.date(2018, 12, 3), "source": "cvr.dk"}
    RsvCheck.objects.create(municipality=kolding.municipality, note=SECRET, **look)
    client = slagelse.client()
    assert SECRET not in text(client.get(reverse("enterprises:rsv-way", args=["sumak"])))
    sent = {"checked_on": "3.12.2018", "in_register": "ja", "source": "cvr.dk", "judgement": "yes"}
    session = client.session
    session[FOCUS] = kolding.municipality.pk
    session.save()
    assert client.post(reverse("enterprises:rsv-check-add", args=["sumak"]), sent).status_code == 302
    assert RsvCheck.objects.get(in_register=True).municipality == slagelse.municipality


def test_a_look_is_of_a_municipality_where_the_enterprise_is(slagelse: Place, kolding: Place) -> None:
    check = RsvCheck(
        enterprise=slagelse.enterprise,
        municipality=kolding.municipality,
        checked_on=dt.date(2018, 12, 3),
        source="cvr.dk",
    )
    with refused("er ikke noteret som aktiv i Kolding"):
        rsv_check.note_check(kolding.access(), check)


@pytest.mark.parametrize("in_the_trash", [False, True])
def test_looks_from_before_go_to_the_municipality_where_the_enterprise_was_first(
    slagelse: Place, there: Presence, in_the_trash: bool
) -> None:
    check = RsvCheck.objects.create(
        enterprise=slagelse.enterprise,
        municipality=there.municipality,
        checked_on=dt.date(2018, 12, 3),
        source="cvr.dk",
    )
    slagelse.presence.valid_from = dt.date(2016, 1, 1)
    slagelse.presence.deleted_at = timezone.now() if in_the_trash else None
    slagelse.presence.save()
    first = import_module("enterprises.migrations.0013_checks_of_a_municipality").first_of(apps, check.enterprise_id)
    assert first == (there.municipality_id if in_the_trash else slagelse.municipality.pk)
    Presence.objects.all().update(deleted_at=timezone.now())
    assert import_module("enterprises.migrations.0013_checks_of_a_municipality").first_of(apps, check.enterprise_id)
