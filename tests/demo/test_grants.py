"""The demo's grants, collaborations and initiatives for Slagelse 2018 say what the source says."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "socialportal" / "home" / "demo" / "slagelse_2018"
GRANTS = tomllib.loads((FOLDER / "grants.toml").read_text("utf-8"))
ENTERPRISES = tomllib.loads((FOLDER / "enterprises.toml").read_text("utf-8"))["enterprise"]
SLUGS = {e["slug"] for e in ENTERPRISES}


def test_grants() -> None:
    assert {g["recipient"]: g["amount"] for g in GRANTS["grant"]} == {
        "minagroup": 150_000, "sumak": 475_000, "veteranhaven": 412_000, "danmarks-busmuseum": 650_000,
    }  # fmt: skip
    assert [g["recipient"] for g in GRANTS["grant"] if g["approximate"]] == ["danmarks-busmuseum"]
    assert [g["recipient"] for g in GRANTS["grant"] if g["includes_municipal"]] == ["danmarks-busmuseum"]
    assert [len(g["donor"]) for g in GRANTS["grant"]] == [1, 1, 13, 5]
    assert all(sum(d.get("amount", 0) for d in g["donor"]) in {0, g["amount"]} for g in GRANTS["grant"])
    private = [d["name"] for g in GRANTS["grant"] for d in g["donor"] if d["private_person"]]
    assert private == ["Privat giver (veteranfamilie)"]


def test_collaborations() -> None:
    started = [(c["partner"], c["start_on"]) for c in GRANTS["collaboration"] if "start_on" in c]
    assert started == [("Sund og Bælt", "2018-04-03"), ("Comwell", "2018-04-01")]
    assert sum(c.get("started_before") == "2018-01-01" for c in GRANTS["collaboration"]) == 3
    assert {c["enterprise"] for c in GRANTS["collaboration"]} <= SLUGS


def test_initiatives() -> None:
    initiatives = {i["key"]: i for i in GRANTS["initiative"]}
    assert list(initiatives) == ["borger-i-job", "inhouse", "den-digitale-ressourcebank"]
    inhouse = initiatives["inhouse"]
    assert (inhouse["planned_start"], inhouse["in_development"]) == ("2019-01-31", ["groen-fokus"])
    assert len(inhouse["elements"]) == 7
    assert all(set(i["participants"]) <= SLUGS for i in initiatives.values())
