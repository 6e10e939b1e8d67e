"""How running text is set: what stays together on a line, Danish quotation marks, real dashes. Pure, text in, text out.

Works with the no-break space alone. (A span that forbids breaking right after a no-break space makes WeasyPrint break
the lines before it at random, and a soft hyphen beside a float makes it drop the paragraph.)
"""

import re

from .danish import MONTHS, NO_BREAK

_MONTH = "(?:" + "|".join(MONTHS) + ")"
_NUMBER_WORD = "(?:to|tre|fire|fem|seks|syv|otte|ni|ti)"
_COUNT = rf"(?:\d[\d.]*|{_NUMBER_WORD})"
# Words that are nothing without what follows them.
_LEADING = (
    "ca.|f.eks.|bl.a.|jf.|kl.|nr.|pkt.|stk.|kap.|afs.|s.|pr.|inkl.|ekskl.|hhv.|maks.|min.|tlf."
    "|punkt|side|afsnit|kapitel|bilag|tabel|figur|paragraf|tilføjelse|aftale|samarbejdsaftale|uge|år"
)
_UNITS = "%|‰|kr|mio|mia|kg|km|m|cm|timer|time|min|år|dage|dag|uger|uge|måneder|måned"
_SMALL = (
    "og|i|på|af|til|for|med|er|var|har|havde|blev|bliver|kan|skal|som|der|at|om|fra|eller|men|hos|ved|under|den|det|de"
)
_SPACE = "[ \u00a0]"
_CLAUSE = rf"\d+(?:{_SPACE}[a-zæøå])?(?![a-zæøå])"

# Each: a place, and the ordinary spaces in it that must not break. Overlaps are why they are applied one by one.
_TOGETHER = [
    re.compile(pattern, flags)
    for pattern, flags in (
        (rf"(?<!\d)\d{{1,2}}\.{_SPACE}{_MONTH}(?:{_SPACE}(?:19|20)\d\d)?\b", re.I),  # 15. juni 2018
        (rf"\b{_MONTH}{_SPACE}(?:19|20)\d\d\b", re.I),  # juni 2018
        (rf"§§?{_SPACE}{_CLAUSE}(?:{_SPACE}og{_SPACE}{_CLAUSE})?", 0),  # § 70 d
        (rf"\bca\.(?:{_SPACE}\d[\d.,]*)?(?:{_SPACE}(?:mio|mia)\.)?(?:{_SPACE}kr\b)?", re.I),  # ca. 1,7 mio. kr.
        (rf"\b(?:mio|mia)\.{_SPACE}kr\b", re.I),
        (rf"\b\d[\d.,]*{_SPACE}(?:{_UNITS})(?![a-zæøå])", re.I),  # 40 %, 18.000 kr., 4,5 timer
        (rf"\b{_COUNT}{_SPACE}(?:ud{_SPACE})?af{_SPACE}(?:de{_SPACE}|alle{_SPACE})?{_COUNT}\b", re.I),  # 10 af de 25
        (
            rf"\b(?:{_LEADING.replace('.', chr(92) + '.')}){_SPACE}(?=§|\d|[A-ZÆØÅ]\b)",
            re.I,
        ),  # jf. §, punkt 6.2, aftale 1
        (rf"\b(?:[A-ZÆØÅ]\.)+{_SPACE}(?=[A-ZÆØÅ][a-zæøå])", 0),  # A.P. Møller
        # 29 mennesker; not a year, not the number of something (`aftale 1 og`), not before a small word (`de 25 er`)
        (rf"(?<![\d.,\u00a0])(?!(?:19|20)\d\d\b)\d[\d.]*{_SPACE}(?!(?:{_SMALL})\b)[a-zæøå]{{2,12}}\b", 0),
        (r" –(?=[ \n])", 0),  # a dash ends a line, never begins one
    )
]
_LAST_WORDS = re.compile(r" (?=[^ \u00a0]+$)")
_LAST_LENGTH = 12
_DASHES = re.compile(r"(?<=\S[ \u00a0])(?:-{1,2}|—)(?=[ \u00a0]\S)")
_DOUBLE_QUOTES = re.compile('["“”„«»]')
_APOSTROPHES = re.compile(r"(?<=\w)['´`‘](?=\w|\b)|(?<=\w)['´`](?!\w)")


def keep_together(text: str) -> str:
    """One paragraph, with no-break spaces in dates, amounts, paragraphs of the law, counts, between a number and its
    noun, and before the last short word, so that no line is a single `to.`
    """
    for place in _TOGETHER:
        text = place.sub(lambda found: found[0].replace(" ", NO_BREAK), text)
    return _keep_last_words(text)


def _keep_last_words(text: str) -> str:
    stripped = text.rstrip()
    last = _LAST_WORDS.search(stripped)
    if not last:
        return text
    before = stripped[: last.start()].rsplit(" ", 1)
    tail = before[-1] + stripped[last.start() :]
    if len(before) < 2 or len(tail) > _LAST_LENGTH:
        return text
    return stripped[: last.start()] + NO_BREAK + stripped[last.end() :] + text[len(stripped) :]


def danish_quotes(text: str) -> str:
    """”Begge ens”, as Danish newspapers have them, and ’ for the apostrophe. Quotes of any other make are replaced."""
    return _APOSTROPHES.sub("’", _DOUBLE_QUOTES.sub("”", text))


def typeset(text: str) -> str:
    """Running text as it should be printed: quotes, dashes, dots, and what stays together. Safe to apply twice."""
    text = danish_quotes(text).replace("...", "…")
    text = _DASHES.sub("–", text)
    return "\n".join(keep_together(paragraph) for paragraph in text.split("\n"))
