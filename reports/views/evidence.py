"""Every figure of a year, and each by itself: what it counts, its years beside each other, and the records behind it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django import forms
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from socialportal.common import charts, danish
from socialportal.common.exports import export

from ..editions import Edition, Printed, printed
from ..figures import Basis, BasisError, Figure
from ..indicators import Counted, count, years
from ..indicators.goals import MEASURED
from ..indicators.scalars import SCALARS
from ..indicators.years import YearValue
from .attention import goal_line
from .behind import behind
from .doors import REPORT, OfYear
from .year_rooms import rooms

PUBLIC, HIDDEN = "Vises", "Vises ikke"
_GOAL_PARTS = {
    "target": "måltal",
    "target_min": "laveste måltal",
    "target_max": "højeste måltal",
    "actual": "hvor langt",
    "missing": "mangler",
}
_GROUPS = (
    (("enterprises_", "rsv_", "initiative_"), "Virksomheder og initiativer"),
    (("placements_",), "Job"),
    (("progression_",), "Timer og progression"),
    (("goal.", "counted."), "Mål"),
)
_REST = "Året i øvrigt"
_COLUMNS = 8  # years beside each other in the table of all of them


def group_of(name: str) -> str:
    """The heading a figure stands under."""
    if name.startswith("agreement."):
        return f"Aftale {name.split('.')[1]}"
    return next((heading for starts, heading in _GROUPS if name.startswith(starts)), _REST)


def label_of(figure: Figure) -> str:
    """What it is called: a goal has several numbers."""
    if figure.name.startswith("goal."):
        return f"{figure.label}: {_GOAL_PARTS[figure.name.rpartition('.')[2]]}"
    return figure.label


def with_unit(figure: Figure) -> str:
    """`35 job`, `40,0 %`, `ca. 1.687.000 kr.`; what is not known says so."""
    if figure.value is None:
        return "Kendes ikke"
    value = years.written(figure.value, figure.unit, approximate=figure.approximate)
    return value if figure.unit in {"%", "kr.", ""} else f"{value}{danish.NO_BREAK}{figure.unit}"


def out_of(figure: Figure) -> str:
    """`10 af 25`, where it is part of something."""
    part = figure.part if figure.part is not None else figure.value
    if figure.denominator is None or not isinstance(part, int):
        return ""
    return danish.out_of(part, figure.denominator)


@dataclass(frozen=True)
class Line:
    """A figure in the list."""

    name: str
    label: str
    group: str
    value: str
    out_of: str
    period: str
    public: str
    url: str
    exact: Any = None
    unit: str = ""


class Everything(tables.Table):
    """The list as a file."""

    group = tables.Column(verbose_name="Gruppe")
    label = tables.Column(verbose_name="Tal")
    name = tables.Column(verbose_name="Navn i tekster")
    exact = tables.Column(verbose_name="Værdi")
    unit = tables.Column(verbose_name="Enhed")
    out_of = tables.Column(verbose_name="Antal")
    period = tables.Column(verbose_name="Periode")
    public = tables.Column(verbose_name="I den offentlige udgave")


class FindFigures(forms.Form):
    """What one looks for."""

    q = forms.CharField(label="Søg efter et tal", required=False, max_length=80)
    gruppe = forms.ChoiceField(label="Gruppe", required=False)
    offentlig = forms.ChoiceField(
        label="I den offentlige udgave",
        required=False,
        choices=(("", "Alle"), ("ja", "Dem, der vises"), ("nej", "Dem, der ikke vises")),
    )

    def __init__(self, data: Any, groups: Iterable[str]) -> None:
        super().__init__(data)
        self.fields["gruppe"].choices = [("", "Alle"), *((group, group) for group in groups)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, str]:
        """What was asked for; nothing of what cannot be."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class _Counting(OfYear):
    """Pages of a year's figures, as they are counted now."""

    @cached_property
    def basis(self) -> Basis:
        """As of 31 December."""
        return Basis.of(self.report.municipality, self.report.year)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            counted = count(self.basis)
        except BasisError as error:
            return render(request, "reports/figures_none.html", self.common() | {"trouble": str(error)}, status=409)
        return self.answer(counted, printed(counted, Edition.PUBLIC))

    def answer(self, counted: Counted, public: Printed) -> HttpResponseBase:
        """The page."""
        raise NotImplementedError

    def common(self) -> dict[str, Any]:
        """What the pages share."""
        return {
            "title": f"Tal i årsrapporten {self.report.year}",
            "report": self.report,
            "rooms": rooms(self.report.year, "reports:figures"),
            "may_edit": self.may(REPORT, self.report),
        }


