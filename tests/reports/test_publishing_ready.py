"""What stops a publication, and how one can tell that the text was changed."""

import pytest

from reports import document
from reports.document.frozen import said_checksum
from reports.editions import Edition
from reports.figures import Basis
from reports.models import AnnualReport
from reports.services.ready import CHECKS, blockers
from tests import factories

from . import drafts
from .ready import make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> AnnualReport:
    return drafts.whole(factories.municipality("0329"))


def _said(report: AnnualReport, *, draft: bool = False, edition: Edition = Edition.PUBLIC) -> str:
    made = document.compose(Basis.of(report.municipality, report.year), edition, draft=draft)
    return said_checksum(made)


def test_every_warning_blocks_until_it_is_accepted(report: AnnualReport) -> None:
    missing = blockers(report)
    assert "Punktet ”Punkt 1” er ikke afrapporteret." in missing
    assert len(missing) == len(set(missing))
    make_ready(report)
    assert blockers(report) == []


def test_a_year_without_presence_is_told(report: AnnualReport) -> None:
    report.municipality.presences.all().delete()
    assert blockers(report)


def test_a_check_of_others_is_asked(report: AnnualReport, monkeypatch: pytest.MonkeyPatch) -> None:
    make_ready(report)
    monkeypatch.setattr("reports.services.ready.CHECKS", [*CHECKS, lambda report: [f"Mangler i {report.year}."]])
    assert blockers(report) == ["Mangler i 2018."]


def test_the_checksum_follows_what_is_said(report: AnnualReport) -> None:
    before = _said(report)
    assert len(before) == 64
    assert _said(report) == before
    assert _said(report, draft=True) == before  # the stamp is not what is said
    assert _said(report, edition=Edition.INTERNAL) != before
    drafts.section(report, "letter", "Der er sket meget.")
    after = _said(report)
    assert after != before
    report.title = "Rapport"
    report.save()
    assert _said(report) not in (before, after)
