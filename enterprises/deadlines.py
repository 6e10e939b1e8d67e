"""When a registered social enterprise has to report, by the dates of its registration and its financial year. Pure: no
database, no clock.

The duties are the enterprise's (context.md, C1); the portal reminds of them and judges nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from socialportal.common.periods import add_months

from .terms import RSV_REGISTERED, Span

# The portal asks about the last two financial years that have ended: it cannot know what was sent before anybody noted it.
ASKED_YEARS = 2
REMIND_AHEAD = dt.timedelta(days=30)


class Duty(Protocol):
    """A dated row of the list of duties (`RsvDuty`)."""

    months_after_year_end: int | None
    days_after_change: int | None

    def holds_on(self, day: dt.date) -> bool:
        """Whether the row is the law of that day."""
        ...


class ReportState(Enum):
    """How it stands with a yearly report, from what weighs most."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True)
class YearlyReport:
    """The report on one financial year: the calendar year it ends in, its last day, and the day the report is due."""

    year: int
    ends: dt.date
    due: dt.date
    state: ReportState

    @property
    def is_open(self) -> bool:
        """Asked for and not noted as sent."""
        return self.state is not ReportState.DONE


def year_end(year: int, month: int) -> dt.date:
    """The last day of the financial year that ends in that month (1–12) of the calendar year."""
    return month_end(dt.date(year, month, 1))


def month_end(day: dt.date) -> dt.date:
    """The last day of the day's month."""
    return add_months(day.replace(day=1), 1) - dt.timedelta(days=1)


def report_due(ends: dt.date, months: int) -> dt.date:
    """The last day of the month that lies `months` after the one in which the financial year ended."""
    return month_end(add_months(ends, months))


def yearly_reports(
    registered: Iterable[Span], *, month: int, duties: Iterable[Duty], sent: Collection[int], day: dt.date
) -> list[YearlyReport]:
    """The reports that a registered enterprise is asked for on the day, newest year first.

    `registered` are the times it was registered, `month` (1–12) the one its financial year ends in, `duties` the dated rows
    of the law, `sent` the years noted as reported. A year counts when it has ended and the enterprise was registered on its
    last day; so nothing is due before a financial year has ended while registered. An enterprise that has left answers for
    the years that ended before.
    """
    spans, rules = list(registered), list(duties)
    found = []
    latest = day.year if year_end(day.year, month) < day else day.year - 1
    for year in range(latest, latest - ASKED_YEARS, -1):
        ends = year_end(year, month)
        months = next(
            (rule.months_after_year_end for rule in rules if rule.months_after_year_end and rule.holds_on(ends)), None
        )
        if months is None or not any(holds(span, ends) for span in spans):
            continue
        due = report_due(ends, months)
        found.append(YearlyReport(year, ends, due, _state(year in sent, due, day)))
    return found


def _state(sent: bool, due: dt.date, day: dt.date) -> ReportState:
    if sent:
        return ReportState.DONE
    if due < day:
        return ReportState.OVERDUE
    return ReportState.SOON if due - day <= REMIND_AHEAD else ReportState.LATER


def change_due(changed_on: dt.date, duties: Iterable[Duty]) -> dt.date | None:
    """The last day to report a change that happened on the day; None where the law of that day asks for nothing."""
    days = next(
        (duty.days_after_change for duty in duties if duty.days_after_change and duty.holds_on(changed_on)), None
    )
    return None if days is None else changed_on + dt.timedelta(days=days)


def holds(span: Span, day: dt.date) -> bool:
    """Whether the dated row is true on the day; an unknown date is without end."""
    return (span.valid_from is None or span.valid_from <= day) and (span.valid_to is None or span.valid_to >= day)


class Disagreement(Enum):
    """Where the municipality's own look and the noted state are not of one mind: in few words, and as a sentence."""

    NOT_NOTED = (
        "Står i registret",
        "Eftersynet fandt virksomheden i registret, men den er ikke noteret som registreret.",
    )
    NOT_THERE = ("Står ikke i registret", "Noteret som registreret, men eftersynet fandt den ikke i registret.")
    NOT_LIVING_UP = (
        "Lever ikke op til kravene",
        "Registreret, men efter kommunens egen vurdering lever den ikke op til kravene.",
    )

    @property
    def short(self) -> str:
        """In few words."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """As a sentence."""
        return self.value[1]


def disagreement(state: str | None, *, in_register: bool, judgement: str) -> Disagreement | None:
    """What the latest own look says against the state (of `RsvPeriod`) that is noted; None when they agree."""
    registered = state == RSV_REGISTERED
    if in_register and not registered:
        return Disagreement.NOT_NOTED
    if registered and not in_register:
        return Disagreement.NOT_THERE
    return Disagreement.NOT_LIVING_UP if registered and judgement == "no" else None
