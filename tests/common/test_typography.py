"""What stays together, and quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialportal.common.typography import danish_quotes, keep_together, typeset


def shown(text: str) -> str:
    return text.replace("\u00a0", "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den 15. juni 2018 tog vi imod prisen på øen.", "Den 15.~juni~2018 tog vi imod prisen på~øen."),
        ("fra juni 2018 til maj, sagde udvalgsformanden", "fra juni~2018 til maj, sagde udvalgsformanden"),
        (
            "jf. LAB § 70 d og § 7, stk. 2, sagde udvalgsformanden",
            "jf. LAB §~70~d og §~7, stk.~2, sagde udvalgsformanden",
        ),
        ("efter §§ 57 og 70 d, sagde udvalgsformanden", "efter §§~57~og~70~d, sagde udvalgsformanden"),
        ("fik ca. 1,7 mio. kr. til metodeudvikling", "fik ca.~1,7~mio.~kr. til metodeudvikling"),
        ("i alt 1.687.000 kr. fra satspuljemidlerne", "i alt 1.687.000~kr. fra satspuljemidlerne"),
        ("10 af de 25, der har afsluttet et forløb (40 %)", "10~af~de~25, der har afsluttet et forløb (40~%)"),
        ("To af fire mål er opfyldt tilfredsstillende", "To~af~fire mål er opfyldt tilfredsstillende"),
        ("aftale 1 og tilføjelse B under punkt 6.2 derefter", "aftale~1 og tilføjelse~B under punkt~6.2 derefter"),
        ("A.P. Møllers støttefondsudbetalinger", "A.P.~Møllers støttefondsudbetalinger"),
        ("at 35 mennesker blev beskæftigede", "at 35~mennesker blev beskæftigede"),
        ("de 25 er beskæftigede", "de 25 er beskæftigede"),
        ("i 2018 begyndte samarbejdsaftalerne", "i 2018 begyndte samarbejdsaftalerne"),
        ("en have – og et busmuseumsværksted", "en have~– og et busmuseumsværksted"),
    ],
)
def test_what_stays_together(text: str, expected: str) -> None:
    assert shown(keep_together(text)) == expected


def test_the_last_short_word_is_not_alone() -> None:
    assert shown(keep_together("og det ene af målene var nået.")) == "og det ene af målene var~nået."


def test_long_last_words_may_part() -> None:
    text = "om beskæftigelseskonsulenterne i jobcenteret"
    assert keep_together(text) == text


def test_two_words_are_not_one() -> None:
    assert keep_together("Godt gået") == "Godt gået"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('sagde "kom ind" og gik', "sagde ”kom ind” og gik"),
        ("«kom» „ind“", "”kom” ”ind”"),
        ("EU's og 5'er", "EU’s og 5’er"),
    ],
)
def test_danish_quotes(text: str, expected: str) -> None:
    assert danish_quotes(text) == expected


def test_typeset_sets_dashes_dots_and_each_paragraph() -> None:
    assert shown(typeset("Vi ventede - længe ...\nDet kom i maj.")) == "Vi ventede~– længe~…\nDet kom i~maj."


WORDS = st.lists(
    st.sampled_from(
        [
            "15.",
            "juni",
            "2018",
            "ca.",
            "1,7",
            "mio.",
            "kr.",
            "§",
            "70",
            "d",
            "af",
            "de",
            "25",
            '"og"',
            "-",
            "...",
            "A.",
            "Bo",
        ]
    ),
    max_size=12,
).map(" ".join)


@given(st.one_of(st.text(max_size=80), WORDS))
def test_twice_is_once_and_no_word_is_lost(text: str) -> None:
    once = typeset(text)
    assert typeset(once) == once
    assert keep_together(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")
