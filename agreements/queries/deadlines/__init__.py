"""Everything that is open and due, for somebody, on a day. Read anew each time: what is settled is not there any more."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from socialportal.accounts.access import Access

from ...deadlines import HORIZON
from ...models import Delay
from ...rules import FOLLOWERS
from .courses import of_courses, of_descriptions, of_meetings, of_mentor
from .together import of_agreements, of_flex_jobs, of_steps
from .value import NAMES, STATUTORY, Deadline, Kind, Looker, Owner, Source, must

# Which kinds each reading gives, so that one kind can be asked for alone.
SOURCES: tuple[tuple[frozenset[Kind], Source], ...] = (
    (frozenset({Kind.PLAN, Kind.SHEET, Kind.FRAME}), of_courses),
    (frozenset({Kind.MEETING}), of_meetings),
    (frozenset({Kind.DESCRIPTION}), of_descriptions),
    (frozenset({Kind.FLEX, Kind.FLEX_STATUS}), of_flex_jobs),
    (frozenset({Kind.AGREEMENT_ENDS, Kind.TERMS_END, Kind.EVALUATION}), of_agreements),
    (frozenset({Kind.STEP}), of_steps),
)


def open_deadlines(
    access: Access,
    day: dt.date,
    *,
    kinds: Iterable[Kind] = tuple(Kind),
    ahead: dt.timedelta = HORIZON,
    reasons: bool = True,
) -> list[Deadline]:
    """What the person may see that is due by `ahead` after the day, the most overdue first, with why it is late where somebody
    has said so; a dozen queries, however much.
    """
    wanted = frozenset(kinds)
    asked = Looker(access, day, day + ahead)
    found = [
        one
        for gives, source in SOURCES
        if gives & wanted
        for one in source(asked)
        if one.kind in wanted and one.due <= asked.limit
    ]
    found.sort(key=lambda one: (one.due, not one.statutory, one.title, one.about_id))
    return _with_reasons(found, access, day) if reasons else found


def deadlines_of_mentor(access: Access, day: dt.date, *, ahead: dt.timedelta) -> list[Deadline]:
    """Plans and sheets of the participants one is mentor of; a frame is the municipality's to think of."""
    asked = Looker(access, day, day + ahead)
    return [one for one in of_mentor(asked) if one.kind in (Kind.PLAN, Kind.SHEET) and one.due <= asked.limit]


def find(access: Access, kind: Kind, about_id: int, due: dt.date, day: dt.date) -> Deadline | None:
    """One of them, by what it is known by."""
    several = open_deadlines(access, day, kinds=[kind], reasons=False)
    return next((one for one in several if one.about_id == about_id and one.due == due), None)


def _with_reasons(found: list[Deadline], access: Access, day: dt.date) -> list[Deadline]:
    """Why the overdue ones are, where somebody has said so."""
    late = [one for one in found if one.due < day]
    if not late:
        return found
    noted = Delay.objects.filter(
        municipality__in=access.municipalities(*FOLLOWERS), due_on__gte=late[0].due, due_on__lt=day
    ).select_related("reason")
    reasons = {(delay.kind, delay.about_id, delay.due_on): delay for delay in noted}
    return [replace(one, delay=reasons[one.key]) if one.key in reasons else one for one in found]


__all__ = ["NAMES", "STATUTORY", "Deadline", "Kind", "Owner", "deadlines_of_mentor", "find", "must", "open_deadlines"]
