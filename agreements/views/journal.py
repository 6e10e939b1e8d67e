"""Klar til journalen: for each kind of document a page with its PDF (an empty line for the name), a short note to paste, and
when it was carried over.

A room that has such a document says how it reads: `journal.register("individuel-plan", Kind(model=Plan, visible=…, paper=…))`,
called when the app is ready (`papers.register`).
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.audit.chain import record_read
from socialportal.common import danish, pdf
from socialportal.common.pages import Door
from socialportal.common.pdf import PdfError

from ..forms.journal import journal_form
from ..services import journal as services
from .doors import Trail, WorkVerb

_STYLE = Path(settings.BASE_DIR) / "static" / "portal" / "journal.css"


@dataclass(frozen=True)
class PaperTable:
    """A table of a document: the first cell of a row is its heading; `numbers` are the columns that align on digits."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Paper:
    """What a document says. `note` is what one pastes into the case system; it names no person either."""

    title: str
    facts: Sequence[tuple[str, str]]
    note: str
    tables: Sequence[PaperTable] = ()
    texts: Sequence[tuple[str, str]] = ()
    day: dt.date | None = None
    name_line: bool = True
    signatures: Sequence[str] = field(default=())


@dataclass(frozen=True)
class Kind:
    """A kind of document: whose it is (`visible` rows, else 404), who may read it, and how it reads. `person` notes that a
    participant's data were opened.
    """

    model: Any
    visible: Callable[[Access], QuerySet]
    paper: Callable[[Any], Paper]
    trail: Callable[[Any], Trail]
    view: str = "agreements.view_course"
    edit: str = services.EDIT
    person: bool = True


KINDS: dict[str, Kind] = {}


def register(name: str, kind: Kind) -> None:
    """Adds a kind of document under the word it has in the address."""
    KINDS[name] = kind


def journal_url(name: str, record: Any) -> str:
    """The page of a document."""
    return reverse("agreements:journal", args=[name, record.pk])


def journal_said(record: Any) -> str:
    """`Overført til journalen 12. marts 2018 af Anna Holm.`"""
    if record.journaled_on is None:
        return "Ikke overført til journalen endnu."
    by = f" af {record.journaled_by}" if record.journaled_by else ""
    return f"Overført til journalen {danish.date(record.journaled_on)}{by}."


class _OfKind(Door):
    """Pages of a document, of whatever kind the address says."""

    @property
    def kind(self) -> Kind:
        """The kind of the address."""
        try:
            return KINDS[self.kwargs["kind"]]
        except KeyError:
            raise Http404 from None

    def visible(self) -> QuerySet:
        return self.kind.visible(self.request.access)

    def the_record(self) -> Any:
        """Opening it is noted, where it is about a person."""
        record = super().the_record()
        if self.kind.person:
            record_read(self.request.access, record, purpose="dokument til journalen")
        return record


class JournalPage(_OfKind, WorkVerb):
    """The button for the PDF, the note, and whether it was carried over. Who may not change the record may read."""

    template_name = "agreements/journal_page.html"
    title = "Klar til journalen"
    submit_text = "Gem"
    done_text = "Det er noteret."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] in KINDS:
            self.model = self.kind.model
            self.form_class = journal_form(self.model)
            self.permission = self.kind.view if request.method in {"GET", "HEAD"} else self.kind.edit

    def trail(self, record: Any) -> Trail:
        return self.kind.trail(record)

    def heading(self, record: Any) -> str:
        said = self.kind.paper(record).title
        return f"{self.title}: {said[:1].lower()}{said[1:]}"

    def act(self, record: Any, data: dict[str, Any], version: int) -> Any:
        return services.mark_journaled(
            self.request.access, record, expected_version=version, journaled_on=data["journaled_on"]
        )

    def done_url(self, record: Any) -> str:
        return journal_url(self.kwargs["kind"], record)

    def cancel_url(self, record: Any) -> str:
        return str(record.get_absolute_url())

    def more(self, record: Any) -> dict[str, Any]:
        return super().more(record) | {
            "paper": self.kind.paper(record),
            "pdf_url": reverse("agreements:journal-pdf", args=[self.kwargs["kind"], record.pk]),
            "said": journal_said(record),
            "record": record,
            "may_edit": self.may(self.kind.edit, record),
        }


class JournalPdf(_OfKind):
    """The document itself: made while one waits, a second or so."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.permission = self.kind.view
        record = self.the_record()
        paper = self.kind.paper(record)
        try:
            content = paper_pdf(paper, record)
        except PdfError as error:
            return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
        response = HttpResponse(content, content_type="application/pdf")
        # no participant's number in a name that ends in a download folder or a log
        response["Content-Disposition"] = f'inline; filename="{kwargs["kind"]}.pdf"'
        return response


def paper_html(paper: Paper, record: Any) -> str:
    """The document's markup."""
    context = {"paper": paper, "municipality": record.municipality, "day": paper.day or timezone.localdate()}
    return render_to_string("agreements/journal_paper.html", context)


def paper_pdf(paper: Paper, record: Any) -> bytes:
    """PDF/A and PDF/UA, like the annual report. Raises PdfError."""
    made = pdf.render(
        paper_html(paper, record),
        assets={"journal.css": _STYLE.read_bytes()},
        title=paper.title,
        author=record.municipality.full_name,
        description=f"{paper.title} til kommunens sagssystem",
        created=record.changed_at,
        accent=record.municipality.accent,
    )
    return made.bytes
