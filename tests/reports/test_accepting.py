"""Findings that are accepted as they are: by whom, for how long, and what either edition prints of it."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from reports import acceptance, document
from reports.acceptance import kept_as, name_of, sort
from reports.editions import Edition
from reports.figures import Basis
from reports.findings import Finding, Severity
from reports.models import AcceptedFinding, AnnualReport
from reports.services import accepting
from reports.views.findings import found_in
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM, access_of
from socialportal.accounts.models import Municipality
from socialportal.audit.models import Entry
from socialportal.common.records import Conflict
from tests import factories

from . import drafts, records

REASON = "Virksomheden er lukket, og oplysningen kan ikke skaffes."


@pytest.fixture
def place() -> Municipality:
    made = records.municipality(figures_from=2018, threshold=3)
    records.presence(made)
    return made


@pytest.fixture
def report(place: Municipality) -> AnnualReport:
    return drafts.whole(place)


@pytest.fixture
def anna(client: Client, place: Municipality) -> Client:
    client.force_login(factories.user("anna@evidence.example", roles.COORDINATOR, place))
    return client


def one(report: AnnualReport, code: str = "point-without-report") -> Finding:
    return next(finding for finding in found_in(report) if finding.code == code)


def accept(report: AnnualReport, finding: Finding, reason: str = REASON) -> AcceptedFinding:
    code, where, message = kept_as(finding)
    made = AcceptedFinding(report=report, code=code, where=where, message=message, reason=reason)
    return accepting.accept_finding(SYSTEM, made)


def words_of(place: Municipality, edition: Edition) -> str:
    html = document.page_html(document.compose(Basis.of(place, 2018), edition))
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00a0", " ").replace("\u00ad", "").split())


# --- What holds (pure) -------------------------------------------------------------------------------------------------
found = st.builds(
    Finding,
    code=st.sampled_from(["a", "b"]),
    where=st.sampled_from(["x", "y"]),
    message=st.sampled_from(["1", "2", "2" * 600]),
    severity=st.just(Severity.WARNING),
)


@given(st.lists(found), st.lists(found, unique=True))
def test_each_finding_once_and_each_acceptance_somewhere(now: list[Finding], accepted: list[Finding]) -> None:
    result = sort(now, accepted)
    names = {kept_as(finding) for finding in now}
    assert {kept_as(finding) for finding, _ in result.standing} == names
    assert all(kept_as(finding) == kept_as(held) for finding, held in result.accepted)
    assert {kept_as(held) for held, _ in result.outdated} == {kept_as(held) for held in accepted} - names
    assert len(result.open) + len(result.accepted) == len(names)
    for held, other in result.outdated:
        assert other is None or (other.code, other.where) == (held.code, held.where)


@given(found, found)
def test_another_message_is_another_finding(first: Finding, second: Finding) -> None:
    assert (name_of(first) == name_of(second)) == (kept_as(first) == kept_as(second))


def test_every_code_has_a_sentence_for_the_public_without_numbers() -> None:
    from pathlib import Path

    from reports import findings
    from reports.placeholders import Trouble

    codes = set(re.findall(r'_(?:warn|tell)\(\s*"([\w-]+)"', Path(findings.__file__).read_text("utf-8")))
    assert len(codes) > 15
    assert codes | {str(trouble) for trouble in Trouble} <= set(acceptance.WORDS)
    for sentence in (*acceptance.WORDS.values(), acceptance.OTHERWISE):
        assert not re.search(r"\d", sentence)
        assert sentence.endswith(".")


# --- Accepting ---------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize(
    "reason",
    [
        "3 forløb mangler status.",
        "Der er tre forløb uden status.",
        "Det gælder {{ year }} og 12 andre.",
        "Tallet er {{ finnes_ikke }}.",
        "Se 010190-1234.",
        "   ",
    ],
)
def test_a_reason_names_no_number_but_by_its_placeholder(report: AnnualReport, reason: str) -> None:
    with pytest.raises(ValidationError):
        accept(report, one(report), reason)
    assert not AcceptedFinding.objects.exists()


@pytest.mark.django_db
def test_a_reason_may_name_years_and_public_figures_only(place: Municipality, report: AnnualReport) -> None:
    records.placement(place.presences.first())
    withheld = "Der er {{ placements_fleksjob }} i fleksjob."
    with pytest.raises(ValidationError, match="vises ikke i den offentlige udgave"):
        accept(report, one(report), withheld)
    reason = (
        "Siden 2016 har der været {{ placements_via_municipality }} job i {{ year }}, fortalt i {{ afsnit:points }}."
    )
    assert accept(report, one(report), reason).pk


@pytest.mark.django_db
def test_once_by_the_coordinator_and_with_a_history(report: AnnualReport, place: Municipality) -> None:
    consultant = access_of(factories.user("k@evidence.example", roles.CONSULTANT, place))
    finding = one(report)
    with pytest.raises(PermissionDenied):
        accepting.accept_finding(consultant, AcceptedFinding(report=report, code="a", message="b", reason="c"))
    accepted = accept(report, finding)
    with pytest.raises(ValidationError, match="allerede"):
        accept(report, finding)
    accepted.reason = "Punktet er udgået."
    accepting.change_reason(SYSTEM, accepted, expected_version=1)
    with pytest.raises(Conflict):
        accepting.take_back(SYSTEM, accepted, expected_version=1)
    accepting.take_back(SYSTEM, accepted, expected_version=2)
    accepting.restore_acceptance(SYSTEM, AcceptedFinding.with_deleted.get())
    verbs = Entry.objects.filter(model="reports.acceptedfinding").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["added", "corrected", "removed", "restored"]


# --- What is printed ----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_without_accepted_ones_nothing_is_printed(place: Municipality, report: AnnualReport) -> None:
    for edition in Edition:
        assert "Accepterede opmærksomhedspunkter" not in words_of(place, edition)


@pytest.mark.django_db
def test_the_public_reads_a_fixed_sentence_and_the_reason(place: Municipality, report: AnnualReport) -> None:
    of = records.agreement(place.presences.first(), 3, places=1)
    records.evaluation(of, drafts.D(2015, 7, 1), drafts.D(2018, 6, 30))
    for _ in range(2):
        records.course(of, drafts.D(2017, 1, 1), drafts.D(2018, 1, 1))
    finding = one(report, "course-without-outcome")
    accept(report, finding, "Der er aftalt en anden registrering fra {{ next_year }}.")
    public, internal = words_of(place, Edition.PUBLIC), words_of(place, Edition.INTERNAL)
    assert (
        "Der mangler registrering af status efter endt forløb. Der er aftalt en anden registrering fra 2019." in public
    )
    message = finding.message.replace("\u00a0", " ")
    assert message == "2 afsluttede forløb i aftale 3 har ingen status" or message.startswith("to afsluttede")
    assert message not in public
    assert f"{message}. Der er aftalt en anden registrering fra 2019." in internal
    # Told once: among the accepted, and not among those that ask for attention.
    assert internal.count(message) == 1


@pytest.mark.django_db
def test_two_alike_are_told_once_in_public(place: Municipality, report: AnnualReport) -> None:
    for finding in [found for found in found_in(report) if found.code == "point-without-report"]:
        accept(report, finding)
    assert words_of(place, Edition.PUBLIC).count("Et punkt i strategien er ikke afrapporteret.") == 1
    assert words_of(place, Edition.INTERNAL).count(REASON) == 2


@pytest.mark.django_db
def test_an_acceptance_holds_no_longer_than_the_message(
    anna: Client, place: Municipality, report: AnnualReport
) -> None:
    of = records.agreement(place.presences.first(), 3)
    records.evaluation(of, drafts.D(2015, 7, 1), drafts.D(2018, 6, 30))
    records.course(of, drafts.D(2017, 1, 1), drafts.D(2018, 1, 1))
    accepted = accept(report, one(report, "course-without-outcome"))
    records.course(of, drafts.D(2017, 1, 1), drafts.D(2018, 1, 1))
    now = one(report, "course-without-outcome")
    assert now.message != accepted.message
    assert REASON not in words_of(place, Edition.PUBLIC)
    page = anna.get(reverse("reports:findings", args=[2018])).content.decode()
    assert "Accepter, der ikke gælder længere" in page
    assert "Punktet lyder nu:" in page


# --- The pages ----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_accept_change_take_back_and_bring_back(anna: Client, report: AnnualReport) -> None:
    listed, finding = reverse("reports:findings", args=[2018]), one(report)
    page = anna.get(listed).content.decode()
    assert "skal rettes eller accepteres med en begrundelse" in page
    assert reverse("reports:point-text", args=[2018, "punkt-1"]) in page
    address = reverse("reports:finding-accept", args=[2018, name_of(finding)])
    assert address in page
    asked = anna.get(address).content.decode()
    assert "”Et punkt i strategien er ikke afrapporteret.” og din begrundelse." in asked
    refused = anna.post(address, {"reason": "Der er 3."})
    assert refused.status_code == 422
    assert "må ikke rumme tal" in refused.content.decode()
    assert anna.post(address, {"reason": REASON}).status_code == 302
    accepted = AcceptedFinding.objects.get()
    page = anna.get(listed).content.decode()
    assert "Accepteret (1)" in page
    assert f"Begrundelse: {REASON}" in page
    edit = reverse("reports:finding-accepted", args=[accepted.pk])
    assert anna.post(edit, {"reason": "Punktet er udgået.", "version": 1}).status_code == 302
    assert anna.post(edit, {"reason": "Noget helt andet.", "version": 1}).status_code == 409
    back = reverse("reports:finding-take-back", args=[accepted.pk])
    assert anna.get(back).status_code == 405
    told = anna.post(back, {"version": "1"}, follow=True).content.decode()
    assert "En anden har rettet begrundelsen imens" in told
    assert "Accepteret (0)" in anna.post(back, {"version": "2"}, follow=True).content.decode()
    trash = reverse("reports:trash")
    key = f"accept-{accepted.pk}"
    assert key in anna.get(trash).content.decode()
    anna.post(trash, {"pk": key})
    assert "Accepteret (1)" in anna.get(listed).content.decode()


@pytest.mark.django_db
def test_what_is_mended_meanwhile_is_not_accepted(anna: Client, report: AnnualReport) -> None:
    address = reverse("reports:finding-accept", args=[2018, "0" * 20])
    for response in (anna.get(address, follow=True), anna.post(address, {"reason": REASON}, follow=True)):
        assert "Punktet er rettet eller lyder anderledes nu" in response.content.decode()
    assert not AcceptedFinding.objects.exists()


@pytest.mark.django_db
def test_readers_see_and_do_not_write(client: Client, place: Municipality, report: AnnualReport) -> None:
    accept(report, one(report))
    client.force_login(factories.user("chef@evidence.example", roles.CHIEF, place))
    page = client.get(reverse("reports:findings", args=[2018])).content.decode()
    assert "Begrundelse" in page
    assert "Træk accepten tilbage" not in page
    assert "Acceptér med" not in page
