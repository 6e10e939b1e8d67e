"""The report's tables as data files: what is printed, in columns, nothing that this edition withholds."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from socialportal.common.exports import BYTE_ORDER_MARK, harmless

from ..figures import number
from ..tabulate import Table as Counted
from .compose import Document
from .material import Material


@dataclass(frozen=True)
class Table:
    """A data file."""

    file_name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def csv(self) -> bytes:
        """Semicolons and a byte order mark, as Danish Excel wants; amounts with a comma."""
        lines = io.StringIO()
        writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
        writer.writerow(self.columns)
        writer.writerows([_written(value) for value in row] for row in self.rows)
        return (BYTE_ORDER_MARK + lines.getvalue()).encode()


def _written(value: Any) -> Any:
    if isinstance(value, (Decimal, float)):
        return str(value).replace(".", ",")
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else harmless(value.replace("\u00a0", " ") if isinstance(value, str) else value)


def tables(document: Document) -> Iterator[Table]:
    """Those that have rows."""
    material = document.material
    for table in (
        _figures(material),
        _enterprises(document),
        _jobs(material),
        _agreements(material),
        _grants(material),
    ):
        if table.rows:
            yield table


def _figures(material: Material) -> Table:
    """Every figure printed in the text or a table, with its definition."""
    return Table(
        "tal.csv",
        "Rapportens tal med forklaring",
        ("navn", "tal", "enhed", "periode", "forklaring"),
        tuple(
            (f"{f.label} ({f.name})", number(f.value), f.unit, f.period, f.definition)
            for f in material.prose.named.values()
        ),
    )


def _enterprises(document: Document) -> Table:
    portraits = document.enterprises.portraits if document.enterprises else ()
    by_anchor = {f"virksomhed-{row.slug}": row for row in document.material.listed}
    return Table(
        "virksomheder.csv",
        "Virksomheder og initiativer i rapporten",
        ("navn", "status", "målgruppe", "aktiv til og med"),
        tuple(
            (p.name, p.aside, str(p.target_line).rstrip("."), str(by_anchor[p.anchor].valid_to or ""))
            for p in portraits
        ),
    )


def _jobs(material: Material) -> Table:
    table = material.edition.placements or ()
    return Table("job.csv", "Job gennem kommunen, fordelt på form", ("form", "antal"), _rows(table))


def _rows(table: Counted) -> tuple[tuple[str, int], ...]:
    return tuple((row.label, row.count) for row in table)


def _agreements(material: Material) -> Table:
    rows: list[tuple[Any, ...]] = []
    for one in material.edition.counted.agreements:
        for subject, found in (("individuel plan", material.edition.plans), ("status", material.edition.outcomes)):
            for label, count in _rows(found.get(one.number) or ()):
                rows.append((one.number, subject, label, count))
    return Table(
        "aftaler.csv", "Samarbejdsaftalernes planer og statusser", ("aftale", "emne", "svar", "antal"), tuple(rows)
    )


def _grants(material: Material) -> Table:
    return Table(
        "puljer.csv",
        "Puljer og fondsmidler",
        ("modtager", "formål", "beløb i kr.", "omtrentligt"),
        tuple(
            (material.names[row.enterprise_id], row.purpose, number(row.amount), row.approximate)
            for row in sorted(material.rows.grant, key=lambda row: (-row.amount, row.pk))
        ),
    )
