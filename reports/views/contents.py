"""The working copy as a table of contents: every text there is room for, in the order it is printed, and how far it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, CharField, F, Func, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.urls import reverse

from enterprises.models import Story
from socialportal.audit.models import Entry
from socialportal.common import danish

from ..figures import Basis
from ..indicators.goals import strategy_answered
from ..models import AnnualReport, PointReport, Recommendation, Reference, Section
from ..queries import Listed, Point, Texts
from ..terms import CHAPTERS, SECTIONS
from .doors import address

LETTER, BACK = "letter", "back"
# Which chapter a text stands in, what it is called there, and whether the report can be read without it.
_PLACES = {
    "letter_lead": (LETTER, "Indledning til brevet", False),
    "letter": (LETTER, "Brev til læseren", True),
    "introduction": ("introduction", "Indledning", True),
    "enterprises_lead": ("enterprises", "Indledning til portrætterne", True),
    "registration": ("registration", "Registrering", True),
    "registration_note": ("registration", "Note til listen over registrerede", False),
    "network": ("network", "Netværket", True),
    "stories_lead": ("stories", "Indledning til historierne", False),
    "points": ("points", "Indledning til punkterne", True),
    "agreements_both": ("points", "Samarbejdsaftalerne under ét", False),
    "recommendations_lead": ("recommendations", "Indledning til anbefalingerne", True),
    "constructed": (BACK, "Hvad der er sat til opgørelsen", False),
}
LABELS = {key: label for key, (_, label, _) in _PLACES.items()}


@dataclass(frozen=True)
class Line:
    """A text: what it is, where it is written, how long it is, how it stands (shape and word of the badge).

    `key` is the name that points of attention use for the place.
    """

    key: str
    title: str
    url: str = ""
    words: int = 0
    shape: str = ""
    state: str = ""
    number: str = ""

    @property
    def length(self) -> str:
        """`312 ord`, or nothing for what is empty."""
        return danish.count(self.words, "ord", "ord") if self.words else ""

    @property
    def is_missing(self) -> bool:
        """Whether somebody has to do something."""
        return self.shape in {"todo", "half"}

    @property
    def name(self) -> str:
        """`6.1 CSR og socialøkonomi`."""
        return f"{self.number} {self.title}".strip()


@dataclass
class Chapter:
    """A chapter, its texts, a remark, and what can be done to it besides (words and address)."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    note: str = ""
    ways: list[tuple[str, str]] = field(default_factory=list)


def words_in(*texts: str | None) -> int:
    """How many words."""
    return sum(len((text or "").split()) for text in texts)


# --- What is read for a page of one text ------------------------------------------------------------------------------
def with_counts(reports: QuerySet) -> Any:
    """Adds `n_stories`, `n_references` and `n_across` (recommendations without a point): how many there are."""
    return reports.annotate(
        n_stories=_number(Story.objects.filter(municipality=OuterRef("municipality"), year=OuterRef("year"))),
        n_references=_number(Reference.objects.filter(report=OuterRef("pk"))),
        n_across=_number(Recommendation.objects.filter(report=OuterRef("pk"), point=None)),
    )


def _number(rows: QuerySet) -> Subquery:
    # Func, not Count: an aggregate would be grouped, and gives no row at all where there is nothing.
    return Subquery(rows.order_by().values(n=Func(F("pk"), function="COUNT", output_field=IntegerField())))


def sections_of(report: AnnualReport) -> list[Section]:
    """The report's sections in printed order, each with `saved_by`. One query."""
    order = Case(*(When(key=key, then=Value(place)) for place, key in enumerate(SECTIONS)), output_field=IntegerField())
    rows = with_saver(Section.objects.filter(report=report, key__in=SECTIONS)).order_by(order)
    return _of(report, rows)


def points_of(report: AnnualReport) -> list[PointReport]:
    """What is told of the points, in their order, each with `recommendation` and `saved_by`. One query."""
    advice = Recommendation.objects.filter(report=OuterRef("report"), point=OuterRef("point"))
    answered = strategy_answered(Basis.of(report.municipality, report.year))
    told = PointReport.objects.filter(report=report, point__deleted_at=None, point__strategy=answered)
    rows = with_saver(told).select_related("point")
    rows = rows.annotate(recommendation=Subquery(advice.values("text")[:1])).order_by("point__order", "point__pk")
    return _of(report, rows)


def _of(report: AnnualReport, rows: Iterable[Any]) -> list[Any]:
    """The rows with the report in hand, so that nobody asks for it again."""
    found = list(rows)
    for row in found:
        row.report = report
    return found


def with_saver(rows: QuerySet) -> Any:
    """Adds `saved_by`: who wrote the newest entry of the log about the row."""
    entries = Entry.objects.filter(model=rows.model._meta.label_lower, object_id=OuterRef("pk")).order_by("-number")
    return rows.annotate(saved_by=Subquery(entries.values("actor__name")[:1], output_field=CharField()))


