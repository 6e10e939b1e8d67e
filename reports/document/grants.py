"""Puljer og fondsmidler: what each received, from whom, for what."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from socialportal.common import charts, danish
from socialportal.common.typography import typeset

from .block import Block
from .material import Material
from .phrases import in_the_year, small
from .shapes import grant_parts

_FEW_DONORS = 3
_FULL_WIDTH = 164  # mm


@dataclass(frozen=True)
class GrantRows(Block):
    """Money received: (recipient, from, for, amount), the sum, the donors of those who had many, and a note."""

    template: ClassVar[str] = "reports/document/blocks/grants.html"
    caption: str
    rows: tuple[tuple[str, str, str, str], ...]
    total: SafeString
    strip: str
    donors: tuple[tuple[str, str], ...]
    note: str


def grants(material: Material) -> Iterator[Block]:
    rows = sorted(material.rows.grant, key=lambda row: (-row.amount, row.pk))
    figure = material.figure("grants_total_dkk")
    if not rows or figure is None:
        return
    donors = {row.pk: _donors(material, row.pk) for row in rows}
    total = danish.about_kroner(figure.value) if figure.approximate else danish.kroner(figure.value)  # type: ignore[arg-type]
    yield GrantRows(
        caption=f"Puljer og fondsmidler modtaget {in_the_year(material.basis)}",
        rows=tuple(
            (
                typeset(material.names[row.enterprise_id]),
                typeset(_from(donors[row.pk])),
                typeset(row.purpose),
                danish.kroner(row.amount, approximate=row.approximate).removesuffix("kr.").strip(),
            )
            for row in rows
        ),
        total=material.prose.figure(figure, total),
        strip=_strip(material),
        donors=tuple(
            (typeset(_many(material.names[row.enterprise_id], len(donors[row.pk]))), typeset(_told(donors[row.pk])))
            for row in rows
            if len(donors[row.pk]) > _FEW_DONORS
        ),
        note=typeset(_grants_note(material)),
    )


def _donors(material: Material, grant: int) -> list[tuple[str, str]]:
    """(name, purpose); a private person without consent by role."""
    rows = sorted((d for d in material.rows.donor if d.grant_id == grant), key=lambda row: (row.order, row.pk))
    return [("en privat giver" if row.private_person and not row.consent_on else row.name, row.purpose) for row in rows]


def _from(donors: list[tuple[str, str]]) -> str:
    names = [name for name, _ in donors]
    if len(names) <= _FEW_DONORS:
        return danish.capital(danish.listing(names))
    return f"{danish.capital(danish.words(len(names)))} givere, se nedenfor"


def _many(name: str, number: int) -> str:
    return f"{danish.genitive(name)} {danish.words(number)} givere"


def _told(donors: list[tuple[str, str]]) -> str:
    """`Rotary Slagelse (legeborg), …`; donors to the same purpose one after the other."""
    return (
        f"{danish.capital('; '.join(f'{name} ({small(purpose)})' if purpose else name for name, purpose in donors))}."
    )


def _grants_note(material: Material) -> str:
    about = [row for row in material.rows.grant if row.approximate]
    if not about:
        return ""
    owners = danish.listing([danish.genitive(material.names[row.enterprise_id]) for row in about])
    amounts = "beløb er omtrentligt" if len(about) == 1 else "beløb er omtrentlige"
    own = any(row.includes_municipal for row in about)
    holds = f" og rummer kommunens {'eget tilskud' if len(about) == 1 else 'egne tilskud'} og gaver" if own else ""
    return f"{owners} {amounts}{holds}. Derfor er summen også omtrentlig."


def _strip(material: Material) -> str:
    parts = grant_parts(material)
    return charts.stacked_strip(parts, title="Puljer og fondsmidler", width=_FULL_WIDTH) if len(parts) > 1 else ""
