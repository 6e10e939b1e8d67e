"""A contribution's way: begun from last year's, sent, approved or sent back, its grants and its story taken along."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from enterprises import queries
from enterprises.models import Contribution, DeclaredGrant, Donor, Grant, ReportingYear, Story, TargetGroup
from enterprises.services import approval, contributions, grants, reporting_year
from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice
from tests import factories

from .conftest import Place
from .saying import refused
from .test_reporting_year import ahead, opened

YEAR = 2019
State = Contribution.State


@pytest.fixture
def user(slagelse: Place) -> Access:
    """Sumak's own."""
    return slagelse.access(roles.ENTERPRISE_USER)


@pytest.fixture
def draft(slagelse: Place, user: Access) -> Contribution:
    """Sumak's, of a round that runs, long enough to be sent."""
    opened(slagelse)
    made = contributions.begin_contribution(user, slagelse.presence, YEAR, from_last=False)
    made.presentation = "ord " * 100
    return contributions.change_contribution(user, made, expected_version=1)


def fresh(one: Any) -> Any:
    return type(one).objects.get(pk=one.pk)


def sent(user: Access, one: Contribution) -> Contribution:
    return contributions.submit_contribution(user, one, expected_version=one.version)


def lines(contribution: Contribution) -> list[DeclaredGrant]:
    return list(contribution.declared_grants.all())  # type: ignore[attr-defined]


# --- Begun -----------------------------------------------------------------------------------------------------------------
def test_it_begins_with_last_years_text_and_nothing_that_was_of_that_year(slagelse: Place, user: Access) -> None:
    opened(slagelse)
    last = Contribution.objects.create(
        presence=slagelse.presence,
        year=2018,
        presentation="Vi laver mad.",
        plans="en café",
        target_line="alle",
        placements_other_channels=4,
        story_title="Solen",
        state="approved",
    )
    last.target_groups.set(TargetGroup.objects.all()[:2])
    made = contributions.begin_contribution(user, slagelse.presence, YEAR, from_last=True)
    assert (made.presentation, made.target_line, made.state) == ("Vi laver mad.", "alle", State.DRAFT)
    assert (made.plans, made.placements_other_channels, made.story_title) == ("", None, "")
    assert made.target_groups.count() == 2
    assert contributions.begin_contribution(user, slagelse.presence, YEAR, from_last=False) == made
    empty = contributions.begin_contribution(user, slagelse.presence, 2020, from_last=False)
    assert empty.presentation == ""


def test_another_municipality_has_one_of_its_own(slagelse: Place, kolding: Place, user: Access) -> None:
    opened(slagelse)
    there = factories.presence(slagelse.enterprise, kolding.municipality)
    here = contributions.begin_contribution(user, slagelse.presence, YEAR, from_last=False)
    other = contributions.begin_contribution(user, there, YEAR, from_last=True)
    assert here != other
    with pytest.raises(PermissionDenied):
        approval.approve_contribution(slagelse.access(), other, expected_version=1)


def test_what_the_coordinator_writes_is_approved(slagelse: Place, access: Access) -> None:
    written = contributions.write_contribution(
        access, Contribution(presence=slagelse.presence, year=2018, presentation="Kort.")
    )
    assert (written.state, written.approved_by) == (State.APPROVED, slagelse.users[roles.COORDINATOR])


# --- Sent ------------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("words", "said"), [(0, "ingen ord"), (79, "mindst 80"), (251, "højst være på 250")])
def test_the_length_is_asked_for_when_it_is_sent_only(draft: Contribution, user: Access, words: int, said: str) -> None:
    draft.presentation = "ord " * words
    contributions.change_contribution(user, draft, expected_version=2)
    with refused(said):
        sent(user, draft)
    assert fresh(draft).state == State.DRAFT


@pytest.mark.parametrize("words", [80, 250])
def test_the_edges_are_long_enough(draft: Contribution, user: Access, words: int) -> None:
    draft.presentation = "ord " * words
    contributions.change_contribution(user, draft, expected_version=draft.version)
    assert sent(user, draft).state == State.SUBMITTED


