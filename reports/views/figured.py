"""What a page of prose shows beside its form: how the saved text reads, and the figures one may name."""

from collections.abc import Iterable
from typing import Any

from ..document.reading import read
from ..document.sources import sources
from ..document.written import texts_of
from ..editions import Edition, Printed
from ..figures import Basis, BasisError
from ..models import AnnualReport, CaseStory
from ..queries import Texts
from ..services.texts import counted_editions
from .preview import Reading, reading


def whole_of(report: AnnualReport) -> Texts:
    """Everything the report consists of, in one query, as the document itself reads it."""
    basis = Basis.of(report.municipality, report.year)
    return texts_of(read(sources(basis)), basis.period)


def editions_or_trouble(report: AnnualReport) -> tuple[dict[Edition, Printed], str]:
    """The figures in both editions; where nothing can be counted none, and why."""
    try:
        return counted_editions(report), ""
    except BasisError as error:
        return {}, str(error)


class Figured:
    """A form of one of the report's parts, with its figures. Subclasses say which texts are read."""

    template_name = "reports/part_page.html"

    def texts_of(self, record: Any) -> Iterable[tuple[str, str]]:
        """(label, text) of what is saved."""
        return []

    def story_of(self, record: Any, whole: Texts) -> CaseStory | None:
        """The citizen's story whose figures the text may name."""
        return None

    def done_url(self, record: Any) -> str:
        """Back to the text, to see how it reads."""
        return f"{record.get_absolute_url()}#laest" if record.pk else super().done_url(record)  # type: ignore[misc]

    def more(self, record: Any) -> dict[str, Any]:
        """Adds `reading` and `trouble` to the page."""
        editions, trouble = editions_or_trouble(record.report)
        found = Reading()
        if editions:
            whole = whole_of(record.report)
            saved = self.texts_of(record) if record.pk else []
            found = reading(editions, whole, saved, self.story_of(record, whole))
        return super().more(record) | {"reading": found, "trouble": trouble}  # type: ignore[misc]
