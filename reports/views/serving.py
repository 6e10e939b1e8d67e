"""A frozen file as an answer: its bytes as they are, its checksum as their mark."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from ..models import PublishedFile, PublishedReport
from ..services.versions import place_slug

_SHOWN = ("application/pdf", "application/json", "image/svg+xml")
_MINUTES = 5


def served(request: HttpRequest, version: PublishedReport, file: PublishedFile, *, public: bool) -> HttpResponse:
    """The file. PDF, figures and pictures are shown, the rest is fetched. A reader who has it already gets no bytes again.

    Kept for some minutes only, since a version may be withdrawn.
    """
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    name = f"aarsrapport-{version.year}-{place_slug(version.municipality)}-{version.number}-udgave"
    name += ("-" if public else "-intern-") + file.name
    kind = file.content_type.partition(";")[0]
    response["Content-Disposition"] = content_disposition_header(kind not in _SHOWN, name) or "attachment"
    response["ETag"] = etag = f'"{file.sha256}"'
    response["Cache-Control"] = f"public, max-age={_MINUTES * 60}" if public else "private, no-store"
    return get_conditional_response(request, etag=etag, response=response) or response
