"""Forms of a document: a file and what it is called."""

from collections.abc import Sequence
from typing import Any

from socialportal.common.documents import UploadField
from socialportal.common.uploads import KINDS_TOLD

from ..models import Document
from .fields import WorkForm


class DocumentForm(WorkForm):
    """A new document."""

    upload = UploadField(error_messages={"required": "Vælg en fil."})

    class Meta:
        model = Document
        fields = ["title"]
        labels = {"title": "Hvad hedder dokumentet?"}
        help_texts = {"title": "Tomt: det samme som filen. Skriv aldrig en borgers navn."}

    def prepare(self) -> None:
        self.fields["title"].required = False

    def layout(self) -> Sequence[Any]:
        return ["upload", "title"]


class EditDocumentForm(DocumentForm):
    """Another title, and perhaps another file."""

    class Meta(DocumentForm.Meta):
        help_texts = {"title": "Skriv aldrig en borgers navn."}

    def prepare(self) -> None:
        self.fields["upload"].label = "Ny fil i stedet"
        self.fields["upload"].required = False
        self.fields["upload"].help_text = f"Tomt: filen bliver, som den er. {KINDS_TOLD}. Højst 10 MB."

    def layout(self) -> Sequence[Any]:
        return ["title", "upload"]
