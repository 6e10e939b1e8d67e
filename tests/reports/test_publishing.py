"""Publishing: asked for, made whole or not at all, frozen, corrected, withdrawn."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from reports import services
from reports.document import frozen
from reports.document.frozen import NAMES, Passage, passages
from reports.models import AcceptedFinding, AnnualReport, PublishedFile, PublishedPassage, PublishedReport
from reports.services import publishing, versions
from reports.services.publishing import make, request_publication, resume, withdraw
from reports.services.versions import differences
from socialportal.accounts import roles
from socialportal.accounts.access import SYSTEM
from socialportal.audit.models import Entry
from socialportal.common.pdf import PdfFailed
from socialportal.notices.models import Notice
from tests import factories

from . import drafts
from .ready import make_ready

pytestmark = pytest.mark.django_db
State = PublishedReport.State


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF itself is tried elsewhere; here it is its text."""
    monkeypatch.setattr(frozen, "pdf_bytes", lambda document: b"%PDF " + frozen.said_checksum(document).encode())


@pytest.fixture
def report() -> AnnualReport:
    made = drafts.whole(factories.municipality("0329"))
    drafts.section(made, "letter", "Der er {{ enterprises_active }} virksomhed med ø og å.")
    make_ready(made)
    return made


def _publish(report: AnnualReport, reason: str = "") -> PublishedReport:
    make_ready(report)
    asked = request_publication(SYSTEM, report, reason=reason)
    assert make(asked.pk)
    return PublishedReport.objects.get(pk=asked.pk)


def _bytes(version: PublishedReport) -> dict[tuple[str, str], bytes]:
    return {(f.edition, f.name): bytes(f.content) for f in version.files.all()}


# --- Asking -----------------------------------------------------------------------------------------------------------


def test_everything_that_is_missing_is_told_at_once() -> None:
    report = drafts.whole(factories.municipality("0329"))
    with pytest.raises(ValidationError) as told:
        request_publication(SYSTEM, report)
    assert len(told.value.messages) > 2
    assert not PublishedReport.objects.exists()


@pytest.mark.parametrize("role", [roles.CONSULTANT, roles.CHIEF, roles.POLITICIAN, roles.ADMINISTRATOR])
def test_only_the_coordinator_publishes(report: AnnualReport, role: str) -> None:
    access = factories.access_for(factories.user(role=role, place=report.municipality))
    with pytest.raises(PermissionDenied):
        request_publication(access, report)


def test_one_at_a_time(report: AnnualReport) -> None:
    request_publication(SYSTEM, report)
    with pytest.raises(ValidationError, match="allerede ved at blive lavet"):
        request_publication(SYSTEM, report)


def test_a_correction_says_why(report: AnnualReport) -> None:
    assert _publish(report).number == 1
    with pytest.raises(ValidationError, match="hvorfor rapporten rettes"):
        request_publication(SYSTEM, report)
    with pytest.raises(ValidationError):
        request_publication(SYSTEM, report, reason="Borger 010203-1234")
    second = _publish(report, reason="Et navn var forkert.")
    assert (second.number, second.reason) == (2, "Et navn var forkert.")
    assert PublishedReport.objects.filter(state=State.PUBLISHED).count() == 2