def as_texts(report: AnnualReport, sections: Iterable[Section], points: Iterable[Any]) -> Texts:
    """What is written here, as the queries of the whole report give it; the rest is left empty."""
    across = [Recommendation()] * report.n_across  # type: ignore[attr-defined]
    names = ("pk", "key", "title", "origin", "letter")
    told = [
        Point(
            **{name: getattr(row.point, name) for name in names},
            introduction=row.introduction,
            happened=row.happened,
            recommendation=row.recommendation,
        )
        for row in points
    ]
    written = {section.key: section.text for section in sections if section.text}
    return Texts(sections=written, points=told, holistic=across, cases=[], answers={}, enterprises=[], overspent=[])


# --- Lines ------------------------------------------------------------------------------------------------------------
def section_line(year: int, key: str, text: str) -> Line:
    """The line of one of the fixed texts."""
    words = words_in(text)
    if words:
        shape, state = "done", "Skrevet"
    elif _PLACES[key][2]:
        shape, state = "todo", "Mangler"
    else:
        shape, state = "", "Kan undværes"
    return Line(f"section {key}", LABELS[key], reverse("reports:section", args=[year, key]), words, shape, state)


def point_line(year: int, point: Point, number: str) -> Line:
    """The line of a point. Its number is made from its place."""
    if not (point.introduction or point.happened or point.recommendation):
        shape, state = "todo", "Mangler"
    elif not point.happened:
        shape, state = "half", "Mangler, hvad der er sket"
    elif not point.recommendation:
        shape, state = "half", "Mangler en anbefaling"
    else:
        shape, state = "done", "Skrevet"
    words = words_in(point.introduction, point.happened, point.recommendation)
    url = reverse("reports:point-text", args=[year, point.key])
    return Line(f"point {point.key}", point.name, url, words, shape, state, number)


def _enterprise_line(enterprise: Listed) -> Line:
    words = words_in(enterprise.presentation)
    url = address("enterprises:detail", enterprise.slug)
    if enterprise.contribution:
        url = address("enterprises:contribution", enterprise.contribution) or url
    elif enterprise.waiting:
        url = address("enterprises:contribution", enterprise.waiting) or url
    shape, state = ("done", "Skrevet") if words else ("todo", "Mangler")
    if enterprise.waiting:
        shape, state = "half", "Ikke godkendt"
    return Line(f"enterprise {enterprise.slug}", enterprise.name, url, words, shape, state)


def _advice_line(advice: Any) -> Line:
    words = words_in(advice.background, advice.text)
    url = reverse("reports:recommendation", args=[advice.pk])
    title = f"{advice.letter} {advice.title}".strip()
    return Line(f"recommendation {advice.letter}", title, url, words, "done", "Skrevet")


def lines(year: int, written: Texts, printed: list[str]) -> Iterator[tuple[str, Line]]:
    """(chapter, line) of every text that is written in the report itself, in its order.

    `printed` are the chapters that are printed, which gives the points their numbers.
    """
    chapter = printed.index("points") + 1 if "points" in printed else 0
    for key in SECTIONS:
        place = _PLACES[key][0]
        if key == "agreements_both" and not written.points:
            continue
        yield place, section_line(year, key, written.sections.get(key, ""))
        if key == "points":
            for number, point in enumerate(written.points, start=1):
                yield place, point_line(year, point, f"{chapter}.{number}" if chapter else str(number))


def contents(report: AnnualReport, written: Texts, printed: list[str]) -> list[Chapter]:
    """The whole table of contents, chapter by chapter."""
    numbers = {key: f"{number} " for number, key in enumerate(printed, start=1)}
    titles = {LETTER: "Forside og brev", **CHAPTERS, BACK: "Bagest"}
    found = {key: Chapter(key, f"{numbers.get(key, '')}{title}") for key, title in titles.items()}
    for key, line in lines(report.year, written, printed):
        found[key].lines.append(line)
    found["enterprises"].lines += [_enterprise_line(enterprise) for enterprise in written.enterprises]
    found["recommendations"].lines += [_advice_line(advice) for advice in written.holistic]
    for chapter in found.values():
        if chapter.key in CHAPTERS and chapter.key not in printed:
            chapter.note = "Kommer med i rapporten, når der er noget at fortælle."
    if not written.points:
        found["points"].note = "Ingen strategi gælder for året, så rapporten har ingen punkter."
    _add_ways(report, found, written)
    return [chapter for chapter in found.values() if chapter.lines or chapter.ways]


def _add_ways(report: AnnualReport, found: dict[str, Chapter], written: Texts) -> None:
    year, references = report.year, report.n_references  # type: ignore[attr-defined]
    ways = {
        LETTER: ("Titel, underskrift og udvalg", address("reports:cover", year)),
        "stories": (f"Historierne ({report.n_stories})", address("enterprises:stories")),  # type: ignore[attr-defined]
        "points": (f"Borgerfortællinger ({len(written.cases)})", address("reports:cases", year)),
        "recommendations": ("Skriv en anbefaling på tværs", address("reports:recommendation-add", year)),
        BACK: (f"Hjemmel og referencer ({references})", address("reports:references", year)),
    }
    for key, (text, url) in ways.items():
        if url and not (key == "points" and not written.points):
            found[key].ways.append((text, url))


def standing(found: list[Chapter]) -> tuple[int, int]:
    """(written, all) of the texts somebody has to write."""
    owed = [line for chapter in found for line in chapter.lines if line.shape]
    return sum(1 for line in owed if not line.is_missing), len(owed)
