"""Chefens godkendelse: what is approved is exactly what would be published."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reports import document
from reports.document.frozen import said_checksum
from reports.editions import Edition
from reports.figures import Basis
from reports.models import Approval
from reports.services import approving, ready
from socialportal.accounts.models import Membership
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice

from . import checking, drafts, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> checking.Place:
    return checking.place()


def ask(place, note="Se på side 3."):
    return approving.ask_approval(place.access("coordinator"), Approval(report=place.report, note=note))


def approve(place, asked, said=None):
    said = approving.said_now(place.report) if said is None else said
    return approving.approve(place.access("chief"), asked, expected_version=asked.version, said=said)


def open_notices(user):
    return list(Notice.objects.filter(user=user, key__startswith=approving.KIND, read_at=None).order_by("pk"))


def test_the_chief_is_told_and_approves_and_the_coordinator_is_told(place):
    asked = ask(place)
    (notice,) = open_notices(place.users["chief"])
    assert notice.mail_wanted
    assert "Se på side 3." in notice.text
    assert notice.url == "/arbejde/aarsrapport/2018/godkendelse/"
    approved = approve(place, asked)
    assert approved.decided_by == place.users["chief"]
    assert not open_notices(place.users["chief"])
    assert "er godkendt" in open_notices(place.users["coordinator"])[-1].subject
    assert list(approving.missing(place.report)) == []
    assert list(Entry.objects.filter(model="reports.approval").order_by("pk").values_list("verb", flat=True)) == [
        "added",
        "approved",
    ]


def test_what_stops_a_publication_says_what_to_do(place):
    assert approving.missing in ready.CHECKS
    assert list(approving.missing(place.report)) == [f"{approving.NOT_APPROVED} Send den til godkendelse."]
    asked = ask(place)
    assert list(approving.missing(place.report)) == [f"{approving.NOT_APPROVED} Den ligger til godkendelse."]
    asked.comment = "Mere om job."
    approving.send_back(place.access("chief"), asked, expected_version=asked.version)
    (said,) = approving.missing(place.report)
    assert said.startswith(f"{approving.NOT_APPROVED} Den er sendt tilbage")
    assert said in ready.blockers(place.report)


@pytest.mark.parametrize("what", ["text", "figure", "cover", "enterprise"])
def test_a_change_after_the_approval_shows(place, what):
    approve(place, ask(place))
    if what == "text":
        drafts.section(place.report, text="Noget helt nyt.")
    elif what == "figure":
        records.placement(place.brod.presences.get())
    elif what == "cover":
        type(place.report).objects.filter(pk=place.report.pk).update(title="En anden titel")
        place.report.refresh_from_db()
    else:
        place.brod.presences.get().contributions.update(presentation="Nye ord.")
    assert list(approving.missing(place.report)) == [approving.CHANGED]
    approve(place, ask(place))
    assert list(approving.missing(place.report)) == []


def test_the_stamp_of_the_draft_is_no_change(place):
    basis = Basis.of(place.municipality, 2018)
    draft, final = (document.compose(basis, Edition.PUBLIC, draft=draft) for draft in (True, False))
    assert draft.stamp != final.stamp
    assert said_checksum(draft) == said_checksum(final)


def test_what_the_chief_did_not_read_is_not_approved(place):
    asked, read = ask(place), approving.said_now(place.report)
    drafts.section(place.report, text="Ændret imens.")
    with pytest.raises(ValidationError, match="mens du læste"):
        approve(place, asked, read)
    assert Approval.objects.get().state == "asked"


def test_sending_back_needs_a_comment_and_is_told(place):
    asked = ask(place)
    with pytest.raises(ValidationError, match="hvad der skal ændres"):
        approving.send_back(place.access("chief"), asked, expected_version=asked.version)
    asked.comment = "Skriv om fleksjob."
    approving.send_back(place.access("chief"), asked, expected_version=asked.version)
    notice = open_notices(place.users["coordinator"])[-1]
    assert "sendt tilbage" in notice.subject
    assert "Skriv om fleksjob." in notice.text


def test_every_round_stays_in_the_list(place):
    first = ask(place)
    approving.take_back(place.access("coordinator"), first, expected_version=first.version)
    assert not open_notices(place.users["chief"])
    second = ask(place)
    second.comment = "Nej."
    approving.send_back(place.access("chief"), second, expected_version=second.version)
    approve(place, ask(place))
    told = [(one.state, bool(one.deleted_at)) for one in approving.rounds(place.report)]
    assert told == [("approved", False), ("returned", False), ("asked", True)]
    assert Entry.objects.filter(verb="taken_back").count() == 1


def test_two_at_once(place):
    asked = ask(place)
    with pytest.raises(ValidationError, match="ligger allerede"):
        ask(place)
    mine, theirs = Approval.objects.get(), Approval.objects.get()
    approve(place, mine)
    with pytest.raises(ValidationError, match="ligger ikke til godkendelse mere"):
        approve(place, theirs)
    with pytest.raises(Conflict):
        approving.take_back(place.access("coordinator"), asked, expected_version=1)
    with pytest.raises(ValidationError, match="allerede godkendt, som den er"):
        ask(place)


def test_a_place_without_a_chief(place):
    Membership.objects.filter(user=place.users["chief"]).delete()
    assert list(approving.missing(place.report)) == [approving.NOBODY]
    with pytest.raises(ValidationError, match="rollen Chef"):
        ask(place)


def test_who_may(place):
    for who in ("consultant", "chief", "brod"):
        with pytest.raises(PermissionDenied):
            approving.ask_approval(place.access(who), Approval(report=place.report))
    asked = ask(place)
    for who in ("coordinator", "consultant", "brod"):
        with pytest.raises(PermissionDenied):
            approving.approve(
                place.access(who), asked, expected_version=asked.version, said=approving.said_now(place.report)
            )


def test_a_chief_of_another_place_is_nobody_here(place):
    asked, other = ask(place), checking.factories.municipality("0621")
    stranger = checking.factories.user(role="chief", place=other)
    with pytest.raises(PermissionDenied):
        approving.approve(
            checking.factories.access_for(stranger), asked, expected_version=1, said=approving.said_now(place.report)
        )


def test_a_cpr_number_is_refused(place):
    with pytest.raises(ValidationError, match="CPR"):
        ask(place, note="010190-1234")
