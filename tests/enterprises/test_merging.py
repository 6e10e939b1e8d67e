"""Two enterprises become one, and nothing is lost."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.test import Client

from agreements.models import Agreement, Collaboration
from enterprises.likeness import plain_name
from enterprises.models import (
    Activity,
    Contribution,
    CvrNumber,
    Enterprise,
    EnterpriseMembership,
    EnterpriseName,
    Grant,
    NetworkMeeting,
    NotDuplicate,
    Presence,
    Product,
    RsvPeriod,
    TargetGroup,
)
from enterprises.models.network import MeetingInvitation
from enterprises.queries import active_enterprises, grants_received, listed_enterprises
from enterprises.services import duplicates, merging, removal
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.audit.sentences import history
from socialportal.common.periods import Period
from socialportal.common.records import Conflict
from tests import factories

from .conftest import Place

YEAR = Period(dt.date(2018, 1, 1), dt.date(2018, 12, 31))


@pytest.fixture
def twin(slagelse: Place) -> Enterprise:
    """Sumak once more, as somebody else wrote it, with something of most kinds."""
    made = slagelse.another("SUMAK ApS", valid_from=dt.date(2016, 3, 1))
    made.email, made.summary = "post@sumak.example", "Kurdisk mad."
    made.save()
    presence = made.presences.get()
    presence.note = "Ring om fredagen."
    presence.save()
    made.target_groups.add(TargetGroup.objects.order_by("pk")[0])
    CvrNumber.objects.create(enterprise=made, number="10150817")
    EnterpriseName.objects.create(enterprise=made, name="Sumac")
    Product.objects.create(enterprise=made, name="catering")
    Grant.objects.create(presence=presence, year=2018, amount=1000, purpose="Ovn")
    Contribution.objects.create(presence=presence, year=2018, presentation="Vi er SUMAK.")
    RsvPeriod.objects.create(enterprise=made, state="registered", valid_from=dt.date(2018, 2, 1))
    visit = Activity.objects.create(
        municipality=slagelse.municipality, kind="visit", on=dt.date(2018, 4, 1), title="Besøg hos Sumak"
    )
    visit.enterprises.add(made, slagelse.enterprise)
    meeting = NetworkMeeting.objects.create(municipality=slagelse.municipality, held_on=dt.date(2018, 5, 1))
    for one in (presence, slagelse.presence):
        MeetingInvitation.objects.create(meeting=meeting, presence=one)
    Collaboration.objects.create(presence=presence, partner=slagelse.another("Bro A/S"), valid_from=dt.date(2018, 4, 3))
    return made


def together(access: Access, kept: Enterprise, gone: Enterprise, **choices: Any) -> Enterprise:
    known = {"expected_version": kept.version, "gone_version": gone.version}
    return merging.merge(access, kept, gone, **(known | choices))


def row_counts() -> dict[str, int]:
    """Rows of every table that refers to an enterprise or a presence, in the trash or not."""
    tables = {model for of in (Enterprise, Presence) for model, _ in merging.relations(of)}
    return {model._meta.label: model._base_manager.count() for model in tables}


def test_everything_moves_and_nothing_is_lost(slagelse: Place, access: Access, twin: Enterprise) -> None:
    kept, before = slagelse.enterprise, row_counts()
    saved = together(access, kept, twin, take=["summary"], reason="Det er den samme.")
    after = row_counts()
    # A link that both had is one link, and the name of the one that went is written down.
    before["enterprises.Activity_enterprises"] -= 1
    before["enterprises.EnterpriseName"] += 1
    assert after == before
    for of, old in ((Enterprise, [twin.pk]), (Presence, list(Presence.with_deleted.filter(note="Ring om fredagen.")))):
        for model, column in merging.relations(of):
            if model is Enterprise:
                continue
            left = model._base_manager.filter(**{f"{column}__in": old})  # type: ignore[attr-defined]
            if of is Enterprise:
                assert not left.exists(), (model, column)
    assert saved.summary == "Kurdisk mad."
    assert saved.name == "Sumak"
    assert {name.name for name in saved.other_names.all()} == {"SUMAK ApS", "Sumac"}
    assert [cvr.number for cvr in saved.cvr_numbers.all()] == ["10150817"]
    assert saved.target_groups.count() == 1
    (presence,) = saved.presences.all()
    assert (presence.valid_from, presence.valid_to) == (dt.date(2016, 3, 1), None)
    assert "Ring om fredagen." in presence.note
    assert Contribution.objects.get().presence == presence
    assert Collaboration.objects.get().presence == presence
    assert MeetingInvitation.objects.get().presence == presence


def test_the_one_that_went_points_to_the_one_that_stayed(slagelse: Place, access: Access, twin: Enterprise) -> None:
    together(access, slagelse.enterprise, twin, reason="Samme CVR-nummer.")
    gone = Enterprise.with_deleted.get(pk=twin.pk)
    assert gone.merged_into == slagelse.enterprise
    assert gone.deleted_at
    assert "lagde en anden virksomhed ind under Sumak" in history(slagelse.enterprise)[0].sentence
    assert "Samme CVR-nummer. Fra SUMAK ApS fulgte" in history(slagelse.enterprise)[0].reason
    assert any("lagde SUMAK ApS ind under en anden" in event.sentence for event in history(gone))
    with pytest.raises(ValidationError, match="er lagt sammen med Sumak"):
        removal.restore_enterprise(access, gone)
    client = slagelse.client()
    assert client.get(twin.get_absolute_url()).headers["Location"] == slagelse.enterprise.get_absolute_url()
    assert 'value="enterprise-' not in client.get("/arbejde/virksomheder/slettet/").content.decode()
    assert slagelse.client(roles.ENTERPRISE_USER).get(twin.get_absolute_url()).status_code == 302


def test_strangers_are_not_led_on(slagelse: Place, kolding: Place, access: Access, twin: Enterprise) -> None:
    together(access, slagelse.enterprise, twin)
    assert kolding.client().get(twin.get_absolute_url()).status_code == 404


def test_the_figures_are_the_same_but_for_the_one_counted_twice(
    slagelse: Place, access: Access, twin: Enterprise
) -> None:
    day, here = YEAR.last, slagelse.municipality

    def figures() -> tuple[int, int, int]:
        return (
            active_enterprises(here, day).count(),
            listed_enterprises(here, YEAR).count(),
            grants_received(here, YEAR).count(),
        )

    active, listed, grants = figures()
    together(access, slagelse.enterprise, twin)
    assert figures() == (active - 1, listed - 1, grants)


def test_times_that_share_no_day_stay_apart(slagelse: Place, access: Access) -> None:
    early = slagelse.another("Sumak Café", valid_from=dt.date(2012, 1, 1), valid_to=dt.date(2014, 12, 31))
    saved = together(access, slagelse.enterprise, early)
    assert saved.presences.count() == 2
    assert Presence.with_deleted.filter(deleted_at__isnull=False).count() == 0


def test_one_contribution_a_year_is_chosen(slagelse: Place, access: Access, twin: Enterprise) -> None:
    mine = Contribution.objects.create(presence=slagelse.presence, year=2018, presentation="Vi er Sumak.")
    with pytest.raises(ValidationError, match="Begge har et bidrag for 2018"):
        together(access, slagelse.enterprise, twin)
    assert Enterprise.objects.filter(pk=twin.pk).exists()
    theirs = Contribution.objects.exclude(pk=mine.pk).get()
    key = (slagelse.municipality.pk, 2018)
    together(access, slagelse.enterprise, twin, printed={key: theirs.pk})
    assert Contribution.objects.get() == theirs
    lost = Contribution.with_deleted.get(pk=mine.pk)
    assert lost.deleted_at
    assert lost.presence.enterprise == slagelse.enterprise


@pytest.mark.parametrize(("whose", "state"), [("kept", "working"), ("gone", "registered")])
def test_one_way_to_registration_is_chosen(
    slagelse: Place, access: Access, twin: Enterprise, whose: str, state: str
) -> None:
    RsvPeriod.objects.create(enterprise=slagelse.enterprise, state="working", valid_from=dt.date(2018, 1, 1))
    with pytest.raises(ValidationError, match="vej til registrering"):
        together(access, slagelse.enterprise, twin)
    together(access, slagelse.enterprise, twin, rsv=whose)
    assert RsvPeriod.objects.get().state == state
    assert RsvPeriod.with_deleted.count() == 2


def test_both_are_held_to_the_version_that_was_seen(slagelse: Place, access: Access, twin: Enterprise) -> None:
    for stale in ({"expected_version": 7}, {"gone_version": 7}):
        with pytest.raises(Conflict):
            together(access, slagelse.enterprise, twin, **stale)
    assert Enterprise.objects.filter(pk=twin.pk).exists()


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.ADMINISTRATOR, roles.POLITICIAN, roles.ENTERPRISE_USER])
def test_only_a_coordinator(slagelse: Place, twin: Enterprise, role: str) -> None:
    with pytest.raises(PermissionDenied):
        together(slagelse.access(role), slagelse.enterprise, twin)


def test_another_municipalitys_is_not_taken(slagelse: Place, kolding: Place, access: Access) -> None:
    for kept, gone in ((slagelse.enterprise, kolding.enterprise), (kolding.enterprise, slagelse.enterprise)):
        with pytest.raises(PermissionDenied):
            together(access, kept, gone)


def test_an_enterprise_is_not_put_into_itself(slagelse: Place, access: Access) -> None:
    with pytest.raises(ValidationError):
        together(access, slagelse.enterprise, slagelse.enterprise)


def test_one_user_of_both_serves_the_one(slagelse: Place, access: Access, twin: Enterprise) -> None:
    user = slagelse.users[roles.ENTERPRISE_USER]
    EnterpriseMembership.objects.create(
        user=user, enterprise=twin, role="enterprise_user", valid_from=dt.date(2018, 1, 1)
    )
    together(access, slagelse.enterprise, twin)
    assert EnterpriseMembership.objects.filter(user=user).count() == 1
    assert EnterpriseMembership.with_deleted.filter(user=user, enterprise=slagelse.enterprise).count() == 2


def test_a_chain_of_merges_ends_at_the_last(slagelse: Place, access: Access, twin: Enterprise) -> None:
    middle = together(access, slagelse.enterprise, twin)
    last = slagelse.another("Sumak Slagelse")
    together(access, last, middle)
    assert Enterprise.with_deleted.get(pk=twin.pk).merged_into == last
    assert slagelse.client().get(twin.get_absolute_url()).headers["Location"] == last.get_absolute_url()


# What was thought of. A new column that refers to an enterprise or its time in a municipality is added here after asking: may
# it simply move? What if both have one?
THOUGHT_OF = {
    "agreements.Agreement.presence",
    "agreements.Collaboration.partner",
    "agreements.Collaboration.presence",
    "agreements.Course.presence",
    "agreements.JobNeed.presence",
    "agreements.Participation.presence",
    "agreements.Placement.presence",
    "enterprises.Activity_enterprises.enterprise",
    "enterprises.AdviceSession.enterprise",
    "enterprises.Award.enterprise",
    "enterprises.BoardPost.presence",
    "enterprises.BoardReply.presence",
    "enterprises.ContactPerson.enterprise",
    "enterprises.Contribution.presence",
    "enterprises.CriterionAnswer.enterprise",
    "enterprises.CvrNumber.enterprise",
    "enterprises.Enterprise.merged_into",
    "enterprises.EnterpriseDocument.enterprise",
    "enterprises.EnterpriseMembership.enterprise",
    "enterprises.EnterpriseName.enterprise",
    "enterprises.Enterprise_support.enterprise",
    "enterprises.Enterprise_target_groups.enterprise",
    "enterprises.Enterprise_trades.enterprise",
    "enterprises.Grant.presence",
    "enterprises.GrantApplication.presence",
    "enterprises.Inquiry.enterprise",
    "enterprises.MeetingInvitation.presence",
    "enterprises.Picture.enterprise",
    "enterprises.Presence.enterprise",
    "enterprises.Product.enterprise",
    "enterprises.RsvCheck.enterprise",
    "enterprises.RsvPeriod.enterprise",
    "enterprises.RsvReport.enterprise",
    "enterprises.Task.bought_from",
    "enterprises.Task.buyer",
    "enterprises.TaskInterest.presence",
    "enterprises.ThemeWish.presence",
}


def test_everything_that_refers_to_an_enterprise_was_thought_of() -> None:
    found = {
        f"{model._meta.label}.{column}" for of in (Enterprise, Presence) for model, column in merging.relations(of)
    }
    assert found == THOUGHT_OF


def test_nothing_else_names_an_enterprise_by_its_number() -> None:
    """A generic relation would not be found among the models' own."""
    from django.apps import apps

    assert not [f for m in apps.get_models() for f in m._meta.private_fields if isinstance(f, models.ForeignObject)]


