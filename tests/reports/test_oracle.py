"""The printed report of 2018 comes out of the records: the JSON of the contract, both editions."""

import json
from pathlib import Path
from typing import Any

import pytest

from reports import indicators
from reports.editions import Edition
from reports.figures import Basis
from socialportal.accounts.models import Municipality

from .conftest import document

pytestmark = pytest.mark.django_db
ORACLES = Path(__file__).parent.parent / "oracles"


def oracle(name: str) -> dict[str, Any]:
    return json.loads((ORACLES / f"{name}.json").read_text(encoding="utf-8"))


def differences(wanted: Any, found: Any, where: str = "") -> list[str]:
    """Where `found` lacks or changes something of `wanted`; more keys are welcome, another type of number is not."""
    if isinstance(wanted, dict):
        if not isinstance(found, dict):
            return [f"{where}: {found!r} er ikke et objekt"]
        return [
            line
            for key, value in wanted.items()
            if not key.startswith("_")
            for line in (
                differences(value, found[key], f"{where}.{key}") if key in found else [f"{where}.{key} mangler"]
            )
        ]
    if isinstance(wanted, list):
        if len(wanted) != len(found):
            return [f"{where}: {len(found)} i stedet for {len(wanted)}"]
        pairs = zip(wanted, found, strict=True)
        return [line for index, (w, f) in enumerate(pairs) for line in differences(w, f, f"{where}[{index}]")]
    return [] if (wanted, type(wanted)) == (found, type(found)) else [f"{where}: {found!r} i stedet for {wanted!r}"]


def test_internal_edition_is_the_printed_report(slagelse: Municipality) -> None:
    found = document(slagelse)
    wanted = oracle("slagelse_2018_intern")
    assert differences(wanted, found) == []
    for agreement, printed in zip(found["agreements"], wanted["agreements"], strict=True):
        assert agreement["outcomes"] == printed["outcomes"], "ingen andre statusser end de trykte"
        assert agreement["plans"] == printed["plans"]
    assert [(f["code"], f["where"], f["message"], f["severity"]) for f in found["findings"]].count(
        (
            "more-outcomes-than-courses",
            "agreement 2",
            "36 registreringer af status på 34 afsluttede forløb",
            "info",
        )
    ) == 1


def test_recommendations_carry_their_points_number(slagelse: Municipality) -> None:
    found = document(slagelse)["recommendations"]
    assert [line["point"] for line in found] == [f"6.{i}" for i in range(1, 11)] + ["7.2.A", "7.2.B"]
    assert all("{{" not in line["text"] and line["text"] for line in found)


def test_public_edition_is_the_fixed_groups(slagelse: Municipality) -> None:
    found = document(slagelse, Edition.PUBLIC)
    wanted = oracle("slagelse_2018_offentlig")
    assert differences(wanted, found) == []
    by_number = {str(agreement["number"]): agreement for agreement in found["agreements"]}
    for number, sizes in wanted["_group_sizes"].items():
        assert list(by_number[number]["outcome_groups"].values()) == sizes
        assert sum(sizes) == by_number[number]["ended"]
        absent = wanted["_absent"]["agreement"] + wanted["_absent"].get(number, [])
        assert not set(absent) & set(by_number[number])
        assert {f"agreement.{number}.{name}" for name in absent} <= set(found["suppressed"])
    assert not set(wanted["_absent"]["document"]) & set(found)
    assert by_number["2"]["plans"].keys() == {"made", "not_made"}


def test_every_figure_is_the_count_of_its_records(slagelse: Municipality) -> None:
    figures = indicators.count(Basis.of(slagelse, 2018)).figures
    checked = {name: (figure.value, figure.recounted()) for name, figure in figures.items() if figure.source}
    assert {name: pair for name, pair in checked.items() if pair[0] != pair[1]} == {}
    assert len(checked) > 40


def test_every_figure_tells_what_it_is(slagelse: Municipality) -> None:
    for name, figure in indicators.count(Basis.of(slagelse, 2018)).figures.items():
        assert figure.name == name
        assert figure.label, name
        assert figure.definition.endswith("."), name
        assert figure.period, name
        assert "{" not in figure.definition + figure.label, name
        if figure.unit == "%":
            assert figure.rounding, name
            assert figure.denominator is not None, name


def test_the_year_is_told_beside_the_evaluation(slagelse: Municipality) -> None:
    found = document(slagelse)
    assert [line["number"] for line in found["agreements_year"]] == [1, 2]
    assert all(line["from"] == "2018-01-01" for line in found["agreements_year"])
    assert all("outcomes" not in line for line in document(slagelse, Edition.PUBLIC)["agreements_year"])


def test_the_json_is_json(slagelse: Municipality) -> None:
    for edition in Edition:
        again = json.loads(json.dumps(document(slagelse, edition), allow_nan=False))
        assert again["edition"] == str(edition)


def test_the_pdfs_json_is_the_commands(slagelse: Municipality) -> None:
    """The document reads its texts in another way, and must tell the same."""
    from reports import document as chapters

    for edition in Edition:
        found = json.loads(chapters.json_bytes(chapters.compose(Basis.of(slagelse, 2018), edition)))
        assert found == json.loads(json.dumps(document(slagelse, edition)))
