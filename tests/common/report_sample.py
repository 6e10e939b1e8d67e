"""A whole report of an invented municipality: every part the style sheet knows, with its charts."""

import datetime as dt
import html
import re
from html.parser import HTMLParser
from pathlib import Path

from socialportal.common import charts, danish
from socialportal.common.charts import Event, Group, Noun, Part, Value
from socialportal.common.typography import typeset

SAMPLE = Path(__file__).with_name("report_sample.html")
STATIC = Path(__file__).resolve().parents[2] / "static" / "report"
ACCENT = "#0b525b"
JOB = Noun("job", "job")
JOBS = [
    Group(Noun("fleksjob", "fleksjob"), 15, "quarter"),
    Group(Noun("deltidsjob", "deltidsjob"), 6, "half"),
    Group(Noun("fuldtidsjob", "fuldtidsjob"), 4, "disc"),
    Group(Noun("job med løntilskud", "job med løntilskud"), 3, "ring"),
]


def _same(words: str) -> Noun:
    return Noun(words, words)


OUTCOMES_1 = [
    Group(_same(w), n) for w, n in (("job eller uddannelse", 10), ("afklaring", 8), ("stoppet", 4), ("andet", 3))
]
OUTCOMES_2 = [
    Group(_same("job, løntilskud, fleksjob"), 14),
    Group(_same("uddannelse, undervisning"), 8),
    Group(_same("afklaring, stoppet eller andet"), 12),
]
COURSES = Noun("afsluttet forløb", "afsluttede forløb")
GRANTS = [
    Part("Havehuset", 650_000, "ca. 650.000 kr."),
    Part("Gryden", 412_000, "412.000 kr."),
    Part("Hjulet", 150_000, "150.000 kr."),
]


def pictures() -> dict[str, str]:
    """Every chart of the sample by its place."""
    enterprise = Noun("virksomhed eller initiativ", "virksomheder og initiativer")
    small = [charts.occupancy(8, used, width=42, cell=5.3, words=False) for used in (4, 8)]
    return {
        "cover": charts.cover_art(JOBS, JOB),
        "key": "".join(f"<span>{charts.cover_key(job.shape)}{job.said()}</span> " for job in JOBS),
        "pic_prize": charts.timeline(2021, 2023, [Event("prisen kom", dt.date(2021, 6, 15))], title="Tidslinje"),
        "pic_jobs": charts.goal(28, 25, JOB),
        "pic_enterprises": charts.goal(14, 18, enterprise),
        "pic_inhouse": charts.goal(0, 2, Noun("In-House-løsning", "In-House-løsninger"), target_most=3),
        "pic_rsv": charts.marks_in_line([Group(_same("registrerede"), 4, "disc"), Group(_same("på vej"), 3, "ring")]),
        "pic_places": charts.stack(small),
        "pic_outcomes": charts.stack(
            [charts.grouped_strip(o, whole=COURSES, most=34, width=42, words=False) for o in (OUTCOMES_1, OUTCOMES_2)]
        ),
        "pic_grants": charts.stacked_strip(GRANTS, title="Puljer og fondsmidler", width=42, words=False),
        "grants": charts.stacked_strip(GRANTS, title="Puljer og fondsmidler"),
        "strip_places": charts.occupancy(8, 4),
        "strip_places2": charts.occupancy(8, 8, extra=2, extra_in_use=1),
        "strip_outcomes1": charts.grouped_strip(OUTCOMES_1, whole=COURSES, most=34),
        "strip_outcomes2": charts.grouped_strip(OUTCOMES_2, whole=COURSES, most=34),
        "job_rows": "".join(_row(job) for job in JOBS),
        "columns": charts.columns([Value("2019", 19), Value("2020", 23), Value("2021", 28)], JOB, target=25, width=97),
        "progression": charts.progression(
            [Value("start", 6.5), Value("6 måneder", 8), Value("12 måneder", 11)],
            title="Timer om ugen i gennemsnit",
            unit="timer",
        ),
    }


def _row(job: Group) -> str:
    share = danish.percent(danish.share(job.count, 28))
    words = html.escape(danish.capital(job.words.many))
    picture = charts.mark_row(job, most=15, width=84)
    return (
        f'<tr><th scope="row">{words}</th><td class="marks">{picture}</td>'
        f'<td class="num">{job.count}</td><td class="num">{share}</td></tr>'
    )


class _Typesetter(HTMLParser):
    """The sample with its words typeset, as the report's templates do with theirs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.out.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        pieces = re.split(r"(\{\{\w+\}\})", data)
        self.out += [typeset(piece) if piece.strip() and "{{" not in piece else piece for piece in pieces]

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def sample_html() -> str:
    """The page, typeset, with its charts."""
    setter = _Typesetter()
    setter.feed(SAMPLE.read_text(encoding="utf-8"))
    drawn = pictures()
    return re.sub(r"\{\{(\w+)\}\}", lambda found: drawn[found[1]], "".join(setter.out))


def sample_assets() -> dict[str, bytes]:
    """The style sheet the sample is printed with."""
    return {"report.css": (STATIC / "report.css").read_bytes()}