# --- Proposals ------------------------------------------------------------------------------------------------------------
def test_pairs_say_why(slagelse: Place, access: Access, twin: Enterprise) -> None:
    (pair,) = duplicates.proposals(access)
    assert {pair.first, pair.second} == {slagelse.enterprise, twin}
    assert plain_name("SUMAK ApS") == plain_name("Sumak")
    assert pair.reasons == ("Samme navn",)
    assert pair.ask == ""


def test_former_names_mail_and_phone_speak_too(slagelse: Place, access: Access) -> None:
    other = slagelse.another("Byens Bageri")
    EnterpriseName.objects.create(enterprise=other, name="Sumakk")
    assert not duplicates.proposals(access), "five letters are too few to forgive one"
    for one, phone in ((other, "+45 58 50 00 00"), (slagelse.enterprise, "58500000")):
        one.phone, one.email = phone, f"{one.pk}@x.example"
        one.save()
    assert [pair.reasons for pair in duplicates.proposals(access)] == [("Samme telefon",)]


def test_a_foreign_one_is_told_whom_to_ask(slagelse: Place, kolding: Place, access: Access) -> None:
    kolding.another("Sumak I/S")
    (pair,) = duplicates.proposals(access)
    assert pair.ask == "Sumak I/S hører til i Kolding. Spørg den socialøkonomiske konsulent dér, om det er den samme."
    html = slagelse.client().get("/arbejde/dubletter/").content.decode()
    assert "Læg sammen<" not in html
    assert "Spørg den socialøkonomiske" in html


