"""What the public sees of an enterprise: its profile as it was when it last was made public.

Every service that changes something of the profile calls `refresh`. It publishes at once, unless a municipality wants to
approve first; then the public keeps what it had, and `waiting_since` says since when the rest waits.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.accounts.rules import may

from ..models import Award, ContactPerson, Enterprise, Picture, Presence, Product, Publication
from ..profile import NOTHING, searched, without_what_is_gone
from . import guarded
from .profile_telling import tell_that_it_waits

Data = dict[str, Any]
# The lists of words that one chooses by, and what their marks are called.
MARKS = (("trades", "branche"), ("target_groups", "maalgruppe"), ("support", "stoette"))


@dataclass(frozen=True)
class Shown:
    """What an enterprise shows beside its texts, as records; of the contacts those who must not be named, too."""

    products: list[Product]
    pictures: list[Picture]
    awards: list[Award]
    contacts: list[ContactPerson]


def shown_by(enterprise: Enterprise) -> Shown:
    """Reads it, each part in its order."""
    return Shown(
        list(enterprise.products.select_related("picture").prefetch_related("categories")),
        list(enterprise.pictures.all()),
        list(enterprise.awards.all()),
        list(enterprise.contact_people.select_related("only_in")),
    )


def snapshot(enterprise: Enterprise, shown: Shown | None = None) -> Data:
    """The profile as it is now, in the shape of `Publication.data` (`profile.NOTHING` names its parts)."""
    shown = shown or shown_by(enterprise)
    return {
        "summary": enterprise.summary,
        "social_purpose": enterprise.social_purpose,
        "locality": enterprise.locality,
        "address": enterprise.address,
        "website": enterprise.website,
        "email": enterprise.email,
        "phone": enterprise.phone,
        "founded_year": enterprise.founded_year,
        "legal_form": str(enterprise.legal_form or ""),
        "trades": [str(word) for word in enterprise.trades.all()],
        "target_groups": [str(word) for word in enterprise.target_groups.all()],
        "support": [str(word) for word in enterprise.support.all()],
        "products": [
            {
                "name": product.name,
                "text": product.text,
                "price": product.price_text,
                "order": product.how_to_order,
                "categories": [str(word) for word in product.categories.all()],
                "picture": product.picture.pk if product.picture and not product.picture.deleted_at else None,
                "picture_alt": product.picture.alt_text if product.picture and not product.picture.deleted_at else "",
            }
            for product in shown.products
        ],
        "pictures": [
            {"pk": row.pk, "alt": row.alt_text, "credit": row.credit, "width": row.width, "height": row.height}
            for row in shown.pictures
        ],
        "awards": [{"name": row.name, "year": row.year, "given_by": row.given_by} for row in shown.awards],
        "contacts": [
            {
                "name": row.name,
                "title": row.title,
                "email": row.email,
                "phone": row.phone,
                "only_in": row.only_in.code if row.only_in else None,
            }
            for row in shown.contacts
            if row.public
        ],
    }


def marks_of(enterprise: Enterprise) -> str:
    """What the directory chooses by: `|branche:food|vare:catering|`; empty when there is nothing."""
    found = [f"{mark}:{word.code}" for name, mark in MARKS for word in getattr(enterprise, name).all()]
    categories = enterprise.products.filter(categories__isnull=False).values_list("categories__code", flat=True)
    found += [f"vare:{code}" for code in sorted(set(categories))]
    return f"|{'|'.join(found)}|" if found else ""


def approving(enterprise: Enterprise) -> QuerySet[Municipality]:
    """The municipalities that want to approve: where it is active and listed today, and that have asked for it."""
    here = Presence.objects.filter(enterprise=enterprise, municipality=OuterRef("pk"), listed=True)
    return Municipality.objects.filter(Exists(here.active_on(timezone.localdate())), approves_profiles=True)


def _names(enterprise: Enterprise) -> list[str]:
    return [enterprise.name, *enterprise.other_names.values_list("name", flat=True)]


@transaction.atomic
def publish(access: Access, enterprise: Enterprise) -> Publication:
    """The public sees the profile as it is now, and nothing waits any more.

    Whoever calls has asked the rule: a change of the profile, or an approval.
    """
    enterprise = guarded.lock(enterprise)
    data = snapshot(enterprise)
    publication, _ = Publication.objects.update_or_create(
        enterprise=enterprise,
        defaults={
            "data": data,
            "words": searched(data, _names(enterprise)),
            "marks": marks_of(enterprise),
            "published_at": timezone.now(),
            "published_by_id": access.user_id,
            "waiting_since": None,
            "comment": "",
        },
    )
    return publication


@transaction.atomic
def refresh(access: Access, enterprise: Enterprise) -> None:
    """After any change of the profile: publishes it, or lets it wait for the municipality.

    It waits when the enterprise's own people changed it, or something waits already, and `approving` names somebody. What was
    sent back waits anew when they change it. What is
    taken away (a picture, a person who no longer wants to be named) is gone from the public page at once all the same.
    """
    enterprise = guarded.lock(enterprise)
    publication = Publication.objects.filter(enterprise=enterprise).first()
    waits = publication is not None and publication.waiting_since is not None
    by_staff = may(access, "enterprises.change_enterprise", enterprise)
    wanting = approving(enterprise)
    if (by_staff and not waits) or not wanting.exists():
        publish(access, enterprise)
        return
    publication = publication or Publication(enterprise=enterprise, data=NOTHING, published_at=timezone.now())
    now = snapshot(enterprise)
    publication.data = without_what_is_gone(publication.data, now)
    publication.words = searched(publication.data, _names(enterprise))
    if publication.data == now:
        publication.waiting_since, publication.comment = None, ""
        publication.marks = marks_of(enterprise)
    elif not by_staff and (publication.comment or not waits):
        publication.waiting_since, publication.comment = timezone.now(), ""
    publication.save()
    tell_that_it_waits(enterprise, publication, wanting)
