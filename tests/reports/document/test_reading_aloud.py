"""It reads as if people wrote it: nothing that only a machine says, numbers that agree, no sentence made on a frame."""

import re
from itertools import pairwise

import pytest

from reports.document import phrases
from reports.editions import Edition

from ... import pages
from .conftest import Made, made, tiny
from .reading import sentences, spoken

MACHINE = re.compile(
    r"\bNone\b|\bnan\b|\bTrue\b|\bFalse\b|<QuerySet|object at|\{\{|\}\}|\{%|\(…\)|\b0 registreret\b|indikator"
    r"|færre end|\bultimo\b|\bprimo\b|\bjobs\b|\bBIU\b|\bpt\.|\bhhv\.|\bvedr\.|\.\.(?!\.)| ,| \.(?!\w)|\bkr\b(?!\.)"
)
WRONG_NUMBER = re.compile(
    r"\b1[\s\u00a0](?:virksomheder|pladser|job(?:bene)|forløbene|møder|historier|givere)\b"
    r"|\b(?:[02-9]|\d\d+)[\s\u00a0](?:virksomhed|plads|møde|historie|giver)\b"
    r"|\b(?:én|ét) (?:virksomheder|pladser|møder)\b|\b0[\s\u00a0](?:virksomheder|pladser|job|forløb)\b"
)


def body(html: str) -> str:
    return spoken(html)


def test_nothing_that_a_machine_says(report: Made) -> None:
    text = body(report.html)
    assert len(text) > 60_000
    assert MACHINE.findall(text) == []
    assert WRONG_NUMBER.findall(text) == []
    assert "  " not in re.sub(r"\s*\n\s*", "\n", text)


def test_years_have_no_thousands(report: Made) -> None:
    assert re.findall(r"\b2\.0[12]\d\b", body(report.html)) == []


def test_a_number_and_its_noun_do_not_part(report: Made) -> None:
    """What stays together on a line is tied by a no-break space."""
    assert re.findall(r"\d\. (?:januar|april|juni|november|december)|§ \d|\d %", report.html) == []


@pytest.mark.django_db
@pytest.mark.parametrize("edition", list(Edition))
def test_a_tiny_report_is_decent(edition: Edition) -> None:
    small = made(tiny(), edition)
    text = body(small.html)
    assert MACHINE.findall(text) + WRONG_NUMBER.findall(text) == []
    assert "de to virksomheder og initiativer" in text
    assert "Kære læser" not in text, "nobody wrote a letter"
    for absent in (
        "Registrering",
        "Netværk",
        "historier",
        "Anbefaling",
        "Målene",
        "Samarbejdsaftale",
    ):
        assert absent not in text, absent
    assert ("Kun i den interne arbejdskopi" in text) is (edition is Edition.INTERNAL), "what is missing is told there"
    assert "3 job i 2018" in text


@pytest.mark.django_db
def test_no_heading_stands_alone() -> None:
    from lxml import html

    for report in (made(tiny(), Edition.INTERNAL),):
        root = html.document_fromstring(report.html)
        for section in root.xpath("//main//section|//main//article"):
            words = "".join(section.itertext())
            heading = "".join("".join(node.itertext()) for node in section.xpath(".//h2|.//h3|.//h4"))
            assert len(words.strip()) > len(heading.strip()) + 5, words


def test_no_frame_three_times_in_a_row(report: Made) -> None:
    """Openings of three words that three sentences in a row share; the list of recommendations says what it is made of."""
    told = [s for s in sentences(report.html) if len(s.split()) > 4 and not s.startswith("Vi anbefaler")]
    opening = [" ".join(s.split()[:3]).lower() for s in told]
    assert len(told) > 400
    assert [a for (a, b), (_, c) in pairwise(pairwise(opening)) if a == b == c] == []


def test_pages_are_clean(report: Made) -> None:
    """Headings step by step, no double ids, references that lead somewhere, nothing that the security policy would stop."""
    assert pages.faults_of(report.web) == []
    ids = set(re.findall(r'id="([^"]+)"', report.web))
    assert set(re.findall(r'href="#([^"]+)"', report.web)) - ids == set()


def test_every_recommendation_is_printed_twice_from_one_text(report: Made) -> None:
    from lxml import html

    root = html.document_fromstring(report.html)
    at_the_points = [
        " ".join(node.text_content().split()) for node in root.xpath('//section[@class="point"]//div[@class="advice"]')
    ]
    together = [" ".join(node.text_content().split()) for node in root.xpath('//ol[@class="advices"]/li')]
    assert len(at_the_points) == len(together) == 10
    for place, (first, second) in enumerate(zip(at_the_points, together, strict=True), start=1):
        assert first.removeprefix("Anbefaling ") == second.removeprefix(f"Punkt 6.{place} ")
    holistic = root.xpath('//section[@class="holistic"]//div[@class="advice"]')
    assert len(holistic) == 2


def test_references_are_numbers_that_are_printed(report: Made) -> None:
    """The printed report of 2018 pointed at a section there is not."""
    text = body(report.html)
    numbers = {f"6.{n}" for n in range(1, 11)}
    assert set(re.findall(r"punkt (6\.\d+)", text)) <= numbers
    assert "punkt 6.6" in text, "In-House-løsninger, named by the letter"
    assert set(re.findall(r"afsnit (\d+)", text)) <= {"2", "7"}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0), ""),
        ((1, 0, 0), "Målet er nået."),
        ((0, 1, 0), "Målet er på vej."),
        ((0, 0, 1), "Målet er ikke nået."),
        ((2, 0, 0), "Begge mål er nået."),
        ((0, 3, 0), "Alle tre mål er på vej."),
        ((0, 0, 2), "Ingen af de to mål er nået endnu."),
        ((2, 1, 1), "To af fire mål er nået, ét er på vej, og ét er ikke nået."),
        ((1, 0, 1), "Ét af to mål er nået, og ét er ikke nået."),
        ((0, 2, 1), "To af tre mål er på vej, og ét er ikke nået."),
    ],
)
def test_how_it_stands_with_the_goals(counts: tuple[int, int, int], told: str) -> None:
    assert phrases.of_goals(*counts) == told


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("Job gennem Slagelse Jobcenter", "job gennem Slagelse Jobcenter"),
        ("In-House-løsninger", "In-House-løsninger"),
        ("RSV i året", "RSV i året"),
        ("", ""),
    ],
)
def test_small_letters_inside_a_sentence(given: str, made: str) -> None:
    assert phrases.small(given) == made


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("Veteraner", "Veteraner."),
        ("Ja!", "Ja!"),
        ("Sagde ”nej.”", "Sagde ”nej.”"),
        ("ca. 3 kr.", "ca. 3 kr."),
        ("", ""),
    ],
)
def test_one_full_stop(given: str, made: str) -> None:
    assert phrases.full_stop(given) == made
