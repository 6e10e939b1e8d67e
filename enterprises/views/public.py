"""The public directory: who the social enterprises are. Shows what everybody may know, as it is today."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator

from socialportal.common import danish, panels
from socialportal.common.links import web_address
from socialportal.common.pages import RecordList, RecordPage

from .. import openings
from ..filters import DirectoryFilter
from ..models import Enterprise, RsvCheck
from ..queries import in_directory, made_public
from ..tables import DirectoryTable
from ..terms import REGISTERED, STANDINGS


@method_decorator(login_not_required, name="dispatch")
class Directory(RecordList):
    """The list, with its filters in the address."""

    model = Enterprise
    template_name = "enterprises/directory.html"
    filter_class = DirectoryFilter
    table_class = DirectoryTable
    title = "Hvem er de socialøkonomiske virksomheder?"
    lead = (
        "De sælger varer og ydelser som andre virksomheder. Forskellen er, hvad de gør det for: "
        "arbejde til mennesker, der har svært ved at få det, fællesskaber og et sted at begynde forfra."
    )
    counted = ("virksomhed eller initiativ", "virksomheder og initiativer")
    empty_text = "Der er endnu ikke nogen virksomheder på listen. De kommer, når kommunen har skrevet dem ind."
    per_page = 50

    def visible(self) -> QuerySet:
        return in_directory(timezone.localdate())

    def table_options(self) -> dict[str, Any]:
        """Within one municipality nobody asks in which."""
        return {"exclude": ["places"] if self.request.GET.get("kommune") else []}

    def more(self) -> dict[str, Any]:
        return {
            "filter_text": "Søg",
            "day": timezone.localdate(),
            "standings": STANDINGS,
            "reports": panels.rows("enterprises.directory", self.request, None),
            "canonical": self.request.build_absolute_uri(self.request.path),
        }


@method_decorator(login_not_required, name="dispatch")
class PublicPage(RecordPage):
    """One enterprise, as it shows itself; name, status and places are the municipality's facts."""

    model = Enterprise
    template_name = "enterprises/public.html"
    lookups = ("slug",)

    def visible(self) -> QuerySet:
        return in_directory(timezone.localdate()).prefetch_related("cvr_numbers")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, **kwargs)
        except Http404:
            kept = _kept_of(kwargs["slug"])
            if kept is None:
                raise
            return HttpResponsePermanentRedirect(reverse("enterprises:public", args=[kept]))

    def lead(self, record: Enterprise) -> str:
        return str(made_public(record)["summary"])

    def facts(self, record: Enterprise) -> Iterable[tuple[str, Any]]:
        """Only what is known: an empty line tells the public nothing."""
        said = made_public(record)
        facts = [
            ("Aktiv i", sorted({p.municipality.full_name for p in record.shown_in})),  # type: ignore[attr-defined]
            ("Branche", danish.capital(danish.listing(word.lower() for word in said["trades"]))),
            ("For hvem", danish.capital(danish.listing(word.lower() for word in said["target_groups"]))),
            ("Form", said["legal_form"]),
            ("Grundlagt", str(said["founded_year"] or "")),
            ("CVR-nummer", [f"{number.number} {number.name}".strip() for number in record.cvr_numbers.all()]),
        ]
        return [(term, value) for term, value in facts if value]

    def more(self, record: Enterprise) -> dict[str, Any]:
        said = made_public(record)
        pictures = {picture["pk"]: picture for picture in said["pictures"]}
        products = [{**product, "shown": pictures.get(product["picture"])} for product in said["products"]]
        of_products = {product["picture"] for product in products}
        return {
            "said": said,
            "website": web_address(said["website"]),
            "products": products,
            "pictures": [picture for pk, picture in pictures.items() if pk not in of_products],
            "contacts": self._contacts(record, said),
            "open": self._open(record),
            "checked": self._checked(record),
            "municipalities": sorted({p.municipality.full_name for p in record.shown_in}),  # type: ignore[attr-defined]
            "canonical": self.request.build_absolute_uri(self.request.path),
        }

    def _contacts(self, record: Any, said: dict[str, Any]) -> list[dict[str, Any]]:
        """Those for all places, and those for the places where the enterprise is active, with the place's name."""
        names = {p.municipality.code: p.municipality.name for p in record.shown_in}
        return [
            {**contact, "place": names.get(contact["only_in"], "")}
            for contact in said["contacts"]
            if contact["only_in"] is None or contact["only_in"] in names
        ]

    def _open(self, record: Enterprise) -> list[str]:
        """What they have open today, in words."""
        today, this = timezone.localdate(), Enterprise.objects.filter(pk=record.pk)
        return [kind.told for kind in openings.kinds() if this.filter(pk__in=kind.enterprises(today)).exists()]

    def _checked(self, record: Enterprise) -> RsvCheck | None:
        """The municipality's newest look in the register, where it found the enterprise there."""
        if record.standing != REGISTERED:
            return None
        newest = RsvCheck.objects.filter(enterprise=record).order_by("-checked_on", "-pk").first()
        return newest if newest and newest.in_register else None


def _kept_of(slug: str) -> str | None:
    """Where an enterprise that was merged into another is shown now; None when it was not, or that one is not shown."""
    one, seen = Enterprise.with_deleted.filter(slug=slug).first(), set()
    while one is not None and one.merged_into_id and one.pk not in seen:  # type: ignore[attr-defined]
        seen.add(one.pk)
        one = Enterprise.with_deleted.filter(pk=one.merged_into_id).first()  # type: ignore[attr-defined]
    if one is None or not seen or not in_directory(timezone.localdate()).filter(pk=one.pk).exists():
        return None
    return one.slug
