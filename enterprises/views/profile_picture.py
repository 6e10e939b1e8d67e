"""The file of a picture: to everybody when it is on the public page, else to those who may see the internal one."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import Enterprise, Picture, Publication

KEPT_FOR = 600  # seconds: what is taken away is gone soon from everybody's screen, too


def _is_public(picture: Picture) -> bool:
    listed: Any = Enterprise.objects
    if not listed.public_on(timezone.localdate()).filter(pk=picture.enterprise_id).exists():
        return False
    publication = Publication.objects.filter(enterprise=picture.enterprise_id).first()
    data = publication.data if publication else {}
    return any(shown["pk"] == picture.pk for shown in data.get("pictures", ())) or any(
        product["picture"] == picture.pk for product in data.get("products", ())
    )


@login_not_required
@require_safe
def picture(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The file as the portal made it. Its name and place come from the database alone; the address only says which."""
    found = Picture.objects.filter(pk=pk, enterprise__slug=slug, enterprise__deleted_at=None).first()
    if found is None:
        raise Http404
    public = _is_public(found)
    inside: Any = Enterprise.objects
    if not public and not inside.visible_to(request.access).filter(pk=found.enterprise_id).exists():  # type: ignore[attr-defined]
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError:
        raise Http404("filen er der ikke") from None
    response = FileResponse(content, content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="{slug}-{pk}.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={KEPT_FOR}" if public else "private, no-store"
    return response
