"""The demo's texts for Slagelse 2018: whole, typed without figures the portal computes, and in good Danish.

Every check is a pure function that answers with what it dislikes; the last tests show each of them a bad text.
"""

import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "socialportal" / "home" / "demo" / "slagelse_2018"
ENTERPRISES, REPORT, GRANTS = (
    tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8")) for name in ("enterprises", "report", "grants")
)
SLUGS = (  # noqa: SIM905
    "minagroup sumak bevar veteranhaven magleby-skolecenter manden-og-konen musholm frirum-lab villa-fjordhoej "
    "danmarks-busmuseum liselund blindes-arbejde mini-houses csrnext kirkens-korshaer korsoer-bykontor pixibixen "
    "sund-og-baelt groen-fokus affald-plus"
).split()
POINTS = (  # noqa: SIM905
    "csr grants housing-areas target-groups local-purchasing inhouse addition-a addition-b addition-c addition-d"
).split()
SECTIONS = {"enterprises", "recommendations"}

AGREEMENT = (  # noqa: SIM905
    "places places_optional in_use optional_in_use ended running positive positive_pct stopped stopped_pct plans_made "
    "plans_in_progress plans_none plans_not_made plans_total frame_weeks plan_due_weeks attendance_months"
).split()
KEYS = {
    *["year", "next_year", "municipality", "jobcentre", "unit", "centre"],
    *["enterprises_active", "enterprises_listed", "rsv_registered", "rsv_in_progress", "collaborations_new"],
    *["placements_via_municipality", "placements_other_channels", "placements_fleksjob", "placements_part_time"],
    *[
        "placements_full_time",
        "placements_wage_subsidy",
        "grants_total_dkk",
        "network_meetings",
        "initiative_participants",
    ],
    *(f"goal.{g}.{f}" for g in ["prize", "enterprises", "jobs", "inhouse"] for f in ["target", "actual"]),
    *(f"goal.inhouse.{f}" for f in ("target_min", "target_max")),
    *(f"agreement.{n}.{f}" for n in (1, 2) for f in AGREEMENT),
    *(f"case.{what}_{when}" for what in ["hours", "intensity", "effective"] for when in ["start", "latest"]),
    *(f"punkt:{key}" for key in POINTS),
    *(f"afsnit:{key}" for key in SECTIONS),
    *("aftale:1", "aftale:2"),
}
# Not printed in the public edition: the words of |ellers stand there instead.
WITHHELD = {f"agreement.2.{f}" for f in ("plans_in_progress", "plans_none", "stopped", "stopped_pct")}
PLACEHOLDER = re.compile(r"\{\{ ([a-z0-9_.:-]+)((?:\|(?:ord|Ord|pct|kr|ca|ellers:\"[^\"]+\"))*) \}\}")

_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_NUMBERS = "to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tretten|tyve|tredive|fyrre|hundrede|tusind|halvdelen"
NUMBER = re.compile(rf"\b(?:\d[\d.,]*|{_NUMBERS})\b", re.I)
# Figures of the source that the portal does not compute. A number anywhere else must be a placeholder.
TYPED = [
    rf"\d{{1,2}}\.\u00a0(?:{_MONTHS})(?: (?:19|20)\d\d)?",  # 15. juni 2018
    r"\b20[012]\d\b",  # a year
    r"§\u00a070\u00a0d, stk\.\u00a01,|§\u00a02, nr\.\u00a03,|2,5\u00a0år i et fleksjob",  # of the law
    r"1\.100 største virksomheder|17\u00a0verdensmål|283 registrerede|10 mio\.\u00a0kr\.|25\u00a0unge bestod",
    r"bestod 25\u00a0unge|6\.154 (?:visninger|gange)|LinkedIn-side\. Kun to andre opslag|\bni år\b",
    r"to (?:store|overordnede) mål|efter tre år|seks møder|fem historier|tre kommuner|på to (?:måder|andre)",
    r"sendt en oversigt|har vi fire gange|tre ansøgninger|tre mulige virksomheder|to til tre brancher|fire år på bagen",
    r"to (?:socialøkonomiske )?virksomheder|tre års evalueringer|otte spørgsmål|tre til seks måneder",
    r"sluttede tre forløb, og de næste to er aftalt",
]
TYPED_IN_NOTES = [r"skriver 64\u00a0%", r"36 registreringer", r"de to overskydende", r"skriver 3,5 effektive timer"]