def test_a_story_has_both_parts(draft: Contribution, user: Access) -> None:
    draft.story_text = "Det gik godt."
    contributions.change_contribution(user, draft, expected_version=2)
    with refused("mangler en overskrift"):
        sent(user, draft)


def test_sent_it_waits_and_can_be_taken_back(draft: Contribution, user: Access, slagelse: Place) -> None:
    sent(user, draft)
    told = Notice.objects.get(user=slagelse.users[roles.COORDINATOR])
    assert (told.subject, told.url) == ("Sumak har sendt sit bidrag", draft.get_absolute_url())
    draft.plans = "mere"
    with refused("Bidraget er sendt. Tag det tilbage"):
        contributions.change_contribution(user, draft, expected_version=3)
    with refused("Bidraget er sendt"):
        sent(user, fresh(draft))
    taken = contributions.take_back_contribution(user, fresh(draft), expected_version=3)
    assert taken.state == State.DRAFT
    assert not Notice.objects.filter(user=slagelse.users[roles.COORDINATOR]).exists(), "she had not been told yet"
    assert [event.sentence.split(") ", 1)[1] for event in history(draft)][:2] == [
        "tog bidraget (Sumak 2019) tilbage for at rette det.",
        "indsendte bidraget til årsrapporten (Sumak 2019).",
    ]


def test_a_year_that_nobody_asked_for_is_not_sent(slagelse: Place, user: Access) -> None:
    made = contributions.write_contribution(
        user, Contribution(presence=slagelse.presence, year=2018, presentation="ord " * 90)
    )
    with refused("Kommunen har ikke åbnet for bidrag til årsrapporten 2018"):
        sent(user, made)


# --- Approved, sent back -------------------------------------------------------------------------------------------------------
def test_only_what_is_approved_is_counted_and_printed(draft: Contribution, user: Access, slagelse: Place) -> None:
    draft.placements_other_channels = 3
    contributions.change_contribution(user, draft, expected_version=2)
    one, declared = sent(user, draft), lambda: list(queries.declared_placements(slagelse.municipality, YEAR))
    assert declared() == []
    approval.approve_contribution(slagelse.access(), one, expected_version=one.version)
    assert declared() == [draft]
    told = Notice.objects.filter(user=slagelse.users[roles.ENTERPRISE_USER]).order_by("pk").last()
    assert told is not None
    assert told.subject == "Jeres bidrag til årsrapporten 2019 er godkendt"
    approval.send_back_contribution(
        slagelse.access(), fresh(draft), expected_version=fresh(draft).version, comment="Ret navnet."
    )
    assert declared() == []
    assert history(draft)[0].sentence.endswith("åbnede bidraget (Sumak 2019) igen.")


def test_sent_back_with_a_comment_and_sent_again(
    draft: Contribution, user: Access, slagelse: Place, mailoutbox: list
) -> None:
    one = sent(user, draft)
    with refused("Skriv, hvad virksomheden skal rette", field="comment"):
        approval.send_back_contribution(slagelse.access(), one, expected_version=one.version, comment=" ")
    one = fresh(one)
    mailoutbox.clear()
    approval.send_back_contribution(
        slagelse.access(), one, expected_version=one.version, comment="<b>Navnet</b> er forkert."
    )
    assert [mail.to for mail in mailoutbox] == [[slagelse.users[roles.ENTERPRISE_USER].email]]
    assert "<b>Navnet</b> er forkert." in mailoutbox[0].body
    assert "<b>Navnet</b>" not in mailoutbox[0].alternatives[0][0]
    again = sent(user, fresh(draft))
    assert (again.state, again.comment) == (State.SUBMITTED, "<b>Navnet</b> er forkert.")
    approved = approval.approve_contribution(slagelse.access(), again, expected_version=again.version)
    assert approved.comment == ""


