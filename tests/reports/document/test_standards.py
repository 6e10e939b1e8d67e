"""The PDF is archival and accessible, the same every time, and says what the page says."""

import io
import json
import re

import page
import pikepdf
import pytest

from reports import document
from reports.editions import Edition

from ...common import pdf_reading
from .conftest import Made, made, tiny
from .reading import letters, spoken

RECORDS = re.compile(
    r" Se (?:jobbene|virksomhederne|de registrerede|dem, der er på vej|bidragene|samarbejderne|puljer og fondsmidler|møderne"
    r"|historierne|initiativerne|forløbene i aftale \d)"
)
MOST_PAGES, LEAST_PAGES = 45, 30
MOST_KILOBYTES = 400


def failures(data: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.rules.total > 50
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_whole_report_keeps_both_standards(report: Made, profile: str) -> None:
    assert failures(report.pdf.bytes, profile) == []


@pytest.mark.django_db
@pytest.mark.parametrize("edition", list(Edition))
def test_a_tiny_report_keeps_both_standards(edition: Edition) -> None:
    small = made(tiny(), edition)
    assert failures(small.pdf.bytes, "ua1") == failures(small.pdf.bytes, "3a") == []
    assert small.pdf.pages <= 4


def test_it_is_made_of_what_it_brings(report: Made) -> None:
    assert report.pdf.refused == ()
    assert report.pdf.foreign == ()
    assert LEAST_PAGES <= report.pdf.pages <= MOST_PAGES
    assert len(report.pdf.bytes) < MOST_KILOBYTES * 1024


def test_twice_is_the_same_bytes(public: Made) -> None:
    again = made(public.place, Edition.PUBLIC)
    assert again.html == public.html
    assert document.pdf_bytes(again.document) == public.pdf.bytes


def test_it_names_itself_and_has_its_dates_from_the_data(public: Made) -> None:
    with pikepdf.open(io.BytesIO(public.pdf.bytes)) as opened:
        assert str(opened.docinfo["/Title"]) == "Socialøkonomisk Årsrapport 2018 – Slagelse Kommune"
        assert str(opened.docinfo["/CreationDate"]) == str(opened.docinfo["/ModDate"]) == "D:20181231120000Z"
        assert str(opened.Root.Lang) == "da"
        with opened.open_outline() as outline:
            titles = [item.title for item in outline.root]
            points = next(item for item in outline.root if "Strategien" in item.title)
            assert len(points.children) == 10
    wanted = ["Kære læser", "Året kort", "Indledning", "Anbefalinger", "Sådan er tallene opgjort"]
    assert all(any(word in title.replace("\u00a0", " ") for title in titles) for word in wanted), titles


def test_the_data_are_inside(report: Made) -> None:
    with pikepdf.open(io.BytesIO(report.pdf.bytes)) as opened:
        files = {name: bytes(opened.attachments[name].get_file().read_bytes()) for name in opened.attachments}
    assert {"tal.json", "tal.csv", "virksomheder.csv", "job.csv", "aftaler.csv", "puljer.csv"} == set(files)
    assert files["tal.json"] == document.json_bytes(report.document)
    assert json.loads(files["tal.json"])["edition"] == str(report.edition)
    rows = files["virksomheder.csv"].decode("utf-8-sig").splitlines()
    assert len(rows) == 21
    assert "BEVAR;" in rows[3]
    assert files["puljer.csv"].decode("utf-8-sig").splitlines()[1].endswith(";650000;ja")


def test_it_says_what_the_page_says(report: Made) -> None:
    """Every word and number, in the same order; page numbers, which only paper has, apart."""
    told = pdf_reading.spoken(report.pdf.bytes)
    body = told[told.index("Kære læser") :]
    contents = re.search(r"Indhold .*?Sådan er tallene opgjort", body, re.S)
    assert contents
    heard = letters(body.replace(contents[0], "").replace("–", ""))
    page_text = spoken(report.html)
    page_body = page_text[page_text.index("Kære læser") :]
    contents = re.search(r"Indhold .*?Sådan er tallene opgjort", page_body, re.S)
    assert contents
    read = letters(page_body.replace(contents[0], "").replace("–", ""))
    place = next((i for i, (a, b) in enumerate(zip(heard, read, strict=False)) if a != b), min(len(heard), len(read)))
    assert heard == read, (heard[place - 60 : place + 60], read[place - 60 : place + 60])


def test_the_contents_name_every_enterprise_and_point_with_its_page(public: Made) -> None:
    told = pdf_reading.spoken(public.pdf.bytes)
    contents = told[told.index("Indhold") : told.index("Året kort To af")]
    numbers = [int(found) for found in re.findall(r"\b(\d+)\s+(?=[A-ZÆØÅ])", contents)]
    names = [entry.title for entry in public.document.contents]
    parts = [part.title for entry in public.document.contents for part in entry.parts]
    assert len(parts) == 20 + 10 + 2
    plain = letters(contents)
    assert all(letters(name) in plain for name in [*names, *parts])
    assert len(numbers) >= 30
    assert max(numbers) <= public.pdf.pages


def test_the_three_pages_differ_in_links_only(report: Made) -> None:
    """On paper, as a file and in the portal it is one text."""
    assert spoken(report.file).replace("Gå til indledningen ", "") == spoken(report.html)
    web = spoken(report.web).replace("Gå til indledningen ", "")
    assert RECORDS.sub("", web) == spoken(report.html)
