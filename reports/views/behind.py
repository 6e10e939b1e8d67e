"""The records behind a figure, as somebody may see them: named with a day and a link, the rest only counted."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import rules
from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet

from agreements.models import Collaboration, Course, Outcome, Participation, Placement
from enterprises.models import Contribution, Enterprise, Grant, NetworkMeeting, Presence, Story
from socialportal.accounts.access import Access
from socialportal.accounts.models import Municipality
from socialportal.audit.chain import records_read
from socialportal.common import danish

from ..figures import Figure
from ..indicators import years

PER_PAGE = 25
DRAFT = "reports.read_draft"


@dataclass(frozen=True)
class Kind:
    """How records of a kind are told. `permission` opens their page, asked of the municipality they all belong to; empty where
    whoever sees the record may open it. `person` is what the read log notes.
    """

    words: tuple[str, str]
    when: Callable[[Any], dt.date | str | None]
    name: Callable[[Any], str] = str
    related: tuple[str, ...] = ()
    permission: str = ""
    url: Callable[[Any], str] = lambda record: record.get_absolute_url()
    person: Callable[[Any], Any] | None = None


def _years(course: Course) -> str:
    ended = f" – {danish.date(course.ended_on)}" if course.ended_on else ""
    return f"{danish.date(course.started_on)}{ended}"


def _there(enterprise: Any) -> str:
    return danish.capital(enterprise.there[0].span) if enterprise.there else ""


_OF_ENTERPRISE = ("presence__enterprise", "presence__municipality")
KINDS: dict[type, Kind] = {
    Enterprise: Kind(
        ("virksomhed eller initiativ", "virksomheder og initiativer"), _there, permission="enterprises.view_enterprise"
    ),
    Placement: Kind(
        ("job", "job"),
        lambda job: job.started_on,
        related=(*_OF_ENTERPRISE, "type"),
        permission="agreements.view_placement",
    ),
    Collaboration: Kind(
        ("samarbejde", "samarbejder"),
        lambda one: one.valid_from,
        related=_OF_ENTERPRISE,
        permission="agreements.view_collaboration",
    ),
    Participation: Kind(
        ("løsning", "løsninger"),
        lambda one: one.valid_from,
        related=(*_OF_ENTERPRISE, "initiative"),
        permission="agreements.view_initiative",
    ),
    Grant: Kind(
        ("bevilling", "bevillinger"),
        lambda grant: grant.received_on or f"{grant.year}",
        related=_OF_ENTERPRISE,
        permission="enterprises.view_grant",
    ),
    NetworkMeeting: Kind(
        ("møde", "møder"),
        lambda meeting: meeting.held_on,
        lambda meeting: meeting.theme or str(meeting),
        permission="enterprises.view_network",
    ),
    Story: Kind(
        ("historie", "historier"),
        lambda story: story.happened_on or f"{story.year}",
        permission="enterprises.view_story",
    ),
    Contribution: Kind(
        ("bidrag", "bidrag"),
        lambda one: one.approved_at.date() if one.approved_at else f"{one.year}",
        lambda one: f"{one.presence.enterprise}",
        related=_OF_ENTERPRISE,
        permission="enterprises.view_contribution",
    ),
    # Their first door asks all that their page asks: the team.
    Course: Kind(
        ("forløb", "forløb"), _years, related=("participant", "presence__enterprise"), person=lambda course: course
    ),
    Outcome: Kind(
        ("registrering", "registreringer"),
        lambda outcome: outcome.course.ended_on,
        related=("type", "course__participant", "course__presence__enterprise"),
        url=lambda outcome: outcome.course.get_absolute_url(),
        person=lambda outcome: outcome.course,
    ),
}


@dataclass(frozen=True)
class Line:
    """A record as it is listed."""

    name: str
    when: str
    url: str = ""
    amount: str = ""


@dataclass(frozen=True)
class Behind:
    """What stands behind a figure. `hidden` is how many records the reader may not see; `amounts` whether each has one."""

    lines: list[Line] = field(default_factory=list)
    page: Page | None = None
    total: int = 0
    hidden: int = 0
    sentence: str = ""
    hidden_told: str = ""
    amounts: bool = False


def behind(access: Access, place: Municipality, figure: Figure, page: str) -> Behind | None:
    """The records of a page, noted in the read log where they are about persons. None of what has no records: a term, a
    share, a mean.
    """
    records = figure.records
    if records is None:
        return None
    kind = KINDS[records.model]
    total = records.count()
    seen = visible(access, records, place)
    shown = Paginator(seen, PER_PAGE).get_page(page)
    rows = list(shown)
    if kind.person:
        records_read(access, [kind.person(row) for row in rows], purpose="bag et tal i årsrapporten")
    opens = not kind.permission or rules.has_perm(kind.permission, _opening(access), _At(place.pk))
    hidden = total - shown.paginator.count
    return Behind(
        lines=[_line(kind, row, figure, opens=opens) for row in rows],
        page=shown,
        total=total,
        hidden=hidden,
        sentence=_sentence(kind, figure, total),
        hidden_told=_hidden(hidden, named=bool(rows)),
        amounts=bool(figure.sums),
    )


@dataclass(frozen=True)
class _At:
    """Stands for every record of the municipality: a rule is asked once, and not of each row."""

    municipality_id: int


def _opening(access: Access) -> Access:
    """With the roles that open the working copy only: nobody borrows another role's key."""
    return access.only(lambda alone: rules.has_perm(DRAFT, alone, None))


def visible(access: Access, records: QuerySet[Any], place: Municipality) -> QuerySet[Any]:
    """Those of the records that the reader may see."""
    mine, model = _opening(access), records.model
    kind = KINDS[model]
    if model is Outcome:
        rows: Any = Outcome.objects.filter(course__in=Course.objects.visible_to(mine))
    else:
        rows = model.objects.visible_to(mine)
    # By key, as what a figure counts may be cut off (the first eight have the ordinary places).
    rows = rows.filter(pk__in=records.values("pk")).select_related(*kind.related)
    if model is Enterprise:
        there = Presence.objects.filter(municipality=place).order_by("valid_from", "pk")
        return rows.prefetch_related(Prefetch("presences", there, to_attr="there")).order_by("name", "pk")
    return rows.order_by(*model._meta.ordering, "pk")


def _line(kind: Kind, row: Any, figure: Figure, *, opens: bool) -> Line:
    when = kind.when(row)
    amount = getattr(row, figure.sums) if figure.sums else None
    return Line(
        name=kind.name(row),
        when=danish.date(when) if isinstance(when, dt.date) else (when or ""),
        url=kind.url(row) if opens else "",
        amount=years.written(amount, figure.unit, approximate=getattr(row, "approximate", False)),
    )


def _sentence(kind: Kind, figure: Figure, total: int) -> str:
    """How the list and the figure are one."""
    if figure.value is None:
        return "Tallet kendes ikke for perioden."
    value = years.written(figure.value, figure.unit, approximate=figure.approximate)
    many = danish.count(total, *kind.words)
    if figure.sums:
        return f"Lagt sammen giver de {value}, som er tallet. Der er {many}."
    return f"Der er {many}, og antallet er tallet: {value}."


def _hidden(hidden: int, *, named: bool) -> str:
    if not hidden:
        return ""
    return f"{'Og ' if named else ''}{danish.number(hidden)}, du ikke har adgang til at se navn på."
