"""The public directory as open data: one row an enterprise, the same facts in CSV and JSON, under names that stay.

Only what the public pages show, less what is about persons (contact people) and what others may hold rights in (pictures).
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from socialportal.common.links import web_address

from . import openings
from .models import CvrNumber, Enterprise
from .queries import made_public

LICENCE = "Creative Commons Navngivelse 4.0 (CC BY 4.0)"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/deed.da"
CHUNK = 500


class Field(NamedTuple):
    """`name` in the files (never changed, only added to), `meaning` for people."""

    name: str
    meaning: str


FIELDS = (
    Field("id", "Virksomhedens adresse i portalen. Den ændrer sig ikke, heller ikke når virksomheden skifter navn."),
    Field("name", "Navn."),
    Field("url", "Virksomhedens offentlige side."),
    Field("status", "Status som kode: registreret, paa-vej, virksomhed, initiativ eller csr-partner."),
    Field("status_text", "Status, som den står på siden."),
    Field("municipality_codes", "Koder for de kommuner, hvor virksomheden er aktiv i dag."),
    Field("municipalities", "De samme kommuners navne, i samme rækkefølge."),
    Field("cvr_numbers", "CVR-numre, hvor de er oplyst. Bag ét navn kan der stå flere."),
    Field("summary", "Hvad de gør, i én sætning."),
    Field("social_purpose", "Det sociale formål med virksomhedens egne ord."),
    Field("locality", "Sted: kvarter, by eller hus."),
    Field("address", "Adresse."),
    Field("website", "Hjemmeside. Begynder med http:// eller https://."),
    Field("email", "Virksomhedens e-mail."),
    Field("phone", "Virksomhedens telefon."),
    Field("founded_year", "Det år, virksomheden blev grundlagt."),
    Field("legal_form", "Virksomhedsform."),
    Field("trades", "Brancher."),
    Field("target_groups", "Målgrupper: hvem virksomheden er for."),
    Field("support", "Støtte, virksomheden kan give på arbejdspladsen."),
    Field("products", "Varer og ydelser. I JSON med tekst, pris, bestilling og grupper; i CSV kun navnene."),
    Field("awards", "Priser og hæder. I JSON med årstal og giver; i CSV i én tekst."),
    Field("open_places", "Om der er ledige pladser i forløb i dag: true eller false."),
    Field("looking_for_staff", "Om virksomheden søger medarbejdere i dag: true eller false."),
    Field("published_on", "Dagen, da virksomhedens egne oplysninger sidst blev offentliggjort."),
)
_OPEN = {"open_places": "ledige", "looking_for_staff": "job"}


def rows_of(found: QuerySet[Enterprise], day: Any, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """One dict an enterprise, with the keys of `FIELDS` in their order. A fixed number of queries for every 500 of them.

    `found` is read as `queries.in_directory` reads it; `absolute` makes a full address of a path.
    """
    open_ids = {kind.key: set(kind.enterprises(day)) for kind in openings.kinds()}
    rows = found.prefetch_related(Prefetch("cvr_numbers", CvrNumber.objects.order_by("number")))
    for one in rows.iterator(chunk_size=CHUNK):
        yield _row(one, open_ids, absolute)


def _row(one: Any, open_ids: dict[str, set[int]], absolute: Callable[[str], str]) -> dict[str, Any]:
    said = made_public(one)
    places = sorted({(p.municipality.name, p.municipality.code) for p in one.shown_in})
    publication = getattr(one, "publication", None)
    facts = {
        **said,
        "id": one.slug,
        "name": one.name,
        "url": absolute(reverse("enterprises:public", args=[one.slug])),
        "status": one.standing.key,
        "status_text": one.standing.text,
        "municipality_codes": [code for _, code in places],
        "municipalities": [name for name, _ in places],
        "cvr_numbers": [number.number for number in one.cvr_numbers.all()],
        "website": web_address(said["website"]),
        "products": [
            {
                "name": p["name"],
                "text": p["text"],
                "price": p["price"],
                "order": p["order"],
                "categories": p["categories"],
            }
            for p in said["products"]
        ],
        "awards": [{"name": a["name"], "year": a["year"], "given_by": a["given_by"]} for a in said["awards"]],
        "published_on": timezone.localdate(publication.published_at).isoformat() if publication else None,
    }
    facts |= {name: one.pk in open_ids.get(key, ()) for name, key in _OPEN.items()}
    return {field.name: facts[field.name] for field in FIELDS}


def flat(row: dict[str, Any]) -> list[Any]:
    """The row for a CSV file: several of a kind are parted by ` | `, yes and no are `true` and `false`."""
    return [_flat(name, value) for name, value in row.items()]


def _flat(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return value
    words: Iterable[Any] = value
    if name == "products":
        words = [one["name"] for one in value]
    elif name == "awards":
        words = [", ".join(str(part) for part in (one["name"], one["year"], one["given_by"]) if part) for one in value]
    return " | ".join(str(word) for word in words)
