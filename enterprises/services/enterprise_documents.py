"""An enterprise's own papers: put up, taken down, brought back. Never public."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.common.cpr import check_no_cpr
from socialportal.common.documents import describe, keeping
from socialportal.common.uploads import checked

from ..models import EnterpriseDocument
from . import guarded

CHANGE = "enterprises.change_checklist"


def add_document(
    access: Access, document: EnterpriseDocument, *, upload: UploadedFile, reason: str = ""
) -> EnterpriseDocument:
    """A new paper. Without a title it is called what the file is called. Raises ValidationError about the file."""
    demand(access, CHANGE, document)
    known = checked(upload)
    try:
        check_no_cpr(known.name)
    except ValidationError as error:
        raise ValidationError({"upload": error.messages}) from error
    describe(document, known)
    return keeping(document, upload, lambda: guarded.add(access, CHANGE, document, reason=reason))


def remove_document(access: Access, document: EnterpriseDocument, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash. The file stays for as long as it can come back."""
    guarded.remove(access, CHANGE, document, expected_version=expected_version, reason=reason)


def restore_document(access: Access, document: EnterpriseDocument) -> EnterpriseDocument:
    """Back from the trash."""
    return guarded.restore(access, CHANGE, document)
