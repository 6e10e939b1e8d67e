"""The signs that lay out a text: what they mean, and that nothing else ever becomes HTML."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import markup
from reports.document.prose import Prose
from reports.figures import Figure
from reports.markup import Run, runs, stretches
from reports.placeholders import Lookup, Part, blocks, unmarked

LOOKUP = Lookup(
    values={
        "year": "2018",
        "place": "*Slagelse* <b>",
        "jobs": Figure("jobs", 35, unit="job", period="2018", label="job", definition="Tal."),
    },
    references={"punkt:csr": "punkt 6.1"},
)
PROSE = Prose(LOOKUP, {"punkt:csr": "punkt-csr"}, lambda name: f"def-{name}", linked=True)


def paragraphs(text: str, **more: object) -> str:
    return PROSE.paragraphs(text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Kort sagt\nDet gik.", '<h4 class="said">Kort sagt</h4>\n<p>Det gik.</p>'),
        ("- en\n- to", '<ul class="points"><li>en</li><li>to</li></ul>'),
        ("1. en\n2. to", '<ol class="numbered"><li>en</li><li>to</li></ol>'),
        ("> Det var\n> godt.", '<blockquote class="said"><p>Det var godt.</p></blockquote>'),
        ("Det er **fed** og *kursiv*.", "<p>Det er <strong>fed</strong> og <em>kursiv</em>.</p>"),
        ("**fed *og kursiv***", "<p><strong>fed <em>og kursiv</em></strong></p>"),
        (
            "Se [planen](https://slagelse.example/plan?a=1&b=2).",
            '<p>Se <a class="out" href="https://slagelse.example/plan?a=1&amp;b=2">planen</a>.</p>',
        ),
        (
            "[**Skriv** til os](mailto:a@b.example)",
            '<p><a class="out" href="mailto:a@b.example"><strong>Skriv</strong> til os</a></p>',
        ),
        ("**{{ jobs }} job**", '<strong><a class="fig" href="#def-jobs"><data class="figure" value="35">35</data></a>'),
        ("[{{ jobs }} job](https://x.example)", '<a class="out" href="https://x.example"><data class="figure"'),
        ("[{{ punkt:csr }}](https://x.example)", '<a class="out" href="https://x.example">punkt'),
    ],
)
def test_what_the_signs_mean(text: str, wanted: str) -> None:
    assert wanted in paragraphs(text).replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text",
    [
        "1. januar 2019 begyndte to.",
        "1. januar 2019\n2. februar 2019",
        "2. punkt\n3. punkt",
        "1. kun ét",
        "3 * 4 * 5",
        "2*3*4",
        "** ikke fed **",
        "#1 og ##to",
        "[ord](javascript:alert(1))",
        "[ord](data:text/html,x)",
        "[ord](//x.example)",
        '[ord](https://x.example/"onclick="x)',
        "[ord] (https://x.example)",
        "<script>alert(1)</script>",
        "a > b",
    ],
)
def test_what_is_only_words(text: str) -> None:
    assert not re.search(r"<(?!/?p>)", paragraphs(text)), paragraphs(text)


def test_signs_in_what_is_filled_in_mean_nothing() -> None:
    assert paragraphs("{{ place }}") == "<p>*Slagelse* &lt;b&gt;</p>"


def test_the_words_of_others_are_not_laid_out() -> None:
    assert PROSE.literal("## Om os\n\n**Vi** er > fem\n\n- en").replace("\u00a0", " ") == (
        '<p>## Om os</p>\n<p>**Vi** er &gt; fem</p>\n<ul class="points"><li>en</li></ul>'
    )


def test_headings_stand_one_below_what_they_stand_under() -> None:
    assert paragraphs("## Kort", level=3) == '<h3 class="said">Kort</h3>'


def test_without_signs() -> None:
    text = "## Kort\n\n> Det var **godt**.\n\n- [planen](https://x.example)\n1. a\n2. b\n\n[a@b.example](mailto:a@b.example)"
    assert unmarked(text, LOOKUP) == (
        "Kort\n\nDet var godt.\n\n- planen (https://x.example)\n1. a\n2. b\n\na@b.example"
    )


def test_an_emphasis_never_closed_is_quickly_read() -> None:
    assert runs("**a " * 3000 + "[") != []


# --- Whatever is written ----------------------------------------------------------------------------------------------
_WORDS = "** * ## > - 1. 2. [ ]( ](https://x.example) ) {{ }} <b> &amp; ord mailto: javascript: <a \x00"
_MORE = ("## ", "> ", "- ", "1. ", "2. ", '"', "{{ jobs }}", "{{ punkt:csr }}", "\n", "\n\n", " ")
SIGNS = st.lists(st.sampled_from([*_WORDS.split(" "), *_MORE]), max_size=30).map("".join)
ANYTHING = st.one_of(st.text(max_size=200), SIGNS)


class Reader(HTMLParser):
    """Every tag closed in its order, and none but ours with our own attributes."""

    KNOWN = frozenset(["p", "ul", "ol", "li", "h4", "blockquote", "strong", "em", "a", "data", "mark"])

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        assert tag in self.KNOWN
        told = dict(attrs)
        assert set(told) <= {"class", "href", "value", "title"}
        if tag == "a":
            assert "a" not in self.open, "a link in a link"
            assert re.match(r"https?://|mailto:|#", told["href"])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(ANYTHING)
def test_nothing_but_our_own_tags(text: str) -> None:
    reader = Reader()
    reader.feed(paragraphs(text))
    reader.close()
    assert reader.open == []


@given(ANYTHING)
def test_words_are_never_lost(text: str) -> None:
    """All letters and digits of a line are in its stretches, or in the address of a link."""
    line = " ".join(text.split())
    found = runs(line)
    kept = "".join(run.text for run in found)
    assert re.sub(r"[^\w]", "", kept) in re.sub(r"[^\w]", "", line) or any(run.href for run in found)
    if not any(sign in line for sign in "*[#>-") and not re.search(r"\d\. ", line):
        assert found == ([Run(line)] if line else [])
        assert blocks(text, Lookup({})) == blocks(text, Lookup({}), formatted=False)


@given(ANYTHING)
def test_plain_text_never_raises_and_keeps_what_is_without_signs(text: str) -> None:
    markup.plain(text)
    stretches(text)
    if not re.search(r"[*\[#>\r]", text):
        assert markup.plain(text) == text


def test_a_part_is_words() -> None:
    assert blocks("ord", LOOKUP)[0].items == ((Part("ord"),),)