def test_what_another_municipality_does_not_show_is_not_told(slagelse: Place, kolding: Place, access: Access) -> None:
    kolding.another("Sumak I/S", listed=False)
    kolding.another("Fjordtangen I/S")
    assert duplicates.proposals(access) == []


def test_what_is_refused_is_not_proposed_again(slagelse: Place, access: Access, twin: Enterprise) -> None:
    client = slagelse.client()
    sent = {"first": slagelse.enterprise.slug, "second": twin.slug}
    assert client.post("/arbejde/dubletter/", sent).status_code == 302
    client.post("/arbejde/dubletter/", sent)
    assert duplicates.proposals(access) == []
    said = NotDuplicate.objects.get()
    assert "noterede, at Sumak og SUMAK ApS ikke er den samme" in history(said)[0].sentence
    client.post("/arbejde/dubletter/", {"again": said.pk})
    assert len(duplicates.proposals(access)) == 1


def test_strangers_say_nothing_about_ours(slagelse: Place, kolding: Place, twin: Enterprise) -> None:
    sent = {"first": slagelse.enterprise.slug, "second": twin.slug}
    assert kolding.client().post("/arbejde/dubletter/", sent).status_code == 403
    assert slagelse.client(roles.CONSULTANT).post("/arbejde/dubletter/", sent).status_code == 403
    assert not NotDuplicate.objects.exists()


