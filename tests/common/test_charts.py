"""Charts are well-formed, escaped, count what they are given, and say it in Danish."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialportal.common import charts
from socialportal.common.charts import Event, Group, Noun, Part, Svg, Value
from socialportal.common.charts.svg import number, text_width, wrap

SVG = "{http://www.w3.org/2000/svg}"
JOB, PLACE = Noun("job", "job"), Noun("plads", "pladser")
COUNTS = st.integers(0, 500)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
GROUPS = st.lists(
    st.builds(Group, words=st.builds(Noun, one=WORDS, many=WORDS), count=COUNTS, shape=st.sampled_from(charts.SHAPES)),
    max_size=6,
)
VALUES = st.lists(st.builds(Value, words=WORDS, value=st.none() | st.floats(0, 1e9)), max_size=12)
FORBIDDEN = {"style", "onload", "onclick", "href"}


def parsed(svg: Svg) -> ET.Element:
    """Well-formed, no style or script, and no length that is negative or no number."""
    root = ET.fromstring(svg)  # noqa: S314  our own text
    for element in root.iter():
        assert not FORBIDDEN & set(element.attrib)
        for name in ("width", "height", "r", "stroke-width", "fill-opacity"):
            value = element.get(name)
            assert value is None or float(value.removesuffix("mm")) >= 0
        for value in element.attrib.values():
            assert not re.search(r"\b(nan|inf)\b", value)
    assert len(root.get("viewBox", "").split()) == 4
    return root


def title(svg: Svg) -> str:
    return (parsed(svg).findtext(f"{SVG}title") or "").replace("\u00a0", " ")


def marks(svg: Svg) -> int:
    return sum(path.get("d", "").count("M") for path in parsed(svg).iter(f"{SVG}path") if path.get("class") == "marks")


def boxes(svg: Svg, *, outlined: bool | None = None) -> int:
    found = list(parsed(svg).iter(f"{SVG}rect"))
    return len(found) if outlined is None else sum((box.get("fill") == "none") == outlined for box in found)


def points(svg: Svg) -> list[ET.Element]:
    return [circle for circle in parsed(svg).iter(f"{SVG}circle") if circle.get("class") == "point"]


# --- one mark each ---------------------------------------------------------------------------------------------------
@given(GROUPS)
@settings(max_examples=40, deadline=None)
def test_pictures_of_groups_have_a_mark_each(groups: list[Group]) -> None:
    total = sum(group.count for group in groups)
    for svg in (
        charts.mark_rows(groups, whole=JOB),
        charts.marks_in_line(groups),
        charts.cover_art(groups, JOB),
    ):
        assert marks(svg) == total
    assert boxes(charts.grouped_strip(groups, whole=JOB)) == total


@given(COUNTS, st.sampled_from(charts.SHAPES))
@settings(max_examples=30, deadline=None)
def test_a_row_of_a_table_is_decoration_with_a_mark_each(count: int, shape: charts.Shape) -> None:
    svg = charts.mark_row(Group(JOB, count, shape), most=500)
    assert marks(svg) == count
    assert parsed(svg).get("aria-hidden") == "true"
    assert not title(svg)


@given(COUNTS)
@settings(max_examples=30, deadline=None)
def test_cover_marks_lie_within_the_picture(count: int) -> None:
    svg = charts.cover_art([Group(JOB, count, "square")], JOB)
    for path in parsed(svg).iter(f"{SVG}path"):
        for x, y, side in re.findall(r"M([\d.-]+) ([\d.-]+)h([\d.]+)v", path.get("d", "")):
            assert float(x) >= 0
            assert float(x) + float(side) <= 210.02
            assert float(y) >= -0.02
            assert float(y) + float(side) <= 150.02


@given(COUNTS, COUNTS, COUNTS)
@settings(max_examples=60, deadline=None)
def test_goal_draws_what_is_reached_and_what_is_missing(actual: int, target: int, more: int) -> None:
    svg = charts.goal(actual, target, JOB, target_most=target + more)
    largest = max(actual, target + more)
    if 8 < largest <= 60:
        assert boxes(svg, outlined=False) == actual
        assert boxes(svg, outlined=True) == max(target + more - actual, 0)
    elif 0 < largest <= 8:
        assert marks(svg) == largest


@given(st.integers(0, 200), st.data())
@settings(max_examples=40, deadline=None)
def test_occupancy_has_a_box_a_place(places: int, data: st.DataObject) -> None:
    in_use = data.draw(st.integers(0, places))
    extra = data.draw(st.integers(0, 20))
    extra_in_use = data.draw(st.integers(0, extra))
    svg = charts.occupancy(places, in_use, extra=extra, extra_in_use=extra_in_use)
    assert boxes(svg) == places + extra
    assert boxes(svg, outlined=False) == in_use + extra_in_use
    assert svg.count("stroke-dasharray") == extra - extra_in_use


def test_more_in_use_than_places_is_an_error() -> None:
    with pytest.raises(ValueError, match="9 of 8"):
        charts.occupancy(8, 9)


def test_a_negative_count_is_an_error() -> None:
    with pytest.raises(ValueError, match="-1"):
        Group(JOB, -1)
    with pytest.raises(ValueError, match="-1"):
        charts.goal(-1, 3, JOB)


def test_strips_to_be_compared_have_marks_of_one_width() -> None:
    short = charts.grouped_strip([Group(JOB, 25)], whole=JOB, most=34)
    long = charts.grouped_strip([Group(JOB, 34)], whole=JOB, most=34)
    assert re.findall(r'<rect[^>]*width="([\d.]+)"', short)[0] == re.findall(r'<rect[^>]*width="([\d.]+)"', long)[0]


# --- sizes ------------------------------------------------------------------------------------------------------------
@given(VALUES, st.none() | st.floats(0, 1e9))
@settings(max_examples=50, deadline=None)
def test_series_have_a_column_or_point_for_each_known_value(series: list[Value], target: float | None) -> None:
    known = sum(item.value is not None for item in series)
    assert boxes(charts.columns(series, JOB, target=target)) == known
    assert len(points(charts.progression(series, title="Timer"))) == known


@given(st.lists(st.builds(Part, words=WORDS, size=st.floats(0, 1e9), written=WORDS), max_size=8))
@settings(max_examples=40, deadline=None)
def test_parts_fill_the_strip(parts: list[Part]) -> None:
    drawn = [part for part in parts if part.size > 0]
    svg = charts.stacked_strip(parts, title="Midler")
    assert boxes(svg) == len(drawn)
    assert sum(float(r.get("x", "0")) >= 0 for r in parsed(svg).iter(f"{SVG}rect")) == len(drawn)


@given(st.lists(st.builds(Event, words=WORDS, day=st.dates(dt.date(2015, 1, 1), dt.date(2022, 12, 31))), max_size=6))
@settings(max_examples=30, deadline=None)
def test_timeline_has_a_point_for_each_event_within(events: list[Event]) -> None:
    svg = charts.timeline(2017, 2020, events, title="Prisen", deadline=dt.date(2020, 12, 31))
    within = [event for event in events if 2017 <= event.day.year <= 2020]
    assert len(points(svg)) == len(within)
    assert all(2 <= float(point.get("cx", "")) <= 40 for point in points(svg))


@given(st.floats(0, 1e9), st.floats(0, 1e9))
@settings(max_examples=40, deadline=None)
def test_goal_bar(actual: float, target: float) -> None:
    width = float(
        next(parsed(charts.goal_bar(actual, target, title="T", written="mål")).iter(f"{SVG}rect")).get("width", "")
    )
    assert 0 <= width <= 124
    assert width == pytest.approx(124 * actual / max(actual, target, 1e-9), abs=0.01)


# --- words ------------------------------------------------------------------------------------------------------------
def test_titles_say_the_content_in_danish() -> None:
    jobs = [Group(Noun("fleksjob", "fleksjob"), 21, "quarter"), Group(Noun("deltidsjob", "deltidsjob"), 0, "half")]
    assert title(charts.mark_rows(jobs, whole=JOB)) == "21 job: 21 fleksjob og ingen deltidsjob."
    assert title(charts.goal(35, 30, JOB)) == "35 job. Målet er 30."
    assert (
        title(charts.goal(19, 25, Noun("virksomhed", "virksomheder")))
        == "19 virksomheder. Målet er 25; der mangler seks."
    )
    assert title(charts.goal(0, 2, Noun("løsning", "løsninger"), target_most=3)) == "Ingen løsninger. Målet er 2 til 3."
    assert title(charts.occupancy(8, 4)) == "4 af 8 pladser er i brug."
    assert title(charts.occupancy(8, 8, extra=2, extra_in_use=1)) == (
        "Alle 8 pladser er i brug, og 1 af 2 ekstra pladser er i brug."
    )
    assert title(charts.columns([Value("2016", 12), Value("2017", None)], JOB, target=30)) == (
        "Job: 2016 12 og 2017 ikke opgjort. Målet er 30."
    )
    assert title(charts.timeline(2018, 2020, [Event("prisen", dt.date(2018, 6, 15))], title="Tid")) == (
        "Tid: prisen 15. juni 2018."
    )
    assert (
        title(charts.stacked_strip([Part("Sumak", 475000, "475.000 kr.")], title="Midler"))
        == "Midler: Sumak 475.000 kr."
    )


def test_one_is_singular() -> None:
    assert title(charts.occupancy(1, 1)) == "Pladsen er i brug."
    assert title(charts.marks_in_line([Group(PLACE, 1)])) == "1 plads."
    strip = charts.grouped_strip([Group(PLACE, 1), Group(PLACE, 2)], whole=PLACE)
    assert title(strip) == "3 pladser: 1 plads og 2 pladser."


def test_labels_are_escaped() -> None:
    rude = Noun("<script>alert(1)</script>", '"&<b>')
    for svg in (
        charts.mark_rows([Group(rude, 1), Group(rude, 2)], whole=rude),
        charts.grouped_strip([Group(rude, 9), Group(rude, 9)], whole=rude),
        charts.columns([Value("<i>", 1)], rude),
        charts.stacked_strip([Part("<i>", 1, "&")], title="<u>"),
    ):
        assert "<script" not in svg
        assert "<b>" not in svg
        assert "<i>" not in svg
        assert "alert" not in svg or "alert(1)" in "".join(parsed(svg).itertext())


def test_words_of_groups_stand_in_the_picture() -> None:
    groups = [
        Group(Noun("job", "job"), 30),
        Group(Noun("x", "uddannelse, undervisning"), 3),
        Group(Noun("andet", "andet"), 1),
    ]
    words = "".join(parsed(charts.grouped_strip(groups, whole=JOB)).itertext())
    assert "uddannelse, undervisning" in words
    assert "andet" in words


def test_templates_print_it_unescaped() -> None:
    from django.utils.html import conditional_escape

    svg = charts.goal(1, 2, JOB)
    assert conditional_escape(svg) == str(svg)


@pytest.mark.parametrize(
    ("value", "short"), [(0, "0"), (-0.001, "0"), (1.5, "1.5"), (2.0, "2"), (3.14159, "3.14"), (100, "100")]
)
def test_numbers_are_short(value: float, short: str) -> None:
    assert number(value) == short


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_an_error(value: float) -> None:
    with pytest.raises(ValueError, match="not a length"):
        number(value)


def test_wrap_keeps_to_the_width_and_to_the_words() -> None:
    lines = wrap("job, løntilskud eller fleksjob", 20)
    assert " ".join(lines) == "job, løntilskud eller fleksjob"
    assert all(text_width(text) <= 20 for text in lines)
