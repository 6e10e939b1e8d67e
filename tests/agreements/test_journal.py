"""Klar til journalen: the document, the note, and that it was carried over."""

import datetime as dt
import io

import page
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pypdf import PdfReader

from agreements.models import Description, DescriptionKind, Plan
from agreements.services import journal as services
from agreements.services import plan as plans
from agreements.views import journal
from agreements.views.journal import Paper, PaperTable
from socialportal.audit.models import Read
from socialportal.audit.sentences import history
from socialportal.common.records import Conflict

from . import world
from .reading import at, client_of, text_of, told
from .world import Place

MARCH, APRIL = dt.date(2018, 3, 9), dt.date(2018, 4, 3)


@pytest.fixture
def plan(slagelse: Place) -> Plan:
    course = world.course(slagelse)
    return plans.record_plan(
        slagelse.access("consultant"), course, expected_version=1, made_on=MARCH, made_together=True
    )


def mark(of: Place, plan: Plan, who: str = "consultant", **fields: object) -> Plan:
    known = {"expected_version": plan.version, "journaled_on": APRIL, **fields}
    return services.mark_journaled(of.access(who), Plan.objects.get(pk=plan.pk), **known)


# --- The service -----------------------------------------------------------------------------------------------------
def test_carried_over_by_whom_and_when(slagelse: Place, plan: Plan) -> None:
    marked = mark(slagelse, plan)
    assert (marked.journaled_on, marked.journaled_by) == (APRIL, slagelse.consultant)
    assert "overførte Individuel plan" in history(marked)[0].sentence


def test_a_colleagues_day_is_not_taken_over(slagelse: Place, plan: Plan) -> None:
    marked = mark(slagelse, plan)
    again = mark(slagelse, marked, "coordinator")
    assert again.journaled_by == slagelse.consultant
    assert again.version == marked.version  # nothing was different


def test_taken_back(slagelse: Place, plan: Plan) -> None:
    back = mark(slagelse, mark(slagelse, plan), journaled_on=None)
    assert (back.journaled_on, back.journaled_by) == (None, None)


def test_needs_a_day_that_has_been(slagelse: Place, plan: Plan) -> None:
    with world.refused("Skriv dagen", field="journaled_on"):
        mark(slagelse, plan, journaled_on=None)
    with world.refused("ude i fremtiden", field="journaled_on"):
        mark(slagelse, plan, journaled_on=dt.date(2999, 1, 1))


def test_another_team_cannot_and_two_at_once_are_told(slagelse: Place, plan: Plan) -> None:
    with pytest.raises(PermissionDenied):
        mark(slagelse, plan, "colleague")
    mark(slagelse, plan)
    with pytest.raises(Conflict):
        mark(slagelse, plan, journaled_on=MARCH)


# --- The pages -------------------------------------------------------------------------------------------------------
def test_the_page_of_a_plan(plan: Plan, consultant: Client) -> None:
    url = at("journal", "individuel-plan", plan.pk)
    shown = consultant.get(url)
    assert "S-0001" not in shown.content.decode().split("</title>")[0]
    assert "Individuel plan for forløbet hos VeteranHaven fra 5. februar 2018 (nr. S-0001" in text_of(shown)
    assert "Ikke overført til journalen endnu." in text_of(shown)
    assert Read.objects.filter(purpose="dokument til journalen").count() == 1
    sent = consultant.post(url, {"journaled_on": "2018-04-03", "version": plan.version})
    assert (sent.status_code, told(sent)) == (302, "Det er noteret.")
    assert "Overført til journalen 3. april 2018 af Bruger" in text_of(consultant.get(url))
    late = consultant.post(url, {"journaled_on": "2018-04-04", "version": plan.version})
    assert late.status_code == 409


def test_the_pdf_has_an_empty_line_and_no_name(plan: Plan, consultant: Client) -> None:
    response = consultant.get(at("journal-pdf", "individuel-plan", plan.pk))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="individuel-plan.pdf"'
    reader = PdfReader(io.BytesIO(response.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    for said in ("Slagelse Kommune", "Navn", "S-0001", "VeteranHaven", "9. marts 2018"):
        assert said in text.replace("\u00a0", " ")
    assert reader.metadata
    assert reader.metadata.title == "Individuel plan"


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_every_shape_of_document_is_accessible_and_archival(plan: Plan, profile: str) -> None:
    """By an independent validator: facts, a table with numbers, texts, lines to sign on."""
    table = PaperTable("Timer uge for uge", ["Uge", "Mødt"], [["Uge 6", "4,5"], ["I alt", "4,5"]], frozenset({1}))
    facts, texts = [("Nummer", "S-0001")], [("Går det godt?", "Ja.\n\nDet gør det.")]
    paper = Paper("Individuel plan", facts, "Notat", tables=[table], texts=texts, signatures=("Deltager",))
    for one in (paper, journal.KINDS["individuel-plan"].paper(plan)):
        report = page.validate_pdf_bytes(journal.paper_pdf(one, plan), profile=profile)
        assert report.rules.total > 50
        assert [failure.rule_id for failure in report.failures] == []


def test_a_description(slagelse: Place, consultant: Client) -> None:
    course = world.course(slagelse)
    kind = DescriptionKind.objects.get(code="rehabilitation")
    one = Description.objects.create(course=course, kind=kind, ordered_on=MARCH, needed_by=APRIL)
    said = text_of(consultant.get(at("journal", "beskrivelse", one.pk)))
    assert "er bestilt 9. marts 2018 til mødet 3. april 2018." in said
    paper = journal.KINDS["beskrivelse"].paper(one)
    assert ("Modtager", "Rehabiliteringsteamet") in paper.facts


def test_unknown_kinds_and_rows_of_others(slagelse: Place, kolding: Place, plan: Plan, consultant: Client) -> None:
    assert consultant.get(at("journal", "dagbog", plan.pk)).status_code == 404
    foreign = Plan.objects.get(course=world.course(kolding))
    for name in ("journal", "journal-pdf"):
        assert consultant.get(at(name, "individuel-plan", foreign.pk)).status_code == 404
        assert client_of(slagelse.colleague).get(at(name, "individuel-plan", plan.pk)).status_code == 404