def test_the_list_asks_as_much_for_many(
    slagelse: Place, client: Client, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    client = slagelse.client()

    def asked(number: int) -> int:
        for n in range(number):
            slagelse.another(f"Havnens Hus {'abcdefghij'[n % 10]}{n // 10}", slug=f"a{number}-{n}")
            slagelse.another(f"Havnens Hus {'abcdefghij'[n % 10]}{n // 10} ApS", slug=f"b{number}-{n}")
        with django_assert_max_num_queries(20) as told:
            client.get("/arbejde/dubletter/")
        return len(told)

    assert asked(3) == asked(30)


# --- The page -------------------------------------------------------------------------------------------------------------
def test_the_page_asks_only_where_both_differ(
    slagelse: Place, twin: Enterprise, sent_form: Any, page_faults: Any
) -> None:
    Contribution.objects.create(presence=slagelse.presence, year=2018, presentation="Vi er Sumak.")
    client, address = slagelse.client(), f"/arbejde/dubletter/{slagelse.enterprise.slug}/{twin.slug}/"
    html = client.get(address).content.decode()
    assert page_faults(html) == []
    assert "1\xa0CVR-nummer" in html
    assert "1\xa0periode som aktiv i kommunen" in html
    sent = sent_form(client, address)
    assert "take_name" in sent
    assert "take_email" not in sent
    theirs = Contribution.objects.get(presentation="Vi er SUMAK.")
    sent |= {"take_name": "gone", f"printed_{slagelse.municipality.pk}_2018": theirs.pk}
    answer = client.post(address, sent)
    assert answer.status_code == 302
    saved = Enterprise.objects.get(pk=slagelse.enterprise.pk)
    assert (saved.name, saved.email) == ("SUMAK ApS", "post@sumak.example")
    assert "Sumak" in {name.name for name in saved.other_names.all()}
    assert Contribution.objects.get() == theirs


def test_the_page_says_when_somebody_was_faster(slagelse: Place, twin: Enterprise, sent_form: Any) -> None:
    client, address = slagelse.client(), f"/arbejde/dubletter/{slagelse.enterprise.slug}/{twin.slug}/"
    sent = sent_form(client, address)
    Enterprise.objects.filter(pk=twin.pk).update(version=2)
    answer = client.post(address, sent)
    assert answer.status_code == 409
    assert "En anden har rettet" in answer.content.decode()
    assert Enterprise.objects.filter(pk=twin.pk).exists()


def test_agreements_follow(slagelse: Place, access: Access, twin: Enterprise) -> None:
    presence = twin.presences.get()
    made = Agreement.objects.create(presence=presence, municipality=slagelse.municipality, number=1)
    together(access, slagelse.enterprise, twin)
    made.refresh_from_db()
    assert made.presence.enterprise == slagelse.enterprise


def test_a_foreign_agreement_is_untouched(slagelse: Place, kolding: Place, access: Access, twin: Enterprise) -> None:
    factories.presence(twin, kolding.municipality, valid_from=dt.date(2018, 1, 1))
    saved = together(access, slagelse.enterprise, twin)
    assert {p.municipality for p in saved.presences.all()} == {slagelse.municipality, kolding.municipality}


def test_two_that_are_not_proposed_can_be_chosen(slagelse: Place, kolding: Place, page_faults: Any) -> None:
    """Only one's own are offered, and not one twice."""
    other, client, address = slagelse.another("Noget helt andet"), slagelse.client(), "/arbejde/dubletter/"
    html = client.get(address).content.decode()
    assert page_faults(html) == []
    assert f'value="{other.pk}"' in html
    kept = slagelse.enterprise
    answer = client.get(address, {"en": kept.pk, "anden": other.pk})
    assert answer["Location"] == f"{address}{kept.slug}/{other.slug}/"
    assert client.get(address, {"en": kept.pk, "anden": kept.pk}).status_code == 422
    foreign = kolding.another("Kun i Kolding")
    assert client.get(address, {"en": kept.pk, "anden": foreign.pk}).status_code == 422
