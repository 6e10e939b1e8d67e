"""Samarbejder of every kind: the list, the page of one with its action plan and documents, its forms."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from socialportal.audit.sentences import history_of
from socialportal.common import danish
from socialportal.common.documents import size_said
from socialportal.common.pages import RecordPage

from ..filters import CollaborationFilter
from ..forms.collaboration import OF_KINDS, WORDS, CollaborationForm, EndCollaborationForm, Kind
from ..models import ActionStep, Collaboration
from ..services import collaboration as services
from ..tables import CollaborationTable
from .document import all_documents
from .doors import HISTORY_SHOWN, TOGETHER, OnTheWay, Trail, WorkAdd, WorkEdit, WorkList, WorkRemove, WorkVerb, trail_of

EDIT = "agreements.edit_collaboration"


class CollaborationList(WorkList):
    """Who works with whom."""

    model = Collaboration
    filter_class = CollaborationFilter
    table_class = CollaborationTable
    title = "Samarbejder"
    tabs, tab, tabs_label = TOGETHER, "agreements:collaborations", "Aftaler og samarbejder"
    counted = ("samarbejde", "samarbejder")
    empty_text = (
        "Her kommer det, virksomhederne har aftalt ud over forløb: CSR-samarbejder, frivillige indkøbsaftaler, "
        "partnerskaber, brug af lokaler og In-House-løsninger."
    )
    create_url_name = "agreements:collaboration-add"
    create_text = "Opret samarbejde"
    create_permission = EDIT
    trash_url_name = "agreements:trash"

    def rows(self) -> QuerySet:
        return self.visible().select_related("presence__enterprise", "partner")


class _OfCollaboration(OnTheWay):
    """Pages of one collaboration."""

    model = Collaboration
    permission = EDIT

    def visible(self) -> QuerySet:
        """With both parties."""
        return super().visible().select_related("presence__enterprise", "presence__municipality", "partner")

    def trail(self, record: Any) -> Trail:
        """From the list."""
        return trail_of("Samarbejder", "agreements:collaborations", *([record] if record.pk else []))


class CollaborationAdd(_OfCollaboration, WorkAdd):
    """A new one. `?slags=` says of which kind; without it the kinds are shown to choose from."""

    form_class = CollaborationForm
    submit_text = "Opret samarbejde"
    list_url_name = "agreements:collaborations"

    @property
    def kind(self) -> str:
        """The kind that was chosen, or nothing."""
        chosen = self.request.GET.get("slags", "")
        return chosen if chosen in WORDS else ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """First the kind, then its form."""
        if self.kind:
            return super().dispatch(request, *args, **kwargs)
        self.allow(EDIT)
        return self.kinds()

    def kinds(self) -> HttpResponse:
        """What can be made, each with what it is."""
        kinds = [(Kind(code).label, words.about, f"?slags={code}") for code, words in WORDS.items()]
        context = {
            "title": "Hvilken slags samarbejde vil du oprette?",
            "kinds": kinds,
            "trail": list(self.trail(Collaboration())),
        }
        return render(self.request, "agreements/collaboration_kinds.html", context)

    def start(self) -> Collaboration:
        return Collaboration(kind=self.kind)

    def heading(self, record: Collaboration) -> str:
        return f"Opret: {record.get_kind_display()}"

    def page(self, form: Any, record: Any, status: int = 200) -> HttpResponse:
        self.lead = WORDS[self.kind].about
        return super().page(form, record, status)

    def allow(self, permission: str, obj: Any = None) -> None:
        """Whether one may start any at all; the service asks about this one."""
        super().allow(permission)

    def make(self, form: Any) -> Collaboration:
        return services.start_collaboration(
            self.request.access, form.instance, parties=form.wanted_parties or (), links=form.links
        )


class CollaborationEdit(_OfCollaboration, WorkEdit):
    """Rettelse."""

    form_class = CollaborationForm
    remove_url_name = "agreements:collaboration-remove"
    remove_text = "Slet samarbejdet"

    def save(self, form: Any) -> Collaboration:
        return services.correct_collaboration(
            self.request.access,
            form.instance,
            expected_version=form.expected_version,
            parties=form.wanted_parties,
            links=form.links,
        )


class CollaborationEnd(_OfCollaboration, WorkVerb):
    """Its last day."""

    form_class = EndCollaborationForm
    title = "Afslut samarbejdet: {record}"
    submit_text = "Afslut samarbejdet"
    done_text = "Samarbejdets sidste dag er noteret."

    def act(self, record: Collaboration, data: dict[str, Any], version: int) -> Collaboration:
        return services.end_collaboration(
            self.request.access, record, ended_on=data["ended_on"], expected_version=version, reason=data["reason"]
        )


class CollaborationRemove(_OfCollaboration, WorkRemove):
    """Into the trash."""

    service = staticmethod(services.remove_collaboration)

    def losses(self, record: Collaboration) -> list[str]:
        told = ["Samarbejdet tæller ikke længere med i årets tal."] if record.kind == Kind.CSR else []
        steps = record.steps.count()
        return told + ([danish.count(steps, "trin i handleplanen", "trin i handleplanen")] if steps else [])

    def done_url(self, record: Any) -> str:
        return reverse("agreements:collaborations")


class CollaborationPage(RecordPage):
    """Who works with whom, about what, since when, and what is the next step?"""

    model = Collaboration
    permission = "agreements.view_collaboration"
    template_name = "agreements/collaboration_page.html"

    def visible(self) -> QuerySet:
        rows = super().visible().select_related("presence__enterprise", "presence__municipality", "partner")
        return rows.prefetch_related("parties", Prefetch("steps", ActionStep.objects.all()), "documents")

    def lead(self, record: Collaboration) -> str:
        told = [part for part in (record.scope, f"Sted: {record.place}" if record.place else "") if part]
        said = " ".join(f"{danish.capital(part.rstrip('.'))}." for part in told)
        return f"{record.get_kind_display()}. {said}".rstrip()

    def actions(self, record: Collaboration) -> Iterable[tuple[str, str]]:
        if self.may(EDIT, record):
            yield "Ret samarbejdet", reverse("agreements:collaboration-edit", args=[record.pk])
            if not record.valid_to:
                yield "Afslut", reverse("agreements:collaboration-end", args=[record.pk])

    def facts(self, record: Collaboration) -> Iterable[tuple[str, Any]]:
        enterprise, words = record.presence.enterprise, WORDS[record.kind]
        yield "Slags", record.get_kind_display()
        yield "Virksomhed", format_html('<a href="{}">{}</a>', enterprise.get_absolute_url(), enterprise)
        yield words.partner, record.with_whom
        if words.has_parties:
            yield (
                "Flere parter",
                [f"{one.name}: {one.role}" if one.role else one.name for one in record.parties.all()],
            )
        for name in OF_KINDS:
            if name in words.fields and name not in {"portfolio", "learning_plan"}:
                yield words.fields[name], getattr(record, name)
        yield "Underskrevet", danish.date(record.signed_on)
        yield "Begyndte", record.since
        if record.valid_to:
            yield "Sluttede", danish.date(record.valid_to)
        if record.source_note:
            yield "Kilde og forbehold", record.source_note

    def texts(self, record: Collaboration) -> Iterable[tuple[str, str]]:
        fields = WORDS[record.kind].fields
        for name in ("portfolio", "learning_plan"):
            if name in fields:
                yield fields[name], getattr(record, name)

    def events(self, record: Collaboration) -> Iterable[Any]:
        return history_of([record, *record.steps.all(), *all_documents(collaboration=record)], HISTORY_SHOWN)

    def more(self, record: Collaboration) -> dict[str, Any]:
        steps = [(step, *standing_of(step)) for step in record.steps.all()]
        return {
            "trail": trail_of("Samarbejder", "agreements:collaborations"),
            "badges": [_standing(record)],
            "steps": steps,
            "steps_done": sum(1 for step, *_ in steps if step.done_on),
            "may_edit": self.may(EDIT, record),
            "documents": [(one, size_said(one.size)) for one in record.documents.all()],
            "document_add_url": reverse("agreements:collaboration-document-add", args=[record.pk]),
        }


def standing_of(step: ActionStep) -> tuple[str, str]:
    """Whether a step is done, late or ahead: shape and words."""
    if step.done_on:
        return "ok", "Gjort"
    if step.due_on and step.due_on < timezone.localdate():
        return "over", "Over tiden"
    return "todo", "Ikke gjort"


def _standing(record: Collaboration) -> tuple[str, str]:
    today = timezone.localdate()
    if record.valid_to and record.valid_to < today:
        return "full", f"Sluttede {danish.date(record.valid_to)}"
    if record.valid_from and record.valid_from > today:
        return "todo", f"Begynder {danish.date(record.valid_from)}"
    return "ok", "Samarbejdet løber" + (f" siden {record.since}" if record.since else "")