FORBIDDEN = re.compile(
    r"\bultimo\b|\bprimo\b|\bindikator|\b0 registreret|\bjobs\b|\bansættelser\b|\bBIU\b|\bpt\.|\bhhv\.|\bjf\.|\bvedr\."
    r"|\bf\.eks\.|\bbl\.a\.|\bca\. \D|\bNone\b|\bhelholdvis|fængsel|pension|barsel|misbrug|syge\b|selvmedicin|traume"
    r"|\banbefales|\bkr\b(?!\.)|færre end|  |—|[\"“„«»]",
    re.I,
)
# Two capitalised words in a row, which are organisations and places; a person's name would not be among them.
NAMES = {
    "Aart Architects", "Advokaterne Ret", "Affald Plus", "Arbejdsmarkedets Feriefond", "BA Akademi", "BA Håndværk",
    "Blindes Arbejde", "Byens Auto", "Comwell Korsør", "Connect Korsør", "Copenhagen Dome", "Danmarks Busmuseum",
    "Danske Busvognmænd", "Den Digitale", "Den Interne", "Den Socialøkonomiske", "Digitale Ressourcebank",
    "FriRUM LAB", "FriRUM Lab", "Grøn Fokus", "Halskov Lokalråd", "Henrik Thaarups", "Idagård Fonden",
    "Interne Skole", "Kirkens Korshær", "Korsør Bykontor", "Korsør Erhvervsforening", "Korsør Turistråd",
    "Magleby Skolecenter", "Mini Houses", "Musholm Ferie", "Møllerens Fond", "Nature Climbing", "Næstved Sociale",
    "Opholdsstedet Søholts", "Oplev Korsør", "Revisionsfirmaet Beierholm", "Rotary København", "Rotary Slagelse",
    "Røde Kors", "STU Håndværk", "Selveje Danmark", "Silkeborg Kommune", "Slagelse Firmaidræt",
    "Slagelse Genbrugsplads", "Slagelse Jobcenter", "Slagelse Kommune", "Slagelse Kommunes", "Kommunes LinkedIn",
    "Slagelse Produktionsskole", "Sociale Arbejde", "Sociale Værksted", "Socialøkonomisk Netværk",
    "Socialøkonomiske Årspris", "Socialøkonomiske Årsrapport", "Ungdommens Røde", "Vestsjælland Centeret",
    "Vicath EQ", "EQ ApS", "Villa Fjordhøj", "Danmarks Busmuseums",
}  # fmt: skip
_CAPITALISED = r"[A-ZÆØÅ][A-Za-zÆØÅæøåé]+"


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a parsed file with the way to it."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from texts(value, f"{path}.{key}")
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from texts(value, f"{path}[{index}]")
    elif isinstance(part, str):
        yield path, part


def plain(text: str, instead: str = "X") -> str:
    return PLACEHOLDER.sub(instead, text)


