"""Earlier recommendations are answered: by the right report, with reasons, and printed as decision → what happened → number."""

import datetime as dt
import io
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports import document, exports, findings, queries
from reports.document import reading, sources, written
from reports.editions import Edition, printed
from reports.figures import Basis
from reports.indicators import count
from reports.models import AgendaItem, AnnualReport, Decision, PointReport, Recommendation, RecommendationAnswer
from reports.services import agenda, answering, write_point
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, Access
from socialportal.accounts.models import Municipality
from socialportal.common.records import Conflict
from tests import factories
from tests.pages import faults_of

from . import drafts, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db: None) -> Municipality:
    return factories.municipality("0330")


@pytest.fixture
def years(place: Municipality) -> tuple[AnnualReport, AnnualReport]:
    """A report that recommends something, and the year after."""
    first = drafts.whole(place, points=2)
    for key in ("punkt-1", "punkt-2"):
        told = drafts.told(first, key)
        write_point(
            SYSTEM, told, recommendation=f"Vi anbefaler {key} i {{{{ next_year }}}}.", expected_version=told.version
        )
    drafts.advice(first, title="På tværs", text="Vi anbefaler det hele.")
    return first, drafts.report(place, 2019)


def give(report: AnnualReport, advice: Recommendation, followed: str = "yes", **fields: Any) -> RecommendationAnswer:
    made = RecommendationAnswer(report=report, recommendation=advice, followed=followed, **fields)
    return answering.give_answer(SYSTEM, made, expected_version=0)


def test_the_next_report_answers_last_years(years: tuple[AnnualReport, AnnualReport]) -> None:
    first, second = years
    assert not answering.answerable(first).exists()
    assert answering.answerable(second).count() == 3


def test_what_is_not_followed_is_carried_on_until_it_is(place: Municipality, years: tuple) -> None:
    _, second = years
    one, two, three = Recommendation.objects.order_by("pk")
    give(second, one, "no", text="Ingen penge.")
    give(second, two, "partly", text="Kun i to afdelinger.")
    give(second, three)
    third = drafts.report(place, 2020)
    assert set(answering.answerable(third)) == {one, two}
    give(third, one)
    fourth = drafts.report(place, 2021)
    assert set(answering.answerable(fourth)) == {two}
    with pytest.raises(ValidationError, match="sidste års anbefalinger"):
        give(fourth, three)


def test_a_reason_is_asked_for_what_is_not_followed(years: tuple) -> None:
    advice = Recommendation.objects.order_by("pk")[0]
    with pytest.raises(ValidationError) as raised:
        give(years[1], advice, "partly")
    assert raised.value.message_dict["text"] == ["Skriv, hvorfor anbefalingen ikke er fulgt helt."]
    with pytest.raises(ValidationError):
        give(years[1], advice, text="Vi talte med 010190-1234.")
    with pytest.raises(ValidationError):
        give(years[1], advice, text="Der er {{ findes_ikke }}.")


def test_only_the_coordinator_answers_and_two_at_once_are_told(place: Municipality, years: tuple) -> None:
    advice = Recommendation.objects.order_by("pk")[0]
    consultant = Access(user_id=1, roles=frozenset({(roles.CONSULTANT, place.pk)}))
    with pytest.raises(PermissionDenied):
        answering.give_answer(
            consultant, RecommendationAnswer(report=years[1], recommendation=advice, followed="yes"), expected_version=0
        )
    give(years[1], advice)
    with pytest.raises(Conflict):
        give(years[1], advice)


def test_an_answer_can_be_taken_away_and_brought_back(years: tuple) -> None:
    advice = Recommendation.objects.order_by("pk")[0]
    answer = give(years[1], advice)
    answering.remove_answer(SYSTEM, answer, expected_version=answer.version)
    assert not RecommendationAnswer.objects.exists()
    answering.restore_answer(SYSTEM, RecommendationAnswer.with_deleted.get())
    assert RecommendationAnswer.objects.get().followed == "yes"


def test_what_is_not_answered_is_found(place: Municipality, years: tuple) -> None:
    def unanswered(year: int) -> list[str]:
        basis = Basis.of(place, year)
        found = findings.find(count(basis), queries.texts(basis))
        return [f.message for f in found if f.code == "recommendation-unanswered"]

    assert unanswered(2018) == []
    assert len(unanswered(2019)) == 3
    for advice in Recommendation.objects.all():
        give(years[1], advice)
    assert unanswered(2019) == []


@pytest.fixture
def answered(place: Municipality, years: tuple) -> AnnualReport:
    """The second year with everything answered, a decision and a number."""
    _, second = years
    decided = drafts.decision(drafts.committee(place, "Byrådet"), decided_on=dt.date(2019, 3, 1), quote="Følges.")
    one, two, three = Recommendation.objects.order_by("pk")
    one.indicator = "enterprises_active"
    answering.follow_on(SYSTEM, one, expected_version=one.version)
    give(second, one, decision=decided, text="Der er nu {{ enterprises_active|ord }}.")
    give(second, two, "no", text="Det gik ikke i {{ year }}.")
    give(second, three, "partly", text="Noget.")
    return second


