"""The round of contributions to a year's report: opened with a deadline, reminded of, closed. Who is asked, and who is
missing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from socialportal.accounts import roles
from socialportal.accounts.access import Access
from socialportal.accounts.models import User
from socialportal.accounts.rules import demand
from socialportal.audit import chain
from socialportal.audit.bookkeeping import Links
from socialportal.common import danish
from socialportal.notices.services.telling import settle, tell

from ..models import Contribution, Enterprise, EnterpriseMembership, Presence, ReportingYear
from ..terms import OVERDUE, reminder_due
from . import guarded

OPEN = "enterprises.open_year"
KIND = "bidrag"  # of messages
MISSING = "missing"
OWED = frozenset({MISSING, Contribution.State.DRAFT, Contribution.State.RETURNED})


@dataclass(frozen=True)
class Asked:
    """An enterprise that a round asks, what it has written, and its users who can write."""

    round: ReportingYear
    presence: Presence
    contribution: Contribution | None
    users: tuple[User, ...]

    @property
    def state(self) -> str:
        """`missing`, or the state of its contribution."""
        return self.contribution.state if self.contribution else MISSING

    @property
    def owes(self) -> bool:
        """Whether it is the enterprise's turn."""
        return self.state in OWED

    @property
    def url(self) -> str:
        """Where its users write."""
        return reverse("enterprises:contribution-start", args=[self.round.pk, self.presence.pk])


def users_today() -> Prefetch:
    """Of presences: those who can write for the enterprise today, as `writers` on it."""
    serving = EnterpriseMembership.objects.active_on(timezone.localdate()).filter(
        role=roles.ENTERPRISE_USER, user__is_active=True
    )
    return Prefetch("enterprise__memberships", serving.select_related("user").order_by("user__name"), to_attr="writers")


def asked(of: ReportingYear, enterprises: Iterable[int] | None = None) -> list[Asked]:
    """Everyone the report of the year introduces, each enterprise once, by name; or only those named, by id. Three queries."""
    rows = Presence.objects.filter(municipality=of.municipality_id, enterprise__deleted_at=None).listed_in(of.year)
    if enterprises is not None:
        rows = rows.filter(enterprise__in=list(enterprises))
    written = Contribution.objects.filter(year=of.year).select_related("presence__enterprise")
    presences: Any = (
        rows.select_related("enterprise", "municipality")
        .prefetch_related(Prefetch("contributions", written, to_attr="of_year"), users_today())
        .order_by("enterprise__name", "valid_from", "pk")
    )
    return _each_once(
        Asked(of, one, next(iter(one.of_year), None), tuple(m.user for m in one.enterprise.writers))
        for one in presences
    )


def asked_alone(of: ReportingYear, enterprise: Enterprise, users: Iterable[User] = ()) -> list[Asked]:
    """What `asked` tells of one enterprise, in a list of one or none. Its presences are read with `contributions`."""
    return _each_once(
        Asked(of, one, next((own for own in one.contributions.all() if own.year == of.year), None), tuple(users))
        for one in enterprise.presences.all()
        if one.municipality_id == of.municipality_id and one.is_listed_in(of.year)
    )


def _each_once(several: Iterable[Asked]) -> list[Asked]:
    found: dict[int, Asked] = {}
    for one in several:
        known = found.get(one.presence.enterprise_id)
        if known is None or known.contribution is None:  # the one they have written for, else the latest
            found[one.presence.enterprise_id] = one
    return list(found.values())


def open_rounds(**filters: object) -> list[ReportingYear]:
    """The rounds that run, oldest year first."""
    rows = ReportingYear.objects.filter(closed_on=None, **filters).select_related("municipality")
    return list(rows.order_by("year", "municipality__name"))


@dataclass(frozen=True)
class Progress:
    """How many enterprises a round asks, and how many stand in each state."""

    asked: int
    approved: int
    submitted: int
    returned: int
    draft: int

    @property
    def missing(self) -> int:
        """Those that have not begun."""
        return self.asked - self.approved - self.submitted - self.returned - self.draft

    @property
    def owed(self) -> int:
        """Those whose turn it is."""
        return self.missing + self.returned + self.draft


def progress(of: ReportingYear) -> Progress:
    """Counted by the database, each enterprise once; one query."""

    def written(state: str) -> Count:
        of_year = Q(contributions__year=of.year, contributions__deleted_at=None, contributions__state=state)
        return Count("enterprise", filter=of_year, distinct=True)

    rows = Presence.objects.filter(municipality=of.municipality_id, enterprise__deleted_at=None).listed_in(of.year)
    counts = rows.aggregate(
        asked=Count("enterprise", distinct=True),
        approved=written(Contribution.State.APPROVED),
        submitted=written(Contribution.State.SUBMITTED),
        returned=written(Contribution.State.RETURNED),
        draft=written(Contribution.State.DRAFT),
    )
    return Progress(**counts)


def round_of(presence: Presence, year: int) -> ReportingYear | None:
    """The round in which the municipality asks for that year, open or closed."""
    return ReportingYear.objects.filter(municipality=presence.municipality_id, year=year).first()


def key(of: ReportingYear, enterprise: int) -> str:
    """How the keys of all messages begin that ask an enterprise for its contribution."""
    return f"{KIND} {of.pk} {enterprise} "


def ask(one: Asked, occasion: str, subject: str, text: str) -> int:
    """Tells an enterprise's users, each once for the occasion; how many there are."""
    for user in one.users:
        tell(
            user=user,
            kind=KIND,
            subject=subject,
            text=text,
            url=one.url,
            key=f"{key(one.round, one.presence.enterprise_id)}{occasion} {user.pk}",
            urgent=True,
        )
    return len(one.users)