def test_two_at_once_are_told(draft: Contribution, user: Access, slagelse: Place) -> None:
    one = sent(user, draft)
    read = one.version
    contributions.take_back_contribution(user, fresh(one), expected_version=read)
    with pytest.raises(Conflict):
        approval.approve_contribution(slagelse.access(), fresh(one), expected_version=read)


def test_who_may_not(draft: Contribution, user: Access, slagelse: Place, kolding: Place) -> None:
    version = draft.version
    for access in (user, slagelse.access(roles.CONSULTANT), slagelse.access(roles.ADMINISTRATOR), kolding.access()):
        with pytest.raises(PermissionDenied):
            approval.approve_contribution(access, fresh(draft), expected_version=version)
    for access in (
        slagelse.access(roles.MENTOR),
        kolding.access(roles.ENTERPRISE_USER),
        slagelse.access(roles.CONSULTANT),
    ):
        with pytest.raises(PermissionDenied):
            contributions.submit_contribution(access, fresh(draft), expected_version=version)


def test_an_unsent_one_may_be_approved_and_the_history_says_so(draft: Contribution, slagelse: Place) -> None:
    approval.approve_contribution(slagelse.access(), draft, expected_version=draft.version)
    assert history(draft)[0].reason == "Virksomheden havde ikke sendt det"
    with refused("allerede godkendt"):
        approval.approve_contribution(slagelse.access(), fresh(draft), expected_version=3)


# --- Grants ------------------------------------------------------------------------------------------------------------------
def declare(user: Access, one: Contribution, *rows: DeclaredGrant) -> Contribution:
    return contributions.change_contribution(user, one, expected_version=one.version, grants=rows)


def reopened(access: Access, one: Contribution) -> Contribution:
    one = fresh(one)
    return approval.send_back_contribution(access, one, expected_version=one.version, comment="Ret.")


def approved(access: Access, one: Contribution) -> None:
    one = fresh(one)
    approval.approve_contribution(access, one, expected_version=one.version)


def test_approved_grants_stand_in_the_municipalitys_list_once(
    draft: Contribution, user: Access, access: Access, slagelse: Place
) -> None:
    declare(
        user,
        draft,
        DeclaredGrant(donor="Rotary", purpose="ny ovn", amount=Decimal(20_000), approximate=True),
        DeclaredGrant(donor="Fru Olsen", purpose="en gave", amount=Decimal(500), private_person=True),
        DeclaredGrant(donor="STAR", purpose="metode"),
    )
    assert history(draft)[0].sentence.replace("\u00a0", " ").find("Rotary: ny ovn (ca. 20.000 kr.)") > 0
    assert approval.not_taken_over(draft).replace("\u00a0", " ").startswith("1 bevilling står uden beløb")
    assert not Grant.objects.exists()
    approved(access, draft)
    assert [(g.purpose, g.amount, g.approximate, g.year) for g in Grant.objects.order_by("pk")] == [
        ("ny ovn", Decimal(20_000), True, YEAR),
        ("en gave", Decimal(500), False, YEAR),
    ]
    assert [donor.printed_name for donor in Donor.objects.order_by("pk")] == ["Rotary", "en privat giver"]

    draft = reopened(access, draft)
    first, _second, third = lines(draft)
    first.amount, third.amount = Decimal(25_000), Decimal(7)
    declare(user, draft, third, first)
    approved(access, draft)
    assert {(g.purpose, g.amount) for g in Grant.objects.all()} == {("ny ovn", Decimal(25_000)), ("metode", Decimal(7))}
    assert Donor.objects.get(name="Rotary", grant__deleted_at=None).amount == Decimal(25_000)

    reopened(access, draft)
    approved(access, draft)
    assert Grant.with_deleted.count() == 3, "approved anew without changes: none was made, none was changed"