def prose(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What is read: strings with a space, without quotations of decisions, which are not ours to mend."""
    return [(path, text) for path, text in texts(data) if " " in text and not path.endswith(".quote")]


def bad_placeholders(text: str) -> list[str]:
    bad = [whole for whole in re.findall(r"\{\{.*?\}\}", text) if not PLACEHOLDER.fullmatch(whole)]
    if "{" in (rest := plain(text)) or "}" in rest:
        bad.append("stray brace")
    for key, filters in PLACEHOLDER.findall(text):
        if key not in KEYS:
            bad.append(key)
        if key in WITHHELD and "|ellers:" not in filters:
            bad.append(f"{key} is withheld in the public edition")
    return bad


def typed_numbers(text: str, allowed: list[str]) -> list[str]:
    return NUMBER.findall(re.sub("|".join(allowed), "", plain(text, "")))


def breakable(text: str) -> list[str]:
    return re.findall(rf"\d\. (?:{_MONTHS})|§ \d|\d,\d time|\d %", text)


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.?!])[\s”]+(?=[A-ZÆØÅ\d”])", plain(text).strip()) if s]


def repeated_openings(text: str) -> list[str]:
    """Openings that three sentences in a row share, over paragraphs too."""
    first = [re.match(r"\W*(\S+)", s)[1].lower() for s in sentences(text)]  # type: ignore[index]
    return [a for (a, b), (_, c) in pairwise(pairwise(first)) if a == b == c]


def person_names(text: str) -> list[str]:
    found = re.findall(rf"(?=(?<![\w-])({_CAPITALISED} {_CAPITALISED}))", plain(text, "x"))
    inside = [pair for pair in found if not re.match(r"(?:På|Fra|Da|De|En|Med|I|Oplægget) ", pair)]
    return [pair for pair in inside if pair not in NAMES]


ALL = [(f"{name}{path}", text) for name, data in (("e", ENTERPRISES), ("r", REPORT), ("g", GRANTS))
       for path, text in prose(data)]  # fmt: skip


def disliked(check: Any, parts: list[tuple[str, str]] = ALL) -> dict[str, list[str]]:
    return {path: bad for path, text in parts if (bad := check(text))}


def test_the_enterprises_are_the_twenty_of_the_source() -> None:
    enterprises = ENTERPRISES["enterprise"]
    assert [e["slug"] for e in enterprises] == SLUGS
    assert [sum(e["rsv"] == rsv for e in enterprises) for rsv in ("registered", "working", "")] == [5, 5, 10]
    kinds = [e["kind"] for e in enterprises]
    assert [kinds.count(k) for k in ("social_enterprise", "initiative", "csr_partner")] == [10, 9, 1]
    assert all(e["listed"] and e["counts_towards_goal"] for e in enterprises)
    assert {e["slug"]: e["valid_to"] for e in enterprises if "valid_to" in e} == {"bevar": "2018-12-31"}
    assert [e["slug"] for e in enterprises if e["leaves"]] == ["bevar"]
    in_work = next(i for i in GRANTS["initiative"] if i["key"] == "borger-i-job")["participants"]
    assert [e["slug"] for e in enterprises if e["initiatives"] == ["borger-i-job"]] == in_work
    assert len(in_work) == 7


@pytest.mark.parametrize("e", ENTERPRISES["enterprise"], ids=SLUGS)
def test_a_contribution_is_complete(e: dict[str, Any]) -> None:
    assert 80 <= len(e["presentation"].split()) <= 250
    assert re.search(r"\b(vi|os|vores)\b", e["presentation"], re.I)
    assert re.fullmatch(r"[^\n]{20,140}\.", e["summary"])
    assert len(e["plans"]) <= 5
    assert bool(e["plans"]) == (e["slug"] != "bevar")
    assert all(re.match(r"[a-zæøå”]", plan) and not plan.endswith(".") for plan in e["plans"])
    assert not re.search(r"\b(vi|os|vores)\b", " ".join(e["plans"]))
    assert bool(e["target_line"]) == (e["slug"] not in {"bevar", "pixibixen"})
    assert not e["target_line"].endswith(".")
    assert "{{" not in str(e)


def test_the_report_has_all_its_parts() -> None:
    assert [p["key"] for p in REPORT["point"]] == POINTS
    assert "".join(p["letter"] for p in REPORT["point"]) == "ABCD"
    assert [p["origin"] for p in REPORT["point"]] == ["strategy"] * 6 + ["addition"] * 4
    assert {p["key"]: p["fact_blocks"] for p in REPORT["point"] if p["fact_blocks"]} == {
        "csr": ["collaborations"], "grants": ["grants"], "local-purchasing": ["agreements"], "inhouse": ["inhouse"],
        "addition-b": ["placements"], "addition-c": ["initiative_participants"],
    }  # fmt: skip
    assert [s["number"] for s in REPORT["story"]] == [1, 2, 3, 4, 5]
    assert [list(e["answers"]) for e in REPORT["evaluation"]] == [[f"q{n}" for n in range(1, 9)]] * 2
    assert [h["letter"] for h in REPORT["holistic"]] == ["A", "B"]
    assert len(REPORT["network_theme"]) == 8
    assert [m["date"][:7] for m in REPORT["network_meeting"] if m["constructed"]] == [
        "2018-02",
        "2018-05",
        "2018-09",
        "2018-11",
    ]
    assert {p for d in REPORT["decision"] for p in d["points"]} == {"target-groups", *POINTS[6:]}
    statements = tomllib.loads((FOLDER / "strategy.toml").read_text("utf-8"))["statements"]
    assert list(statements) == ["inhouse"]
    assert not bad_placeholders(statements["inhouse"])


def test_recommendations_are_whole_sentences_written_once() -> None:
    written = [p["recommendation"] for p in REPORT["point"] + REPORT["holistic"]]
    assert all(text.startswith("Vi anbefaler, at ") and text.endswith(".") for text in written)
    assert len(set(written)) == 12
    elsewhere = [text for path, text in ALL if not path.endswith(".recommendation")]
    assert not [s for text in written for s in sentences(text) if any(s in plain(other) for other in elsewhere)]


def test_answers_are_short_and_name_no_enterprise() -> None:
    names = [e["name"] for e in ENTERPRISES["enterprise"]]
    for number, evaluation in enumerate(REPORT["evaluation"], 1):
        assert evaluation["agreement"] == number
        for text in evaluation["answers"].values():
            assert 1 <= len(sentences(text)) <= 4, text
            assert not [name for name in names if name in text]
        assert not repeated_openings("\n".join(evaluation["answers"].values()))


def test_the_report_reads_well_without_the_case() -> None:
    assert [(c["point"], c["consent"]) for c in REPORT["case"]] == [("addition-c", False)]
    pseudonym = REPORT["case"][0]["pseudonym"]
    assert [path for path, text in texts(REPORT) if pseudonym in text] == [".case[0].pseudonym", ".case[0].text"]
    public = [text for path, text in texts(REPORT) if ".case" not in path and "figures_note" not in path]
    assert not [text for text in public if "{{ case." in text]
    assert all(not n["public"] for n in REPORT["figures_note"] if "{{ case." in n["text"] or " 36 " in n["text"])


def test_placeholders_are_known_and_withheld_figures_have_other_words() -> None:
    assert not disliked(bad_placeholders)
    used = {key for _, text in texts(REPORT) for key, _ in PLACEHOLDER.findall(text)}
    assert len(used) > 50
    assert not PLACEHOLDER.search(str(GRANTS))


def test_no_figure_is_typed_that_the_portal_computes() -> None:
    report = [(p, t) for p, t in prose(REPORT) if "figures_note" not in p]
    assert len(report) > 60
    assert not disliked(lambda text: typed_numbers(text, TYPED), report)
    notes = [(n["key"], n["text"]) for n in REPORT["figures_note"]]
    assert not disliked(lambda text: typed_numbers(text, TYPED + TYPED_IN_NOTES), notes)


def test_the_danish_is_well_kept() -> None:
    assert not disliked(lambda text: FORBIDDEN.findall(plain(text)))
    assert not disliked(breakable, [(path, text) for path, text in ALL if ".target_groups" not in path])
    assert not disliked(lambda text: re.findall(r"(?:anbefaler|betyder|mener|viser)(?: vi)? at\b", text))
    assert not disliked(repeated_openings)
    assert not disliked(lambda text: ["odd number of marks"] if text.count("”") % 2 else [])
    told = " ".join(text for _, text in ALL)
    assert told.count("SAPer") == told.count("”SAPer”") == 1


def test_no_person_is_named() -> None:
    assert not disliked(person_names)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (bad_placeholders, "Vi nåede {{ enterprises_closed }}."),
        (bad_placeholders, "Vi nåede {{enterprises_active}}."),
        (bad_placeholders, "Vi nåede {{ enterprises_active|upper }}."),
        (bad_placeholders, "Vi nåede { enterprises_active }."),
        (bad_placeholders, "{{ agreement.2.plans_none|Ord }} er i arbejdsprøvning."),
        (bad_placeholders, "Se {{ punkt:3.5 }}."),
        (lambda text: typed_numbers(text, TYPED), "Der blev 35 job."),
        (lambda text: typed_numbers(text, TYPED), "Syv virksomheder er med."),
        (lambda text: typed_numbers(text, TYPED), "Ved udgangen af 2018 var der 19."),
        (breakable, "Den 15. juni var det § 70 d."),
        (repeated_openings, "Vi så. Vi kom.\n\nVi gik."),
        (person_names, "Der kom {{ year }} brev fra Anders Opdigtet i går."),
        (FORBIDDEN.findall, "Ultimo året var indikatoren grøn."),
        (FORBIDDEN.findall, 'En "pulje" blev søgt.'),
    ],
)
def test_the_checks_can_fail(check: Any, text: str) -> None:
    assert check(text)


def test_withheld_figures_with_other_words_pass() -> None:
    assert not bad_placeholders('{{ agreement.2.plans_none|Ord|ellers:"De øvrige" }} er i arbejdsprøvning.')
