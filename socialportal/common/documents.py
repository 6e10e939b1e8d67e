"""Documents that belong to a record: a file under a name of the portal's making, outside what the web server shows, that is
judged by its content on the way in and sent only as a file to save on the way out.

A model of documents has `title`, `file`, `file_name`, `media_type`, `size` (bytes) and `checksum`; who may do what with it is
the app's to say.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from . import danish
from .records import Record
from .uploads import ACCEPT, KINDS_TOLD, Checked, checked, random_name

_BYTES = 1024
D = TypeVar("D", bound=Record)


class UploadField(forms.FileField):
    """A file that is what it says, judged by its content."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPT})
        super().__init__(**{"label": "Fil", "widget": widget, "help_text": f"{KINDS_TOLD}. Højst 10 MB.", **kwargs})

    def clean(self, data: Any, initial: Any = None) -> Any:
        found = super().clean(data, initial)
        if isinstance(found, UploadedFile):
            checked(found)
        return found


def describe(document: Any, known: Checked) -> None:
    """Writes on the document what its file is. Without a title it is called what the file is called."""
    document.title = document.title or known.name.rsplit(".", 1)[0]
    document.file_name, document.media_type = known.name, known.kind.media_type
    document.size, document.checksum = known.size, known.checksum


def keeping(document: Any, upload: UploadedFile, save: Callable[[], D]) -> D:
    """Keeps the file, then the record; where the record is refused, no file is left behind."""
    upload.seek(0)
    document.file.save(random_name(), upload, save=False)
    kept = str(document.file.name)
    try:
        with transaction.atomic():
            return save()
    except BaseException:
        document.file.storage.delete(kept)
        raise


def size_said(size: int) -> str:
    """`84 kB`, `1,4 MB`."""
    kilobytes = max(round(size / _BYTES), 1)
    return (
        f"{danish.number(kilobytes)}\u00a0kB"
        if kilobytes < _BYTES
        else f"{danish.number(kilobytes / _BYTES, 1)}\u00a0MB"
    )


def as_download(document: Any) -> HttpResponseBase:
    """The file itself, to be saved and never shown. Raises Http404 when it is not there."""
    try:
        content = document.file.open("rb")
    except FileNotFoundError:
        raise Http404("filen er der ikke") from None
    response = FileResponse(content, as_attachment=True, filename=document.file_name, content_type=document.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
