"""Documents: added, corrected or replaced, removed. A file is judged by its content before it is kept, under a name of ours."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.common.documents import describe, keeping
from socialportal.common.uploads import checked

from ..models import Document
from . import guarded
from .agreement import EDIT as EDIT_AGREEMENT
from .collaboration import EDIT as EDIT_COLLABORATION


def permission_of(document: Document) -> str:
    """Who may edit what a document belongs to may edit the document."""
    return EDIT_AGREEMENT if document.agreement_id else EDIT_COLLABORATION  # type: ignore[attr-defined]


def add_document(access: Access, document: Document, *, upload: UploadedFile, reason: str = "") -> Document:
    """A new document. Without a title it is called what the file is called. Raises ValidationError about the file."""
    demand(access, permission_of(document), document)
    known = checked(upload)
    describe(document, known)
    guarded.refuse_cpr_in({"title": document.title, "upload": known.name})
    return keeping(document, upload, lambda: guarded.add(access, permission_of(document), document, reason=reason))


def correct_document(
    access: Access, document: Document, *, expected_version: int, upload: UploadedFile | None = None, reason: str = ""
) -> Document:
    """Rettelse of the title and, where `upload` is given, another file instead of the one that is there."""
    permission = permission_of(document)
    if upload is None:
        return guarded.change(access, permission, document, expected_version=expected_version, reason=reason)
    demand(access, permission, document)
    known = checked(upload)
    guarded.refuse_cpr_in({"title": document.title, "upload": known.name})
    before = str(document.file.name)
    describe(document, known)

    def replace() -> Document:
        saved = guarded.change(
            access, permission, document, expected_version=expected_version, reason=reason, verb="replaced"
        )
        transaction.on_commit(lambda: document.file.storage.delete(before))
        return saved

    return keeping(document, upload, replace)


def remove_document(access: Access, document: Document, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash. The file stays for as long as it can come back."""
    guarded.remove(access, permission_of(document), document, expected_version=expected_version, reason=reason)


def restore_document(access: Access, document: Document) -> Document:
    """Back from the trash."""
    return guarded.restore(access, permission_of(document), document)
