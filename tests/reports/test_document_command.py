"""`annual_report` as PDF and as a page: whole, alone, the same twice; or one clear line and nothing."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.document import render
from reports.editions import Edition
from reports.figures import Basis
from socialportal.accounts.models import Municipality
from socialportal.common.pdf import PdfTimeout
from socialportal.common.pdf.errors import FontMissing, SystemLibraryMissing

from . import drafts, records

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    made = records.municipality()
    drafts.whole(made, points=2)
    return made


def run(output: Path, **changes: Any) -> bytes:
    options = {"municipality": "0330", "year": "2018", "edition": "offentlig", "format": "pdf"} | changes
    call_command("annual_report", output=str(output), **options)
    return output.read_bytes()


def test_a_pdf(place: Municipality, tmp_path: Path) -> None:
    first = run(tmp_path / "a.pdf")
    assert first.startswith(b"%PDF-")
    assert run(tmp_path / "b.pdf") == first
    assert sorted(os.listdir(tmp_path)) == ["a.pdf", "b.pdf"]


def test_a_page_that_needs_nothing_else(place: Municipality, tmp_path: Path) -> None:
    text = run(tmp_path / "a.html", format="html").decode()
    assert text.startswith("<!doctype html>")
    assert "Slagelse Kommune" in text
    for fetched in ("<script", "<link", "url(/", "url(http", 'src="'):
        assert fetched not in text, fetched
    assert "url(data:font/woff2;base64," in text
    assert run(tmp_path / "b.html", format="html").decode() == text


def test_the_working_copy_is_another_file(place: Municipality, tmp_path: Path) -> None:
    text = run(tmp_path / "a.html", format="html", edition="intern").decode()
    assert "Intern arbejdskopi" in text


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (SystemLibraryMissing(), "Systembiblioteket Pango mangler på serveren"),
        (FontMissing("x"), "Skriften IBM Plex mangler"),
        (PdfTimeout(60), "kunne ikke laves på 60 sekunder"),
    ],
)
def test_what_stops_the_pdf_is_said(
    place: Municipality, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("socialportal.common.pdf.render", fails)
    with pytest.raises(CommandError, match=says) as caught:
        run(tmp_path / "a.pdf")
    assert caught.value.returncode == 1
    assert "\n" not in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_a_form_there_is_not(place: Municipality) -> None:
    with pytest.raises(KeyError):
        render(Basis.of(place, 2018), Edition.PUBLIC, "docx")