def test_it_is_printed_as_decision_what_happened_number(place: Municipality, answered: AnnualReport) -> None:
    page = document.page_html(document.compose(Basis.of(place, 2019), Edition.PUBLIC))
    text = page.replace("\xa0", " ").replace("\u00ad", "")
    assert "Hvad der blev af de forrige" in text
    assert "Vi anbefaler punkt-1 i 2019." in text, "the text of 2018 speaks of the year after 2018"
    assert "Byrådet besluttede 1. marts 2019: ”Følges.”" in text
    assert "Tallet nu" in text
    assert "Rapporten svarer på 3 tidligere anbefalinger: én fulgt, én fulgt delvis og én ikke fulgt." in text or (
        "tre tidligere anbefalinger: én fulgt" in text
    )
    first = document.page_html(document.compose(Basis.of(place, 2018), Edition.PUBLIC))
    assert "Hvad der blev af de forrige" not in first


def test_the_data_tell_it_too_and_a_first_report_has_no_such_key(place: Municipality, answered: AnnualReport) -> None:
    def data(year: int) -> dict:
        basis = Basis.of(place, year)
        return exports.figures_json(printed(count(basis), Edition.PUBLIC), queries.texts(basis))

    assert "followed_up" not in data(2018)
    told = data(2019)["followed_up"]
    assert [one["followed"] for one in told] == ["yes", "no", "partly"]
    assert told[0]["now"] == data(2019)["figures"]["enterprises_active"]


def test_both_readers_read_the_same(place: Municipality, answered: AnnualReport) -> None:
    basis = Basis.of(place, 2019)
    ours = written.texts_of(reading.read(sources.sources(basis)), basis.period)
    assert ours.followed == queries.texts(basis).followed
    assert len(ours.followed) == 3