def test_what_the_coordinator_corrected_or_removed_stays(draft: Contribution, user: Access, access: Access) -> None:
    declare(
        user,
        draft,
        DeclaredGrant(donor="Rotary", purpose="ny ovn", amount=Decimal(20_000)),
        DeclaredGrant(donor="STAR", purpose="metode", amount=Decimal(9)),
    )
    approved(access, draft)
    kept, gone = Grant.objects.order_by("pk")
    kept.purpose = "Nyt køkken"
    grants.change_grant(access, kept, expected_version=kept.version)
    grants.remove_grant(access, gone, expected_version=gone.version)
    reopened(access, draft)
    approved(access, draft)
    assert [grant.purpose for grant in Grant.objects.all()] == ["Nyt køkken"]


def test_a_line_of_another_contribution_is_not_taken(draft: Contribution, user: Access, slagelse: Place) -> None:
    other = Contribution.objects.create(presence=slagelse.another("Anden").presences.get(), year=YEAR)
    theirs = DeclaredGrant.objects.create(contribution=other, donor="Fonden", purpose="drift", amount=5)
    declare(user, draft, DeclaredGrant(pk=theirs.pk, donor="Overtaget", purpose="x"))
    assert fresh(theirs).donor == "Fonden"
    assert [line.donor for line in lines(draft)] == ["Overtaget"]
    assert lines(draft)[0].pk != theirs.pk


def test_no_cpr_number_anywhere(draft: Contribution, user: Access) -> None:
    for field in ("presentation", "plans", "target_line", "story_title", "story_text"):
        one = fresh(draft)
        setattr(one, field, "Født 010180-1234")
        with refused("CPR-nummer", field=field):
            contributions.change_contribution(user, one, expected_version=one.version)
    with refused("CPR-nummer", field="donor"):
        declare(user, fresh(draft), DeclaredGrant(donor="Olsen 010180-1234", purpose="x"))


# --- The story -----------------------------------------------------------------------------------------------------------------
def test_the_story_is_taken_along_once(draft: Contribution, user: Access, access: Access, slagelse: Place) -> None:
    Story.objects.create(municipality=slagelse.municipality, year=YEAR, order=4, title="Prisen", text="x")
    draft.story_title, draft.story_text = "Solen", "Den skinnede."
    contributions.change_contribution(user, draft, expected_version=draft.version)
    with refused("ingen godkendt historie"):
        approval.take_story(access, fresh(draft))
    approved(access, draft)
    assert approval.story_offered(fresh(draft))
    story = approval.take_story(access, fresh(draft))
    assert (story.title, story.order, story.contribution_id) == ("Solen", 5, draft.pk)  # type: ignore[attr-defined]
    assert approval.take_story(access, fresh(draft)) == story
    assert not approval.story_offered(fresh(draft))


def test_the_round_is_a_municipalitys(slagelse: Place, kolding: Place) -> None:
    opened(slagelse)
    assert reporting_year.open_rounds(municipality=kolding.municipality) == []
    of = ReportingYear(municipality=slagelse.municipality, year=2020, deadline=ahead(0))
    with pytest.raises(PermissionDenied):
        reporting_year.open_year(kolding.access(), of)


def test_grants_in_what_the_coordinator_writes_herself_stand_in_the_list_too(slagelse: Place, access: Access) -> None:
    line = DeclaredGrant(donor="Rotary", purpose="Ny ovn", amount=Decimal(20_000))
    facts = {"presence": slagelse.presence, "year": YEAR, "presentation": "Vi laver mad."}
    written = contributions.write_contribution(access, Contribution(**facts), grants=[line])
    assert [(one.purpose, one.amount) for one in Grant.objects.all()] == [("Ny ovn", 20_000)]
    kept = written.declared_grants.get()
    kept.amount = Decimal(25_000)
    contributions.change_contribution(access, written, expected_version=written.version, grants=[kept])
    assert [(one.purpose, one.amount) for one in Grant.objects.all()] == [("Ny ovn", 25_000)]
    written.refresh_from_db()
    contributions.change_contribution(access, written, expected_version=written.version, grants=[])
    assert not Grant.objects.exists()
