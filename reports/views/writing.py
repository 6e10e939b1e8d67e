"""Writing the report: one text a page, with the contents at the side, the figures one may name, and how it reads."""

from collections.abc import Iterable
from copy import copy
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from socialportal.common.pages import RecordEdit
from socialportal.common.records import Conflict

from .. import services
from ..editions import Edition, Printed
from ..figures import Basis
from ..forms.report import GoalTextForm, PointTextForm, ProseForm, SectionForm
from ..indicators.goals import strategy_answered
from ..models import Goal, GoalStatement, PointReport, Section
from ..queries import Texts, chapters
from ..services.point import recommendation_of
from ..terms import CHAPTERS, FACT_BLOCKS
from . import contents
from .conflicting import in_conflict, merged, saved
from .doors import REPORT, OfYear
from .figured import editions_or_trouble
from .preview import Reading, reading


class Writing(OfYear, RecordEdit):
    """What the pages of all texts share."""

    permission = REPORT
    template_name = "reports/writing_page.html"
    conflict_template_name = "reports/text_conflict.html"
    form_class: type[ProseForm]

    def reports(self) -> QuerySet:
        return contents.with_counts(super().reports())

    @cached_property
    def sections(self) -> list[Section]:
        """The fixed texts, in order."""
        return contents.sections_of(self.report)

    @cached_property
    def points(self) -> list[PointReport]:
        """The points, in order."""
        return contents.points_of(self.report)

    @cached_property
    def whole(self) -> Texts:
        """All that is written here."""
        return contents.as_texts(self.report, self.sections, self.points)

    @cached_property
    def counted(self) -> tuple[dict[Edition, Printed], str]:
        """The figures in both editions, or why there are none."""
        return editions_or_trouble(self.report)

    @cached_property
    def lines(self) -> list[contents.Line]:
        """All that is written here as a list of contents, numbered as it is printed."""
        editions, _ = self.counted
        printed = chapters(editions[Edition.INTERNAL].counted, self.whole) if editions else list(CHAPTERS)
        return [line for _, line in contents.lines(self.report.year, self.whole, printed)]

    def texts_of(self, record: Any) -> list[tuple[str, str]]:
        """(label, text) of what is saved, to be read."""
        return [("", record.text)]

    def key_of(self, record: Any) -> str:
        """Its name in the contents."""
        return ""

    def neighbours(self, record: Any) -> tuple[contents.Line | None, contents.Line | None]:
        """The lines before and after."""
        keys = [line.key for line in self.lines]
        if self.key_of(record) not in keys:
            return None, None
        here = keys.index(self.key_of(record))
        return (self.lines[here - 1] if here else None), (self.lines[here + 1] if here + 1 < len(keys) else None)

    def cancel_url(self, record: Any) -> str:
        return self.report.get_absolute_url()

    def done_url(self, record: Any) -> str:
        """On to the next text where that was asked for; else back to this one, to see how it reads."""
        if "next" in self.request.POST:
            following = [line for _, line in contents.lines(self.report.year, self.whole, list(CHAPTERS))]
            keys = [line.key for line in following]
            here = keys.index(self.key_of(record)) if self.key_of(record) in keys else len(keys)
            return following[here + 1].url if here + 1 < len(keys) else self.report.get_absolute_url()
        return f"{self.request.path}#laest"

    def finish(self, record: Any) -> HttpResponse:
        messages.success(self.request, f"{self.title_of(record)} er gemt kl. {timezone.localtime():%H.%M}.")
        return HttpResponseRedirect(self.done_url(record))

    def title_of(self, record: Any) -> str:
        """What the text is called."""
        return str(record)

    def heading(self, record: Any) -> str:
        return self.title_of(record)

    def stored(self, record: Any) -> Any:
        return copy(record)

    def more(self, record: Any) -> dict[str, Any]:
        before, after = self.neighbours(record)
        editions, trouble = self.counted
        return {
            "report": self.report,
            "record": record,
            "lines": self.lines,
            "here": self.key_of(record),
            "before": before,
            "after": after,
            "trouble": trouble,
            "reading": reading(editions, self.whole, self.texts_of(record)) if editions else Reading(),
        }

    def conflict(self, form: Any, conflict: Conflict) -> HttpResponse:
        """Prose is not chosen but brought together: what the other saved stands beside what one wrote, which stays open."""
        current: Any = conflict.current
        if current.deleted_at:
            raise Http404
        theirs: Any = self.make_form(current)
        rows = list(in_conflict(form, theirs, conflict.before))
        kept = merged(form, theirs, conflict.before)
        if not rows and all(value == saved(theirs, name) for name, value in kept):
            messages.info(self.request, f"Du havde ikke ændret noget. {conflict.by or 'En anden'} har gemt imens.")
            return HttpResponseRedirect(self.request.path)
        context = {
            "title": "En anden har gemt imens",
            "what": self.title_of(current),
            "report": self.report,
            "rows": rows,
            "kept": kept,
            "version": current.version,
            "theirs_by": conflict.by,
            "theirs_at": current.changed_at,
            "cancel_url": self.request.path,
        }
        return render(self.request, self.conflict_template_name, context, status=409)


