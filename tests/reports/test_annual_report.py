"""The command: the whole file or none, and one clear line when it cannot be made."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import annual_report
from socialportal.accounts.models import Municipality

from . import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    made = records.municipality(figures_from=2015)
    records.placement(records.presence(made))
    return made


def run(output: Path, **changes: Any) -> None:
    options = {"municipality": "0330", "year": "2018", "edition": "intern", "format": "json"} | changes
    call_command("annual_report", output=str(output), **options)


def test_it_writes_the_figures(place: Municipality, tmp_path: Path) -> None:
    output = tmp_path / "rapport.json"
    run(output)
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["figures"]["placements_via_municipality"] == 1
    assert found["figures"]["placements_fleksjob"] == 1
    assert found["as_of"] == "2018-12-31"
    assert "ø" in output.read_text(encoding="utf-8"), "dansk, ikke \\u00f8"
    run(output, edition="offentlig", as_of="2018-02-28")
    found = json.loads(output.read_text(encoding="utf-8"))
    assert (found["edition"], found["as_of"]) == ("offentlig", "2018-02-28")
    assert found["figures"]["placements_via_municipality"] == 0


def test_the_same_twice_is_the_same_bytes(place: Municipality, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"municipality": "9999"}, "ingen kommune med koden 9999"),
        ({"municipality": "0621"}, "ingen virksomheder eller initiativer i Kolding i 2018"),
        ({"year": "2014"}, "Tallene for Slagelse findes fra 2015, så 2014 kan ikke gøres op"),
        ({"year": "to tusind"}, "Året skal være et tal"),
        ({"year": "1850"}, "1850 er ikke mellem"),
        ({"as_of": "2019-01-01"}, "ligger ikke i 2018"),
        ({"as_of": "1. juni"}, "Datoen skal skrives som"),
        ({"as_of": ""}, "Datoen skal skrives som"),
        ({"edition": "hemmelig"}, "Udgaven hemmelig findes ikke. Vælg intern eller offentlig."),
        ({"format": "docx"}, "Formatet docx findes ikke. Vælg pdf, html, json."),
    ],
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    place: Municipality, tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    output = tmp_path / "rapport.json"
    output.write_text("den gamle")
    with pytest.raises(CommandError, match=says) as caught:
        run(output, **changes)
    assert "\n" not in str(caught.value)
    assert caught.value.returncode == 1
    assert type(caught.value).__name__ == "Fejl"
    assert output.read_text() == "den gamle"
    assert os.listdir(tmp_path) == ["rapport.json"]


def test_a_path_that_cannot_be_written(place: Municipality, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="det er en mappe"):
        run(tmp_path)
    with pytest.raises(CommandError, match="findes ikke"):
        run(tmp_path / "mangler" / "rapport.json")
    closed = tmp_path / "lukket"
    closed.mkdir()
    monkeypatch.setattr(annual_report.os, "access", lambda *_: False)
    with pytest.raises(CommandError, match="der er ikke adgang"):
        run(closed / "rapport.json")


@pytest.mark.parametrize("broken", ["replace", "fsync"])
def test_a_disk_that_fails_leaves_the_old_file(
    place: Municipality, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    output = tmp_path / "rapport.json"
    output.write_text("den gamle")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(annual_report.os, broken, full)
    with pytest.raises(CommandError, match=r"Kan ikke skrive til .*: disken er fuld"):
        run(output)
    assert output.read_text() == "den gamle"
    assert os.listdir(tmp_path) == ["rapport.json"]


def test_the_file_has_the_mode_of_an_ordinary_file(place: Municipality, tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        run(tmp_path / "a")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644


def test_the_error_is_one_danish_line_on_stderr_and_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import ManagementUtility

    arguments = ["--municipality", "9999", "--year", "2018", "--edition", "intern", "--format", "json", "--output", "x"]
    with pytest.raises(SystemExit) as caught:
        ManagementUtility(["manage.py", "annual_report", *arguments]).execute()
    assert caught.value.code == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.strip() == "Fejl: Der er ingen kommune med koden 9999. Koden har fire cifre, fx 0330 for Slagelse."