def test_the_worker_is_asked_when_it_is_committed(
    report: AnnualReport, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = request_publication(SYSTEM, report)
    asked.refresh_from_db()
    assert asked.state == State.PUBLISHED


# --- What a version is ------------------------------------------------------------------------------------------------


def test_a_version_is_whole(report: AnnualReport) -> None:
    who = factories.user(role=roles.COORDINATOR, place=report.municipality)
    asked = request_publication(factories.access_for(who), report)
    assert make(asked.pk)
    version = PublishedReport.objects.get(pk=asked.pk)
    found = _bytes(version)
    for name in ("rapport.pdf", "rapport.html", "tal.json"):
        assert found["offentlig", name] != found["intern", name]
    page = found["offentlig", "side.html"].decode()
    assert page.startswith('<header class="cover">')
    assert "Kladde" not in page
    assert ", kladde" not in page
    assert 'class="record"' not in page
    assert b"Kladde" not in found["offentlig", "rapport.html"]
    assert (version.done, version.step, version.failure) == (100, "", "")
    assert version.published_at is not None
    assert version.checksum == frozen.checksum(version.files.values_list("edition", "name", "sha256"))
    assert {f.sha256 for f in version.files.all()} == {
        f.sha256 for f in version.files.all() if f.size == len(f.content)
    }
    assert PublishedPassage.objects.get(publication=version, anchor="brev").text.startswith("Der er")
    assert [e.verb for e in Entry.objects.about(version)] == ["published", "requested"]
    assert Notice.objects.get(user=who).subject == "Årsrapporten 2018 er offentliggjort"


def test_charts_are_files_of_their_own(report: AnnualReport) -> None:
    svg = [f for f in _publish(report).files.all() if f.name.endswith(".svg")]
    assert svg
    for file in svg:
        assert file.content_type == "image/svg+xml"
        assert bytes(file.content).startswith(b'<svg color="#')
        assert bytes(file.content).count(b"<svg") == 1


def test_nothing_that_is_done_later_touches_it(report: AnnualReport) -> None:
    version = _publish(report)
    before, checksum = _bytes(version), version.checksum
    drafts.section(report, "letter", "Noget helt andet.")
    place = report.municipality
    factories.enterprise("Ny virksomhed", place)
    for presence in place.presences.all():
        presence.enterprise.name = "Et andet navn"
        presence.enterprise.save()
    version.refresh_from_db()
    assert _bytes(version) == before
    assert version.checksum == checksum
    again = _publish(report, reason="Navn")
    assert _bytes(again)["offentlig", "tal.json"] != before["offentlig", "tal.json"]


def test_a_published_report_cannot_be_deleted(report: AnnualReport) -> None:
    _publish(report)
    with pytest.raises(ValidationError, match="offentliggjort"):
        services.remove_report(SYSTEM, report, expected_version=report.version)


# --- Killed, late, failed ---------------------------------------------------------------------------------------------


def test_a_worker_killed_half_way_leaves_nothing_and_the_next_one_makes_it(
    report: AnnualReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = request_publication(SYSTEM, report)
    whole = frozen.pdf_bytes

    def killed(document: Any) -> bytes:
        raise SystemExit(1)

    monkeypatch.setattr(frozen, "pdf_bytes", killed)
    with pytest.raises(SystemExit):
        make(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.MAKING
    assert not PublishedFile.objects.exists()
    assert not PublishedPassage.objects.exists()
    monkeypatch.setattr(frozen, "pdf_bytes", whole)
    assert not make(asked.pk)  # somebody has it
    assert publishing.daily(timezone.localdate()) == 0  # for all we know they are at it
    assert resume() == 1
    asked.refresh_from_db()
    assert asked.state == State.PUBLISHED
    assert resume() == 0
    assert PublishedReport.objects.count() == 1
    assert PublishedFile.objects.filter(name="rapport.pdf").count() == 2


def test_what_was_begun_long_ago_is_taken_up_by_daily(report: AnnualReport) -> None:
    asked = request_publication(SYSTEM, report)
    PublishedReport.objects.filter(pk=asked.pk).update(
        state=State.MAKING, started_at=timezone.now() - dt.timedelta(hours=1)
    )
    assert publishing.daily(timezone.localdate()) == 1
    asked.refresh_from_db()
    assert asked.state == State.PUBLISHED


def test_what_was_never_begun_is_taken_up(report: AnnualReport) -> None:
    asked = request_publication(SYSTEM, report)  # and the task got lost
    assert publishing.daily(timezone.localdate()) == 1
    asked.refresh_from_db()
    assert asked.state == State.PUBLISHED


def test_the_result_of_a_maker_who_comes_back_is_dropped(report: AnnualReport, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request_publication(SYSTEM, report)
    real = frozen.pdf_bytes
    times = []

    def overtaken(document: Any) -> bytes:
        times.append(1)
        if len(times) == 1:
            assert resume() == 1  # another worker thinks that this one is gone, and makes it whole
        return real(document)

    monkeypatch.setattr(frozen, "pdf_bytes", overtaken)
    assert not make(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.PUBLISHED
    assert PublishedFile.objects.filter(name="rapport.pdf").count() == 2
    assert Entry.objects.about(asked).filter(verb="published").count() == 1


def test_a_failure_says_why_and_can_be_asked_for_again(report: AnnualReport, monkeypatch: pytest.MonkeyPatch) -> None:
    who = factories.user(role=roles.COORDINATOR, place=report.municipality)
    access = factories.access_for(who)
    asked = request_publication(access, report)
    real = frozen.pdf_bytes

    def failing(document: Any) -> bytes:
        raise PdfFailed(detail="secret of Jens")

    monkeypatch.setattr(frozen, "pdf_bytes", failing)
    assert not make(asked.pk)
    asked.refresh_from_db()
    assert asked.state == State.FAILED
    assert asked.failure == PdfFailed.message
    assert "ikke" in Notice.objects.get(user=who).subject
    monkeypatch.setattr(frozen, "pdf_bytes", real)
    again = request_publication(access, report)
    assert again.pk == asked.pk
    assert make(again.pk)


def test_an_odd_error_is_not_quoted(report: AnnualReport, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request_publication(SYSTEM, report)

    def odd(document: Any) -> bytes:
        raise KeyError("Jens Jensen")

    monkeypatch.setattr(frozen, "pdf_bytes", odd)
    assert not make(asked.pk)
    asked.refresh_from_db()
    assert "Jens" not in asked.failure
    assert asked.state == State.FAILED


def test_what_was_broken_between_asking_and_making_stops_it(report: AnnualReport) -> None:
    asked = request_publication(SYSTEM, report)
    AcceptedFinding.objects.all().delete()
    assert not make(asked.pk)
    asked.refresh_from_db()
    assert asked.failure.startswith("Der er ændret noget")


def test_nothing_is_read_after_the_look(report: AnnualReport, django_assert_num_queries: Any) -> None:
    found = frozen.composed(publishing.Basis.of(report.municipality, report.year))
    with django_assert_num_queries(0):
        frozen.files(found)


def test_the_workers_command_asks_first(report: AnnualReport, monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.management.commands.db_worker import Command

    asked = request_publication(SYSTEM, report)
    started: list[bool] = []
    monkeypatch.setattr(Command, "handle", lambda self, **options: started.append(True))
    monkeypatch.setattr(Command, "add_arguments", lambda self, parser: None)
    call_command("db_worker")
    asked.refresh_from_db()
    assert started == [True]
    assert asked.state == State.PUBLISHED


# --- Withdrawing ------------------------------------------------------------------------------------------------------


def test_withdrawing_needs_a_reason_and_happens_once(report: AnnualReport) -> None:
    version = _publish(report)
    with pytest.raises(ValidationError):
        withdraw(SYSTEM, version, reason=" ")
    gone = withdraw(SYSTEM, version, reason="Et tal er forkert.")
    assert gone.state == State.WITHDRAWN
    with pytest.raises(ValidationError, match="trukket den tilbage"):
        withdraw(SYSTEM, version, reason="Igen")
    assert Entry.objects.about(version).first().verb == "withdrawn"
    assert versions.newest(report.municipality, 2018) is None
    assert _publish(report, reason="Rettet").number == 2


# --- Pure -------------------------------------------------------------------------------------------------------------


def test_passages_are_the_words_of_each_part() -> None:
    body = (
        '<nav><a href="#a">Nej</a></nav><main><section id="a"><h2>Et&nbsp;afsnit</h2><p>Før</p><p>og&shy;så</p>'
        '<article id="b"><h3>Indre</h3><p>Inde<svg><title>Nej</title></svg></p></article><p>efter</p></section>'
        '<section id="c"><h2>Tomt</h2></section></main>'
    )
    assert passages(body) == [Passage("a", "Et afsnit", "Før også efter"), Passage("b", "Indre", "Inde")]


def test_differences_name_what_is_not_the_same() -> None:
    old = {"figures": {"a": 1, "b": 2.5}, "definitions": {"a": {"label": "Virksomheder"}}, "goals": []}
    new = {"figures": {"a": 2, "b": 2.5, "c": None}, "definitions": {"a": {"label": "Virksomheder"}}}
    told = [(d.label, d.before_said, d.now_said) for d in differences(old, new)]
    assert told == [("Virksomheder", "1", "2"), ("c", "kendes ikke", "kendes ikke")]
    assert differences(old, old) == []


# --- The command ------------------------------------------------------------------------------------------------------


def _written(path: Path, edition: str, form: str, *more: str) -> bytes:
    place = ("--municipality", "0329", "--year", "2018")
    call_command("annual_report", *place, "--edition", edition, "--format", form, "--output", str(path), *more)
    return path.read_bytes()


def test_the_command_writes_the_published_version(report: AnnualReport, tmp_path: Path) -> None:
    frozen_files = _bytes(_publish(report))
    drafts.section(report, "letter", "Noget helt andet.")
    factories.enterprise("Ny virksomhed", report.municipality)
    for edition in ("intern", "offentlig"):
        for form in ("pdf", "html", "json"):
            assert _written(tmp_path / "fil", edition, form) == frozen_files[edition, f"{NAMES[form]}"]
    counted = _written(tmp_path / "fil", "offentlig", "html", "--as-of", "2018-12-31")
    assert b"Kladde" in counted
    assert b"Noget helt" in counted


def test_the_command_counts_where_nothing_holds(report: AnnualReport, tmp_path: Path) -> None:
    assert b"Kladde" in _written(tmp_path / "fil", "offentlig", "html")
    withdraw(SYSTEM, _publish(report), reason="Fejl")
    assert b"Kladde" in _written(tmp_path / "fil", "offentlig", "html")
