"""Words, addresses and periods: pure."""

import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enterprises import terms

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2020, 12, 31))


@dataclass(frozen=True)
class Days:
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@st.composite
def spans(draw: st.DrawFn) -> Days:
    first, last = sorted([draw(DAYS), draw(DAYS)])
    return Days(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])))


@pytest.mark.parametrize(
    ("kind", "rsv", "text"),
    [
        ("social_enterprise", "registered", "Registreret"),
        ("initiative", "registered", "Registreret"),
        ("social_enterprise", "working", "På vej til registrering"),
        ("initiative", "applied", "På vej til registrering"),
        ("initiative", "idea", "Initiativ"),
        ("csr_partner", "left", "CSR-partner"),
        ("social_enterprise", None, "Virksomhed"),
        (None, None, "Virksomhed"),
    ],
)
def test_standing(kind: str | None, rsv: str | None, text: str) -> None:
    assert terms.standing(kind, rsv).text == text


@pytest.mark.parametrize(
    ("words", "status"), [(0, "Kort"), (79, "Kort"), (80, "Skrevet"), (250, "Skrevet"), (251, "Lang")]
)
def test_length_of_a_portrait(words: int, status: str) -> None:
    assert terms.length_status(words)[1] == status


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Grøn Fokus", "groen-fokus"),
        ("Ærø & Åsen", "aeroe-aasen"),
        ("  Korsør Bykontor – Oplev Korsør ", "korsoer-bykontor-oplev-korsoer"),
        ("KFUM's Sociale Arbejde", "kfum-s-sociale-arbejde"),
        ("!!!", "virksomhed"),
        ("日本", "virksomhed"),
    ],
)
def test_addresses(name: str, slug: str) -> None:
    assert terms.slug_of(name) == slug


@given(st.text(max_size=200), st.sets(st.text("ab-2", max_size=4)))
def test_a_free_address_is_one(name: str, taken: set[str]) -> None:
    slug = terms.free_slug(name, taken)
    assert slug not in taken | terms.RESERVED
    assert 0 < len(slug) <= terms.SLUG_LENGTH
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_the_same_name_gets_a_number_and_a_page_keeps_its_own() -> None:
    assert terms.free_slug("Sumak", ["sumak", "sumak-2"]) == "sumak-3"
    assert terms.free_slug("Opret", []) == "opret-2"
    assert terms.free_slug("a" * 100, ["a" * 80]) == "a" * 78 + "-2"


@given(spans(), spans())
def test_overlap_is_sharing_a_day(one: Days, other: Days) -> None:
    span = [dt.date(2014, 12, 31) + dt.timedelta(days=n) for n in range(2195)]
    assert terms.overlap(one, other) == any(one.holds(day) and other.holds(day) for day in span)
    assert terms.overlap(one, other) == terms.overlap(other, one)


@given(spans(), st.integers(2014, 2021))
def test_in_year_is_holding_on_a_day_of_it(span: Days, year: int) -> None:
    days = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(366)]
    assert terms.in_year(span, year) == any(span.holds(day) for day in days if day.year == year)


def test_unbroken_since_goes_back_over_changes_but_not_over_gaps() -> None:
    day = dt.date
    first, second = Days(day(2015, 1, 1), day(2016, 12, 31)), Days(day(2017, 1, 1), day(2017, 12, 31))
    third = Days(day(2018, 1, 1), None)
    assert terms.unbroken_since([third, first, second], day(2019, 1, 1)) == first
    after_gap = Days(day(2018, 2, 1), None)
    assert terms.unbroken_since([first, second, after_gap], day(2019, 1, 1)) == after_gap
    assert terms.unbroken_since([first, second], day(2019, 1, 1)) is None
    assert terms.unbroken_since([first, third], day(2016, 5, 1)) == first
    unknown = Days(None, day(2016, 12, 31))
    assert terms.unbroken_since([second, unknown], day(2017, 5, 1)) == unknown
    assert terms.unbroken_since([], day(2017, 5, 1)) is None
