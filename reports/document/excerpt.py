"""What the report says of one enterprise, taken out of the document's own parts: for the enterprise to check, and of nobody
else. It is made of the public edition, so that no protected figure is in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.safestring import SafeString

from socialportal.common.typography import typeset

from .agreements import AgreementPart, Agreements
from .blocks import Collaborations, Starts, blocks
from .compose import Document
from .enterprises import Portrait
from .grants import GrantRows
from .rows import EnterpriseRow, Rows

# The blocks whose rows are one enterprise's; the others are counts of all.
_OF_ONE = ("collaborations", "grants", "inhouse")


@dataclass(frozen=True)
class Excerpt:
    """Everything in the report about one enterprise. Without a portrait it is named in a sentence only (`is_named`)."""

    name: str
    next_year: str
    portrait: Portrait | None
    is_named: bool
    registration: str
    grants: GrantRows | None
    collaborations: Collaborations | None
    starts: tuple[Starts, ...]
    declared: int | None
    agreements: Agreements | None
    anchor: str = "jeres"  # as the blocks' templates ask for a point's


def excerpt(document: Document, enterprise: int, agreements: frozenset[int] = frozenset()) -> Excerpt | None:
    """Of the enterprise with that id; `agreements` are the numbers of its own. None when the report does not introduce it.

    Raises ValueError for another edition than the public one.
    """
    if not document.is_public:
        raise ValueError("an enterprise is shown the public edition only")
    material = document.material
    row = next((one for one in material.listed if one.enterprise_id == enterprise), None)
    if row is None:
        return None
    own = replace(material, rows=_narrowed(material.rows, enterprise))
    shown = [key for key in _OF_ONE if any(key in point.fact_blocks for point in material.rows.point)]
    found = list(blocks(own, shown))
    printed = tuple(_agreements(document, agreements))
    portraits = document.enterprises.portraits if document.enterprises else ()
    portrait = next((one for one in portraits if one.anchor == f"virksomhed-{row.slug}"), None)
    return Excerpt(
        name=row.called,
        next_year=document.next_year,
        portrait=portrait,
        is_named=document.enterprises is not None and portrait is None,
        registration=_registration(document, row),
        grants=next((one for one in found if isinstance(one, GrantRows)), None),
        collaborations=next((one for one in found if isinstance(one, Collaborations)), None),
        starts=tuple(one for one in found if isinstance(one, Starts)),
        declared=next((r.declared for r in own.rows.enterprise if r.contribution_id and r.declared is not None), None),
        agreements=Agreements(printed, "", SafeString("")) if printed else None,
    )


def _narrowed(rows: Rows, enterprise: int) -> Rows:
    """The rows without those of other enterprises."""
    kept: dict[str, list[Any]] = {
        field.name: [
            one for one in getattr(rows, field.name) if getattr(one, "enterprise_id", enterprise) == enterprise
        ]
        for field in fields(rows)
    }
    grants = {grant.pk for grant in kept["grant"]}
    kept["donor"] = [one for one in kept["donor"] if one.grant_id in grants]
    return Rows(**kept)


def _registration(document: Document, row: EnterpriseRow) -> str:
    """Where its name stands in the chapter of registered social enterprises; nothing when that is not printed."""
    chapter = document.registration
    if chapter is None:
        return ""
    if row.called in chapter.registered or typeset(row.called) in chapter.registered:
        return "Står på listen over registrerede socialøkonomiske virksomheder."
    if row.called in chapter.on_the_way or typeset(row.called) in chapter.on_the_way:
        return "Står på listen over dem, der er på vej til at blive registreret."
    return "Står ikke på listen over registrerede socialøkonomiske virksomheder."


def _agreements(document: Document, numbers: frozenset[int]) -> Iterator[AgreementPart]:
    """Its own agreements' sections, each once, where a point prints them."""
    anchors = {f"aftale-{number}" for number in numbers}
    for point in document.points.points if document.points else ():
        for block in point.blocks:
            for part in block.agreements if isinstance(block, Agreements) else ():
                if part.anchor in anchors:
                    anchors.discard(part.anchor)
                    yield part
