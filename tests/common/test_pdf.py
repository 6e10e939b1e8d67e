"""The PDF is archival and accessible by an independent validator, the same every time, and reads as the page does."""

import datetime as dt
import io
import re
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser

import page
import pikepdf
import pydyf
import pytest

from socialportal.common import pdf
from socialportal.common.pdf import archival, engine, fonts, rendering, structure

from .pdf_reading import spoken, tags, without_spaces
from .report_sample import ACCENT, sample_assets, sample_html

CREATED = dt.datetime(2022, 1, 15, 12, tzinfo=dt.UTC)
FIGURES = pdf.Attachment("tal.json", "application/json", '{"år": 2021}'.encode(), "Rapportens tal")
TABLE = pdf.Attachment("job.csv", "text/csv", b"type;antal\n", "Job")
SMALL = """<!doctype html><html lang="da"><head><title>x</title><style>
@page { @bottom-left { content: "Foden " counter(page); font-family: Plex } }
html { font-family: "Plex Serif"; hyphens: auto; hyphenate-character: "-" } .note { float: footnote }
</style></head><body><h1>Titel æøå</h1><p>Et afsnit med <a href="#t">et link</a>, <a href="https://example.dk/">et ud</a> og en
note<span class="note">Noten.</span>.</p><h2>Under</h2>
<dl><div><dt>Spørgsmål</dt><dd>Svar.</dd></div></dl><ul><li>et</li><li>to</li></ul>
<table id="t"><caption>Tabel</caption><thead><tr><th>A</th><th>B</th></tr></thead>
<tbody><tr><th>r</th><td>1</td></tr></tbody></table>
%s</body></html>"""


def make(html: str, **options: object) -> pdf.Pdf:
    about = {"title": "Titel æøå", "author": "Prøvekommune", "description": "En prøve", "created": CREATED}
    return pdf.render(html, **{"assets": {}, **about, **options})  # type: ignore[arg-type]


def compose(html: str) -> bytes:
    """In this process, which is quicker; the tests of the process have a file of their own."""
    about = {"title": "T", "author": "A", "description": "D", "language": "da", "accent": ""}
    sheet, assets = fonts.stylesheet(fonts.FACES), fonts.assets(fonts.FACES)
    return engine.compose(
        html, sheet=sheet, assets=assets, files=[], about={**about, "created": "2022-01-15T12:00:00Z"}
    )[0]


def failures(data: bytes, profile: str) -> list[str]:
    report = page.validate_pdf_bytes(data, profile=profile)
    assert report.rules.total > 50
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


@pytest.fixture(scope="module")
def report() -> pdf.Pdf:
    """The whole sample report with two attachments."""
    return make(sample_html(), assets=sample_assets(), accent=ACCENT, attachments=[FIGURES, TABLE])


@pytest.fixture(scope="module")
def document(report: pdf.Pdf) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(report.bytes)) as opened:
        yield opened


# --- standards --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_the_whole_report_is_valid(report: pdf.Pdf, profile: str) -> None:
    assert failures(report.bytes, profile) == []


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_notes_lists_and_unstyled_tables_are_valid(profile: str) -> None:
    assert failures(compose(SMALL % ""), profile) == []


def test_a_stream_whose_checksum_ends_like_a_line_is_valid() -> None:
    """One in 256 does, by chance."""
    data = next(text for text in (b"tal %d" % n for n in range(10_000)) if zlib.adler32(text) & 0xFF == 0x0D)
    made = make(SMALL % "", attachments=[pdf.Attachment("x.txt", "text/plain", data, "X")])
    assert failures(made.bytes, "3a") == []


