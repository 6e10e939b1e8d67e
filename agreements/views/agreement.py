"""Aftaler om forløb: the list, the page of one, its forms, and its terms."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.documents import size_said
from socialportal.common.pages import RecordPage

from .. import terms as rules_of_terms
from ..filters import AgreementFilter
from ..forms.agreement import AgreementForm, EndAgreementForm, NewAgreementForm
from ..models import Agreement, Course, Terms
from ..queries import holding, standings
from ..services import agreement as services
from ..tables import AgreementTable, places_picture
from ..tabulate import occupancy
from .document import all_documents
from .doors import HISTORY_SHOWN, TOGETHER, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, WorkVerb, trail_of

EDIT = "agreements.edit_agreement"


class AgreementList(WorkList):
    """How many places are in use, agreement by agreement."""

    model = Agreement
    filter_class = AgreementFilter
    table_class = AgreementTable
    title = "Aftaler om forløb"
    tabs, tab, tabs_label = TOGETHER, "agreements:agreements", "Aftaler og samarbejder"
    counted = ("aftale", "aftaler")
    empty_text = "Her kommer de aftaler, hvor kommunen køber pladser til forløb hos en virksomhed."
    create_url_name = "agreements:agreement-add"
    create_text = "Opret aftale"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def rows(self) -> QuerySet:
        return self.visible().select_related("presence__enterprise").prefetch_related("terms")

    def table_options(self) -> dict[str, Any]:
        chosen = self.filter_class(self.request.GET, queryset=Agreement.objects.none(), request=self.request)
        return {"day": chosen.day}


class _OfAgreement(OnTheWay):
    """Pages of one agreement."""

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Aftaler", "agreements:agreements", *([record] if record.pk else []))


class AgreementAdd(_OfAgreement, WorkAdd):
    """A new agreement with its first terms."""

    model = Agreement
    permission = EDIT
    form_class = NewAgreementForm
    title = "Opret aftale om forløb"
    submit_text = "Opret aftale"
    list_url_name = "agreements:agreements"

    def start(self) -> Agreement:
        municipality = self.request.access.municipality_id
        return Agreement(municipality_id=municipality, number=services.next_number(municipality))

    def make(self, form: Any) -> Agreement:
        return services.conclude_agreement(self.request.access, form.instance, terms=form.terms, links=form.links)


class AgreementEdit(_OfAgreement, WorkEdit):
    """Rettelse of what the agreement says about itself."""

    model = Agreement
    permission = EDIT
    form_class = AgreementForm
    change = staticmethod(services.correct_agreement)
    remove_url_name = "agreements:agreement-remove"
    remove_text = "Slet aftalen"


class AgreementEnd(_OfAgreement, WorkVerb):
    """Its last day."""

    model = Agreement
    permission = EDIT
    form_class = EndAgreementForm
    title = "Afslut {record}"
    submit_text = "Afslut aftalen"
    done_text = "Aftalens sidste dag er noteret."
    lead = "Forløb, der er i gang, fortsætter, indtil de selv afsluttes. Der kan ikke startes nye efter den dag."

    def act(self, record: Agreement, data: dict[str, Any], version: int) -> Agreement:
        return services.end_agreement(
            self.request.access, record, ended_on=data["ended_on"], expected_version=version, reason=data["reason"]
        )


class AgreementRemove(_OfAgreement, WorkRemove):
    """Only an agreement that nothing was done under."""

    model = Agreement
    permission = EDIT
    service = staticmethod(services.remove_agreement)

    def refusal(self, record: Agreement) -> str:
        return services.kept_by(record)

    def losses(self, record: Agreement) -> list[str]:
        return [f"Vilkårene: {danish.count(record.terms.count(), 'version', 'versioner')}"]

    def done_url(self, record: Any) -> str:
        return reverse("agreements:agreements")


class AgreementPage(RecordPage):
    """Are the places in use, on which terms, and how does it go?"""

    model = Agreement
    permission = "agreements.view_agreement"
    template_name = "agreements/agreement_page.html"

    def visible(self) -> QuerySet:
        rows: Any = super().visible()
        return (
            rows.with_running(timezone.localdate())
            .select_related("presence__enterprise", "municipality", "contact")
            .prefetch_related(
                Prefetch("terms", Terms.objects.order_by("valid_from")),
                "target_groups",
                "focus_areas",
                "evaluations",
                "documents",
            )
        )

    def lead(self, record: Agreement) -> str:
        since = f"Siden {record.since}. " if record.since else ""
        held, running = self.held(record), self.running(record)
        said = rules_of_terms.places_said(running, held.places, held.places_optional) if held else "Ingen vilkår"
        return f"{since}{danish.capital(said)}."

    def held(self, record: Agreement) -> Terms | None:
        """The terms that hold today."""
        return holding(list(record.terms.all()), timezone.localdate())

    def running(self, record: Any) -> int:
        """How many courses take a place today."""
        return int(record.running)

    def free(self, record: Agreement) -> int:
        """How many ordinary and optional places are free today."""
        held = self.held(record)
        return max(held.places + held.places_optional - self.running(record), 0) if held else 0

    def is_over(self, record: Agreement) -> bool:
        """Whether its last day has passed."""
        return record.valid_to is not None and record.valid_to < timezone.localdate()

    def actions(self, record: Agreement) -> Iterable[tuple[str, str]]:
        if not self.is_over(record) and self.may("agreements.edit_course"):
            free = self.free(record)
            words = f"{danish.number(free)} {'ledig' if free == 1 else 'ledige'}" if free else "ingen ledige"
            yield (
                f"Start et forløb ({words})",
                f"{reverse('agreements:course-start')}?{urlencode({'aftale': record.pk})}",
            )
        if self.may(EDIT, record):
            held = self.held(record)
            if held and not self.is_over(record):
                yield "Forny vilkår", reverse("agreements:terms-edit", args=[held.pk])
            yield "Evaluér", f"{reverse('agreements:evaluation-add')}?{urlencode({'aftale': record.pk})}"
            yield "Ret aftalen", reverse("agreements:agreement-edit", args=[record.pk])
            if not record.valid_to:
                yield "Afslut", reverse("agreements:agreement-end", args=[record.pk])

    def facts(self, record: Agreement) -> Iterable[tuple[str, Any]]:
        enterprise = record.presence.enterprise
        yield "Virksomhed", format_html('<a href="{}">{}</a>', enterprise.get_absolute_url(), enterprise)
        yield "Aftalens nummer", danish.number(record.number)
        yield "Underskrevet", danish.date(record.signed_on)
        yield "Begynder", record.since
        yield "Slutter", danish.date(record.valid_to) or "Løber, til den afsluttes"
        if record.contact:
            mail = format_html('<a href="mailto:{0}">{0}</a>', record.contact.email)
            yield "Kontaktperson i kommunen", [str(record.contact), mail]
        yield "Målgrupper", [danish.capital(group.name) for group in record.target_groups.all()]
        yield "Sigter mod", [str(area) for area in record.focus_areas.all()]
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def events(self, record: Agreement) -> Iterable[Any]:
        return history_of([record, *record.terms.all(), *all_documents(agreement=record)], HISTORY_SHOWN)

    def more(self, record: Agreement) -> dict[str, Any]:
        held, running, today = self.held(record), self.running(record), timezone.localdate()
        visible: Any = Course.objects.visible_to(self.request.access)
        courses = list(
            visible.filter(agreement=record)
            .running_on(today)
            .with_frame()
            .select_related("participant", "plan")
            .order_by("started_on", "pk")
        )
        return {
            "trail": trail_of("Aftaler", "agreements:agreements"),
            "badges": list(self.badges(record, held, running)),
            "picture": places_picture(running, held.places, held.places_optional) if held else "",
            "courses": [(course, course.planned_end(), *frame_badge(course, today)) for course in courses],
            "running": running,
            "others": followed_by_others(running - len(courses), bool(courses)),
            "versions": versions(list(record.terms.all()), today),
            "may_edit": self.may(EDIT, record),
            "evaluations": record.evaluations.all(),
            "documents": [(one, size_said(one.size)) for one in record.documents.all()],
            "document_add_url": reverse("agreements:agreement-document-add", args=[record.pk]),
            "all_courses_url": f"{reverse('agreements:courses')}?{urlencode({'aftale': str(record.pk), 'status': 'alle'})}",
        }

    def badges(self, record: Agreement, held: Terms | None, running: int) -> Iterable[tuple[str, str]]:
        """Running or not, and whether there is a place."""
        today = timezone.localdate()
        if self.is_over(record):
            yield "full", f"Sluttede {danish.date(record.valid_to)}"
        elif record.valid_from and record.valid_from > today:
            yield "todo", f"Begynder {danish.date(record.valid_from)}"
        else:
            yield "ok", "Aftalen løber"
        if held and not self.is_over(record):
            beyond = occupancy(running, held.places, held.places_optional).beyond
            if beyond:
                yield "over", f"{danish.capital(danish.words(beyond, neuter=True))} forløb ud over pladserne"
            elif not self.free(record):
                yield "now", danish.capital(standings([record], today)[record.pk].said)
            else:
                yield "plain", danish.count(self.free(record), "ledig plads", "ledige pladser")


def followed_by_others(number: int, some: bool) -> str:
    """How many courses the reader may not see."""
    if not number:
        return ""
    more = ("andet " if number == 1 else "andre ") if some else ""
    return f"{danish.capital(danish.words(number, neuter=True))} {more}forløb følges af andre teams."


def frame_badge(course: Course, today: dt.date) -> tuple[str, str]:
    """Whether the course stands still, or its frame has run out."""
    end = course.planned_end()
    if course.pause_on(today):
        return "plain", "Holder pause"
    return ("over", "Rammen er udløbet") if end is not None and end < today else ("half", "I gang")


def versions(terms: list[Terms], today: Any) -> list[dict[str, Any]]:
    """The terms newest first, each with what it changed, and which one holds today."""
    current = holding(terms, today)
    told = []
    for before, one in zip([None, *terms], terms, strict=False):
        changes = rules_of_terms.changes(before, one) if before else []
        told.append({"terms": one, "changes": changes, "current": one == current})
    return told[::-1]
