"""The rows a report is told from, besides its figures: one kind a table, with the fields that are printed or decided by."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from socialportal.common.periods import Period


@dataclass(frozen=True)
class ReportRow:
    """The report itself: what stands on its cover and under its letter."""

    pk: int
    title: str
    signed_by: str
    dated: str


@dataclass(frozen=True)
class TextRow:
    """One of the report's own texts."""

    key: str
    text: str


@dataclass(frozen=True)
class PointRow:
    """A strategy point, with what the year's report tells of it."""

    pk: int
    key: str
    title: str
    origin: str
    letter: str
    fact_blocks: list[str]
    order: int
    introduction: str | None
    happened: str | None


@dataclass(frozen=True)
class StrategyRow:
    """The strategy that the year's report answers."""

    pk: int
    title: str
    heading: str
    adopted_on: dt.date | None
    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True)
class DecisionRow:
    """A decision behind a point."""

    pk: int
    point_id: int
    decided_on: dt.date
    title: str
    quote: str
    committee: str


@dataclass(frozen=True)
class AdviceRow:
    """A recommendation; without a point it is holistic."""

    pk: int
    point_id: int | None
    letter: str
    title: str
    background: str
    text: str
    order: int


@dataclass(frozen=True)
class CaseRow:
    """One person's story under a point."""

    pk: int
    point_id: int
    text: str
    consent_on: dt.date | None
    placement_id: int | None


@dataclass(frozen=True)
class HoursRow:
    """Hours and intensity of a story's job, from a day on."""

    placement_id: int
    valid_from: dt.date
    hours_per_week: Decimal
    intensity: int


@dataclass(frozen=True)
class ReferenceRow:
    """Hjemmel og referencer."""

    pk: int
    title: str
    detail: str
    order: int


@dataclass(frozen=True)
class NameRow:
    """A committee the report is laid before."""

    name: str


@dataclass(frozen=True)
class EnterpriseRow:
    """An enterprise in the municipality in the year (a presence of it), and its contribution: the approved one is printed,
    `waiting_id` is one that is not approved.
    """

    presence_id: int
    enterprise_id: int
    slug: str
    name: str
    name_then: str | None
    kind: str
    listed: bool
    legal_form: str | None
    locality: str
    leaves: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    registered: bool
    unsourced: bool
    on_the_way: bool
    contribution_id: int | None
    waiting_id: int | None
    declared: int | None
    presentation: str | None
    plans: str | None
    target_line: str | None
    order: int | None

    summary: str

    @property
    def called(self) -> str:
        """The name that held on the report's day."""
        return self.name_then or self.name


@dataclass(frozen=True)
class ParticipationRow:
    """An enterprise's part in an initiative."""

    enterprise_id: int
    key: str
    initiative: str
    participants_counted: bool
    starts_counted: bool
    valid_from: dt.date | None
    valid_to: dt.date | None
    since_text: str


@dataclass(frozen=True)
class GrantRow:
    """An amount received."""

    pk: int
    enterprise_id: int
    amount: Decimal
    approximate: bool
    includes_municipal: bool
    purpose: str
    note: str


@dataclass(frozen=True)
class DonorRow:
    """One of a grant's donors."""

    grant_id: int
    name: str
    purpose: str
    amount: Decimal | None
    private_person: bool
    consent_on: dt.date | None
    order: int
    pk: int


@dataclass(frozen=True)
class CollaborationRow:
    """A CSR collaboration."""

    pk: int
    enterprise_id: int
    partner: str | None
    partner_name: str
    scope: str
    place: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    since_text: str


@dataclass(frozen=True)
class MeetingRow:
    """A meeting of the network."""

    pk: int
    held_on: dt.date
    theme: str


@dataclass(frozen=True)
class PlanRow:
    """How many meetings next year, and about what."""

    meetings: int | None
    themes: str


@dataclass(frozen=True)
class StoryRow:
    """A story of the year."""

    pk: int
    order: int
    title: str
    text: str
    happened_on: dt.date | None


@dataclass(frozen=True)
class AnswerRow:
    """The answer to one of an evaluation's questions."""

    evaluation_id: int
    agreement: int
    code: str
    question: str
    order: int
    text: str


@dataclass(frozen=True)
class NoteRow:
    """What a record says of its source."""

    what: str
    text: str


@dataclass
class Rows:
    """All rows, by kind. The names are the kinds of `sources.sources`."""

    report: list[ReportRow] = field(default_factory=list)
    committee: list[NameRow] = field(default_factory=list)
    section: list[TextRow] = field(default_factory=list)
    point: list[PointRow] = field(default_factory=list)
    strategy: list[StrategyRow] = field(default_factory=list)
    decision: list[DecisionRow] = field(default_factory=list)
    advice: list[AdviceRow] = field(default_factory=list)
    case: list[CaseRow] = field(default_factory=list)
    hours: list[HoursRow] = field(default_factory=list)
    reference: list[ReferenceRow] = field(default_factory=list)
    enterprise: list[EnterpriseRow] = field(default_factory=list)
    participation: list[ParticipationRow] = field(default_factory=list)
    grant: list[GrantRow] = field(default_factory=list)
    donor: list[DonorRow] = field(default_factory=list)
    collaboration: list[CollaborationRow] = field(default_factory=list)
    meeting: list[MeetingRow] = field(default_factory=list)
    plan: list[PlanRow] = field(default_factory=list)
    story: list[StoryRow] = field(default_factory=list)
    answer: list[AnswerRow] = field(default_factory=list)
    note: list[NoteRow] = field(default_factory=list)

    def listed_in(self, period: Period) -> list[EnterpriseRow]:
        """Enterprises that the report introduces, each once: its last presence in the period."""
        there = [row for row in self.enterprise if row.listed and period.overlaps(row.valid_from, row.valid_to)]
        there.sort(key=lambda row: (row.valid_from or dt.date.min, row.presence_id))
        return list({row.enterprise_id: row for row in there}.values())