def test_the_pages_read_well_and_ask_no_more_for_more(
    client: Client, place: Municipality, answered: AnnualReport
) -> None:
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    advice = Recommendation.objects.order_by("pk")[0]
    for address in (
        "/arbejde/aarsrapport/2019/anbefalinger/",
        "/arbejde/aarsrapport/2018/anbefalinger/",
        f"/arbejde/aarsrapport/2019/anbefalinger/{advice.pk}/",
        "/arbejde/aarsrapport/2018/anbefalinger/tal/",
        f"/arbejde/aarsrapport/anbefaling/{advice.pk}/tal/",
        "/arbejde/aarsrapport/anbefalinger/",
        "/arbejde/aarsrapport/anbefalinger/?q=punkt-1&aar=2018&fulgt=yes",
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert faults_of(response.content.decode()) == [], address
    with CaptureQueriesContext(connection) as few:
        client.get("/arbejde/aarsrapport/2019/anbefalinger/")
    for number in range(12):
        drafts.advice(AnnualReport.objects.get(year=2018), title=f"Nr. {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/arbejde/aarsrapport/2019/anbefalinger/")
    assert len(many) == len(few)
    listed = client.get("/arbejde/aarsrapport/anbefalinger/?fulgt=ubesvaret&format=csv")
    assert b"".join(listed.streaming_content).decode().count("Nr. ") == 12


def test_answering_on_the_page(client: Client, place: Municipality, years: tuple) -> None:
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    advice = Recommendation.objects.order_by("pk")[0]
    address = f"/arbejde/aarsrapport/2019/anbefalinger/{advice.pk}/"
    refused = client.post(address, {"followed": "no", "text": ""})
    assert refused.status_code == 422
    assert "hvorfor anbefalingen ikke er fulgt helt" in refused.content.decode()
    assert client.post(address, {"followed": "no", "text": "Der var ingen penge."}).status_code == 302
    answer = RecommendationAnswer.objects.get()
    stale = client.post(address, {"followed": "yes", "text": "Jo.", "version": "0"})
    assert stale.status_code in (409, 422)
    assert client.post(address, {"followed": "yes", "text": "Jo.", "version": answer.version}).status_code == 302
    assert RecommendationAnswer.objects.get().followed == "yes"


# --- Agenda -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def item(place: Municipality, years: tuple) -> AgendaItem:
    report = years[0]
    made = agenda.proposed(report, queries.texts(Basis.of(place, 2018)))
    made.committee, made.meeting_on = drafts.committee(place, "Socialudvalget"), dt.date(2019, 2, 4)
    made.economy = "Sagen koster ikke noget."
    return agenda.add_item(SYSTEM, made)


def test_the_paper_is_made_of_the_recommendations(item: AgendaItem) -> None:
    assert item.proposal.split("\n")[0] == "udvalget tager Socialøkonomisk Årsrapport 2018 til efterretning"
    assert len(item.proposal.split("\n")) == 4
    assert "{{ goal.jobs.actual" in item.background


def test_the_word_file_has_headings_lists_language_and_no_braces(
    client: Client, place: Municipality, item: AgendaItem
) -> None:
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    response = client.get(f"{item.get_absolute_url()}word/")
    assert response["Content-Disposition"] == 'attachment; filename="sagsfremstilling-2018-socialudvalget.docx"'
    made = docx.Document(io.BytesIO(response.content))
    styles = [paragraph.style.name for paragraph in made.paragraphs]
    assert styles[0] == "Heading 1"
    assert styles.count("Heading 2") == 5
    assert styles.count("List Number") == 4
    assert "List Bullet" in styles
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "{{" not in text
    assert "Vi anbefaler punkt-1 i 2019." in text
    assert made.core_properties.language == "da-DK"
    assert made.core_properties.title == item.title
    assert 'w:val="da-DK"' in made.styles.element.xml


def test_what_is_withheld_from_the_public_is_not_in_the_paper(place: Municipality, item: AgendaItem) -> None:
    from reports.document.agenda_paper import paper_of

    where = place.presences.first()
    agreed = records.agreement(where)
    records.evaluation(agreed, drafts.D(2015, 7, 1), drafts.D(2018, 6, 30))
    for _ in range(2):
        records.course(agreed, drafts.D(2017, 1, 1), drafts.D(2018, 1, 1), outcomes=("prison",))
    item.summary = 'Der var {{ agreement.1.outcomes_total|ellers:"nogle" }} registreringer.'
    agenda.change_item(SYSTEM, item, expected_version=item.version)
    assert paper_of(item).summary == "Der var nogle registreringer."


def test_a_committee_by_the_name_of_the_day(place: Municipality, years: tuple) -> None:
    gone = drafts.committee(place, "Det gamle udvalg", valid_to=dt.date(2018, 12, 31))
    with pytest.raises(ValidationError, match="fandtes ikke under det navn"):
        agenda.add_item(
            SYSTEM, AgendaItem(report=years[0], committee=gone, meeting_on=dt.date(2019, 2, 4), title="Sag")
        )


def test_the_decision_comes_back_and_is_proposed_next_year(
    client: Client, place: Municipality, years: tuple, item: AgendaItem
) -> None:
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    address = f"{item.get_absolute_url()}beslutning/"
    early = client.post(address, {"decided_on": "2019-02-01", "quote": "Godkendt.", "version": item.version})
    assert early.status_code == 422
    done = client.post(address, {"decided_on": "2019-02-04", "quote": "Godkendt.", "version": item.version})
    assert done.status_code == 302
    decision = Decision.objects.get()
    assert (decision.kind, decision.committee, decision.quote) == (Decision.Kind.REPORT, item.committee, "Godkendt.")
    assert AgendaItem.objects.get().decision == decision
    again = client.post(address, {"decided_on": "2019-02-04", "quote": "En gang til.", "version": item.version + 1})
    assert again.status_code == 422
    advice = Recommendation.objects.order_by("pk")[0]
    page = client.get(f"/arbejde/aarsrapport/2019/anbefalinger/{advice.pk}/").content.decode()
    assert f'<option value="{decision.pk}" selected' in page
    for shown in ("/arbejde/aarsrapport/2018/udvalg/", item.get_absolute_url(), "/arbejde/udvalg/"):
        found = client.get(shown).content.decode()
        assert "Godkendt." in found, shown
        assert faults_of(found) == [], shown
    assert "Om en årsrapport" in client.get("/arbejde/udvalg/").content.decode()


def test_writing_an_item_on_the_page(client: Client, place: Municipality, years: tuple) -> None:
    client.force_login(factories.user(role=roles.COORDINATOR, place=place))
    empty = client.get("/arbejde/aarsrapport/2018/udvalg/").content.decode()
    assert faults_of(empty) == []
    assert "Opret et udvalg" in empty
    committee = drafts.committee(place, "Socialudvalget")
    page = client.get("/arbejde/aarsrapport/2018/udvalg/ny/").content.decode()
    assert "udvalget tager Socialøkonomisk Årsrapport 2018 til efterretning" in page
    assert faults_of(page) == []
    sent = {"committee": committee.pk, "meeting_on": "2019-02-04", "title": "Årsrapporten", "proposal": "det drøftes"}
    assert client.post("/arbejde/aarsrapport/2018/udvalg/ny/", sent).status_code == 302
    item = AgendaItem.objects.get()
    for address in ("", "ret/", "slet/", "beslutning/"):
        assert faults_of(client.get(f"{item.get_absolute_url()}{address}").content.decode()) == []
    twice = client.post("/arbejde/aarsrapport/2018/udvalg/ny/", sent)
    assert twice.status_code == 422
    assert "Rapporten er allerede på det møde." in twice.content.decode()


def test_points_without_texts_propose_nothing(place: Municipality) -> None:
    report = drafts.report(place, 2018)
    assert not PointReport.objects.exists()
    assert agenda.proposed(report, queries.texts(Basis.of(place, 2018))).proposal.count("\n") == 0
