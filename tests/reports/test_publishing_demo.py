"""Slagelse 2018 is published; then participants are deleted, enterprises and a committee change: not one byte does."""

from typing import Any

import page
import pytest
from django.test import Client

from agreements.models import Course, Participant, Placement
from enterprises.models import Enterprise
from reports.models import AnnualReport, Committee, PublishedPassage, PublishedReport
from reports.services import publishing, versions
from reports.services.publishing import request_publication
from socialportal.accounts.access import SYSTEM
from socialportal.accounts.models import User

from . import drafts
from .conftest import document
from .ready import make_ready

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def _failures(data: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.rules.total > 50
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def test_what_is_published_stays_and_a_new_count_says_what_differs(demo: Any, client: Client) -> None:
    report = AnnualReport.objects.get(year=2018, municipality__code="0330")
    make_ready(report)
    asked = request_publication(SYSTEM, report)
    assert publishing.make(asked.pk)
    version = PublishedReport.objects.get(pk=asked.pk)
    before = {(f.edition, f.name): bytes(f.content) for f in version.files.all()}
    checksum = version.checksum
    assert _failures(before["offentlig", "rapport.pdf"], "ua1") == []
    assert _failures(before["offentlig", "rapport.pdf"], "3a") == []
    address = "/rapporter/slagelse/2018/"
    read = client.get(address).content
    assert PublishedPassage.objects.filter(publication=version, text__icontains="folkemødet").exists()

    Placement.with_deleted.filter(presence__municipality=report.municipality).delete()
    Course.with_deleted.all().delete()
    Participant.with_deleted.all().delete()
    Committee.objects.filter(municipality=report.municipality).update(name="Et andet udvalg")
    Enterprise.objects.filter(slug="sumak").update(name="Et helt andet navn")
    drafts.section(report, "letter", "Noget helt andet.")

    version.refresh_from_db()
    assert {(f.edition, f.name): bytes(f.content) for f in version.files.all()} == before
    assert version.checksum == checksum
    assert client.get(address).content == read
    assert client.get(f"{address}1/rapport.pdf").content == before["offentlig", "rapport.pdf"]

    client.force_login(User.objects.get(email="koordinator@slagelse.example"))
    told = client.get("/arbejde/aarsrapport/2018/offentliggoerelse/taelling/").content.decode().replace("\u00a0", " ")
    assert "Afsnit" in told
    assert "Tal, der er anderledes" in told
    found = {one.label: (one.before, one.now) for one in versions.differences(*_both(version, report))}
    assert (35, 0) in found.values()


def _both(version: PublishedReport, report: AnnualReport) -> tuple[dict[str, Any], dict[str, Any]]:
    return versions.frozen_figures(version), document(report.municipality)
