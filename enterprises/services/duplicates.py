"""Pairs of enterprises that are perhaps the same one, and the word of a person that they are not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from socialportal.accounts.access import Access
from socialportal.accounts.roles import COORDINATOR
from socialportal.accounts.rules import demand, may
from socialportal.audit.chain import record
from socialportal.common import danish

from ..likeness import name_keys, phone_key, plain_name, website_key
from ..models import Enterprise, EnterpriseName, NotDuplicate, Presence

MERGE = "enterprises.merge_enterprises"
# More than that share a mail address or a number because it is somebody else's: a housing association's, a bookkeeper's.
MOST_SHARING = 8
MOST_SHOWN = 100
SAME_NAME, LIKE_NAME = "Samme navn", "Næsten samme navn"


@dataclass(frozen=True)
class Pair:
    """Two that are perhaps one, why, and whom to ask when one of them is not one's own."""

    first: Enterprise
    second: Enterprise
    reasons: tuple[str, ...]
    ask: str = ""

    @property
    def both(self) -> tuple[Enterprise, Enterprise]:
        """The older one first."""
        return self.first, self.second


def proposals(access: Access) -> list[Pair]:
    """Pairs of which at least one is active, or has been, in a municipality where one is coordinator; surest first.

    The other one is of the same municipalities, or stands in the public directory. At most `MOST_SHOWN`.
    """
    mine = _mine(access)
    own = set(Enterprise.objects.filter(pk__in=mine).values_list("pk", flat=True))
    facts = list(known_to(access).values_list("pk", "name", "email", "phone", "website").distinct())
    known = {row[0] for row in facts}
    others = EnterpriseName.objects.filter(enterprise__deleted_at=None).values_list("enterprise", "name")
    found = _shared(facts, [(pk, name) for pk, name in others if pk in known], own)
    refused = set(NotDuplicate.objects.values_list("first", "second"))
    wanted = sorted((pair for pair in found if pair not in refused), key=lambda pair: (_doubt(found[pair]), pair))
    return _filled(access, wanted[:MOST_SHOWN], found)


def known_to(access: Access) -> QuerySet[Enterprise]:
    """Those one may hear of: of the municipalities where one is coordinator, and those in the public directory."""
    shown: Any = Enterprise.objects
    return shown.public_on(timezone.localdate()) | Enterprise.objects.filter(pk__in=_mine(access))


def ours(access: Access) -> QuerySet[Enterprise]:
    """Those of the municipalities where one is coordinator."""
    return Enterprise.objects.filter(pk__in=_mine(access))


def _mine(access: Access) -> QuerySet[Any, Any]:
    return Presence.objects.filter(municipality__in=access.municipalities(COORDINATOR)).values("enterprise")


def _doubt(reasons: Iterable[str]) -> tuple[bool, int]:
    told = list(reasons)
    return SAME_NAME not in told, -len(told)


def _shared(
    facts: Iterable[tuple[int, str, str, str, str]], names: Iterable[tuple[int, str]], own: set[int]
) -> dict[tuple[int, int], list[str]]:
    """The pairs that share something, with what they share."""
    sharing: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for pk, name, email, phone, website in facts:
        for what, key in (
            (SAME_NAME, plain_name(name)),
            ("Samme e-mail", email.strip().casefold()),
            ("Samme telefon", phone_key(phone)),
            ("Samme hjemmeside", website_key(website)),
            *((LIKE_NAME, key) for key in name_keys(name)),
        ):
            if key:
                sharing[what, key].add(pk)
    for pk, name in names:
        for key in name_keys(name):
            sharing[LIKE_NAME, key].add(pk)
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for (what, _), pks in sharing.items():
        if 1 < len(pks) <= MOST_SHARING:
            for one, other in combinations(sorted(pks), 2):
                if one in own or other in own:
                    found[one, other].add(what)
    return {pair: sorted(whats - ({LIKE_NAME} if SAME_NAME in whats else set())) for pair, whats in found.items()}


def _filled(access: Access, pairs: list[tuple[int, int]], found: dict[tuple[int, int], list[str]]) -> list[Pair]:
    presences = Presence.objects.select_related("municipality").order_by("valid_from", "pk")
    rows = Enterprise.objects.prefetch_related(Prefetch("presences", presences), "cvr_numbers")
    known = rows.in_bulk({pk for pair in pairs for pk in pair})
    return [
        Pair(known[one], known[other], tuple(found[one, other]), whom_to_ask(access, known[one], known[other]))
        for one, other in pairs
    ]


def whom_to_ask(access: Access, *enterprises: Enterprise) -> str:
    """Who can decide about those that are not of one's own municipality; nothing when one can decide oneself."""
    told = []
    for one in enterprises:
        if not may(access, MERGE, one):
            places = danish.listing(sorted({p.municipality.name for p in one.presences.all()}))
            told.append(f"{one} hører til i {places or 'ingen kommune'}")
    if not told:
        return ""
    return f"{danish.listing(told)}. Spørg den socialøkonomiske konsulent dér, om det er den samme."


def in_order(one: Enterprise, other: Enterprise) -> tuple[Enterprise, Enterprise]:
    """The older first, as pairs are kept."""
    return (one, other) if one.pk < other.pk else (other, one)


@transaction.atomic
def not_duplicates(access: Access, one: Enterprise, other: Enterprise) -> NotDuplicate:
    """They are two: never proposed again. Whoever is coordinator for one of them may say so; saying it twice is no harm."""
    if not may(access, MERGE, one):
        demand(access, MERGE, other)
    first, second = in_order(one, other)
    said, new = NotDuplicate.objects.get_or_create(first=first, second=second)
    if new:
        record(access, "added", said)
    return said


@transaction.atomic
def perhaps_after_all(access: Access, said: NotDuplicate) -> None:
    """Takes it back: they are proposed again."""
    if not may(access, MERGE, said.first):
        demand(access, MERGE, said.second)
    record(access, "removed", said)
    said.delete()


def refused_pairs(access: Access) -> list[Any]:
    """The pairs one has a say in, of which somebody has said that they are two."""
    mine = _mine(access)
    rows = NotDuplicate.objects.filter(first__deleted_at=None, second__deleted_at=None)
    return list((rows.filter(first__in=mine) | rows.filter(second__in=mine)).select_related("first", "second"))
