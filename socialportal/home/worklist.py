"""The work list as a page: who asks for what, and in which of four heaps a deadline lies."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import QueryDict
from django.urls import reverse

from agreements.queries.deadlines import NAMES, Deadline, Kind
from socialportal.accounts.access import Access
from socialportal.common import danish

SUNDAY = 7


class Whose(TextChoices):
    """Whose tasks."""

    MINE = "mine", "Mine"
    TEAM = "team", "Mine og mine teams’"
    ALL = "kommunen", "Hele kommunens"


class Weight(TextChoices):
    """How binding."""

    LAW = "lov", "Kun lovfrister"
    AGREED = "aftalt", "Kun aftalte"


@dataclass(frozen=True)
class Row:
    """A deadline as a line of the page."""

    deadline: Deadline
    day: str
    shape: str
    status: str
    whose: str
    reason: str
    reason_url: str


@dataclass(frozen=True)
class Heap:
    """The lines under one heading."""

    key: str
    heading: str
    rows: list[Row]
    late: bool = False


def matching(
    found: Iterable[Deadline],
    access: Access,
    *,
    whose: str = "",
    kind: str = "",
    weight: str = "",
    enterprise: str = "",
) -> list[Deadline]:
    """Those that fit everything that was chosen; an empty choice fits all."""

    def fits(one: Deadline) -> bool:
        return (
            (whose != Whose.MINE or one.owner.is_mine(access))
            and (whose != Whose.TEAM or one.owner.is_of_my_team(access))
            and kind in ("", one.kind.value)
            and (not weight or one.statutory is (weight == Weight.LAW))
            and enterprise in ("", str(one.enterprise_id))
        )

    return [one for one in found if fits(one)]


def enterprises_in(found: Iterable[Deadline]) -> list[tuple[str, str]]:
    """Choices: the enterprises that something is due with."""
    names = {(one.enterprise, str(one.enterprise_id)) for one in found}
    return [(pk, name) for name, pk in sorted(names)]


def kinds_in(found: Iterable[Deadline]) -> list[tuple[str, str]]:
    """Choices: the kinds of which there is something, in the order of the kinds."""
    there = {one.kind for one in found}
    return [(kind.value, NAMES[kind]) for kind in Kind if kind in there]


def end_of_week(day: dt.date) -> dt.date:
    """The Sunday of the day's week."""
    return day + dt.timedelta(days=SUNDAY - day.isoweekday())


def heap_of(due: dt.date, day: dt.date) -> int:
    """0 overdue, 1 today, 2 later this week, 3 after that."""
    if due <= day:
        return 0 if due < day else 1
    return 2 if due <= end_of_week(day) else 3


def heaps(found: Iterable[Deadline], access: Access, day: dt.date) -> list[Heap]:
    """The four heaps, those without lines too."""
    lines: list[list[Row]] = [[], [], [], []]
    for one in found:
        lines[heap_of(one.due, day)].append(row(one, access, day))
    names = (("over", "Over fristen"), ("i-dag", "I dag"), ("uge", "Resten af ugen"), ("senere", "Senere"))
    return [Heap(key, heading, rows, late=key == "over") for (key, heading), rows in zip(names, lines, strict=True)]


def row(one: Deadline, access: Access, day: dt.date) -> Row:
    """A deadline with its badge, and for an overdue one the way to say why."""
    left = (one.due - day).days
    shape, status = "todo", f"Om {danish.count(left, 'dag', 'dage')}"
    if left < 0:
        shape, status = "over", f"{danish.count(-left, 'dag', 'dage')} over"
    elif left == 0:
        shape, status = "now", "I dag"
    elif left == 1:
        status = "I morgen"
    url = ""
    if left < 0:
        url = (
            reverse("agreements:delay-edit", args=[one.delay.pk])
            if one.delay
            else reverse("agreements:delay-add", args=[one.kind.value, one.about_id, one.due.isoformat()])
        )
    return Row(
        deadline=one,
        day=danish.date(one.due, year=one.due.year != day.year),
        shape=shape,
        status=status,
        whose=one.owner.said(access),
        reason=str(one.delay.reason) if one.delay else "",
        reason_url=url,
    )


def said(found: Iterable[Deadline], day: dt.date) -> tuple[str, str]:
    """`Tirsdag 4. december 2018`, and `to er over fristen, tre skal klares i dag og én mere i denne uge`."""
    counts = [0, 0, 0, 0]
    for one in found:
        counts[heap_of(one.due, day)] += 1
    over, today, week, later = counts
    parts = []
    if over:
        parts.append(f"{danish.words(over)} er over fristen")
    if today:
        parts.append(f"{danish.words(today)} skal klares i dag")
    if week:
        parts.append(f"{danish.words(week)}{' mere' if parts else ''} i resten af ugen")
    date = f"{danish.capital(danish.WEEKDAYS[day.weekday()])} {danish.date(day)}"
    if parts:
        return date, danish.listing(parts)
    return date, "intet haster, og det næste kommer senere" if later else "der er ikke noget, du skal nå"


def chosen(query: QueryDict) -> int:
    """How many filters are on."""
    return sum(1 for name in ("hvem", "slags", "frist", "virksomhed") if query.get(name))
