"""Documents of agreements and collaborations: added, sent to those who may see them, replaced, removed."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from socialportal.common.documents import as_download
from socialportal.common.pages import Door
from socialportal.common.records import Conflict

from ..forms.document import DocumentForm, EditDocumentForm
from ..models import Agreement, Collaboration, Document
from ..services import document as services
from .doors import OnTheWay, Trail, WorkAdd, WorkEdit, WorkRemove, trail_of


def all_documents(**of: Any) -> list[Document]:
    """Those of a record, the removed ones too: its history tells of them."""
    return list(Document.with_deleted.filter(**of))


class _OfDocument(OnTheWay):
    """Pages of one document. Who may edit what it belongs to may edit it; the service asks the same."""

    model = Document

    def visible(self) -> QuerySet:
        """With what it belongs to."""
        return (
            super()
            .visible()
            .select_related(
                "agreement__presence__enterprise",
                "agreement__municipality",
                "collaboration__presence__enterprise",
                "collaboration__presence__municipality",
                "collaboration__partner",
            )
        )

    def allow(self, permission: str, obj: Any = None) -> None:
        """The permission hangs on what the document belongs to."""
        super().allow(services.permission_of(obj), obj)

    def trail(self, record: Any) -> Trail:
        """From the agreement or collaboration."""
        if record.agreement:
            return trail_of("Aftaler", "agreements:agreements", record.agreement)
        return trail_of("Samarbejder", "agreements:collaborations", record.collaboration)

    def done_url(self, record: Any) -> str:
        """Where the documents stand."""
        return f"{record.of.get_absolute_url()}#dokumenter"

    def cancel_url(self, record: Any) -> str:
        """Back to the documents."""
        return self.done_url(record)


class _DocumentAdd(_OfDocument, WorkAdd):
    """A new document of a record that one may see and edit."""

    form_class = DocumentForm
    title = "Læg et dokument op"
    submit_text = "Læg op"
    done_text = "{record} er lagt op."

    def make(self, form: Any) -> Document:
        return services.add_document(self.request.access, form.instance, upload=form.cleaned_data["upload"])


class AgreementDocumentAdd(_DocumentAdd):
    """Of an agreement."""

    def start(self) -> Document:
        mine: Any = Agreement.objects.visible_to(self.request.access)
        rows = mine.select_related("presence__enterprise", "municipality")
        return Document(agreement=get_object_or_404(rows, pk=self.kwargs["pk"]))


class CollaborationDocumentAdd(_DocumentAdd):
    """Of a collaboration."""

    def start(self) -> Document:
        mine: Any = Collaboration.objects.visible_to(self.request.access)
        rows = mine.select_related("presence__enterprise", "presence__municipality", "partner")
        return Document(collaboration=get_object_or_404(rows, pk=self.kwargs["pk"]))


class DocumentEdit(_OfDocument, WorkEdit):
    """Another title or another file."""

    form_class = EditDocumentForm
    title = "Ret eller erstat {record}"
    done_text = "Dokumentet er gemt."
    remove_url_name = "agreements:document-remove"
    remove_text = "Slet dokumentet"

    def save(self, form: Any) -> Document:
        return services.correct_document(
            self.request.access,
            form.instance,
            expected_version=form.expected_version,
            upload=form.cleaned_data.get("upload"),
        )

    def conflict(self, form: Any, conflict: Conflict) -> Any:
        """A file cannot be carried over to a page of choices, so the newest is shown, and the form is asked for again."""
        record = get_object_or_404(self.visible(), pk=self.kwargs["pk"])
        fresh = self.make_form(record)
        fresh.initial["title"] = form.cleaned_data.get("title", "")
        by = f"{conflict.by} har" if conflict.by else "En anden har"
        self.lead = f"{by} gemt dokumentet imens. Se det igennem, vælg filen igen, hvis den skal erstattes, og gem."
        return self.page(fresh, record, status=409)


class DocumentRemove(_OfDocument, WorkRemove):
    """Into the trash."""

    service = staticmethod(services.remove_document)


class DocumentFile(Door):
    """The file itself, to be saved and never shown, to those who may see what it belongs to."""

    model = Document
    permission = "agreements.list_work"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        record = get_object_or_404(self.visible(), pk=kwargs["pk"])
        self.allow(self.permission)
        return as_download(record)
