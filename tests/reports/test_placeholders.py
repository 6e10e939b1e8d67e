"""Figures in running text."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures import Figure
from reports.placeholders import FILTERS, Lookup, Part, Trouble, blocks, html, keys, numbering, parts, plain, problems


def figure(name: str, value: int | Decimal | None, **more: object) -> Figure:
    told = {"unit": "job", "period": "2018", "label": name, "definition": "Tal."} | more
    return Figure(name, value, **told)  # type: ignore[arg-type]


LOOKUP = Lookup(
    values={
        "year": "2018",
        "unit": "den socialøkonomiske enhed",
        "enterprises_active": figure("enterprises_active", 19),
        "collaborations_new": figure("collaborations_new", 2, neuter=True),
        "one": figure("one", 1),
        "one_job": figure("one_job", 1, neuter=True),
        "none": figure("none", 0),
        "share": figure("share", Decimal("64.7")),
        "whole_share": figure("whole_share", Decimal("40.0")),
        "hours": figure("hours", Decimal("4.5")),
        "money": figure("money", 1_687_000, approximate=True),
        "exact": figure("exact", 150_000),
        "thousands": figure("thousands", 6154),
        "unknown_yet": figure("unknown_yet", None),
    },
    withheld=frozenset({"agreement.2.stopped", "placements_full_time"}),
    references={"punkt:local-purchasing": "punkt 6.5", "afsnit:recommendations": "afsnit 7", "aftale:1": "aftale 1"},
)


def written(text: str) -> str:
    return plain(text, LOOKUP).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ enterprises_active }}", "19"),
        ("{{enterprises_active}}", "19"),
        ("{{ year }}", "2018"),
        ("{{ thousands }}", "6.154"),
        ("{{ enterprises_active|ord }}", "19"),
        ("{{ collaborations_new|ord }}", "to"),
        ("{{ collaborations_new|Ord }} er nye", "To er nye"),
        ("{{ none|ord }}", "ingen"),
        ("{{ none|Ord }}", "Ingen"),
        ("{{ none }}", "0"),
        ("{{ one|ord }}", "én"),
        ("{{ one_job|ord }}", "ét"),
        ("{{ one_job|ord|en }} gang", "én gang"),
        ("{{ one|ord|et }} år", "ét år"),
        ("{{ share|pct }}", "64,7 %"),
        ("{{ whole_share|pct }}", "40 %"),
        ("{{ hours }}", "4,5"),
        ("{{ money|ca }}", "ca. 1,7 mio. kr."),
        ("{{ money|kr }}", "ca. 1.687.000 kr."),
        ("{{ exact|kr }}", "150.000 kr."),
        ("{{ exact|ca }}", "ca. 150.000 kr."),
        ("{{ punkt:local-purchasing }} og {{ afsnit:recommendations }}", "punkt 6.5 og afsnit 7"),
        ("{{ aftale : 1 }}", "aftale 1"),
        ("{{ unit|Ord }} siger", "Den socialøkonomiske enhed siger"),
        ('{{ agreement.2.stopped|ord|ellers:"nogle" }} stoppede', "nogle stoppede"),
        ("{{ agreement.2.stopped|ellers:”nogle få” }}", "nogle få"),
        ('{{ agreement.2.stopped|ellers:"" }}', ""),
        ('{{ unknown_yet|ellers:"endnu ikke talt" }}', "endnu ikke talt"),
        ('{{ enterprises_active|ellers:"mange" }}', "19"),
        ("”Begge ens” og { én } krølle", "”Begge ens” og { én } krølle"),
    ],
)
def test_written(text: str, wanted: str) -> None:
    assert written(text) == wanted
    assert problems(text, LOOKUP) == []


@pytest.mark.parametrize(
    ("text", "trouble", "says"),
    [
        ("{{ enterprise_active }}", Trouble.UNKNOWN, "Mente du enterprises_active?"),
        ("{{ qqqqqq }}", Trouble.UNKNOWN, "hedder qqqqqq."),
        ("{{ }}", Trouble.UNKNOWN, "(tomt)"),
        ("{{ punkt:local-purchase }}", Trouble.UNKNOWN, "punkt:local-purchasing"),
        ("{{ aftale:9 }}", Trouble.UNKNOWN, "aftale:1"),
        ("{{ enterprises_active|tal }}", Trouble.UNKNOWN, "ikke kender: tal"),
        ("{{ share|ord }}", Trouble.UNKNOWN, "kun hele tal"),
        ("{{ agreement.2.stopped }}", Trouble.WITHHELD, "vises ikke i den offentlige udgave"),
        ("{{ unknown_yet }}", Trouble.NOT_KNOWN, "kendes ikke"),
    ],
)
def test_troubles_are_told_and_never_a_number(text: str, trouble: Trouble, says: str) -> None:
    (found,) = problems(f"Der er {text} i alt", LOOKUP)
    assert found.trouble is trouble
    assert says in found.problem
    assert written(f"Der er {text} i alt") == "Der er (…) i alt"


def test_paragraphs_and_lists() -> None:
    text = (
        "Første linje\nog anden.\r\n\r\n- ét {{ collaborations_new|ord }}\n- to\nEfter listen.\n\n   \n- alene\n\nSidst"
    )
    found = blocks(text, LOOKUP)
    as_text = [(block.is_list, ["".join(part.text for part in item) for item in block.items]) for block in found]
    assert as_text == [
        (False, ["Første linje og anden."]),
        (True, ["ét to", "to"]),
        (False, ["Efter listen."]),
        (True, ["alene"]),
        (False, ["Sidst"]),
    ]
    assert blocks("", LOOKUP) == []
    assert blocks(" \n\n ", LOOKUP) == []


def test_html_is_escaped_and_carries_the_number() -> None:
    text = "<script>alert(1)</script> {{ share|pct }} & {{ money|ca }} {{ punkt:local-purchasing }} {{ fejl<b> }}"
    made = html(parts(text, LOOKUP))
    assert "<script>" not in made
    assert "&lt;script&gt;" in made
    assert '<data class="figure" value="64.7">64,7\u00a0%</data>' in made
    assert '<data class="figure" value="1687000">' in made
    assert "<b>" not in made
    assert '<mark class="gap"' in made
    linked = html(parts(text, LOOKUP), lambda part: f"#{part.key}")
    assert '<a href="#share"><data class="figure" value="64.7">' in linked
    assert '<a href="#punkt:local-purchasing">punkt 6.5</a>' in linked
    assert linked.count("<a ") == 3, "et hul i teksten er ikke et link"


def test_whole_decimals_are_plain_in_html() -> None:
    lookup = Lookup(values={"x": figure("x", Decimal("40.0")), "y": figure("y", Decimal("1E+2"))})
    assert 'value="40"' in html(parts("{{ x }}", lookup))
    assert 'value="100"' in html(parts("{{ y }}", lookup))


def test_parts_know_where_they_come_from() -> None:
    found = parts("a {{ share|pct }} b {{ aftale:1 }} {{ year }}", LOOKUP)
    assert [(part.text.replace("\u00a0", " "), part.key, part.is_reference) for part in found] == [
        ("a ", "", False),
        ("64,7 %", "share", False),
        (" b ", "", False),
        ("aftale 1", "aftale:1", True),
        (" ", "", False),
        ("2018", "year", False),
    ]
    assert found[1].figure is LOOKUP.values["share"]


def test_keys_of_a_text() -> None:
    assert keys('a {{ x|ord }} {{y}} {{ punkt:z }} {{ w|ellers:"a | b" }}') == {"x", "y", "punkt:z", "w"}


def test_numbering_follows_what_is_printed() -> None:
    made = numbering(["introduction", "enterprises", "points", "recommendations"], ["csr", "grants"], [1, 3])
    assert made == {
        "afsnit:introduction": "afsnit 1",
        "afsnit:enterprises": "afsnit 2",
        "afsnit:points": "afsnit 3",
        "afsnit:recommendations": "afsnit 4",
        "punkt:csr": "punkt 3.1",
        "punkt:grants": "punkt 3.2",
        "aftale:1": "aftale 1",
        "aftale:3": "aftale 3",
    }
    assert "punkt:csr" not in numbering(["introduction"], ["csr"])


PIECES = st.sampled_from(
    [
        "{{",
        "}}",
        "|",
        ":",
        "ellers",
        '"',
        "”",
        "\n",
        "- ",
        "{",
        "}",
        "<b>",
        "&",
        " ",
        "7",
        *LOOKUP.values,
        *LOOKUP.withheld,
        *FILTERS,
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)


@given(TEXTS)
def test_any_text_can_be_written(text: str) -> None:
    made = parts(text, LOOKUP)
    assert "".join(part.text for part in made) == plain(text, LOOKUP)
    assert all((part.trouble is None) == (part.problem == "") for part in made)
    assert isinstance(str(html(made)), str)
    for block in blocks(text, LOOKUP):
        assert block.items


@given(TEXTS)
def test_html_is_the_text_and_no_more_markup_than_ours(text: str) -> None:
    from html import unescape

    made = parts(text, LOOKUP)
    markup = str(html(made))
    assert set(re.findall(r"<(/?\w+)", markup)) <= {"data", "/data", "mark", "/mark"}
    assert unescape(re.sub(r"<[^>]*>", "", markup)) == "".join(part.text for part in made)


@given(
    st.text(),
    st.sampled_from(sorted(LOOKUP.withheld)),
    st.lists(st.sampled_from([f for f in FILTERS if f != "ellers"])),
)
def test_what_is_withheld_is_never_written(text: str, key: str, filters: list[str]) -> None:
    place = "{{ " + "|".join([key, *filters]) + " }}"
    (part,) = parts(place, LOOKUP)
    assert part == Part("(…)", key, trouble=Trouble.WITHHELD, problem=part.problem)


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_text_without_places_is_left_alone(text: str) -> None:
    assert plain(text, LOOKUP) == text


@given(st.integers(0, 10**9))
def test_a_number_can_be_read_back(value: int) -> None:
    lookup = Lookup(values={"n": figure("n", value)})
    assert int(plain("{{ n }}", lookup).replace(".", "")) == value
    if value > 10:
        assert plain("{{ n|ord }}", lookup) == plain("{{ n }}", lookup)
