"""Faktatjek: who is asked, answering, changing, handling, closing, reminding."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from enterprises.models import DeclaredGrant, Grant
from reports import document
from reports.document.excerpt import excerpt
from reports.editions import Edition
from reports.figures import Basis
from reports.models import FactCheck, FactCheckReply
from reports.services import fact_check as services
from reports.terms import fact_check_reminder_due
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from socialportal.notices.models import Notice

from . import checking

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> checking.Place:
    return checking.place()


def told(user, beginning=services.KIND):
    return list(Notice.objects.filter(user=user, key__startswith=beginning).order_by("pk"))


# --- Opening ----------------------------------------------------------------------------------------------------------------
def test_every_enterprise_user_is_told_with_the_message_and_the_way(place):
    check = place.opened()
    (notice,) = told(place.users["brod"])
    assert notice.mail_wanted
    assert "Se især på grafen." in notice.text
    assert notice.url == "/arbejde/virksomheder/brodfabrikken/faktatjek/2018/?kommune=0330"
    assert len(told(place.users["have"])) == 1
    assert not told(place.users["chief"])
    assert [one.presence.enterprise.name for one in services.everyone(check)] == [
        "Brodfabrikken",
        "Havehjaelpen",
        "Tavshuset",
    ]
    assert [bool(one.users) for one in services.everyone(check)] == [True, True, False]
    assert Entry.objects.filter(model="reports.factcheck", verb="added").count() == 1


def test_only_one_and_not_in_the_past(place):
    with pytest.raises(ValidationError, match="Fristen er allerede gået"):
        place.opened(due_on=checking.today(-1))
    place.opened()
    with pytest.raises(ValidationError, match="allerede et faktatjek"):
        place.opened()


def test_nobody_to_ask(place):
    place.municipality.presences.update(listed=False)
    with pytest.raises(ValidationError, match="ingen at spørge"):
        place.opened()
    assert not FactCheck.objects.exists()


def test_who_may_not_open(place):
    for who in ("consultant", "chief", "brod"):
        with pytest.raises(PermissionDenied):
            services.open_fact_check(place.access(who), FactCheck(report=place.report, due_on=checking.today(5)))


def test_a_cpr_number_is_refused(place):
    with pytest.raises(ValidationError, match="CPR"):
        place.opened(message="Det gælder 010190-1234.")


# --- Answering --------------------------------------------------------------------------------------------------------------
def test_right_settles_the_question_and_tells_the_coordinator(place):
    check = place.opened()
    reply = place.reply(check)
    assert reply.answered_by == place.users["brod"]
    assert not Notice.objects.filter(user=place.users["brod"], read_at=None).exists()
    (notice,) = told(place.users["coordinator"])
    assert "Brodfabrikken har svaret" in notice.subject
    assert [one.owes for one in services.everyone(check)] == [False, True, True]


def test_wrong_must_say_what(place):
    with pytest.raises(ValidationError, match="Skriv, hvad der skal rettes"):
        place.reply(place.opened(), "wrong", "  ")
    assert not FactCheckReply.objects.exists()


def test_it_may_be_changed_until_it_is_handled(place):
    reply = place.reply(place.opened(), "wrong", "Vi er ti.")
    reply.verdict = "right"
    reply = services.answer(place.access("brod"), reply, expected_version=reply.version)
    assert (reply.verdict, reply.text) == ("right", "")
    reply.verdict, reply.text = "wrong", "Vi er tolv."
    reply = services.answer(place.access("brod"), reply, expected_version=reply.version)
    reply.handled = "mended"
    reply = services.handle(place.access("coordinator"), reply, expected_version=reply.version)
    with pytest.raises(ValidationError, match="har behandlet svaret"):
        services.answer(place.access("brod"), reply, expected_version=reply.version)
    reply = services.unhandle(place.access("coordinator"), reply, expected_version=reply.version)
    services.answer(place.access("brod"), reply, expected_version=reply.version)


def test_two_at_once_get_a_conflict(place):
    check = place.opened()
    first = place.reply(check)
    with pytest.raises(Conflict):  # both saw an empty form
        place.reply(check, "wrong", "Nej.")
    seen = first.version
    first.verdict, first.text = "wrong", "Vi er ti."
    services.answer(place.access("brod"), first, expected_version=seen)
    again = FactCheckReply.objects.get()
    again.text = "Vi er elleve."
    with pytest.raises(Conflict):
        services.answer(place.access("brod"), again, expected_version=seen)
    assert FactCheckReply.objects.get().text == "Vi er ti."


def test_nobody_answers_for_another(place):
    check = place.opened()
    other = FactCheckReply(fact_check=check, presence=place.brod.presences.get(), verdict="right")
    for who in ("have", "consultant", "chief"):
        with pytest.raises(PermissionDenied):
            services.answer(place.access(who), other)


def test_the_coordinator_notes_an_answer_marked_as_such(place):
    check = place.opened()
    made = FactCheckReply(fact_check=check, presence=place.tavs.presences.get(), verdict="right")
    with pytest.raises(ValidationError, match="hvordan I fik svaret"):
        services.answer(place.access("coordinator"), made)
    noted = services.answer(place.access("coordinator"), made, how="I telefonen")
    assert services.is_noted(noted)
    assert noted.source_note == "Noteret af kommunen: I telefonen"
    assert services.everyone(check)[2].was_noted
    assert not told(place.users["coordinator"])


def test_an_own_answer_after_a_noted_one_is_its_own(place):
    check = place.opened()
    made = FactCheckReply(fact_check=check, presence=place.brod.presences.get(), verdict="right")
    noted = services.answer(place.access("coordinator"), made, how="I telefonen")
    own = services.answer(place.access("brod"), noted, expected_version=noted.version)
    assert not services.is_noted(own)


def test_closed_is_closed_and_can_be_opened_again(place):
    check = place.opened()
    closed = services.close_fact_check(place.access("coordinator"), check, expected_version=check.version)
    assert not Notice.objects.filter(user=place.users["brod"], read_at=None).exists()
    with pytest.raises(ValidationError, match="lukket for svar"):
        place.reply(closed)
    with pytest.raises(ValidationError, match="lukket"):
        services.remind(place.access("coordinator"), closed)
    services.reopen_fact_check(place.access("coordinator"), closed, expected_version=closed.version)
    place.reply(check)


# --- Handling ---------------------------------------------------------------------------------------------------------------
def test_not_mended_says_why_and_the_enterprise_is_told(place):
    reply = place.reply(place.opened(), "wrong", "Vi er ti.")
    reply.handled = "kept"
    with pytest.raises(ValidationError, match="hvorfor det ikke rettes"):
        services.handle(place.access("coordinator"), reply, expected_version=reply.version)
    reply.handled_note = "Vi tæller fuldtid."
    services.handle(place.access("coordinator"), reply, expected_version=reply.version)
    notice = told(place.users["brod"])[-1]
    assert notice.subject == "Ikke rettet i årsrapporten 2018"
    assert "Vi tæller fuldtid." in notice.text
    assert not any("Ikke rettet" in one.subject for one in told(place.users["have"]))


def test_what_is_right_is_not_handled(place):
    reply = place.reply(place.opened())
    reply.handled = "mended"
    with pytest.raises(ValidationError, match="ikke noget at behandle"):
        services.handle(place.access("coordinator"), reply, expected_version=reply.version)


# --- Reminding --------------------------------------------------------------------------------------------------------------
def test_only_those_who_are_missing_and_once_a_day(place):
    check = place.opened()
    place.reply(check)
    assert services.remind(place.access("coordinator"), check) == 1
    assert services.remind(place.access("coordinator"), check) == 1
    assert len(told(place.users["have"])) == 2
    assert not any("mindet" in one.key for one in told(place.users["brod"]))


def test_a_new_deadline_is_told_to_those_who_are_missing(place):
    check = place.opened()
    place.reply(check)
    check.due_on = checking.today(20)
    services.change_fact_check(place.access("coordinator"), check, expected_version=check.version)
    assert told(place.users["have"])[-1].subject.startswith("Ny frist")
    assert len(told(place.users["brod"])) == 1


def test_time_reminds_once_near_the_deadline(place):
    check = place.opened()
    FactCheck.objects.update(opened_on=checking.today(-1))
    place.reply(check)
    assert services.remind_due(checking.today()) == 0
    assert services.remind_due(checking.today(7)) == 1
    services.remind_due(checking.today(8))  # told before
    assert sum("husk" in one.key for one in told(place.users["have"])) == 1
    assert services.remind_due(checking.today(11)) == 0
    assert not any("husk" in one.key for one in told(place.users["brod"]))


@given(st.dates(dt.date(2019, 1, 1), dt.date(2019, 3, 1)), st.integers(0, 60), st.integers(-10, 70))
def test_a_reminder_lies_between_opening_and_deadline(opened, length, later):
    due, day = opened + dt.timedelta(days=length), opened + dt.timedelta(days=later)
    if fact_check_reminder_due(opened, due, day):
        assert opened < day <= due
        assert (due - day).days <= 3
    elif opened < due - dt.timedelta(days=3):
        assert not due - dt.timedelta(days=3) <= day <= due


# --- What it sees -----------------------------------------------------------------------------------------------------------
def test_it_is_its_own_portrait_and_numbers_and_nobody_elses(place):
    for one, amount in ((place.brod, 20_000), (place.have, 33_333)):
        grant = Grant.objects.create(presence=one.presences.get(), year=2018, amount=amount, purpose=f"ovn til {one}")
        grant.donors.create(name=f"Fond {one.name}", purpose="ovn")
    point = place.report.pointreports.first().point
    point.fact_blocks = ["grants"]
    point.save()
    assert DeclaredGrant.objects.count() == 0
    said = services.said_of(place.report, place.brod.pk)
    assert said.portrait.name == "Brodfabrikken"
    assert said.declared == 3
    assert [row[3] for row in said.grants.rows] == ["20.000"]
    everything = repr(said)
    for foreign in ("Havehjaelpen", "33.333", "Tavshuset"):
        assert foreign not in everything


def test_without_a_text_it_is_named_only(place):
    said = services.said_of(place.report, place.tavs.pk)
    assert said.is_named
    assert said.portrait is None
    assert said.grants is None


def test_the_internal_edition_is_shown_to_nobody(place):
    made = document.compose(Basis.of(place.municipality, 2018), Edition.INTERNAL)
    with pytest.raises(ValueError, match="public edition"):
        excerpt(made, place.brod.pk)


def test_of_a_stranger_nothing_is_said(place):
    assert services.said_of(place.report, 0) is None