class Figures(_Counting):
    """All of them, in groups."""

    def answer(self, counted: Counted, public: Printed) -> HttpResponse | StreamingHttpResponse:
        lines = [self.line(figure, public) for figure in counted.figures.values() if _is_told(figure, counted)]
        order = [heading for _, heading in _GROUPS[:2]] + [_REST] + [heading for _, heading in _GROUPS[2:]]
        groups = sorted(
            dict.fromkeys(line.group for line in lines), key=lambda g: order.index(g) if g in order else len(order)
        )
        form = FindFigures(self.request.GET or None, groups)
        wanted = form.chosen if self.request.GET else {}
        found = [line for line in lines if _fits(line, wanted)]
        if (file_format := self.request.GET.get("format")) in {"csv", "xlsx"}:
            table = Everything([asdict(line) for line in sorted(found, key=lambda one: groups.index(one.group))])
            return export(table, file_format, name=f"Tal {self.report.year}")
        # Agreements have some forty figures each: they are opened one by one.
        folded = [] if wanted else [group for group in groups if group.startswith("Aftale ")]
        query = self.request.GET.copy()
        query["format"] = "csv"
        context = self.common() | {
            "filter": {"form": form},
            "active_filters": len(wanted),
            "groups": [
                (group, rows)
                for group in groups
                if group not in folded and (rows := [line for line in found if line.group == group])
            ],
            "folded": [(group, sum(line.group == group for line in lines)) for group in folded],
            "found": len(found),
            "all_years": self.years(counted) if not wanted else None,
            "csv_url": f"?{query.urlencode()}",
        }
        return render(self.request, "reports/all_figures.html", context)

    def line(self, figure: Figure, public: Printed) -> Line:
        """A figure in the list, with the way to its page."""
        return Line(
            name=figure.name,
            label=danish.capital(label_of(figure)),
            group=group_of(figure.name),
            value=with_unit(figure),
            out_of=out_of(figure),
            period=figure.period,
            public=PUBLIC if figure.name in public.figures else HIDDEN,
            url=reverse("reports:figure", args=[self.report.year, figure.name]),
            exact=figure.value,
            unit=figure.unit,
        )

    def years(self, counted: Counted) -> dict[str, Any]:
        """The municipality's own figures, a column a year."""
        found = years.of_scalars([name for name in SCALARS if name in counted.figures], self.basis)
        columns = sorted({value.year for values in found.values() for value in values})[-_COLUMNS:]
        rows = []
        for name, values in found.items():
            by_year = {value.year: value for value in values}
            cells = [_cell(by_year.get(year), counted.figures[name].unit) for year in columns]
            rows.append((counted.figures[name].label, reverse("reports:figure", args=[self.report.year, name]), cells))
        return {"columns": columns, "rows": rows, "historic": any(cell[1] for _, _, cells in rows for cell in cells)}


def _is_told(figure: Figure, counted: Counted) -> bool:
    """A goal has a lowest and a highest target only where it is between two."""
    if not figure.name.endswith((".target_min", ".target_max")):
        return True
    highest = counted.figures.get(f"{figure.name.rpartition('.')[0]}.target_max")
    return highest is not None and highest.value is not None


def _cell(value: YearValue | None, unit: str) -> tuple[str, bool]:
    return ("–", False) if value is None else (years.told(value, unit), value.historic)


def _fits(line: Line, wanted: dict[str, str]) -> bool:
    words = f"{line.label} {line.name} {line.group}".lower()
    return (
        wanted.get("q", "").strip().lower() in words
        and wanted.get("gruppe", line.group) == line.group
        and wanted.get("offentlig", "") in ("", "ja" if line.public == PUBLIC else "nej")
    )


class FigurePage(_Counting):
    """One figure."""

    def answer(self, counted: Counted, public: Printed) -> HttpResponse:
        figure = counted.figures.get(self.kwargs["name"])
        if figure is None:
            raise Http404
        of_year = years.of_figure(_behind_goal(figure, counted), self.basis)
        report = self.report
        context = self.common() | {
            "title": danish.capital(label_of(figure)),
            "figure": figure,
            "value": with_unit(figure),
            "out_of": out_of(figure),
            "is_public": figure.name in public.figures,
            "years": [(one, years.told(one, figure.unit)) for one in reversed(of_year)],
            "has_historic": any(one.historic for one in of_year),
            "picture": _picture(figure, of_year),
            "goals": [
                goal_line(status, year=report.year, figure=figure)
                for status in counted.goals
                if figure.name in (status.goal.indicator, f"goal.{status.goal.key}.actual")
            ],
            "behind": behind(self.request.access, report.municipality, figure, self.request.GET.get("page", "1")),
        }
        return render(self.request, "reports/figure.html", context)


def _behind_goal(figure: Figure, counted: Counted) -> Figure:
    """What a goal is measured on; any other figure itself."""
    for status in counted.goals:
        if figure.name == f"goal.{status.goal.key}.{MEASURED[0]}":
            return counted.figures.get(status.goal.indicator, figure)
    return figure


def _picture(figure: Figure, of_year: list[YearValue]) -> charts.Svg | None:
    """A column a year; nothing to see in one year alone."""
    if sum(one.value is not None for one in of_year) < 2:
        return None
    series = [
        charts.Value(f"{one.year}{'*' if one.historic else ''}", None if one.value is None else float(one.value))
        for one in of_year
    ]
    words = charts.Noun(figure.unit or figure.label, figure.unit or figure.label)
    return charts.columns(series, words, width=min(124.0, 24.0 + 14 * len(series)))
