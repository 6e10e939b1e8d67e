"""Danish words are divided at their seams."""

import pyphen
import pytest

from socialportal.common.hyphenation import divisions

SYLLABLES = pyphen.Pyphen(lang="da", left=2, right=2, cache=False).hd.positions  # the patterns as they come


def divided(word: str) -> str:
    positions = divisions(word, SYLLABLES)
    return "-".join(word[a:b] for a, b in zip([0, *positions], [*positions, None], strict=True))


@pytest.mark.parametrize(
    "word",
    [
        "løn-tilskud",
        "effekt-må-ling",
        "sam-arbejds-af-ta-ler-ne",
        "soci-al-øko-no-mi-ske",
        "fleksjob-be-ret-ti-ge-de",
        "fleks-job-ber-ne",
        "løn-nin-ger",
        "effekt-må-lin-ger",
        "bor-ger-ind-dra-gel-se",
        "bud-get-af-ta-le",
        "hånd-værks-om-rå-de",
        "gælds-råd-giv-ning",
        "udvik-lings-ten-den-ser",
        "års-eva-lu-e-rin-ger",
        "med-ar-bej-de-re",
        "kom-mu-ner-ne",
        "fundraiser",
    ],
)
def test_seams(word: str) -> None:
    assert divided(word.replace("-", "")) == word


def test_capitals_divide_like_small_letters() -> None:
    assert divided("Løntilskud") == "Løn-tilskud"


def test_the_patterns_alone_would_be_wrong() -> None:
    """If this fails, Pyphen has learnt compounds and the list can go."""
    assert 4 in SYLLABLES("løntilskud")