def ends_like_a_line(number: int) -> bool:
    """Whether a small file, written as pydyf writes, has a stream whose end cannot be told."""
    small, out = pydyf.PDF(), io.BytesIO()
    small.add_object(pydyf.Dictionary({"Number": chr(33 + number % 90) * (number // 90 + 1)}))
    small.write(out, compress=True)
    return b"\r\nendstream" in out.getvalue()


def test_no_stream_ends_like_a_line_whoever_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The two last of a file are written after our last hand."""
    archival.end_streams_clearly()
    mended = pydyf.Stream.data
    monkeypatch.setattr(pydyf.Stream, "data", property(archival._data))
    unlucky = [number for number in range(1500) if ends_like_a_line(number)]
    assert unlucky
    monkeypatch.setattr(pydyf.Stream, "data", mended)
    assert not any(map(ends_like_a_line, unlucky))


@pytest.mark.parametrize(
    ("defect", "rule"),
    [
        ("<svg viewBox='0 0 9 9' width='9' height='9'><rect width='9' height='9'/></svg>", "ALTERNATIVE-TEXT"),
        ("<table><tr><th>to</th><td>celler</td></tr><tr><td>en</td></tr></table>", "TABLE-ROW-COLUMNSPAN"),
        ("<h5>Springer trin over</h5>", "HEADING-NESTING"),
    ],
)
def test_the_validator_finds_a_planted_defect(defect: str, rule: str) -> None:
    found = failures(compose(SMALL % defect), "ua1")
    assert any(rule in failure for failure in found), found


@pytest.mark.parametrize(
    ("module", "step", "rule"),
    [(archival, "_identify", "ID-PART"), (structure, "pair_description_lists", "L-KIDS")],
)
def test_without_our_hand_it_is_not_valid(
    module: object, step: str, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this fails, WeasyPrint does it by itself now, and the step can go."""
    monkeypatch.setattr(module, step, lambda *_: None)
    assert any(rule in failure for failure in failures(compose(SMALL % ""), "ua1"))


# --- what is in it ----------------------------------------------------------------------------------------------------
def test_title_language_and_dates(document: pikepdf.Pdf) -> None:
    assert str(document.Root.Lang) == "da"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert str(document.docinfo["/Title"]) == "Titel æøå"
    assert str(document.docinfo["/Author"]) == "Prøvekommune"
    assert str(document.docinfo["/CreationDate"]) == str(document.docinfo["/ModDate"]) == "D:20220115120000Z"
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_bookmarks_are_chapters_with_their_parts(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        chapters = {re.sub(r"\s+", " ", item.title): [child.title for child in item.children] for item in outline.root}
    assert list(chapters)[:3] == ["Kære læser", "Indhold", "Året kort"]
    assert chapters["2 Virksomhederne og initiativerne"][:2] == ["Gryden", "Havehuset"]
    assert chapters["Året kort"] == []
    assert any(title.startswith("6.3") for title in chapters["6 Punkter fra strategien og udvalget"])


def test_attachments_are_data_once_each_with_their_dates(document: pikepdf.Pdf) -> None:
    assert sorted(document.attachments) == ["job.csv", "tal.json"]
    assert len(document.Root.AF) == 2
    for file in document.Root.AF:
        assert file.AFRelationship == "/Data"
        assert file.EF.F.Subtype in ("/application/json", "/text/csv")
        assert str(file.EF.F.Params.CreationDate) == "D:20220115120000Z"
    assert document.attachments["tal.json"].get_file().read_bytes() == FIGURES.data


def test_only_plex_and_only_what_is_used(document: pikepdf.Pdf) -> None:
    fonts = {str(o.FontName) for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}
    assert len(fonts) == 5
    assert all(re.fullmatch(r"/[A-Z]{6}\+Plex.*", name) for name in fonts), fonts


def test_every_header_cell_has_a_scope(document: pikepdf.Pdf) -> None:
    cells = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
    assert len(cells) > 10
    assert {str(cell.A.Scope) for cell in cells} == {"/Row", "/Column"}


def test_feet_and_decoration_are_not_content(report: pdf.Pdf, document: pikepdf.Pdf) -> None:
    kinds = [str(operands[1].Type) for operands in _artifacts(document)]
    assert kinds.count("/Pagination") >= 2 * (report.pages - 1)
    assert kinds.count("/Layout") >= 4 + 4  # the keys of the cover and the marks in the table
    assert "Intern arbejdskopi" in spoken(report.bytes)  # once, on the cover, not in the foot of each page
    assert spoken(report.bytes).count("Intern arbejdskopi") == 1


def _artifacts(document: pikepdf.Pdf) -> list[pikepdf.Array]:
    return [
        operands
        for sheet in document.pages
        for operands, operator in pikepdf.parse_content_stream(sheet)
        if str(operator) == "BDC" and operands[0] == "/Artifact"
    ]


def test_a_link_is_one_link_and_says_its_words(document: pikepdf.Pdf) -> None:
    contents = [str(link.Contents) for link in document.pages[2].Annots]
    assert contents[0] == "Kære læser"
    assert len(contents) == len(set(contents)) == 20


def test_description_lists_are_pairs() -> None:
    found = tags(compose(SMALL % ""))
    start = found.index("L")
    assert [tag for tag in found[start : start + 6] if tag != "Span"] == ["L", "LI", "Lbl", "LBody"]


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    text = " ".join(f"ord{number}" for number in range(1500))
    made = compose(f"<html lang=da><body><section><h1>Overskrift</h1><p>{text}</p></section></body></html>")
    assert page.validate_pdf_bytes(made, profile="ua1").document.page_count > 1
    assert (tags(made).count("P"), tags(made).count("Sect")) == (1, 1)
    assert failures(made, "ua1") == []
    assert without_spaces(spoken(made)) == without_spaces(f"Overskrift{text}")


# --- reading aloud ----------------------------------------------------------------------------------------------------
class _Texts(HTMLParser):
    """The words of the page in order, without what paper leaves out."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        hides = self.hidden or tag in ("head", "svg") or {"web", "get", "skip"} & set(classes)
        if hides and tag not in ("meta", "link", "br", "path", "rect", "circle"):
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.hidden and self.hidden[-1] == tag:
            self.hidden.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.hidden:
            self.texts.append(without_spaces(data))


def test_the_text_comes_in_the_order_of_the_page(report: pdf.Pdf) -> None:
    page_texts = _Texts()
    page_texts.feed(sample_html())
    assert len(page_texts.texts) > 250
    read, position = without_spaces(spoken(report.bytes)), 0
    for text in page_texts.texts:
        found = read.find(text, position)
        assert found >= 0, f"{text!r} comes too early or not at all; after {read[position : position + 80]!r}"
        position = found + len(text)


def test_charts_are_read_by_their_titles(report: pdf.Pdf) -> None:
    read = spoken(report.bytes).replace("\u00a0", " ")
    assert "28 job. Målet er 25." in read
    assert "Alle 8 pladser er i brug, og 1 af 2 ekstra pladser er i brug." in read


def test_a_divided_word_is_read_as_one() -> None:
    style = "<style>p { width: 30mm; font: 11pt Plex }</style>"
    made = compose(SMALL % f"{style}<p>Beskæftigelseskonsulenterne samarbejdsaftalerne In-House-løsningsmuligheder</p>")
    read = spoken(made)
    assert "Beskæftigelseskonsulenterne" in read
    assert "samarbejdsaftalerne" in read
    assert "In-House-" in read


# --- the same every time ----------------------------------------------------------------------------------------------
def test_made_twice_it_is_the_same_bytes(report: pdf.Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    original = rendering._environment

    def other_seed(folder: str, *, machine_fonts: bool) -> dict[str, str]:
        return {**original(folder, machine_fonts=machine_fonts), "PYTHONHASHSEED": "4711"}

    monkeypatch.setattr(rendering, "_environment", other_seed)
    again = make(sample_html(), assets=sample_assets(), accent=ACCENT, attachments=[TABLE, FIGURES])
    assert again.bytes == report.bytes
    assert again.sha256 == report.sha256


# --- cost -------------------------------------------------------------------------------------------------------------
def test_it_costs_little(report: pdf.Pdf) -> None:
    """bars.md: memory ≤ 80 MB + 2.5 MB a page; style sheet for print ≤ 20 kB. (Time is measured by `make bench`.)"""
    assert report.memory_mb <= 80 + 2.5 * report.pages
    assert len(sample_assets()["report.css"]) <= 20_000
    assert report.refused == ()
    assert report.foreign == ()


# --- what is refused before it begins ---------------------------------------------------------------------------------
def test_a_date_must_know_its_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        make("", created=dt.datetime(2022, 1, 15))


def test_two_attachments_of_one_name() -> None:
    with pytest.raises(ValueError, match="same name"):
        make("", attachments=[FIGURES, FIGURES])


@pytest.mark.parametrize(
    ("name", "mime"), [("../x", "text/csv"), ("a b.csv", "text/csv"), ("æ.csv", "text/csv"), ("a.csv", "csv")]
)
def test_names_of_attachments(name: str, mime: str) -> None:
    with pytest.raises(ValueError, match="attachment"):
        pdf.Attachment(name, mime, b"", "")


@pytest.mark.parametrize("accent", ["red", "#fff", "#12345g", "#000000;}"])
def test_an_accent_is_a_colour(accent: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        pdf.accent_stylesheet(accent)
