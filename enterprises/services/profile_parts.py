"""What an enterprise shows beside its texts: products, pictures, awards, contacts. The same verbs for all of them; what is
public follows (`publication.refresh`).
"""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.images import get_image_dimensions
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from socialportal.accounts.access import Access
from socialportal.accounts.rules import demand
from socialportal.audit.bookkeeping import Links
from socialportal.common import pictures
from socialportal.common.uploads import random_name

from ..models import Award, ContactPerson, Enterprise, Picture, Presence, Product
from . import guarded
from .publication import refresh

CHANGE = "enterprises.change_profile"
LONGEST_SIDE = 1600  # pixels of a picture
# So many that nobody misses one, and so few that a page stays a page.
MOST = {Product: 40, Picture: 12, Award: 30, ContactPerson: 20}

P = TypeVar("P", Product, Picture, Award, ContactPerson)


def _check(part: Any) -> None:
    """What hangs on the part is the enterprise's own. Raises ValidationError."""
    if isinstance(part, Product) and part.picture and part.picture.enterprise_id != part.enterprise_id:
        raise ValidationError({"picture": "Vælg et af virksomhedens egne billeder."})
    if isinstance(part, ContactPerson):
        if not part.email and not part.phone:
            raise ValidationError({"email": "Skriv en e-mail eller en telefon, så man kan få fat i personen."})
        here = Presence.objects.filter(enterprise=part.enterprise_id, municipality=part.only_in_id)
        if part.only_in_id and not here.exists():
            raise ValidationError({"only_in": "Vælg en kommune, som virksomheden er aktiv i."})


def _room_for(part: Any) -> None:
    """One more may be added, and it comes last. Holds the enterprise, so that two who add at once are counted."""
    guarded.lock(part.enterprise)
    model = type(part)
    there = model.objects.filter(enterprise=part.enterprise)
    if there.count() >= MOST[model]:
        raise ValidationError(
            f"Der kan højst være {MOST[model]} {model._meta.verbose_name_plural}. Slet en, før der kommer en ny."
        )
    if hasattr(part, "order") and not part.order:
        part.order = (there.order_by("-order").values_list("order", flat=True).first() or 0) + 1


@transaction.atomic
def add_part(access: Access, part: P, *, links: Links | None = None, reason: str = "") -> P:
    """One more product, award or contact. Raises ValidationError when there are as many as there may be."""
    demand(access, CHANGE, part)
    _check(part)
    _room_for(part)
    added = guarded.add(access, CHANGE, part, links=links, reason=reason)
    refresh(access, part.enterprise)
    return added


@transaction.atomic
def add_picture(access: Access, picture: Picture, *, upload: UploadedFile, reason: str = "") -> Picture:
    """One more picture, made anew from the upload: a JPEG of at most 1600 pixels each way under a name nobody can guess.

    Raises ValidationError for what is no picture (`common.pictures`), and when there are as many as there may be.
    """
    demand(access, CHANGE, picture)
    _room_for(picture)
    try:
        content = pictures.clean_jpeg(upload, longest_side=LONGEST_SIDE, name=f"{random_name()}.jpg")
    except ValidationError as error:
        raise ValidationError({"upload": error.messages}) from error
    width, height = get_image_dimensions(content)
    picture.file.save(str(content.name), content, save=False)
    picture.width, picture.height = (
        width or 0,
        height or 0,
    )  # Django has read the file to its end by now, and finds nothing
    stored = picture.file
    try:
        with transaction.atomic():
            added = guarded.add(access, CHANGE, picture, reason=reason)
            refresh(access, picture.enterprise)
    except ValidationError:
        stored.storage.delete(str(stored.name))
        raise
    return added


@transaction.atomic
def change_part(access: Access, part: P, *, expected_version: int, links: Links | None = None, reason: str = "") -> P:
    """Rettelse of a product, a picture's words, an award or a contact."""
    _check(part)
    changed = guarded.change(access, CHANGE, part, expected_version=expected_version, links=links, reason=reason)
    refresh(access, part.enterprise)
    return changed


@transaction.atomic
def remove_part(access: Access, part: P, *, expected_version: int, reason: str = "") -> None:
    """Puts it in the trash. A picture or a person is gone from the public page at once."""
    guarded.remove(access, CHANGE, part, expected_version=expected_version, reason=reason)
    refresh(access, part.enterprise)


@transaction.atomic
def restore_part(access: Access, part: P) -> P:
    """Takes it out of the trash. Raises ValidationError when there are as many as there may be."""
    guarded.lock(part.enterprise)
    if type(part).objects.filter(enterprise=part.enterprise).count() >= MOST[type(part)]:
        raise ValidationError(f"Der er allerede {MOST[type(part)]}. Slet en, før denne hentes tilbage.")
    restored = guarded.restore(access, CHANGE, part)
    refresh(access, part.enterprise)
    return restored


def belongs_to(enterprise: Enterprise) -> list[Any]:
    """All parts, the deleted ones too: for the history."""
    kinds: list[Any] = list(MOST)
    return [part for model in kinds for part in model.with_deleted.filter(enterprise=enterprise)]