def settle_with(presence: Presence, year: int) -> None:
    """The enterprise has sent its contribution: nobody asks for it any more."""
    if of := round_of(presence, year):
        settle(key(of, presence.enterprise_id))


# --- The coordinator's verbs ----------------------------------------------------------------------------------------------
def _check(of: ReportingYear, *, moved: bool = True) -> None:
    if moved and of.deadline and of.deadline < timezone.localdate():
        raise ValidationError({"deadline": "Fristen er allerede gået. Skriv en dag, der kommer."})


@transaction.atomic
def open_year(access: Access, of: ReportingYear, *, links: Links | None = None, reason: str = "") -> ReportingYear:
    """Opens the round and tells every listed enterprise's users at once. Raises ValidationError when the deadline lies behind,
    the year has not begun or was opened before, or no enterprise was active in it.
    """
    demand(access, OPEN, of)
    _check(of)
    if of.year and of.year > timezone.localdate().year:
        raise ValidationError({"year": "Året er ikke begyndt. Der skrives bidrag til det år, rapporten handler om."})
    of.opened_on = timezone.localdate()
    guarded.add(access, OPEN, of, reason=reason)
    enterprises = asked(of)
    if not enterprises:
        raise ValidationError(
            {"year": f"Ingen virksomheder på listen var aktive i kommunen i {of.year}. Vælg et andet år."}
        )
    for one in enterprises:
        if one.owes:
            ask(one, "aabnet", f"Skriv jeres bidrag til årsrapporten {of.year}", _invitation(one))
    return of


def _invitation(one: Asked) -> str:
    of = one.round
    paragraphs = [
        f"{of.municipality} beder {one.presence.enterprise} skrive sin del af årsrapporten {of.year} "
        f"senest {danish.date(of.deadline)}.",
        of.message.strip(),
        "I kan begynde med teksten fra sidste år. Det tager omkring ti minutter, og I kan gemme undervejs.",
    ]
    return "\n\n".join(part for part in paragraphs if part)


@transaction.atomic
def change_year(
    access: Access, of: ReportingYear, *, expected_version: int, links: Links | None = None, reason: str = ""
) -> ReportingYear:
    """Another deadline or message. Those who have not sent are told of a new deadline."""
    stored = guarded.as_stored(of)
    moved = stored.deadline != of.deadline
    _check(of, moved=moved)
    changed = guarded.change(access, OPEN, of, expected_version=expected_version, reason=reason)
    if moved and changed.closed_on is None:
        for one in asked(changed):
            if one.owes:
                text = f"Fristen for bidraget til årsrapporten {of.year} er nu {danish.date(of.deadline)}."
                ask(one, f"frist {of.deadline.isoformat()}", f"Ny frist: {danish.date(of.deadline)}", text)
    return changed


@transaction.atomic
def close_year(access: Access, of: ReportingYear, *, expected_version: int) -> ReportingYear:
    """Nobody writes or sends any more, but those whose contribution is sent back to them."""
    of.closed_on = timezone.localdate()
    closed = guarded.change(access, OPEN, of, expected_version=expected_version, verb="closed")
    for one in asked(closed):
        if one.state != Contribution.State.RETURNED:
            settle(key(closed, one.presence.enterprise_id))
    return closed


@transaction.atomic
def reopen_year(access: Access, of: ReportingYear, *, expected_version: int) -> ReportingYear:
    """They may write again. Nobody is told: the one who opens it knows whom it is for, and can remind."""
    of.closed_on = None
    return guarded.change(access, OPEN, of, expected_version=expected_version, verb="reopened")


# --- Reminders ------------------------------------------------------------------------------------------------------------
def _reminder(one: Asked, day: dt.date) -> tuple[str, str]:
    of, begun = one.round, "sendt jeres bidrag" if one.contribution else "begyndt på jeres bidrag"
    if of.deadline < day:
        subject = f"Bidraget til årsrapporten {of.year} mangler"
        when = f"Fristen var {danish.date(of.deadline)}. Skriv det, så snart I kan, eller ring til kommunen."
    else:
        subject = f"Husk bidraget til årsrapporten {of.year}"
        when = f"Fristen er {danish.date(of.deadline)}."
    return subject, f"{one.presence.enterprise} har ikke {begun} til årsrapporten {of.year} endnu. {when}"


@transaction.atomic
def remind(access: Access, of: ReportingYear) -> int:
    """Reminds those who are missing, at most once a day each; how many enterprises. Raises ValidationError when it is closed."""
    demand(access, OPEN, of)
    if of.closed_on:
        raise ValidationError("Der er lukket for bidrag. Åbn igen, før I minder nogen.")
    today = timezone.localdate()
    reached = [one for one in asked(of) if one.owes and one.users]
    for one in reached:
        ask(one, f"mindet {today.isoformat()}", *_reminder(one, today))
    told = danish.count(len(reached), "virksomhed", "virksomheder")
    chain.record(access, "reminded", of, reason=told, municipality_code=of.municipality.code)
    return len(reached)


def remind_due(day: dt.date) -> int:
    """The reminders that time brings: 14 and 3 days before the deadline and after it, each once; how many users have been told
    of one that still holds.
    """
    told = 0
    for of in open_rounds(municipality__uses_portal=True):
        due = reminder_due(of.opened_on, of.deadline, day)
        if not due:
            continue
        with transaction.atomic():
            for one in asked(of):
                if one.owes:
                    occasion = f"{due} {of.deadline.isoformat()}"
                    told += ask(one, occasion, *_reminder(one, day if due != OVERDUE else max(day, of.deadline)))
    return told