class SectionText(Writing):
    """One of the fixed texts."""

    model = Section
    form_class = SectionForm
    change = staticmethod(services.write_section)

    def the_record(self) -> Section:
        return _by_key(self.sections, self.kwargs["key"])

    def key_of(self, record: Section) -> str:
        return f"section {record.key}"

    def title_of(self, record: Section) -> str:
        return contents.LABELS[record.key]


class PointText(Writing):
    """A point: introduction, what happened, what is recommended."""

    model = PointReport
    form_class = PointTextForm

    def the_record(self) -> PointReport:
        return _by_key(self.points, self.kwargs["key"])

    def key_of(self, record: PointReport) -> str:
        return f"point {record.point.key}"

    def make_form(self, instance: Any, data: Any = None) -> Any:
        if not hasattr(instance, "recommendation"):  # what somebody else has saved meanwhile
            advice = recommendation_of(instance.report, instance.point)
            instance.recommendation = advice.text if advice else ""
        return super().make_form(instance, data)

    def save(self, form: Any) -> Any:
        return services.write_point(
            self.request.access,
            form.instance,
            recommendation=form.cleaned_data["recommendation"],
            expected_version=form.expected_version,
        )

    def heading(self, record: PointReport) -> str:
        return next((line.name for line in self.lines if line.key == self.key_of(record)), str(record))

    def texts_of(self, record: PointReport) -> list[tuple[str, str]]:
        return [("", record.introduction), ("", record.happened), ("Anbefaling", record.recommendation or "")]  # type: ignore[attr-defined]

    def more(self, record: PointReport) -> dict[str, Any]:
        point = record.point
        return super().more(record) | {
            "point": point,
            "decisions": point.decisions.select_related("committee").order_by("decided_on", "pk"),
            "shown": [FACT_BLOCKS[block] for block in point.fact_blocks if block in FACT_BLOCKS],
        }


class GoalText(Writing):
    """The sentence that explains a goal; it has no row before it is written."""

    model = GoalStatement
    form_class = GoalTextForm
    change = staticmethod(services.explain_goal)

    @cached_property
    def goal(self) -> Goal:
        """The goal of the address, in the strategy that the report answers."""
        basis = Basis.of(self.report.municipality, self.report.year)
        return get_object_or_404(Goal, strategy=strategy_answered(basis), key=self.kwargs["key"])

    def the_record(self) -> GoalStatement:
        there = contents.with_saver(GoalStatement.objects.filter(report=self.report, goal=self.goal)).first()
        return there or GoalStatement(report=self.report, goal=self.goal)

    def title_of(self, record: GoalStatement) -> str:
        return f"Målet: {self.goal.label}"


def _by_key(records: Iterable[Any], key: str) -> Any:
    """The section or point of that key among those that were read. Raises Http404."""
    for record in records:
        if getattr(record, "key", None) == key or getattr(getattr(record, "point", None), "key", None) == key:
            return record
    raise Http404
