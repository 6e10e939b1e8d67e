"""What the report's parts are made of: one count, one edition of it, one reading of the rows, one way to print a text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.safestring import SafeString

from agreements.queries import AgreementCounts
from socialportal.common import danish
from socialportal.common.collation import sort_key

from .. import editions, indicators, queries
from ..editions import Edition, Printed
from ..figures import Basis, Figure
from ..placeholders import Lookup
from ..queries import Texts
from ..tabulate import Table
from . import reading, sources, written
from .definitions import anchor
from .prose import Prose
from .rows import EnterpriseRow, HoursRow, ParticipationRow, Rows, StrategyRow

# Where a chapter stands, by its key.
CHAPTER_ANCHORS = {
    "introduction": "indledning",
    "enterprises": "virksomheder",
    "registration": "registrering",
    "network": "netvaerk",
    "stories": "historier",
    "points": "punkter",
    "recommendations": "anbefalinger",
}


@dataclass(frozen=True, eq=False)
class Material:
    """Everything, before it is laid out in parts. `prose` prints texts; `numbers` has `6.5` by `punkt:local-purchasing`."""

    basis: Basis
    edition: Printed
    rows: Rows
    texts: Texts
    chapters: tuple[str, ...]
    references: Mapping[str, str]
    prose: Prose

    def number(self, reference: str) -> str:
        """`punkt:csr` → `6.1`, `afsnit:points` → `6`; nothing for what is not printed."""
        return self.references.get(reference, "").rpartition(" ")[2]

    def figure(self, name: str) -> Figure | None:
        """A figure that this edition prints and whose number is known, else None."""
        found = self.edition.figures.get(name)
        return found if found is not None and found.value is not None else None

    def value(self, name: str) -> int:
        """The same as a whole number; 0 for what is not printed or not known."""
        found = self.figure(name)
        return int(found.value or 0) if found else 0

    def section(self, key: str, kind: str = "") -> SafeString:
        """One of the report's own texts."""
        return self.prose.paragraphs(self.texts.sections.get(key), kind)

    def words(self, text: str) -> SafeString:
        """A sentence of the report's own making; figures in it are placeholders too."""
        return self.prose.words(text)

    def before(self, name: str) -> str:
        """`I 2017 var det 31.` where the year before was counted, else nothing."""
        value = self.edition.before.get(name)
        return "" if value is None else f"I {self.basis.year - 1} var det {danish.number(value)}."

    @cached_property
    def names(self) -> dict[int, str]:
        """What enterprises were called on the report's day, by id."""
        return {row.enterprise_id: row.called for row in self.rows.enterprise}

    @cached_property
    def listed(self) -> list[EnterpriseRow]:
        """The enterprises introduced, in the coordinator's order."""
        sent = {row.enterprise_id: row for row in self.rows.enterprise if row.contribution_id}

        def place(row: EnterpriseRow) -> tuple[int, tuple[str, str]]:
            order = sent[row.enterprise_id].order if row.enterprise_id in sent else None
            return (1_000_000 if order is None else order, sort_key(row.called))

        return sorted(self.rows.listed_in(self.basis.period), key=place)

    def outcome_groups(self, agreement: AgreementCounts) -> Table | None:
        """The groups that statuses are drawn in, in both editions: never single statuses of persons."""
        return (
            editions.outcome_table(self.edition.counted, agreement, agreement.evaluated)
            if agreement.evaluated
            else None
        )

    @property
    def strategy(self) -> StrategyRow | None:
        """The strategy answered."""
        return self.rows.strategy[0] if self.rows.strategy else None

    def taking_part(self) -> list[ParticipationRow]:
        """Participations of the year so far, by name of the enterprise."""
        period = self.basis.period
        there = [row for row in self.rows.participation if period.overlaps(row.valid_from, row.valid_to)]
        return sorted(there, key=lambda row: sort_key(self.names.get(row.enterprise_id, "")))


def gather(basis: Basis, edition: Edition, *, linked: bool = False) -> Material:
    """Counts and reads: a dozen queries and one. `linked` gives figures links to their definitions.

    Raises BasisError for a year without presence.
    """
    counted = indicators.count(basis)
    printed = editions.printed(counted, edition)
    found = reading.read(sources.sources(basis))
    texts = written.texts_of(found, basis.period)
    references = queries.references(counted, texts)
    anchors = {f"afsnit:{key}": place for key, place in CHAPTER_ANCHORS.items()}
    anchors |= {f"punkt:{point.key}": f"punkt-{point.key}" for point in texts.points}
    anchors |= {f"aftale:{agreement.number}": f"aftale-{agreement.number}" for agreement in counted.agreements}
    shown = {key for point in found.point for key in point.fact_blocks}
    if "agreements" not in shown:
        anchors = {key: place for key, place in anchors.items() if not key.startswith("aftale:")}
    return Material(
        basis=basis,
        edition=printed,
        rows=found,
        texts=texts,
        chapters=tuple(queries.chapters(counted, texts)),
        references=references,
        prose=Prose(printed.lookup(references), anchors, anchor, linked),
    )


def story_lookup(material: Material, steps: list[HoursRow]) -> Lookup:
    """What a citizen's story may name besides: its own hours."""
    figures = indicators.cases.figures(steps, material.basis.as_of)  # type: ignore[arg-type]
    return material.edition.lookup(material.references, figures)
