"""Where Danish words may be divided. The patterns for Danish know syllables but not compounds: they cut `lønt-ilskud`
and `effek-tmåling`. So a word is first taken apart at the seams known here, and the patterns see one part at a time.
(Retskrivningsordbogen § 15: compounds are divided between their parts.)
"""

from collections.abc import Callable, Iterable

# First parts of compounds in the words of this trade; a hyphen is a division within the part, the only one allowed.
_PARTS = """
    aften aktiverings anbefalings ansættelses arbejds arbejdsmarkeds bolig borger brobygnings budget bundlinje
    børne center civil deltager deltids dialog digitali drifts effekt efter erhvervs evaluerings familie firma fleks
    fleksjob fleksjobs forenings forløbs forretnings fremmøde fremtids frivillig fritids fuldtids fælles førtids
    genbrugs gennem handi-cap handle helheds hjemme holdnings hoved håndværker håndværks indholds indsats integrations
    iværksætter job jobcenter kompetence kommune konference kultur kvarter kvarterhus landdistrikts ledelses leve livs
    livsstils lov lovgivnings luksus læringsrums løn løsnings mad markeds medarbejder mentor metode mini mulig
    museums mål målgruppe netværks nærings omdrejnings opfølgnings opgave oplevelses partner partnerskabs personale
    person plan plads praktik produktions profil progressions projekt psykisk på-gældende rehabiliterings ressource
    rådgivnings råd sags sam-arbejds sam-funds sam-menhængs service service-lov skole social special sprog
    status stil støtte sundheds syge tænketanks uddannelses udbuds udmøntnings udvalgs udviklings ungdoms unge veteran
    vidensdelings videns virksomheds værdi værk-steds værk-sted års
"""
# Words that are no compounds of the above but that the patterns divide wrongly; all their divisions.
_WORDS = """
    fundraiser fundraising monkeyglasses makerspace sam-arbejde sam-arbejder sam-arbejdes sam-arbejdet sam-arbejderne
    sam-fundet sam-fundets bestem-melser program-met løn-tilskud løn-tilskuddet
"""
_SHORTEST_REST = 5


def _by_letters(divided: str) -> dict[str, str]:
    return {part.replace("-", ""): part for part in divided.split()}


_WORDS_BY_LETTERS = _by_letters(_WORDS)
_PARTS_BY_LETTERS = _by_letters(_PARTS)
_LONGEST_PART = max(map(len, _PARTS_BY_LETTERS))


def divisions(word: str, syllables: Callable[[str], Iterable[int]]) -> list[int]:
    """Positions in `word` (letters before the hyphen), ascending. `syllables` divides a word that is no known compound."""
    letters = word.lower()
    if letters in _WORDS_BY_LETTERS:
        return _inner(_WORDS_BY_LETTERS[letters])
    part = _first_part(letters)
    if not part:
        return _with_vowels(letters, syllables(letters))
    divided = _PARTS_BY_LETTERS[part]
    within = _inner(divided) if "-" in divided else _with_vowels(part, syllables(part))
    rest = divisions(letters[len(part) :], syllables)
    return (
        [position for position in within if 2 < position < len(part) - 1]
        + [len(part)]
        + [len(part) + position for position in rest if position > 1]
    )


def _with_vowels(letters: str, positions: Iterable[int]) -> list[int]:
    """Without divisions that would leave a piece that cannot be said (`hånd-værk-s`, `po-r-te`): it stays in front."""
    kept: list[int] = []
    end = len(letters)
    for position in sorted(positions, reverse=True):
        if position and _VOWELS & set(letters[position:end]):
            kept.append(position)
            end = position
    return kept[::-1]


def _first_part(letters: str) -> str:
    for length in range(min(_LONGEST_PART, len(letters) - _SHORTEST_REST), 1, -1):
        if letters[:length] in _PARTS_BY_LETTERS and _can_begin(letters[length:]):
            return letters[:length]
    return ""


def _can_begin(rest: str) -> bool:
    """Not an ending, not a doubled consonant: `fleksjob|berettigede` but not `job|berne`, `løn|ninger`, `mål|inger`."""
    return not rest.startswith(_ENDINGS) and rest[:2] not in _DOUBLED


_VOWELS = set("aeiouyæøåé")
_DOUBLED = {letter * 2 for letter in "bdfghjklmnprstv"}
_ENDINGS = (
    "beren",
    "berne",
    "ing",
    "else",
    "ere",
    "isere",
    "erne",
    "ende",
    "ning",
    "ninger",
    "lig",
    "somm",
    "skab",
    "hed",
    "sko",
    "mer",
    "ter",
    "ker",
    "let",
)


def _inner(divided: str) -> list[int]:
    positions, count = [], 0
    for character in divided:
        if character == "-":
            positions.append(count)
        else:
            count += 1
    return positions
